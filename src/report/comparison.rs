//! Two audits compared, as a page, as CSV and as JSON.

use std::io::{self, Write};

use crate::audit::{Comparison, DealChange, FigureChange, FindingChange, Point, RuleCount, RuleMoved};

use super::csv::guard;
use super::{Error, html, view};

/// One self-contained page.
///
/// # Errors
///
/// When a template does not fit: a fault of the program.
pub fn comparison_html(comparison: &Comparison) -> Result<String, Error> {
    html::Printer::comparison()?.print(&view::changes::page(comparison))
}

/// JSON with a line feed at the end.
///
/// # Errors
///
/// What the writer reports.
pub fn comparison_json(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, comparison)?;
    out.write_all(b"\n")
}

const HEADER: [&str; 18] = [
    "kind",
    "state",
    "id",
    "title",
    "dimension",
    "cohort",
    "deal_id",
    "deal_name",
    "severity",
    "before",
    "before_numerator",
    "before_denominator",
    "after",
    "after_numerator",
    "after_denominator",
    "change",
    "low",
    "high",
];

/// What a row has of [`HEADER`]; the rest is blank.
#[derive(Default)]
struct Line<'a> {
    kind: &'a str,
    state: &'a str,
    id: &'a str,
    title: &'a str,
    /// Dimension and value.
    cohort: [&'a str; 2],
    /// Id and name.
    deal: [&'a str; 2],
    severity: &'a str,
    before: Value,
    after: Value,
    /// Change and its limits.
    change: [Option<f64>; 3],
}

/// A value and the counts that it is made of.
#[derive(Default)]
struct Value {
    value: String,
    numerator: Option<f64>,
    denominator: Option<f64>,
}

impl Value {
    fn words(value: impl Into<String>) -> Value {
        Value { value: value.into(), ..Value::default() }
    }

    fn of(point: &Point) -> Value {
        Value { value: number(point.value), numerator: point.numerator, denominator: point.denominator }
    }

    fn deals(count: RuleCount) -> Value {
        Value {
            value: number(count.share()),
            numerator: Some(count.deals as f64),
            denominator: count.judged.map(|judged| judged as f64),
        }
    }

    fn cells(&self) -> [String; 3] {
        [self.value.clone(), number(self.numerator), number(self.denominator)]
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

impl Line<'_> {
    fn cells(&self) -> Vec<String> {
        let named = [&[self.kind, self.state, self.id, self.title][..], &self.cohort, &self.deal, &[self.severity]];
        let named = named.concat().into_iter().map(str::to_owned);
        let change = self.change.map(number);
        named.chain(self.before.cells()).chain(self.after.cells()).chain(change).collect()
    }
}

/// One row a definition that differs, a figure, a rule, a deal, a finding; every cell guarded.
///
/// # Errors
///
/// What the writer reports.
pub fn comparison_csv(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADER)?;
    let mut row = |line: Line<'_>| writer.write_record(line.cells().iter().map(|cell| guard(cell).into_owned()));
    for change in &comparison.definitions {
        let (before, after) = (Value::words(change.before.to_string()), Value::words(change.after.to_string()));
        row(Line { kind: "definition", state: "differs", id: &change.id, before, after, ..Line::default() })?;
    }
    for figure in &comparison.figures {
        row(figure_line(figure))?;
    }
    for rule in &comparison.rules {
        row(rule_line(rule))?;
    }
    for (state, deal) in
        comparison.deals.lists().into_iter().flat_map(|(state, list)| list.iter().map(move |one| (state, one)))
    {
        let DealChange { deal_id, name, before, after } = deal;
        let (before, after) = (Value::words(before.join(" ")), Value::words(after.join(" ")));
        row(Line { kind: "deal", state, deal: [deal_id, name], before, after, ..Line::default() })?;
    }
    let findings = comparison.deals.lists_of_findings();
    for (state, finding) in findings.into_iter().flat_map(|(state, list)| list.iter().map(move |one| (state, one))) {
        let FindingChange { deal_id, name, code, severity, title } = finding;
        row(Line { kind: "finding", state, id: code, title, deal: [deal_id, name], severity, ..Line::default() })?;
    }
    writer.flush()
}

fn figure_line(figure: &FigureChange) -> Line<'_> {
    Line {
        kind: "figure",
        state: figure.state,
        id: &figure.id,
        cohort: [&figure.dimension, &figure.cohort],
        before: Value::of(&figure.before),
        after: Value::of(&figure.after),
        change: [figure.change, figure.low, figure.high],
        ..Line::default()
    }
}

fn rule_line(rule: &RuleMoved) -> Line<'_> {
    Line {
        kind: "rule",
        state: rule.state(),
        id: &rule.code,
        title: &rule.title,
        severity: &rule.severity,
        before: rule.before.map_or_else(Value::default, Value::deals),
        after: rule.after.map_or_else(Value::default, Value::deals),
        ..Line::default()
    }
}
