//! HA408: nobody says what else the customer looked at.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA408",
    slug: "alternatives-missing",
    title: "The alternatives are known",
    failing_title: "The alternatives are missing",
    rationale: "What they did not buy says what they compare us with",
    remedy: "Ask the AE whom else the customer looked at, and why they chose us",
    severity: Severity::Info,
    owner: Owner::Ae,
    needs: &["deals.alternatives"],
    source: "deployment brief of the handoff pilot: why they bought",
    check,
    describe,
    good: Example {
        words: "“They also tried a home-made database”",
        make: |deal| deal.set("alternatives", FieldState::Answered),
    },
    bad: Example { words: "A blank field", make: |deal| deal.set("alternatives", FieldState::Blank) },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_missing("alternatives")
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the alternatives are not answered".to_owned(),
        question: "Whom else did the customer look at, and why did they choose us?".to_owned(),
    }
}
