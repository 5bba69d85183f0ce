//! HA606: kickoff was later than planned.

use crate::domain::iso_date;
use crate::packet::Timed;
use crate::rules::Specimen;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA606",
    slug: "kickoff-slipped",
    title: "Kickoff is held as planned",
    failing_title: "Kickoff slipped",
    rationale: "A kickoff that moves once moves again",
    remedy: "Note why it moved, and what must be there for the new date",
    severity: Severity::Info,
    owner: Owner::Csm,
    needs: &["onboarding.kickoff_planned_at", "onboarding.kickoff_at"],
    source: "deployment brief of the handoff pilot: timeline",
    check,
    describe,
    good: Example { words: "Kickoff on the planned day", make: |_| {} },
    bad: Example {
        words: "Kickoff three days after the planned one",
        make: |deal| deal.packet.events.kickoff_at = Some(Specimen::day(8)),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["onboarding", "onboarding.kickoff_planned_at", "onboarding.kickoff_at"]) {
        return verdict;
    }
    let events = &case.packet.events;
    let Some(planned) = events.kickoff_planned_at else { return Verdict::NotApplicable("no kickoff is planned") };
    match events.kickoff_at {
        None if super::is_untold(case, Timed::Kickoff) => super::untold(Timed::Kickoff),
        Some(held) if held.day() > planned.day() => case.missed_by(Subject::Event(Timed::Kickoff), case.row),
        None if case.as_of.day() > planned.day() => case.missed_by(Subject::Event(Timed::Kickoff), case.row),
        Some(_) => Verdict::Met,
        None => Verdict::NotApplicable("the planned kickoff is still ahead"),
    }
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let events = &case.packet.events;
    let planned = events.kickoff_planned_at.map_or(String::new(), |planned| iso_date(planned.day()));
    let held = events
        .kickoff_at
        .map_or_else(|| "not recorded as held".to_owned(), |held| format!("held on {}", iso_date(held.day())));
    Words { evidence: format!("planned for {planned}, {held}"), question: "Why did the kickoff move?".to_owned() }
}
