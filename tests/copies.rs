//! Copies of one export, taken on several days: the newest stands, and parts of an export are no copies.

mod support;

use serde_json::Value;
use support::{audit_of, counts, note};

const DEALS: &str = "deal_id,deal_name,stage,deal_type,closed_at,account_id
1,Alpha,Closed Won,New Business,2026-01-05,A1
2,Beta,Closed Won,New Business,2026-01-05,A2
3,Gamma,Closed Won,New Business,2026-01-06,A3
4,Delta,Closed Won,New Business,2026-01-07,A4
";
const SETTINGS: (&str, &str) = ("audit.toml", "[audit]\nas_of = 2026-06-01\n");

/// An audit of four deals with exports of one table, by their names.
fn of(exports: &[(&str, String)]) -> Value {
    let own = [("deals.csv", DEALS), SETTINGS];
    let files: Vec<(&str, &str)> =
        own.into_iter().chain(exports.iter().map(|(name, text)| (*name, text.as_str()))).collect();
    audit_of(&files)
}

fn count(audit: &Value, kind: &str) -> Option<u64> {
    note(audit, kind).map(|note| note["count"].as_u64().expect("a count"))
}

fn deal<'a>(audit: &'a Value, id: &str) -> &'a Value {
    audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == id).expect(id)
}

const TRACKER: &str = "deal_id,csm,kickoff_at\n";

#[test]
fn of_a_tracker_the_newest_copy_stands_whatever_its_name_counts_by() {
    let older = format!("{TRACKER}1,Cy,2026-01-08\n2,Cy,2026-01-09\n3,Cy,\n");
    let newer = format!("{TRACKER}1,Cy,2026-03-20\n2,Di,2026-01-09\n3,Cy,2026-01-10\n4,Cy,2026-01-11\n");
    for names in [
        ["tracker 2026-01-09.csv", "tracker 2026-02-02.csv"],
        ["tracker 26.01.2026.csv", "tracker 02.02.2026.csv"],
        ["tracker week 9.csv", "tracker week 10.csv"],
        ["tracker.csv", "tracker (1).csv"],
    ] {
        let audit = of(&[(names[0], older.clone()), (names[1], newer.clone())]);
        assert_eq!(counts(&audit, "kickoff_within_sla"), (3, 4), "{names:?}: the corrected day is late");
        assert_eq!((&deal(&audit, "2")["csm"], count(&audit, "retold-record")), (&"Di".into(), None), "{names:?}");
        assert_eq!(count(&audit, "older-copies"), Some(1), "{names:?}");
        let sources = audit["sources"].as_array().expect("sources");
        let source = sources.iter().find(|source| source["path"] == names[0]).expect("the older copy");
        assert_eq!((&source["rows_used"], &source["rows_set_aside"]["older-copy"]), (&0.into(), &3.into()));
        // The other way round the same names tell the other story.
        let audit = of(&[(names[0], newer.clone()), (names[1], older.clone())]);
        assert_eq!(count(&audit, "older-copies"), None, "what was filled is blank in the later file: no copy");
    }
}

#[test]
fn a_record_that_only_the_older_copy_holds_counts_and_is_said() {
    let older = format!("{TRACKER}1,Cy,2026-01-08\n2,Cy,2026-01-09\n3,Cy,2026-01-10\n");
    let newer = format!("{TRACKER}1,Cy,2026-01-08\n2,Cy,2026-01-09\n");
    let audit = of(&[("tracker 1.csv", older), ("tracker 2.csv", newer)]);
    assert_eq!(counts(&audit, "kickoff_within_sla"), (3, 4));
    assert_eq!(count(&audit, "kept-from-copy"), Some(1));
}

#[test]
fn files_of_one_name_that_complete_each_other_are_no_copies() {
    let syncs =
        "deal_id,csm,sync_at,kickoff_at\n1,Cy,2026-01-06,\n2,Cy,2026-01-06,\n3,Cy,2026-01-07,\n4,Cy,2026-01-08,\n";
    let kickoffs = syncs
        .replace("2026-01-06,", ",2026-01-08")
        .replace("2026-01-07,", ",2026-01-09")
        .replace("2026-01-08,\n", ",2026-01-10\n");
    let audit = of(&[("tracker 1.csv", syncs.to_owned()), ("tracker 2.csv", kickoffs)]);
    assert_eq!(count(&audit, "older-copies"), None);
    assert_eq!((counts(&audit, "sync_within_sla"), counts(&audit, "kickoff_within_sla")), ((4, 4), (4, 4)));
    let others = format!("{TRACKER}3,Cy,2026-01-08\n4,Cy,2026-01-09\n");
    let audit =
        of(&[("tracker 1.csv", format!("{TRACKER}1,Cy,2026-01-08\n2,Cy,2026-01-09\n")), ("tracker 2.csv", others)]);
    assert_eq!((count(&audit, "older-copies"), counts(&audit, "kickoff_within_sla")), (None, (4, 4)));
}

const LOG: &str = "deal_id,event,occurred_at
1,submitted,2026-01-05T10:00:00Z
1,accepted,2026-01-05T12:00:00Z
2,submitted,2026-01-05T10:00:00Z
2,returned,2026-01-05T11:00:00Z
2,accepted,2026-01-05T12:00:00Z
3,submitted,2026-01-06T13:00:00Z
3,accepted,2026-01-06T14:00:00Z
";

#[test]
fn an_entry_that_was_taken_out_of_a_log_does_not_count_and_is_said() {
    let later = "4,submitted,2026-01-07T13:00:00Z\n4,accepted,2026-01-07T14:00:00Z\n";
    let audit = of(&[("log 1.csv", LOG.to_owned()), ("log 2.csv", format!("{LOG}{later}"))]);
    assert_eq!((counts(&audit, "first_pass_acceptance_rate"), count(&audit, "gone-from-copy")), ((3, 4), None));
    let mended = LOG.replace("2,returned,2026-01-05T11:00:00Z\n", "");
    let audit = of(&[("log 1.csv", LOG.to_owned()), ("log 2.csv", format!("{mended}{later}"))]);
    assert_eq!(counts(&audit, "first_pass_acceptance_rate"), (4, 4));
    assert_eq!(count(&audit, "gone-from-copy"), Some(1));
}

#[test]
fn weeks_of_a_log_and_windows_that_move_on_lose_nothing() {
    let lines: Vec<&str> = LOG.lines().collect();
    let part = |rows: std::ops::Range<usize>| format!("{}\n{}\n", lines[0], lines[rows].join("\n"));
    let whole = of(&[("log.csv", LOG.to_owned())]);
    for parts in [[1..6, 6..8], [1..6, 3..8], [1..7, 3..8]] {
        let [older, newer] = parts.clone().map(part);
        let audit = of(&[("log 1.csv", older), ("log 2.csv", newer)]);
        for id in ["acceptance_rate", "first_pass_acceptance_rate"] {
            assert_eq!(counts(&audit, id), counts(&whole, id), "{parts:?}");
        }
        assert_eq!(count(&audit, "gone-from-copy"), None, "{parts:?}");
    }
}

#[test]
fn a_log_that_lacks_much_of_its_older_copy_is_a_part_of_it() {
    let is_left_out = |line: &&str| line.starts_with("2,submitted") || line.starts_with("2,returned");
    let part: Vec<&str> = LOG.lines().filter(|line| !is_left_out(line)).collect();
    let audit = of(&[("log 1.csv", LOG.to_owned()), ("log 2.csv", part.join("\n"))]);
    assert_eq!((count(&audit, "older-copies"), count(&audit, "gone-from-copy")), (None, None));
    assert_eq!(counts(&audit, "first_pass_acceptance_rate"), (2, 4));
}

#[test]
fn a_contract_that_ended_since_the_older_copy_keeps_nobody() {
    let rows = |first: &str| {
        let others = "s2,A2,active,2026-01-05,\ns3,A3,active,2026-01-06,\ns4,A4,active,2026-01-07,\n";
        format!("subscription_id,account_id,status,started_at,ended_at\n{first}\n{others}")
    };
    let (runs, ended) = ("s1,A1,active,2026-01-05,", "s1,A1,cancelled,2026-01-05,2026-03-01");
    let audit = of(&[("subscriptions 1.csv", rows(runs)), ("subscriptions 2.csv", rows(ended))]);
    assert_eq!((counts(&audit, "retention_90d"), count(&audit, "retold-record")), ((3, 4), None));
}

#[test]
fn a_deal_in_weekly_copies_is_no_duplicate() {
    let head = "deal_id,deal_name,stage,closed_at,modified_at\n";
    let week = |stage: &str, day: &str| {
        format!("{head}8,Kappa,{stage},2026-02-02,{day}\n9,Lima,Closed Won,2026-02-03,2026-02-03\n")
    };
    let [older, newer] = [week("Contract", "2026-02-01"), week("Closed Won", "2026-02-02")];
    let of = |names: [&str; 2]| {
        let audit = audit_of(&[(names[0], older.as_str()), (names[1], newer.as_str()), SETTINGS]);
        let rules = audit["rules"].as_array().expect("rules");
        let rule = rules.iter().find(|rule| rule["code"] == "HA708").expect("a rule");
        assert_eq!((&audit["population"]["won"], &audit["population"]["duplicates"]), (&2.into(), &2.into()));
        rule["findings"].as_u64()
    };
    assert_eq!(of(["deals 1.csv", "deals 2.csv"]), Some(0));
    assert_eq!(of(["deals.csv", "sales.csv"]), Some(1), "two exports that nothing calls copies");
}

#[test]
fn a_log_that_ends_long_before_the_other_exports_is_said() {
    let day = |n: u32| format!("2026-01-{n:02}");
    let mut deals = "deal_id,deal_name,stage,closed_at,modified_at\n".to_owned();
    let mut log = "deal_id,event,occurred_at\n".to_owned();
    for n in 1..=28 {
        deals.push_str(&format!("{n},Deal {n},Closed Won,{0},{0}\n", day(n)));
        log.push_str(&format!("{n},accepted,{}\n", day(n)));
    }
    let until = |n: usize| log.lines().take(n + 1).collect::<Vec<_>>().join("\n");
    let told = |n: usize| {
        let audit = audit_of(&[("deals.csv", deals.as_str()), ("reviews.csv", &until(n))]);
        note(&audit, "ends-early").map(|note| note["sentence"].as_str().expect("a sentence").to_owned())
    };
    assert_eq!(told(28), None);
    assert_eq!(told(22), None, "six days");
    assert_eq!(
        told(20).expect("eight days"),
        "the newest submission or decision is of 2026-01-20, 8 days before the date of the data, and no gap before was \
         longer than 1 day: 8 handoffs were won since, and what looks missing may only be missing in this export"
    );
    assert_eq!(told(7), None, "too few days to know how often the log is written");
}

#[test]
fn an_entry_whose_day_was_filled_in_since_is_one() {
    let later = "4,submitted,2026-01-07T13:00:00Z\n4,accepted,2026-01-07T14:00:00Z\n";
    let older = LOG.replace("2,returned,2026-01-05T11:00:00Z", "2,returned,");
    let audit = of(&[("log 1.csv", older), ("log 2.csv", format!("{LOG}{later}"))]);
    assert_eq!(counts(&audit, "first_pass_acceptance_rate"), (3, 4));
    assert_eq!((count(&audit, "kept-from-copy"), count(&audit, "undated-decision")), (None, None));
}
