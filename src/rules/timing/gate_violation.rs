//! HA607: a later stage was entered while an earlier one was open.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA607",
    slug: "gate-violation",
    title: "Stages were passed in order",
    failing_title: "A later stage was entered while an earlier one was open",
    rationale: "A gate that everybody walks around is no gate",
    remedy: "Close the earlier stage now, and ask why it was passed by",
    severity: Severity::Warn,
    owner: Owner::CsOps,
    needs: &["onboarding", "reviews"],
    source: "seed 000: capture, review, engage, value",
    check,
    describe,
    good: Example { words: "Sync and acceptance, then kickoff, then first value", make: |_| {} },
    bad: Example { words: "Kickoff held before CS accepted", make: |deal| deal.packet.events.decisions.clear() },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["onboarding"]) {
        return verdict;
    }
    let violations = super::violations(case);
    let evidence = |nth: usize| Evidence { subject: Subject::Nth(nth as u16), origin: case.row };
    if violations.is_empty() { Verdict::Met } else { Verdict::Missed((0..violations.len()).map(evidence).collect()) }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Nth(nth) = evidence.subject else { return Words::default() };
    let violations = super::violations(case);
    let Some(violation) = violations.get(nth as usize) else { return Words::default() };
    Words {
        evidence: format!("{} was entered while {} was open: {}", violation.entered, violation.open, violation.why),
        question: format!("What is missing to close {}, and why was it passed by?", violation.open),
    }
}
