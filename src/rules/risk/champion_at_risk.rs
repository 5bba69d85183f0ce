//! HA303: the champion is exposed and no mitigation is noted.

use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA303",
    slug: "champion-at-risk",
    title: "The champion is safe, or somebody has a plan",
    failing_title: "The champion is at risk and no mitigation is noted",
    rationale: "When the champion goes, the reason for buying goes with them",
    remedy: "Find a second voice at the customer and note the plan",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["deals.champion_at_risk"],
    source: "deployment brief of the handoff pilot: champion and sponsor",
    check,
    describe,
    good: Example { words: "A champion who is not at risk", make: |_| {} },
    bad: Example {
        words: "A champion at risk without a word on what is done about it",
        make: |deal| deal.packet.detail.champion_at_risk = known(true),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deals.champion_at_risk"]) {
        return verdict;
    }
    match case.packet.detail.champion_at_risk {
        None => Verdict::NotApplicable("nobody says whether the champion is at risk"),
        Some(known) if known.value && !case.packet.detail.has_champion_mitigation => case.missed_at(known.origin),
        Some(_) => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the champion is at risk, and no risk, concern or note says what is done about it".to_owned(),
        question: "Who else at the customer wants this to succeed, and who talks to them?".to_owned(),
    }
}
