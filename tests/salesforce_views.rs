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
