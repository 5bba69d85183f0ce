//! The headlines under other readings of the definitions: how far each moves, and which deals count otherwise.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::{Error, format, glossary, words};
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
        empty: audit.contested.is_empty().then(|| {
            format!(
                "Other readings are worked out up to {} packets, each of them a run of its own; this audit has none to show. Narrow it by segment or window to see them.",
                format::count(MAX_CONTESTED as u64)
            )
        }),
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

fn value_of(value: &Json, id: &str) -> String {
    words::definitions::value(value, id)
}

fn name(reading: &Reading) -> String {
    format!("{}: {}", words::definition(reading.definition), value_of(&reading.value, reading.definition))
}

/// A headline with the least and the greatest value that any reading gives it.
struct Spread<'a> {
    id: &'a str,
    value: f64,
    low: f64,
    high: f64,
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
    let rows: Vec<intervals::Row> = spreads
        .iter()
        .map(|spread| {
            let ends = (spread.high > spread.low).then_some((spread.low, spread.high));
            let words = match ends {
                Some((low, high)) if format::share(low) != format::share(high) => {
                    format!("{}; {}", format::share(spread.value), format::share_range(low, high))
                }
                _ => format!("{}, steady", format::share(spread.value)),
            };
            let words = format::cut(&words, 25);
            intervals::Row::new(
                short(spread.id, terms),
                Some(intervals::Mark::new(spread.value, ends, Ink::Series)),
                words,
            )
        })
        .collect();
    let moving = spreads.iter().filter(|spread| format::share(spread.low) != format::share(spread.high)).count() as u64;
    let sentence = match (spreads.len() as u64, moving, spreads.first()) {
        (0, ..) | (_, _, None) => "No headline stands that another reading could move".into(),
        (all, 0, _) => format!(
            "None of {} moves under another reading of the definitions",
            format::plural(all, "headline", "headlines")
        ),
        (_, _, Some(widest)) => format!(
            "{} moves most with the definition: {} to {}",
            glossary::title(widest.id, terms),
            format::share(widest.low),
            format::share(widest.high)
        ),
    };
    Ok(Figure {
        id: id.into(),
        sentence,
        note: format!(
            "Dot: the definitions in force. Line: from the least to the greatest value under {}, one changed at a time.",
            format::plural(audit.contested.len() as u64, "other reading", "other readings")
        ),
        instead: rows.is_empty().then(|| "Each headline has too few cases, or cannot be computed.".to_owned()),
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
    match id {
        "first_pass_acceptance_rate" => "Accepted, first pass".into(),
        "retention_90d" => glossary::title(id, terms),
        "first_touch_within_sla" => "First touch in time".into(),
        "sync_within_sla" => "Sync in time".into(),
        "kickoff_within_sla" => "Kickoff in time".into(),
        "completion_rate_captured" => "Complete, captured".into(),
        "completion_rate" => "Handoff complete".into(),
        "kickoff_ready_rate" => "Ready for kickoff".into(),
        "material_return_rate" => "Returned in window".into(),
        "escalation_rate" => "Escalated early".into(),
        other => glossary::title(other, terms),
    }
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
    let caption = format!(
        "What each other reading moves, most first; {} {} no headline",
        format::k_of_n(still, moving.len() as u64),
        if moving.len() == 1 { "reading moves" } else { "readings move" }
    );
    let labels = ["Definition", "Headline", "#Under it", "#Share", "#Moves by", "#Deals that count otherwise"];
    let mut table = Table::new("table-contested", caption, &labels, rows);
    table.is_tool = true;
    table.empty = "No other reading moves any headline.";
    table
}

fn line(place: usize, reading: &Reading, headline: &Moved, terms: &Terms, is_named: bool) -> Row {
    let is_share = headline.status == MetricStatus::Ok;
    let flips = Cell::number(format::count(headline.n_flips)).sort(headline.n_flips.to_string());
    let cells = vec![
        Cell::text(name(reading))
            .sub(format!("in force: {}", value_of(&reading.in_force, reading.definition)))
            .sort(format!("{place:03}")),
        Cell::text(glossary::title(&headline.metric, terms)),
        headline.numerator.zip(headline.denominator).map_or_else(
            || Cell::no_number("not computable"),
            |(k, n)| Cell::number(format::k_of_n(k as u64, n as u64)),
        ),
        match headline.value {
            Some(value) if is_share => Cell::number(format::share(value)),
            Some(_) => Cell::no_number("too few"),
            None => Cell::no_number("none"),
        },
        match headline.change {
            Some(change) if is_share => Cell::number(format::point_difference(change)).sort(change.to_string()),
            _ => Cell::no_number("cannot tell").sort("0"),
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
        let deals = by_deal.iter().map(|(id, headlines)| format!("{}: {}", names.say(id), headlines.join(", ")));
        (!by_deal.is_empty()).then(|| Flips::new(format!("reading-{}", place + 1), name(reading), deals, FLIPS_SHOWN))
    };
    moving.iter().enumerate().filter_map(some).collect()
}

/// What a date without a time of day does to the shares within a service level.
fn conventions(audit: &Audit, terms: &Terms) -> Option<Table> {
    let line = |convention: &Convention| {
        let reading = match convention.date_only {
            "start_of_day" => "The day’s start",
            "end_of_day" => "The day’s end",
            _ => "Midday",
        };
        let cell = Cell::text(glossary::title(&convention.metric, terms))
            .sub(format!("{} rest on a date", format::plural(convention.rests_on_days, "deal", "deals")));
        Row::new(vec![
            cell,
            if convention.is_in_force {
                Cell { mark: Some(Mark::new("note", reading)), ..Cell::text("") }.sub("in force")
            } else {
                Cell::text(reading)
            },
            Cell::number(format::k_of_n(convention.numerator, convention.denominator)),
            convention.value.map_or_else(|| Cell::no_number("none"), |value| Cell::number(format::share(value))),
            convention
                .low
                .zip(convention.high)
                .map_or_else(|| Cell::no_number("none"), |(low, high)| Cell::number(format::share_range(low, high))),
            Cell::number(format::count(convention.changes)),
        ])
    };
    let rows: Vec<Row> = audit.conventions.iter().map(line).collect();
    let labels = ["Share", "A date stands for", "#In time", "#Share", "#95% interval", "#Deals that count otherwise"];
    (!rows.is_empty()).then(|| {
        Table::new(
            "table-conventions",
            "Times that are dates only: each share under all three readings of a date",
            &labels,
            rows,
        )
    })
}
