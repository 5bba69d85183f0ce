//! What the integration tests share: the program in a clean environment, and small folders of exports.

#![allow(dead_code, reason = "each test binary uses its share")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// The program, knowing nothing of the machine's locale, zone or home.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handoff-audit"));
    command.env_clear();
    command
}

/// Runs the program and gives what it said.
pub(crate) fn call(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("the program starts")
}

/// The demo's report in `out` of a folder that goes away again.
pub(crate) fn demo() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    let output = call(&["demo", "--out", out.to_str().expect("a plain path")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    home
}

/// Writes files into a folder `exports` and runs the program on it into `out`.
pub(crate) fn run_files(files: &[(String, String)]) -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    write_files(&home.path().join("exports"), files);
    let (exports, out) = (home.path().join("exports"), home.path().join("out"));
    let output = call(&["run", exports.to_str().expect("plain"), "--out", out.to_str().expect("plain")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    home
}

/// Files into a new folder.
pub(crate) fn write_files(folder: &Path, files: &[(String, String)]) {
    fs::create_dir_all(folder).expect("a new folder");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("written");
    }
}

/// Names, notes and ids that try to run, to break out, to steer, or to become formulas.
pub(crate) const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style><svg onload=alert(1)>",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1-1",
    "@SUM(A1:A9)",
    "{{ 7 * 7 }}{% raw %}",
    "\u{202E}gnp.exe",
    "&lt;b&gt; &amp; <b>bold</b>",
    "a\u{0}b\u{7}c",
    "javascript:alert(1)",
    "Ünïcödé 名前 😀 and a very long name that goes on and on and on without any end in sight at all, really",
];

/// A folder of generic exports in which every text is hostile.
pub(crate) fn hostile_exports() -> Vec<(String, String)> {
    let mut deals = csv::Writer::from_writer(Vec::new());
    let mut reviews = csv::Writer::from_writer(Vec::new());
    let heading = [
        "deal_id",
        "deal_name",
        "stage",
        "closed_at",
        "owner",
        "csm",
        "segment",
        "region",
        "product",
        "success_metric",
        "why_now",
    ];
    deals.write_record(heading).expect("written");
    reviews.write_record(["deal_id", "event", "occurred_at", "reason"]).expect("written");
    for (number, text) in HOSTILE.iter().enumerate() {
        let id = format!("{text} {number}");
        let closed = format!("2026-05-{:02}", number + 1);
        deals
            .write_record([id.as_str(), text, "Closed Won", &closed, text, text, text, text, text, text, text])
            .expect("written");
        reviews.write_record([id.as_str(), "accepted", &format!("{closed}T12:00:00Z"), text]).expect("written");
    }
    let text = |writer: csv::Writer<Vec<u8>>| String::from_utf8(writer.into_inner().expect("flushed")).expect("text");
    vec![("deals.csv".to_owned(), text(deals)), ("reviews.csv".to_owned(), text(reviews))]
}
