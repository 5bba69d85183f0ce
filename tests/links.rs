//! Which deal a row is about: by ids, by names, by domains, and what is said where nothing tells; and which of several
//! records of one thing counts.

mod support;

use std::fs;

use serde_json::Value;
use support::{FOUR_DEALS, audit_of, note, read_audit, run_files};

fn metric<'a>(audit: &'a Value, id: &str) -> &'a Value {
    let metrics = audit["metrics"].as_array().expect("figures");
    let is_whole = |metric: &&Value| metric["id"] == id && metric["cohort"]["dimension"] == "all";
    metrics.iter().find(is_whole).expect(id)
}

#[test]
fn rows_without_ids_are_linked_by_a_name_that_is_one_accounts_alone() {
    let tracker = "Customer,CSM,Kickoff Date,Status\nACME,Cy,2026-01-12,Done\nwww.bolt.example,Cy,2026-01-13,Done\n\
                   Twin,Cy,2026-01-14,Done\nAcmee,Cy,2026-01-15,Done\n";
    let accounts = "Record ID,Company name,Company Domain Name\n10,Acme Inc.,acme.example\n20,Bolt GmbH,bolt.example\n\
                    30,Twin,one.example\n40,Twin Ltd,two.example\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("onboarding.csv", tracker), ("companies.csv", accounts)]);
    let count = |kind: &str| note(&audit, kind).map_or(0, |note| note["count"].as_u64().expect("a count"));
    assert_eq!(count("linked-by-name"), 1, "{:#}", audit["data_health"]);
    assert_eq!(count("linked-by-domain"), 1);
    assert_eq!(count("ambiguous-name"), 1);
    assert_eq!(count("unknown-name"), 1);
    let notes = audit["data_health"].to_string();
    assert!(notes.contains("2 accounts bear this name") && notes.contains("the nearest is"), "{notes}");
    assert_eq!(audit["population"]["unlinked"]["onboarding"], 2);
}

#[test]
fn every_table_without_ids_is_linked_by_its_accounts_name_or_domain() {
    let churned =
        "Customer,Churn Date,Churn Reason,ARR\n\"ACME, Inc\",2026-02-01,Price,1000\nTwin,2026-02-02,Price,10\n";
    let answers = "Customer Email,CSAT Score,Response Date\nann@bolt.example,4,2026-02-03\n";
    let raised = "Account Name,Escalation Type,Escalated At\nBolt,handoff,2026-01-20\nNobody Ltd,handoff,2026-01-20\n";
    let accounts = "Company name,Company Domain Name,Industry,CSM\nAcme Inc.,acme.example,Steel,Cy\nBolt GmbH,bolt.example,Ore,Di\n\
                    Twin,one.example,Ore,Di\nTwin Ltd,two.example,Ore,Di\n";
    let files = [
        ("deals.csv", FOUR_DEALS),
        ("churn.csv", churned),
        ("csat.csv", answers),
        ("escalations.csv", raised),
        ("accounts.csv", accounts),
    ];
    let audit = audit_of(&files);
    let health = audit["data_health"].to_string();
    let count = |kind: &str| note(&audit, kind).map_or(0, |note| note["count"].as_u64().expect("a count"));
    let unlinked = &audit["population"]["unlinked"];
    assert_eq!(unlinked["subscriptions"], 1, "the twins' is nobody's: {health}");
    assert_eq!((unlinked["surveys"].as_u64(), unlinked["escalations"].as_u64()), (Some(0), Some(1)), "{health}");
    // Three accounts, one of them by its legal form, a churn and an escalation by name; an answer by domain; a churn and
    // an account of the name that two bear.
    assert_eq!((count("linked-by-name"), count("linked-by-domain")), (5, 1), "{health}");
    assert_eq!((count("ambiguous-name"), count("unknown-name")), (2, 1), "{health}");
    let deal = |name: &str| {
        let deals = audit["deals"].as_array().expect("deals");
        deals.iter().find(|deal| deal["name"] == name).expect("a deal").clone()
    };
    assert_eq!(deal("Alpha")["csm"], "Cy", "{:#}", deal("Alpha"));
}

#[test]
fn a_table_none_of_whose_rows_is_about_a_deal_gives_no_figure() {
    let projects = |ids: [&str; 3]| {
        let row = |id: &str| format!("{id},2026-01-09,2026-04-10\n");
        format!("deal_id,kickoff_at,first_value_at\n{}{}{}", row(ids[0]), row(ids[1]), row(ids[2]))
    };
    let kickoff = |ids| {
        let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("onboarding.csv", &projects(ids))]);
        let figure = metric(&audit, "kickoff_within_sla");
        let noted = note(&audit, "stray-table").map(|note| note["count"].as_u64().expect("a count"));
        assert_eq!(audit["sources"].to_string().matches("\"rows_used\":3").count(), 1, "rows stay in the balance");
        (figure["status"].clone(), figure["reason"].to_string(), noted)
    };
    let (status, reason, noted) = kickoff(["OPP-1", "OPP-2", "OPP-3"]);
    assert_eq!((status.as_str(), noted), (Some("not_computable"), Some(3)), "{reason}");
    assert!(reason.contains("no row of onboarding names a deal"), "{reason}");
    let (_, reason, noted) = kickoff(["OPP-1", "OPP-2", "3"]);
    assert!(noted.is_none() && !reason.contains("no row"), "one row is enough: {reason}");
}

/// A tracker of customers' names has a column for the decision: it is about the deal that the line is about.
#[test]
fn a_decision_on_a_line_without_ids_goes_with_the_line() {
    let tracker = "Account Name,CSM,Kickoff held,Handover accepted?,Handover accepted on\n\
                   Acme,Cy,2026-01-09,yes,2026-01-07\nBolt GmbH,Cy,2026-01-09,no,2026-01-08\n\
                   Twin,Cy,2026-01-09,yes,2026-01-08\nNobody Ltd,Cy,2026-01-09,yes,2026-01-08\n";
    let as_of = "[audit]\nas_of = 2026-02-01\n";
    let files = [("audit.toml", as_of), ("deals.csv", FOUR_DEALS), ("tracker.csv", tracker)];
    let home = run_files(&files.map(|(name, text)| (name.into(), text.into())));
    let audit = read_audit(&home.path().join("out"));
    let accepted = metric(&audit, "first_pass_acceptance_rate");
    assert_eq!((&accepted["numerator"], &accepted["denominator"]), (&1.0.into(), &4.0.into()), "{accepted:#}");
    assert_eq!(audit["population"]["unlinked"]["reviews"], 2, "what links the line not, links the decision not");
    let ledger = fs::read_to_string(home.path().join("out/ledger.csv")).expect("a ledger");
    assert!(!ledger.contains("names no deal and no account"), "each line names an account: {ledger}");
}

#[test]
fn unlinked_rows_say_what_they_name() {
    let deals = "deal_id,deal_name,stage,deal_type,closed_at,account_id\n\
                 1,Alpha,Closed Won,New Business,2026-01-05,10\n2,Alpha again,Closed Won,New Business,2026-02-05,10\n\
                 3,Beta,Closed Won,Renewal,2026-01-06,20\n";
    let raised = "deal_id,account_id,kind,opened_at\n,10,handoff,2026-02-09\n,20,handoff,2026-01-20\n,99,handoff,2026-01-20\n\
                  7,,handoff,2026-01-20\n,,handoff,2026-01-20\n";
    let home = run_files(&[("deals.csv".into(), deals.into()), ("escalations.csv".into(), raised.into())]);
    let ledger = fs::read_to_string(home.path().join("out/ledger.csv")).expect("a ledger");
    for (line, said) in [
        (3, "names an account of whose deals none is in scope"),
        (4, "names an account of which the deals export holds no deal"),
        (5, "names a deal that the deals export does not hold"),
        (6, "names no deal and no account"),
    ] {
        let found = ledger.lines().find(|row| row.starts_with(&format!("escalations.csv,{line},")));
        assert!(found.is_some_and(|row| row.ends_with(said)), "line {line}: {found:?}");
    }
    let audit = read_audit(&home.path().join("out"));
    let count = |kind: &str| note(&audit, kind).map(|note| note["count"].clone());
    assert_eq!(count("unlinked-row"), Some(3.into()), "{}", audit["data_health"]);
    assert_eq!(count("row-beside-scope"), Some(1.into()));
    assert_eq!(count("one-of-several-deals"), Some(1.into()));
    assert_eq!(audit["population"]["unlinked"]["escalations"], 4);
}

const THREE: &str = "deal_id,deal_name,stage,deal_type,closed_at,amount,contract_term_months,csm,account_id
1,Alpha,Closed Won,New Business,2026-01-05T10:00:00Z,12000,12,Cy,10
2,Beta,Closed Won,New Business,2026-01-05T10:00:00Z,12000,12,Cy,20
3,Gamma,Closed Won,New Business,2026-01-05T10:00:00Z,12000,12,Cy,30
";

/// An audit of three deals as of the end of June, with one more export.
fn of_three(name: &str, export: &str) -> Value {
    audit_of(&[
        ("audit.toml", "[audit]\nas_of = 2026-06-30\n[definitions]\nfirst_touch_sla_hours = 24\n"),
        ("deals.csv", THREE),
        (name, export),
    ])
}

fn has_finding(audit: &Value, code: &str) -> u64 {
    let rules = audit["rules"].as_array().expect("rules");
    rules.iter().find(|rule| rule["code"] == code).map_or(0, |rule| rule["deals"].as_u64().expect("a count"))
}

#[test]
fn the_earliest_record_is_the_one_that_counts() {
    let timed = "activity_id,deal_id,type,direction,author,occurred_at\n1,1,email,outbound,Cy,2026-01-06T09:00:00Z\n";
    let again = format!("{timed}2,1,email,outbound,Cy,2026-01-06\n");
    for export in [timed, &again] {
        let audit = of_three("activities.csv", export);
        assert_eq!(metric(&audit, "first_touch_within_sla")["numerator"], 1.0, "a further contact makes nobody late");
    }
}

#[test]
fn the_log_shows_every_submission() {
    let log = "deal_id,event,occurred_at\n1,submitted,2026-01-06\n1,returned,2026-01-07\n1,submitted,2026-01-08\n\
               1,accepted,2026-01-09\n";
    let home = run_files(&[("deals.csv".into(), THREE.into()), ("reviews.csv".into(), log.into())]);
    let events = fs::read_to_string(home.path().join("out/events.csv")).expect("the log");
    let names: Vec<&str> =
        events.lines().filter(|line| line.starts_with("1,")).flat_map(|line| line.split(',').nth(4)).collect();
    assert_eq!(names, ["won", "submitted", "returned", "submitted", "accepted"]);
}

#[test]
fn an_answer_about_two_deals_is_one_answer() {
    let answers = "deal_id,kind,score,scale_max\n1;2,csat,5,5\n3,csat,1,5\n";
    let audit = of_three("surveys.csv", answers);
    let mean = metric(&audit, "csat_mean");
    assert_eq!((&mean["value"], &mean["denominator"]), (&50.0.into(), &2.0.into()), "{mean:#}");
}

#[test]
fn an_escalation_before_the_win_hides_none_after_it() {
    let raised = "deal_id,kind,opened_at\n1,handoff,2026-01-01\n1,handoff,2026-01-10\n2,handoff,2026-01-10\n";
    let audit = of_three("escalations.csv", raised);
    assert_eq!(metric(&audit, "escalation_rate")["numerator"], 2.0);
    assert_eq!(has_finding(&audit, "HA801"), 2);
}

#[test]
fn a_contract_that_is_not_of_the_deal_contradicts_nothing() {
    let heading = "subscription_id,deal_id,status,started_at,ended_at,annual_value,currency\n";
    for (row, why) in [
        ("s,1,active,2026-08-01,2026-10-01,5000,EUR\n", "not there yet"),
        ("s,1,cancelled,2025-01-06,2025-06-01,3000,EUR\n", "of an earlier life"),
        ("s,1,active,2026-06-01,2026-05-20,3000,EUR\n", "ends before it starts"),
        ("s,1,cancelled,2026-01-05,2026-09-30,12000,EUR\n", "cancelled within its term"),
        ("s,1,active,2026-01-05,,12000,EUR\nt,1,active,2026-01-05,,12000,USD\n", "in two currencies"),
    ] {
        let audit = of_three("subscriptions.csv", &format!("{heading}{row}"));
        assert_eq!((has_finding(&audit, "HA502"), has_finding(&audit, "HA503")), (0, 0), "{why}");
    }
    let audit = of_three("subscriptions.csv", &format!("{heading}s,1,active,2026-01-05,,3000,EUR\n"));
    assert_eq!(has_finding(&audit, "HA503"), 1, "one that is the deal's does");
    for (next, n) in [("2026-06-05,,18000", 0), ("2026-01-05,,18000", 1), ("2026-03-05,,1000", 0)] {
        let rows = format!("{heading}s,1,active,2026-01-05,2026-06-05,12000,EUR\nt,1,active,{next},EUR\n");
        let audit = of_three("subscriptions.csv", &rows);
        assert_eq!(has_finding(&audit, "HA503"), n, "with another from {next}");
    }
    let audit = of_three("subscriptions.csv", &format!("{heading}s,1,active,2026-01-05,2026-09-30,12000,EUR\n"));
    assert_eq!(has_finding(&audit, "HA502"), 1, "and one that runs, with an end of its own");
}

/// Who called or wrote cannot be told from notes: they show that somebody was there, never that nobody was.
#[test]
fn notes_alone_accuse_nobody_of_silence() {
    let notes = "activity_id,deal_id,type,author,occurred_at,body\nN1,1,note,Ada,2026-01-06,Signed today\n";
    let calls = "activity_id,deal_id,type,author,direction,occurred_at\nC1,1,call,Ada,outbound,2026-01-06\n";
    let mails = format!("{calls}E1,1,email,Zoe,inbound,2026-01-07\n");
    let users = "user_id,name,team\nU1,Ada,Sales\nU2,Cy,Customer Success\n";
    let codes = ["HA602", "HA608", "HA609", "HA610", "HA611"];
    let findings = |activities: &str| {
        let settings = "[audit]\nas_of = 2026-06-01\n[definitions]\ncs_teams = [\"Customer Success\"]\n";
        let files = [("deals.csv", FOUR_DEALS), ("activities.csv", activities), ("users.csv", users)];
        let audit = audit_of(&[files.as_slice(), &[("audit.toml", settings)]].concat());
        let rules = audit["rules"].as_array().expect("rules");
        let found = |code: &str| rules.iter().find(|rule| rule["code"] == code).expect(code)["findings"].as_u64();
        codes.map(|code| found(code).expect("a count"))
    };
    assert_eq!(findings(notes), [0; 5]);
    assert_eq!(findings(&mails), [4, 4, 3, 4, 4]);
    assert_eq!(findings(calls), [4, 0, 3, 4, 4], "calls show that nobody called, and nothing of e-mails");
    let mails_alone = "activity_id,deal_id,type,author,direction,occurred_at\nE1,1,email,Cy,outbound,2026-01-06\n";
    assert_eq!(findings(mails_alone)[3..], [0, 0], "e-mails show nothing of calls and meetings");
}

/// Two wins of one account, and a project without a deal's id that was begun after the first.
#[test]
fn rows_of_a_deal_outside_the_window_are_not_lent_in_silence() {
    let deals = "deal_id,deal_name,account_id,segment,stage,won_at,owner\n\
                 D1,First,A1,SMB,Closed Won,2026-01-05T10:00:00Z,Ada\nD2,Second,A1,Enterprise,Closed Won,2026-05-04T10:00:00Z,Ada\n\
                 D3,Other,A2,Enterprise,Closed Won,2026-05-05T10:00:00Z,Ada\n";
    let projects = "account_id,created_at,sync_at,kickoff_at\nA1,2026-01-06T09:00:00Z,2026-01-07T09:00:00Z,2026-01-09T09:00:00Z\n\
                    A2,2026-05-01T09:00:00Z,2026-05-06T09:00:00Z,2026-05-08T09:00:00Z\n";
    let lent = |audit: &str| {
        let settings = format!("[audit]\nas_of = 2026-06-30\n{audit}\n");
        let audit = audit_of(&[("deals.csv", deals), ("onboarding.csv", projects), ("audit.toml", &settings)]);
        note(&audit, "row-beside-window").map(|note| note["sentence"].to_string())
    };
    assert_eq!(lent(""), None);
    for window in ["from = 2026-04-01", "segment = \"Enterprise\""] {
        let said = lent(window).expect(window);
        assert!(said.contains("1 row names") && said.contains("1 of onboarding"), "{said}");
    }
    assert_eq!(lent("to = 2026-03-01"), None, "the first deal is the one that is inside");
}
