//! HA613: 30 days on, first value is not reached.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA613",
    slug: "first-value-missing",
    title: "First value is reached within 30 days",
    failing_title: "First value is missing",
    rationale: "No measurable value by day 30 is the earliest reliable sign of churn",
    remedy: "Ask the AE what the customer expected to have by now, and find what is in its way",
    severity: Severity::Return,
    owner: Owner::Csm,
    needs: &["onboarding.first_value_at"],
    source: "article on why handoffs break, with a working process: no measurable value by day 30",
    check,
    describe,
    good: Example { words: "First value on day 20", make: |_| {} },
    bad: Example {
        words: "No first value, and the service level has passed",
        make: |deal| deal.time(Timed::FirstValue, Timing::Overdue),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["onboarding", "onboarding.first_value_at"]) {
        return verdict;
    }
    match case.packet.detail.timing(Timed::FirstValue) {
        Timing::Overdue | Timing::Untold if super::is_untold(case, Timed::FirstValue) => {
            super::untold(Timed::FirstValue)
        }
        Timing::Overdue | Timing::Untold => case.missed(),
        Timing::Open => Verdict::NotApplicable("the service level has not passed"),
        Timing::Within | Timing::Late => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the service level for first value has passed and none is recorded".to_owned(),
        question: "What is the smallest thing that counts as value, and when is it there?".to_owned(),
    }
}
