//! HA103: what first value means is not answered.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};
use crate::settings::Tier;

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
    source: "deployment brief of the handoff pilot: stop conditions of the pilot",
    check,
    describe,
    good: Example { words: "“Ten agents answer their first ticket”", make: |_| {} },
    bad: Example { words: "A blank field", make: |deal| deal.set("first_value_criteria", FieldState::Blank) },
};

fn check(case: &Case<'_>) -> Verdict {
    if case.packet.tier == Tier::Renewal {
        return Verdict::NotApplicable("a renewal's first value lies behind it");
    }
    // Whatever the tier: the acceptance element of success criteria asks for it of every new customer.
    let Some(position) = case.checklist.position("first_value_criteria") else {
        return Verdict::NotApplicable("the checklist has no such item");
    };
    match case.state(position) {
        FieldState::NotCaptured => case.unknowable_item(position, &case.checklist.items[position]),
        FieldState::Answered | FieldState::ExplicitNone => Verdict::Met,
        _ => Verdict::Missed(vec![case.about_item(position)]),
    }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Item(position) = evidence.subject else { return Words::default() };
    Words {
        evidence: format!("what first value means {}", case.said_of(position as usize)),
        question: "Which first result did the customer expect, and how will they know that it is there?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn misses_what_is_not_answered_and_meets_when_answered() {
        for state in [FieldState::Placeholder, FieldState::Blank, FieldState::Vague] {
            let case = case_of(|packet| packet.set("first_value_criteria", state));
            assert!(matches!(check(&case.case()), Verdict::Missed(_)));
        }
        assert_eq!(check(&case_of(|_| {}).case()), Verdict::Met);
    }

    #[test]
    fn holds_for_every_new_customer_and_not_for_a_renewal() {
        let blank = |tier: Tier| {
            case_of(|case| {
                case.set("first_value_criteria", FieldState::Blank);
                case.packet.tier = tier;
            })
        };
        assert!(matches!(check(&blank(Tier::LowTouch).case()), Verdict::Missed(_)));
        assert!(matches!(check(&blank(Tier::Renewal).case()), Verdict::NotApplicable(_)));
    }
}
