//! HA905: CSM assignment follows no one model.

use super::{Crowd, CrowdExample, CrowdFinding, CrowdRule, CrowdVerdict};
use crate::rules::{Owner, Severity};

pub(super) const RULE: CrowdRule = CrowdRule {
    code: "HA905",
    slug: "routing-inconsistent",
    title: "CSM assignment follows a model",
    failing_title: "CSM assignment follows no one model",
    rationale: "Where nobody can say who gets the next customer, the next customer waits",
    remedy: "Write the rule down: by segment, region, AE or turn, and who decides on exceptions",
    severity: Severity::Warn,
    owner: Owner::CsOps,
    needs: &["onboarding.csm or deals.csm or accounts.csm"],
    source: "article on why handoffs break, with a working process: CSM routed by segment, value and territory",
    check,
    good: CrowdExample { words: "Each segment has its CSM", make: |_| {} },
    bad: CrowdExample {
        words: "Assignments that follow nothing",
        make: |crowd| {
            crowd.assignments = (0..60).map(|deal| (deal * deal % 7 % 3, [deal % 2, deal % 2, deal % 3, 0])).collect()
        },
    },
};

/// What a model may assign by, in the order of the crowd's assignments.
const MODELS: [&str; 4] = ["segment", "region", "AE", "tier"];
/// Groups of a model smaller than this would explain themselves.
const LEAST_GROUP: usize = 3;

/// Deals that go to the most frequent CSM of their group; deals of tiny groups count as unexplained.
fn explained(crowd: &Crowd, model: usize) -> usize {
    let mut pairs: Vec<(u32, u32)> = crowd.assignments.iter().map(|(csm, keys)| (keys[model], *csm)).collect();
    pairs.sort_unstable();
    let of_group = |group: &[(u32, u32)]| match group.len() {
        n if n < LEAST_GROUP => 0,
        _ => group.chunk_by(|left, right| left == right).map(<[_]>::len).max().unwrap_or(0),
    };
    pairs.chunk_by(|left, right| left.0 == right.0).map(of_group).sum()
}

/// Whether CSMs take turns: of neighbours in time, next to none have the same CSM, and all have about as many.
fn takes_turns(crowd: &Crowd) -> bool {
    let mut counts: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for (csm, _) in &crowd.assignments {
        *counts.entry(*csm).or_default() += 1;
    }
    let repeated = crowd.assignments.windows(2).filter(|pair| pair[0].0 == pair[1].0).count();
    let (least, most) = (counts.values().min().copied().unwrap_or(0), counts.values().max().copied().unwrap_or(0));
    repeated * 20 <= crowd.assignments.len() && most - least <= 2
}

fn check(crowd: &Crowd) -> CrowdVerdict {
    if !crowd.has_csm {
        return CrowdVerdict::Unknowable("onboarding.csm or deals.csm or accounts.csm".to_owned());
    }
    let n = crowd.assignments.len();
    if (n as f64) < crowd.thresholds.value(RULE.code, "deals") {
        return CrowdVerdict::NotApplicable("too few deals with a CSM");
    }
    if crowd.assignments.iter().all(|(csm, _)| *csm == crowd.assignments[0].0) {
        return CrowdVerdict::NotApplicable("there is one CSM");
    }
    let shares = MODELS.iter().enumerate().map(|(model, name)| (explained(crowd, model), *name));
    let (best, name) = shares.fold((0, ""), |best, next| if next.0 > best.0 { next } else { best });
    if best as f64 >= crowd.thresholds.value(RULE.code, "share") * n as f64 || takes_turns(crowd) {
        return CrowdVerdict::Met;
    }
    CrowdVerdict::Missed(vec![CrowdFinding {
        evidence: format!("the best single model, by {name}, explains {best} of {n} assignments"),
        question: "By what rule does a new customer get their CSM?".to_owned(),
        deals: (n - best) as u64,
        chance: None,
    }])
}
