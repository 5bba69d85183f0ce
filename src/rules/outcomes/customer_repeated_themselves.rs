//! HA802: the customer had to repeat themselves.

use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA802",
    slug: "customer-repeated-themselves",
    title: "The customer did not have to repeat themselves",
    failing_title: "The customer had to repeat themselves",
    rationale: "To be asked twice is what customers name first when a handoff fails",
    remedy: "Find which item was asked again, and why it was not in the packet",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["surveys.repeated_information"],
    source: "deployment brief of the handoff pilot: outcomes",
    check,
    describe,
    good: Example { words: "A survey answer: did not have to", make: |_| {} },
    bad: Example {
        words: "A survey answer: had to repeat themselves",
        make: |deal| deal.packet.detail.repeated = Some(ROW),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["surveys", "surveys.repeated_information"]) {
        return verdict;
    }
    if !case.packet.surveys.iter().any(|answer| answer.has_repeated.is_some()) {
        return Verdict::NotApplicable("the customer was not asked, or did not answer");
    }
    case.packet.detail.repeated.map_or(Verdict::Met, |origin| case.missed_at(origin))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a survey answer says that the customer had to repeat information".to_owned(),
        question: "What was asked twice?".to_owned(),
    }
}
