//! Workbooks as people keep them: hidden sheets, merged cells.

mod support;

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::Value;
use support::call;

fn rows(sheet: &mut Worksheet, cells: &[&[&str]]) {
    for (row, cells) in cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).expect("a cell");
        }
    }
}

/// A book of two won deals and their kickoffs, and a sheet of last year's that is hidden.
fn book(folder: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Deals").expect("a name");
    let heads = ["Deal ID", "Deal Name", "Stage", "Close Date", "Owner"];
    rows(
        sheet,
        &[&heads, &["1", "Acme", "Closed Won", "2026-01-05", "Ann"], &["2", "Bolt", "Closed Won", "2026-01-05", "Ann"]],
    );
    let sheet = book.add_worksheet().set_name("Kickoffs").expect("a name");
    rows(sheet, &[&["Deal ID", "CSM", "Kickoff Date"], &["1", "", "2026-01-07"], &["2", "", "2026-01-08"]]);
    sheet.merge_range(1, 1, 2, 1, "Cara", &Format::new()).expect("a merge");
    let sheet = book.add_worksheet().set_name("Archive").expect("a name").set_hidden(true);
    rows(sheet, &[&heads, &["0", "Old", "Closed Won", "2025-01-05", "Bo"]]);
    book.save(folder.join("tracker.xlsx")).expect("saved");
}

fn audit(folder: &Path) -> Value {
    run_until(folder, "2026-03-01")
}

fn run_until(folder: &Path, as_of: &str) -> Value {
    let out = folder.join("out");
    let output =
        call(&["run", folder.to_str().expect("a path"), "--out", out.to_str().expect("a path"), "--as-of", as_of]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&fs::read_to_string(out.join("audit.json")).expect("read")).expect("JSON")
}

#[test]
fn a_hidden_sheet_is_read_only_where_it_is_named() {
    let home = tempfile::tempdir().expect("a folder");
    book(home.path());
    let read = audit(home.path());
    assert_eq!(read["population"]["won"], 2);
    assert!(
        read["data_health"].to_string().contains("tracker.xlsx#Archive: a hidden sheet"),
        "{}",
        read["data_health"]
    );
    let csms: Vec<&Value> = read["deals"].as_array().expect("deals").iter().map(|deal| &deal["csm"]).collect();
    assert_eq!(csms, ["Cara", "Cara"], "the merged cell names both");
    let settings = "[[source]]\npath = \"tracker.xlsx\"\n";
    fs::write(home.path().join("audit.toml"), settings).expect("written");
    assert_eq!(audit(home.path())["population"]["won"], 2);
    let settings = settings.to_owned() + "[[source]]\npath = \"tracker.xlsx#Archive\"\n";
    fs::write(home.path().join("audit.toml"), settings).expect("written");
    assert_eq!(audit(home.path())["population"]["won"], 3);
}

#[test]
fn the_other_sheets_show_which_number_is_the_day() {
    let home = tempfile::tempdir().expect("a folder");
    let deals = "deal_id,deal_name,account_id,stage,closed_at,owner\n\
        1,Acme,A1,Closed Won,05/01/2026,Ann\n2,Bolt,A2,Closed Won,16/01/2026,Ann\n3,Cube,A3,Closed Won,20/01/2026,Bo\n";
    let churn = "account_id,account_name,churned_at\nA1,Acme,06/03/2026\nA2,Bolt,12/03/2026\nA3,Cube,\n";
    fs::write(home.path().join("deals.csv"), deals).expect("written");
    fs::write(home.path().join("churn.csv"), churn).expect("written");
    let kept = |audit: &Value| {
        let figures = audit["metrics"].as_array().expect("figures").iter();
        let mut whole = figures.filter(|one| one["id"] == "retention_90d" && one["cohort"]["dimension"] == "all");
        let figure = whole.next().expect("a figure").clone();
        (figure["numerator"].as_f64(), figure["denominator"].as_f64())
    };
    let read = run_until(home.path(), "2026-12-31");
    assert_eq!(kept(&read), (Some(1.0), Some(3.0)), "left in March");
    let said = read["sources"].to_string();
    assert!(said.contains("read as day/month because dates of other files can only be that"), "{said}");
    // Where the others do not agree, the commoner order is said to be a choice.
    fs::write(home.path().join("users.csv"), "user_id,name,created_at\nU1,Ann,01/31/2025\n").expect("written");
    assert_eq!(kept(&run_until(home.path(), "2026-12-31")), (Some(3.0), Some(3.0)), "left in June and December");
}
