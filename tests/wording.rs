//! What was read in notes is never told as a fact, and nothing proposes a promise to the customer: in any output.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use calamine::{Data, Reader, open_workbook_auto};
use serde_json::Value;

/// Sentences in the sample's notes that read like promises, a risk and a contradiction of the scope.
const IN_NOTES: [&str; 4] = [
    "We promised to have the ERP connector live by the end of October",
    "Agreed that we import three years of tickets",
    "Legal has not signed the data processing agreement",
    "Signed scope says 40 seats",
];
/// Words with which somebody would promise something to the customer, or tell a colleague to.
const PROPOSALS: [&str; 14] = [
    "we will",
    "we can offer",
    "offer the customer",
    "offer them",
    "promise the customer",
    "promise them",
    "guarantee",
    "commit to the customer",
    "assure the customer",
    "propose to the customer",
    "agree on a new date",
    "agree with the customer",
    "tell the customer that",
    "tell the customer when",
];

/// The published folder of the sample with every output that there is.
static OUT: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/hubspot");
    let run = Command::new(env!("CARGO_BIN_EXE_handoff-audit"))
        .args(["run", &source.to_string_lossy(), "--briefs", "all", "--quiet", "--out"])
        .arg(&out)
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    (home, out)
});

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    files.sort();
    files
}

/// Pieces of an output that a reader takes in at once: a line, a row, an item of a list, an object.
fn pieces(file: &Path) -> Vec<String> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if extension == "xlsx" {
        let mut book = open_workbook_auto(file).expect("a workbook");
        let row = |row: &[Data]| row.iter().map(Data::to_string).collect::<Vec<_>>().join(" | ");
        return book.worksheets().iter().flat_map(|(_, sheet)| sheet.rows().map(row).collect::<Vec<_>>()).collect();
    }
    let text = fs::read_to_string(file).expect("text");
    match extension {
        "html" => ["</p>", "</tr>", "</dd>"]
            .iter()
            .fold(text, |text, end| text.replace(end, "</li>"))
            .split("</li>")
            .map(without_tags)
            .collect(),
        "json" => objects(&serde_json::from_str(&text).expect("JSON")),
        "csv" => {
            let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            rows.records().map(|row| row.expect("a row").iter().collect::<Vec<_>>().join(" | ")).collect()
        }
        _ => text.lines().map(|line| line.replace('\\', "")).collect(),
    }
}

fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_tag = false;
    for sign in html.chars() {
        match sign {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => text.push(sign),
            _ => {}
        }
    }
    text
}

/// The texts that an object holds itself, joined.
fn objects(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.values().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ");
            std::iter::once(own).chain(fields.values().flat_map(objects)).collect()
        }
        Value::Array(values) => {
            let own = values.iter().filter_map(Value::as_str).map(str::to_owned);
            own.chain(values.iter().flat_map(objects)).collect()
        }
        _ => Vec::new(),
    }
}

fn is_told_as_open(piece: &str) -> bool {
    let lower = piece.to_lowercase();
    lower.contains("to be confirmed")
}

#[test]
fn what_was_read_in_notes_is_to_be_confirmed_wherever_it_is_shown() {
    let mut shown: Vec<&str> = Vec::new();
    let files = files(&OUT.1);
    for file in &files {
        for piece in pieces(file) {
            for sentence in IN_NOTES.iter().filter(|sentence| piece.contains(**sentence)) {
                assert!(is_told_as_open(&piece), "{}: {piece}", file.display());
                shown.push(file.extension().and_then(|extension| extension.to_str()).unwrap_or_default());
                shown.push(sentence);
            }
        }
    }
    // The test would prove nothing of an output that shows none of them.
    for wanted in ["html", "json", "csv", "xlsx", "md", "txt"].iter().chain(&IN_NOTES) {
        assert!(shown.contains(wanted), "{wanted} shows nothing that was read in notes");
    }
}

#[test]
fn a_brief_as_json_says_so_too() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/hubspot");
    let holds = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("text");
        path.extension().is_some_and(|extension| extension == "md") && IN_NOTES.iter().any(|words| text.contains(words))
    };
    let written = files(&OUT.1.join("briefs")).into_iter().find(holds).expect("a brief shows what was read");
    let stem = written.file_stem().and_then(|stem| stem.to_str()).expect("a plain name");
    let brief = Command::new(env!("CARGO_BIN_EXE_handoff-audit"))
        .args(["brief", &source.to_string_lossy(), stem.trim_start_matches("deal-"), "--format", "json"])
        .output()
        .expect("it runs");
    let brief: Value = serde_json::from_slice(&brief.stdout).expect("JSON");
    let told = objects(&brief);
    let mut read: Vec<&String> =
        told.iter().filter(|piece| IN_NOTES.iter().any(|sentence| piece.contains(sentence))).collect();
    assert!(!read.is_empty());
    read.retain(|piece| !is_told_as_open(piece));
    assert_eq!(read, Vec::<&String>::new());
}

#[test]
fn nothing_proposes_a_promise_to_the_customer() {
    let explained = handoff_audit::rules::ALL.iter().flat_map(|rule| {
        let words = rule.try_on(&rule.bad).1.unwrap_or_default();
        [rule.title, rule.failing_title, rule.rationale, rule.remedy]
            .map(str::to_owned)
            .into_iter()
            .chain([words.question])
    });
    let shown = files(&OUT.1).into_iter().flat_map(|file| pieces(&file));
    let proposes = |piece: &String| {
        let own = unquoted(piece).to_lowercase();
        PROPOSALS.iter().any(|words| own.contains(words))
    };
    assert_eq!(shown.chain(explained).filter(proposes).collect::<Vec<_>>(), Vec::<String>::new());
}

/// What is ours in a text: without what it quotes.
fn unquoted(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    let mut depth = 0;
    for sign in text.chars() {
        match sign {
            '\u{201c}' => depth += 1,
            '\u{201d}' => depth -= 1,
            _ if depth <= 0 => own.push(sign),
            _ => {}
        }
    }
    own
}
