//! HA102: the success metric holds no number, date or named measure.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA102",
    slug: "success-metric-not-measurable",
    title: "Success metric can be measured",
    failing_title: "Success metric cannot be measured",
    rationale: "A metric without a number, a date or a named measure cannot be reviewed on day 90",
    remedy: "Have the AE restate it with a number, a date, or a named measure and its direction",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["deals.success_metric"],
    source: "deployment brief of the handoff pilot: success criteria",
    check,
    describe,
    good: Example { words: "“First reply within 4 hours by June”", make: |_| {} },
    bad: Example { words: "“Make things better”", make: |deal| deal.set("success_metric", FieldState::Vague) },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_item("success_metric", &[FieldState::Vague])
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the success metric holds no number, date or named measure".to_owned(),
        question: "What is the number or date behind this success metric?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn misses_when_vague_and_meets_when_answered() {
        let vague = case_of(|packet| packet.set("success_metric", FieldState::Vague));
        assert!(matches!(check(&vague.case()), Verdict::Missed(_)));
        assert_eq!(check(&case_of(|_| {}).case()), Verdict::Met);
    }
}
