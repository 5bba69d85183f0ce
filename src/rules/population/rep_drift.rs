//! HA904: a rep lies outside the funnel limits.

use super::{Crowd, CrowdExample, CrowdFinding, CrowdRule, CrowdVerdict};
use crate::rules::{Owner, Severity};
use crate::stats::binomial;

pub(super) const RULE: CrowdRule = CrowdRule {
    code: "HA904",
    slug: "rep-drift",
    title: "Reps hand over alike",
    failing_title: "A rep hands over differently from the others",
    rationale: "A habit of one person is fixed by a talk, not by a new field",
    remedy: "Look at their packets together, without ranking anybody",
    severity: Severity::Warn,
    owner: Owner::SalesLead,
    needs: &["deals.owner"],
    source: "guide to an eight-step handoff: process drift across reps",
    check,
    good: CrowdExample { words: "Four reps at 11 of 15", make: |_| {} },
    bad: CrowdExample { words: "One rep at 0 of 15, the others at 11", make: |crowd| crowd.reps[0].2 = 0 },
};

fn check(crowd: &Crowd) -> CrowdVerdict {
    let least = crowd.thresholds.value(RULE.code, "deals");
    let judged: Vec<&(String, u64, u64)> = crowd.reps.iter().filter(|(_, n, _)| *n as f64 >= least).collect();
    if judged.len() < 2 {
        return CrowdVerdict::NotApplicable("fewer than two reps with enough handoffs");
    }
    let (n_all, k_all) = crowd.reps.iter().fold((0, 0), |(n, k), (_, more_n, more_k)| (n + more_n, k + more_k));
    let rate = k_all as f64 / n_all as f64;
    let outside = |rep: &&&(String, u64, u64)| {
        let (low, high) = binomial::quantile_limits(rep.1, rate, 0.001, 0.999);
        rep.2 < low || rep.2 > high
    };
    let finding = |(label, n, k): &(String, u64, u64)| CrowdFinding {
        evidence: format!(
            "{label}: {k} of {n} packets complete; all reps {k_all} of {n_all}; outside the 99.8 % limits"
        ),
        question: "What does this rep do differently, and is it the deals or the habit?".to_owned(),
        deals: *n,
        chance: Some(0.002),
    };
    let findings: Vec<CrowdFinding> = judged.iter().filter(outside).map(|rep| finding(rep)).collect();
    if findings.is_empty() { CrowdVerdict::Met } else { CrowdVerdict::Missed(findings) }
}
