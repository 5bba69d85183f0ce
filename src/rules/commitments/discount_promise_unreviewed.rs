//! HA203: a discount or special term was promised, and CS has not reviewed it.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA203",
    slug: "discount-promise-unreviewed",
    title: "A discount or special term that was promised is reviewed",
    failing_title: "A discount or special term was promised without a recorded review",
    rationale: "A term that billing does not know comes back as a disputed invoice",
    remedy: "Review the term with the AE and have it entered where invoices are made",
    severity: Severity::Return,
    owner: Owner::AeAndCsm,
    needs: &["commitments.type", "commitments.reviewed_at or commitments.reviewed_by"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example {
        words: "A promise (a discount or special term) that CS reviewed",
        make: |deal| deal.promise(PromiseKind::Discount, |_| {}),
    },
    bad: Example {
        words: "A promise (a discount or special term) that nobody reviewed",
        make: |deal| deal.promise(PromiseKind::Discount, |promise| promise.is_reviewed = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::unreviewed(case, |promise| promise.kind == PromiseKind::Discount)
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment (a discount or special term) has no review".to_owned(),
        question: "Which discount or term was promised, who approved it, and until when does it hold?".to_owned(),
    }
}
