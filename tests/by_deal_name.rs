//! Reports and lists that hold no id of a deal: its name stands for one.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::{audit_of, call, ids, note, run_files};

const SETTINGS: (&str, &str) = ("audit.toml", "[audit]\nas_of = 2026-08-01\n");
const REPORT: &str = "Opportunity Name,Account Name,Stage,Close Date,Amount,Opportunity Owner
Acme - New,Acme,Closed Won,2026-01-10,10,Ann
Bolt - New,Bolt,Closed Won,2026-01-12,10,Ann
";

fn audit(files: &[(&str, &str)]) -> Value {
    let mut all = vec![SETTINGS];
    all.extend(files);
    audit_of(&all)
}

fn figure<'a>(audit: &'a Value, id: &str) -> &'a Value {
    let mut all = audit["metrics"].as_array().expect("figures").iter();
    all.find(|figure| figure["id"] == id && figure["cohort"]["dimension"] == "all").expect("the figure")
}

#[test]
fn a_name_is_the_id_where_no_file_holds_one() {
    assert_eq!(ids(&audit(&[("report.csv", REPORT)])), ["Acme - New", "Bolt - New"]);
    // Names of several deals: with the account, else with the day; whatever the order of the rows.
    let heading = "Opportunity Name,Account Name,Stage,Close Date\n";
    let rows = [
        "New Business,Acme,Closed Won,2026-01-10",
        "New Business,Bolt,Closed Won,2026-01-10",
        "Fax,Fax,Closed Won,2026-01-10",
        "Fax,Fax,Closed Won,2026-03-10",
        "Gin,Gin,Closed Won,2026-03-10",
    ];
    let forth: String = rows.iter().map(|row| format!("{row}\n")).collect();
    let back: String = rows.iter().rev().map(|row| format!("{row}\n")).collect();
    for rows in [forth, back] {
        let report = heading.to_owned() + &rows;
        let audit = audit(&[("report.csv", &report)]);
        let expected = ["Fax / 2026-01-10", "Fax / 2026-03-10", "Gin", "New Business / Acme", "New Business / Bolt"];
        assert_eq!(ids(&audit), expected);
    }
    // Customers, and no name of a deal.
    let list = "Customer,Stage,Close Date,Amount\nAcme,Closed Won,2026-01-10,5\nAcme,Closed Won,2026-02-10,5\n";
    let settings = "[audit]\nas_of = 2026-08-01\n[[source]]\npath = \"list.csv\"\ntable = \"deals\"\n";
    let audit = audit_of(&[("audit.toml", settings), ("list.csv", list)]);
    assert_eq!(ids(&audit), ["Acme / 2026-01-10", "Acme / 2026-02-10"]);
}

#[test]
fn another_file_with_ids_says_which_deal_is_meant() {
    let export = "Record ID,Deal Name,Deal Stage,Close Date,Associated Company\n\
                  71,Acme - New,Closed Won,2026-01-10,Acme\n72,Renewal,Closed Won,2026-01-10,Acme\n\
                  73,Renewal,Closed Won,2026-01-10,Bolt\n";
    let report = format!("{REPORT}Renewal,,Closed Won,2026-01-10,10,Ann\n");
    let audit = audit(&[("deals.csv", export), ("report.csv", &report)]);
    assert_eq!(ids(&audit), ["71", "72", "73", "Bolt - New"]);
    // Which renewal the report means, nobody can say.
    assert_eq!(audit["population"]["rows"], 4);
}

#[test]
fn rows_go_to_the_one_deal_of_the_name_that_they_hold() {
    let roles = "Opportunity Name,Contact Name,Contact Role\nacme - new,Zoe,Champion\nBolt - New,Yan,Champion\n";
    let history = "Opportunity Name,From Stage,To Stage,Last Modified\nAcme - New,Negotiation,Closed Won,2026-01-11\n";
    let decisions = "Deal,Handoff Decision,Decision Date,Reviewer\nAcme - New,Accepted,2026-01-12,Cy\n";
    let promises = "Deal Name,Commitment,Owner\nBolt - New,Ten percent off,Ann\nNobody - New,Nothing,Ann\n";
    let calls = "Subject,Date,Assigned,Account Name,Opportunity,Task Subtype\nHello,2026-01-13,Cy,Bolt,Bolt - New,Call\n\
                 Hello,2026-01-14,Cy,Bolt,Never heard of,Call\n";
    let audit = audit(&[
        ("report.csv", REPORT),
        ("roles.csv", roles),
        ("history.csv", history),
        ("decisions.csv", decisions),
        ("promises.csv", promises),
        ("calls.csv", calls),
    ]);
    let unlinked = &audit["population"]["unlinked"];
    for (table, n) in
        [("deal_contacts", 0), ("stage_history", 0), ("reviews", 0), ("activities", 0), ("commitments", 1)]
    {
        assert_eq!(unlinked[table], n, "{table}: {unlinked}");
    }
    let rate = figure(&audit, "first_pass_acceptance_rate");
    assert_eq!((&rate["numerator"], &rate["denominator"]), (&1.0.into(), &2.0.into()), "{rate}");
    let acme = audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "Acme - New");
    assert!(acme.expect("Acme")["won_at"].as_str().expect("a time").starts_with("2026-01-11"));
}

#[test]
fn a_name_of_several_deals_needs_its_account() {
    let report = "Opportunity Name,Account Name,Stage,Close Date\nNew,Acme,Closed Won,2026-01-10\n\
                  New,Bolt,Closed Won,2026-01-11\n";
    let calls = |account: &str| {
        format!("Subject,Date,Assigned,Account Name,Opportunity,Task Subtype\nHi,2026-01-13,Cy,{account},New,Call\n")
    };
    for (account, n_unlinked) in [("Bolt", 0), ("", 1)] {
        let audit = audit(&[("report.csv", report), ("calls.csv", &calls(account))]);
        assert_eq!(audit["population"]["unlinked"]["activities"], n_unlinked, "{account}");
    }
}

#[test]
fn an_id_is_never_compared_as_a_name() {
    let deals = "deal_id,deal_name,stage,closed_at\nD-1,Acme,Closed Won,2026-01-10\n";
    let reviews = "deal_id,event,occurred_at\nd1,accepted,2026-01-11\n";
    let audit = audit(&[("deals.csv", deals), ("reviews.csv", reviews)]);
    assert_eq!(audit["population"]["unlinked"]["reviews"], 1, "{}", audit["population"]);
}

#[test]
fn a_list_without_stages_is_of_won_deals_where_it_has_the_day_of_the_win() {
    let list =
        |heading: &str| format!("Deal ID,Deal Name,{heading},Amount,Stage owner\n1,Acme,2026-01-10,5,\n2,Bolt,,5,\n");
    let settings = "[audit]\nas_of = 2026-08-01\n[[source]]\npath = \"won.csv\"\ntable = \"deals\"\n";
    let dated = audit_of(&[("audit.toml", settings), ("won.csv", &list("Won Date"))]);
    let population = &dated["population"];
    assert_eq!((&population["won"], &population["reversed"]), (&1.into(), &0.into()), "{population}");
    assert!(note(&dated, "won-by-day").expect("said").to_string().contains("1 of 2 deals count as won"));
    let closed = audit_of(&[("audit.toml", settings), ("won.csv", &list("Close Date"))]);
    assert!(note(&closed, "no-win").expect("said").to_string().contains("won_at ="), "closed may be lost");
}

#[test]
fn one_sheet_with_everything_gives_everything() {
    let sheet = "Customer,AE,CSM,Won Date,ACV,Handoff Status,Decision Date,Kickoff Date,Churn Date
Acme,Ann,Cy,2026-01-10,10,Accepted,2026-01-12,2026-01-15,
Bolt,Ann,Cy,2026-01-11,10,Returned,2026-01-12,2026-02-25,2026-02-20
";
    let settings = "[audit]\nas_of = 2026-08-01\n[[source]]\npath = \"tracker.csv\"\ntable = \"deals\"\n";
    let audit = audit_of(&[("audit.toml", settings), ("tracker.csv", sheet)]);
    assert_eq!(ids(&audit), ["Acme", "Bolt"]);
    for id in ["first_pass_acceptance_rate", "kickoff_within_sla", "retention_90d"] {
        let figure = figure(&audit, id);
        assert_eq!((&figure["numerator"], &figure["denominator"]), (&1.0.into(), &2.0.into()), "{figure}");
    }
}

#[test]
fn the_churn_of_this_life_counts_whichever_row_has_it() {
    let deals = "deal_id,account_id,stage,closed_at\n1,A,Closed Won,2026-01-10\n";
    let rows = ["A,2024-05-01", "A,2026-02-01"];
    for order in [[0, 1], [1, 0]] {
        let accounts = format!("account_id,churned_at\n{}\n{}\n", rows[order[0]], rows[order[1]]);
        let audit = audit(&[("deals.csv", deals), ("accounts.csv", &accounts)]);
        let figure = figure(&audit, "retention_90d");
        assert_eq!((&figure["numerator"], &figure["denominator"]), (&0.0.into(), &1.0.into()), "{figure}");
    }
}

/// A file's records with the columns `told` renamed and their cells replaced, and the columns `dropped` left out.
fn renamed(text: &str, told: &[(&str, &str, &BTreeMap<String, String>)], dropped: &[&str]) -> String {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let kept = || headings.iter().enumerate().filter(|(_, heading)| !dropped.contains(heading));
    let rule = |heading: &str| told.iter().find(|(known, ..)| *known == heading);
    writer.write_record(kept().map(|(_, heading)| rule(heading).map_or(heading, |(_, new, _)| *new))).expect("written");
    for record in reader.records().map(|record| record.expect("a record")) {
        let cell = |(column, heading): (usize, &str)| {
            let own = record[column].to_owned();
            rule(heading).and_then(|(.., names)| names.get(&own).cloned()).unwrap_or(own)
        };
        writer.write_record(kept().map(cell)).expect("written");
    }
    String::from_utf8(writer.into_inner().expect("flushed")).expect("text")
}

/// By id, the name of each record of a file.
fn names(text: &str, id: &str, name: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let at = |heading: &str| headings.iter().position(|known| known == heading).expect(heading);
    let records = reader.records().map(|record| record.expect("a record"));
    records.map(|record| (record[at(id)].to_owned(), record[at(name)].to_owned())).collect()
}

#[test]
fn exports_without_any_id_give_the_figures_of_those_with_ids() {
    let home = tempfile::tempdir().expect("a folder");
    let exports = home.path().join("exports");
    let world = ["sample", "--profile", "generic", "--deals", "80", "--seed", "11", "--out"];
    let output = call(&[&world[..], &[exports.to_str().expect("a path")]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| std::fs::read_to_string(exports.join(name)).expect("an export");
    // Two deals of one name would be told apart by their days; here each has a name of its own.
    let unique: BTreeMap<String, String> = names(&read("deals.csv"), "deal_id", "deal_name")
        .into_iter()
        .map(|(id, name)| (id.clone(), format!("{name} {id}")))
        .collect();
    let accounts = names(&read("accounts.csv"), "account_id", "account_name");
    let files: Vec<String> = std::fs::read_dir(&exports)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
        .filter(|name| name.ends_with(".csv"))
        .collect();
    let (mut by_id, mut by_name) = (Vec::new(), Vec::new());
    for name in &files {
        let text = read(name);
        let is_deals = name == "deals.csv";
        let with_names = match is_deals {
            // The name's own column takes the new name, by way of the id.
            true => renamed(&text, &[("deal_id", "deal_name", &unique)], &["deal_name", "account_id"]),
            false if text.contains("account_name") => {
                renamed(&text, &[("deal_id", "Opportunity Name", &unique)], &["account_id"])
            }
            false => renamed(
                &text,
                &[("deal_id", "Opportunity Name", &unique), ("account_id", "Account Name", &accounts)],
                &[],
            ),
        };
        by_id.push((name.clone(), text));
        by_name.push((name.clone(), with_names));
    }
    let run = |files: &[(String, String)]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        audit_of(&files)
    };
    let (expected, told) = (run(&by_id), run(&by_name));
    assert_eq!(told["population"]["unlinked"], expected["population"]["unlinked"]);
    let figures = |audit: &Value| {
        let all = audit["metrics"].as_array().expect("figures").iter();
        all.map(|one| ["id", "cohort", "numerator", "denominator", "value", "low", "high"].map(|key| one[key].clone()))
            .collect::<Vec<_>>()
    };
    let (expected, told) = (figures(&expected), figures(&told));
    assert!(expected.len() > 1_000);
    for (told, expected) in told.iter().zip(&expected) {
        assert_eq!(told, expected);
    }
    assert_eq!(told.len(), expected.len());
}

#[test]
fn a_deal_without_a_name_is_called_by_its_id() {
    let deals = "deal_id,stage,closed_at,why_now\nD-17,Closed Won,2026-01-10,\nD-18,Closed Won,2026-01-11,\n";
    let files = [SETTINGS, ("deals.csv", deals)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    let home = run_files(&files);
    let read = |name: &str| std::fs::read_to_string(home.path().join("out").join(name)).expect("an output");
    let page = read("index.html");
    assert!(page.contains("First: D-1"), "the cover");
    assert!(!page.contains("D-17 (D-17)") && !page.contains(">D-17<span class=\"sub\">D-17"));
    let summary = read("summary.md");
    assert!(summary.contains("- D-17"), "{summary}");
}
