//! Every rule about a packet is missed by one deal of our exports and met by another: from the files to the verdict.
//!
//! Most are shown by the sample data, whose verdicts the goldens hold. What well-kept exports never show stands in the
//! small exports of this page: four deals that went well, and some that did not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const DEALS: &str = "\
deal_id,deal_name,account_id,stage,is_won,deal_type,amount,currency,won_at,closed_at,modified_at,owner,csm,product,seats,contract_term_months,contract_start,contract_end,billing_terms,signed_scope,go_live_target,why_now,success_metric,executive_sponsor,verbal_commitments,implementation_risks,existing_tools,decision_criteria,champion_at_risk,first_value_criteria,business_goals,user_requirements,alternatives,integrations,timeline_promised,special_terms,open_action_items,stakeholder_concerns,technical_constraints,dependencies,open_questions
W1,Alder,A1,Closed Won,true,New Business,24000,EUR,2026-01-05,2026-01-05,2026-06-29,Abe Seller,Cara Care,Dispatch,40,12,2026-01-10,2027-01-10,Net 30,\"40 seats, payment within 30 days\",2026-03-10,Their contract ends in March,Cut reply time to 4 h,Sue Boss,none,none,none,Price and support,no,First ticket answered by May,Grow in the north,Agents see the contract,none,none,none,none,none,none,none,none,none
W2,Birch,A2,Closed Won,true,New Business,24000,EUR,2026-01-06,2026-01-06,2026-06-29,Abe Seller,Cara Care,Dispatch,40,12,2026-01-10,2027-01-10,Net 30,\"40 seats, payment within 30 days\",2026-03-10,Their contract ends in March,Cut reply time to 5 h,Sue Boss,none,none,none,Price and support,no,First ticket answered by May,Grow in the south,Agents see the order,none,none,none,none,none,none,none,none,none
W3,Cedar,A3,Closed Won,true,New Business,24000,EUR,2026-01-07,2026-01-07,2026-06-29,Abe Seller,Cara Care,Dispatch,40,12,2026-01-10,2027-01-10,Net 30,\"40 seats, payment within 30 days\",2026-03-10,Their contract ends in March,Cut reply time to 6 h,Sue Boss,none,none,none,Price and support,no,First ticket answered by May,Grow in the east,Agents see the route,none,none,none,none,none,none,none,none,none
W4,Dune,A4,Closed Won,true,New Business,24000,EUR,2026-01-08,2026-01-08,2026-06-29,Abe Seller,Cara Care,Dispatch,40,12,2026-01-10,2027-01-10,Net 30,\"40 seats, payment within 30 days\",2026-03-10,Their contract ends in March,Cut reply time to 7 h,Sue Boss,none,none,none,Price and support,no,First ticket answered by May,Grow in the west,Agents see the bill,none,none,none,none,none,none,none,none,none
B1,Ember,A5,Negotiation,true,New Business,24000,EUR,2026-01-09,2026-01-09,2026-06-29,Abe Seller,Dora Other,Dispatch,40,12,2026-01-10,2029-01-10,Net 30,\"60 seats, payment within 60 days\",2026-01-14,Their contract ends in March,Cut reply time to 8 h,Sue Boss,none,none,none,Price and support,no,First ticket answered by May,One text for both,One text for both,none,none,none,none,Send the answers by 2026-02-01,none,none,none,none
B2,Fjord,A6,Closed Won,true,New Business,9000,EUR,2026-01-12,2026-01-12,2026-06-29,Abe Seller,,Dispatch,40,12,2026-01-15,2027-01-15,Net 30,\"40 seats\",2026-03-10,,,,,,,,,,,,,,,,,,,,
B3,Fjord,A6,Closed Won,true,New Business,9000,EUR,2026-01-12,2026-01-12,2026-06-29,Abe Seller,Cara Care,Dispatch,40,12,2026-01-15,2027-01-15,Net 30,\"40 seats\",2026-03-10,,,,,,,,,,,,,,,,,,,,
N1,Grove,A7,Closed Won,true,New Business,24000,EUR,2026-01-13,2026-01-13,2026-06-29,Abe Seller,Cara Care,Dispatch,40,12,2026-01-15,2027-01-15,Net 30,\"Order form of January: dispatch for 40 seats\",2026-03-10,The old system is switched off on 1 April,Cut reply time to 9 h,Sue Boss,none,none,none,Price and support,no,Ten routes planned on the board,Grow at home,Agents see the plan,none,none,none,none,none,none,none,none,none
";
const CONTACTS: &str = "\
contact_id,account_id,name,email,title,role,time_zone,preferred_channel
C1,A1,Sue Boss,sue@alder.example,COO,,Europe/Berlin,mail
C2,A1,Tom Tech,tom@alder.example,CTO,,Europe/Berlin,mail
C5,A5,Una Fan,una@ember.example,Lead,,,mail
";
const ROLES: &str = "\
deal_id,contact_id,contact_name,role,added_at
W1,C1,Sue Boss,executive sponsor;economic buyer,2025-12-01
W1,C2,Tom Tech,champion;technical evaluator,2025-12-01
B1,C5,Una Fan,champion,2025-12-01
N1,C1,Sue Boss,executive sponsor;economic buyer,2025-12-01
N1,C2,Tom Tech,champion;technical evaluator,2025-12-01
";
const ACTIVITIES: &str = "\
activity_id,deal_id,type,direction,author,attendees,occurred_at,subject,body,outcome
T1,W1,meeting,outbound,Abe Seller,Sue Boss;Tom Tech,2025-12-10T10:00:00Z,Demo,They liked the dispatch board and want the leads to see it too,held
T2,B1,call,outbound,Abe Seller,Una Fan,2025-12-11T10:00:00Z,Demo,They liked the dispatch board and want to see the mobile app,held
";
const REVIEWS: &str = "\
deal_id,event,occurred_at,reviewer,reason,material
W1,submitted,2026-01-05,Abe Seller,,
W1,accepted,2026-01-06,Cara Care,,
B1,accepted,2026-01-10,Cara Care,,
";
const ONBOARDING: &str = "\
project_id,deal_id,csm,sync_at,kickoff_planned_at,kickoff_at,first_value_at,go_live_at
P1,W1,Cara Care,2026-01-06,2026-01-12,2026-01-12,2026-02-01,2026-03-08
P2,W2,Cara Care,2026-01-07,2026-01-13,2026-01-13,2026-02-02,2026-03-09
P3,W3,Cara Care,2026-01-08,2026-01-14,2026-01-14,2026-02-03,2026-03-10
P4,W4,Cara Care,2026-01-09,2026-01-15,2026-01-15,2026-02-04,2026-03-11
P5,B1,Cara Care,2026-01-10,2026-01-02,2026-01-02,2026-02-05,2026-03-12
";
const COMMITMENTS: &str = "\
deal_id,text,type,owner,created_at,reviewed_at,due_at,delivered_at
W1,Money back within 60 days,refund,Abe Seller,2026-01-02,2026-01-06,2026-03-01,2026-02-20
B1,Money back within 90 days,refund,Abe Seller,2026-01-02,,2026-03-01,
W2,A second workshop,scope,Abe Seller,2026-02-20,2026-02-21,,
";
const RISKS: &str = "\
deal_id,text,type,severity,owner,status,opened_at,closed_at
W1,Access to the directory,access,low,Cara Care,closed,2026-01-02,2026-01-08
B1,Access to the directory,access,low,Cara Care,open,2025-12-30,
";
const SUBSCRIPTIONS: &str = "\
subscription_id,account_id,deal_id,status,started_at,ended_at,annual_value,currency
S1,A1,W1,active,2026-01-10,,24000,EUR
S5,A5,B1,cancelled,2026-01-10,,18000,EUR
";
const HISTORY: &str = "\
deal_id,field,old_value,new_value,changed_at,by
W1,why_now,,Their contract ends in March,2025-12-20,Abe Seller
B1,amount,30000,24000,2026-02-15,Abe Seller
";

/// By code: how often a rule was missed, and how often it was judged.
type Tally = BTreeMap<String, (u64, u64)>;

fn count(tally: &mut Tally, code: &str, missed: u64, judged: u64) {
    let entry = tally.entry(code.to_owned()).or_default();
    *entry = (entry.0 + missed, entry.1 + judged);
}

/// The rows `["HA101","stop",findings,deals,judged]` of a golden.
fn add_golden(tally: &mut Tally, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    for line in fs::read_to_string(path).expect("a golden").lines().filter(|line| line.starts_with("[\"HA")) {
        let row: Value = serde_json::from_str(line).expect("JSON");
        let number = |at: usize| row[at].as_u64().expect("a number");
        count(tally, row[0].as_str().expect("a code"), number(3), number(4));
    }
}

fn add_own(tally: &mut Tally) {
    let home = tempfile::tempdir().expect("a folder");
    let (source, out) = (home.path().join("exports"), home.path().join("out"));
    fs::create_dir(&source).expect("a folder");
    let files = [
        ("deals", DEALS),
        ("contacts", CONTACTS),
        ("deal_contacts", ROLES),
        ("activities", ACTIVITIES),
        ("reviews", REVIEWS),
        ("onboarding", ONBOARDING),
        ("commitments", COMMITMENTS),
        ("risks", RISKS),
        ("subscriptions", SUBSCRIPTIONS),
        ("field_history", HISTORY),
    ];
    for (name, text) in files {
        fs::write(source.join(format!("{name}.csv")), text).expect("written");
    }
    let run = Command::new(env!("CARGO_BIN_EXE_handoff-audit"))
        .args(["run", &source.to_string_lossy(), "--as-of", "2026-06-30", "--quiet", "--out"])
        .arg(&out)
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let audit: Value =
        serde_json::from_str(&fs::read_to_string(out.join("audit.json")).expect("it is there")).expect("JSON");
    for rule in audit["rules"].as_array().expect("rules") {
        let number = |key: &str| rule[key].as_u64().unwrap_or(0);
        count(tally, rule["code"].as_str().expect("a code"), number("deals"), number("judged"));
    }
}

#[test]
fn every_rule_is_missed_by_one_deal_and_met_by_another() {
    let mut tally = Tally::new();
    add_golden(&mut tally, "hubspot.txt");
    add_golden(&mut tally, "salesforce.txt");
    add_own(&mut tally);
    let is_one_sided = |code: &&str| tally.get(*code).is_none_or(|(missed, judged)| *missed == 0 || missed == judged);
    let one_sided: Vec<&str> = handoff_audit::rules::ALL.iter().map(|rule| rule.code).filter(is_one_sided).collect();
    assert_eq!(one_sided, Vec::<&str>::new(), "{tally:?}");
}
