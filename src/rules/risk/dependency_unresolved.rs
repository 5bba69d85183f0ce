//! HA307: a dependency, an access or a data need is open at kickoff.

use crate::packet::RiskRecord;
use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA307",
    slug: "dependency-unresolved",
    title: "Dependencies are settled by kickoff",
    failing_title: "A dependency, access or data need is open at kickoff",
    rationale: "Kickoff without access or data is a second kickoff",
    remedy: "Settle it before kickoff, or move the kickoff",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["risks.type", "onboarding.kickoff_at"],
    source: "deployment brief of the handoff pilot: dependencies",
    check,
    describe,
    good: Example {
        words: "A dependency that was closed",
        make: |deal| {
            deal.packet.detail.risks =
                [RiskRecord { is_dependency: true, is_open: false, opened_at: None, origin: ROW }].into()
        },
    },
    bad: Example {
        words: "An access need that was open at kickoff",
        make: |deal| {
            deal.packet.detail.risks =
                [RiskRecord { is_dependency: true, is_open: true, opened_at: None, origin: ROW }].into()
        },
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["risks", "risks.type", "onboarding"]) {
        return verdict;
    }
    let events = &case.packet.events;
    let planned = events.kickoff_planned_at.filter(|planned| planned.utc() <= case.as_of.utc());
    let Some(kickoff) = events.kickoff_at.or(planned) else {
        return Verdict::NotApplicable("the kickoff is still ahead");
    };
    let is_open = |risk: &&RiskRecord| {
        risk.is_dependency && risk.is_open && risk.opened_at.is_none_or(|opened| !kickoff.is_before(opened))
    };
    case.missed_if_any(Subject::Risk, case.packet.detail.risks.iter().filter(is_open).map(|risk| risk.origin))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a recorded dependency, access or data need was open at kickoff and still is".to_owned(),
        question: "Who delivers this, and by when?".to_owned(),
    }
}
