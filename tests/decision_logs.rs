//! Decisions on a handoff, however a sheet keeps them: beside the kickoff, a row each, or a column of dates each.

mod support;

use std::fs;

use serde_json::Value;
use support::{FOUR_DEALS, audit_of, call, note, run_files};

#[test]
fn the_decision_in_a_tracker_is_a_decision() {
    let tracker = "Deal ID,CSM,Kickoff Date,Handover accepted?,Handover accepted on\n1,Cara,2026-01-09,Yes,2026-01-07\n\
                   2,Cara,,No,2026-01-28\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("tracker.csv", tracker)]);
    let rate = audit["metrics"].as_array().expect("figures").iter().find(|one| one["id"] == "acceptance_rate");
    let rate = rate.expect("acceptance");
    assert_eq!((rate["numerator"].as_f64(), rate["denominator"].as_f64()), (Some(1.0), Some(4.0)), "{rate}");
}

#[test]
fn a_date_for_each_decision_is_an_entry_of_the_log_each() {
    let wide = |head: &str| {
        format!(
            "{head}\n1,2026-01-06,2026-01-09,2026-01-07,No metric,Accepted\n2,2026-01-07,2026-01-08,,,Accepted\n3,2026-01-08,,2026-01-28,Thin,Returned\n"
        )
    };
    let long = "Deal ID,Event,Event Date,Reason\n1,submitted,2026-01-06,\n1,returned,2026-01-07,No metric\n1,accepted,2026-01-09,\n\
                2,submitted,2026-01-07,\n2,accepted,2026-01-08,\n3,submitted,2026-01-08,\n3,returned,2026-01-28,Thin\n";
    let figures = |log: &str| {
        let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("log.csv", log)]);
        let sources = audit["sources"].as_array().expect("files").iter();
        let log = sources.clone().find(|file| file["path"] == "log.csv").expect("the log");
        assert_eq!(log["table"], "reviews", "{log}");
        let told = |deal: &Value| (deal["deal_id"].clone(), deal["events"].clone());
        let events: Vec<_> = audit["deals"].as_array().expect("deals").iter().map(told).collect();
        (audit["metrics"].clone(), events, audit["verdict"].clone())
    };
    let (metrics, events, verdict) = figures(long);
    let headings = [
        "Deal ID,Submitted Date,Accepted Date,Returned Date,Return Reason,Status",
        "Opportunity__c,Submitted_Date__c,Accepted_Date__c,Returned_Date__c,Return_Reason__c,Status__c",
        "deal_id,submitted_at,accepted_at,returned_at,reason,phase",
        "Deal ID,Submitted,Accepted,Returned,Return reason,Status",
        "Deal ID,Handoff submitted,Handoff accepted,Handoff returned,Reason,Status",
        "Opportunity ID,Handover submitted date,Handover accepted date,Handover returned date,Why returned,Phase",
        "Deal ID,Eingereicht am,Angenommen am,Zurückgegeben am,Grund,Stand",
    ];
    for head in headings {
        let other = figures(&wide(head));
        assert_eq!((&other.0, &other.1, &other.2), (&metrics, &events, &verdict), "{head}");
    }
    let wide_head = headings[0];
    let decisions = |head: &str| {
        format!(
            "{head}\n1,2026-01-06,Rejected,2026-01-07,No metric,Cara\n1,,Approved,2026-01-09,,Cara\n\
             2,2026-01-07,Approved,2026-01-08,,Cara\n3,2026-01-08,Rejected,2026-01-28,Thin,Cara\n"
        )
    };
    let headings = [
        "Deal ID,Submitted On,Outcome,Date,Missing,Reviewer",
        "Opportunity ID,Submitted Date,Handoff Decision,Decided On,Decision Reason,Decided By",
    ];
    for head in headings {
        let other = figures(&decisions(head));
        assert_eq!((&other.0, &other.1, &other.2), (&metrics, &events, &verdict), "{head}");
    }
    // The place of a decision is its own cell.
    let home = run_files(&[("deals.csv".into(), FOUR_DEALS.into()), ("log.csv".into(), wide(wide_head))]);
    let brief = call(&["brief", home.path().join("exports").to_str().expect("plain"), "3", "--format", "md"]);
    let brief = String::from_utf8_lossy(&brief.stdout).into_owned();
    assert!(brief.contains("Returned by CS · log.csv line 4, column \"Returned Date\""), "{brief}");
}

#[test]
fn a_row_with_several_dates_is_one_row_and_each_event_one() {
    let audit = |log: &str| audit_of(&[("deals.csv", FOUR_DEALS), ("log.csv", log)]);
    let wide = "Deal ID,Submitted Date,Accepted Date,Returned Date,Return Reason,Status\n";
    let of_nobody = audit(&format!(
        "{wide}1,2026-01-06,2026-01-09,,,Accepted\n99,2026-01-06,2026-01-09,2026-01-07,No metric,Accepted\n2,,,,,Pending\n"
    ));
    assert_eq!(of_nobody["population"]["unlinked"]["reviews"], 1);
    assert_eq!(note(&of_nobody, "unlinked-row").expect("a note")["count"], 1);
    assert!(note(&of_nobody, "unknown-word").is_none() && note(&of_nobody, "undated-decision").is_none());
    let said = of_nobody["sources"].to_string();
    assert!(said.contains("1 row without any date of a handoff is no entry of the review log"), "{said}");

    // The event and its time stand in the row, and beside them the same again.
    let both = "deal_id,event,occurred_at,submitted_at,returned_at,accepted_at\n\
                1,accepted,2026-01-09,2026-01-06,2026-01-07,2026-01-09\n2,returned,2026-01-08,2026-01-06,2026-01-08,\n";
    let home = run_files(&[("deals.csv".into(), FOUR_DEALS.into()), ("log.csv".into(), both.into())]);
    let events = fs::read_to_string(home.path().join("out/events.csv")).expect("events");
    let n = |event: &str| events.lines().filter(|line| line.contains("log.csv") && line.contains(event)).count();
    assert_eq!(["submitted", "returned", "accepted"].map(n), [2, 2, 1], "{events}");

    // A log whose columns of dates are blank is none, whatever it says beside them.
    let undated = audit(&format!("{wide}1,,,,,Accepted\n2,,,,,Accepted\n"));
    let mut figures = undated["metrics"].as_array().expect("figures").iter();
    let rate = figures.find(|one| one["id"] == "acceptance_rate").expect("acceptance");
    assert!(rate["value"].is_null() && rate["denominator"].is_null(), "{rate}");
}

#[test]
fn the_dates_of_decisions_stand_beside_the_kickoff() {
    let rows = |ids: [&str; 2], between: &str| {
        format!(
            "{},Cara,2026-01-09{between},2026-01-05,,,2026-01-07,Cara\n{},Cara,{between},2026-01-06,2026-01-28,No plan,,Cara\n",
            ids[0], ids[1]
        )
    };
    let decided = "Handoff submitted,Handoff returned,Return reason,Handoff accepted,Reviewer";
    for (heading, ids, between) in [
        ("Deal ID,CSM,Kickoff held,", ["1", "2"], ""),
        ("Deal ID,CSM,Kickoff held,First value,Go-live,", ["1", "2"], ",,"),
        ("Project ID,Deal ID,CSM,Kickoff held,", ["P1,1", "P2,2"], ""),
    ] {
        let tracker = format!("{heading}{decided}\n{}", rows(ids, between));
        let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("tracker.csv", &tracker)]);
        let figure = |id: &str| {
            let metric = audit["metrics"].as_array().expect("figures").iter().find(|one| one["id"] == id);
            metric.expect(id)["numerator"].as_f64()
        };
        assert_eq!((figure("acceptance_rate"), figure("kickoff_within_sla")), (Some(1.0), Some(1.0)), "{heading}");
    }
}

#[test]
fn a_return_noted_on_the_deal_is_a_return() {
    let deals = |head: &str| {
        format!(
            "{head}\n1,Alpha,Closed Won,2026-01-05,Ada,Accepted,2026-01-07,No metric,2026-01-09\n\
             2,Beta,Closed Won,2026-01-06,Ada,Accepted,,,2026-01-08\n3,Gamma,Closed Won,2026-01-07,Bo,Returned,2026-01-28,Thin,\n\
             4,Delta,Closed Won,2026-01-08,Bo,Pending,,,\n"
        )
    };
    let hubspot = "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Handoff status,Handoff returned date,\
                   Handoff return reason,Handoff accepted date";
    let salesforce = "Id,Name,StageName,CloseDate,OwnerId,Handoff_Status__c,Handoff_Returned_Date__c,\
                      Handoff_Return_Reason__c,Handoff_Accepted_Date__c";
    for head in [hubspot, salesforce] {
        let home = run_files(&[
            ("deals.csv".into(), deals(head)),
            ("note.csv".into(), "deal_id,type,occurred_at\n1,note,2026-03-01\n".into()),
        ]);
        let read = |name: &str| fs::read_to_string(home.path().join("out").join(name)).expect("read");
        let audit: Value = serde_json::from_str(&read("audit.json")).expect("JSON");
        let figures = audit["metrics"].as_array().expect("figures");
        let count = |id: &str| {
            let figure =
                figures.iter().find(|one| one["id"] == id && one["cohort"]["value"] == "all").expect("a figure");
            (figure["numerator"].as_f64(), figure["denominator"].as_f64())
        };
        assert_eq!(count("acceptance_rate"), (Some(2.0), Some(4.0)), "{head}");
        assert_eq!(count("first_pass_acceptance_rate"), (Some(1.0), Some(4.0)), "{head}");
        let events = read("events.csv");
        let n = |event: &str| {
            events.lines().filter(|line| line.contains(event) && line.starts_with(['1', '2', '3', '4'])).count()
        };
        assert_eq!(["returned", "accepted"].map(n), [2, 2], "{events}");
    }
}
