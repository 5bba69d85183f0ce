//! HA209: a refund, a service level, a legal term or exclusivity was promised, and CS has not reviewed it.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA209",
    slug: "sensitive-commitment",
    title: "Sensitive commitments are reviewed",
    failing_title: "A sensitive commitment is not reviewed",
    rationale: "Refunds, service levels, legal terms and exclusivity bind the company whether or not success knows of them",
    remedy: "Review it with the AE and whoever may grant it before anybody speaks to the customer about it",
    severity: Severity::Stop,
    owner: Owner::AeAndCsm,
    needs: &["commitments.type", "commitments.reviewed_at or commitments.reviewed_by"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example {
        words: "A promised refund that CS reviewed",
        make: |deal| deal.promise(PromiseKind::Refund, |_| {}),
    },
    bad: Example {
        words: "A promised service level that nobody reviewed",
        make: |deal| deal.promise(PromiseKind::ServiceLevel, |promise| promise.is_reviewed = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::unreviewed(case, |promise| promise.kind.is_sensitive())
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment on a refund, service level, legal term or exclusivity has no review"
            .to_owned(),
        question: "Who granted this, and where is it written?".to_owned(),
    }
}
