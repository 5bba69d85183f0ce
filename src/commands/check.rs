//! `check`: what was decided about each file, how the data are, and whether an audit can go ahead. Writes no file.

use handoff_audit::audit::{Audit, DataNote};
use handoff_audit::domain::counted;
use handoff_audit::map::{self, Surveyed, SurveyedColumn};
use handoff_audit::settings::Overrides;
use serde_json::json;

use super::{Console, Failure, population};
use crate::cli;

/// The version of the shape of the JSON document.
const SCHEMA: &str = "handoff-audit-check/1";

pub(crate) fn run(arguments: &cli::Check, console: &mut Console) -> Result<(), Failure> {
    let settings = handoff_audit::load_settings(&arguments.source, &Overrides::default())?;
    let files = map::survey(&settings, &handoff_audit::known_names())?;
    let (audit, failure) = match handoff_audit::examine(&settings) {
        Ok(audit) => {
            let failure = not_ready(&audit);
            (Some(audit), failure)
        }
        Err(error) => (None, Some(Failure::from(error))),
    };
    match arguments.format {
        cli::Messages::Json => console.record_with(document(&files, audit.as_ref()), failure.as_ref()),
        cli::Messages::Text => {
            files.iter().for_each(|file| say_file(file, console));
            if let Some(audit) = &audit {
                say_health(audit, console);
            }
        }
    }
    failure.map_or(Ok(()), Err)
}

/// The conditions that do not hold, where there are any.
fn not_ready(audit: &Audit) -> Option<Failure> {
    let failed: Vec<&str> = audit.readiness.iter().filter(|one| one.state == "not_ready").map(|one| one.id).collect();
    let report = || miette::miette!("not ready: {}", failed.join(", "));
    (!failed.is_empty()).then(|| Failure { report: report(), code: 1 })
}

fn document(files: &[Surveyed], audit: Option<&Audit>) -> serde_json::Value {
    json!({
        "schema": SCHEMA,
        "files": files,
        "sources": audit.map(|audit| &audit.sources),
        "as_of": audit.map(|audit| &audit.as_of),
        "as_of_how": audit.map(|audit| &audit.as_of_how),
        "definitions": audit.map(|audit| &audit.definitions),
        "population": audit.map(|audit| &audit.population),
        "data_health": audit.map(|audit| &audit.data_health),
        "readiness": audit.map(|audit| &audit.readiness),
    })
}

fn say_file(file: &Surveyed, console: &mut Console) {
    let table = match (file.table, file.is_stage_catalogue) {
        (Some(table), _) => format!("{}, {:.0} % sure", table.name(), 100.0 * file.confidence),
        (None, true) => "pipeline stages".to_owned(),
        (None, false) => "not used".to_owned(),
    };
    console.say(&format!("\n{}: {table}", file.path));
    // An error of the reader begins with the path, which stands on the line above.
    let why =
        file.why.split_once(": ").filter(|(head, _)| head.ends_with(&file.path)).map_or(&*file.why, |(_, why)| why);
    console.say(&format!("  {why}"));
    if file.encoding.is_empty() {
        return;
    }
    let profile = file.profile.as_deref().map_or(String::new(), |profile| format!("; profile {profile}"));
    console.say(&format!(
        "  {}, {}, header on line {}, {}{profile}",
        file.encoding,
        file.delimiter,
        file.header_line,
        counted(file.rows, "row", "rows")
    ));
    let (used, unused): (Vec<_>, Vec<_>) = file.columns.iter().partition(|column| column.column.field.is_some());
    used.iter().for_each(|column| say_column(column, console));
    // Columns that tell which rows count, or fill others, are of use without feeding a field.
    let (unused, telling): (Vec<_>, Vec<_>) =
        unused.into_iter().partition(|column| column.column.how.starts_with("not used"));
    telling.iter().for_each(|column| console.say(&format!("  \"{}\": {}", column.column.heading, column.column.how)));
    if !unused.is_empty() {
        let names: Vec<&str> = unused.iter().map(|column| column.column.heading.as_str()).take(12).collect();
        let more = if unused.len() > names.len() { ", .." } else { "" };
        console.say(&format!(
            "  {} not used: {}{more}",
            counted(unused.len() as u64, "column", "columns"),
            names.join(", ")
        ));
    }
}

fn say_column(column: &SurveyedColumn, console: &mut Console) {
    let known = &column.column;
    let field = known.field.as_deref().unwrap_or_default();
    let mut line = format!(
        "  \"{}\" -> {field}: {} parsed, {} blank, {} unparsable",
        known.heading, column.parsed, column.blank, column.unparsable
    );
    if known.confidence.is_some_and(|confidence| confidence < 0.9) {
        line += &format!("; {} ({:.0} % sure)", known.how, 100.0 * known.confidence.unwrap_or_default());
    }
    if column.ambiguous > 0 {
        let (n, notation) = (column.ambiguous, &column.notation);
        let what = if column.settled_by == "decimal" { "the decimal mark" } else { "the order of day and month" };
        line += &format!(
            "; {} on {what}, read as {notation} (see {})",
            counted(n, "cell hangs", "cells hang"),
            column.settled_by
        );
    }
    console.say(&line);
    for example in &column.examples {
        console.say(&format!("    line {}: \"{}\", expected {}", example.line, example.text, example.expected));
    }
}

fn say_health(audit: &Audit, console: &mut Console) {
    console.say("\nData health");
    if audit.data_health.is_empty() {
        console.say("  nothing to report");
    }
    audit.data_health.iter().for_each(|note| say_note(note, console));
    console.say("\nReadiness");
    for one in &audit.readiness {
        console.say(&format!("  {}: {} ({})", one.title, one.state.replace('_', " "), one.evidence));
    }
    console.say(&format!("\n{}", population(audit)));
}

fn say_note(note: &DataNote, console: &mut Console) {
    console.say(&format!("  {}", note.sentence));
    note.examples.iter().for_each(|example| console.say(&format!("    {example}")));
    if let Some(advice) = &note.advice {
        console.say(&format!("    what to do: {advice}"));
    }
}
