//! What `schema` describes is what a run writes: every column, every key, and nothing else.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{call, read_audit};

fn described(what: &[&str]) -> Value {
    let output = call(&[&["schema", "--format", "json"], what].concat());
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A demo with a comparison: the demo's own exports held against a report of them.
fn report() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let path = |name: &str| home.path().join(name).to_str().expect("plain").to_owned();
    assert!(call(&["sample", "--deals", "40", "--seed", "5", "--out", &path("may")]).status.success());
    assert!(call(&["sample", "--deals", "40", "--seed", "6", "--out", &path("june")]).status.success());
    assert!(call(&["run", &path("may"), "--out", &path("before")]).status.success());
    let output = call(&["run", &path("june"), "--out", &path("out"), "--baseline", &path("before")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    home
}

#[test]
fn every_column_that_is_written_is_described_and_no_other() {
    let home = report();
    let out = home.path().join("out");
    let tables = described(&[]);
    let tables = tables.as_array().expect("a list");
    let mut seen = BTreeSet::new();
    for table in tables {
        let file = format!("{}.csv", table["table"].as_str().expect("a name"));
        check_table(&out.join(&file), table["columns"].as_array().expect("columns"));
        seen.insert(file);
    }
    let written =
        fs::read_dir(&out).expect("listed").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let written: BTreeSet<String> = written.filter(|name| name.ends_with(".csv")).collect();
    assert_eq!(seen, written);
}

/// The headings are the described ones in order; cells are of their kind; what has no meaning when blank never is.
fn check_table(path: &Path, columns: &[Value]) {
    let mut reader = csv::Reader::from_path(path).expect("opened");
    let headings: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let names: Vec<&str> = columns.iter().map(|column| column["name"].as_str().expect("a name")).collect();
    assert_eq!(headings, names, "{}", path.display());
    for record in reader.records() {
        let record = record.expect("a record");
        for (column, cell) in columns.iter().zip(&record) {
            let place = format!("{}: {} = {cell:?}", path.display(), column["name"]);
            if cell.is_empty() {
                assert!(!column["blank"].is_null(), "{place} has no meaning");
                continue;
            }
            let is_of_kind = match column["kind"].as_str().expect("a kind") {
                "count" => cell.parse::<u64>().is_ok(),
                "number" => cell.parse::<f64>().is_ok(),
                "flag" => matches!(cell, "true" | "false"),
                "time" => cell.parse::<jiff::Timestamp>().is_ok(),
                _ => true,
            };
            assert!(is_of_kind, "{place} is no {}", column["kind"]);
        }
    }
}

#[test]
fn every_key_of_the_audit_is_described_and_present() {
    let home = report();
    let audit: Value = read_audit(&home.path().join("out"));
    let schema = described(&["audit.json"]);
    let mut faults = Vec::new();
    compare(&schema, &schema, &audit, "audit", &mut faults);
    assert!(faults.is_empty(), "{:#?}", &faults[..faults.len().min(20)]);
}

/// A value against its schema, as far as ours go: types, keys, references, choices.
fn compare(root: &Value, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return compare(root, &root["$defs"][name], value, path, faults);
    }
    if let Some(choices) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        let fits = choices.iter().any(|choice| {
            let mut own = Vec::new();
            compare(root, choice, value, path, &mut own);
            own.is_empty()
        });
        if !fits {
            faults.push(format!("{path} fits no choice: {value}"));
        }
        return;
    }
    if !has_type(schema, value) || schema["const"].as_str().is_some_and(|word| value != word) {
        faults.push(format!("{path} is {value}, expected {}", schema["type"]));
    }
    match value {
        Value::Object(map) => {
            for (key, own) in map {
                let path = format!("{path}.{key}");
                match (&schema["properties"][key], &schema["additionalProperties"]) {
                    (Value::Null, Value::Null) if schema["properties"].is_object() => {
                        faults.push(format!("{path} is not described"))
                    }
                    (Value::Null, Value::Null | Value::Bool(_)) => {}
                    (Value::Null, other) => compare(root, other, own, &path, faults),
                    (known, _) => compare(root, known, own, &path, faults),
                }
            }
            for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !map.contains_key(key) {
                    faults.push(format!("{path}.{key} is described and absent"));
                }
            }
        }
        Value::Array(list) if schema["items"].is_object() => {
            list.iter().for_each(|own| compare(root, &schema["items"], own, &format!("{path}[]"), faults));
        }
        _ => {}
    }
}

fn has_type(schema: &Value, value: &Value) -> bool {
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is = |known: &Value| known == name || (known == "number" && name == "integer");
    match &schema["type"] {
        Value::Null => true,
        Value::Array(types) => types.iter().any(is),
        one => is(one),
    }
}

#[test]
fn a_slip_is_answered_with_the_nearest_name() {
    let output = call(&["schema", "finding"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `findings`"));
    let toml = described(&["audit.toml"]);
    assert_eq!(toml["properties"]["definitions"]["properties"]["review_sla_hours"]["default"], 72);
}
