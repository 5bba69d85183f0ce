//! A dimension with a value a deal is no list of cohorts: what is written stays small, and the cohorts still add up.

mod support;

use std::fmt::Write as _;

use serde_json::Value;

const DEALS: usize = 1_200;

fn audit() -> Value {
    let mut deals = "deal_id,stage,closed_at,owner,handoff_status\n".to_owned();
    for deal in 0..DEALS {
        let owner = if deal < 8 { "Ada".to_owned() } else { format!("Person {deal}") };
        writeln!(deals, "D-{deal},Closed Won,2026-0{}-04,{owner},Accepted", deal % 6 + 1).expect("a line");
    }
    let home = support::run_files(&[("deals.csv".to_owned(), deals)]);
    let text = std::fs::read_to_string(home.path().join("out/audit.json")).expect("an audit");
    assert!(text.len() < 6_000_000, "{} bytes", text.len());
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn a_rep_a_deal_is_told_as_small_groups() {
    let audit = audit();
    let figures = audit["metrics"].as_array().expect("figures").iter();
    let along = |dimension: &str| -> Vec<(String, u64)> {
        let of = figures.clone().filter(|one| one["id"] == "score_facts" && one["cohort"]["dimension"] == dimension);
        of.map(|one| {
            let value = one["cohort"]["value"].as_str().expect("a value").to_owned();
            (value, one["denominator"].as_f64().expect("a count") as u64)
        })
        .collect()
    };
    let [(_, whole)] = &along("all")[..] else { panic!("one whole") };
    assert_eq!(
        along("ae"),
        [("(small groups)".to_owned(), whole - 7), ("Ada".to_owned(), 7)],
        "one of Ada's eight deals is not due"
    );
    let told = audit["data_health"].as_array().expect("notes").iter().find(|note| note["kind"] == "crowded-dimension");
    assert_eq!(
        told.expect("a note")["examples"][0],
        format!("ae: {} of {} values counted together", DEALS - 8, DEALS - 7)
    );
}
