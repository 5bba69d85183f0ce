//! Against an earlier audit, and against thresholds: definitions that differ first, then figures, deals and findings.

use serde::Serialize;

use super::super::words::{self, changes as say};
use super::super::{format, glossary};
use super::definitions::Tables;
use super::parts::{Cell, Mark, Row, Table};
use super::terms::Terms;
use crate::audit::{
    Audit, Bound, Comparison, DealChange, DefinitionChange, FigureChange, Point, RuleCount, RuleMoved, ThresholdResult,
};

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
        let notes = comparison.notes.iter().map(|note| words::sentence(note));
        note = Some(std::iter::once(lead(comparison)).chain(notes).collect::<Vec<_>>().join(" "));
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
        title: if before.title == after.title { after.title.clone() } else { say::then(&before.title, &after.title) },
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
    let count = |state: &str| told(comparison).filter(|figure| figure.state == state).count() as u64;
    say::moved(count("better"), count("worse"), told(comparison).filter(|figure| figure.low.is_some()).count() as u64)
}

/// Figures of the whole that say better or worse where they can. Two p values have no difference that says anything.
fn told(comparison: &Comparison) -> impl Iterator<Item = &FigureChange> {
    comparison.figures.iter().filter(|figure| figure.dimension == "all" && figure.unit != "p")
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
            Cell::number(format::compared(result.threshold.least)),
            result.value.map_or_else(|| Cell::no_number(say::NONE), |value| Cell::number(format::compared(value))),
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
    tables.push(rules(&comparison.rules));
    if is_named {
        let lists = [
            ("table-deals-regressed", say::REGRESSED, &deals.regressed),
            ("table-deals-new", say::NEW, &deals.new),
            ("table-deals-fixed", say::FIXED, &deals.fixed),
            ("table-deals-reversed", say::REVERSED, &deals.reversed),
            ("table-deals-unseen", say::UNSEEN, &deals.unseen),
            ("table-deals-newly-seen", say::NEWLY_SEEN, &deals.newly_seen),
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
    // Of the fields, those that moved: the others are in the CSV file.
    let is_shown = |figure: &&FigureChange| match figure.id.starts_with("field_") {
        true => matches!(figure.state, "better" | "worse"),
        false => figure.state != "not_computable",
    };
    let rows: Vec<Row> = told(comparison).filter(is_shown).map(|change| figure(change, terms)).collect();
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
    let Some(value) = point.value else {
        return Cell::no_number(point.reason.clone().unwrap_or_else(|| say::NONE.into()));
    };
    match (point.counts().filter(|_| unit == "share"), point.denominator) {
        (Some((k, n)), _) => {
            let cell = Cell::number(format::k_of_n(k, n));
            if point.status == "small_n" { cell } else { cell.sub(format::share(value)) }
        }
        (_, Some(n)) => Cell::number(shown(value, unit)).sub(say::over(n)),
        _ => Cell::number(shown(value, unit)),
    }
}

fn shown(value: f64, unit: &str) -> String {
    match unit {
        "share" => format::share(value),
        "difference" => say::difference(value, "share"),
        "hours" | "days" => format::elapsed(value, unit),
        _ => format!("{value:.1}"),
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
        (deals.reversed.len() as u64, None),
        (deals.unseen.len() as u64, Some(deals.findings_unseen.len())),
        (deals.newly_seen.len() as u64, Some(deals.findings_newly_seen.len())),
    ];
    let row = |(name, (n, findings)): (&str, (u64, Option<usize>))| {
        let findings = findings.map_or_else(|| Cell::soft(""), |n| Cell::number(format::count(n as u64)));
        Row::new(vec![Cell::text(name), Cell::number(format::count(n)), findings])
    };
    // What nobody can say is told where there is something of it.
    let is_told = |(position, (_, (n, findings))): &(usize, (&str, (u64, Option<usize>)))| {
        *position < say::ALWAYS_COUNTED || *n > 0 || findings.is_some_and(|n| n > 0)
    };
    let lines = say::COUNT_NAMES.into_iter().zip(lines).enumerate().filter(is_told);
    let rows = lines.map(|(_, line)| row(line)).collect();
    Table::new("table-changed-deals", say::COUNTS, &say::COUNT_LABELS, rows)
}

/// The rules whose count moved, or of which a finding did.
fn rules(rules: &[RuleMoved]) -> Table {
    let moved = |rule: &&RuleMoved| rule.before != rule.after || rule.fixed + rule.regressed + rule.new > 0;
    let is_found = |count: Option<RuleCount>| count.is_some_and(|count| count.deals > 0);
    let found: Vec<&RuleMoved> = rules.iter().filter(|rule| is_found(rule.before) || is_found(rule.after)).collect();
    let rows: Vec<Row> = found.iter().copied().filter(moved).map(rule).collect();
    let caption = say::rules(rows.len() as u64, found.len() as u64);
    Table::new("table-changed-rules", caption, &say::RULE_LABELS, rows)
}

fn rule(rule: &RuleMoved) -> Row {
    let found = |count: Option<RuleCount>| match count {
        Some(RuleCount { deals, judged: Some(judged) }) if judged > 0 => {
            Cell::number(format::k_of_n(deals, judged)).sort(format!("{:.6}", deals as f64 / judged as f64))
        }
        Some(RuleCount { deals, judged: None }) => Cell::number(format::count(deals)),
        _ => Cell::no_number(say::NOT_JUDGED),
    };
    let count = |n: u64| if n == 0 { Cell::no_number("") } else { Cell::number(format::count(n)) };
    Row::new(vec![
        Cell::text(words::capital(&rule.title)).sub(&rule.code),
        found(rule.before),
        found(rule.after),
        count(rule.fixed),
        count(rule.regressed),
        count(rule.new),
    ])
}

fn changed(id: &'static str, name: &str, deals: &[DealChange]) -> Table {
    let codes = |codes: &[String]| if codes.is_empty() { Cell::soft(say::NONE) } else { Cell::text(codes.join(" ")) };
    let line = |deal: &DealChange| {
        Row::new(vec![Cell::of_deal(&deal.name, &deal.deal_id), codes(&deal.before), codes(&deal.after)])
    };
    let rows: Vec<Row> = deals.iter().take(MAX_ROWS).map(line).collect();
    let caption = say::deals(name, rows.len() as u64, deals.len() as u64);
    Table::new(id, caption, &say::DEAL_LABELS, rows)
}
