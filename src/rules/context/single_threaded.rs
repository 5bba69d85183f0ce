//! HA406: one contact only.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA406",
    slug: "single-threaded",
    title: "More than one person of the customer is known",
    failing_title: "Only one person of the customer is known",
    rationale: "One person on leave stops the onboarding",
    remedy: "Ask the AE for a second and a third name",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["deal_contacts"],
    source: "deployment brief of the handoff pilot: stakeholders",
    check,
    describe,
    good: Example { words: "Two contacts", make: |_| {} },
    bad: Example { words: "One contact in two roles", make: |deal| deal.packet.detail.stakeholders.truncate(1) },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deal_contacts"]) {
        return verdict;
    }
    let people = &case.packet.detail.stakeholders;
    match people.first() {
        None => Verdict::NotApplicable("no contact is recorded"),
        Some(first) if people.iter().all(|person| person.key == first.key) => {
            case.missed_by(Subject::Contact, first.origin)
        }
        Some(_) => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "one contact only stands on the deal".to_owned(),
        question: "Who else at the customer takes part?".to_owned(),
    }
}
