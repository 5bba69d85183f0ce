//! HA103: what first value means is not answered.

use crate::packet::FieldState;
use crate::rules::case::said_of;
use crate::rules::{Case, Evidence, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA103",
    slug: "first-value-criteria-missing",
    title: "First value is defined",
    failing_title: "First value is not defined",
    rationale: "Onboarding without a first milestone drifts, and time to value cannot be measured",
    remedy: "Agree with the AE which first result the customer expects, and write it down before kickoff",
    severity: Severity::Stop,
    owner: Owner::Ae,
    needs: &["deals.first_value_criteria"],
    source: "seed 000: stop conditions of the pilot",
    check,
    describe,
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_item("first_value_criteria", &[FieldState::Blank, FieldState::Placeholder])
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let state = match evidence.subject {
        Subject::Item(position) => case.state(position as usize),
        _ => FieldState::Blank,
    };
    Words {
        evidence: format!("what first value means {}", said_of(state)),
        question: "Which first result did the customer expect, and how will they know that it is there?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;
    use crate::settings::Tier;

    #[test]
    fn misses_when_a_placeholder_and_meets_when_answered() {
        let placeholder = case_of(|packet| packet.set("first_value_criteria", FieldState::Placeholder));
        assert!(matches!(check(&placeholder.case()), Verdict::Missed(_)));
        assert_eq!(check(&case_of(|_| {}).case()), Verdict::Met);
    }

    #[test]
    fn does_not_apply_to_a_tier_that_does_not_require_it() {
        let low = case_of(|packet| packet.packet.tier = Tier::LowTouch);
        assert!(matches!(check(&low.case()), Verdict::NotApplicable(_)));
    }
}
