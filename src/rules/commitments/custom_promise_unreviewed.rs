//! HA201: a customisation was promised, and CS has not reviewed it.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA201",
    slug: "custom-promise-unreviewed",
    title: "A customisation that was promised is reviewed",
    failing_title: "A customisation was promised without a recorded review",
    rationale: "What is made for one customer is found missing at kickoff",
    remedy: "Review with the AE what exactly was promised, who builds it and whether it is in the signed scope",
    severity: Severity::Return,
    owner: Owner::AeAndCsm,
    needs: &["commitments.type", "commitments.reviewed_at or commitments.reviewed_by"],
    source: "deployment brief of the handoff pilot: commitments to review",
    check,
    describe,
    good: Example {
        words: "A promise (a customisation) that CS reviewed",
        make: |deal| deal.promise(PromiseKind::Customisation, |_| {}),
    },
    bad: Example {
        words: "A promise (a customisation) that nobody reviewed",
        make: |deal| deal.promise(PromiseKind::Customisation, |promise| promise.is_reviewed = false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::unreviewed(case, |promise| promise.kind == PromiseKind::Customisation)
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded commitment (a customisation) has no review".to_owned(),
        question: "What exactly is to be built for this customer, by whom, and who agreed to it?".to_owned(),
    }
}
