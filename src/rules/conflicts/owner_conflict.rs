//! HA505: the deal's CSM is not onboarding's.

use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA505",
    slug: "owner-conflict",
    title: "Deal and onboarding name one CSM",
    failing_title: "Deal and onboarding name different CSMs",
    rationale: "Two owners each wait for the other",
    remedy: "Decide who it is and correct the other record",
    severity: Severity::Warn,
    owner: Owner::CsOps,
    needs: &["deals.csm", "onboarding.csm"],
    source: "article on why handoffs break, with a working process: named ownership",
    check,
    describe,
    good: Example { words: "One CSM on both records", make: |_| {} },
    bad: Example {
        words: "Another CSM on the deal than on the onboarding record",
        make: |deal| deal.packet.detail.other_csm = known(1),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deals.csm", "onboarding", "onboarding.csm"]) {
        return verdict;
    }
    match case.packet.detail.other_csm {
        Some(own) => case.missed_by(Subject::Csms, own.origin),
        None if case.packet.detail.has_two_csms => Verdict::Met,
        None => Verdict::NotApplicable("deal and onboarding do not both name a CSM"),
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the deal names another CSM than its onboarding record".to_owned(),
        question: "Who is the CSM of this customer?".to_owned(),
    }
}
