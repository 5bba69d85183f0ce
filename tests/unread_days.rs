//! Days that a tracker keeps in a way that nobody can read are no days on which nothing happened.

mod support;

use serde_json::Value;
use support::{FOUR_DEALS, audit_of};

fn figure<'a>(audit: &'a Value, id: &str) -> &'a Value {
    let is_it = |one: &&Value| one["id"] == id && one["cohort"]["dimension"] == "all";
    audit["metrics"].as_array().expect("figures").iter().find(is_it).expect("the figure")
}

/// (numerator, denominator, left out for a cell that could not be read).
fn counts(audit: &Value, id: &str) -> (f64, f64, u64) {
    let figure = figure(audit, id);
    let number = |name: &str| figure[name].as_f64().expect("a number");
    (number("numerator"), number("denominator"), figure["excluded"]["unreadable_cell"].as_u64().unwrap_or(0))
}

fn rule<'a>(audit: &'a Value, code: &str) -> &'a Value {
    audit["rules"].as_array().expect("rules").iter().find(|rule| rule["code"] == code).expect("the rule")
}

const LATE: (&str, &str) = ("audit.toml", "[audit]\nas_of = 2026-06-30\n");

/// Up to the end of June, when every service level has passed.
fn beside(tracker: &str) -> Value {
    let note = "deal_id,type,occurred_at,body\n1,note,2026-06-30,All is well\n";
    audit_of(&[("deals.csv", FOUR_DEALS), ("tracker.csv", tracker), ("activities.csv", note)])
}

fn audit(rows: &str) -> Value {
    beside(&format!("Deal ID,CSM,Sync Date,Kickoff Date,First Value Date\n{rows}"))
}

#[test]
fn a_day_that_cannot_be_read_is_unknown_and_not_missed() {
    let audit = audit(
        "1,Cara,2026-01-06,2026-01-07,2026-01-20\n2,Cara,5-Mar,w/c 16 Mar,Q1 26?\n3,Cara,done,held,yes\n4,Cara,,,\n",
    );
    for id in ["sync_within_sla", "kickoff_within_sla", "sync_median", "kickoff_median"] {
        let (_, n, left_out) = counts(&audit, id);
        assert_eq!((n, left_out), (2.0, 2), "{id}: {}", figure(&audit, id));
    }
    assert_eq!(counts(&audit, "first_value_within_sla"), (1.0, 2.0, 2));
    for code in ["HA604", "HA605", "HA613"] {
        let rule = rule(&audit, code);
        assert_eq!((rule["deals"].as_u64(), rule["judged"].as_u64()), (Some(1), Some(2)), "{rule}");
        assert_eq!(rule["unknowable"]["a cell that could not be read"], 2, "{rule}");
    }
}

#[test]
fn a_sync_of_a_day_that_cannot_be_read_is_not_called_missing_anywhere() {
    let tracker = "Deal ID,CSM,Sync Date,Kickoff Date\n1,Cara,2026-01-06,\n2,Cara,held,\n3,Cara,,\n";
    let log = "deal_id,event,occurred_at\n1,accepted,2026-01-06\n";
    let accounts = "deal_id,started_at,ended_at\n1,2026-01-05,\n2,2026-01-05,\n3,2026-01-05,\n4,2026-01-05,\n";
    let note = "deal_id,type,occurred_at,body\n1,note,2026-06-30,All is well\n";
    let audit = audit_of(&[
        ("deals.csv", FOUR_DEALS),
        ("tracker.csv", tracker),
        ("reviews.csv", log),
        ("subscriptions.csv", accounts),
        ("activities.csv", note),
    ]);
    let unreviewed = rule(&audit, "HA108");
    assert_eq!((unreviewed["deals"].as_u64(), unreviewed["judged"].as_u64()), (Some(2), Some(3)), "{unreviewed}");
    let (exposed, compared, _) = counts(&audit, "retention_by_sync_difference");
    assert_eq!((exposed, compared), (1.0, 3.0), "2 is in neither arm");
}

#[test]
fn no_and_soon_are_no_days() {
    let audit = audit("1,Cara,2026-01-06,2026-01-07,2026-01-20\n2,Cara,no,soon,TBD\n3,Cara,-,n/a,not yet\n4,Cara,,,\n");
    assert_eq!(counts(&audit, "kickoff_within_sla"), (1.0, 4.0, 0));
}

#[test]
fn words_of_a_day_that_was_are_a_day_that_nobody_knows() {
    let audit = audit(
        "1,Cara,last week,by phone,May\n2,Cara,2026-01-07,2026-01-08,2026-01-20\n3,Cara,next week,waiting,in progress\n",
    );
    for id in ["sync_within_sla", "kickoff_within_sla", "first_value_within_sla"] {
        assert_eq!(counts(&audit, id), (1.0, 3.0, 1), "{id}");
    }
    let log = "deal_id,event,occurred_at\n1,accepted,soonish\n2,accepted,2026-01-07\n";
    let accounts = "account_id,churned_at\n10,last week\n20,active\n30,\n40,2026-02-02\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("reviews.csv", log), ("accounts.csv", accounts), LATE]);
    assert_eq!(counts(&audit, "acceptance_rate"), (1.0, 3.0, 1));
    assert_eq!(counts(&audit, "retention_90d"), (2.0, 3.0, 1));
}

#[test]
fn a_row_that_can_be_read_settles_it() {
    let audit = audit("2,Cara,,w/c 16 Mar,\n2,Cara,,2026-01-08,\n1,Cara,,2026-01-07,\n3,Cara,,2026-01-09,\n");
    let (_, n, left_out) = counts(&audit, "kickoff_within_sla");
    assert_eq!((n, left_out), (4.0, 0));
}

#[test]
fn yes_or_no_beside_the_day_is_not_the_day() {
    let tracker = "Deal ID,CSM,Kickoff date,Kickoff held?\n1,Cara,2026-01-07,Yes\n2,Cara,2026-01-08,Yes\n3,Cara,,No\n";
    let audit = beside(tracker);
    assert_eq!(counts(&audit, "kickoff_within_sla"), (2.0, 4.0, 0), "{}", audit["sources"]);
}

#[test]
fn the_days_are_taken_beside_a_column_of_yes_and_no_whatever_their_order() {
    for [flag, day] in [
        ["Kickoff held (Y/N)", "Kickoff held (date)"],
        ["Kickoff held?", "Kickoff held on"],
        ["Kickoff (YES/NO)", "Kickoff (date)"],
    ] {
        let rows = |flag_first: bool| {
            let line = |id: &str, held: &str, on: &str| match flag_first {
                true => format!("{id},Cara,{held},{on}\n"),
                false => format!("{id},Cara,{on},{held}\n"),
            };
            line("Deal ID", flag, day).replace(",Cara,", ",CSM,")
                + &line("1", "Y", "2026-01-07")
                + &line("2", "Y", "2026-01-08")
                + &line("3", "N", "")
        };
        for flag_first in [true, false] {
            let audit = beside(&rows(flag_first));
            assert_eq!(
                counts(&audit, "kickoff_within_sla"),
                (2.0, 4.0, 0),
                "{flag} {flag_first}: {}",
                audit["sources"]
            );
        }
    }
    let alone = beside("Deal ID,CSM,Kickoff held (Y/N)\n1,Cara,Y\n2,Cara,N\n3,Cara,Y\n4,Cara,N\n");
    let held = figure(&alone, "kickoff_within_sla");
    assert_eq!(held["status"], "not_computable", "a rate of those that were not held would be left: {held}");
}

/// With subscriptions, so that customers are observed.
fn with_ends(subscriptions: &str) -> Value {
    let rows = format!("deal_id,started_at,ended_at,status\n{subscriptions}");
    let note = "deal_id,type,occurred_at,body\n1,note,2026-06-30,All is well\n";
    audit_of(&[("deals.csv", FOUR_DEALS), ("subscriptions.csv", &rows), ("activities.csv", note)])
}

#[test]
fn an_end_that_cannot_be_read_is_neither_kept_nor_lost() {
    let audit = with_ends("1,2026-01-05,2026-02-10,\n2,2026-01-05,4-Mar,\n3,2026-01-05,,\n4,2026-01-05,Active,\n");
    assert_eq!(counts(&audit, "retention_90d"), (2.0, 3.0, 1));
    assert_eq!(counts(&audit, "retention_90d_km"), (1.0, 3.0, 1));
    let reason = figure(&audit, "retention_90d")["reason"].as_str().expect("bounds");
    assert!(reason.contains("between 0.500 and 0.750"), "{reason}");
    let early = rule(&audit, "HA804");
    assert_eq!((early["deals"].as_u64(), early["judged"].as_u64()), (Some(1), Some(3)), "{early}");
    assert_eq!(early["unknowable"]["a cell that could not be read"], 1, "{early}");
}

#[test]
fn a_subscription_that_runs_shows_the_customer_whatever_another_says() {
    let audit = with_ends("1,2026-01-05,4-Mar,\n1,2026-01-05,,\n2,2026-01-05,4-Mar,churned\n3,2026-01-05,,\n");
    assert_eq!(counts(&audit, "retention_90d"), (2.0, 2.0, 0), "1 and 3 stay; 2 left nobody knows when");
}

#[test]
fn an_account_whose_day_of_leaving_cannot_be_read_is_unknown() {
    let deals = "deal_id,deal_name,account_id,stage,closed_at,owner\n\
        1,Acme,A1,Closed Won,2026-01-05,Ann\n2,Beta,A2,Closed Won,2026-01-05,Ann\n3,Gamma,A3,Closed Won,2026-01-05,Ann\n";
    let accounts = "account_id,account_name,churned_at\nA1,Acme,2026-02-30\nA2,Beta,\nA3,Gamma,2026-02-01\n";
    let note = "deal_id,type,occurred_at,body\n1,note,2026-06-30,All is well\n";
    let audit = audit_of(&[("deals.csv", deals), ("accounts.csv", accounts), ("activities.csv", note)]);
    assert_eq!(counts(&audit, "retention_90d"), (1.0, 2.0, 1));
}

fn with_log(rows: &str) -> Value {
    let rows = format!("deal_id,event,occurred_at,reviewer\n{rows}");
    let note = "deal_id,type,occurred_at,body\n1,note,2026-06-30,All is well\n";
    audit_of(&[("deals.csv", FOUR_DEALS), ("reviews.csv", &rows), ("activities.csv", note)])
}

#[test]
fn a_decision_of_a_day_that_cannot_be_read_is_neither_made_nor_missing() {
    let audit = with_log(
        "1,accepted,2026-01-06,Cara\n2,accepted,4-Mar,Cara\n3,returned,2026-01-07,Cara\n3,accepted,31.02.26,Cara\n",
    );
    for id in ["acceptance_rate", "first_pass_acceptance_rate"] {
        assert_eq!(counts(&audit, id), (1.0, 2.0, 2), "{id}");
    }
    assert_eq!(counts(&audit, "material_return_rate"), (1.0, 3.0, 1), "the return of 3 is known, 2 may have one");
    let verdict = &audit["verdict"];
    assert_eq!((verdict["numerator"].as_u64(), verdict["denominator"].as_u64()), (Some(1), Some(2)));
    let pending = verdict["alternatives"].as_array().expect("alternatives").iter().find(|one| one["id"] == "recorded");
    assert_eq!(pending.expect("it")["denominator"], 2);
    assert!(audit["data_health"].to_string().contains("unread-decision"), "{}", audit["data_health"]);
    assert_eq!(rule(&audit, "HA701")["unknowable"]["a cell that could not be read"], 2);
}

#[test]
fn a_date_of_a_decision_on_the_deal_that_cannot_be_read_is_no_missing_decision() {
    let deals = "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Handoff status,Handoff accepted date,Handoff returned date\n\
        1,Acme,Closed Won,2026-01-05,Ann,Accepted,2026-01-06,\n2,Beta,Closed Won,2026-01-05,Ann,Accepted,4-Mar,\n\
        3,Gamma,Closed Won,2026-01-05,Ann,,,\n";
    let note = "deal_id,type,occurred_at,body\n1,note,2026-06-30,All is well\n";
    let audit = audit_of(&[("deals.csv", deals), ("activities.csv", note)]);
    assert_eq!(counts(&audit, "acceptance_rate"), (1.0, 2.0, 1));
}

#[test]
fn a_tracker_of_syncs_alone_is_one() {
    let audit = beside("Deal ID,CSM,Handoff Sync Date\n1,Cara,2026-01-06\n2,Cara,\n");
    assert_eq!(counts(&audit, "sync_within_sla"), (1.0, 4.0, 0));
}

#[test]
fn a_broken_formula_is_unknown_and_a_look_up_without_a_hit_is_blank() {
    let audit =
        audit("1,Cara,#NAME?,2026-01-07,#REF!\n2,Cara,2026-01-06,#REF!,#VALUE!\n3,Cara,#N/A,#N/A,\n4,Cara,,,\n");
    assert_eq!(counts(&audit, "kickoff_within_sla"), (1.0, 3.0, 1));
    assert_eq!(counts(&audit, "sync_within_sla"), (1.0, 3.0, 1));
    assert_eq!(counts(&audit, "first_value_within_sla"), (0.0, 2.0, 2));
    let health = audit["data_health"].to_string();
    assert!(health.contains("4 cells are full and could not be read"), "{health}");
    assert!(health.contains("2 cells of ids, dates or numbers say in words that there is no value"), "{health}");
}

#[test]
fn an_audit_names_the_rules_that_such_a_cell_keeps_from_judging_a_deal() {
    let audit = audit("1,Cara,2026-01-06,held,2026-01-20\n2,Cara,2026-01-06,2026-01-07,2026-01-20\n");
    let unread = |id: &str| {
        let deal =
            audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == id).expect("the deal");
        deal["unread"].to_string()
    };
    assert!(unread("1").contains("HA605"), "{}", unread("1"));
    assert_eq!(unread("2"), "null");
}

#[test]
fn a_broken_formula_is_somebody_whom_nobody_knows() {
    let audit = audit("1,#REF!,,,\n2,#N/A,,,\n3,Cara,,,\n");
    let csms: Vec<&str> =
        audit["deals"].as_array().expect("deals").iter().filter_map(|deal| deal["csm"].as_str()).collect();
    assert_eq!(csms, ["(unreadable)", "(blank)", "Cara", "(blank)"]);
    let health = audit["data_health"].to_string();
    assert!(health.contains("1 cell is full and could not be read") && health.contains("1 cell of ids"), "{health}");
}

#[test]
fn a_kickoff_whose_day_cannot_be_read_has_not_slipped() {
    let audit = beside(
        "Deal ID,CSM,Kickoff planned,Kickoff held\n1,Cara,2026-01-07,31.31.26\n2,Cara,2026-01-07,\n3,Cara,2026-01-07,2026-01-09\n",
    );
    let found = |id: &str| {
        let mut deals = audit["deals"].as_array().expect("deals").iter();
        deals.find(|deal| deal["deal_id"] == id).expect("the deal")["findings"].to_string().contains("HA606")
    };
    assert_eq!(["1", "2", "3"].map(found), [false, true, true]);
}
