//! `schema`: what every column and every key means.

use std::path::Path;

use handoff_audit::output::{self, TableColumns, schema};
use handoff_audit::settings::Settings;
use serde_json::Value;

use super::{Console, Failure};
use crate::cli::{self, Messages};

/// Names less alike than this are not suggested.
const LEAST_LIKENESS: f64 = 0.7;
/// The files that are described by a JSON Schema.
const FILES: [&str; 2] = ["audit.json", "audit.toml"];

pub(crate) fn run(arguments: &cli::Schema, console: &mut Console) -> Result<(), Failure> {
    let tables = output::columns(&Settings::defaults(Path::new(".")).checklist);
    let what = arguments.what.as_deref().map(|what| what.strip_suffix(".csv").unwrap_or(what));
    if let Some(file) = FILES.into_iter().find(|file| Some(*file) == what) {
        let schema = if file == "audit.json" { schema::audit_json() } else { schema::audit_toml() };
        match arguments.format.unwrap_or(Messages::Json) {
            Messages::Json => print(&schema, console),
            Messages::Text => console.print(keys(&schema).as_bytes()),
        }
        return Ok(());
    }
    let wanted: Vec<&TableColumns> =
        tables.iter().filter(|table| what.is_none_or(|what| what == table.table)).collect();
    if let (Some(what), []) = (what, &wanted[..]) {
        return Err(unknown(what, &tables));
    }
    match arguments.format.unwrap_or_default() {
        Messages::Json => print(&serde_json::json!(wanted), console),
        Messages::Text => {
            let pages: Vec<String> = wanted.into_iter().map(page).collect();
            console.print(pages.join("\n").as_bytes());
        }
    }
    Ok(())
}

fn print(value: &Value, console: &mut Console) {
    console.print(format!("{value:#}\n").as_bytes());
}

fn unknown(what: &str, tables: &[TableColumns]) -> Failure {
    let names = || tables.iter().map(|table| table.table).chain(FILES);
    let alike = |name: &&str| strsim::jaro_winkler(name, what);
    let nearest = names().max_by(|one, other| alike(one).total_cmp(&alike(other)));
    let nearest = nearest.filter(|name| alike(name) >= LEAST_LIKENESS);
    let suggestion = nearest.map_or_else(String::new, |name| format!("did you mean `{name}`? "));
    let help = format!("{suggestion}there are {}", names().collect::<Vec<_>>().join(", "));
    Failure { report: miette::miette!(help = help, "nothing that is written is called \"{what}\""), code: 2 }
}

fn page(table: &TableColumns) -> String {
    let mut page = format!("{} ({})\none row: {}\n\n", table.table, table.files, table.row);
    for column in &table.columns {
        let kind = serde_json::json!(column.kind);
        let kind = kind.as_str().unwrap_or_default();
        page.push_str(&format!("  {:<36} {kind:<7} {}", column.name, column.meaning));
        if !column.range.is_empty() {
            page.push_str(&format!(" [{}]", column.range));
        }
        if let Some(blank) = column.blank {
            page.push_str(&format!("; blank: {blank}"));
        }
        page.push('\n');
    }
    page
}

/// Every key of a JSON Schema by its path, with what it means.
fn keys(schema: &Value) -> String {
    let mut lines = String::new();
    walk(schema, schema, "", &mut lines, 0);
    lines
}

fn walk(root: &Value, schema: &Value, path: &str, lines: &mut String, depth: usize) {
    // No shape holds itself; the limit keeps that so.
    if depth > 12 {
        return;
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/")) {
        walk(root, &root["$defs"][name], path, lines, depth + 1);
    }
    for one in ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten() {
        walk(root, one, path, lines, depth + 1);
    }
    for (key, own) in schema["properties"].as_object().into_iter().flatten() {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let meaning = own["description"].as_str().unwrap_or_default().replace('\n', " ");
        lines.push_str(&format!("{path:<44} {meaning}{}\n", limits(own)));
        if is_decided(own) {
            continue;
        }
        walk(root, own, &path, lines, depth + 1);
    }
    if schema["properties"].as_object().is_some_and(|keys| keys.values().any(is_decided)) {
        lines.push_str(&format!("{:<44} {DECIDED}\n", format!("{path}.*")));
    }
    if schema["items"].is_object() {
        walk(root, &schema["items"], &format!("{path}[]"), lines, depth + 1);
    }
    if schema["additionalProperties"].is_object() {
        walk(root, &schema["additionalProperties"], &format!("{path}.*"), lines, depth + 1);
    }
}

/// How a definition is written with who decided it: the same for each, so said once.
const DECIDED: &str =
    "Each also as { value = .., status = \"confirmed\", by = \"..\", on = 2026-01-31 }; a plain value is assumed";

/// Whether the key takes a value, or a table of it with who decided it.
fn is_decided(own: &Value) -> bool {
    own["anyOf"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["properties"]["status"].is_object()))
}

/// What a key may hold where that is a choice, and what holds without it.
fn limits(own: &Value) -> String {
    let kinds = || std::iter::once(own).chain(own["anyOf"].as_array().into_iter().flatten()).chain([&own["items"]]);
    let choices: Vec<&str> =
        kinds().filter_map(|kind| kind["enum"].as_array()).flatten().filter_map(Value::as_str).collect();
    let choices = if choices.is_empty() { String::new() } else { format!("; one of {}", choices.join(", ")) };
    let default = match own.get("default") {
        None => String::new(),
        Some(Value::Null) => "; default none".to_owned(),
        Some(Value::Array(none)) if none.is_empty() => "; default none".to_owned(),
        Some(value) => format!("; default {value}"),
    };
    choices + &default
}
