//! HA205: something in the scope was promised, and CS has not reviewed it.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA205",
    slug: "scope-promise-unreviewed",
    title: "Something in the scope that was promised is reviewed",
    failing_title: "Something in the scope was promised without a recorded review",
    rationale: "What was promised beyond the paper is expected all the same",
    remedy: "Review it against the signed scope with the AE",
    severity: Severity::Return,
    owner: Owner::AeAndCsm,
    needs: &["commitments.type", "commitments.reviewed_at or commitments.reviewed_by"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example {
        words: "A promise (something in the scope) that CS reviewed",
        make: |deal| deal.promise(PromiseKind::Scope, |_| {}),
    },
    bad: Example {
        words: "A promise (something in the scope) that nobody reviewed",
        make: |deal| deal.promise(PromiseKind::Scope, |promise| promise.is_reviewed = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::unreviewed(case, |promise| promise.kind == PromiseKind::Scope)
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment (something in the scope) has no review".to_owned(),
        question: "What was promised beyond the signed scope, and who agreed to it?".to_owned(),
    }
}
