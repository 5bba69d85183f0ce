//! HA401: buyer goals and user requirements are one text.

use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA401",
    slug: "goals-same-as-requirements",
    title: "Buyer goals stand apart from user requirements",
    failing_title: "Buyer goals and user requirements are one text",
    rationale: "What the buyer wants to achieve is not what users want to click; one text for both loses one of them",
    remedy: "Ask the AE for each in its own words",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["deals.business_goals", "deals.user_requirements"],
    source: "deployment brief of the handoff pilot: goals apart from requirements",
    check,
    describe,
    good: Example { words: "Goals and requirements in their own words", make: |_| {} },
    bad: Example {
        words: "One text pasted into both",
        make: |deal| deal.packet.detail.goals_are_requirements = known(true),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deals.business_goals", "deals.user_requirements"]) {
        return verdict;
    }
    match case.packet.detail.goals_are_requirements {
        None => Verdict::NotApplicable("goals and requirements are not both filled"),
        Some(known) if known.value => case.missed_at(known.origin),
        Some(_) => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the business goals and the user requirements are the same text".to_owned(),
        question: "What does the buyer want to achieve, and what do the users need to do?".to_owned(),
    }
}
