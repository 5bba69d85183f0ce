//! Who is still a customer: what exports say of it by dates, statuses, subscriptions and lists of those who left.

mod support;

use serde_json::Value;
use support::{audit_of, counts, note};

/// Numerator and denominator of a figure over all deals, or why there are none.
fn figure(audit: &Value, id: &str) -> Result<(u64, u64), String> {
    let is_wanted = |metric: &&Value| metric["id"] == id && metric["cohort"]["dimension"] == "all";
    let metric = audit["metrics"].as_array().expect("metrics").iter().find(is_wanted).expect(id);
    let count = |name: &str| metric[name].as_f64().expect("a count") as u64;
    match metric["reason"].as_str() {
        Some(reason) if metric["status"] == "not_computable" => Err(reason.to_owned()),
        _ => Ok((count("numerator"), count("denominator"))),
    }
}

#[test]
fn a_list_of_those_who_left_is_no_rate_of_those_who_stayed() {
    let row = |n: usize| format!("{n},Deal {n},A{n},Acme {n},Closed Won,2026-01-05,Ann\n");
    let heads = "deal_id,deal_name,account_id,account_name,stage,closed_at,owner\n";
    let deals = heads.to_owned() + &(1..=8).map(row).collect::<String>();
    let retention = |rows: &str| {
        let churn = format!("Account,Churned?,Churn date\n{rows}");
        let settings = "[audit]\nas_of = 2026-06-30\n";
        let audit = audit_of(&[("deals.csv", &deals), ("churn.csv", &churn), ("audit.toml", settings)]);
        figure(&audit, "retention_90d")
    };
    let left = "Acme 1,yes,2026-02-01\nAcme 2,yes,2026-03-01\nAcme 3,yes,2026-03-05\n";
    let why = retention(left).expect_err("no rate");
    assert!(why.contains("nothing shows who stayed"), "{why}");
    assert_eq!(retention(&format!("{left}Acme 4,no,\nAcme 5,no,N/A\n")), Ok((2, 5)));
}

#[test]
fn a_customer_who_is_gone_by_the_status_did_not_stay() {
    let deals = "deal_id,account_id,stage,closed_at\n1,A,Closed Won,2026-01-10\n2,B,Closed Won,2026-01-10\n3,C,Closed Won,2026-01-10\n";
    let accounts = "account_id,status,churned_at\nA,Active,\nB,Churned,\nC,Churned,2026-02-01\n";
    let settings = ("audit.toml", "[audit]\nas_of = 2026-08-01\n");
    let audit = audit_of(&[("deals.csv", deals), ("accounts.csv", accounts), settings]);
    let mut all = audit["metrics"].as_array().expect("figures").iter();
    let kept = all.find(|one| one["id"] == "retention_90d" && one["cohort"]["dimension"] == "all").expect("the figure");
    assert_eq!((&kept["numerator"], &kept["denominator"]), (&1.0.into(), &2.0.into()), "{kept}");
}

#[test]
fn a_subscription_that_runs_says_more_than_a_status() {
    let deals =
        "deal_id,deal_name,account_id,stage,won_at\n1,Acme,A1,Closed Won,2026-01-05\n2,Bolt,A2,Closed Won,2026-01-05\n";
    let accounts = "account_id,account_name,status,churned_at\nA1,Acme,Lost,\nA2,Bolt,Active,\n";
    let runs =
        "subscription_id,account_id,status,started_at,ended_at\nS1,A1,active,2026-01-05,\nS2,A2,active,2026-01-05,\n";
    let settings = ("audit.toml", "[audit]\nas_of = 2026-09-30\n");
    let files = [settings, ("deals.csv", deals), ("accounts.csv", accounts)];
    assert_eq!(counts(&audit_of(&files), "retention_90d"), (1, 1), "gone, and nobody knows since when");
    let paid: Vec<(&str, &str)> = files.into_iter().chain([("subscriptions.csv", runs)]).collect();
    assert_eq!(counts(&audit_of(&paid), "retention_90d"), (2, 2));
}

#[test]
fn a_deal_without_an_account_tells_when_its_customer_left() {
    let deals = "Deal ID,Deal Name,Stage,Close Date,Churn Date\n1,Acme,Closed Won,2026-01-05,2026-02-20\n2,Bolt,Closed Won,2026-01-06,\n\
                 3,Gin,Closed Won,2026-01-07,2026-08-01\n";
    let audit = audit_of(&[("audit.toml", "[audit]\nas_of = 2026-09-30\n"), ("deals.csv", deals)]);
    assert_eq!(counts(&audit, "retention_90d"), (2, 3), "{:#}", audit["sources"]);
}

#[test]
fn contracts_that_begin_with_a_month_have_kept_their_days() {
    let starts = ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01"];
    let texts = ["15/05/2026", "20/06/2026", "21/07/2026", "22/08/2026", "23/09/2026"];
    let row = |(nth, start): (usize, &&str)| format!("{nth},Closed Won,2026-01-20,{start}\n");
    let rows: String = starts.iter().chain(&texts).enumerate().map(row).collect();
    let deals = format!("Deal ID,Stage,Close Date,Contract Start Date\n{rows}");
    assert!(note(&audit_of(&[("deals.csv", &deals)]), "swapped-days").is_none());
    let swapped = deals.replace("-01\n", "-05\n");
    assert!(note(&audit_of(&[("deals.csv", &swapped)]), "swapped-days").is_some());
}
