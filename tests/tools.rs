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

/// The table as which a file is read; `None`: it is not used.
fn table_of(name: &str, text: &str) -> Option<String> {
    let audit = with(name, text);
    let mut files = audit["sources"].as_array().expect("files").iter();
    files.find(|file| file["path"] == name).expect(name)["table"].as_str().map(str::to_owned)
}

#[test]
fn what_happens_to_a_customer_is_no_list_of_customers() {
    let tickets = "ticket_id,account_id,created_date,category,priority,status\nT1,A1,2026-01-20,billing,high,closed\n";
    assert_eq!(table_of("support_tickets.csv", tickets), None);
    let rated =
        "ticket_id,account_id,created_at,priority,status,subject,CSAT (1-5)\nT1,A1,2026-01-20,high,closed,Login,4\n";
    assert_eq!(table_of("rated_tickets.csv", rated), None);
    let invoices = "invoice_id,account_id,region,status\nI1,A1,West,cancelled\n";
    assert_eq!(table_of("invoices.csv", invoices), None);
    let snapshots = "snapshot_id,deal_id,stage,amount,owner\nS1,1,Closed Won,10,Ann\n";
    assert_eq!(table_of("pipeline_snapshots.csv", snapshots), None);
    let customers = "account_id,region,status\nA1,West,churned\n";
    assert_eq!(table_of("customers.csv", customers).as_deref(), Some("accounts"));
}

#[test]
fn a_history_of_stages_is_read_by_what_people_call_its_columns() {
    for line in [
        "history_id,opp_id,stage,changed_date,days_in_stage",
        "Entry,Deal ID,To Stage,Transitioned At,Days",
        "stage_from,opportunity_id,stage_to,change_date,days",
        "previous,deal_id,stage,timestamp,days",
    ] {
        let history = format!("{line}\n1,1,Closed Won,2026-01-20,0\n2,2,Proposal,2026-01-01,3\n");
        let audit = with("opp_history.csv", &history);
        let deal =
            audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "1").expect("a deal");
        assert_eq!(deal["won_at"], "2026-01-20T12:00:00Z", "{line}");
    }
}

#[test]
fn a_log_of_contacts_is_read_under_whatever_name_it_goes() {
    for kind in ["touch", "Interaction", "Communication"] {
        let log = format!(
            "{kind} ID,Deal ID,{kind} Type,{kind} Date,Direction,Logged By,Summary\n1,1,Call,2026-01-20 10:00,Outbound,Cy Care,Hello\n"
        );
        let audit = with("log.csv", &log);
        let fed = fields(&audit, "log.csv");
        assert_eq!(fed.len(), 7, "{fed:?}");
        assert!(fed.iter().all(|(_, field)| field.starts_with("activities.")), "{fed:?}");
    }
}

#[test]
fn kinds_of_activities_are_read_by_their_words() {
    let deals = FOUR_DEALS.replace("Associated Company\n", "Associated Company,CSM\n");
    let deals: String = deals
        .lines()
        .map(|line| if line.ends_with("CSM") { format!("{line}\n") } else { format!("{line},Cy Care\n") })
        .collect();
    let log = "activity_id,deal_id,activity_type,direction,author,activity_date\n\
        1,1,Welcome Call,,Cy Care,2026-01-06\n2,2,Call attempt,,Cy Care,2026-01-06\n3,3,Email Sent,outbound,Cy Care,2026-01-06\n";
    let audit = audit_of(&[AS_OF, ("deals.csv", &deals), ("crm_activities.csv", log)]);
    let said = audit["sources"].to_string();
    assert!(said.contains("read by a word in them: “Email Sent” as email, “Welcome Call” as call"), "{said}");
    assert!(audit["data_health"].to_string().contains("1 of 3 rows of activities"), "the attempt is to be told");
}
