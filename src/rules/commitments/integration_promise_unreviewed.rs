//! HA204: an integration was promised, and CS has not reviewed it.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA204",
    slug: "integration-promise-unreviewed",
    title: "An integration that was promised is reviewed",
    failing_title: "An integration was promised without a recorded review",
    rationale: "An integration decides whether the customer reaches first value at all",
    remedy: "Review with the AE which system, which direction and whose work it is",
    severity: Severity::Return,
    owner: Owner::AeAndCsm,
    needs: &["commitments.type", "commitments.reviewed_at or commitments.reviewed_by"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example {
        words: "A promise (an integration) that CS reviewed",
        make: |deal| deal.promise(PromiseKind::Integration, |_| {}),
    },
    bad: Example {
        words: "A promise (an integration) that nobody reviewed",
        make: |deal| deal.promise(PromiseKind::Integration, |promise| promise.is_reviewed = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::unreviewed(case, |promise| promise.kind == PromiseKind::Integration)
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment (an integration) has no review".to_owned(),
        question: "Which systems are to be connected, in which direction, and who does the work?".to_owned(),
    }
}
