//! Revenue retention weighs customers by what they are worth: one that is worth nothing weighs nothing, one that is worth less is left out.

mod support;

use serde_json::{Value, json};
use support::audit_of;

/// One customer that stayed, one that left, and what each deal is worth.
fn retention(worth: [&str; 3]) -> Value {
    let deals: String = (1..)
        .zip(worth)
        .map(|(nth, amount)| format!("D{nth},Deal {nth},A{nth},Closed Won,2026-01-05T10:00:00Z,Ada,Cy,{amount}\n"))
        .collect();
    let audit = audit_of(&[
        ("deals.csv", &format!("deal_id,deal_name,account_id,stage,closed_at,owner,csm,amount\n{deals}")),
        ("accounts.csv", "account_id,account_name,churned_at\nA1,One,\nA2,Two,2026-02-01\nA3,Three,\n"),
        ("audit.toml", "[audit]\nas_of = 2026-06-30\n"),
    ]);
    let is_wanted = |metric: &&Value| metric["id"] == "revenue_retention_90d" && metric["cohort"]["dimension"] == "all";
    audit["metrics"].as_array().expect("metrics").iter().find(is_wanted).expect("the figure").clone()
}

#[test]
fn an_amount_below_zero_is_left_out_and_counted() {
    let mixed = retention(["12000", "-1500", "0"]);
    assert_eq!((&mixed["numerator"], &mixed["denominator"]), (&json!(12000.0), &json!(12000.0)));
    assert_eq!((&mixed["value"], &mixed["excluded"]), (&json!(1.0), &json!({ "annual_value_below_zero": 1 })));
    let blank = retention(["12000", "4000", ""]);
    assert_eq!((&blank["value"], &blank["excluded"]), (&json!(0.75), &json!({ "no_annual_value": 1 })));
}

#[test]
fn where_no_amount_is_above_zero_there_is_no_rate() {
    let nothing = retention(["0", "-1500", ""]);
    assert_eq!(nothing["status"], "not_computable");
    assert_eq!(nothing["reason"], "no annual value above zero");
    assert_eq!(nothing["excluded"], json!({ "annual_value_below_zero": 1, "no_annual_value": 1 }));
}
