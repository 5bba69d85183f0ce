//! HA605: kickoff was held, or is still to be held, after the service level.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA605",
    slug: "kickoff-late",
    title: "Kickoff is held in time",
    failing_title: "Kickoff is late",
    rationale: "Each week without kickoff is a week of paying for nothing",
    remedy: "Fix the date with the customer this week, or note what they wait for",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["onboarding.kickoff_at"],
    source: "deployment brief of the handoff pilot: service levels of the handoff",
    check,
    describe,
    good: Example { words: "Kickoff within the service level", make: |_| {} },
    bad: Example { words: "A kickoff after the service level", make: |deal| deal.time(Timed::Kickoff, Timing::Late) },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["onboarding", "onboarding.kickoff_at"]) {
        return verdict;
    }
    match case.packet.detail.timing(Timed::Kickoff) {
        Timing::Overdue | Timing::Untold if super::is_untold(case, Timed::Kickoff) => super::untold(Timed::Kickoff),
        Timing::Late | Timing::Overdue => case.missed_by(Subject::Event(Timed::Kickoff), case.row),
        Timing::Open => Verdict::NotApplicable("the service level has not passed"),
        _ => Verdict::Met,
    }
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let question = "What does the kickoff wait for, and whose move is it?".to_owned();
    match case.packet.events.kickoff_at {
        None => Words { evidence: "the service level has passed and no kickoff is recorded".to_owned(), question },
        held => Words {
            evidence: super::late_in_words(case, "kickoff held", held),
            question: "What did the kickoff wait for?".to_owned(),
        },
    }
}
