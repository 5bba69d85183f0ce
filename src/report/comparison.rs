//! Two audits compared, as a page, as CSV and as JSON.

use std::io::{self, Write};

use crate::audit::{Comparison, DealChange, FindingChange};

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

const HEADER: [&str; 13] = [
    "kind",
    "state",
    "id",
    "dimension",
    "cohort",
    "deal_id",
    "deal_name",
    "severity",
    "before",
    "after",
    "change",
    "low",
    "high",
];

/// One row a definition that differs, a figure, a deal, a finding; every cell guarded.
///
/// # Errors
///
/// What the writer reports.
pub fn comparison_csv(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADER)?;
    let mut row = |cells: [&str; 13]| writer.write_record(cells.map(|cell| guard(cell).into_owned()));
    for change in &comparison.definitions {
        let (before, after) = (change.before.to_string(), change.after.to_string());
        row(["definition", "differs", &change.id, "", "", "", "", "", &before, &after, "", "", ""])?;
    }
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    for figure in &comparison.figures {
        let numbers = [figure.before.value, figure.after.value, figure.change, figure.low, figure.high].map(number);
        let [before, after, change, low, high] = numbers.each_ref().map(String::as_str);
        let (dimension, cohort) = (figure.dimension.as_str(), figure.cohort.as_str());
        row(["figure", figure.state, &figure.id, dimension, cohort, "", "", "", before, after, change, low, high])?;
    }
    let deals = &comparison.deals;
    let lists = [("fixed", &deals.fixed), ("regressed", &deals.regressed), ("new", &deals.new), ("gone", &deals.gone)];
    for (state, deal) in lists.into_iter().flat_map(|(state, list)| list.iter().map(move |deal| (state, deal))) {
        let DealChange { deal_id, name, before, after } = deal;
        row(["deal", state, "", "", "", deal_id, name, "", &before.join(" "), &after.join(" "), "", "", ""])?;
    }
    let lists =
        [("fixed", &deals.findings_fixed), ("regressed", &deals.findings_regressed), ("new", &deals.findings_new)];
    for (state, finding) in lists.into_iter().flat_map(|(state, list)| list.iter().map(move |one| (state, one))) {
        let FindingChange { deal_id, name, code, severity, title: _ } = finding;
        row(["finding", state, code, "", "", deal_id, name, severity, "", "", "", "", ""])?;
    }
    writer.flush()
}
