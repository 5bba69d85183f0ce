//! A tracker kept by hand beside an export of deals: what it holds of a deal fills the deal's blanks, and says so.

mod support;

use serde_json::Value;
use support::{read_audit, run_files};

const DEALS: &str = "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Deal owner,Associated Company IDs,\
                     Associated Company,Success Metric\n\
                     1,Acme new,Closed Won,2026-03-02,2026-01-01,Ada,10,Acme Inc.,\n\
                     2,Bolt new,Closed Won,2026-03-03,2026-01-01,Ada,20,Bolt,Tickets below 5 a day\n\
                     3,Twin one,Closed Won,2026-03-04,2026-01-01,Bo,30,Twin,\n\
                     4,Twin two,Closed Won,2026-03-05,2026-01-01,Bo,30,Twin,\n\
                     5,Dusk old,Closed Lost,2026-03-06,2026-01-01,Bo,40,Dusk,\n\
                     6,Dusk new,Closed Won,2026-03-07,2026-01-01,Bo,40,Dusk,\n";

/// `audit.json` of the deals with a tracker.
fn audit(tracker: &str) -> Value {
    let files =
        [("deals.csv", DEALS), ("Handoff tracker.csv", tracker), ("audit.toml", "[audit]\nas_of = 2026-06-01\n")];
    let files: Vec<(String, String)> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    let home = run_files(&files);
    read_audit(&home.path().join("out"))
}

fn state(audit: &Value, deal: &str, field: &str) -> String {
    let deals = audit["deals"].as_array().expect("deals");
    let deal = deals.iter().find(|one| one["deal_id"] == deal).expect("the deal");
    deal["fields"][field].as_str().expect("a state").to_owned()
}

/// How many due deals were accepted, of how many.
fn accepted(audit: &Value) -> (Option<f64>, Option<f64>) {
    let mut figures = audit["metrics"].as_array().expect("metrics").iter();
    let rate = figures.find(|figure| figure["id"] == "acceptance_rate").expect("the figure");
    (rate["numerator"].as_f64(), rate["denominator"].as_f64())
}

/// The audit with a line of the tracker about the twins, and one that is returned.
fn audit_of_twins(line: &str) -> Value {
    let head = "Customer,Deal Name,CSM,Kickoff Date,Success Criteria,Executive Sponsor,Accepted?,Review Date\n,1,Cy,,,,No,2026-03-04\n";
    audit(&format!("{head}{line}"))
}

#[test]
fn a_tracker_fills_the_blanks_of_the_deals_that_it_names() {
    let audit = audit(
        "Customer,Deal Name,CSM,Kickoff Date,Success Criteria,Executive Sponsor,Accepted?,Review Date\n\
         ,1,Cy,2026-03-09,First report within 2 days,Grace Hopper,Yes,2026-03-04\n\
         ,BOLT new,Cy,2026-03-10,Another text of 9 words,Alan Turing,No,2026-03-05\n\
         Twin,,Cy,2026-03-11,Whose is it in 3 days,Kurt Weill,Yes,2026-03-06\n\
         Dusk GmbH,,Cy,2026-03-12,Live within 10 days,Ella F,Yes,2026-03-08\n",
    );
    assert_eq!(audit["population"]["won"], 5, "rows of the tracker are no deals");
    for deal in ["1", "2", "6"] {
        assert_eq!(state(&audit, deal, "success_metric"), "answered", "{deal}");
        assert_eq!(state(&audit, deal, "executive_sponsor"), "answered", "{deal}");
    }
    for deal in ["3", "4"] {
        assert_eq!(state(&audit, deal, "executive_sponsor"), "blank", "two deals could be meant");
    }
    assert_eq!(accepted(&audit), (Some(3.0), Some(5.0)), "the twins' decision goes by its time, as their kickoff does");
    let undated = audit_of_twins("Twin,,Cy,,,,Yes,2026-03-06\n");
    assert_eq!(accepted(&undated), (Some(0.0), Some(5.0)), "no time of the line says which deal was handed over");
    let dated = audit_of_twins("Twin,,Cy,2026-03-11,,,Yes,2026-03-06\n");
    assert_eq!(accepted(&dated), (Some(1.0), Some(5.0)));
    let health = audit["data_health"].to_string();
    assert!(health.contains("2 deals can be meant") && health.contains("one deal bears this name"), "{health}");
}

/// The finding of a code that stands at a place of the tracker.
fn evidence(audit: &Value, code: &str, place: &str) -> String {
    let work = audit["worklist"].as_array().expect("a list").iter();
    let mut findings = work.flat_map(|item| item["findings"].as_array().expect("findings"));
    let is_it = |finding: &&Value| finding["code"] == code && finding["origins"].to_string().contains(place);
    findings.find(is_it).expect("the finding")["evidence"].as_str().expect("words").to_owned()
}

#[test]
fn a_filled_cell_is_quoted_in_findings_examples_and_briefs() {
    let tracker = "Deal Name,CSM,Kickoff Date,Success Metric,Why now,Verbal commitments,Implementation risks\n\
                   Acme new,Cy,2026-03-09,They like it,asdf,SSO by June,Security review is open\n";
    let files = [("deals.csv", DEALS), ("tracker.csv", tracker), ("audit.toml", "[audit]\nas_of = 2026-06-01\n")];
    let files: Vec<(String, String)> = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    let home = run_files(&files);
    let audit: Value = read_audit(&home.path().join("out"));
    let vague = evidence(&audit, "HA105", "tracker.csv line 2, column \\\"Success Metric\\\"");
    assert!(vague.ends_with("\u{201c}They like it\u{201d}"), "{vague}");
    assert!(evidence(&audit, "HA105", "column \\\"Why now\\\"").ends_with("\u{201c}asdf\u{201d}"));
    let items = audit["items"].as_array().expect("items");
    let why_now = items.iter().find(|item| item["id"] == "why_now").expect("the item");
    assert_eq!(why_now["examples"][0]["text"], "asdf");
    let source = home.path().join("exports");
    let brief = support::call(&["brief", source.to_str().expect("plain"), "1", "--format", "json"]);
    let brief: Value = serde_json::from_slice(&brief.stdout).expect("JSON");
    let texts = |part: &str| -> Vec<String> {
        let lines = brief[part].as_array().expect("a list").iter();
        lines
            .map(|line| line["text"].as_str().or(line["value"]["text"].as_str()).unwrap_or("nothing").to_owned())
            .collect()
    };
    assert_eq!(texts("commitments"), ["SSO by June"]);
    assert_eq!(texts("risks"), ["Security review is open"]);
    assert!(texts("goals").contains(&"They like it".to_owned()));
}

#[test]
fn of_two_rows_for_one_deal_the_first_stands_and_the_ledger_names_what_the_other_says() {
    let audit = audit(
        "Deal Name,CSM,Kickoff Date,Success Criteria,Executive Sponsor\n\
         Acme new,Cy,2026-03-09,First report within 2 days,\n\
         Acme new,Cy,2026-03-09,First report within 9 days,Grace Hopper\n\
         Acme new,Cy,2026-03-09,First report within 2 days,Grace Hopper\n\
         Dusk new,Cy,2026-03-09,SUCCESS criteria:,\n\
         Bolt new,Cy,2026-03-09,Tickets below 50 a day,\n",
    );
    assert_eq!(state(&audit, "6", "success_metric"), "placeholder", "the heading in the tracker is no answer");
    assert_eq!(state(&audit, "1", "executive_sponsor"), "answered", "what the first leaves blank the second fills");
    let notes = audit["data_health"].as_array().expect("notes");
    let told = notes.iter().find(|note| note["kind"] == "deal-told-twice").expect("the note");
    assert_eq!((&told["count"], told["examples"].as_array().expect("a list").len()), (&2.into(), 2));
    let places: Vec<&str> = (0..2).map(|nth| told["examples"][nth].as_str().expect("words")).collect();
    let another = "not used, since another value stands there: success metric";
    assert_eq!(places[0], format!("Handoff tracker.csv line 3 ({another} (Handoff tracker.csv line 2))"));
    assert_eq!(places[1], format!("Handoff tracker.csv line 6 ({another} (deals.csv line 3))"));
}

#[test]
fn fields_of_a_tracker_that_names_no_deal_are_not_captured() {
    let audit = audit("Customer,CSM,Kickoff Date,Executive Sponsor\nNobody,Cy,2026-03-09,Grace Hopper\n");
    assert_eq!(state(&audit, "1", "executive_sponsor"), "not_captured");
}

#[test]
fn a_decision_without_a_date_is_said_and_none() {
    let audit = audit("Customer,CSM,Kickoff Date,Accepted?\nBolt,Cy,2026-03-09,Yes\n");
    let rate = audit["metrics"].as_array().expect("metrics").iter().find(|figure| figure["id"] == "acceptance_rate");
    assert_eq!(rate.expect("the figure")["status"], "not_computable");
    assert!(audit["data_health"].to_string().contains("undated-decision"));
}

/// Something stands there: nobody is asked for it again, and nobody is told that the cell is blank.
#[test]
fn a_cell_of_the_tracker_that_cannot_be_read_is_no_blank() {
    let audit = audit(
        "Customer,Deal Name,Handoff Call Date,Champion at Risk,Go-Live Target\n,1,2026-03-09,7/10,2026-13-45\n\
         ,Bolt new,2026-03-10,tbd,soon\n,Dusk new,2026-03-10,no,2026-05-01\n",
    );
    let states = |field: &str| ["1", "2", "6", "3"].map(|deal| state(&audit, deal, field));
    assert_eq!(states("champion_at_risk"), ["not_captured", "placeholder", "answered", "blank"]);
    assert_eq!(states("kickoff_or_go_live_date"), ["not_captured", "placeholder", "answered", "blank"]);
}
