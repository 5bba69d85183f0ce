//! Whole runs over the bundled exports, held against what they gave before.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes the files anew; review the difference as you review code. A golden file
//! holds every figure of the whole and of the segments, the population, the verdict, each rule's count and each deal's
//! judgement; charts and words are looked at, not pinned.

mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::{call, read_audit};

fn golden(folder: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let source = root.join("sample-data").join(folder);
    let output = call(&["run", source.to_str().expect("plain"), "--out", out.to_str().expect("plain")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let audit: Value = read_audit(&out);
    let said = lines(&essence(&audit));
    let path = root.join("tests/golden").join(format!("{folder}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(root.join("tests/golden")).expect("a folder");
        fs::write(&path, said.join("\n") + "\n").expect("written");
        return;
    }
    let known = fs::read_to_string(&path).expect("the golden file; UPDATE_GOLDEN=1 makes it");
    let known: Vec<&str> = known.lines().collect();
    let differing: Vec<String> = (0..known.len().max(said.len()))
        .filter(|&line| known.get(line).copied() != said.get(line).map(String::as_str))
        .take(10)
        .map(|line| format!("line {}:\n  was {:?}\n  is  {:?}", line + 1, known.get(line), said.get(line)))
        .collect();
    assert!(differing.is_empty(), "{folder} differs:\n{}", differing.join("\n"));
}

/// What a reader would notice, one thing a line.
fn essence(audit: &Value) -> Vec<Value> {
    let mut parts = vec![json!({"as_of": audit["as_of"], "how": audit["as_of_how"]}), audit["population"].clone()];
    for source in audit["sources"].as_array().expect("sources") {
        let keys = ["path", "table", "profile", "rows_read", "rows_used", "rows_set_aside", "encoding"];
        parts.push(
            keys.iter().map(|key| ((*key).to_owned(), source[*key].clone())).collect::<serde_json::Map<_, _>>().into(),
        );
    }
    parts.push(audit["verdict"].clone());
    parts.extend(audit["readiness"].as_array().expect("readiness").iter().cloned());
    let dimensions = ["all", "segment"];
    let is_shown = |metric: &&Value| dimensions.contains(&metric["cohort"]["dimension"].as_str().unwrap_or_default());
    parts.extend(audit["metrics"].as_array().expect("metrics").iter().filter(is_shown).map(rounded));
    for rule in audit["rules"].as_array().expect("rules") {
        parts.push(json!([rule["code"], rule["severity"], rule["findings"], rule["deals"], rule["judged"]]));
    }
    for deal in audit["deals"].as_array().expect("deals") {
        parts.push(rounded(&json!([
            deal["deal_id"],
            deal["tier"],
            deal["stage"],
            deal["decision"],
            deal["scores"]["overall"],
            deal["elements"],
            deal["events"],
            deal["findings"]
        ])));
    }
    parts
}

/// Numbers to nine digits: the last ones may differ between processors.
fn rounded(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap_or_default();
            json!((number * 1e9).round() / 1e9)
        }
        Value::Array(items) => items.iter().map(rounded).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (key.clone(), rounded(value))).collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

fn lines(parts: &[Value]) -> Vec<String> {
    parts.iter().map(Value::to_string).collect()
}

#[test]
fn hubspot() {
    golden("hubspot");
}

#[test]
fn salesforce() {
    golden("salesforce");
}
