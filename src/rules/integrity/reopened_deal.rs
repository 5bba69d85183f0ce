//! HA706: the deal was won twice.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA706",
    slug: "reopened-deal",
    title: "The deal was won once",
    failing_title: "The deal was won, left and won again",
    rationale: "Its first win starts the clock, its second may be the true one",
    remedy: "Say which of the two wins counts",
    severity: Severity::Info,
    owner: Owner::RevOps,
    needs: &["stage_history"],
    source: "project one-pager of the handoff process: data quality",
    check,
    describe,
    good: Example { words: "Won once", make: |_| {} },
    bad: Example { words: "Won, back in negotiation, won again", make: |deal| deal.packet.is_reopened = true },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["stage_history"]) {
        return verdict;
    }
    if case.packet.is_reopened { case.missed() } else { Verdict::Met }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the stage history enters a won stage twice, with another stage between".to_owned(),
        question: "Which of the two wins counts, and what changed between them?".to_owned(),
    }
}
