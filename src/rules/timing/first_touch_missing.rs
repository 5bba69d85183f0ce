//! HA602: past the service level, CS has not touched the customer.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA602",
    slug: "first-touch-missing",
    title: "CS has touched the customer",
    failing_title: "CS has not touched the customer",
    rationale: "A customer who hears nothing after paying calls the AE, or nobody",
    remedy: "Write or call today",
    severity: Severity::Return,
    owner: Owner::Csm,
    needs: &["activities or onboarding.first_touch_at"],
    source: "deployment brief of the handoff pilot: service levels of the handoff",
    check,
    describe,
    good: Example { words: "First touch within the service level", make: |_| {} },
    bad: Example {
        words: "No touch, and the service level has passed",
        make: |deal| deal.time(Timed::FirstTouch, Timing::Overdue),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack_touches() {
        return verdict;
    }
    match case.packet.detail.timing(Timed::FirstTouch) {
        Timing::Overdue => case.missed(),
        Timing::Open => Verdict::NotApplicable("the service level has not passed"),
        _ => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence:
            "the service level has passed and no contact by CS is recorded: no outbound e-mail, no call, no meeting"
                .to_owned(),
        question: "When do you write or call?".to_owned(),
    }
}
