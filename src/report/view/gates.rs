//! Completion, returns and gates as rates over the whole; and how red flags are said, wherever they stand.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
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
        rates.iter().filter(stands).map(|metric| row(short(&metric.id).to_owned(), metric, None)).collect();
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
            note: "Each dot is a share with its 95% interval. Rates that cannot be measured stand in the table with the reason.".into(),
            instead: svg.is_none().then(|| "None of these rates has cases enough to draw; the table holds the counts and the reasons.".into()),
            svg,
            table: Some(table(&rates, terms)),
        },
    })
}

/// A label that fits beside a chart.
fn short(id: &str) -> &'static str {
    match id {
        "acceptance_rate" => "Accepted at last",
        "verified_acceptance_rate" => "Verified acceptance",
        "rubber_stamp_rate" => "Accepted with gaps",
        "completion_rate" => "Handoff complete",
        "completion_rate_captured" => "Complete, captured",
        "fields_complete_rate" => "Fields complete",
        "fields_complete_rate_captured" => "Fields complete, captured",
        "fields_complete_at_close_rate" => "Complete at close",
        "fields_complete_at_close_rate_captured" => "At close, captured",
        "kickoff_ready_rate" => "Ready for kickoff",
        "material_return_rate" => "Returned in window",
        "override_rate" => "Validation overridden",
        "escalation_rate" => "Escalated early",
        "introduced_before_close_rate" => "Met before close",
        "repeat_ask_rate" => "Had to repeat",
        _ => "Rate",
    }
}

fn sentence(audit: &Audit) -> String {
    let shown = |id: &str| audit.whole(id).filter(|metric| metric.status != MetricStatus::NotComputable);
    let (metric, suffix) = match (shown("completion_rate"), shown("completion_rate_captured")) {
        (Some(metric), _) => (metric, ""),
        (None, Some(metric)) => (metric, " on the fields that exist"),
        (None, None) => return "Completion of the handoff is not measurable from these exports".into(),
    };
    format!("Handoff complete{suffix}: {}", value(metric).line())
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
    let labels = ["Rate", "#Cases", "#Share", "#95% interval", "Left out"];
    let caption = format!("{} over the whole", format::plural(rates.len() as u64, "rate", "rates"));
    Table::new("table-gates", caption, &labels, rates.iter().map(line).collect())
}

/// How many red flags are raised, as a sentence.
pub(crate) fn flags_sentence(flags: &[Flag]) -> String {
    let raised = flags.iter().filter(|flag| flag.state == "raised").count() as u64;
    match (flags.len() as u64, raised) {
        (0, _) => "No red flag could be judged from these exports.".into(),
        (1, 0) => "The only red flag is not raised".into(),
        (all, 0) => format!("None of {} red flags is raised", format::count(all)),
        (1, _) => "The only red flag is raised".into(),
        (all, n) => format!("{} red flags {} raised", format::k_of_n(n, all), if n == 1 { "is" } else { "are" }),
    }
}

fn is_time(flag: &Flag) -> bool {
    flag.id.contains("first_touch") || flag.threshold > 1.0
}

/// A flag's state.
pub(crate) fn flag_mark(flag: &Flag) -> Mark {
    match flag.state {
        "raised" => Mark::new("missed", "Raised"),
        "clear" => Mark::new("met", "Clear"),
        _ => Mark::new("cannot", "Cannot tell"),
    }
}

/// The latest value against the limit, in words.
pub(crate) fn flag_value(flag: &Flag) -> String {
    let shown = |value: f64| {
        if is_time(flag) { format::elapsed(value, "hours") } else { format::share_against(value, flag.threshold) }
    };
    match flag.value {
        Some(value) => format!("latest {}, limit {}", shown(value), shown(flag.threshold)),
        None => format!("not measurable, limit {}", shown(flag.threshold)),
    }
}

/// A flag by its rule.
pub(crate) fn flag_title(flag: &Flag) -> String {
    if flag.rule.is_empty() { words::flag(&flag.id) } else { words::capital(&flag.rule.replace(" %", "%")) }
}

/// How often luck alone would raise it, in words.
pub(crate) fn flag_chance(flag: &Flag) -> String {
    match flag.chance {
        Some(chance) => format!(
            "luck alone raises it with a chance of {} within {}, at this volume and a true rate of {}",
            format::share(chance),
            flag.span,
            format::share(flag.supposed_rate)
        ),
        None => "no volume to say how often luck raises it".into(),
    }
}

/// The red flags with what they saw.
pub(crate) fn flags(audit: &Audit) -> Table {
    let line = |flag: &Flag| {
        let is_time = is_time(flag);
        let unit = |value: f64| if is_time { format::elapsed(value, "hours") } else { format::share(value) };
        let shown = |value: f64| if is_time { unit(value) } else { format::share_against(value, flag.threshold) };
        let period = flag.period.as_deref().map_or_else(String::new, format::month);
        let counts = flag.numerator.zip(flag.denominator).filter(|_| !is_time);
        let counts = counts.map_or_else(String::new, |(k, n)| format!(" {}", format::k_of_n(k as u64, n as u64)));
        Row {
            id: Some(slug("flag-", &flag.id)),
            cells: vec![
                Cell::text(flag_title(flag)),
                Cell::mark(flag_mark(flag)),
                match (flag.value, &flag.reason) {
                    (Some(value), _) => Cell::number(shown(value)).sub(format!("{period}{counts}")),
                    (None, Some(reason)) => Cell::no_number(reason.clone()),
                    (None, None) => Cell::no_number("not measurable"),
                },
                Cell::number(unit(flag.threshold)),
                match flag.chance {
                    Some(chance) => Cell::number(format::share(chance)).sub(format!(
                        "in {}, were the true rate {}",
                        flag.span,
                        format::share(flag.supposed_rate)
                    )),
                    None => Cell::no_number("no volume to say it for"),
                },
            ],
            ..Row::default()
        }
    };
    let labels = ["Red flag", "State", "#Latest value", "#Limit", "#Chance of a false alarm"];
    let mut table = Table::new(
        "table-flags",
        "Red flags, each with the chance that luck alone raises it at this volume",
        &labels,
        audit.flags.iter().map(line).collect(),
    );
    table.empty = "No red flag could be judged from these exports.";
    table
}
