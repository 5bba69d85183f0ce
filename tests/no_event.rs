//! Days and rows that are no events: what did not take place, what reached no customer, and what nobody knows the day of.

mod support;

use serde_json::Value;
use support::{FOUR_DEALS, audit_of, counts, note};

const AS_OF: &str = "[audit]\nas_of = 2026-03-01\n";

/// The audit of the four deals with a tracker.
fn tracked(tracker: &str) -> Value {
    audit_of(&[("audit.toml", AS_OF), ("deals.csv", FOUR_DEALS), ("tracker.csv", tracker)])
}

#[test]
fn a_day_of_what_did_not_take_place_is_no_event() {
    let audit = tracked(
        "Deal ID,Customer,CSM,Internal sync date,Sync status,Kickoff date,Kickoff held?\n\
         1,Acme,Cy,2026-01-06,Completed,2026-01-12,Yes\n2,Bolt,Cy,2026-01-07,Cancelled,2026-01-13,No\n\
         3,Twin,Cy,2026-01-08,No-show,2026-01-14,\n4,Dune,Cy,2026-01-09,,2026-01-15,no\n",
    );
    assert_eq!(counts(&audit, "sync_within_sla"), (2, 4), "a status that says nothing leaves the day as it is");
    assert_eq!(counts(&audit, "kickoff_within_sla"), (2, 4));
    let said = note(&audit, "not-held").expect("said");
    assert_eq!(said["count"], 4, "{said:#}");
}

#[test]
fn a_status_that_tells_of_nothing_missed_is_left_alone() {
    let audit = tracked(
        "Deal ID,Customer,CSM,Kickoff date,Kickoff status\n1,Acme,Cy,2026-01-12,Completed\n2,Bolt,Cy,2026-01-13,Went well\n",
    );
    assert_eq!(counts(&audit, "kickoff_within_sla"), (2, 4));
    let columns = audit["sources"].to_string();
    assert!(!columns.contains("did not take place"), "{columns}");
}

#[test]
fn a_yes_without_a_day_makes_no_rate_of_the_noes() {
    let audit = tracked(
        "Deal ID,Customer,CSM,Sync held?,Kickoff date\n1,Acme,Cy,Yes,2026-01-12\n2,Bolt,Cy,No,2026-01-13\n\
         3,Twin,Cy,Yes,2026-01-14\n4,Dune,Cy,,2026-01-15\n",
    );
    assert_eq!(counts(&audit, "sync_within_sla"), (0, 0));
    assert_eq!(counts(&audit, "kickoff_within_sla"), (4, 4));
    let said = note(&audit, "yes-or-no").expect("said");
    assert!(said["examples"].to_string().contains("Sync held?"), "{said:#}");
}

#[test]
fn decisions_in_words_of_their_own_are_read_by_their_first_words() {
    let log = "Deal ID,Decision,Decision date,Decided by\n1,Accepted with conditions,2026-01-07,Cy\n\
               2,Bounced to AE,2026-01-08,Cy\n3,Not approved,2026-01-09,Cy\n3,Accepted (2nd attempt),2026-01-12,Cy\n\
               4,\"Accepted, then returned\",2026-01-12,Cy\n";
    let audit = audit_of(&[("audit.toml", AS_OF), ("deals.csv", FOUR_DEALS), ("handoff-reviews.csv", log)]);
    assert_eq!(counts(&audit, "acceptance_rate"), (2, 4));
    assert_eq!(counts(&audit, "first_pass_acceptance_rate"), (1, 4));
    let unknown = note(&audit, "unknown-word").expect("what leaves a doubt is no decision, and said");
    assert_eq!(unknown["count"], 1, "{unknown:#}");
    assert!(audit["sources"].to_string().contains("\u{201c}Bounced to AE\u{201d} as returned"), "and what was read is");
}

#[test]
fn a_yes_without_a_day_is_a_day_that_nobody_knows_and_a_day_with_a_no_was_planned() {
    let tracker = "Deal ID,CSM,Kickoff date,Kickoff held?\n1,Cy,2026-01-08,Yes\n2,Cy,,Yes\n3,Cy,2026-01-09,No\n\
                   4,Cy,2026-01-10,Cancelled\n";
    let files = [("audit.toml", AS_OF), ("deals.csv", FOUR_DEALS), ("tracker.csv", tracker)];
    let audit = audit_of(&files);
    assert_eq!(counts(&audit, "kickoff_within_sla"), (1, 3), "2 is left out");
    let deal =
        |id: &str| audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == id).expect(id);
    let planned = ["1", "2", "3", "4"].map(|id| deal(id)["events"]["kickoff_planned_at"].is_string());
    assert_eq!(planned, [false, false, true, false]);
    let states =
        ["1", "2", "3", "4"].map(|id| deal(id)["fields"]["kickoff_or_go_live_date"].as_str().expect("a state"));
    assert_eq!(states, ["answered", "not_captured", "answered", "blank"]);
    assert!(!deal("2")["findings"].to_string().contains("HA605"));
}

#[test]
fn what_reached_no_customer_is_no_touch() {
    let deals = FOUR_DEALS.replace("Associated Company\n", "Associated Company,CSM\n").replace("Inc.\n", "Inc.,Cy\n");
    let deals = deals.replace("GmbH\n", "GmbH,Cy\n").replace("Twin\n", "Twin,Cy\n").replace("Ltd\n", "Ltd,Cy\n");
    let users = "Name,Email,Team\nCy,cy@own.example,Customer Success\nAda,ada@own.example,Sales\n";
    let mails = "Record ID,Email subject,Email direction,Email send status,Activity date,Activity assigned to,To Email,Associated Deal IDs\n\
                 1,Welcome,EMAIL,BOUNCED,2026-01-05 12:00,Cy,a@acme.example,1\n\
                 2,Who sponsors?,EMAIL,SENT,2026-01-06 12:00,Cy,ada@own.example,2\n\
                 3,Welcome,EMAIL,SENT,2026-01-07 12:00,Cy,ada@own.example;t@twin.example,3\n";
    let meetings = "Record ID,Meeting name,Meeting start time,Meeting outcome,Activity assigned to,Call and meeting type,Associated Deal IDs\n\
                    4,Handoff,2026-01-08 15:00,Completed,Cy,Internal,4\n5,Kickoff,2026-01-20 15:00,Completed,Cy,Kickoff,4\n";
    let files = [
        ("audit.toml", AS_OF),
        ("deals.csv", deals.as_str()),
        ("users.csv", users),
        ("emails.csv", mails),
        ("meetings.csv", meetings),
    ];
    let audit = audit_of(&files);
    assert_eq!(counts(&audit, "first_touch_within_sla"), (1, 4), "deal 3 alone");
}
