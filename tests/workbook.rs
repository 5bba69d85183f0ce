//! `audit.xlsx` as another program reads it: it opens, its cells have their types, it holds no formula, and it says what
//! the CSV files beside it say, which are read back by the same program.
//!
//! Needs Python with openpyxl (`PYTHON` names another interpreter). Where it is absent the checks are skipped with a
//! visible line; under `CI=true` absence is a failure.

mod support;

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

/// An interpreter that has openpyxl.
fn python() -> Option<OsString> {
    let has_openpyxl = |python: &OsString| {
        let mut command = Command::new(python);
        command.args(["-c", "import openpyxl"]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let found = std::env::var_os("PYTHON")
        .into_iter()
        .chain(["python3", "/usr/bin/python3"].map(OsString::from))
        .find(has_openpyxl);
    if found.is_none() {
        support::skip("workbook checks", "Python with openpyxl");
    }
    found
}

fn check(python: &OsString, out: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbook/check.py");
    let output = Command::new(python).arg(script).arg(out).output().expect("Python starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn another_program_reads_the_demo_workbook_as_the_csv_files() {
    if let Some(python) = python() {
        check(&python, &support::demo().path().join("out"));
    }
}

#[test]
fn another_program_reads_hostile_strings_as_the_strings_that_they_are() {
    if let Some(python) = python() {
        for files in [support::hostile_exports(), support::payload_exports(&support::few_payloads())] {
            check(&python, &support::run_files(&files).path().join("out"));
        }
    }
}

#[test]
fn another_program_opens_the_workbook_of_an_audit_of_nothing() {
    if let Some(python) = python() {
        let deals = "deal_id,stage,closed_at\nD-1,Open,\n".to_owned();
        check(&python, &support::run_files(&[("deals.csv".to_owned(), deals)]).path().join("out"));
    }
}
