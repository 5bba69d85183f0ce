//! HA506: the won flag against the stage.

use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA506",
    slug: "stage-conflict",
    title: "Won flag and stage agree",
    failing_title: "Won flag and stage disagree",
    rationale: "A deal that is won in one column and open in the other is counted by one report and not by the next",
    remedy: "Correct the stage or the flag",
    severity: Severity::Info,
    owner: Owner::RevOps,
    needs: &["deals.is_won", "deals.stage"],
    source: "deployment brief of the handoff pilot: contract facts",
    check,
    describe,
    good: Example { words: "A won deal in a won stage", make: |_| {} },
    bad: Example {
        words: "A deal flagged as won in an open stage",
        make: |deal| deal.packet.detail.stage_is_won = known(false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deals.is_won", "deals.stage"]) {
        return verdict;
    }
    match (case.packet.detail.won_flag, case.packet.detail.stage_is_won) {
        (Some(flag), Some(stage)) if flag.value != stage.value => case.missed_at(stage.origin),
        (Some(_), Some(_)) => Verdict::Met,
        _ => Verdict::NotApplicable("flag and stage are not both filled"),
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the won flag says one thing and the stage another".to_owned(),
        question: "Is this deal won?".to_owned(),
    }
}
