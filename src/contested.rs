//! Contested definitions: what each headline would be under another reading, and which deals flip.
//!
//! Each alternative is put in place of the definition in force and everything is worked out anew by the same stages, so
//! that nothing here can disagree with them. `as_of` stays where it is.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::assess::{self, Assessed};
use crate::domain::{Clock, DateOnly};
use crate::map::Book;
use crate::metrics::{Headline, MetricStatus, headlines};
use crate::packet::{self, Assembly};
use crate::settings::{AsOf, RetentionOrigin, Settings};

/// Above so many packets the alternatives are not worked out: each is a run of its own.
pub const MAX_PACKETS: usize = 5_000;
/// The most deals that a reading names.
const MAX_FLIPS: usize = 200;

/// A definition under another value.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Reading {
    /// Key in `[definitions]`.
    pub definition: &'static str,
    /// The value in force.
    pub in_force: Value,
    /// The other value.
    pub value: Value,
    /// Every headline under it.
    pub headlines: Vec<Moved>,
}

/// A headline under another reading.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Moved {
    /// The figure.
    pub metric: String,
    /// Its value under the reading.
    pub value: Option<f64>,
    /// Numerator.
    pub numerator: Option<f64>,
    /// Denominator.
    pub denominator: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// Whether it stands under the reading.
    pub status: MetricStatus,
    /// How far it moves; `None` when it has no value under one of the two.
    pub change: Option<f64>,
    /// How many deals count otherwise.
    pub n_flips: u64,
    /// The first two hundred of them.
    pub flips: Vec<String>,
}

/// What an alternative needs worked out anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The figures alone.
    Figures,
    /// Packets too.
    Packets,
    /// Dates without a time of day too.
    Dates,
}

/// One alternative.
struct Alternative {
    definition: &'static str,
    in_force: Value,
    value: Value,
    reach: Reach,
    settings: Settings,
}

/// Every headline under every alternative; empty above [`MAX_PACKETS`].
pub fn readings(book: &Book, assembly: &Assembly, assessed: &Assessed, settings: &Settings) -> Vec<Reading> {
    if assembly.packets.len() > MAX_PACKETS {
        return Vec::new();
    }
    let known = headlines(book, assembly, assessed, settings);
    let others = alternatives(settings, assembly).into_par_iter();
    others.map(|other| reading(other, &known, book, assembly, assessed)).collect()
}

fn reading(other: Alternative, known: &[Headline], book: &Book, assembly: &Assembly, assessed: &Assessed) -> Reading {
    let settings = &other.settings;
    let anew = |book: &Book| {
        let assembly = packet::assemble(book, settings);
        let assessed = assess::assess(book, &assembly, settings);
        headlines(book, &assembly, &assessed, settings)
    };
    let found = match other.reach {
        Reach::Figures => headlines(book, assembly, assessed, settings),
        Reach::Packets => anew(book),
        Reach::Dates => anew(&book.redated(&settings.zone)),
    };
    Reading {
        definition: other.definition,
        in_force: other.in_force,
        value: other.value,
        headlines: known.iter().zip(&found).map(|(known, found)| moved(known, found)).collect(),
    }
}

fn moved(known: &Headline, found: &Headline) -> Moved {
    let mut flips: Vec<&String> =
        known.deals.iter().filter(|(id, part)| found.deals.get(*id) != Some(part)).map(|(id, _)| id).collect();
    flips.extend(found.deals.keys().filter(|id| !known.deals.contains_key(*id)));
    flips.sort();
    let metric = &found.metric;
    Moved {
        metric: metric.id.clone(),
        value: metric.value,
        numerator: metric.numerator,
        denominator: metric.denominator,
        low: metric.interval.and_then(|interval| interval.low),
        high: metric.interval.and_then(|interval| interval.high),
        status: metric.status,
        change: metric.value.zip(known.metric.value).map(|(now, before)| now - before),
        n_flips: flips.len() as u64,
        flips: flips.into_iter().take(MAX_FLIPS).cloned().collect(),
    }
}

/// Other values that people hold for a definition, beside the one in force.
fn alternatives(settings: &Settings, assembly: &Assembly) -> Vec<Alternative> {
    let mut fixed = settings.clone();
    fixed.audit.as_of = Some(as_of(assembly, settings));
    let mut list = List { fixed, alternatives: Vec::new() };
    for (name, choice) in
        [("midday", DateOnly::Midday), ("start_of_day", DateOnly::StartOfDay), ("end_of_day", DateOnly::EndOfDay)]
    {
        list.add_if(settings.definitions.date_only != choice, "date_only", json!(name), Reach::Dates, |settings| {
            settings.definitions.date_only = choice;
            settings.zone = settings.zone.with_date_only(choice);
        });
    }
    let is_calendar = settings.definitions.clock == Clock::Calendar;
    let other_clock = if is_calendar { Clock::Weekdays { holidays: Vec::new() } } else { Clock::Calendar };
    let name = if is_calendar { "weekdays" } else { "calendar" };
    list.add_if(true, "clock", json!(name), Reach::Packets, |settings| {
        settings.definitions.clock = other_clock.clone()
    });
    let is_won = settings.definitions.retention_origin == RetentionOrigin::Won;
    let (name, origin) =
        if is_won { ("contract_start", RetentionOrigin::ContractStart) } else { ("won", RetentionOrigin::Won) };
    list.add_if(true, "retention_origin", json!(name), Reach::Packets, |settings| {
        settings.definitions.retention_origin = origin;
    });
    list.add_if(!settings.definitions.cs_teams.is_empty(), "cs_teams", json!([]), Reach::Packets, |settings| {
        settings.definitions.cs_teams.clear();
    });
    list.hours("review_sla_hours", &[24.0, 72.0, 120.0], Reach::Packets, |one| &mut one.definitions.review_sla_hours);
    list.hours("first_touch_sla_hours", &[24.0, 48.0, 72.0], Reach::Figures, |one| {
        &mut one.definitions.first_touch_sla_hours
    });
    list.hours("sync_sla_hours", &[48.0, 72.0, 120.0], Reach::Figures, |one| &mut one.definitions.sync_sla_hours);
    list.hours("kickoff_sla_days", &[5.0, 7.0, 14.0], Reach::Figures, |one| &mut one.definitions.kickoff_sla_days);
    list.days("return_window_days", &[7, 14, 30], |one| &mut one.definitions.return_window_days);
    list.days("escalation_window_days", &[14, 30, 60], |one| &mut one.definitions.escalation_window_days);
    list.alternatives
}

/// `as_of` as a setting of its own: an instant that ends a day is given as that day.
fn as_of(assembly: &Assembly, settings: &Settings) -> AsOf {
    let at = assembly.as_of();
    if settings.zone.day_start(at.day() + 1) == at.utc() { AsOf::Day(at.day()) } else { AsOf::Instant(at.utc()) }
}

struct List {
    fixed: Settings,
    alternatives: Vec<Alternative>,
}

impl List {
    fn add_if(
        &mut self,
        is_wanted: bool,
        definition: &'static str,
        value: Value,
        reach: Reach,
        change: impl FnOnce(&mut Settings),
    ) {
        if !is_wanted {
            return;
        }
        let logged = self.fixed.definition_log.iter().find(|entry| entry.id == definition);
        let in_force = logged.map_or(Value::Null, |entry| entry.value.clone());
        let mut settings = self.fixed.clone();
        change(&mut settings);
        self.alternatives.push(Alternative { definition, in_force, value, reach, settings });
    }

    fn hours(
        &mut self,
        definition: &'static str,
        values: &[f64],
        reach: Reach,
        place: impl Fn(&mut Settings) -> &mut f64,
    ) {
        for &value in values {
            let in_force = *place(&mut self.fixed);
            self.add_if(value != in_force, definition, json!(value as i64), reach, |settings| *place(settings) = value);
        }
    }

    fn days(&mut self, definition: &'static str, values: &[i64], place: impl Fn(&mut Settings) -> &mut i64) {
        for &value in values {
            let in_force = *place(&mut self.fixed);
            self.add_if(value != in_force, definition, json!(value), Reach::Figures, |settings| {
                *place(settings) = value;
            });
        }
    }
}
