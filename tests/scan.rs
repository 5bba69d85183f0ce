//! `scan` at the terminal: a text, a file, a table or standard input in; text, CSV or JSON out; exit codes.

mod support;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use support::{call, program};

const PROMISE: &str = "We will include 20 extra seats at no cost, live by 1 March 2026.";

/// What was said on standard output by a call that succeeds.
fn said(arguments: &[&str]) -> String {
    let output = call(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_text_is_read_and_every_hit_names_a_rule_that_explains_itself() {
    let answer = said(&["scan", PROMISE]);
    assert!(answer.contains("possible commitment (timeline;discount;scope), to be confirmed"), "{answer}");
    let rules: Vec<&str> = answer.lines().filter_map(|line| line.trim().strip_prefix("rule:")).collect();
    assert!(!rules.is_empty());
    for rule in rules {
        let page = said(&["explain", rule.trim()]);
        assert!(page.contains("looks for:") && page.contains("stopped when"), "{page}");
    }
    assert_eq!(said(&["scan", "Lunch was fine."]), "text: nothing found\n");
    assert_eq!(said(&["scan", "Fine."]), "text: nothing found\n");
}

#[test]
fn standard_input_and_a_file_read_like_a_text() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("note.txt");
    fs::write(&file, PROMISE).expect("written");
    let of_file = said(&["scan", file.to_str().expect("plain")]);
    for arguments in [&["scan"][..], &["scan", "-"]] {
        let mut child =
            program().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
        child.stdin.take().expect("piped").write_all(PROMISE.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0));
        let of_input = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(of_input.split_once(':').map(|(_, rest)| rest), of_file.rsplit_once(".txt:").map(|(_, rest)| rest));
    }
}

#[test]
fn a_table_gives_a_row_a_text_and_no_cell_is_a_formula() {
    let home = tempfile::tempdir().expect("a folder");
    let table = home.path().join("notes.csv");
    fs::write(&table, format!("key,note\n=1+1,\"{PROMISE}\"\nb,\nc,Their budget is not approved yet.\n"))
        .expect("written");
    let path = table.to_str().expect("plain");
    let answer = said(&["scan", path, "--id", "key", "--text", "note"]);
    let mut reader = csv::Reader::from_reader(answer.as_bytes());
    assert_eq!(reader.headers().expect("headings"), vec!["id", "commitments", "risks", "evidence"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!((&rows[0][0], &rows[0][1]), ("'=1+1", "timeline;discount;scope"));
    assert_eq!((&rows[1][1], &rows[1][2], &rows[1][3]), ("", "", ""));
    assert_eq!((&rows[2][0], &rows[2][2]), ("c", "budget"));
}

#[test]
fn json_holds_the_figures_of_each_hit() {
    let answer = said(&["scan", PROMISE, "--format", "json", "--side", "seller"]);
    let value: serde_json::Value = serde_json::from_str(&answer).expect("a line of JSON");
    let hit = &value["hits"][0];
    assert_eq!(hit["status"], "to be confirmed");
    let figures: Vec<(&str, &str)> = hit["figures"]
        .as_array()
        .expect("figures")
        .iter()
        .map(|figure| (figure["kind"].as_str().expect("a kind"), figure["text"].as_str().expect("words")))
        .collect();
    assert_eq!(figures, [("seats", "20 extra seats"), ("date", "1 March 2026")]);
}

#[test]
fn what_cannot_be_read_as_asked_ends_with_its_code() {
    let home = tempfile::tempdir().expect("a folder");
    let table = home.path().join("notes.csv");
    fs::write(&table, "id,text\n1,hello\n").expect("written");
    let path = table.to_str().expect("plain");
    for (arguments, code, words) in [
        (vec!["scan", path, "--text", "body"], 2, "the columns are: id, text"),
        (vec!["scan", "no-such-file.csv", "--text", "body"], 3, "no-such-file.csv"),
        (vec!["scan", "no-such-note.txt"], 3, "no-such-note.txt"),
        (vec!["scan", path, "--format", "xml"], 2, "xml"),
    ] {
        let output = call(&arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{stderr}");
        assert!(stderr.contains(words), "{stderr}");
    }
}
