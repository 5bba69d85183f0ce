//! Two views of the deals in one folder, with other columns: together they tell what one export of all columns tells.

mod support;

use serde_json::Value;
use support::{audit_of, note, read_audit, run_files};

const CORE: &str = "deal_id,deal_name,account_id,stage,won_at,owner,csm
D1,Alpha,A1,Closed Won,2026-01-05,Ada,Cy
D2,Beta,A2,Closed Won,2026-01-06,Ada,Cy
D3,Gamma,A3,Closed Won,2026-01-07,Ada,Cy
";
const FIELDS: &str = "deal_id,stage,success_metric,why_now
D1,Closed Won,12 hours to 2 by June,Their contract ends in June
D2,Closed Won,,The board asked for it
";
const SETTINGS: (&str, &str) = ("audit.toml", "[audit]\nas_of = 2026-06-01\n");

fn state<'a>(audit: &'a Value, deal: &str, field: &str) -> &'a str {
    let deals = audit["deals"].as_array().expect("deals");
    deals.iter().find(|one| one["deal_id"] == deal).expect("the deal")["fields"][field].as_str().expect("a state")
}

/// Whichever of the two files comes last by its name.
fn both_ways(core: &str, fields: &str) -> [Value; 2] {
    [["a.csv", "b.csv"], ["b.csv", "a.csv"]].map(|[one, other]| audit_of(&[(one, core), (other, fields), SETTINGS]))
}

#[test]
fn what_one_view_has_no_column_for_the_other_tells() {
    for audit in both_ways(CORE, FIELDS) {
        assert_eq!((&audit["population"]["won"], &audit["population"]["duplicates"]), (&3.into(), &2.into()));
        assert_eq!([state(&audit, "D1", "success_metric"), state(&audit, "D1", "why_now")], ["answered"; 2]);
        assert_eq!([state(&audit, "D2", "success_metric"), state(&audit, "D2", "why_now")], ["blank", "answered"]);
        assert_eq!(state(&audit, "D3", "why_now"), "not_captured", "no export of the deal has the column");
        let said = note(&audit, "untold-columns").expect("said");
        assert_eq!((&said["count"], said["examples"].as_array().map(Vec::len)), (&1.into(), Some(1)));
        let accused = audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "D3");
        let findings = accused.expect("the deal")["findings"].to_string();
        assert!(!findings.contains("HA101"), "nobody is asked for it: {findings}");
        assert!(audit.to_string().contains("this one has no column for them"));
        assert_eq!(note(&audit, "believed-by-name"), None, "the views do not contradict each other");
    }
}

#[test]
fn what_a_file_has_a_column_for_it_says_itself() {
    let newer = CORE.replace("won_at", "won_at,modified_at,why_now").replace(",Ada", ",2026-05-02,,Ada");
    let older = FIELDS.replace("why_now", "why_now,modified_at").replace("June\n", "June,2026-02-02\n");
    for audit in both_ways(&newer, &older.replace("for it\n", "for it,2026-02-02\n")) {
        assert_eq!(state(&audit, "D1", "why_now"), "blank", "it has been emptied since");
        assert_eq!(state(&audit, "D1", "success_metric"), "answered", "the newer export does not hold it");
    }
    let erased = FIELDS.replace("stage,success_metric", "stage,modified_at,success_metric");
    let older = erased.replace("Closed Won,", "Closed Won,2026-02-02,");
    let newest = "deal_id,modified_at,success_metric\nD1,2026-05-05,\n";
    let files = [("a.csv", CORE), ("b.csv", older.as_str()), ("c.csv", newest), SETTINGS];
    assert_eq!(
        state(&audit_of(&files), "D1", "success_metric"),
        "blank",
        "the newest file that holds it is blank there"
    );
    let moved = FIELDS.replace("stage,", "stage,csm,").replace("Closed Won,", "Closed Won,Di,");
    for audit in both_ways(CORE, &moved) {
        let said = note(&audit, "believed-by-name").expect("only the names of the files decide");
        assert_eq!(said["count"], 2);
    }
    let emptied = FIELDS.replace("12 hours to 2 by June", "");
    for audit in both_ways(FIELDS, &emptied) {
        let said = note(&audit, "believed-by-name").expect("a blank against a value");
        assert_eq!(said["count"], 1);
    }
}

#[test]
fn a_deal_that_was_lost_since_is_not_won_by_an_older_view() {
    let older = "deal_id,deal_name,is_won,closed_at,modified_at\nD1,Alpha,true,2026-01-05,2026-01-06\n";
    let newer = "deal_id,stage,closed_at,modified_at\nD1,Closed Lost,2026-01-05,2026-03-06\nD2,Closed Won,2026-01-07,2026-03-06\n";
    for audit in both_ways(older, newer) {
        assert_eq!((&audit["population"]["rows"], &audit["population"]["won"]), (&2.into(), &1.into()));
    }
}

#[test]
fn a_cell_of_another_view_stands_where_it_was_found() {
    let fields = FIELDS.replace("12 hours to 2 by June", "be better");
    let files = [("deals.csv", CORE), ("handoff.csv", fields.as_str()), SETTINGS];
    let home = run_files(&files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let findings = std::fs::read_to_string(home.path().join("out/findings.csv")).expect("findings");
    let vague = findings.lines().find(|line| line.contains("HA102") && line.contains("D1")).expect("a vague metric");
    assert!(vague.contains("handoff.csv line 2, column"), "{vague}");
    assert_eq!(read_audit(&home.path().join("out"))["population"]["won"], 3);
}

#[test]
fn a_view_needs_the_deal_s_id_and_stage_alone() {
    let core = "Record ID,Deal Name,Deal Stage,Close Date,Deal owner\n1,Alpha,Closed Won,2026-01-05,Ada\n";
    let fields = "Record ID,Deal Stage,Success Metric\n1,Closed Won,12 hours to 2 by June\n";
    for audit in both_ways(core, fields) {
        assert_eq!(audit["population"]["won"], 1);
        assert_eq!(state(&audit, "1", "success_metric"), "answered");
    }
    let won = "Id,AccountId,IsWon,CloseDate,Name\n006A,001A,true,2026-01-05,Alpha\n006B,001B,false,2026-01-05,Beta\n";
    let audit = audit_of(&[("Opportunity.csv", won), SETTINGS]);
    assert_eq!((&audit["population"]["rows"], &audit["population"]["won"]), (&2.into(), &1.into()));
}

#[test]
fn deals_that_the_newer_copy_does_not_hold_count_and_are_said() {
    let gone = |newer: &str| {
        let audit = audit_of(&[("deals 2026-05-01.csv", CORE), ("deals 2026-05-08.csv", newer), SETTINGS]);
        assert_eq!(audit["population"]["in_scope"], 3, "{}", audit["population"]);
        note(&audit, "gone-since").map(|note| note["count"].clone())
    };
    let without = |deal: &str| -> String {
        CORE.lines().filter(|line| !line.starts_with(deal)).map(|line| line.to_owned() + "\n").collect()
    };
    assert_eq!(gone(&without("D3")), Some(1.into()));
    // Another state of one of them, and the other unchanged.
    assert_eq!(gone(&without("D3").replace("2026-01-06,Ada", "2026-01-06,Eve")), Some(1.into()));
    assert_eq!(gone(CORE), None);
    // Another month is no copy, and neither is another view.
    assert_eq!(
        gone(&CORE.lines().take(1).chain(CORE.lines().skip(3)).map(|line| line.to_owned() + "\n").collect::<String>()),
        None
    );
    assert_eq!(gone("deal_id,deal_name,stage\nD1,Alpha,Closed Won\nD2,Beta,Closed Won\n"), None);
}

#[test]
fn what_stands_beside_the_deals_may_be_told_of_any_deal() {
    let tracker = "Deal ID,Why now,Success metric,Decision,Decision date\n\
                   D1,Their contract ends in June,12 hours to 2,Accepted,2026-01-06\n";
    let audit = audit_of(&[("deals.csv", CORE), ("Handoff tracker.csv", tracker), SETTINGS]);
    assert_eq!([state(&audit, "D1", "why_now"), state(&audit, "D3", "why_now")], ["answered", "blank"]);
    assert_eq!(note(&audit, "untold-columns"), None);
}

#[test]
fn a_csm_in_no_column_of_the_deals_export_is_not_known_to_be_missing() {
    let without = CORE.replace(",csm", "").replace(",Cy", "");
    let with = "deal_id,stage,won_at,csm\nD1,Closed Won,2026-01-05,Cy\nD2,Closed Won,2026-01-06,\n";
    for audit in both_ways(&without, with) {
        let states = ["D1", "D2", "D3"].map(|deal| state(&audit, deal, "csm_owner"));
        assert_eq!(states, ["answered", "blank", "not_captured"]);
        let rules = audit["rules"].as_array().expect("rules");
        let rule = rules.iter().find(|rule| rule["code"] == "HA106").expect("a rule");
        assert_eq!((&rule["findings"], &rule["judged"]), (&1.into(), &2.into()));
    }
}
