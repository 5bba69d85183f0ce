//! HA206: something not yet built was promised, and CS has not reviewed it.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA206",
    slug: "roadmap-promise-unreviewed",
    title: "Something not yet built that was promised is reviewed",
    failing_title: "Something not yet built was promised without a recorded review",
    rationale: "A promised feature that is on no roadmap cannot be delivered by success",
    remedy: "Have product confirm or correct it before anybody speaks to the customer about it",
    severity: Severity::Stop,
    owner: Owner::AeAndCsm,
    needs: &["commitments.type", "commitments.reviewed_at or commitments.reviewed_by"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example {
        words: "A promise (something not yet built) that CS reviewed",
        make: |deal| deal.promise(PromiseKind::Roadmap, |_| {}),
    },
    bad: Example {
        words: "A promise (something not yet built) that nobody reviewed",
        make: |deal| deal.promise(PromiseKind::Roadmap, |promise| promise.is_reviewed = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::unreviewed(case, |promise| promise.kind == PromiseKind::Roadmap)
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment (something not yet built) has no review".to_owned(),
        question: "What was promised, for when, and has product confirmed it?".to_owned(),
    }
}
