//! HA211: a promise is past its due date and not delivered.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA211",
    slug: "commitment-overdue",
    title: "Promises are delivered when they are due",
    failing_title: "A promise is past its due date",
    rationale: "A promise that was missed in silence costs more trust than one that was moved in time",
    remedy: "Find out what became of it, and settle with the AE who speaks to the customer",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["commitments.due_at", "commitments.delivered_at"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example { words: "A promise delivered", make: |deal| deal.promise(PromiseKind::Timeline, |_| {}) },
    bad: Example {
        words: "A promise due 90 days ago and not delivered",
        make: |deal| deal.promise(PromiseKind::Timeline, |promise| promise.is_delivered = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["commitments", "commitments.due_at", "commitments.delivered_at"]) {
        return verdict;
    }
    let mut dated = case.packet.promises.iter().filter_map(|promise| Some((promise, promise.due_at?))).peekable();
    if dated.peek().is_none() {
        return Verdict::NotApplicable("no commitment with a due date is recorded");
    }
    let overdue = dated.filter(|(promise, due)| due.is_before(case.as_of) && !promise.is_delivered);
    case.missed_if_any(Subject::Commitment, overdue.map(|(promise, _)| promise.origin))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment is past its due date and not marked as delivered".to_owned(),
        question: "What became of this promise, and what was the customer told?".to_owned(),
    }
}
