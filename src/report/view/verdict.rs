//! The pilot's verdict: the state in words, the counts, the interval against the threshold, and what would change it.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::words::verdict as words;
use super::super::{Error, format};
use super::alternatives;
use super::flips::Flips;
use super::packets::OnPage;
use super::parts::{Figure, Mark, Table, badge};
use super::terms::Terms;
use crate::audit::{Audit, MetricStatus};

/// Below so many cases a headline shows counts only.
pub(super) const HEADLINE_FROM: u64 = 10;
/// Below so many due handoffs the usual threshold is out of reach for its interval, whatever becomes of them.
const PROVABLE_FROM: u64 = 35;
/// The usual threshold.
const USUAL_THRESHOLD: f64 = 0.9;

/// The section.
#[derive(Serialize)]
pub(crate) struct Verdict {
    mark: Mark,
    headline: String,
    meaning: String,
    figure: Option<Figure>,
    budget: Option<Figure>,
    facts: Vec<Fact>,
    alternatives: Option<Figure>,
    alternatives_table: Option<Table>,
    flips: Vec<Flips>,
}

#[derive(Serialize)]
struct Fact {
    value: String,
    name: &'static str,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool, on_page: &OnPage) -> Result<Verdict, Error> {
    let verdict = &audit.verdict;
    let is_judged = verdict.alternatives.iter().any(|other| other.value.is_some());
    Ok(Verdict {
        mark: mark(verdict),
        headline: headline(audit),
        meaning: meaning(audit),
        figure: figure(audit)?,
        budget: super::budget::figure(audit, on_page)?,
        facts: facts(verdict),
        alternatives: if is_judged { Some(alternatives::figure(audit)?) } else { None },
        alternatives_table: is_judged.then(|| alternatives::table(audit, is_named)),
        flips: if is_named { alternatives::flips(audit) } else { Vec::new() },
    })
}

/// The verdict's mark.
pub(crate) fn mark(verdict: &crate::audit::Verdict) -> Mark {
    state(verdict.state, verdict.interim)
}

/// A state as a mark; `is_interim`: while the pilot still runs.
pub(super) fn state(state: &str, is_interim: bool) -> Mark {
    let kind = match state {
        "met" => "met",
        "not_met" => "missed",
        "not_proven" => "watch",
        _ => "cannot",
    };
    Mark::new(kind, words::state(state, is_interim && kind != "cannot"))
}

/// Whether the figure may be shown as a percentage.
pub(super) fn shows_percent(audit: &Audit) -> bool {
    let is_small = audit.whole(audit.verdict.metric).is_some_and(|metric| metric.status == MetricStatus::SmallN);
    !is_small && audit.verdict.denominator.is_some_and(|n| n >= HEADLINE_FROM)
}

/// Whether nothing is due, which is why there is no verdict: without a deal no review log would help either.
fn lacks_deals(audit: &Audit) -> bool {
    let has_none = audit.deals_in_scope == 0 && audit.no_case().is_some();
    has_none || audit.verdict.reason.as_deref().is_some_and(|reason| reason.starts_with("no case"))
}

/// The finding in a sentence: counts, percentage, interval.
pub(crate) fn headline(audit: &Audit) -> String {
    let verdict = &audit.verdict;
    let (Some(k), Some(n)) = (verdict.numerator, verdict.denominator) else {
        let reason = verdict.reason.as_deref().filter(|_| !lacks_deals(audit));
        let none = || audit.no_case().map_or_else(|| words::NONE_DUE.into(), |note| words::no_case(&note.sentence));
        return reason.map_or_else(none, words::not_measurable);
    };
    let figure = verdict.value.filter(|_| shows_percent(audit));
    words::headline(k, n, figure, verdict.low.zip(verdict.high), verdict.threshold)
}

fn meaning(audit: &Audit) -> String {
    let verdict = &audit.verdict;
    let is_judged = ["met", "not_met", "not_proven"].contains(&verdict.state);
    let is_interim = verdict.interim && is_judged;
    let interim = is_interim.then(|| words::on_the_way(Terms::of(audit).is_pilot(audit)));
    if !is_judged && lacks_deals(audit) {
        let advice = audit.no_case().and_then(|note| note.advice.as_deref());
        let means = advice.map_or_else(|| words::NOTHING_YET.into(), words::no_case);
        return words::meaning(means, None, interim);
    }
    let is_short = verdict.denominator.is_some_and(|n| n < PROVABLE_FROM)
        && verdict.threshold == USUAL_THRESHOLD
        && verdict.state == "not_proven";
    let turn = super::budget::can_turn(verdict).map(|(open, left)| words::can_turn(open, left, verdict.threshold));
    words::meaning(
        turn.unwrap_or_else(|| words::state_means(verdict.state, verdict.threshold)),
        is_short.then_some((PROVABLE_FROM, USUAL_THRESHOLD)),
        interim,
    )
}

fn figure(audit: &Audit) -> Result<Option<Figure>, Error> {
    let verdict = &audit.verdict;
    let (Some(value), true) = (verdict.value, shows_percent(audit)) else { return Ok(None) };
    let ink = match verdict.state {
        "met" => Ink::Met,
        "not_met" => Ink::Missed,
        _ => Ink::Series,
    };
    let mark = intervals::Mark::new(value, verdict.low.zip(verdict.high), ink);
    let target = (verdict.threshold, words::target(verdict.threshold));
    let share = format::share_against(value, verdict.threshold);
    let label = match (verdict.numerator, verdict.denominator) {
        (Some(k), Some(n)) => words::counts(k, n, &share),
        _ => share,
    };
    Ok(Some(Figure {
        badge: badge(audit, audit.verdict.metric),
        id: "fig-verdict".into(),
        sentence: words::sentence(verdict.state).into(),
        note: words::NOTE.into(),
        svg: Some(intervals::single(mark, &label, &Axis::shares(Some(target)), "fig-verdict-title")?),
        instead: None,
        table: None,
    }))
}

/// More further handoffs than that no pilot has (our judgement); audit.json holds the number.
const MOST_FURTHER: u64 = 5_000;

fn facts(verdict: &crate::audit::Verdict) -> Vec<Fact> {
    if verdict.denominator.is_none() {
        return Vec::new();
    }
    let settles = match (verdict.further_handoffs, verdict.state) {
        (_, "not_met") if super::budget::can_turn(verdict).is_some() => {
            Fact { value: words::OPEN.0.into(), name: words::OPEN.1 }
        }
        (_, "met" | "not_met") => Fact { value: words::SETTLED.0.into(), name: words::SETTLED.1 },
        (Some(more), _) if more > MOST_FURTHER => Fact { value: words::TOO_LONG.0.into(), name: words::TOO_LONG.1 },
        (Some(more), _) => Fact { value: format::count(more), name: words::FURTHER },
        (None, _) => Fact { value: words::NEVER.0.into(), name: words::NEVER.1 },
    };
    let chances = [(verdict.chance_80_passes, words::POOR_PASSES), (verdict.chance_95_fails, words::GOOD_FAILS)];
    let fact = |(chance, name): (Option<f64>, &'static str)| Some(Fact { value: format::share(chance?), name });
    std::iter::once(settles).chain(chances.into_iter().filter_map(fact)).collect()
}
