//! Against an earlier audit, and against thresholds: definitions that differ first, then figures, deals and findings.

use serde::Serialize;

use super::super::words::{self, changes as say};
use super::super::{format, glossary};
use super::definitions::Tables;
use super::parts::{Cell, Mark, Row, Table};
use super::terms::Terms;
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
    let terms = &Terms::of(audit);
    if !audit.thresholds.is_empty() {
        tables.push(thresholds(&audit.thresholds, terms));
    }
    let mut note = None;
    if let Some(comparison) = &audit.comparison {
        note = Some(lead(comparison));
        tables.extend(compared(comparison, terms, is_named));
    }
    Tables { note, tables }
}

/// The page of `compare`.
pub(crate) fn page(comparison: &Comparison) -> ChangesPage {
    let (before, after) = (&comparison.before, &comparison.after);
    let said = [
        say::audit(&before.title, before.as_of.as_deref(), &before.timezone),
        say::audit(&after.title, after.as_of.as_deref(), &after.timezone),
        say::then(&format::count(before.due), &format::count(after.due)),
        say::verdicts(&before.verdict, &after.verdict),
    ];
    ChangesPage {
        title: after.title.clone(),
        facts: say::FACTS.into_iter().zip(said).collect(),
        notes: comparison.notes.iter().map(|note| words::sentence(note)).collect(),
        body: Tables { note: Some(lead(comparison)), tables: compared(comparison, &Terms::of_side(after), true) },
    }
}

fn lead(comparison: &Comparison) -> String {
    let differ = comparison.definitions.len() as u64;
    if differ > 0 {
        return say::definitions_differ(differ);
    }
    let whole = comparison.figures.iter().filter(|figure| figure.dimension == "all");
    let count = |state: &str| whole.clone().filter(|figure| figure.state == state).count() as u64;
    say::moved(count("better"), count("worse"))
}

fn thresholds(results: &[ThresholdResult], terms: &Terms) -> Table {
    let line = |result: &ThresholdResult| {
        let kind = match result.state {
            "passed" => "met",
            "failed" => "missed",
            _ => "cannot",
        };
        let bound = if result.threshold.bound == Bound::Low { say::LOWER_BOUND } else { say::ITSELF };
        let hint = result.hint.clone().or_else(|| result.reason.clone()).unwrap_or_default();
        Row::new(vec![
            Cell::text(glossary::title(&result.threshold.metric, terms)).sub(bound),
            Cell::number(format::number(result.threshold.least)),
            result.value.map_or_else(|| Cell::no_number(say::NONE), |value| Cell::number(format::number(value))),
            Cell::mark(Mark::new(kind, say::threshold(result.state))),
            Cell::text(hint),
        ])
    };
    let failed = results.iter().filter(|result| result.state != "passed").count() as u64;
    let caption = say::thresholds(failed, results.len() as u64);
    Table::new("table-thresholds", caption, &say::THRESHOLD_LABELS, results.iter().map(line).collect())
}

fn compared(comparison: &Comparison, terms: &Terms, is_named: bool) -> Vec<Table> {
    let mut tables = Vec::new();
    if !comparison.definitions.is_empty() {
        tables.push(definitions(&comparison.definitions));
    }
    tables.push(figures(comparison, terms));
    let deals = &comparison.deals;
    tables.push(counts(comparison));
    if is_named {
        let lists = [
            ("table-deals-regressed", say::REGRESSED, &deals.regressed),
            ("table-deals-new", say::NEW, &deals.new),
            ("table-deals-fixed", say::FIXED, &deals.fixed),
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
        serde_json::Value::Null => say::NOT_SET.to_owned(),
        other => other.to_string(),
    };
    let line = |change: &DefinitionChange| {
        Row::new(vec![
            Cell::text(words::definition(&change.id)).sub(&change.id),
            Cell::text(said(&change.before)),
            Cell::text(said(&change.after)),
        ])
    };
    let caption = say::definitions(changes.len() as u64);
    let rows = changes.iter().map(line).collect();
    Table::new("table-changed-definitions", caption, &say::DEFINITION_LABELS, rows)
}

fn figures(comparison: &Comparison, terms: &Terms) -> Table {
    let whole = || comparison.figures.iter().filter(|figure| figure.dimension == "all");
    let is_shown = |figure: &&FigureChange| !figure.id.starts_with("field_") && figure.state != "not_computable";
    let rows: Vec<Row> = whole().filter(is_shown).map(|change| figure(change, terms)).collect();
    let caption = say::figures(rows.len() as u64);
    Table::new("table-changed-figures", caption, &say::FIGURE_LABELS, rows)
}

fn figure(change: &FigureChange, terms: &Terms) -> Row {
    let kind = match change.state {
        "better" => "met",
        "worse" => "missed",
        "same" => "note",
        _ => "cannot",
    };
    let interval = change.low.zip(change.high).map(|(low, high)| say::range(low, high, &change.unit));
    Row::new(vec![
        Cell::text(glossary::title(&change.id, terms)),
        point(&change.before, &change.unit),
        point(&change.after, &change.unit),
        change
            .change
            .map_or_else(|| Cell::no_number(say::NONE), |value| Cell::number(say::difference(value, &change.unit))),
        interval.map_or_else(|| Cell::no_number(say::NONE), Cell::number),
        Cell::mark(Mark::new(kind, say::change(change.state))),
    ])
}

fn point(point: &Point, unit: &str) -> Cell {
    let is_count = |value: f64| value >= 0.0 && value.fract() == 0.0;
    match (point.value, point.numerator, point.denominator) {
        // The counts of an estimate over time are of those who left, and are no parts of the share.
        (Some(value), Some(k), Some(n))
            if unit == "share" && is_count(k) && is_count(n) && (k - value * n).abs() < 0.001 =>
        {
            let cell = Cell::number(format::k_of_n(k as u64, n as u64));
            if point.status == "small_n" { cell } else { cell.sub(format::share(value)) }
        }
        (Some(value), ..) => Cell::number(shown(value, unit)),
        _ => Cell::no_number(point.reason.clone().unwrap_or_else(|| say::NONE.into())),
    }
}

fn shown(value: f64, unit: &str) -> String {
    match unit {
        "share" => format::share(value),
        "hours" | "days" => format::elapsed(value, unit),
        _ => format!("{value:.2}"),
    }
}

fn counts(comparison: &Comparison) -> Table {
    let deals = &comparison.deals;
    let lines = [
        (deals.in_both, None),
        (deals.fixed.len() as u64, Some(deals.findings_fixed.len())),
        (deals.regressed.len() as u64, Some(deals.findings_regressed.len())),
        (deals.new.len() as u64, Some(deals.findings_new.len())),
        (deals.still_open, None),
        (deals.gone.len() as u64, None),
    ];
    let row = |(name, (n, findings)): (&str, (u64, Option<usize>))| {
        let findings = findings.map_or_else(|| Cell::soft(""), |n| Cell::number(format::count(n as u64)));
        Row::new(vec![Cell::text(name), Cell::number(format::count(n)), findings])
    };
    let rows = say::COUNT_NAMES.into_iter().zip(lines).map(row).collect();
    Table::new("table-changed-deals", say::COUNTS, &say::COUNT_LABELS, rows)
}

fn changed(id: &'static str, name: &str, deals: &[DealChange]) -> Table {
    let codes = |codes: &[String]| if codes.is_empty() { Cell::soft(say::NONE) } else { Cell::text(codes.join(" ")) };
    let line = |deal: &DealChange| {
        Row::new(vec![Cell::text(&deal.name).sub(&deal.deal_id), codes(&deal.before), codes(&deal.after)])
    };
    let rows: Vec<Row> = deals.iter().take(MAX_ROWS).map(line).collect();
    let caption = say::deals(name, rows.len() as u64, deals.len() as u64);
    Table::new(id, caption, &say::DEAL_LABELS, rows)
}
