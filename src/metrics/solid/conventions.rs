//! Shares within a service level under the three readings of a date without a time of day.
//!
//! What happened is not looked up anew: the win and the event that count are read at noon, at the start, or at the end of
//! their day, and held against the same `as_of`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{DateOnly, Moment};
use crate::stats::proportion;

use super::super::elapsed::{Measured, judge};
use super::super::facts::Facts;

/// The choices with their names in `audit.toml`.
const CHOICES: [(&str, DateOnly); 3] =
    [("midday", DateOnly::Midday), ("start_of_day", DateOnly::StartOfDay), ("end_of_day", DateOnly::EndOfDay)];

/// A share within a service level under one reading of dates.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Convention {
    /// `first_touch_within_sla`, ...
    pub metric: String,
    /// `midday`, `start_of_day`, `end_of_day`.
    pub date_only: &'static str,
    /// Whether the audit reads dates so.
    pub is_in_force: bool,
    /// In-scope deals whose win or event is a date without a time.
    pub rests_on_days: u64,
    /// Within the service level.
    pub numerator: u64,
    /// Deals that are old enough.
    pub denominator: u64,
    /// The share; `None` without a case.
    pub value: Option<f64>,
    /// Wilson's lower bound.
    pub low: Option<f64>,
    /// Wilson's upper bound.
    pub high: Option<f64>,
    /// Deals that count otherwise than under the reading in force.
    pub changes: u64,
    /// The first fifty of them.
    pub flips: Vec<String>,
}

/// The most deals that are named.
const MAX_FLIPS: usize = 50;

/// Three entries for each share that rests on a date without a time of day; none for the others.
pub(in crate::metrics) fn conventions(facts: &Facts<'_>, times: &[Measured]) -> Vec<Convention> {
    let computable = times.iter().filter(|measured| measured.missing.is_none());
    computable.flat_map(|measured| of_share(facts, measured)).collect()
}

fn of_share(facts: &Facts<'_>, measured: &Measured) -> Vec<Convention> {
    let rests = |won_at: Moment, event: Option<Moment>| won_at.is_day() || event.is_some_and(Moment::is_day);
    let on_days: Vec<usize> = (0..facts.cases.len())
        .filter(|&case| {
            let packet = facts.cases[case].0;
            rests(packet.won_at, measured.event(&packet.events))
        })
        .collect();
    if on_days.is_empty() {
        return Vec::new();
    }
    CHOICES.iter().map(|(name, choice)| under(facts, measured, &on_days, name, *choice)).collect()
}

fn under(
    facts: &Facts<'_>,
    measured: &Measured,
    on_days: &[usize],
    name: &'static str,
    choice: DateOnly,
) -> Convention {
    let zone = facts.settings.zone.with_date_only(choice);
    let read = |moment: Moment| if moment.is_day() { zone.date(moment.day()) } else { moment };
    let (mut numerator, mut denominator) = (0_u64, 0_u64);
    for deal in &measured.deals {
        denominator += u64::from(deal.part.is_within().is_some());
        numerator += u64::from(deal.part.is_within() == Some(true));
    }
    let (mut changes, mut flips) = (0, Vec::new());
    for &case in on_days {
        let packet = facts.cases[case].0;
        let event = measured.event(&packet.events).map(read);
        let untold = measured.untold(&packet.events).map(read);
        let before = measured.deals[case].part.is_within();
        let after = judge(facts, measured, read(packet.won_at), event, untold).is_within();
        numerator = numerator + u64::from(after == Some(true)) - u64::from(before == Some(true));
        denominator = denominator + u64::from(after.is_some()) - u64::from(before.is_some());
        if before != after {
            changes += 1;
            if flips.len() < MAX_FLIPS {
                flips.push(facts.book.text(packet.id).to_owned());
            }
        }
    }
    let limits = proportion::wilson(numerator, denominator);
    Convention {
        metric: format!("{}_within_sla", measured.kind.id),
        date_only: name,
        is_in_force: facts.settings.definitions.date_only == choice,
        rests_on_days: on_days.len() as u64,
        numerator,
        denominator,
        value: limits.map(|_| numerator as f64 / denominator as f64),
        low: limits.map(|limits| limits.low),
        high: limits.map(|limits| limits.high),
        changes,
        flips,
    }
}
