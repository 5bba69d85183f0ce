//! HA101: the success metric is not answered.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA101",
    slug: "success-metric-missing",
    title: "Success metric is answered",
    failing_title: "Success metric is missing",
    rationale: "Without a success metric nobody can say later whether the customer got what they bought",
    remedy: "Ask the AE which number the customer wants to move, from what to what, by when, and record it on the deal",
    severity: Severity::Stop,
    owner: Owner::Ae,
    needs: &["deals.success_metric"],
    source: "deployment brief of the handoff pilot: stop conditions of the pilot",
    check,
    describe,
    good: Example { words: "“First reply within 4 hours by June”", make: |_| {} },
    bad: Example { words: "A blank success metric", make: |deal| deal.set("success_metric", FieldState::Blank) },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_missing("success_metric")
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Item(position) = evidence.subject else { return Words::default() };
    Words {
        evidence: format!("the success metric {}", case.said_of(position as usize)),
        question: "Which number does the customer want to move, from what to what, and by when?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn misses_when_blank_and_meets_when_vague() {
        let blank = case_of(|packet| packet.set("success_metric", FieldState::Blank));
        assert!(matches!(check(&blank.case()), Verdict::Missed(_)));
        let vague = case_of(|packet| packet.set("success_metric", FieldState::Vague));
        assert_eq!(check(&vague.case()), Verdict::Met);
    }

    #[test]
    fn is_unknowable_without_the_column() {
        let absent = case_of(|packet| packet.set("success_metric", FieldState::NotCaptured));
        assert_eq!(check(&absent.case()), Verdict::Unknowable("deals.success_metric".to_owned()));
    }
}
