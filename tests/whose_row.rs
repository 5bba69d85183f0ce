//! Whose a row is: what it says of its account is evidence, a name is a guess, and an id of something else is neither.

mod support;

use serde_json::Value;
use support::{audit_of, counts, ids, note};

const AS_OF: (&str, &str) = ("audit.toml", "[audit]\nas_of = 2026-09-30\n");

fn audit(files: &[(&str, &str)]) -> Value {
    let mut all = vec![AS_OF];
    all.extend(files);
    audit_of(&all)
}

/// The codes of a deal's findings.
fn found<'a>(audit: &'a Value, id: &str) -> Vec<&'a str> {
    let mut deals = audit["deals"].as_array().expect("deals").iter();
    let deal = deals.find(|deal| deal["deal_id"] == id).expect(id);
    deal["findings"].as_array().expect("codes").iter().filter_map(Value::as_str).collect()
}

const PIPEDRIVE: &str = "ID,Title,Status,Value,Won time,Owner,Organization
41,Acme new,Won,1000,2026-05-01 10:00:00,Rep A,Acme
42,Beta new,Won,1000,2026-05-02 10:00:00,Rep B,Beta
43,Gamma new,Won,1000,2026-05-02 10:00:00,Rep B,Gamma
";

#[test]
fn a_link_to_something_else_is_no_id_of_a_deal() {
    let log = "Deal ID,Review Decision,Review Date,Reviewer\n\
               https://acme.pipedrive.com/organization/41,Returned,2026-05-20,Cs One\n\
               https://acme.pipedrive.com/deal/42,Accepted,2026-05-03,Cs One\n\
               https://acme.pipedrive.com/deal/43 (Gamma),Accepted,2026-05-03,Cs One\n";
    let audit = audit(&[("deals.csv", PIPEDRIVE), ("handoff_reviews.csv", log)]);
    assert_eq!(counts(&audit, "acceptance_rate"), (2, 3));
    assert_eq!(counts(&audit, "material_return_rate"), (0, 3));
    assert_eq!(audit["population"]["unlinked"]["reviews"], 1);
}

#[test]
fn the_fields_of_a_deal_in_a_tracker_are_the_deals() {
    let tracker = "Deal ID,Deal - Owner,Deal - Status,Kickoff Date,Onboarding Status\n\
                   41,Rep A,won,2026-05-04,Active\n42,Rep B,won,2026-05-05,Active\n";
    let audit = audit(&[("deals.csv", PIPEDRIVE), ("onboarding.csv", tracker)]);
    let columns = audit["sources"].to_string();
    assert!(!columns.contains("\"field\":\"onboarding.csm\""), "the AE is no CSM: {columns}");
    assert_eq!(counts(&audit, "kickoff_within_sla"), (2, 3));
}

const DEALS: &str = "Deal ID,Deal Name,Account ID,Account Name,Stage,Close Date,Amount,Deal Owner
D1,Standard,A1,Acme,Closed Won,2026-05-01,1000,Rep A
D2,Beta new,A2,Beta,Closed Won,2026-05-02,1000,Rep B
D3,Gamma new,A3,Gamma,Closed Won,2026-05-02,1000,Rep B
";

#[test]
fn ids_like_those_of_deals_are_of_deals_that_are_not_there() {
    let log = |ids: [&str; 3]| {
        let row = |(id, account): (&str, &str)| format!("{id},{account},Returned,2026-05-20,Cs One\n");
        let rows: String = ids.into_iter().zip(["A1", "A2", "A3"]).map(row).collect();
        format!("Deal ID,Account ID,Review Decision,Review Date,Reviewer\n{rows}")
    };
    let alike = audit(&[("deals.csv", DEALS), ("reviews.csv", &log(["D901", "D902", "D903"]))]);
    assert_eq!(counts(&alike, "material_return_rate"), (0, 0), "renewals, say, that the export does not hold");
    assert!(note(&alike, "stray-table").is_some());
    let foreign = audit(&[("deals.csv", DEALS), ("reviews.csv", &log(["HS-1", "HS-2", "HS-3"]))]);
    assert_eq!(foreign["population"]["unlinked"]["reviews"], 0, "another system's ids give way to the account");
    assert_eq!(note(&foreign, "by-account-instead").expect("said")["count"], 3);
}

#[test]
fn a_name_never_beats_the_account_of_the_row() {
    let escalations = "Escalation ID,Account ID,Deal,Escalation Type,Escalated On\nE1,A2,Standard,handoff,2026-05-10\n";
    let tracker = "Deal Name,Customer,CSM,Kickoff Date,Handoff Call,Success Metric\n\
                   Standard,Beta,Cs Two,2026-05-10,2026-05-03,Cut churn by 10 % by June\n";
    let audit = audit(&[("deals.csv", DEALS), ("escalations.csv", escalations), ("onboarding_tracker.csv", tracker)]);
    assert!(!found(&audit, "D1").contains(&"HA801") && found(&audit, "D2").contains(&"HA801"));
    assert!(found(&audit, "D1").contains(&"HA105") && !found(&audit, "D2").contains(&"HA105"), "so do its fields");
    assert_eq!(note(&audit, "by-account-instead").expect("said")["count"], 2);
}

#[test]
fn of_deals_of_one_name_the_accounts_is_meant_then_the_one_that_is_won() {
    let deals = "Deal ID,Deal Name,Account ID,Stage,Close Date,Amount\n\
                 D1,Acme,A1,Closed Lost,2025-05-01,1\nD2,Acme,A1,Closed Won,2026-05-01,1\n\
                 D3,New,A2,Closed Won,2026-05-01,1\nD4,New,A3,Closed Won,2026-05-01,1\n";
    let log = "Deal Name,Account ID,Review Decision,Review Date,Reviewer,Success Metric\n\
               Acme,A1,Accepted,2026-05-02,Cy,Cut churn from 9 % to 5 % by June\nNew,A3,Accepted,2026-05-02,Cy,\n\
               Acme,,Accepted,2026-05-03,Cy,\n";
    let audit = audit(&[("deals.csv", deals), ("handoff_reviews.csv", log)]);
    assert_eq!(counts(&audit, "acceptance_rate"), (2, 3), "D2 and D4");
    assert!(!found(&audit, "D2").contains(&"HA101"), "the fields go where the decision goes");
    assert!(found(&audit, "D3").contains(&"HA101"));
}

#[test]
fn a_cell_may_name_several_deals() {
    let mails = |cells: [&str; 2]| {
        let heading = "Record ID,Email subject,Email direction,Activity date,Activity assigned to,Associated Deals";
        let row = |(nth, cell): (usize, &str)| format!("{nth},Hi,EMAIL,2026-05-02 18:00,Cs One,{cell}\n");
        format!("{heading}\n{}", cells.into_iter().enumerate().map(row).collect::<String>())
    };
    let deals = DEALS.replace("Deal Owner\n", "Deal Owner,CSM\n").replace("Rep A\n", "Rep A,Cs One\n");
    let deals = deals.replace("Rep B\n", "Rep B,Cs One\n");
    for cells in [["Standard;Beta new", "D3"], ["D1;D2", "Gamma new"], ["D1;Beta new", "D3"]] {
        let audit = audit(&[("deals.csv", deals.as_str()), ("emails.csv", &mails(cells))]);
        assert_eq!(counts(&audit, "first_touch_within_sla"), (3, 3), "{cells:?}");
    }
}

#[test]
fn rows_of_either_account_of_a_deal_are_about_it() {
    let deals = "deal_id,deal_name,account_id,stage,closed_at,csm\n1,Acme new,A1;A2,Closed Won,2026-05-01,Cs One\n\
                 2,Beta new,A3,Closed Won,2026-05-01,Cs One\n";
    for account in ["A1", "A2", "A2;A1", "A2;A9"] {
        let mails = format!(
            "activity_id,account_id,type,direction,author,occurred_at\n1,{account},email,outgoing,Cs One,2026-05-02\n\
             2,A3,email,outgoing,Cs One,2026-05-02\n3,A9,email,outgoing,Cs One,2026-05-02\n"
        );
        let audit = audit(&[("deals.csv", deals), ("activities.csv", &mails)]);
        assert_eq!(counts(&audit, "first_touch_within_sla"), (2, 2), "{account}");
        assert_eq!(audit["population"]["unlinked"]["activities"], 1);
    }
}

const REPORT: &str = "Opportunity Name,Account Name,Stage,Close Date,Amount,Opportunity Owner\n";

#[test]
fn rows_that_say_different_things_of_a_deal_without_an_id_are_two() {
    let rows = "New Business,Acme,Closed Won,2026-05-21,1000,Rep A\nNew Business,Acme,Closed Won,2026-05-21,9000,Rep B\n\
                Solo,Gamma,Closed Won,2026-05-23,3000,Rep A\nSolo,Gamma,Closed Lost,2026-05-23,500,Rep A\n";
    let audit = audit(&[("report.csv", &format!("{REPORT}{rows}"))]);
    assert_eq!(ids(&audit), ["New Business / Acme / Rep A", "New Business / Acme / Rep B", "Solo / Gamma / 3000"]);
}

#[test]
fn a_deal_keeps_its_id_when_another_of_its_name_comes() {
    let first = "New Business,Acme,Closed Won,2026-05-21,1000,Rep A\n";
    let more = "New Business,Beta,Closed Won,2026-06-21,1000,Rep A\n";
    let before = audit(&[("report.csv", &format!("{REPORT}{first}"))]);
    let after = audit(&[("report.csv", &format!("{REPORT}{first}{more}"))]);
    assert_eq!(
        (ids(&before), ids(&after)),
        (vec!["New Business / Acme"], vec!["New Business / Acme", "New Business / Beta"])
    );
}

#[test]
fn two_lists_without_ids_tell_of_the_same_deals() {
    let deals = "Deal Name,Customer,Stage,Close Date,Amount\nNew Business,Acme,Closed Won,2026-01-05,1\n\
                 New Business,Beta,Closed Won,2026-01-06,1\nGamma - New,Gamma,Closed Won,2026-01-07,1\n";
    let fields = "Deal Name,Stage,Close Date,AE,Success Metric\nNew Business,Closed Won,2026-01-05,Ann,Cut churn by 5 % by June\n\
                  New Business,Closed Won,2026-01-06,Bo,Cut churn by 6 % by June\n\
                  GAMMA \u{2013} New,Closed Won,2026-01-07,Bo,Cut churn by 7 % by June\n";
    let audit = audit(&[("deals.csv", deals), ("deals_handoff_fields.csv", fields)]);
    assert_eq!(audit["population"]["won"], 3, "{:#}", audit["population"]);
    assert!(ids(&audit).iter().all(|id| !found(&audit, id).contains(&"HA101")), "each has its success metric");
}

#[test]
fn a_deal_of_another_customer_is_another_deal() {
    let deals =
        "Deal ID,Deal Name,Customer,Stage,Close Date,Amount,AE\nD2,New Business,Beta,Closed Won,2026-05-01,1,Ann\n";
    let list = "Deal Name,Customer,Stage,Close Date,Amount,AE\nNew Business,Acme,Closed Won,2026-03-01,7,Bo\n\
                New Business,Beta,Closed Won,2026-05-01,1,Ann\n";
    let audit = audit(&[("deals.csv", deals), ("won_2025.csv", list)]);
    assert_eq!(ids(&audit), ["D2", "New Business / Acme"]);
}

#[test]
fn a_report_with_a_line_a_contact_tells_no_deal_twice() {
    let rows = "Acme new,Acme,Closed Won,2026-05-21,1000,Rep A,Jane Doe,Champion\n\
                Acme new,Acme,Closed Won,2026-05-21,1000,Rep A,Max Roe,Economic Buyer\n";
    let heading = REPORT.trim_end().to_owned() + ",Contact Name,Contact Role\n";
    let audit = audit(&[("report.csv", &format!("{heading}{rows}"))]);
    assert_eq!(ids(&audit), ["Acme new"]);
    let codes = found(&audit, "Acme new");
    assert!(["HA708", "HA403", "HA404"].iter().all(|code| !codes.contains(code)), "{codes:?}");
}

#[test]
fn a_list_of_wins_is_one_whatever_lies_beside_it() {
    let staged = "Deal ID,Deal Name,Customer,Stage,Close Date\nD1,Acme new,Acme,Closed Won,2026-05-01\nD3,Gamma,Gamma,Proposal,2026-11-03\n";
    let won = "Deal ID,Deal Name,Customer,Close Date,Won Date\nD11,Old one,Eins,2026-02-01,2026-02-01\nD12,Old two,Zwei,2026-02-03,2026-02-03\n";
    let both = audit(&[("deals_all.csv", staged), ("won_deals.csv", won)]);
    assert_eq!((both["population"]["won"].as_u64(), both["population"]["reversed"].as_u64()), (Some(3), Some(0)));
    assert_eq!(note(&both, "won-by-day").expect("said")["count"], 2);
    // What a history of stages says of such a deal goes before the day of its win.
    let history = "deal_id,stage,entered_at\nD11,Closed Won,2026-02-01T10:00:00Z\nD11,Closed Lost,2026-02-20T10:00:00Z\n\
                   D12,Closed Won,2026-02-03T10:00:00Z\n";
    let told = audit(&[("won_deals.csv", won), ("stage_history.csv", history)]);
    assert_eq!((told["population"]["won"].as_u64(), told["population"]["reversed"].as_u64()), (Some(1), Some(1)));
}

#[test]
fn what_a_person_behind_a_broken_formula_did_is_asked_of_nobody() {
    let deals =
        "deal_id,deal_name,stage,won_at,owner,csm,executive_sponsor\nD1,Acme,Closed Won,2026-05-01,Ann,#REF!,#REF!\n";
    let risks = "deal_id,text,type,severity,owner,status,opened_at\nD1,Security review is not finished,security,high,#REF!,open,2026-04-20\n";
    let audit = audit(&[("deals.csv", deals), ("risks.csv", risks)]);
    let codes = found(&audit, "D1");
    assert!(["HA106", "HA301", "HA304"].iter().all(|code| !codes.contains(code)), "{codes:?}");
    assert_eq!(note(&audit, "unreadable-cell").expect("said")["count"], 3);
}
