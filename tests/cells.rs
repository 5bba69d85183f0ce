//! What a cell or a heading of an export means, seen in the figures that rest on it.

mod support;

use serde_json::{Value, json};
use support::{audit_of, note};

/// A figure of all deals.
fn figure<'a>(audit: &'a Value, id: &str) -> &'a Value {
    let metrics = audit["metrics"].as_array().expect("metrics");
    let whole = |metric: &&Value| metric["id"] == id && metric["cohort"]["dimension"] == "all";
    metrics.iter().find(whole).unwrap_or_else(|| panic!("no figure {id}"))
}

/// Numerator and denominator.
fn counts(audit: &Value, id: &str) -> (Value, Value) {
    let figure = figure(audit, id);
    (figure["numerator"].clone(), figure["denominator"].clone())
}

#[test]
fn a_look_up_that_holds_nobody_is_no_person() {
    let deals = "Id,Name,AccountId,StageName,CloseDate,CreatedDate,OwnerId,Customer_Success_Manager__c\n\
                 006bm00000LKJNNAA5,Alpha,001bm00001ZL8U9AAL,Closed Won,2026-01-05,2025-12-01,005bm000001AaAAAA0,\
                 000000000000000AAA\n\
                 006bm00000LKJNOAA5,Beta,001bm00001ZL8UAAA1,Closed Won,2026-01-06,2025-12-02,000000000000000,\
                 005bm000001BbBAAA0\n";
    let audit = audit_of(&[("Opportunity.csv", deals)]);
    let people = |name: &str| {
        let deals = audit["deals"].as_array().expect("deals");
        let deal = deals.iter().find(|deal| deal["name"] == name).expect("a deal");
        (deal["ae"] == "(blank)", deal["csm"] == "(blank)")
    };
    assert_eq!((people("Alpha"), people("Beta")), ((false, true), (true, false)), "{:#}", audit["deals"]);
    assert!(!audit["metrics"].to_string().contains("000000000000000"), "it is no cohort");
}

#[test]
fn a_dump_of_postgres_says_which_way_a_mail_went() {
    let deals = "Id,Name,AccountId,StageName,CloseDate,CreatedDate,OwnerId\n\
                 006bm00000LKJNNAA5,Alpha,001bm00001ZL8U9AAL,Closed Won,2026-01-05,2025-12-01,005bm000001AaAAAA0\n";
    for (inbound, outbound) in [("t", "f"), ("Yes", "No"), ("1.0", "0.0"), ("true", "false")] {
        let mails = format!(
            "Id,RelatedToId,MessageDate,Subject,Incoming,CreatedById,TextBody\n\
             02sbm000000aaaaAAA,006bm00000LKJNNAA5,2026-01-05T14:00:00Z,Re,{inbound},005bm000001AaAAAA0,Thanks\n\
             02sbm000000aaabAAA,006bm00000LKJNNAA5,2026-01-05T15:00:00Z,Hello,{outbound},005bm000001AaAAAA0,Hi\n"
        );
        let settings = "[audit]\nas_of = 2026-06-30\n";
        let files = [("Opportunity.csv", deals), ("EmailMessage.csv", mails.as_str()), ("audit.toml", settings)];
        let audit = audit_of(&files);
        assert_eq!(counts(&audit, "transition_email_within_sla"), (json!(1.0), json!(1.0)), "{inbound} and {outbound}");
    }
}

#[test]
fn accounts_of_salesforce_are_known_by_custom_fields_alone() {
    let deals = "Id,Name,AccountId,StageName,CloseDate,CreatedDate,OwnerId\n\
                 006bm00000LKJNNAA5,Alpha,001bm00001ZL8U9AAL,Closed Won,2026-01-05,2025-12-01,005bm000001AaAAAA0\n";
    let accounts = "Id,Name,Website,Industry,Segment__c,Region__c,Churn_Date__c\n\
                    001bm00001ZL8U9AAL,Alpha GmbH,alpha.example,Steel,Enterprise,EMEA,\n";
    let audit = audit_of(&[("Opportunity.csv", deals), ("Account.csv", accounts)]);
    assert_eq!(audit["deals"][0]["segment"], "Enterprise", "{:#}", audit["sources"]);
}

#[test]
fn an_amount_a_year_is_not_divided_by_the_term() {
    let audit_of = |heading: &str| {
        let deals = format!(
            "deal_id,deal_name,account_id,stage,won_at,owner,contract_term_months,{heading}\n\
             D1,Alpha,A1,Closed Won,2026-01-05T10:00:00Z,Ada,36,36000\n"
        );
        let accounts = "account_id,account_name,churned_at\nA1,Alpha GmbH,\n";
        let settings = format!(
            "[audit]\nas_of = 2026-06-30\n[[source]]\npath = \"deals.csv\"\n[source.columns]\namount = \"{heading}\"\n[[source]]\npath = \"accounts.csv\"\n"
        );
        audit_of(&[("deals.csv", &deals), ("accounts.csv", accounts), ("audit.toml", &settings)])
    };
    for (heading, weight) in [("Total", 12_000.0), ("Annual contract value", 36_000.0), ("ARR", 36_000.0)] {
        let audit = audit_of(heading);
        assert_eq!(counts(&audit, "revenue_retention_90d"), (json!(weight), json!(weight)), "{heading}");
    }
}

#[test]
fn times_below_a_heading_that_says_utc_are_utc() {
    let audit_in = |heading: &str| {
        let deals = format!(
            "deal_id,deal_name,account_id,stage,{heading},owner\nD1,Alpha,A1,Closed Won,2026-01-05 02:00,Ada\n"
        );
        let settings = format!(
            "[audit]\ntimezone = \"America/New_York\"\nas_of = 2026-06-30\n[[source]]\npath = \"deals.csv\"\n\
             [source.columns]\nwon_at = \"{heading}\"\n"
        );
        let audit = audit_of(&[("deals.csv", &deals), ("audit.toml", &settings)]);
        audit["deals"][0]["won_at"].clone()
    };
    assert_eq!(audit_in("won_at"), "2026-01-05T07:00:00Z");
    assert_eq!(audit_in("won_at (UTC)"), "2026-01-05T02:00:00Z");
}

#[test]
fn people_whom_columns_of_the_deal_name_for_a_role_are_in_the_packet() {
    let deals = "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Deal owner,Champion,MEDDIC Economic Buyer\n\
                 101,Alpha,Closed Won,2026-01-05 10:00,2025-12-01 10:00,Ada,Zoe Zander,tbd\n\
                 102,Beta,Closed Won,2026-01-05 10:00,2025-12-01 10:00,Ada,,Yan Young\n";
    let fields = |audit: &Value| {
        let deals = audit["deals"].as_array().expect("deals");
        deals.iter().map(|deal| deal["fields"].clone()).collect::<Vec<_>>()
    };
    let audit = audit_of(&[("deals.csv", deals)]);
    let states = |field: &str| fields(&audit).iter().map(|deal| deal[field].clone()).collect::<Vec<_>>();
    assert_eq!(states("champion"), ["answered", "blank"]);
    assert_eq!(states("economic_buyer"), ["placeholder", "answered"]);
    assert_eq!(states("technical_contact"), ["not_captured", "not_captured"], "no column and no contact could hold it");
    let contacts = "deal_id,contact_name,role\n102,Zoe Zander,champion\n";
    let audit = audit_of(&[("deals.csv", deals), ("deal_contacts.csv", contacts)]);
    let champions: Vec<Value> = fields(&audit).iter().map(|deal| deal["champion"].clone()).collect();
    assert_eq!(champions, ["answered", "answered"], "a contact of the deal is as good");
}

#[test]
fn texts_of_deals_that_no_field_is_read_from_are_said_to_be_there() {
    let deals = "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Deal owner,Wishes of the buyer,Motto,Region code\n\
                 101,Alpha,Closed Won,2026-01-05 10:00,2025-12-01 10:00,Ada,Wants to leave the old system by June,We all do it,EU 1\n\
                 102,Beta,Closed Won,2026-01-05 10:00,2025-12-01 10:00,Ada,Needs a report for the board,We all do it,EU 2\n";
    let audit = audit_of(&[("deals.csv", deals)]);
    let said = note(&audit, "unread-texts").expect("a note");
    assert_eq!(said["examples"], json!(["deals.csv, column \"Wishes of the buyer\""]), "{said:#}");
    let read = "[[source]]\npath = \"deals.csv\"\n[source.columns]\nbusiness_goals = \"Wishes of the buyer\"\n";
    let audit = audit_of(&[("deals.csv", deals), ("audit.toml", read)]);
    assert!(note(&audit, "unread-texts").is_none(), "it is read");
}

#[test]
fn a_deal_of_several_companies_is_said_to_count_for_the_first() {
    let of = |companies: &str| {
        let deals = format!(
            "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Deal owner,Associated Company IDs\n\
             101,Alpha,Closed Won,2026-01-05 10:00,2025-12-01 10:00,Ada,{companies}\n\
             102,Beta,Closed Won,2026-01-06 10:00,2025-12-01 10:00,Ada,503\n"
        );
        let accounts = "account_id,account_name,segment\n501,Alpha GmbH,SMB\n502,Alpha Holding,Enterprise\n";
        let audit = audit_of(&[("deals.csv", &deals), ("accounts.csv", accounts)]);
        let segment = audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "101");
        let segment = segment.expect("the deal")["segment"].clone();
        (segment, note(&audit, "several-companies").map(|note| note["count"].clone()))
    };
    assert_eq!(of("501;502"), (json!("SMB"), Some(json!(1))));
    assert_eq!(of("501;501"), (json!("SMB"), None), "one company, twice");
    assert_eq!(of("502"), (json!("Enterprise"), None));
}
