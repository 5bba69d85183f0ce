//! HA504: close, start, kickoff or events are out of order.

use crate::domain::{Moment, Origin, iso_date};
use crate::packet::Known;
use crate::rules::Specimen;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA504",
    slug: "date-conflict",
    title: "Dates are in order",
    failing_title: "Dates are out of order",
    rationale: "An event before the win is a wrong date or a wrong deal, and every elapsed time on it is wrong",
    remedy: "Correct the date at its source",
    severity: Severity::Warn,
    owner: Owner::RevOps,
    needs: &["deals.contract_start or onboarding"],
    source: "deployment brief of the handoff pilot: contract facts",
    check,
    describe,
    good: Example { words: "Won, then kickoff, then first value", make: |_| {} },
    bad: Example {
        words: "A kickoff five days before the win",
        make: |deal| deal.packet.events.kickoff_at = Some(Specimen::day(-5)),
    },
};

/// Two dates of which the first must not lie after the second, each by name; and where the second stands.
type Pair = (&'static str, Option<Moment>, &'static str, Option<Moment>, Origin);

fn pairs(case: &Case<'_>) -> [Pair; 9] {
    let (events, detail, won) = (&case.packet.events, &case.packet.detail, Some(case.packet.won_at));
    let (start, end) = (detail.contract_start, detail.contract_end);
    let (kickoff, value, live) = (events.kickoff_at, events.first_value_at, events.go_live_at);
    let decision = events.decisions.first();
    let origin = |known: Option<Known<Moment>>| known.map_or(case.row, |known| known.origin);
    [
        ("win", won, "first decision", decision.map(|one| one.at), decision.map_or(case.row, |one| one.origin)),
        ("win", won, "sync", events.sync_at, case.row),
        ("win", won, "kickoff", kickoff, case.row),
        ("win", won, "first value", value, case.row),
        ("win", won, "going live", live, case.row),
        ("win", won, "contract start", start.map(|known| known.value), origin(start)),
        ("contract start", start.map(|known| known.value), "contract end", end.map(|known| known.value), origin(end)),
        ("kickoff", kickoff, "first value", value, case.row),
        ("kickoff", kickoff, "going live", live, case.row),
    ]
}

/// Each pair that stands the wrong way round, in words, with where it stands.
fn conflicts(case: &Case<'_>) -> Vec<(String, Origin)> {
    let wrong = pairs(case).into_iter().filter_map(|(first, earlier, then, later, origin)| {
        let (earlier, later) = (earlier?, later?);
        let (day, own) = (iso_date(earlier.day()), iso_date(later.day()));
        later.is_before(earlier).then(|| (format!("the {then} ({own}) lies before the {first} ({day})"), origin))
    });
    wrong.collect()
}

fn check(case: &Case<'_>) -> Verdict {
    let conflicts = conflicts(case);
    let evidence = |(nth, (_, origin)): (usize, &(String, Origin))| Evidence {
        subject: Subject::Nth(nth as u16),
        origin: *origin,
    };
    if !conflicts.is_empty() {
        return Verdict::Missed(conflicts.iter().enumerate().map(evidence).collect());
    }
    let are_two = |(_, earlier, _, later, _): &Pair| earlier.is_some() && later.is_some();
    let has_column = ["deals.contract_start", "onboarding"].iter().any(|name| case.holds.has(name));
    match pairs(case).iter().any(are_two) {
        true => Verdict::Met,
        false if has_column => Verdict::NotApplicable("no two dates are known"),
        false => Verdict::Unknowable(RULE.needs[0].to_owned()),
    }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Nth(nth) = evidence.subject else { return Words::default() };
    let mut conflicts = conflicts(case);
    if nth as usize >= conflicts.len() {
        return Words::default();
    }
    Words { evidence: conflicts.swap_remove(nth as usize).0, question: "Which of the two dates is right?".to_owned() }
}
