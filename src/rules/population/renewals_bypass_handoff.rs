//! HA907: renewals and expansions have no handoff record.

use super::{Crowd, CrowdExample, CrowdFinding, CrowdRule, CrowdVerdict};
use crate::rules::{Owner, Severity};

pub(super) const RULE: CrowdRule = CrowdRule {
    code: "HA907",
    slug: "renewals-bypass-handoff",
    title: "Renewals are handed over",
    failing_title: "Renewals and expansions have no handoff record",
    rationale: "What was promised to renew is as binding as what was promised to buy",
    remedy: "Decide what a renewal hands over, and record it",
    severity: Severity::Info,
    owner: Owner::CsOps,
    needs: &["deals.deal_type", "reviews, onboarding or deals.handoff_submitted_at"],
    source: "project one-pager of the handoff process: renewals and upsells bypass the handoff",
    check,
    good: CrowdExample { words: "Every renewal has a record", make: |_| {} },
    bad: CrowdExample { words: "8 of 10 renewals without", make: |crowd| crowd.renewals_without_handoff = 8 },
};

fn check(crowd: &Crowd) -> CrowdVerdict {
    if crowd.renewals == 0 {
        return CrowdVerdict::NotApplicable("no renewal or expansion");
    }
    if !crowd.has_handoffs {
        return CrowdVerdict::Unknowable(RULE.needs[1].to_owned());
    }
    if crowd.renewals_without_handoff == 0 {
        return CrowdVerdict::Met;
    }
    CrowdVerdict::Missed(vec![CrowdFinding {
        evidence: format!(
            "{} of {} renewals and expansions have no submission, decision, sync or onboarding event",
            crowd.renewals_without_handoff, crowd.renewals
        ),
        question: "What is handed over when a customer renews or grows?".to_owned(),
        deals: crowd.renewals_without_handoff,
        chance: None,
    }])
}
