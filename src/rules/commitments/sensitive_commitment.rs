//! HA209: a refund, a service level, a legal term or exclusivity was promised, and CS has not reviewed it.

use crate::rules::{Case, Evidence, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA209",
    slug: "sensitive-commitment",
    title: "Sensitive commitments are reviewed",
    failing_title: "A sensitive commitment is not reviewed",
    rationale: "Refunds, service levels, legal terms and exclusivity bind the company whether or not success knows of them",
    remedy: "Review it with the AE and whoever may grant it before anybody speaks to the customer about it",
    severity: Severity::Stop,
    owner: Owner::AeAndCsm,
    needs: &["commitments"],
    source: "seed 000: commitments to review",
    check,
    describe,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::{Promise, PromiseKind};
    use crate::rules::testing::{ROW, case_of};

    #[test]
    fn misses_for_a_refund_and_not_for_a_timeline() {
        let with = |kind: PromiseKind| {
            case_of(|packet| packet.packet.promises = vec![Promise { kind, is_reviewed: false, origin: ROW }])
        };
        assert!(matches!(check(&with(PromiseKind::Refund).case()), Verdict::Missed(_)));
        assert!(matches!(check(&with(PromiseKind::Timeline).case()), Verdict::NotApplicable(_)));
    }
}
