//! HA901: no handoff was ever returned although many had gaps.

use super::{Crowd, CrowdExample, CrowdFinding, CrowdRule, CrowdVerdict};
use crate::rules::{Owner, Severity};

pub(super) const RULE: CrowdRule = CrowdRule {
    code: "HA901",
    slug: "cs-never-returns",
    title: "CS returns handoffs that have gaps",
    failing_title: "CS never returns a handoff",
    rationale: "A gate that lets everything through measures nothing: acceptance then says nothing about quality",
    remedy: "Make sure that CS may return without penalty, then restart the count",
    severity: Severity::Stop,
    owner: Owner::CsOps,
    needs: &["reviews"],
    source: "deployment brief of the handoff pilot: not ready for a pilot",
    check,
    good: CrowdExample { words: "9 of 60 handoffs were returned", make: |_| {} },
    bad: CrowdExample { words: "60 decided, none returned, 12 with gaps", make: |crowd| crowd.returned = 0 },
};

fn check(crowd: &Crowd) -> CrowdVerdict {
    if !crowd.has_reviews {
        return CrowdVerdict::Unknowable("reviews".to_owned());
    }
    let (n, d) = (crowd.decided, crowd.decided_with_gaps);
    if crowd.returned > 0 {
        return CrowdVerdict::Met;
    }
    if (n as f64) < crowd.thresholds.value(RULE.code, "handoffs") {
        return CrowdVerdict::NotApplicable("too few decided handoffs to tell");
    }
    if d == 0 {
        return CrowdVerdict::NotApplicable("no decided handoff had a gap");
    }
    // No return among n when each is returned as often as a gap was found: the binomial at zero.
    let chance = (1.0 - d as f64 / n as f64).powf(n as f64);
    CrowdVerdict::Missed(vec![CrowdFinding {
        evidence: format!("no return in {n} decided handoffs, although {d} of them had an incomplete element"),
        question: "May CS return a handoff, and what happens to whoever does?".to_owned(),
        deals: d,
        chance: Some(chance),
    }])
}
