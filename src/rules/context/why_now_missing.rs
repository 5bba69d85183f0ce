//! HA402: nobody says why the customer bought now.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA402",
    slug: "why-now-missing",
    title: "Why now is answered",
    failing_title: "Why now is missing",
    rationale: "The event behind the purchase sets the date that the customer cares about",
    remedy: "Ask the AE what happened at the customer that made them buy now",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["deals.why_now"],
    source: "deployment brief of the handoff pilot: why they bought",
    check,
    describe,
    good: Example {
        words: "“Their old contract ends in June”",
        make: |deal| deal.set("why_now", FieldState::Answered),
    },
    bad: Example { words: "A blank field", make: |deal| deal.set("why_now", FieldState::Blank) },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_missing("why_now")
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the why now is not answered".to_owned(),
        question: "What happened at the customer that made them buy now?".to_owned(),
    }
}
