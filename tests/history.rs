//! What the property history shows by `as_of`, and what it cannot show yet.

mod support;

use serde_json::Value;
use support::{audit_of, call, read_audit, run_files};

/// `[numerator, denominator]` of the deals that were complete at their close, by these deals and changes.
fn complete_at_close(deals: &str, changes: &str) -> (Value, Value) {
    let changes = format!("deal_id,field,old_value,new_value,changed_at\n{changes}\n");
    let settings = "[audit]\nas_of = 2026-05-01\n";
    let audit = audit_of(&[("deals.csv", deals), ("field_history.csv", &changes), ("audit.toml", settings)]);
    let mut figures = audit["metrics"].as_array().expect("metrics").iter();
    let is_it = |figure: &&Value| {
        figure["id"] == "fields_complete_at_close_rate_captured" && figure["cohort"]["dimension"] == "all"
    };
    let figure = figures.find(is_it).expect("the figure");
    (figure["numerator"].clone(), figure["denominator"].clone())
}

#[test]
fn a_change_after_as_of_is_no_history_yet() {
    let deals = "deal_id,stage,closed_at,why_now\nD1,Closed Won,2026-03-02T10:00:00Z,Their contract ends in June\n\
                 D2,Closed Won,2026-03-03T10:00:00Z,Their contract ends in May\n";
    let changed = |at: &str| complete_at_close(deals, &format!("D1,why_now,,Their contract ends in June,{at}"));
    assert_eq!(changed("2026-03-01T10:00:00Z").1, 1.0);
    assert_eq!(changed("2026-04-01T10:00:00Z"), (0.0.into(), 1.0.into()));
    let (_, later) = changed("2026-06-01T10:00:00Z");
    assert!(later == 0.0 || later.is_null(), "{later}");
}

/// Naming the CSM days after the win is the usual case: the deal was not complete at its close.
#[test]
fn a_csm_who_was_named_after_the_close_was_not_named_at_it() {
    let deals = "deal_id,stage,closed_at,csm\nD1,Closed Won,2026-03-02T10:00:00Z,Cara Lee\n";
    let named = |at: &str, before: &str| complete_at_close(deals, &format!("D1,csm,{before},Cara Lee,{at}")).0;
    assert_eq!(named("2026-03-05T10:00:00Z", ""), 0.0);
    assert_eq!(named("2026-03-05T10:00:00Z", "tbd"), 0.0);
    assert_eq!(named("2026-03-05T10:00:00Z", "Dan Roe"), 1.0, "somebody else was");
    assert_eq!(named("2026-03-02T12:00:00Z", ""), 1.0, "within a day of the win");
}

/// Who joined after `as_of` was not there, neither as an answer nor as a record behind the packet; one without a time was.
#[test]
fn people_who_were_added_after_as_of_are_not_there_yet() {
    let deals = "deal_id,stage,closed_at\nD1,Closed Won,2026-03-02T10:00:00Z\n";
    let answered = |added: &str| {
        let people = format!("deal_id,contact_name,role,added_at\nD1,Uma Ueda,Executive Sponsor,{added}\n");
        let settings = "[audit]\nas_of = 2026-05-01\n";
        let files = [("deals.csv", deals), ("deal_contacts.csv", &people), ("audit.toml", settings)];
        let home = run_files(&files.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let audit = read_audit(&home.path().join("out"));
        let brief = call(&["brief", home.path().join("exports").to_str().expect("plain"), "D1", "--format", "md"]);
        let is_in_brief = String::from_utf8_lossy(&brief.stdout).contains("Uma Ueda");
        let is_later = audit["data_health"].to_string().contains("deal_contacts.added_at: 1 row");
        (audit["deals"][0]["fields"]["executive_sponsor"].clone(), is_in_brief, is_later)
    };
    assert_eq!(answered("2026-04-01"), ("answered".into(), true, false));
    assert_eq!(answered(""), ("answered".into(), true, false));
    assert_eq!(answered("2026-06-01"), ("blank".into(), false, true));
}

#[test]
fn wins_that_are_in_no_rate_are_listed_with_where_the_deals_are_now() {
    let deals = "deal_id,deal_name,stage,deal_type,closed_at,owner\n1,Alpha,Closed Lost,,2026-03-02,Ada\n\
                 2,Beta,Closed Won,,2026-03-03,Ada\n3,Gamma,Closed Lost,,2026-03-04,Ada\n\
                 4,Delta,Closed Won,Pilot,2026-03-05,\n";
    let stages = "deal_id,stage,entered_at\n1,Closed Won,2026-03-02T10:00:00Z\n1,Closed Lost,2026-03-20T10:00:00Z\n\
                  2,Closed Won,2026-03-03T10:00:00Z\n3,Closed Lost,2026-03-04T10:00:00Z\n";
    let files = [("deals.csv", deals), ("stage_history.csv", stages)];
    let home = run_files(&files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let audit = read_audit(&home.path().join("out"));
    let reversed = audit["reversed"].as_array().expect("a list");
    assert_eq!((reversed.len(), &audit["population"]["reversed"]), (1, &1.into()));
    let deal = |name: &str| reversed[0][name].as_str().expect(name);
    assert_eq!(
        ["deal_id", "name", "won_at", "stage", "owner", "origin"].map(deal),
        ["1", "Alpha", "2026-03-02T10:00:00Z", "Closed Lost", "Ada", "deals.csv line 2"]
    );
    let page = std::fs::read_to_string(home.path().join("out/index.html")).expect("a page");
    assert!(page.contains("Won once and not won now: 1 deal, in no rate"));
    let other = &audit["other_types"][0];
    assert_eq!((&other["deal_id"], &other["deal_type"], &other["owner"]), (&"4".into(), &"Pilot".into(), &"".into()));
    assert!(page.contains("Won, of a type that is out of scope: 1 deal, in no rate"));
}
