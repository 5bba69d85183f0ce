//! HA202: a date or duration was promised, and CS has not reviewed it.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA202",
    slug: "timeline-promise-unreviewed",
    title: "A date or duration that was promised is reviewed",
    failing_title: "A date or duration was promised without a recorded review",
    rationale: "A date that delivery never saw is missed in front of the customer",
    remedy: "Review the date with the AE and with whoever must keep it",
    severity: Severity::Return,
    owner: Owner::AeAndCsm,
    needs: &["commitments.type", "commitments.reviewed_at or commitments.reviewed_by"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example {
        words: "A promise (a date or duration) that CS reviewed",
        make: |deal| deal.promise(PromiseKind::Timeline, |_| {}),
    },
    bad: Example {
        words: "A promise (a date or duration) that nobody reviewed",
        make: |deal| deal.promise(PromiseKind::Timeline, |promise| promise.is_reviewed = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::unreviewed(case, |promise| promise.kind == PromiseKind::Timeline)
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment (a date or duration) has no review".to_owned(),
        question: "Which date was promised, what does it depend on, and can it be kept?".to_owned(),
    }
}
