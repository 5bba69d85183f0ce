//! Completion, returns and gates as rates over the whole; and how red flags are said, wherever they stand.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::words::gates as say;
use super::super::{Error, format, glossary, words};
use super::parts::{Cell, Figure, Mark, Row, Table, badge, slug};
use super::returns;
use super::terms::Terms;
use super::value::{left_out, row, value};
use crate::audit::{Audit, Flag, Metric, MetricStatus};

const RATES: &[&str] = &[
    "acceptance_rate",
    "verified_acceptance_rate",
    "rubber_stamp_rate",
    "completion_rate",
    "completion_rate_captured",
    "fields_complete_rate",
    "fields_complete_rate_captured",
    "fields_complete_at_close_rate",
    "fields_complete_at_close_rate_captured",
    "kickoff_ready_rate",
    "material_return_rate",
    "override_rate",
    "escalation_rate",
    "introduced_before_close_rate",
    "repeat_ask_rate",
];

/// The section.
#[derive(Serialize)]
pub(crate) struct Gates {
    figure: Figure,
    returns: Figure,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, terms: &Terms) -> Result<Gates, Error> {
    // The figure over captured items says something of its own only where the whole one cannot be computed.
    let is_new = |id: &str| {
        let whole = id.strip_suffix("_captured").and_then(|whole| audit.whole(whole));
        whole.is_none_or(|whole| whole.status == MetricStatus::NotComputable)
    };
    let rates: Vec<&Metric> =
        RATES.iter().filter(|id| is_new(id) && !audit.withholds(id)).filter_map(|id| audit.whole(id)).collect();
    let stands = |metric: &&&Metric| metric.status != MetricStatus::NotComputable;
    let rows: Vec<intervals::Row> =
        rates.iter().filter(stands).map(|metric| row(say::short(&metric.id).to_owned(), metric, None)).collect();
    let svg = if rows.iter().all(|row| row.mark.is_none()) {
        None
    } else {
        Some(intervals::rows(&rows, &Axis::shares(None), "fig-gates-title")?)
    };
    Ok(Gates {
        returns: returns::figure(audit)?,
        figure: Figure {
            badge: badge(audit, "completion_rate"),
            id: "fig-gates".into(),
            sentence: sentence(audit),
            note: say::NOTE.into(),
            instead: svg.is_none().then(|| say::INSTEAD.into()),
            svg,
            table: Some(table(&rates, terms)),
        },
    })
}

fn sentence(audit: &Audit) -> String {
    let shown = |id: &str| audit.whole(id).filter(|metric| metric.status != MetricStatus::NotComputable);
    match (shown("completion_rate"), shown("completion_rate_captured")) {
        (Some(metric), _) => say::complete(&value(metric).line(), false),
        (None, Some(metric)) => say::complete(&value(metric).line(), true),
        (None, None) => say::NOT_MEASURABLE.into(),
    }
}

fn table(rates: &[&Metric], terms: &Terms) -> Table {
    let line = |metric: &&Metric| {
        let shown = value(metric);
        Row::new(vec![
            Cell::text(glossary::title(&metric.id, terms)).link(slug("#fig-", &metric.id)),
            shown.counts_cell(metric),
            shown.figure_cell(metric),
            shown.interval_cell(),
            Cell::text(left_out(metric)),
        ])
    };
    Table::new("table-gates", say::caption(rates.len() as u64), &say::LABELS, rates.iter().map(line).collect())
}

/// How many red flags are raised, as a sentence.
pub(crate) fn flags_sentence(flags: &[Flag]) -> String {
    let n = |state: &str| flags.iter().filter(|flag| flag.state == state).count() as u64;
    let raised = n("raised");
    say::flags(flags.len() as u64, raised + n("clear"), raised)
}

pub(super) fn is_time(flag: &Flag) -> bool {
    flag.id.contains("first_touch") || flag.threshold > 1.0
}

/// A flag's state.
pub(crate) fn flag_mark(flag: &Flag) -> Mark {
    match flag.state {
        "raised" => Mark::new("missed", say::RAISED),
        "clear" => Mark::new("met", say::CLEAR),
        _ => Mark::new("cannot", say::CANNOT_TELL),
    }
}

/// The latest value against the limit, in words.
pub(crate) fn flag_value(audit: &Audit, flag: &Flag) -> String {
    let limit = in_unit(flag, flag.threshold);
    let latest = latest(audit, flag).map(|value| match flag_cases(flag) {
        Some(cases) => format!("{value} {cases}"),
        None => value,
    });
    say::against(latest.as_deref(), &limit)
}

/// The latest value; of too few cases for a percentage, its counts.
fn latest(audit: &Audit, flag: &Flag) -> Option<String> {
    let counts = flag_counts(flag).filter(|_| is_of_few(audit, flag));
    counts.or_else(|| Some(in_unit(flag, flag.value?)))
}

fn in_unit(flag: &Flag, value: f64) -> String {
    if is_time(flag) { format::elapsed(value, "hours") } else { format::share_against(value, flag.threshold) }
}

fn flag_counts(flag: &Flag) -> Option<String> {
    let (k, n) = flag.numerator.zip(flag.denominator).filter(|_| !is_time(flag))?;
    Some(format::k_of_n(k as u64, n as u64))
}

/// Of how many deals a median is.
fn flag_cases(flag: &Flag) -> Option<String> {
    flag.denominator.filter(|_| is_time(flag)).map(|n| say::of_deals(n as u64))
}

/// Whether the figure of the flag's month has too few cases to be shown.
fn is_of_few(audit: &Audit, flag: &Flag) -> bool {
    let mut months = audit.along(&flag.metric, "close_month");
    let month = months.find(|month| Some(&month.cohort.value) == flag.period.as_ref());
    month.is_some_and(|month| month.status == MetricStatus::SmallN)
}

/// A flag by its rule.
pub(crate) fn flag_title(flag: &Flag) -> String {
    if flag.rule.is_empty() { words::flag(&flag.id) } else { words::capital(&flag.rule.replace(" %", "%")) }
}

/// The red flags with what they saw.
pub(crate) fn flags(audit: &Audit) -> Table {
    let line = |flag: &Flag| {
        let is_time = is_time(flag);
        let period = flag.period.as_deref().map_or_else(String::new, format::month);
        let counts = flag_counts(flag).filter(|_| !is_of_few(audit, flag)).or_else(|| flag_cases(flag));
        let below = [Some(period), counts].into_iter().flatten().filter(|part| !part.is_empty());
        let below = below.collect::<Vec<_>>().join(", ");
        Row {
            id: Some(slug("flag-", &flag.id)),
            cells: vec![
                Cell::text(flag_title(flag)),
                Cell::mark(flag_mark(flag)),
                match (latest(audit, flag), &flag.reason) {
                    (Some(latest), _) => Cell::number(latest).sub(below),
                    (None, Some(reason)) => Cell::no_number(reason.clone()),
                    (None, None) => Cell::no_number(say::NO_VALUE),
                },
                Cell::number(if is_time { in_unit(flag, flag.threshold) } else { format::share(flag.threshold) }),
                match flag.chance {
                    Some(chance) => Cell::number(format::share(chance)).sub(say::supposed(flag, is_time)),
                    None => Cell::no_number(say::NO_CHANCE),
                },
            ],
            ..Row::default()
        }
    };
    let rows = audit.flags.iter().map(line).collect();
    let mut table = Table::new("table-flags", say::FLAGS_CAPTION, &say::FLAGS, rows);
    table.empty = say::NO_FLAG;
    table
}
