//! HA803: a low CSAT.

use crate::packet::Known;
use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA803",
    slug: "low-onboarding-csat",
    title: "Onboarding was rated well",
    failing_title: "Onboarding was rated low",
    rationale: "A low rating within weeks foretells a hard renewal",
    remedy: "Call the customer and ask what was missing",
    severity: Severity::Info,
    owner: Owner::Csm,
    needs: &["surveys.score", "surveys.scale_max"],
    source: "deployment brief of the handoff pilot: outcomes",
    check,
    describe,
    good: Example {
        words: "Five of five",
        make: |deal| deal.packet.detail.csat = vec![Known { value: 100.0, origin: ROW }],
    },
    bad: Example {
        words: "Two of five",
        make: |deal| deal.packet.detail.csat = vec![Known { value: 25.0, origin: ROW }],
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["surveys", "surveys.score"]) {
        return verdict;
    }
    let answers = &case.packet.detail.csat;
    if answers.is_empty() {
        return Verdict::NotApplicable("no CSAT answer");
    }
    let limit = case.thresholds.value(RULE.code, "score");
    let low = answers.iter().filter(|answer| answer.value < limit);
    case.missed_if_any(Subject::Packet, low.map(|answer| answer.origin))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words { evidence: "a CSAT answer is below the limit".to_owned(), question: "What was missing?".to_owned() }
}
