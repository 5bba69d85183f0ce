//! HA305: no call or meeting with the sponsor before close.

use crate::packet::Role;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA305",
    slug: "sponsor-never-engaged",
    title: "The sponsor was spoken to before close",
    failing_title: "Nobody met the sponsor before close",
    rationale: "A sponsor whom nobody has met is a name, not a sponsor",
    remedy: "Ask the AE to introduce the sponsor before kickoff",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["activities.type", "activities.attendees"],
    source: "deployment brief of the handoff pilot: champion and sponsor",
    check,
    describe,
    good: Example { words: "The sponsor attended a call before the win", make: |_| {} },
    bad: Example {
        words: "No call or meeting before the win lists the sponsor",
        make: |deal| deal.packet.detail.contact.met_sponsor = Some(false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["activities", "activities.type", "activities.attendees"]) {
        return verdict;
    }
    match case.packet.detail.contact.met_sponsor {
        None => Verdict::NotApplicable("no executive sponsor is named"),
        Some(true) => Verdict::Met,
        Some(false) => {
            let detail = &case.packet.detail;
            let by_role = || detail.stakeholders.iter().find(|person| person.roles.contains(Role::ExecutiveSponsor));
            let origin = detail.sponsor.map(|named| named.origin).or_else(|| by_role().map(|person| person.origin));
            case.missed_by(Subject::Contact, origin.unwrap_or(case.row))
        }
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "no call or meeting before the win lists the sponsor among its attendees".to_owned(),
        question: "Has anybody spoken with the sponsor, and when do we meet them?".to_owned(),
    }
}
