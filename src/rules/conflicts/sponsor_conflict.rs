//! HA507: two sources name two people as sponsor.

use crate::domain::Sym;
use crate::packet::Role;
use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA507",
    slug: "sponsor-conflict",
    title: "Sources name one sponsor",
    failing_title: "Two sources name two sponsors",
    rationale: "The invitation goes to the wrong executive",
    remedy: "Ask the AE who it is, and correct the other source",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["deals.executive_sponsor", "deal_contacts.role"],
    source: "deployment brief of the handoff pilot: champion and sponsor",
    check,
    describe,
    good: Example { words: "Field and role name one person", make: |_| {} },
    bad: Example {
        words: "The field names one person, the contact role another",
        make: |deal| deal.packet.detail.other_sponsor = known(Sym(9)),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deals.executive_sponsor", "deal_contacts"]) {
        return verdict;
    }
    let detail = &case.packet.detail;
    let has_role = detail.stakeholders.iter().any(|person| person.roles.contains(Role::ExecutiveSponsor));
    match (detail.other_sponsor, detail.sponsor) {
        (Some(other), _) => case.missed_by(Subject::Sponsors, other.origin),
        (None, Some(_)) if has_role => Verdict::Met,
        _ => Verdict::NotApplicable("field and contact roles do not both name a sponsor"),
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the sponsor field and the contact roles name two different people".to_owned(),
        question: "Which of the two is the executive sponsor?".to_owned(),
    }
}
