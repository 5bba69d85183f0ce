//! An e-mail that does not say which way it went is neither a touch nor its absence: what only such e-mails could tell is
//! left out of the figures and counted, and no rule says that it did not happen.

mod support;

use serde_json::Value;
use support::audit_of;

const DEALS: &str = "deal_id,deal_name,account_id,stage,won_at,owner,csm
D1,One,A1,Closed Won,2026-01-05T10:00:00Z,Ada,Cy
D2,Two,A2,Closed Won,2026-01-05T10:00:00Z,Ada,Cy
D3,Three,A3,Closed Won,2026-01-05T10:00:00Z,Ada,Cy
D4,Four,A4,Closed Won,2026-01-05T10:00:00Z,Ada,Cy
D5,Five,A5,Closed Won,2026-01-05T10:00:00Z,Ada,Cy
";
/// D1 may have been touched in time, D2 was by a call, D3 may have been before a late meeting, D4 may have been touched late, D5 never
/// was. Before the win D1 may have met the success side.
const ACTIVITIES: &str = "activity_id,deal_id,type,direction,author,occurred_at
E0,D1,email,,Cy,2026-01-02T12:00:00Z
E1,D1,email,,Cy,2026-01-05T12:00:00Z
C2,D2,call,outbound,Cy,2026-01-05T13:00:00Z
E2,D2,email,,Cy,2026-01-05T14:00:00Z
E3,D3,email,Email sent to,Cy,2026-01-05T12:00:00Z
M3,D3,meeting,,Cy,2026-01-20T12:00:00Z
E4,D4,email,,Cy,2026-01-25T12:00:00Z
E5,D5,email,inbound,Cy,2026-01-05T12:00:00Z
A1,D1,email,outbound,Ada,2026-01-05T15:00:00Z
A2,D2,email,,Ada,2026-01-05T15:00:00Z
A3,D3,email,internal,Ada,2026-01-05T15:00:00Z
";

fn audit() -> Value {
    audit_of(&[("deals.csv", DEALS), ("activities.csv", ACTIVITIES), ("audit.toml", "[audit]\nas_of = 2026-06-01\n")])
}

/// A figure over all deals.
fn metric<'a>(audit: &'a Value, id: &str) -> &'a Value {
    let is_wanted = |metric: &&Value| metric["id"] == id && metric["cohort"]["dimension"] == "all";
    audit["metrics"].as_array().expect("metrics").iter().find(is_wanted).expect(id)
}

/// Numerator, denominator and what was left out of a figure over all deals.
fn figure(audit: &Value, id: &str) -> (u64, u64, Value) {
    let metric = metric(audit, id);
    let count = |name: &str| metric[name].as_f64().expect("a count") as u64;
    (count("numerator"), count("denominator"), metric["excluded"].clone())
}

fn untold(deals: u64) -> Value {
    serde_json::json!({ "undirected_email": deals })
}

/// The deals on which a rule has a finding, and those on which nobody can tell.
fn judged(audit: &Value, code: &str) -> (Vec<String>, u64) {
    let has = |deal: &&Value| deal["findings"].as_array().expect("codes").iter().any(|found| found == code);
    let deals = audit["deals"].as_array().expect("deals").iter().filter(has);
    let rule = audit["rules"].as_array().expect("rules").iter().find(|rule| rule["code"] == code).expect(code);
    let unknown = rule["unknowable"].as_object().expect("reasons");
    let unknown = unknown.iter().filter(|(what, _)| what.contains("do not say which way they went"));
    (
        deals.map(|deal| deal["deal_id"].as_str().expect("an id").to_owned()).collect(),
        unknown.filter_map(|(_, n)| n.as_u64()).sum(),
    )
}

#[test]
fn a_touch_that_only_such_an_e_mail_can_be_is_left_out() {
    let audit = audit();
    assert_eq!(figure(&audit, "first_touch_within_sla"), (1, 3, untold(2)), "one of the 20th day is late if it is one");
    let of = |id: &str| metric(&audit, id)["reason"].as_str().map(str::to_owned);
    assert_eq!(of("first_touch_within_sla").as_deref(), Some("between 0.200 and 0.600 if the 2 left out were counted"));
    assert_eq!(
        of("first_touch_median").as_deref(),
        Some("3 of 5 deals rest on e-mails that do not say which way they went, or on authors whom nobody can tell"),
        "and nobody knows when that was"
    );
    assert_eq!(judged(&audit, "HA602"), (vec!["D5".to_owned()], 2), "of the third it is known that it came");
    assert_eq!(judged(&audit, "HA601"), (vec![], 3), "an e-mail before a late meeting may have been in time");
}

/// In time by a meeting are those of which it is known; late would be all of whom an e-mail may have been the first touch.
#[test]
fn where_half_of_the_deals_are_open_there_is_no_share_of_the_others() {
    let rows = |day: &str| {
        (1..=5).map(|deal| format!("M{deal},D{deal},meeting,,Cy,2026-01-{day}T12:00:00Z\n")).collect::<Vec<_>>()
    };
    let (soon, late) = (rows("06"), rows("20"));
    let mails: String = (1..=5).map(|deal| format!("E{deal},D{deal},email,,Cy,2026-01-05T12:00:00Z\n")).collect();
    let heading = ACTIVITIES.lines().next().expect("a heading");
    let activities = format!("{heading}\n{mails}{}{}", soon[..2].concat(), late[2..].concat());
    let audit = audit_of(&[
        ("deals.csv", DEALS),
        ("activities.csv", &activities),
        ("audit.toml", "[audit]\nas_of = 2026-06-01\n"),
    ]);
    let within = metric(&audit, "first_touch_within_sla");
    assert_eq!((within["status"].as_str(), &within["value"]), (Some("not_computable"), &Value::Null), "{within:#}");
    let reason = "between 0.400 and 1.000: 3 of 5 deals rest on e-mails that do not say which way they went, or on authors whom nobody can tell";
    assert_eq!(within["reason"], reason);
}

#[test]
fn so_is_a_transition_e_mail_and_an_introduction() {
    let audit = audit();
    assert_eq!(figure(&audit, "transition_email_within_sla"), (1, 4, untold(1)));
    let (late, unknown) = judged(&audit, "HA608");
    assert_eq!((late, unknown), (["D3", "D4", "D5"].map(str::to_owned).to_vec(), 1), "an internal one is none");
    assert_eq!(figure(&audit, "introduced_before_close_rate"), (0, 4, untold(1)));
    let of = |id: &str| audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == id).cloned();
    assert_eq!(of("D1").expect("D1")["events"]["introduced_before_close"], Value::Null);
    assert_eq!(of("D2").expect("D2")["events"]["introduced_before_close"], false);
}

#[test]
fn a_silence_that_one_may_have_broken_is_not_known() {
    let heading = ACTIVITIES.lines().next().expect("a heading");
    let days = ["01-12", "01-19", "01-26", "02-02"];
    let weekly: String = days.iter().map(|day| format!("W{day},D5,email,,Cy,2026-{day}T12:00:00Z\n")).collect();
    let activities = format!("{heading}\n{weekly}C2,D2,call,outbound,Cy,2026-01-06T12:00:00Z\n");
    let audit = audit_of(&[
        ("deals.csv", DEALS),
        ("activities.csv", &activities),
        ("audit.toml", "[audit]\nas_of = 2026-06-01\n"),
    ]);
    assert_eq!(judged(&audit, "HA614"), (["D1", "D2", "D3", "D4"].map(str::to_owned).to_vec(), 1));
}

/// A name that two users bear, one of them of the success side, and a cell whose formula is broken.
#[test]
fn a_touch_by_somebody_whom_nobody_can_tell_is_no_missing_one() {
    let users = "user_id,name,email,team\n1,Sam Roe,s1@x.example,Sales\n2,Sam Roe,s2@x.example,Customer Success\n\
                 3,Ada,ada@x.example,Sales\n4,Bo,bo@x.example,Sales\n";
    let deals = DEALS.replace(",Ada,Cy", ",Ada,s2@x.example");
    let mails = "activity_id,deal_id,type,direction,author,occurred_at
E1,D1,email,outbound,Sam Roe,2026-01-05T12:00:00Z
E2,D2,email,outbound,s2@x.example,2026-01-05T12:00:00Z
E3,D3,email,outbound,#REF!,2026-01-05T12:00:00Z
E4,D4,email,outbound,Bo,2026-01-05T12:00:00Z
M1,D1,meeting,,Sam Roe,2026-01-19T12:00:00Z
";
    let settings = ("audit.toml", "[audit]\nas_of = 2026-06-01\n");
    let audit = audit_of(&[("deals.csv", &deals), ("activities.csv", mails), ("users.csv", users), settings]);
    let (touched, known, out) = figure(&audit, "first_touch_within_sla");
    assert_eq!((touched, known, out), (1, 3, untold(2)), "D1 and D3 are open");
    assert_eq!(judged(&audit, "HA602"), (vec!["D4".to_owned(), "D5".to_owned()], 2));
    assert_eq!(judged(&audit, "HA610").0, ["D2", "D3", "D4", "D5"], "who held the meeting may be of CS");
}
