//! Deals whose rows stand in several views: what is said of the rows that completed the one that stands, and where views
//! with the same columns disagree.

mod support;

use std::fs;

use serde_json::Value;
use support::{audit_of, note, read_audit, run_files};

const CORE: &str = "deal_id,deal_name,stage,closed_at,owner
D1,Alpha,Closed Won,2026-01-05,Ada
D2,Beta,Closed Won,2026-01-06,Ada
";
const FIELDS: &str = "deal_id,stage,success_metric,champion_at_risk
D1,Closed Won,12 hours to 2 by June,no
D2,Closed Won,,no
";
const SETTINGS: (&str, &str) = ("audit.toml", "[audit]\nas_of = 2026-06-01\n");

fn findings(audit: &Value, code: &str) -> u64 {
    let rules = audit["rules"].as_array().expect("rules");
    rules.iter().find(|rule| rule["code"] == code).expect(code)["findings"].as_u64().expect("a count")
}

#[test]
fn two_views_of_a_deal_are_no_duplicate_and_the_ledger_says_what_they_are() {
    for names in [["a.csv", "b.csv"], ["b.csv", "a.csv"]] {
        let files = [(names[0], CORE), (names[1], FIELDS), SETTINGS];
        let home = run_files(&files.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let out = home.path().join("out");
        let audit = read_audit(&out);
        assert_eq!(findings(&audit, "HA708"), 0);
        let put_together = note(&audit, "put-together").expect("said");
        assert_eq!(put_together["sentence"], "2 deals were put together from several exports with other columns");
        assert_eq!(put_together["examples"][0], "a.csv, b.csv: 2 deals");
        let ledger = fs::read_to_string(out.join("ledger.csv")).expect("a ledger");
        assert_eq!(ledger.matches("its cells completed the row that stands").count(), 2, "{ledger}");
        assert!(!ledger.contains("stands for it"), "{ledger}");
        let sources = audit["sources"].to_string();
        assert_eq!(sources.matches("this one has no column for them").count(), 1, "rows that stand: {sources}");
        assert_eq!(note(&audit, "checkbox-never-blank").expect("said")["count"], 2, "each deal once");
    }
}

#[test]
fn an_older_row_of_the_same_columns_is_another_version_still() {
    let older = FIELDS.replace("12 hours", "14 hours");
    let audit = audit_of(&[("a.csv", older.as_str()), ("b.csv", FIELDS), ("core.csv", CORE), SETTINGS]);
    assert_eq!(note(&audit, "put-together").expect("said")["count"], 2);
    // A file with the deal twice holds one view of it and an older version.
    let twice = FIELDS.replace("D2,Closed Won,,no", "D1,Closed Won,4 hours to 1,no");
    let audit = audit_of(&[("a.csv", CORE), ("b.csv", twice.as_str()), SETTINGS]);
    assert_eq!(findings(&audit, "HA708"), 1);
}

#[test]
fn views_that_disagree_without_a_time_of_change_are_said() {
    let other = FIELDS.replace("12 hours to 2 by June", "soon and better");
    for last in ["c.csv", "0.csv"] {
        let home = run_files(
            &[("b.csv", FIELDS), (last, other.as_str()), ("z.csv", CORE), SETTINGS]
                .map(|(name, text)| (name.to_owned(), text.to_owned())),
        );
        let out = home.path().join("out");
        let said = note(&read_audit(&out), "view-gives-way").expect("only the names of the files decide").clone();
        assert_eq!(said["count"], 1, "D2 is blank in both");
        let ledger = fs::read_to_string(out.join("ledger.csv")).expect("a ledger");
        let [gives_way, believed] = if last == "c.csv" { ["b.csv", "c.csv"] } else { ["0.csv", "b.csv"] };
        let line = ledger.lines().find(|line| line.contains("view-gives-way")).expect("a line");
        assert!(line.starts_with(gives_way) && line.contains(&format!("success metric ({believed} line 2)")), "{line}");
    }
    let dated = |text: &str, day: &str| {
        let lines = text.lines().enumerate();
        lines.map(|(at, line)| format!("{line},{}\n", if at == 0 { "modified_at" } else { day })).collect::<String>()
    };
    let (june, july) = (dated(FIELDS, "2026-05-01"), dated(&other, "2026-05-20"));
    let audit = audit_of(&[("b.csv", &june), ("c.csv", &july), ("z.csv", &dated(CORE, "2026-05-25")), SETTINGS]);
    assert_eq!(note(&audit, "view-gives-way"), None, "the newer view is believed");
}
