//! HA109: neither the signed scope nor a link to it.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA109",
    slug: "signed-scope-missing",
    title: "The signed scope is at hand",
    failing_title: "The signed scope is missing",
    rationale: "What was promised can only be checked against what was signed",
    remedy: "Attach the signed order form, or put its link on the deal",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["deals.signed_scope or deals.signed_scope_url"],
    source: "deployment brief of the handoff pilot: promised scope",
    check,
    describe,
    good: Example { words: "A link to the order form", make: |_| {} },
    bad: Example { words: "Neither text nor link", make: |deal| deal.set("signed_scope", FieldState::Blank) },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_missing("signed_scope")
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the deal holds neither the signed scope nor a link to it".to_owned(),
        question: "Where is the signed order form or statement of work?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn misses_when_both_are_blank_and_meets_when_answered() {
        let blank = case_of(|packet| packet.set("signed_scope", FieldState::Blank));
        assert!(matches!(check(&blank.case()), Verdict::Missed(_)));
        assert_eq!(check(&case_of(|_| {}).case()), Verdict::Met);
    }
}
