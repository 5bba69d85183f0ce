//! Against an earlier audit, and against thresholds: definitions that differ first, then figures, deals and findings.

use serde::Serialize;

use super::super::{format, words};
use super::definitions::Tables;
use super::parts::{Cell, Mark, Row, Table};
use crate::audit::{Audit, Bound, Comparison, DealChange, DefinitionChange, FigureChange, Point, ThresholdResult};

/// Rows of a list of deals or findings; the CSV holds all.
const MAX_ROWS: usize = 200;

/// A comparison as a page of its own.
#[derive(Serialize)]
pub(crate) struct ChangesPage {
    title: String,
    facts: Vec<(&'static str, String)>,
    notes: Vec<String>,
    body: Tables,
}

/// Whether there is anything to say.
pub(crate) fn has_changes(audit: &Audit) -> bool {
    audit.comparison.is_some() || !audit.thresholds.is_empty()
}

/// The section of a report.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Tables {
    let mut tables = Vec::new();
    if !audit.thresholds.is_empty() {
        tables.push(thresholds(&audit.thresholds));
    }
    let mut note = None;
    if let Some(comparison) = &audit.comparison {
        note = Some(lead(comparison));
        tables.extend(compared(comparison, is_named));
    }
    Tables { note, tables }
}

/// The page of `compare`.
pub(crate) fn page(comparison: &Comparison) -> ChangesPage {
    let (before, after) = (&comparison.before, &comparison.after);
    let day = |text: &str| format::date(text.get(..10).unwrap_or(text));
    ChangesPage {
        title: after.title.clone(),
        facts: vec![
            ("First audit", format!("{}, as of {}", before.title, day(&before.as_of))),
            ("Second audit", format!("{}, as of {}", after.title, day(&after.as_of))),
            ("Handoffs due", format!("{}, then {}", format::count(before.due), format::count(after.due))),
            ("Verdict", format!("{}, then {}", words::opened(&before.verdict), words::opened(&after.verdict))),
        ],
        notes: comparison.notes.iter().map(|note| words::sentence(note)).collect(),
        body: Tables { note: Some(lead(comparison)), tables: compared(comparison, true) },
    }
}

fn lead(comparison: &Comparison) -> String {
    let differ = comparison.definitions.len() as u64;
    if differ > 0 {
        let definitions = format::plural(differ, "definition differs", "definitions differ");
        return format!(
            "{definitions} between the two audits: a figure that rests on one of them did not simply move."
        );
    }
    let count = |state: &str| {
        let whole = comparison.figures.iter().filter(|figure| figure.dimension == "all" && figure.state == state);
        format::count(whole.count() as u64)
    };
    format!(
        "The definitions are the same. Of the figures of the whole, {} got better and {} got worse beyond what chance \
         explains; for the others nobody can tell, or nothing moved.",
        count("better"),
        count("worse")
    )
}

fn thresholds(results: &[ThresholdResult]) -> Table {
    let line = |result: &ThresholdResult| {
        let (kind, word) = match result.state {
            "passed" => ("met", "Passed"),
            "failed" => ("missed", "Failed"),
            _ => ("cannot", "Not computable"),
        };
        let bound = if result.threshold.bound == Bound::Low { "lower bound of the interval" } else { "the figure" };
        let hint = result.hint.clone().or_else(|| result.reason.clone()).unwrap_or_default();
        Row::new(vec![
            Cell::text(words::capital(&words::opened(&result.threshold.metric))).sub(bound),
            Cell::number(format::number(result.threshold.least)),
            result.value.map_or_else(|| Cell::no_number("none"), |value| Cell::number(format::number(value))),
            Cell::mark(Mark::new(kind, word)),
            Cell::text(hint),
        ])
    };
    let failed = results.iter().filter(|result| result.state != "passed").count() as u64;
    let caption = format!("Thresholds: {} not passed", format::k_of_n(failed, results.len() as u64));
    let labels = ["Figure", "#At least", "#Is", "State", "Note"];
    Table::new("table-thresholds", caption, &labels, results.iter().map(line).collect())
}

fn compared(comparison: &Comparison, is_named: bool) -> Vec<Table> {
    let mut tables = Vec::new();
    if !comparison.definitions.is_empty() {
        tables.push(definitions(&comparison.definitions));
    }
    tables.push(figures(comparison));
    let deals = &comparison.deals;
    tables.push(counts(comparison));
    if is_named {
        let lists = [
            ("table-deals-regressed", "Deals that got worse", &deals.regressed),
            ("table-deals-new", "New deals with a grave finding", &deals.new),
            ("table-deals-fixed", "Deals that were fixed", &deals.fixed),
        ];
        tables.extend(
            lists.into_iter().filter(|(.., list)| !list.is_empty()).map(|(id, name, list)| changed(id, name, list)),
        );
    }
    tables
}

fn definitions(changes: &[DefinitionChange]) -> Table {
    let said = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => "not set".to_owned(),
        other => other.to_string(),
    };
    let line = |change: &DefinitionChange| {
        Row::new(vec![
            Cell::text(words::definition(&change.id)).sub(&change.id),
            Cell::text(said(&change.before)),
            Cell::text(said(&change.after)),
        ])
    };
    let caption = format!("Definitions that differ: {}", format::count(changes.len() as u64));
    let rows = changes.iter().map(line).collect();
    Table::new("table-changed-definitions", caption, &["Definition", "First audit", "Second audit"], rows)
}

fn figures(comparison: &Comparison) -> Table {
    let whole = || comparison.figures.iter().filter(|figure| figure.dimension == "all");
    let is_shown = |figure: &&FigureChange| !figure.id.starts_with("field_") && figure.state != "not_computable";
    let rows: Vec<Row> = whole().filter(is_shown).map(figure).collect();
    let caption = format!("{} over the whole, then and now", format::plural(rows.len() as u64, "figure", "figures"));
    let labels = ["Figure", "#First audit", "#Second audit", "#Change", "#95% interval", "Says"];
    Table::new("table-changed-figures", caption, &labels, rows)
}

fn figure(change: &FigureChange) -> Row {
    let (kind, word) = match change.state {
        "better" => ("met", "Better"),
        "worse" => ("missed", "Worse"),
        "same" => ("note", "The same"),
        "only_before" => ("cannot", "First only"),
        "only_after" => ("cannot", "Second only"),
        _ => ("cannot", "Cannot tell"),
    };
    let interval = change
        .low
        .zip(change.high)
        .map(|(low, high)| format!("{} to {}", difference(low, &change.unit), difference(high, &change.unit)));
    Row::new(vec![
        Cell::text(words::capital(&words::opened(&change.id))),
        point(&change.before, &change.unit),
        point(&change.after, &change.unit),
        change.change.map_or_else(|| Cell::no_number("none"), |value| Cell::number(difference(value, &change.unit))),
        interval.map_or_else(|| Cell::no_number("none"), Cell::number),
        Cell::mark(Mark::new(kind, word)),
    ])
}

fn point(point: &Point, unit: &str) -> Cell {
    let is_count = |value: f64| value >= 0.0 && value.fract() == 0.0;
    match (point.value, point.numerator, point.denominator) {
        (Some(value), Some(k), Some(n)) if unit == "share" && is_count(k) && is_count(n) => {
            let cell = Cell::number(format::k_of_n(k as u64, n as u64));
            if point.status == "small_n" { cell } else { cell.sub(format::share(value)) }
        }
        (Some(value), ..) => Cell::number(shown(value, unit)),
        _ => Cell::no_number(point.reason.clone().unwrap_or_else(|| "none".into())),
    }
}

fn shown(value: f64, unit: &str) -> String {
    match unit {
        "share" => format::share(value),
        "hours" | "days" => format::elapsed(value, unit),
        _ => format!("{value:.2}"),
    }
}

/// Shares in points; the rest in its unit, always with its sign.
fn difference(value: f64, unit: &str) -> String {
    let (value, name) = if unit == "share" { (100.0 * value, "points") } else { (value, unit) };
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}{:.1} {}", value.abs(), if name == "p" || name == "difference" { "" } else { name })
        .trim_end()
        .to_owned()
}

fn counts(comparison: &Comparison) -> Table {
    let deals = &comparison.deals;
    let lines = [
        ("In both audits", deals.in_both, None),
        (
            "Fixed: had a finding that stops or returns the handoff, has none now",
            deals.fixed.len() as u64,
            Some(deals.findings_fixed.len()),
        ),
        ("Got worse: had none, has one now", deals.regressed.len() as u64, Some(deals.findings_regressed.len())),
        ("New, with such a finding", deals.new.len() as u64, Some(deals.findings_new.len())),
        ("Still open", deals.still_open, None),
        ("In the first audit only", deals.gone.len() as u64, None),
    ];
    let row = |(name, n, findings): (&str, u64, Option<usize>)| {
        let findings = findings.map_or_else(|| Cell::soft(""), |n| Cell::number(format::count(n as u64)));
        Row::new(vec![Cell::text(name), Cell::number(format::count(n)), findings])
    };
    let labels = ["Deals", "#Deals", "#Findings of any severity"];
    Table::new("table-changed-deals", "Deals and findings, then and now", &labels, lines.map(row).to_vec())
}

fn changed(id: &'static str, name: &str, deals: &[DealChange]) -> Table {
    let codes = |codes: &[String]| if codes.is_empty() { Cell::soft("none") } else { Cell::text(codes.join(" ")) };
    let line = |deal: &DealChange| {
        Row::new(vec![Cell::text(&deal.name).sub(&deal.deal_id), codes(&deal.before), codes(&deal.after)])
    };
    let n = deals.len() as u64;
    let caption = match deals.len() > MAX_ROWS {
        true => format!("{name}: {}, all in the CSV file", format::k_of_n(MAX_ROWS as u64, n)),
        false => format!("{name}: {}", format::count(n)),
    };
    let rows = deals.iter().take(MAX_ROWS).map(line).collect();
    Table::new(id, caption, &["Deal", "First audit", "Second audit"], rows)
}
