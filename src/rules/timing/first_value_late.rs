//! HA612: first value came after the service level.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA612",
    slug: "first-value-late",
    title: "First value came in time",
    failing_title: "First value came late",
    rationale: "Customers who wait for value start to count the cost",
    remedy: "Find what held it up, and whether the packet could have told",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["onboarding.first_value_at"],
    source: "deployment brief of the handoff pilot: service levels of the handoff",
    check,
    describe,
    good: Example { words: "First value within the service level", make: |_| {} },
    bad: Example {
        words: "First value after the service level",
        make: |deal| deal.time(Timed::FirstValue, Timing::Late),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["onboarding", "onboarding.first_value_at"]) {
        return verdict;
    }
    super::late(case, Timed::FirstValue)
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: super::late_in_words(case, "first value reached", case.packet.events.first_value_at),
        question: "What held up first value?".to_owned(),
    }
}
