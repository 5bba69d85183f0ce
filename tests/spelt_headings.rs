//! Canonical headings spelt by hand: in another case, with spaces, some of a file's and not the others.

mod support;

use support::audit_of;

/// Won deals and decisions that count.
fn counted(deals: &str, reviews: &str) -> (u64, f64) {
    let rows = "1,Acme,Closed Won,2026-01-05,Ann\n2,Bolt,Closed Won,2026-01-06,Ann\n";
    let log = "1,submitted,2026-01-05\n1,accepted,2026-01-06\n2,accepted,2026-01-07\n";
    let audit = audit_of(&[
        ("deals.csv", &format!("{deals}\n{rows}")),
        ("reviews.csv", &format!("{reviews}\n{log}")),
        ("audit.toml", "[audit]\nas_of = 2026-03-01\n"),
    ]);
    let metrics = audit["metrics"].as_array().expect("figures");
    let rate = metrics.iter().find(|metric| metric["id"] == "acceptance_rate").expect("a rate");
    (audit["population"]["won"].as_u64().expect("won"), rate["numerator"].as_f64().unwrap_or_default())
}

#[test]
fn a_heading_is_its_field_s_name_in_any_spelling() {
    let plain = counted("deal_id,deal_name,stage,closed_at,owner", "deal_id,event,occurred_at");
    assert_eq!(plain, (2, 2.0));
    for (deals, reviews) in [
        ("deal id,deal name,stage,closed at,owner", "Deal ID,event,occurred_at"),
        ("deal_id,deal_name,stage,Closed_at,Owner", "deal_id,Event,Occurred At"),
        ("DEAL_ID,deal_name,Stage,closed_at,owner", "DEAL_ID,event,OCCURRED_AT"),
    ] {
        assert_eq!(counted(deals, reviews), plain, "{deals} / {reviews}");
    }
}

#[test]
fn what_stands_beside_canonical_headings_is_read_too() {
    let (log, plain) = ("deal id,event,time", (2, 2.0));
    assert_eq!(counted("deal_id,deal_name,stage,close_date,owner", log), plain);
    assert_eq!(counted("opportunity_id,name,stage,close_date,account_owner", log), plain, "no contacts");
    assert_eq!(counted("id,company,stage,close_date,owner", log), plain);
}

#[test]
fn the_status_of_a_subscription_is_read_by_its_common_name() {
    let deals = "deal_id,deal_name,account_id,stage,closed_at,owner\n1,Acme,A,Closed Won,2026-01-05,Ann\n\
                 2,Bolt,B,Closed Won,2026-01-06,Ann\n";
    let contracts = "subscription_id,account_id,subscription_status,start_date,end_date,annual_value\n\
                     S1,A,Churned,2026-01-05,2026-02-05,100\nS2,B,Active,2026-01-06,,100\n";
    let settings = "[audit]\nas_of = 2026-09-01\n";
    let audit = audit_of(&[("deals.csv", deals), ("subscriptions.csv", contracts), ("audit.toml", settings)]);
    let metrics = audit["metrics"].as_array().expect("figures");
    let rate = metrics.iter().find(|metric| metric["id"] == "retention_90d").expect("a rate");
    assert_eq!((rate["numerator"].as_f64(), rate["denominator"].as_f64()), (Some(1.0), Some(2.0)));
}
