//! HA707: an implementation record names the deal.

use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA707",
    slug: "implementation-record-set-aside",
    title: "No implementation record was set aside",
    failing_title: "An implementation record was set aside",
    rationale: "The implementation handoff is another handoff; mixing the two moves every date",
    remedy: "Look whether the onboarding record is there as well",
    severity: Severity::Info,
    owner: Owner::CsOps,
    needs: &["onboarding.record_kind"],
    source: "project one-pager of the handoff process: data quality",
    check,
    describe,
    good: Example { words: "An onboarding record alone", make: |_| {} },
    bad: Example {
        words: "An implementation record beside it",
        make: |deal| deal.packet.detail.implementation = Some(ROW),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["onboarding", "onboarding.record_kind"]) {
        return verdict;
    }
    case.packet.detail.implementation.map_or(Verdict::Met, |origin| case.missed_at(origin))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a record of kind implementation belongs to this deal and counts in no figure".to_owned(),
        question: "Is there an onboarding record for this deal as well?".to_owned(),
    }
}
