//! HA705: a commitment, a role or a risk was first recorded after kickoff.

use crate::domain::Moment;
use crate::packet::{PromiseKind, Role};
use crate::rules::Specimen;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA705",
    slug: "late-discovery",
    title: "Commitments, roles and risks were known at kickoff",
    failing_title: "A commitment, role or risk was first recorded after kickoff",
    rationale: "What surfaces after kickoff was known to somebody before",
    remedy: "Ask the AE what else is known and not written down",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["commitments.created_at, deal_contacts.added_at or risks.opened_at", "onboarding.kickoff_at"],
    source: "deployment brief of the handoff pilot: late discovery",
    check,
    describe,
    good: Example { words: "A promise recorded before kickoff", make: |deal| deal.promise(PromiseKind::Other, |_| {}) },
    bad: Example {
        words: "A promise recorded 20 days after the win, and kickoff was on day 5",
        make: |deal| deal.promise(PromiseKind::Other, |promise| promise.created_at = Some(Specimen::day(20))),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let has_times =
        ["commitments.created_at", "deal_contacts.added_at", "risks.opened_at"].iter().any(|name| case.holds.has(name));
    if !has_times || !case.holds.has("onboarding.kickoff_at") {
        return Verdict::Unknowable(RULE.needs.join(" and "));
    }
    let Some(kickoff) = case.packet.events.kickoff_at else {
        return Verdict::NotApplicable("kickoff has not been held");
    };
    let is_late = |at: Option<Moment>| at.is_some_and(|at| kickoff.is_before(at) && at.utc() <= case.as_of.utc());
    let detail = &case.packet.detail;
    let mut evidence = Vec::new();
    let mut add = |subject, origin| evidence.push(Evidence { subject, origin });
    case.packet
        .promises
        .iter()
        .filter(|promise| is_late(promise.created_at))
        .for_each(|promise| add(Subject::Commitment, promise.origin));
    for role in Role::ALL {
        let held = detail.stakeholders.iter().filter(|person| person.roles.contains(role));
        // A role is discovered with its first holder; an undated one was there before.
        let first = held.min_by_key(|person| person.added_at.map(Moment::order));
        first
            .filter(|person| is_late(person.added_at))
            .into_iter()
            .for_each(|person| add(Subject::Contact, person.origin));
    }
    detail.risks.iter().filter(|risk| is_late(risk.opened_at)).for_each(|risk| add(Subject::Risk, risk.origin));
    if evidence.is_empty() { Verdict::Met } else { Verdict::Missed(evidence) }
}

fn describe(_: &Case<'_>, evidence: &Evidence) -> Words {
    let what = match evidence.subject {
        Subject::Commitment => "a commitment",
        Subject::Risk => "a risk",
        _ => "a contact role",
    };
    Words {
        evidence: format!("{what} was first recorded after kickoff"),
        question: "Since when was this known, and what else is not written down?".to_owned(),
    }
}
