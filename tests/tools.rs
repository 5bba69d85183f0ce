//! What tools for calls, surveys and success call their columns.

mod support;

use serde_json::Value;
use support::{FOUR_DEALS, audit_of, counts};

const AS_OF: (&str, &str) = ("audit.toml", "[audit]\nas_of = 2026-03-01\n");

fn with(name: &str, text: &str) -> Value {
    audit_of(&[AS_OF, ("deals.csv", FOUR_DEALS), (name, text)])
}

/// By heading, the fields that the columns of a file feed; those that feed none are left out.
fn fields(audit: &Value, path: &str) -> Vec<(String, String)> {
    let mut files = audit["sources"].as_array().expect("files").iter();
    let file = files.find(|file| file["path"] == path).expect(path);
    let text = |column: &Value, key: &str| column[key].as_str().map(str::to_owned);
    let columns = file["columns"].as_array().expect("columns").iter();
    columns.filter_map(|column| Some((text(column, "heading")?, text(column, "field")?))).collect()
}

#[test]
fn a_list_of_calls_says_who_called_whom_and_when() {
    let deals =
        FOUR_DEALS.replace("Associated Company\n", "Associated Company,CSM\n").replace("Inc.\n", "Inc.,Cy Care\n");
    let deals = deals.replace("GmbH\n", "GmbH,Cy Care\n").replace("Twin\n", "Twin,\n").replace("Ltd\n", "Ltd,\n");
    let calls = "Call ID,Call Title,Call Date,Start Time,Duration (min),Direction,Scope,Host,Host Email,External Participants,Account,CRM Opportunity ID,Brief\n\
                 71,Kickoff,2026-01-06,07:10 PM,25,Conference,External,Cy Care,cy@own.example,Fay,Acme Inc.,1,Intro\n\
                 72,Handoff,2026-01-06,09:10 AM,25,Conference,Internal,Cy Care,cy@own.example,,Bolt GmbH,2,Sync\n";
    let users = "Name,Email,Team\nCy Care,cy@own.example,Customer Success\n";
    let files = [AS_OF, ("deals.csv", deals.as_str()), ("gong-calls.csv", calls), ("users.csv", users)];
    let audit = audit_of(&files);
    assert_eq!(counts(&audit, "first_touch_within_sla"), (1, 4), "one is among colleagues");
    let deal = audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "1").expect("a deal");
    assert_eq!(deal["events"]["first_touch_at"], "2026-01-06T19:10:00Z");
    assert!(!audit["data_health"].to_string().contains("Conference"), "{:#}", audit["data_health"]);
}

#[test]
fn a_custom_object_holds_the_days_of_a_handoff() {
    let object = "Id,Opportunity__c,Handoff_Submitted_Date__c,Handoff_Returned_Date__c,Handoff_Accepted_Date__c,Internal_Sync_Date__c,Kickoff_Planned_Date__c,Kickoff_Date__c\n\
                  a01,1,2026-01-05,,2026-01-06,2026-01-06,2026-01-09,2026-01-10\n\
                  a02,2,2026-01-06,2026-01-07,2026-01-08,2026-01-07,2026-01-10,2026-01-20\n";
    let audit = with("Onboarding__c.csv", object);
    assert_eq!(counts(&audit, "acceptance_rate"), (2, 4));
    assert_eq!(counts(&audit, "first_pass_acceptance_rate"), (1, 4));
    assert_eq!(counts(&audit, "sync_within_sla"), (2, 4));
    assert_eq!(counts(&audit, "kickoff_within_sla"), (1, 4));
}

#[test]
fn a_heading_may_hold_the_scale_of_its_answers() {
    let answers = |heading: &str| {
        format!(
            "Deal ID,Response date,{heading},Did you have to repeat information?\n1,2026-02-10,5,Yes\n2,2026-02-11,3,No\n"
        )
    };
    for (heading, mean) in [("CSAT (1-5)", Some(75.0)), ("CSAT score (out of 10)", Some(40.0)), ("CSAT score", None)] {
        let audit = with("csat.csv", &answers(heading));
        let is_wanted = |metric: &&Value| metric["id"] == "csat_mean" && metric["cohort"]["dimension"] == "all";
        let metric = audit["metrics"].as_array().expect("metrics").iter().find(is_wanted).expect("csat");
        assert_eq!(metric["value"].as_f64(), mean, "{heading}: {metric:#}");
        if mean.is_none() {
            assert_eq!(metric["reason"], "no export holds surveys.scale_max", "nobody guesses it");
        }
        assert_eq!(counts(&audit, "repeat_ask_rate"), (1, 2), "{heading}");
    }
}

#[test]
fn ids_and_days_go_by_the_names_that_tools_give_them() {
    let sell = "id,name,value,currency,stage_name,pipeline_name,company_name,company_id,owner,created_at,closed_on,custom_CSM\n\
                200,Willow,480,GBP,Won,Sales,Willow GmbH,80,Jo,2026-01-02T10:00:00Z,2026-02-04T10:00:00Z,Carlos\n";
    let audit = audit_of(&[AS_OF, ("deals.csv", sell)]);
    let fields = fields(&audit, "deals.csv");
    let field = |heading: &str| fields.iter().find(|(known, _)| known == heading).map(|(_, field)| field.as_str());
    assert_eq!(field("closed_on"), Some("deals.closed_at"));
    assert_eq!(field("custom_CSM"), Some("deals.csm"));
    assert_eq!(field("pipeline_name"), Some("deals.pipeline"));
}
