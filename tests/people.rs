//! Who is who: one name is not one person, and one person is not one spelling.

mod support;

use serde_json::Value;
use support::{audit_of, read_audit, run_files};

/// `audit.json` of two won deals of two owners, the first touched by the author that is given.
fn audit(users: &str, owner: &str, author: &str) -> Value {
    let deals = format!(
        "deal_id,account_id,stage,closed_at,owner,csm,modified_at\n\
         D1,A1,Closed Won,2026-03-02T10:00:00Z,{owner},Cara,2026-05-01T00:00:00Z\n\
         D2,A2,Closed Won,2026-03-03T10:00:00Z,Rob,Cara,2026-05-01T00:00:00Z\n"
    );
    let activities = format!(
        "activity_id,deal_id,type,direction,author,occurred_at\nT1,D1,email,outbound,{author},2026-03-02T12:00:00Z\n"
    );
    let files = [
        ("deals.csv", deals),
        ("activities.csv", activities),
        ("users.csv", format!("user_id,name,email,team\n{users}")),
    ];
    let files: Vec<(String, String)> = files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    let home = run_files(&files);
    read_audit(&home.path().join("out"))
}

fn touched(audit: &Value) -> bool {
    let metrics = audit["metrics"].as_array().expect("metrics");
    let touch =
        metrics.iter().find(|figure| figure["id"] == "first_touch_within_sla" && figure["cohort"]["value"] == "all");
    touch.expect("the figure")["numerator"].as_f64() == Some(1.0)
}

fn owners(audit: &Value) -> Vec<String> {
    let metrics = audit["metrics"].as_array().expect("metrics").iter();
    let of_owners =
        metrics.filter(|figure| figure["id"] == "kickoff_ready_rate" && figure["cohort"]["dimension"] == "ae");
    of_owners.map(|figure| figure["cohort"]["value"].as_str().expect("a label").to_owned()).collect()
}

const TWO_SAMS: &str = "U1,Sam Lee,sam.lee@vendor.example,Sales\nU2,Sam Lee,s.lee@vendor.example,Customer Success\n\
                        U3,Cara,cara@vendor.example,Customer Success\nU4,Rob,rob@vendor.example,Sales\n";

#[test]
fn a_name_of_two_users_is_neither_of_them() {
    let by_name = audit(TWO_SAMS, "U1", "Sam Lee");
    assert!(!touched(&by_name), "nobody knows which of the two it was");
    let by_mail = audit(TWO_SAMS, "U1", "S.Lee@vendor.example");
    assert!(touched(&by_mail), "the one of customer success");
    assert!(owners(&by_mail).contains(&"Sam Lee (sam.lee@vendor.example)".to_owned()), "{:?}", owners(&by_mail));
    assert!(owners(&audit(TWO_SAMS, "Sam Lee", "U3")).contains(&"Sam Lee".to_owned()));
    let health = by_name["data_health"].to_string();
    assert!(
        health.contains("ambiguous-person") && health.contains("users.csv line 2 and users.csv line 3"),
        "{health}"
    );
}

#[test]
fn what_all_users_of_a_name_share_is_known() {
    let both = TWO_SAMS.replace(",Sales\nU2", ",Customer Success\nU2");
    assert!(touched(&audit(&both, "Rob", "Sam Lee")), "either is on the success side");
}

#[test]
fn rows_of_one_user_are_one_person() {
    let twice = format!("{TWO_SAMS}77,Cara,CARA@vendor.example,\n,Rob,,\n");
    assert!(touched(&audit(&twice, "Rob", "77")));
    assert_eq!(owners(&audit(&twice, "U4", "U3")), ["Rob"]);
}

#[test]
fn an_owner_by_the_short_id_is_the_user_of_the_long_one() {
    let users = "0058a00000LsPbKAAV,Ann,ann@vendor.example,Sales\n";
    assert!(owners(&audit(users, "0058a00000LsPbK", "Cara")).contains(&"Ann".to_owned()));
}

#[test]
fn who_has_left_is_who_they_were() {
    assert_eq!(owners(&audit("", "Rob (Deactivated User)", "Cara")), ["Rob"], "the other deal is Rob's");
    let users = "U9,Ann,ann@vendor.example,Sales\n";
    assert!(owners(&audit(users, "ann (deactivated user)", "Cara")).contains(&"Ann".to_owned()));
}

#[test]
fn ids_of_a_list_of_reps_are_people_whatever_they_look_like() {
    let deals = "deal_id,account_id,deal_value,stage_id,status,closed_at,rep_id,csm_id\n\
        1,A1,10,5,won,2026-01-05,22,7\n2,A2,10,5,won,2026-01-06,1234,8\n3,A3,10,6,lost,2026-01-06,22,8\n";
    let reps = "rep_id,rep_name,email,region\n22,Ann Rep,ann@own.example,EMEA\n1234,Bo Rep,bo@own.example,EMEA\n";
    let csms = "csm_id,csm_name,email\n7,Cy Care,cy@own.example\n8,Di Care,di@own.example\n";
    let mails = "activity_id,deal_id,activity_type,direction,author,activity_date\n\
        1,1,email,outbound,8,2026-01-06\n2,2,demo,,8,2026-01-07\n";
    let audit = audit_of(&[
        ("deals.csv", deals),
        ("sales_reps.csv", reps),
        ("csms.csv", csms),
        ("activities.csv", mails),
        ("audit.toml", "[audit]\nas_of = 2026-03-01\n"),
    ]);
    let people = |field: &str| {
        let deals = audit["deals"].as_array().expect("deals").iter();
        deals.map(|deal| deal[field].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (people("ae"), people("csm")),
        (vec!["Ann Rep".into(), "Bo Rep".into()], vec!["Cy Care".into(), "Di Care".into()])
    );
    assert_eq!(support::counts(&audit, "first_touch_within_sla"), (2, 2), "a list of CSMs is the success team");
}

#[test]
fn a_number_beside_numbers_is_somebody_and_alone_it_is_filler() {
    let of = |other: &str| {
        let deals = format!(
            "deal_id,account_id,stage,closed_at,owner,csm,modified_at\n\
             D1,A1,Closed Won,2026-03-02T10:00:00Z,22,Cara,2026-05-01T00:00:00Z\n\
             D2,A2,Closed Won,2026-03-03T10:00:00Z,{other},Cara,2026-05-01T00:00:00Z\n"
        );
        owners(&audit_of(&[("deals.csv", &deals)]))
    };
    assert_eq!(of("21"), ["21", "22"]);
    assert_eq!(of("Rob"), ["(blank)", "Rob"], "nobody is called 22 where people have names");
    assert_eq!(of("11"), ["(blank)"], "nothing tells these from filler");
}

#[test]
fn a_list_of_stages_says_by_its_labels_which_are_won() {
    let deals = "deal_id,deal_name,stage_id,closed_at\n1,Acme,5,2026-01-05\n2,Bolt,6,2026-01-06\n";
    let stages = "stage_id,stage_name,win_probability\n4,Negotiation,0.8\n5,Closed Won,1.0\n6,Closed Lost,0.0\n";
    let audit = audit_of(&[("deals.csv", deals), ("deal_stages.csv", stages)]);
    assert_eq!(audit["population"]["won"], 1);
}
