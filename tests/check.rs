//! `check` for machines: one JSON document, whatever the exports are like, with what it ends with inside.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::call;

const DEALS: &str = "deal_id,deal_name,account_id,stage,closed_at,owner,csm,amount
D1,One,A1,Closed Won,2026-01-05T10:00:00Z,Ada,Cy,12000
";

/// The one document that `check` prints of a folder, and its exit code.
fn checked(files: &[(&str, &str)]) -> (Value, Option<i32>) {
    let home = tempfile::tempdir().expect("a folder");
    let write = |(name, text): &(&str, &str)| fs::write(home.path().join(name), text).expect("written");
    files.iter().for_each(write);
    let output = call(&["check", plain(home.path()), "--format", "json"]);
    (serde_json::from_slice(&output.stdout).expect("one JSON document"), output.status.code())
}

fn plain(path: &Path) -> &str {
    path.to_str().expect("plain")
}

#[test]
fn what_is_not_ready_is_told_inside_the_document() {
    let (ready, code) = checked(&[("deals.csv", DEALS)]);
    assert_eq!((&ready["error"], code), (&Value::Null, Some(0)), "{}", ready["readiness"]);
    let answer = "[cs_can_reject]\nanswer = \"no\"\nby = \"Hanna Head\"\non = \"2026-01-09\"\n";
    let (unready, code) = checked(&[("deals.csv", DEALS), ("questionnaire.toml", answer)]);
    assert_eq!((&unready["error"]["exit_code"], code), (&1.into(), Some(1)));
    assert_eq!(unready["error"]["message"], "not ready: cs_can_reject");
    assert_eq!(unready["population"]["won"], 1, "the document is whole all the same");
}

#[test]
fn so_is_what_cannot_be_audited() {
    let (without_deals, code) = checked(&[("notes.csv", "colour,size\nred,2\nblue,3\n")]);
    assert_eq!(without_deals["error"]["exit_code"].as_i64(), code.map(i64::from));
    assert!(without_deals["error"]["message"].is_string(), "{without_deals}");
    assert_eq!(without_deals["files"][0]["table"], Value::Null, "which says what became of each file");
}
