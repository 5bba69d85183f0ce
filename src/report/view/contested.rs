//! The headlines under other readings of the definitions: how far each moves, and which deals count otherwise.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::words::{self, contested as say};
use super::super::{Error, format, glossary};
use super::flips::{DealNames, Flips};
use super::parts::{Cell, Facet, Figure, Mark, Row, Table};
use super::terms::Terms;
use crate::audit::{Audit, Convention, MAX_CONTESTED, MetricStatus, Moved, Reading};

/// Deals named for one reading; the count is always given.
const FLIPS_SHOWN: usize = 40;

/// The section.
#[derive(Serialize)]
pub(crate) struct Contested {
    /// Why there is nothing to show.
    empty: Option<String>,
    figure: Option<Figure>,
    table: Option<Table>,
    conventions: Option<Table>,
    flips: Vec<Flips>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, terms: &Terms, is_named: bool) -> Result<Contested, Error> {
    let moving: Vec<(&Reading, Vec<&Moved>)> =
        audit.contested.iter().map(|reading| (reading, moved(reading))).collect();
    Ok(Contested {
        empty: audit.contested.is_empty().then(|| say::empty(MAX_CONTESTED as u64)),
        figure: if audit.contested.is_empty() { None } else { Some(figure(audit, terms)?) },
        table: (!moving.is_empty()).then(|| table(&moving, terms, is_named)),
        conventions: conventions(audit, terms),
        flips: if is_named { flips(audit, &moving, terms) } else { Vec::new() },
    })
}

/// The headlines that a reading moves or recounts.
fn moved(reading: &Reading) -> Vec<&Moved> {
    reading
        .headlines
        .iter()
        .filter(|headline| headline.n_flips > 0 || headline.change.is_some_and(|change| change != 0.0))
        .collect()
}

fn name(reading: &Reading) -> String {
    let value = words::definitions::value(&reading.value, reading.definition);
    say::reading(&words::definition(reading.definition), &value)
}

/// A headline with the least and the greatest value that any reading gives it.
struct Spread<'a> {
    id: &'a str,
    value: f64,
    low: f64,
    high: f64,
}

impl Spread<'_> {
    /// Whether the ends differ as they are shown.
    fn is_seen(&self) -> bool {
        format::share(self.low) != format::share(self.high)
    }
}

fn spreads(audit: &Audit) -> Vec<Spread<'_>> {
    let Some(first) = audit.contested.first() else { return Vec::new() };
    let spread = |headline: &'_ Moved| {
        let metric = audit.whole(&headline.metric).filter(|metric| metric.status == MetricStatus::Ok)?;
        let value = metric.value?;
        let under = |reading: &Reading| reading.headlines.iter().find(|other| other.metric == headline.metric)?.value;
        let values: Vec<f64> = audit.contested.iter().filter_map(under).chain([value]).collect();
        Some(Spread {
            id: &metric.id,
            value,
            low: values.iter().copied().fold(f64::INFINITY, f64::min),
            high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
    };
    let mut spreads: Vec<Spread> = first.headlines.iter().filter_map(spread).collect();
    // What is counted over captured items only repeats the whole where that stands.
    let whole: Vec<String> = spreads.iter().map(|spread| format!("{}_captured", spread.id)).collect();
    spreads.retain(|spread| !whole.contains(&spread.id.to_owned()));
    spreads.sort_by(|a, b| (b.high - b.low).total_cmp(&(a.high - a.low)).then_with(|| a.id.cmp(b.id)));
    spreads
}

fn figure(audit: &Audit, terms: &Terms) -> Result<Figure, Error> {
    let id = "fig-contested";
    let spreads = spreads(audit);
    let row = |spread: &Spread| {
        let ends = (spread.high > spread.low).then_some((spread.low, spread.high));
        let label = say::spread(spread.value, ends.filter(|_| spread.is_seen()));
        let mark = intervals::Mark::new(spread.value, ends, Ink::Series);
        intervals::Row::new(short(spread.id, terms), Some(mark), format::cut(&label, 25))
    };
    let rows: Vec<intervals::Row> = spreads.iter().map(row).collect();
    let moving = spreads.iter().filter(|spread| spread.is_seen()).count() as u64;
    let widest = spreads.first().map(|spread| (glossary::title(spread.id, terms), spread.low, spread.high));
    let widest = widest.as_ref().map(|(title, low, high)| (title.as_str(), *low, *high));
    Ok(Figure {
        id: id.into(),
        sentence: say::sentence(spreads.len() as u64, moving, widest),
        note: say::note(audit.contested.len() as u64),
        instead: rows.is_empty().then(|| say::INSTEAD.to_owned()),
        svg: if rows.is_empty() {
            None
        } else {
            Some(intervals::rows(&rows, &Axis::shares(None), &format!("{id}-title"))?)
        },
        table: None,
        badge: None,
    })
}

/// A headline in as few words as fit beside a chart.
fn short(id: &str, terms: &Terms) -> String {
    say::short(id).map_or_else(|| glossary::title(id, terms), str::to_owned)
}

fn table(moving: &[(&Reading, Vec<&Moved>)], terms: &Terms, is_named: bool) -> Table {
    let still = moving.iter().filter(|(_, headlines)| headlines.is_empty()).count() as u64;
    let places = moving.iter().enumerate();
    let mut moves: Vec<(usize, &Reading, &Moved)> = places
        .flat_map(|(place, (reading, headlines))| headlines.iter().map(move |headline| (place, *reading, *headline)))
        .collect();
    // What moves most first; what only recounts deals last.
    let size = |headline: &Moved| headline.change.filter(|_| headline.status == MetricStatus::Ok).unwrap_or(0.0).abs();
    moves.sort_by(|a, b| size(b.2).total_cmp(&size(a.2)).then(b.2.n_flips.cmp(&a.2.n_flips)).then(a.0.cmp(&b.0)));
    let rows =
        moves.iter().map(|(place, reading, headline)| line(*place, reading, headline, terms, is_named)).collect();
    let caption = say::caption(still, moving.len() as u64);
    let mut table = Table::new("table-contested", caption, &say::LABELS, rows);
    table.is_tool = true;
    table.empty = say::NOTHING_MOVES;
    table
}

fn line(place: usize, reading: &Reading, headline: &Moved, terms: &Terms, is_named: bool) -> Row {
    let is_share = headline.status == MetricStatus::Ok;
    let flips = Cell::number(format::count(headline.n_flips)).sort(headline.n_flips.to_string());
    let cells = vec![
        Cell::text(name(reading))
            .sub(say::in_force(&words::definitions::value(&reading.in_force, reading.definition)))
            .sort(format!("{place:03}")),
        Cell::text(glossary::title(&headline.metric, terms)),
        match headline.numerator.zip(headline.denominator) {
            None => Cell::no_number(say::NOT_COMPUTABLE),
            Some((_, 0.0)) => Cell::no_number(say::NO_CASE),
            Some((k, n)) => Cell::number(format::k_of_n(k as u64, n as u64)),
        },
        match headline.value {
            Some(value) if is_share => Cell::number(format::share(value)),
            Some(_) => Cell::no_number(say::TOO_FEW),
            None => Cell::no_number(say::NONE),
        },
        match headline.change {
            Some(change) if is_share => Cell::number(format::point_difference(change)).sort(change.to_string()),
            _ => Cell::no_number(say::CANNOT_TELL).sort("0"),
        },
        if is_named && headline.n_flips > 0 { flips.link(format!("#reading-{}", place + 1)) } else { flips },
    ];
    // Moved by less than the table shows: paper leaves it out.
    let is_still = !headline.change.is_some_and(|change| is_share && change.abs() >= 0.005);
    let facets = is_still.then(|| Facet { name: "still", value: "yes".into() });
    Row { cells, facets: facets.into_iter().collect(), id: None }
}

fn flips(audit: &Audit, moving: &[(&Reading, Vec<&Moved>)], terms: &Terms) -> Vec<Flips> {
    let names = DealNames::new(audit);
    let some = |(place, (reading, headlines)): (usize, &(&Reading, Vec<&Moved>))| {
        let mut by_deal: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for headline in headlines {
            for id in &headline.flips {
                by_deal.entry(id).or_default().push(short(&headline.metric, terms).to_lowercase());
            }
        }
        let deals = by_deal.iter().map(|(id, headlines)| say::flip(&names.say(id), headlines));
        (!by_deal.is_empty()).then(|| Flips::new(format!("reading-{}", place + 1), name(reading), deals, FLIPS_SHOWN))
    };
    moving.iter().enumerate().filter_map(some).collect()
}

/// What a date without a time of day does to the shares within a service level.
fn conventions(audit: &Audit, terms: &Terms) -> Option<Table> {
    let line = |convention: &Convention| {
        let reading = say::date_only(convention.date_only);
        let cell =
            Cell::text(glossary::title(&convention.metric, terms)).sub(say::rest_on_days(convention.rests_on_days));
        Row::new(vec![
            cell,
            if convention.is_in_force {
                Cell { mark: Some(Mark::new("note", reading)), ..Cell::text("") }.sub(say::IN_FORCE)
            } else {
                Cell::text(reading)
            },
            Cell::number(format::k_of_n(convention.numerator, convention.denominator)),
            convention.value.map_or_else(|| Cell::no_number(say::NONE), |value| Cell::number(format::share(value))),
            convention
                .low
                .zip(convention.high)
                .map_or_else(|| Cell::no_number(say::NONE), |(low, high)| Cell::number(format::share_range(low, high))),
            Cell::number(format::count(convention.changes)),
        ])
    };
    let rows: Vec<Row> = audit.conventions.iter().map(line).collect();
    (!rows.is_empty()).then(|| Table::new("table-conventions", say::CONVENTIONS, &say::CONVENTION_LABELS, rows))
}
