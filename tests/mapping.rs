//! What an export says does not depend on how it is written: notation of dates, missing ids, group rows, spreadsheets.

mod support;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use support::{call, run_files};

fn audit(home: &Path) -> Value {
    serde_json::from_slice(&fs::read(home.join("out/audit.json")).expect("audit.json")).expect("JSON")
}

fn run(files: &[(&str, &str)]) -> Value {
    let files: Vec<(String, String)> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    audit(run_files(&files).path())
}

/// `2026-03-04T..` becomes `04-03-2026 ..`: the date that every cell begins with, the rest as it is.
fn day_first(text: &str) -> String {
    let mut rows = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows.records() {
        let row = row.expect("a row");
        let cells = row.iter().map(|cell| match cell.as_bytes() {
            [y @ .., b'-', m0, m1, b'-', d0, d1] if y.len() == 4 && y.iter().all(u8::is_ascii_digit) => {
                format!("{}{}-{}{}-{}", *d0 as char, *d1 as char, *m0 as char, *m1 as char, &cell[..4])
            }
            bytes if bytes.len() > 10 && bytes[4] == b'-' && bytes[7] == b'-' && matches!(bytes[10], b'T' | b' ') => {
                format!("{}-{}-{} {}", &cell[8..10], &cell[5..7], &cell[..4], &cell[11..])
            }
            _ => cell.to_owned(),
        });
        out.write_record(cells.collect::<Vec<_>>()).expect("written");
    }
    String::from_utf8(out.into_inner().expect("bytes")).expect("text")
}

#[test]
fn iso_dates_and_day_first_dates_give_equal_figures() {
    let home = tempfile::tempdir().expect("a folder");
    let exports = home.path().join("exports");
    let plain = exports.to_str().expect("plain").to_owned();
    assert!(
        call(&["sample", "--deals", "60", "--seed", "9", "--profile", "generic", "--out", &plain]).status.success()
    );
    let mut files = Vec::new();
    for entry in fs::read_dir(&exports).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.ends_with(".csv") {
            files.push((name, fs::read_to_string(&path).expect("text")));
        }
    }
    let other: Vec<(String, String)> = files.iter().map(|(name, text)| (name.clone(), day_first(text))).collect();
    assert!(files.iter().zip(&other).any(|(left, right)| left.1 != right.1), "dates were rewritten");
    let (left, right) = (audit(run_files(&files).path()), audit(run_files(&other).path()));
    for part in ["as_of", "population", "metrics", "verdict", "rules"] {
        assert!(left[part] == right[part], "{part} differs");
    }
}

const DEALS: &str =
    "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Deal owner,Associated Company IDs,Associated Company
1,Alpha,Closed Won,2026-01-05,2025-12-01,Ada,10,Acme Inc.
2,Beta,Closed Won,2026-01-06,2025-12-02,Ada,20,Bolt GmbH
3,Gamma,Closed Won,2026-01-07,2025-12-03,Bo,30,Twin
4,Delta,Closed Won,2026-01-08,2025-12-04,Bo,40,Twin Ltd
";

#[test]
fn rows_without_ids_are_linked_by_a_name_that_is_one_accounts_alone() {
    let tracker = "Customer,CSM,Kickoff Date,Status\nACME,Cy,2026-01-12,Done\nwww.bolt.example,Cy,2026-01-13,Done\n\
                   Twin,Cy,2026-01-14,Done\nAcmee,Cy,2026-01-15,Done\n";
    let accounts = "Record ID,Company name,Company Domain Name\n10,Acme Inc.,acme.example\n20,Bolt GmbH,bolt.example\n\
                    30,Twin,one.example\n40,Twin Ltd,two.example\n";
    let audit = run(&[("deals.csv", DEALS), ("onboarding.csv", tracker), ("companies.csv", accounts)]);
    let count = |kind: &str| {
        let notes = audit["data_health"].as_array().expect("notes");
        notes.iter().find(|note| note["kind"] == kind).map_or(0, |note| note["count"].as_u64().expect("a count"))
    };
    assert_eq!(count("linked-by-name"), 1, "{:#}", audit["data_health"]);
    assert_eq!(count("linked-by-domain"), 1);
    assert_eq!(count("ambiguous-name"), 1);
    assert_eq!(count("unknown-name"), 1);
    let notes = audit["data_health"].to_string();
    assert!(notes.contains("2 accounts bear this name") && notes.contains("the nearest is"), "{notes}");
    assert_eq!(audit["population"]["unlinked"]["onboarding"], 2);
}

#[test]
fn groups_and_subitems_of_a_board_are_no_projects() {
    let board = "Onboarding board,,,,,\nActive,,,,,\nName,Subitems,CSM,Customer,Kickoff Date,Item ID (auto generated)\n\
                 Alpha rollout,Task 1,Cy,Acme Inc.,2026-01-12,901\nSubitems,Name,Owner,Status,,\n,Task 1,Cy,Done,,\n\
                 Done,,,,,\nBeta rollout,,Cy,Bolt GmbH,2026-01-13,902\n";
    let audit = run(&[("deals.csv", DEALS), ("board.csv", board)]);
    let source = audit["sources"].as_array().expect("sources").iter().find(|source| source["path"] == "board.csv");
    let source = source.expect("the board");
    assert_eq!(
        (source["table"].as_str(), source["profile"].as_str()),
        (Some("onboarding"), Some("monday")),
        "{source:#}"
    );
    assert_eq!(source["rows_used"], 2, "{source:#}");
    let aside: u64 = source["rows_set_aside"].as_object().expect("reasons").values().filter_map(Value::as_u64).sum();
    assert_eq!(source["rows_read"].as_u64(), Some(2 + aside));
}

#[test]
fn ids_that_a_spreadsheet_damaged_join_nothing_and_are_named() {
    let notes = "activity_id,deal_id,type,author,occurred_at\nA-1,1.2E+10,note,Ada,2026-01-06\nA-2,1.0,note,Ada,2026-01-06\n\
                 A-3,1,note,Ada,2026-01-06\n";
    let audit = run(&[("deals.csv", DEALS), ("activities.csv", notes)]);
    let health = audit["data_health"].as_array().expect("notes");
    let damaged = health.iter().find(|note| note["kind"] == "damaged-id").expect("a note");
    assert_eq!(damaged["count"], 2);
    assert!(damaged.to_string().contains("1.2E+10"));
    assert_eq!(audit["population"]["unlinked"]["activities"], 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever stands in the cells: no panic, and rows read are rows used and rows set aside.
    #[test]
    fn rows_balance_whatever_the_cells_hold(
        cells in proptest::collection::vec(
            prop_oneof![
                "[ -~]{0,12}", "\\PC{0,6}", "[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}", "-?[0-9.,]{1,9}( ?[€$kKmM%])?",
                Just("TRUE".to_owned()), Just("#N/A".to_owned()), Just("1.2E+10".to_owned()), Just("=1+1".to_owned()),
                Just("Closed Won".to_owned()),
            ],
            8..80,
        )
    ) {
        let mut out = csv::Writer::from_writer(Vec::new());
        let headings = ["Record ID", "Deal Name", "Deal Stage", "Close Date", "Amount", "Deal owner", "Is Closed Won", "Champion at Risk"];
        out.write_record(headings).expect("written");
        for row in cells.chunks_exact(headings.len()) {
            out.write_record(row).expect("written");
        }
        let deals = String::from_utf8(out.into_inner().expect("bytes")).expect("text");
        let home = tempfile::tempdir().expect("a folder");
        support::write_files(&home.path().join("in"), &[("deals.csv".to_owned(), deals)]);
        let (source, target) = (home.path().join("in"), home.path().join("out"));
        let output = call(&["run", source.to_str().expect("plain"), "--out", target.to_str().expect("plain")]);
        // 3: a file without a row that can be used is refused, with the reason.
        prop_assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
        if output.status.success() {
            for source in audit(home.path())["sources"].as_array().expect("sources") {
                let number = |name: &str| source[name].as_u64().expect("a count");
                let aside: u64 = source["rows_set_aside"].as_object().expect("reasons").values().filter_map(Value::as_u64).sum();
                prop_assert_eq!(number("rows_read"), number("rows_used") + aside);
            }
        }
    }
}

#[test]
fn the_order_of_dates_is_decided_from_the_whole_column() {
    let mut deals = "Record ID,Deal Name,Deal Stage,Close Date\n".to_owned();
    for row in 1..=2_600 {
        deals += &format!("{row},Deal {row},Closed Won,03/04/2026\n");
    }
    deals += "2601,Last,Closed Won,25/04/2026\n";
    let audit = run(&[("deals.csv", &deals)]);
    let unreadable =
        audit["data_health"].as_array().expect("notes").iter().any(|note| note["kind"] == "unreadable-cell");
    assert!(!unreadable, "{:#}", audit["data_health"]);
    let notes = audit["sources"][0]["notes"].to_string();
    assert!(notes.contains("read as day/month because 1 cell can only be that"), "{notes}");
}
