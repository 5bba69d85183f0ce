//! A view of Salesforce's opportunities with the handoff fields and no date goes with the export that has the dates.

mod support;

use support::audit_of;

const OPPORTUNITIES: &str = "Id,Name,StageName,IsWon,CloseDate,OwnerId,Amount,AccountId
0065g00000AbCdE,Alpha,Closed Won,true,2026-01-05,0055g000001aaaA,100,0015g00000XyZaB
0065g00000AbCdF,Beta,Closed Won,true,2026-01-06,0055g000001aaaA,100,0015g00000XyZaC
";

#[test]
fn a_view_without_dates_completes_the_opportunities() {
    let view = "Id,StageName,Success_Metric__c,First_Value_Criteria__c\n\
                0065g00000AbCdEAAV,Closed Won,Tickets from 8 h to 2 h,First 20 agents by May\n\
                0065g00000AbCdFAAV,Closed Won,,\n";
    let settings = ("audit.toml", "[audit]\nas_of = 2026-03-01\n");
    let audit = audit_of(&[("opportunities.csv", OPPORTUNITIES), ("view.csv", view), settings]);
    assert_eq!((&audit["population"]["rows"], &audit["population"]["in_scope"]), (&2.into(), &2.into()));
    let deals = audit["deals"].as_array().expect("deals").iter();
    let states: Vec<&str> = deals.map(|deal| deal["fields"]["success_metric"].as_str().expect("a state")).collect();
    assert_eq!(states, ["answered", "blank"]);
    let history = "Id,OpportunityId,StageName,CreatedDate\n0085g000001,0065g00000AbCdE,Closed Won,2026-01-05\n";
    let with_history = audit_of(&[("opportunities.csv", OPPORTUNITIES), ("history.csv", history), settings]);
    assert_eq!(with_history["population"]["rows"], 2, "a history is no view of the deals");
}

#[test]
fn a_report_of_opportunities_with_contact_roles_is_both() {
    let report = "Opportunity Name,Account Name,Stage,Close Date,Amount,Opportunity Owner,First Name,Last Name,Contact Role,Primary\n\
                  Acme - New,Acme,Closed Won,2026-03-04,12000,Ana,Zoe,Kim,Economic Buyer,1\n\
                  Acme - New,Acme,Closed Won,2026-03-04,12000,Ana,Pat,Lee,Champion,0\n\
                  Bolt - New,Bolt,Closed Won,2026-03-05,12000,Ana,,,,\n";
    let audit = audit_of(&[("report.csv", report), ("audit.toml", "[audit]\nas_of = 2026-06-01\n")]);
    assert_eq!(
        (&audit["population"]["won"], &audit["population"]["unlinked"]["deal_contacts"]),
        (&2.into(), &0.into())
    );
    let state = |deal: &str, item: &str| {
        let deals = audit["deals"].as_array().expect("deals");
        deals.iter().find(|one| one["deal_id"] == deal).expect("the deal")["fields"][item].clone()
    };
    assert_eq!([state("Acme - New", "champion"), state("Acme - New", "economic_buyer")], ["answered", "answered"]);
    assert_eq!(state("Bolt - New", "champion"), "blank");
}
