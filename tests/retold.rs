//! Records that two exports tell differently, where nothing says which is the newer one.

mod support;

use serde_json::Value;
use support::{audit_of, note};

const DEALS: &str = "deal_id,deal_name,stage,deal_type,closed_at,account_id
1,Alpha,Closed Won,New Business,2026-01-05,A1
2,Beta,Closed Won,New Business,2026-01-05,A2
";

/// An audit of two deals with two exports of one table.
fn of_two(table: &str, older: &str, newer: &str) -> Value {
    audit_of(&[("deals.csv", DEALS), (&format!("{table}-eu.csv"), older), (&format!("{table}-us.csv"), newer)])
}

#[test]
fn accounts_that_two_files_tell_differently_are_told() {
    let older = "account_id,account_name,segment,csm\nA1,Acme,SMB,Cy\nA2,Bolt,SMB,\n";
    let newer = "account_id,account_name,segment,csm\nA1,Acme,Enterprise,cy\nA2,Bolt Inc,smb,Di\n";
    let audit = of_two("accounts", older, newer);
    let told = note(&audit, "believed-by-name").expect("the file names decide");
    assert_eq!(told["count"], 1, "a blank, another name and another spelling are no other value: {told:#}");
    assert_eq!(told["examples"][0], "accounts-eu.csv and accounts-us.csv: 1 record (segment)");
    assert_eq!(audit["deals"][0]["segment"], "SMB", "the first file by its name stands");
}

#[test]
fn subscriptions_that_two_files_tell_differently_are_told() {
    let head = "subscription_id,account_id,status,started_at,ended_at\n";
    let older = format!("{head}s1,A1,active,2026-01-05,\ns2,A2,cancelled,2025-01-05,2025-12-31\n");
    let newer = format!("{head}s1,A1,cancelled,2026-01-05,2026-03-01\ns2,A2,active,2026-01-05,\n");
    let audit = of_two("subscriptions", &older, &newer);
    let told = note(&audit, "retold-record").expect("one contract, twice");
    assert_eq!(told["count"], 1, "what starts anew is another contract: {told:#}");
    assert_eq!(told["examples"][0], "subscriptions-eu.csv and subscriptions-us.csv: 1 record (ended at, status)");
    let running = format!("{head}s1,A1,,2026-01-05,\n");
    let ended = format!("{head}s1,A1,,2026-01-05,2026-03-01\n");
    let audit = of_two("subscriptions", &running, &ended);
    assert!(note(&audit, "retold-record").is_some(), "what ended by one file goes on by the other");
    let audit = of_two("subscriptions", "subscription_id,account_id,started_at\ns1,A1,2026-01-05\n", &ended);
    assert!(note(&audit, "retold-record").is_none(), "a file without the column does not say that it goes on");
}

#[test]
fn onboarding_records_that_two_files_tell_differently_are_told() {
    let head = "deal_id,csm,kickoff_at\n";
    let older = format!("{head}1,Cy,2026-01-08\n2,Cy,\n");
    let newer = format!("{head}1,Cy,2026-01-20\n2,Cy,2026-01-09\n");
    let audit = of_two("onboarding", &older, &newer);
    let told = note(&audit, "retold-record").expect("one kickoff, twice");
    assert_eq!(told["count"], 1, "{told:#}");
    let steps = format!("{older}1,Cy,2026-01-21\n");
    let audit = of_two("onboarding", &steps, &newer);
    assert!(note(&audit, "retold-record").is_none(), "a file with two records of a deal tells of two things");
}
