//! Records of one id that one file tells twice and differently: nothing says which row is the newer one.

mod support;

use serde_json::Value;
use support::{audit_of, note};

const DEALS: &str = "deal_id,deal_name,stage,deal_type,closed_at,account_id
1,Alpha,Closed Won,New Business,2026-01-05,A1
2,Beta,Closed Won,New Business,2026-01-05,A2
";

/// What data health says of one more export beside two deals.
fn told(table: &str, export: &str) -> Option<Value> {
    note(&audit_of(&[("deals.csv", DEALS), (table, export)]), "retold-within").cloned()
}

#[test]
fn an_account_with_two_segments_is_told() {
    let head = "account_id,account_name,segment\nA1,Acme,SMB\nA2,Bolt,SMB\n";
    let said = told("accounts.csv", &format!("{head}A2,Bolt,Enterprise\n")).expect("one account, twice");
    assert_eq!(
        said["sentence"],
        "1 account stands twice in one file with different values and no time of change: the row that comes first was believed, of churn dates the first one after the win"
    );
    assert_eq!(said["examples"][0], "accounts.csv: 1 record (segment)");
    assert_eq!(told("accounts.csv", &format!("{head}A2,Bolt Inc,smb\nA1,Acme,\n")), None, "no other value");
}

#[test]
fn a_subscription_that_ended_and_goes_on_is_told_and_its_items_and_periods_are_not() {
    let head = "subscription_id,account_id,status,started_at,ended_at,annual_value\n";
    let rows = |one: &str, other: &str| told("subscriptions.csv", &format!("{head}s1,A1,{one}\ns1,A1,{other}\n"));
    let said = rows("active,2026-01-05,,1000", "cancelled,2026-01-05,2026-03-01,1000").expect("one contract, twice");
    assert_eq!(said["examples"][0], "subscriptions.csv: 1 record (ended at, status)");
    assert!(rows("active,2026-01-05,,", "active,2026-01-05,2026-03-01,").is_some(), "ended and goes on");
    assert_eq!(rows("active,2026-01-05,,1000", "cancelled,2026-01-05,2026-03-01,500"), None, "another item");
    assert_eq!(rows("cancelled,2025-01-05,2026-01-04,1000", "active,2026-01-05,,1000"), None, "another period");
    let other_ids = format!("{head}s1,A1,active,2026-01-05,,1000\ns2,A1,cancelled,2026-01-05,2026-03-01,1000\n");
    assert_eq!(told("subscriptions.csv", &other_ids), None);
}

#[test]
fn a_project_with_two_kickoffs_is_told() {
    let head = "project_id,deal_id,record_kind,kickoff_at\nP1,1,onboarding,2026-01-08\n";
    assert_eq!(told("onboarding.csv", &format!("{head}P1,1,onboarding,2026-01-20\n")).expect("told")["count"], 1);
    assert_eq!(told("onboarding.csv", &format!("{head}P1,1,implementation,2026-01-20\n")), None, "of another kind");
    assert_eq!(told("onboarding.csv", &format!("{head}P1,2,onboarding,2026-01-20\n")), None, "of another deal");
    let nameless = head.replace("P1", "") + ",1,onboarding,2026-01-20\n";
    assert_eq!(told("onboarding.csv", &nameless), None, "a deal may have two projects");
}
