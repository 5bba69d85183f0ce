//! What the property history shows by `as_of`, and what it cannot show yet.

mod support;

use std::fs;

use serde_json::Value;
use support::run_files;

/// `[numerator, denominator]` of the deals that were complete at their close, with one row of history of D1 at that time.
fn complete_at_close(changed_at: &str) -> (Value, Value) {
    let files = [
        (
            "deals.csv",
            "deal_id,stage,closed_at,why_now\nD1,Closed Won,2026-03-02T10:00:00Z,Their contract ends in June\n\
             D2,Closed Won,2026-03-03T10:00:00Z,Their contract ends in May\n"
                .to_owned(),
        ),
        (
            "field_history.csv",
            format!(
                "deal_id,field,old_value,new_value,changed_at\nD1,why_now,,Their contract ends in June,{changed_at}\n"
            ),
        ),
        ("audit.toml", "[audit]\nas_of = 2026-05-01\n".to_owned()),
    ];
    let home = run_files(&files.map(|(name, text)| (name.to_owned(), text)));
    let audit = fs::read(home.path().join("out/audit.json")).expect("audit.json");
    let audit: Value = serde_json::from_slice(&audit).expect("JSON");
    let mut figures = audit["metrics"].as_array().expect("metrics").iter();
    let is_it = |figure: &&Value| {
        figure["id"] == "fields_complete_at_close_rate_captured" && figure["cohort"]["dimension"] == "all"
    };
    let figure = figures.find(is_it).expect("the figure");
    (figure["numerator"].clone(), figure["denominator"].clone())
}

#[test]
fn a_change_after_as_of_is_no_history_yet() {
    assert_eq!(complete_at_close("2026-03-01T10:00:00Z").1, 1.0);
    assert_eq!(complete_at_close("2026-04-01T10:00:00Z"), (0.0.into(), 1.0.into()));
    let (_, later) = complete_at_close("2026-06-01T10:00:00Z");
    assert!(later == 0.0 || later.is_null(), "{later}");
}
