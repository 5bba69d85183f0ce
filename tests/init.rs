//! `init` and `check`: a proposal that changes nothing, an earlier file that stays, and columns that are counted.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::call;

fn plain(path: &Path) -> &str {
    path.to_str().expect("plain")
}

fn done(arguments: &[&str]) -> String {
    let output = call(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_proposed_file_gives_the_same_audit_as_the_folder() {
    for profile in ["hubspot", "salesforce", "generic"] {
        let home = tempfile::tempdir().expect("a folder");
        let exports = home.path().join("exports");
        let (before, after) = (home.path().join("before"), home.path().join("after"));
        done(&["sample", "--deals", "25", "--seed", "5", "--profile", profile, "--out", plain(&exports)]);
        done(&["run", plain(&exports), "--out", plain(&before)]);
        done(&["init", plain(&exports)]);
        assert!(exports.join("audit.toml").is_file());
        done(&["run", plain(&exports), "--out", plain(&after)]);
        for name in ["audit.json", "packets.csv", "findings.csv", "ledger.csv"] {
            let (left, right) = (fs::read(before.join(name)), fs::read(after.join(name)));
            assert!(left.expect("before") == right.expect("after"), "{profile}: {name} differs");
        }
    }
}

const DEALS: &str =
    "deal_id,stage,closed_at,amount,owner\nD-1,Closed Won,2026-01-05,1200,Ada\nD-2,Closed Won,soon,x,Bo\n";

#[test]
fn an_earlier_file_is_extended_and_keeps_every_byte() {
    let home = tempfile::tempdir().expect("a folder");
    let target = home.path().join("audit.toml");
    let earlier = "# mine\n[definitions]\nretention_days = 60\n\n[[source]]\npath = \"deals.csv\"\ntable = \"deals\"\n";
    fs::write(home.path().join("deals.csv"), DEALS).expect("deals");
    fs::write(home.path().join("trips.csv"), "Harbour,Boat\nA,B\n").expect("trips");
    fs::write(home.path().join("accounts.csv"), "account_id,account_name,industry\nA-1,Acme,Steel\n")
        .expect("accounts");
    fs::write(&target, earlier).expect("settings");
    let printed = done(&["init", plain(home.path())]);
    assert!(printed.contains(": 2 files and 5 columns of files that it names added;"), "{printed}");
    let extended = fs::read_to_string(&target).expect("settings");
    assert!(extended.starts_with(earlier.trim_end()), "{extended}");
    assert_eq!(extended.matches("path = \"deals.csv\"").count(), 1);
    assert!(extended.contains("path = \"accounts.csv\"") && extended.contains("# Not placed: \"trips.csv\""));
    assert!(extended.contains("values like X"), "masked samples of what is not placed: {extended}");
    assert!(done(&["init", plain(home.path())]).contains("nothing is changed"));
    assert_eq!(fs::read_to_string(&target).expect("settings"), extended);
}

#[test]
fn words_that_are_not_known_are_proposed_to_be_told_once() {
    let home = tempfile::tempdir().expect("a folder");
    let target = home.path().join("audit.toml");
    fs::write(home.path().join("deals.csv"), DEALS).expect("deals");
    let log = "deal_id,event,occurred_at,material\nD-1,Boxed,2026-01-06,yes\nD-1,accepted,2026-01-07,\n\
               D-2,Boxed,2026-01-07,tbd\n";
    fs::write(home.path().join("log.csv"), log).expect("a log");
    let lines = "# [source.values.event]\n# \"Boxed\" = \"\"   # 2 cells\n";
    done(&["init", plain(home.path())]);
    let proposed = fs::read_to_string(&target).expect("settings");
    assert!(proposed.contains(lines) && !proposed.contains("\"accepted\" = \"\""), "{proposed}");
    assert!(!proposed.contains("source.values.material"), "that a value is not there yet is known: {proposed}");

    let earlier = "[[source]]\npath = \"log.csv\"\ntable = \"reviews\"\n[source.columns]\ndeal_id = \"deal_id\"\n\
                   event = \"event\"\noccurred_at = \"occurred_at\"\n\n[[source]]\npath = \"deals.csv\"\n";
    fs::write(&target, earlier).expect("settings");
    let printed = done(&["init", plain(home.path())]);
    let counted = ": 6 columns and 1 unknown word of files that it names added;";
    assert!(printed.contains(counted), "one of the log, five of the deals: {printed}");
    let extended = fs::read_to_string(&target).expect("settings");
    assert!(extended.contains(lines), "{extended}");
    let told = extended.replace(lines, "[source.values.event]\n\"Boxed\" = \"returned\"\n");
    fs::write(&target, &told).expect("settings");
    assert!(done(&["init", plain(home.path())]).contains("nothing is changed"), "told words are not asked for again");
    assert_eq!(fs::read_to_string(&target).expect("settings"), told);

    // The next month brings another word, and a second file of the same kind one of its own.
    fs::write(home.path().join("log.csv"), format!("{log}D-2,Parked,2026-01-08,\n")).expect("a log");
    fs::write(home.path().join("log2.csv"), log.replace("Boxed", "Handed on")).expect("a log");
    fs::write(&target, told.replace("\"log.csv\"", "\"log*.csv\"")).expect("settings");
    let printed = done(&["init", plain(home.path())]);
    assert!(printed.contains(": 2 unknown words of files that it names added;"), "{printed}");
    let behind = "\"Boxed\" = \"returned\"\n# \"Handed on\" = \"\"   # 2 cells\n# \"Parked\" = \"\"   # 1 cell\n";
    let extended = fs::read_to_string(&target).expect("settings");
    assert!(extended.contains(behind), "{extended}");
    assert!(done(&["init", plain(home.path())]).contains("nothing is changed"), "asked for once");
}

#[test]
fn a_file_elsewhere_finds_the_exports() {
    let home = tempfile::tempdir().expect("a folder");
    let exports = home.path().join("in");
    fs::create_dir(&exports).expect("a folder");
    fs::write(exports.join("deals.csv"), DEALS).expect("deals");
    let target = home.path().join("mine.toml");
    done(&["init", plain(&exports), "-o", plain(&target)]);
    done(&["run", plain(&target), "--out", plain(&home.path().join("out"))]);
}

#[test]
fn every_cell_of_a_column_is_parsed_blank_or_unparsable() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("deals.csv"), DEALS).expect("deals");
    let output = call(&["check", plain(home.path()), "--format", "json"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let file = &document["files"][0];
    assert_eq!((file["table"].as_str(), file["rows"].as_u64()), (Some("deals"), Some(2)));
    for column in file["columns"].as_array().expect("columns") {
        let count = |name: &str| column[name].as_u64().expect("a count");
        assert_eq!(count("parsed") + count("blank") + count("unparsable"), 2, "{column}");
    }
    let closed = &file["columns"][2];
    assert_eq!(closed["unparsable"], 1);
    assert_eq!(
        (closed["examples"][0]["line"].as_u64(), closed["examples"][0]["text"].as_str()),
        (Some(3), Some("soon"))
    );
    assert!(document["data_health"].is_array() && document["readiness"].is_array());
}

#[test]
fn a_proposal_can_be_looked_at_and_goes_to_no_device() {
    let home = tempfile::tempdir().expect("a folder");
    let exports = home.path().join("exports");
    fs::create_dir(&exports).expect("made");
    fs::write(exports.join("deals.csv"), "deal_id,stage,closed_at\n1,Closed Won,2026-01-05\n").expect("written");
    let shown = done(&["init", plain(&exports), "-o", "-"]);
    assert!(shown.contains("path = \"deals.csv\""), "{shown}");
    assert!(!exports.join("audit.toml").exists() && !Path::new("-").exists());
    done(&["init", plain(&exports), "-q"]);
    assert_eq!(fs::read_to_string(exports.join("audit.toml")).expect("written"), shown);
    let output = call(&["init", plain(&exports), "-o", plain(home.path())]);
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no regular file"));
}
