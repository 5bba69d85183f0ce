//! HA206: something that is not yet built was promised, and CS has not reviewed it.

use crate::packet::PromiseKind;
use crate::rules::{Case, Evidence, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA206",
    slug: "roadmap-promise-unreviewed",
    title: "Roadmap promises are reviewed",
    failing_title: "A roadmap promise is not reviewed",
    rationale: "A feature that does not exist cannot be onboarded, and the customer may have bought because of it",
    remedy: "Review the promise with the AE before kickoff: what was said, to whom, by when, and who told product",
    severity: Severity::Stop,
    owner: Owner::AeAndCsm,
    needs: &["commitments"],
    source: "seed 000: commitments to review",
    check,
    describe,
};

fn check(case: &Case<'_>) -> Verdict {
    super::unreviewed(case, |promise| promise.kind == PromiseKind::Roadmap)
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded roadmap commitment has no review".to_owned(),
        question: "What exactly was promised, and does product know?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::Promise;
    use crate::rules::testing::{ROW, case_of};

    #[test]
    fn misses_when_unreviewed_and_meets_when_reviewed() {
        let with = |is_reviewed: bool| {
            case_of(|packet| {
                packet.packet.promises = vec![Promise { kind: PromiseKind::Roadmap, is_reviewed, origin: ROW }];
            })
        };
        assert!(matches!(check(&with(false).case()), Verdict::Missed(evidence) if evidence.len() == 1));
        assert_eq!(check(&with(true).case()), Verdict::Met);
    }

    #[test]
    fn does_not_apply_without_one_and_is_unknowable_without_the_table() {
        assert!(matches!(check(&case_of(|_| {}).case()), Verdict::NotApplicable(_)));
        let unknown = case_of(|packet| packet.holds.has_commitments = false);
        assert_eq!(check(&unknown.case()), Verdict::Unknowable("commitments".to_owned()));
    }
}
