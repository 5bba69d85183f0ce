//! HA903: scope or documents are missing for too many deals.

use super::{Crowd, CrowdExample, CrowdFinding, CrowdRule, CrowdVerdict};
use crate::rules::{Owner, Severity};

pub(super) const RULE: CrowdRule = CrowdRule {
    code: "HA903",
    slug: "source-documents-inaccessible",
    title: "Source documents are at hand",
    failing_title: "Source documents are missing for too many deals",
    rationale: "Promises can only be checked against what was signed",
    remedy: "Give CS access to the signed documents, or put their links on the deals",
    severity: Severity::Stop,
    owner: Owner::CsOps,
    needs: &["deals.signed_scope or deals.signed_scope_url"],
    source: "deployment brief of the handoff pilot: not ready for a pilot",
    check,
    good: CrowdExample { words: "3 of 60 without", make: |_| {} },
    bad: CrowdExample { words: "40 of 60 without", make: |crowd| crowd.without_scope = 40 },
};

fn check(crowd: &Crowd) -> CrowdVerdict {
    if !crowd.has_scope {
        return CrowdVerdict::Unknowable("deals.signed_scope or deals.signed_scope_url".to_owned());
    }
    if crowd.due == 0 {
        return CrowdVerdict::NotApplicable("no handoff is due");
    }
    if crowd.without_scope as f64 <= crowd.thresholds.value(RULE.code, "share") * crowd.due as f64 {
        return CrowdVerdict::Met;
    }
    let private = match crowd.with_private_link {
        0 => String::new(),
        n => format!(", {n} of them but a link into somebody's own folder"),
    };
    CrowdVerdict::Missed(vec![CrowdFinding {
        evidence: format!(
            "{} of {} due handoffs hold neither the signed scope nor a link that others can open{private}",
            crowd.without_scope, crowd.due
        ),
        question: "Where are the signed documents, and who may read them?".to_owned(),
        deals: crowd.without_scope,
        chance: None,
    }])
}
