//! Each likely cause of a low item, decided by its own test on exports that were made for it.

mod support;

use std::fs;
use std::path::Path;

use handoff_audit::audit::{Audit, Cause};
use handoff_audit::settings::{Overrides, load};
use support::{audit_of, note, write_files};

/// One deal of forty: what the exports say of it.
#[derive(Clone)]
struct Deal {
    owner: &'static str,
    lead_source: &'static str,
    is_override: bool,
    why_now: &'static str,
    has_sponsor: bool,
}

const ANSWER: &str = "Their contract with the old vendor ends on 30 June";

/// Forty deals of four reps in two teams, all answered; `change` makes of each what the case needs. Then the audit.
fn audit(change: impl Fn(usize, &mut Deal), files: &[(&str, String)]) -> Audit {
    let mut deals =
        "deal_id,account_id,stage,closed_at,owner,lead_source,validation_override,why_now,executive_sponsor\n"
            .to_owned();
    for n in 0..40 {
        let owner = ["Ann", "Ben", "Cat", "Dan"][n % 4];
        let mut deal = Deal {
            owner,
            lead_source: ["Inbound", "Partner"][n / 4 % 2],
            is_override: false,
            why_now: ANSWER,
            has_sponsor: true,
        };
        change(n, &mut deal);
        let sponsor = if deal.has_sponsor { format!("Sponsor Number {n}") } else { String::new() };
        // A text of its own each, or it would be boilerplate.
        let why_now = if deal.why_now.is_empty() { String::new() } else { format!("{} {}", deal.why_now, 2000 + n) };
        deals += &format!(
            "D{n},A{n},Closed Won,2026-03-{:02}T10:00:00Z,{},{},{},{why_now},{sponsor}\n",
            n % 28 + 1,
            deal.owner,
            deal.lead_source,
            deal.is_override
        );
    }
    let users = "user_id,name,team,hired_at\nU1,Ann,North,2020-01-01\nU2,Ben,North,2020-01-01\n\
                 U3,Cat,South,2020-01-01\nU4,Dan,South,2020-01-01\nU5,Newt,North,2026-02-15\n";
    let mut all = vec![
        ("deals.csv".to_owned(), deals),
        ("users.csv".to_owned(), users.to_owned()),
        ("audit.toml".to_owned(), "[audit]\nas_of = 2026-06-01\n".to_owned()),
    ];
    for (name, text) in files {
        all.retain(|(known, _)| known != name);
        all.push(((*name).to_owned(), text.clone()));
    }
    let home = tempfile::tempdir().expect("a folder");
    let folder: &Path = &home.path().join("exports");
    write_files(folder, &all);
    let settings = load(folder, &Overrides::default()).expect("settings");
    let audit = handoff_audit::examine(&settings).expect("an audit");
    fs::remove_dir_all(folder).expect("removed");
    audit
}

fn cause<'a>(audit: &'a Audit, item: &str) -> &'a Cause {
    audit.causes.iter().find(|cause| cause.item == item).expect("a low item")
}

/// The cause that was found, with the evidence of its test.
fn found(audit: &Audit, item: &str) -> (&'static str, String) {
    let cause = cause(audit, item);
    let decided = cause.tests.iter().find(|test| test.cause == cause.cause);
    (cause.cause, decided.map_or(String::new(), |test| test.evidence.clone()))
}

#[test]
fn a_field_that_is_low_for_every_rep_is_confusing() {
    let audit = audit(|n, deal| deal.why_now = if n / 4 % 3 == 0 { ANSWER } else { "" }, &[]);
    assert_eq!(
        found(&audit, "why_now"),
        ("confusing field", "4 of 4 reps answer it in less than half of their packets".to_owned())
    );
}

#[test]
fn a_field_that_is_low_in_one_team_is_not_reinforced_there() {
    let audit = audit(|n, deal| deal.why_now = if n % 4 >= 2 && n >= 8 { "" } else { ANSWER }, &[]);
    let (cause, evidence) = found(&audit, "why_now");
    assert_eq!(
        (cause, evidence.as_str()),
        ("team not reinforcing", "16 of 20 packets of the team South lack it, 0 of 20 others")
    );
}

#[test]
fn without_teams_reps_who_manage_are_held_against_reps_who_do_not() {
    let users = "user_id,name\nU1,Ann\nU2,Ben\nU3,Cat\nU4,Dan\n".to_owned();
    let low = |n: usize, deal: &mut Deal| deal.why_now = if n % 4 == 1 { "" } else { ANSWER };
    let (cause, evidence) = found(&audit(low, &[("users.csv", users)]), "why_now");
    assert_eq!(cause, "team not reinforcing");
    assert_eq!(evidence, "1 of 4 reps answer it in less than half of their packets, 3 in nine of ten");
}

#[test]
fn a_route_that_leaves_the_field_blank_bypasses_the_validation() {
    let low = |n: usize, deal: &mut Deal| {
        if n.is_multiple_of(5) {
            (deal.lead_source, deal.why_now) = ("Import", "");
        }
    };
    assert_eq!(
        found(&audit(low, &[]), "why_now"),
        ("validation bypassed", "8 of 8 packets by the lead source Import lack it, 0 of 32 others".to_owned())
    );
    let low = |n: usize, deal: &mut Deal| {
        if n.is_multiple_of(5) {
            (deal.is_override, deal.why_now) = (true, "");
        }
    };
    assert_eq!(
        found(&audit(low, &[]), "why_now"),
        ("validation bypassed", "8 of 8 packets closed by override lack it, 0 of 32 others".to_owned())
    );
}

#[test]
fn what_overrides_hold_in_proportion_explains_nothing() {
    let low = |n: usize, deal: &mut Deal| {
        deal.is_override = n.is_multiple_of(2);
        deal.why_now = if n.is_multiple_of(3) { "" } else { ANSWER };
    };
    let audit = audit(low, &[]);
    let cause = cause(&audit, "why_now");
    assert_eq!(cause.cause, "no single cause shows", "{:?}", cause.tests);
    assert!(cause.tests.iter().all(|test| !test.holds && !test.evidence.is_empty()));
    assert_eq!(cause.tests.len(), 6);
}

#[test]
fn what_another_export_holds_was_captured_elsewhere() {
    let contacts: String = (0..40).map(|n| format!("C{n},A{n},Person {n},Executive Sponsor\n")).collect();
    let contacts = format!("contact_id,account_id,name,role\n{contacts}");
    let audit = audit(|n, deal| deal.has_sponsor = n.is_multiple_of(2), &[("contacts.csv", contacts)]);
    assert_eq!(
        found(&audit, "executive_sponsor"),
        ("captured elsewhere", "20 of 20 packets that lack it have it in another export".to_owned())
    );
}

#[test]
fn new_hires_are_told_by_their_day_of_hiring() {
    let low = |n: usize, deal: &mut Deal| {
        if n.is_multiple_of(4) {
            (deal.owner, deal.why_now) = ("Newt", "");
        }
    };
    assert_eq!(
        found(&audit(low, &[]), "why_now"),
        (
            "new hires",
            "10 of 10 packets won by an AE in the first 90 days after being hired lack it, 0 of 30 others".to_owned()
        )
    );
    let users = "user_id,name\nU1,Newt\n".to_owned();
    let audit = audit(low, &[("users.csv", users)]);
    let tests = &cause(&audit, "why_now").tests;
    let test = tests.iter().find(|test| test.cause == "new hires").expect("the test is put");
    assert_eq!(
        (test.holds, test.evidence.as_str()),
        (false, "cannot tell: no export holds users.hired_at of these AEs")
    );
}

#[test]
fn deals_that_changed_after_acceptance_are_mid_cycle() {
    let changed = |n: usize| n.is_multiple_of(4);
    let low = |n: usize, deal: &mut Deal| deal.why_now = if changed(n) { "" } else { ANSWER };
    let reviews: String = (0..40).map(|n| format!("D{n},accepted,2026-04-01T10:00:00Z\n")).collect();
    let changes: String =
        (0..40).filter(|&n| changed(n)).map(|n| format!("D{n},amount,100,200,2026-04-10T10:00:00Z\n")).collect();
    let files = [
        ("reviews.csv", format!("deal_id,event,occurred_at\n{reviews}")),
        ("field_history.csv", format!("deal_id,field,old_value,new_value,changed_at\n{changes}")),
    ];
    assert_eq!(
        found(&audit(low, &files), "why_now"),
        (
            "mid-cycle changes",
            "10 of 10 packets reopened or changed after acceptance lack it, 0 of 30 others".to_owned()
        )
    );
}

#[test]
fn nothing_is_counted_where_nobody_has_packets_enough() {
    let owners = ["Abe", "Bob", "Cid", "Dot", "Eve", "Flo", "Gus", "Hal", "Ida", "Jon"];
    let low = |n: usize, deal: &mut Deal| {
        (deal.owner, deal.why_now) = (owners[n % 10], if n.is_multiple_of(2) { "" } else { ANSWER });
    };
    let audit = audit(low, &[]);
    let evidence = |name: &str| {
        let test = cause(&audit, "why_now").tests.iter().find(|test| test.cause == name).expect("the test is put");
        (test.holds, test.evidence.clone())
    };
    let too_few = (false, "cannot tell: no rep has 5 packets that require it".to_owned());
    assert_eq!(evidence("confusing field"), too_few);
    assert_eq!(evidence("team not reinforcing"), too_few);
    let unchanged = "no packet that requires it is reopened or changed after acceptance";
    assert_eq!(evidence("mid-cycle changes"), (false, unchanged.to_owned()));
    assert_eq!(evidence("validation bypassed").1, "no packet that requires it is closed by override");
}

#[test]
fn a_field_that_nobody_ever_fills_is_told_as_one() {
    let with = |filled: usize, n: usize| {
        let row = |id: usize| {
            let why = if id < filled { "Their contract ends in June" } else { "" };
            format!("{id},Closed Won,2026-03-02T10:00:00Z,{why}\n")
        };
        let deals: String = (0..n).map(row).collect();
        audit_of(&[("deals.csv", &format!("deal_id,stage,closed_at,why_now\n{deals}"))])
    };
    let told = with(0, 25);
    let told = note(&told, "never-filled").expect("nobody fills it");
    assert_eq!(
        (&told["count"], told["examples"][0].as_str()),
        (&1.into(), Some("why_now (deals.why_now): 25 of 25 deals"))
    );
    assert!(note(&with(1, 25), "never-filled").is_none(), "somebody does");
    assert!(note(&with(0, 5), "never-filled").is_none(), "five may be chance");
}
