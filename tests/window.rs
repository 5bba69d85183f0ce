//! What a window of closing dates changes is which deals are looked at, not what is said of each.

mod support;

use support::audit_of;

#[test]
fn a_text_that_an_owner_pastes_is_boilerplate_in_every_window() {
    let row = |n: usize| format!("{n},Deal {n},Closed Won,2026-0{n}-05,Ann,They want to grow and to scale with us\n");
    let deals = "deal_id,deal_name,stage,closed_at,owner,why_now\n".to_owned() + &(1..=6).map(row).collect::<String>();
    let states = |window: &str| {
        let settings = format!("[audit]\nas_of = 2026-09-01\n{window}");
        let audit = audit_of(&[("deals.csv", &deals), ("audit.toml", &settings)]);
        let deals = audit["deals"].as_array().expect("deals").clone();
        deals.iter().map(|deal| deal["fields"]["why_now"].as_str().expect("a state").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states(""), ["placeholder"; 6]);
    assert_eq!(states("from = 2026-03-01\nto = 2026-05-01\n"), ["placeholder"; 2]);
}

#[test]
fn notes_of_other_deals_are_none_that_these_handoffs_rely_on() {
    let row = |n: usize| format!("{n},Deal {n},A{n},Closed Won,2026-0{n}-05,Ann\n");
    let deals = "deal_id,deal_name,account_id,stage,closed_at,owner\n".to_owned()
        + &(1..=6).map(row).collect::<String>()
        + "9,Deal 9,A9,Proposal,2026-12-05,Ann\n";
    let subjects = ["budget", "rollout", "security", "training", "reports", "billing"];
    let own = subjects.iter().zip(1..).map(|(subject, n)| {
        format!("N{n},{n},,note,Ann,2026-0{n}-04,They asked us about the {subject} and told who decides on it there\n")
    });
    let own = "activity_id,deal_id,account_id,type,author,occurred_at,body\n".to_owned() + &own.collect::<String>();
    let voicemail = "Called them and nobody was there so left a voicemail and will try again tomorrow";
    let found = |deal: &str, account: &str| {
        let called = |n: usize| format!("V{n},{deal},{account},note,Ann,2026-03-{n:02},{voicemail}\n");
        let activities = own.clone() + &(1..=28).map(called).collect::<String>();
        let settings = "[audit]\nas_of = 2026-09-01\n";
        let audit = audit_of(&[("deals.csv", &deals), ("activities.csv", &activities), ("audit.toml", settings)]);
        let rule = audit["rules"].as_array().expect("rules").iter().find(|rule| rule["code"] == "HA902");
        rule.expect("the rule")["findings"].as_u64().expect("a count")
    };
    assert_eq!(found("1", ""), 1, "too alike");
    assert_eq!(found("", "A1"), 1, "by the account");
    assert_eq!([found("9", ""), found("77", ""), found("", "A9"), found("", "")], [0; 4]);
}
