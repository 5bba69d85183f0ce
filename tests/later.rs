//! What the exports date after an inferred date of the data.

mod support;

use support::{audit_of, note};

const DEALS: &str = "deal_id,deal_name,stage,deal_type,closed_at,account_id
1,Alpha,Closed Won,New Business,2026-01-05,A1
2,Beta,Closed Won,New Business,2026-01-05,A2
";
const REVIEWS: &str = "deal_id,event,occurred_at\n1,submitted,2026-01-06\n1,accepted,2026-01-07\n";

#[test]
fn what_lies_after_the_date_of_the_data_is_told_where_it_may_have_happened() {
    let subscriptions = "subscription_id,account_id,status,started_at,ended_at\ns1,A1,Cancelled,2026-01-05,2026-06-30\n\
                         s2,A2,active,2026-01-05,2026-12-31\n";
    let accounts = "account_id,account_name,churned_at\nA1,Acme,\nA2,Bolt,2026-07-01\n";
    let kickoffs = "deal_id,kickoff_at\n1,2026-01-12\n2,2026-01-06\n";
    let files = [
        ("deals.csv", DEALS),
        ("reviews.csv", REVIEWS),
        ("subscriptions.csv", subscriptions),
        ("accounts.csv", accounts),
        ("onboarding.csv", kickoffs),
    ];
    let audit = audit_of(&files);
    let told = note(&audit, "after-as-of").expect("later events");
    assert_eq!(told["count"], 3, "the end of a contract that runs is a plan: {told:#}");
    let expected = ["onboarding.kickoff_at: 1 row", "subscriptions.ended_at: 1 row", "accounts.churned_at: 1 row"];
    assert_eq!(told["examples"], serde_json::json!(expected));
    let said = told["sentence"].as_str().expect("a sentence");
    assert!(said.ends_with("count as not happened yet"), "nobody knows that they have not: {said}");
    assert!(told["advice"].to_string().contains("inferred"), "{told:#}");
    let set = audit_of(&[files.as_slice(), &[("audit.toml", "[audit]\nas_of = 2026-01-07\n")]].concat());
    assert!(note(&set, "after-as-of").is_some_and(|told| told["advice"].is_null()), "the date was set on purpose");
}

/// A task's time is when it is due.
#[test]
fn tasks_that_are_due_later_are_no_events() {
    let tasks = "activity_id,deal_id,type,direction,occurred_at\n1,1,task,,2026-03-01\n2,1,call,outbound,2026-01-06\n";
    let audit = audit_of(&[("deals.csv", DEALS), ("reviews.csv", REVIEWS), ("activities.csv", tasks)]);
    assert!(note(&audit, "after-as-of").is_none(), "{}", audit["data_health"]);
}
