//! HA601: CS touched the customer later than the service level allows.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA601",
    slug: "first-touch-late",
    title: "CS touched the customer in time",
    failing_title: "CS touched the customer late",
    rationale: "The days after signing are when a customer doubts",
    remedy: "Write or call on the day of the win; an introduction needs no packet",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["activities or onboarding.first_touch_at"],
    source: "deployment brief of the handoff pilot: service levels of the handoff",
    check,
    describe,
    good: Example { words: "First touch within the service level", make: |_| {} },
    bad: Example {
        words: "First touch after the service level",
        make: |deal| deal.time(Timed::FirstTouch, Timing::Late),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack_touches() {
        return verdict;
    }
    super::late(case, Timed::FirstTouch)
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: super::late_in_words(case, "first contact by CS", case.packet.events.first_touch_at),
        question: "What kept the first touch, and is the customer waiting for anything?".to_owned(),
    }
}
