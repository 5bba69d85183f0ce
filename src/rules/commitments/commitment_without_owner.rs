//! HA208: a recorded promise has no named owner.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA208",
    slug: "commitment-without-owner",
    title: "Every recorded promise has an owner",
    failing_title: "A recorded promise has no owner",
    rationale: "What nobody owns is delivered by nobody",
    remedy: "Name a person for each recorded commitment",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["commitments.owner"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example { words: "A recorded promise with an owner", make: |deal| deal.promise(PromiseKind::Other, |_| {}) },
    bad: Example {
        words: "A recorded promise whose owner is blank",
        make: |deal| deal.promise(PromiseKind::Other, |promise| promise.has_owner = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["commitments", "commitments.owner"]) {
        return verdict;
    }
    if case.packet.promises.is_empty() {
        return Verdict::NotApplicable("no commitment is recorded");
    }
    let unowned = case.packet.promises.iter().filter(|promise| !promise.has_owner);
    case.missed_if_any(Subject::Commitment, unowned.map(|promise| promise.origin))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment names no owner".to_owned(),
        question: "Who keeps this promise?".to_owned(),
    }
}
