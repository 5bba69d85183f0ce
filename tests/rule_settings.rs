//! `[rules]` and `[targets]` of `audit.toml`, from the file to the exit code and to the report.

mod support;

use std::fs;

use serde_json::Value;
use support::{brief_exports, call, read_audit, write_files};
use tempfile::TempDir;

/// A folder of exports whose settings also hold this.
fn exports(settings: &str) -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let mut files = brief_exports();
    let (_, audit) = files.iter_mut().find(|(name, _)| name == "audit.toml").expect("settings");
    audit.push_str(settings);
    write_files(&home.path().join("exports"), &files);
    home
}

fn run(home: &TempDir) -> std::process::Output {
    let (exports, out) = (home.path().join("exports"), home.path().join("out"));
    call(&["run", exports.to_str().expect("plain"), "--out", out.to_str().expect("plain"), "--color", "never"])
}

#[test]
fn an_unknown_rule_threshold_severity_or_figure_ends_with_2_and_names_place_and_nearest() {
    let cases = [
        ("[rules]\nHA900 = \"off\"\n", "`HA900` is no rule", "explain"),
        ("[rules]\nsponsor-mising = \"off\"\n", "`sponsor-mising` is no rule", "did you mean `sponsor-missing`?"),
        ("[rules]\nHA614 = { day = 21 }\n", "unknown key `day`", "did you mean `days`?"),
        ("[rules]\nHA901 = { severity = \"halt\" }\n", "\"halt\"", "\"stop\", \"return\", \"warn\", \"info\""),
        ("[targets]\nacceptance_rat = 0.9\n", "`acceptance_rat` is no figure", "did you mean `acceptance_rate`?"),
    ];
    for (settings, what, help) in cases {
        let home = exports(settings);
        let output = run(&home);
        let said = String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(2), "{settings}: {said}");
        assert!(said.contains(what) && said.contains(help) && said.contains("audit.toml:7:"), "{settings}: {said}");
        assert!(!home.path().join("out").exists(), "nothing is written");
    }
}

#[test]
fn what_was_changed_is_listed_in_json_and_on_the_page() {
    let home =
        exports("[rules]\nHA105 = \"off\"\nsponsor-missing = \"info\"\nHA614 = { days = 21 }\nHA101 = \"stop\"\n");
    let output = run(&home);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let out = home.path().join("out");
    let audit: Value = read_audit(&out);
    let changes: Vec<String> = audit["rule_changes"].as_array().expect("a list").iter().map(said).collect();
    let expected = ["HA105 switched off", "HA304 severity info instead of return", "HA614 days 21 instead of 14"];
    assert_eq!(changes, expected, "its own severity is no change");
    let codes: Vec<&Value> = audit["rules"].as_array().expect("a list").iter().map(|rule| &rule["code"]).collect();
    assert!(!codes.contains(&&Value::from("HA105")) && codes.contains(&&Value::from("HA614")));
    let page = fs::read_to_string(out.join("index.html")).expect("the page");
    for part in
        ["3 changes from the defaults by audit.toml", "severity info instead of return", "days 21 instead of 14"]
    {
        assert!(page.contains(part), "{part}");
    }
}

fn said(change: &Value) -> String {
    format!("{} {}", change["code"].as_str().expect("a code"), change["change"].as_str().expect("words"))
}
