//! HA906: one item is low across all reps.

use super::{Crowd, CrowdExample, CrowdFinding, CrowdRule, CrowdVerdict};
use crate::rules::{Owner, Severity};

pub(super) const RULE: CrowdRule = CrowdRule {
    code: "HA906",
    slug: "field-confusing",
    title: "No item is low for everybody",
    failing_title: "An item is low for everybody",
    rationale: "What nobody answers is not asked clearly, or not asked at the right time",
    remedy: "Reword the field, give an example beside it, or drop it",
    severity: Severity::Info,
    owner: Owner::RevOps,
    needs: &["deals"],
    source: "article on handoff documentation: root causes of missing context",
    check,
    good: CrowdExample { words: "Why now answered in 12 of 15 by each rep", make: |_| {} },
    bad: CrowdExample {
        words: "Why now answered in 3 of 15 by each of four reps",
        make: |crowd| crowd.items[0].1 = vec![(15, 3); 4],
    },
};

fn check(crowd: &Crowd) -> CrowdVerdict {
    let (limit, least) = (crowd.thresholds.value(RULE.code, "rate"), crowd.thresholds.value(RULE.code, "reps"));
    let mut judged = crowd.items.iter().filter(|(_, reps)| reps.len() as f64 >= least).peekable();
    if judged.peek().is_none() {
        return CrowdVerdict::NotApplicable("too few reps with enough handoffs");
    }
    let is_low = |(n, k): &(u64, u64)| (*k as f64) < limit * *n as f64;
    let finding = |(id, reps): &(String, Vec<(u64, u64)>)| {
        let (n, k) = reps.iter().fold((0, 0), |(n, k), (more_n, more_k)| (n + more_n, k + more_k));
        CrowdFinding {
            evidence: format!(
                "{}: answered in {k} of {n}, and low for each of {} reps",
                id.replace('_', " "),
                reps.len()
            ),
            question: "What do the AEs understand by this field?".to_owned(),
            deals: n - k,
            chance: None,
        }
    };
    let findings: Vec<CrowdFinding> = judged.filter(|(_, reps)| reps.iter().all(is_low)).map(finding).collect();
    if findings.is_empty() { CrowdVerdict::Met } else { CrowdVerdict::Missed(findings) }
}
