//! HA908: returns are never resubmitted and handoffs are never rated.

use super::{Crowd, CrowdExample, CrowdFinding, CrowdRule, CrowdVerdict};
use crate::rules::{Owner, Severity};

pub(super) const RULE: CrowdRule = CrowdRule {
    code: "HA908",
    slug: "no-feedback-loop",
    title: "Returns come back and handoffs are rated",
    failing_title: "Nothing comes back after a return, and nobody rates handoffs",
    rationale: "A return that nobody answers teaches nobody anything",
    remedy: "Ask for a resubmission within two days, and for one rating a handoff",
    severity: Severity::Info,
    owner: Owner::CsOps,
    needs: &["reviews", "surveys.kind"],
    source: "guide to an eight-step handoff: no feedback loop to sales",
    check,
    good: CrowdExample { words: "9 of 9 returns came back", make: |_| {} },
    bad: CrowdExample {
        words: "9 returns, none resubmitted, no rating",
        make: |crowd| {
            crowd.resubmitted = 0;
            crowd.ratings = 0;
        },
    },
};

fn check(crowd: &Crowd) -> CrowdVerdict {
    if !crowd.has_reviews {
        return CrowdVerdict::Unknowable("reviews".to_owned());
    }
    if crowd.resubmitted > 0 || crowd.ratings > 0 {
        return CrowdVerdict::Met;
    }
    if crowd.decided == 0 {
        return CrowdVerdict::NotApplicable("no handoff was decided");
    }
    CrowdVerdict::Missed(vec![CrowdFinding {
        evidence: match crowd.returned {
            0 => format!("no return and no CSM rating in {} decided handoffs", crowd.decided),
            n => format!("{n} handoffs were returned and none came back; no CSM rating is recorded"),
        },
        question: "How does sales learn what was wrong with a handoff?".to_owned(),
        deals: crowd.returned,
        chance: None,
    }])
}
