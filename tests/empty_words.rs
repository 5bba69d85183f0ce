//! What programs write for an empty cell, and what is said where a column that everything rests on is not read.

mod support;

use support::{audit_of, note};

fn deals(heading: &str, rows: &[&str]) -> String {
    heading.to_owned() + "\n" + &rows.iter().map(|row| format!("{row}\n")).collect::<String>()
}

#[test]
fn the_marker_of_an_empty_cell_is_no_type_of_deal() {
    for heading in ["deal_id,deal_name,stage,closed_at,deal_type", "Deal ID,Deal Name,Stage,Close Date,Deal Type"] {
        for marker in ["#N/A", "NULL", "None", "NaN", "n/a", "--None--", ""] {
            let row = format!("1,Acme,Closed Won,2026-01-05,{marker}");
            let audit = audit_of(&[("deals.csv", &deals(heading, &[&row, "2,Bolt,Closed Won,2026-01-06,Partner"]))]);
            let population = &audit["population"];
            assert_eq!((&population["in_scope"], &population["other_types"]), (&1.into(), &1.into()), "{marker}");
        }
    }
}

#[test]
fn a_column_that_is_not_there_is_named_before_the_words_in_another() {
    let said = |text: &str, kind: &str| {
        let audit = audit_of(&[("deals.csv", text)]);
        note(&audit, kind).expect("said").to_string()
    };
    let nameless = deals("stage,closed_at,amount,currency", &["Closed Won,2026-01-05,10,EUR"]);
    assert!(said(&nameless, "no-win").contains("none of 1 row of deals has an id"));
    let stageless = deals("deal_id,deal_name,closed_at,amount", &["1,Acme,2026-01-05,10", "2,Bolt,2026-01-05,10"]);
    assert!(said(&stageless, "no-win").contains("no column of the deals is read as their stage"));
    let undated = deals("deal_id,deal_name,stage,amount", &["1,Acme,Closed Won,10"]);
    let said = said(&undated, "none-in-scope");
    assert!(said.contains("export the date of winning") && !said.contains("--from"), "{said}");
}

#[test]
fn nothing_asked_is_nothing_answered() {
    let bare = deals("deal_id,deal_name,stage,closed_at", &["1,Acme,Closed Won,2026-01-05"]);
    let audit = audit_of(&[("deals.csv", &bare), ("audit.toml", "[audit]\nas_of = 2026-03-01\n")]);
    let rate =
        audit["metrics"].as_array().expect("figures").iter().find(|one| one["id"] == "fields_complete_rate_captured");
    let rate = rate.expect("the figure");
    assert_eq!((&rate["status"], &rate["numerator"]), (&"not_computable".into(), &serde_json::Value::Null), "{rate}");
}
