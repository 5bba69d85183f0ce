//! What an export says does not depend on how it is written: notation of dates, missing ids, group rows, spreadsheets.

mod support;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use support::{FOUR_DEALS, audit_of, call, checked, note, read_audit, run_files};

/// `2026-03-04T..` becomes `04-03-2026 ..` or `03/04/2026 ..`: the date that every cell begins with, the rest as it is.
fn rewritten(text: &str, is_day_first: bool) -> String {
    let mut rows = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows.records() {
        let row = row.expect("a row");
        let cells = row.iter().map(|cell| {
            let bytes = cell.as_bytes();
            let is_date = bytes.len() >= 10
                && bytes[..10].iter().enumerate().all(|(at, byte)| match at {
                    4 | 7 => *byte == b'-',
                    _ => byte.is_ascii_digit(),
                })
                && (bytes.len() == 10 || (matches!(bytes[10], b'T' | b' ') && bytes.len() > 12 && bytes[13] == b':'));
            if !is_date {
                return cell.to_owned();
            }
            let (year, month, day) = (&cell[..4], &cell[5..7], &cell[8..10]);
            let time = cell.get(11..).map_or_else(String::new, |time| format!(" {time}"));
            if is_day_first { format!("{day}-{month}-{year}{time}") } else { format!("{month}/{day}/{year}{time}") }
        });
        out.write_record(cells.collect::<Vec<_>>()).expect("written");
    }
    String::from_utf8(out.into_inner().expect("bytes")).expect("text")
}

#[test]
fn dates_in_three_notations_give_equal_figures() {
    for profile in ["generic", "hubspot", "salesforce"] {
        let home = tempfile::tempdir().expect("a folder");
        let exports = home.path().join("exports");
        let plain = exports.to_str().expect("plain").to_owned();
        let sampled = call(&["sample", "--deals", "40", "--seed", "9", "--profile", profile, "--out", &plain]);
        assert!(sampled.status.success());
        let mut files = Vec::new();
        for entry in fs::read_dir(&exports).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.ends_with(".csv") {
                files.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
        let expected = read_audit(&run_files(&files).path().join("out"));
        // Month first once: a run takes its time.
        for is_day_first in [true, false].into_iter().take(1 + usize::from(profile == "hubspot")) {
            let rewrite = |(name, text): &(String, String)| (name.clone(), rewritten(text, is_day_first));
            let other: Vec<(String, String)> = files.iter().map(rewrite).collect();
            assert!(files.iter().zip(&other).any(|(left, right)| left.1 != right.1), "dates were rewritten");
            let found = read_audit(&run_files(&other).path().join("out"));
            for part in ["as_of", "population", "metrics", "verdict", "rules"] {
                assert!(expected[part] == found[part], "{profile}, day first {is_day_first}: {part} differs");
            }
        }
    }
}

/// Two opportunities whose ids differ in case alone, and records of one of them, with ids as they are written.
fn salesforce(id_of: impl Fn(&str) -> String) -> Value {
    let deals = format!(
        "Opportunity ID,Opportunity Name,Account ID,Stage,Close Date,Created Date,Opportunity Owner,Last Modified Date\n\
         {},Upper,001bm00001ZL8U9,Closed Won,2026-01-05,2025-12-01,Ada,2026-03-01\n\
         {},Lower,001bm00001ZL8UA,Closed Won,2026-01-06,2025-12-02,Ada,2026-03-01\n",
        id_of("006bm00000LKJNN"),
        id_of("006bm00000lkjnn")
    );
    let projects = "Opportunity ID,CSM,Kickoff Date\n006bm00000LKJNNAA5,Cy,2026-01-09\n";
    audit_of(&[("deals.csv", &deals), ("onboarding.csv", projects)])
}

#[test]
fn ids_of_salesforce_join_in_both_lengths_and_never_across_case() {
    let short = salesforce(str::to_owned);
    let long = salesforce(|id| if id.ends_with('N') { format!("{id}AA5") } else { format!("{id}AAA") });
    for audit in [&short, &long] {
        assert_eq!(audit["population"]["unlinked"]["onboarding"], 0);
        let deals = audit["deals"].as_array().expect("deals");
        let kickoff = |name: &str| {
            let deal = deals.iter().find(|deal| deal["name"] == name).expect("a deal");
            deal["events"]["kickoff_at"].is_string()
        };
        assert_eq!((kickoff("Upper"), kickoff("Lower")), (true, false));
    }
    assert!(short["metrics"] == long["metrics"] && short["deals"] == long["deals"]);
}

#[test]
fn groups_and_subitems_of_a_board_are_no_projects() {
    let board = "Onboarding board,,,,,\nActive,,,,,\nName,Subitems,CSM,Customer,Kickoff Date,Item ID (auto generated)\n\
                 Alpha rollout,Task 1,Cy,Acme Inc.,2026-01-12,901\nSubitems,Name,Owner,Status,,\n,Task 1,Cy,Done,,\n\
                 Done,,,,,\nBeta rollout,,Cy,Bolt GmbH,2026-01-13,902\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("board.csv", board)]);
    let source = audit["sources"].as_array().expect("sources").iter().find(|source| source["path"] == "board.csv");
    let source = source.expect("the board");
    assert_eq!(
        (source["table"].as_str(), source["profile"].as_str()),
        (Some("onboarding"), Some("monday")),
        "{source:#}"
    );
    assert_eq!(source["rows_used"], 2, "{source:#}");
    let aside: u64 = source["rows_set_aside"].as_object().expect("reasons").values().filter_map(Value::as_u64).sum();
    assert_eq!(source["rows_read"].as_u64(), Some(2 + aside));
}

#[test]
fn steps_of_a_task_are_not_called_deleted() {
    let tasks = "Task ID,Created At,Completed At,Name,Assignee,Parent task,Customer,Kickoff Date\n\
                 1,2026-01-06,,Acme,Cy,,Acme Inc.,2026-01-09\n2,2026-01-06,,Agenda,Cy,Acme,,\n3,2026-01-06,,Invite,Cy,Acme,,\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("asana.csv", tasks)]);
    let said = note(&audit, "filtered-row").expect("the steps")["sentence"].to_string();
    assert!(said.contains("2 rows were set aside") && said.contains("a step of another task (2)"), "{said}");
    assert!(!said.contains("deleted"), "{said}");
}

#[test]
fn ids_that_a_spreadsheet_damaged_join_nothing_and_are_named() {
    let notes = "activity_id,deal_id,type,author,occurred_at\nA-1,1.2E+10,note,Ada,2026-01-06\nA-2,1.0,note,Ada,2026-01-06\n\
                 A-3,1,note,Ada,2026-01-06\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("activities.csv", notes)]);
    let health = audit["data_health"].as_array().expect("notes");
    let damaged = health.iter().find(|note| note["kind"] == "damaged-id").expect("a note");
    assert_eq!(damaged["count"], 2);
    assert!(damaged.to_string().contains("1.2E+10"));
    assert_eq!(audit["population"]["unlinked"]["activities"], 2);
}

#[test]
fn headings_say_of_which_kind_activities_are() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("deals.csv"), FOUR_DEALS).expect("deals");
    let common = "Activity date,Activity assigned to,Associated Company IDs,Associated Deal IDs";
    let kinds = [
        ("Anrufe", "calls", "Call title,Call notes,Call direction"),
        ("Post", "emails", "Email subject,Email body,Email direction"),
        ("Termine", "meetings", "Meeting name,Meeting description,Meeting outcome"),
        ("Zettel", "notes", "Note body"),
        ("Alles", "activities", "Call title,Call notes,Email subject,Email body,Meeting name,Meeting description"),
    ];
    for (file, _, headings) in kinds {
        let path = home.path().join(file).with_extension("csv");
        fs::write(path, format!("Record ID,{headings},{common}\n")).expect("an export");
    }
    let document = checked(home.path());
    let files = document["files"].as_array().expect("files");
    for (file, kind, _) in kinds {
        let found = files.iter().find(|found| found["path"] == format!("{file}.csv")).expect("the file");
        let why = found["why"].as_str().expect("why");
        assert!(why.starts_with(&format!("headings of HubSpot: {kind}")), "{file}: {why}");
    }
}

#[test]
fn what_is_left_aside_is_said() {
    let home = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(home.path().join(name), text).expect(name);
    write("deals.csv", FOUR_DEALS);
    write(
        "activities.csv",
        "activity_id,deal_id,type,direction,author,occurred_at\n1,1,email,,Ann,2026-01-02\n2,1,email,outbound,Ann,2026-01-02\n",
    );
    let notes = |source: &Path| -> Vec<String> {
        checked(source)["data_health"].as_array().expect("notes").iter().map(Value::to_string).collect()
    };
    let says = |notes: &[String], words: &str| notes.iter().any(|note| note.contains(words));
    write(
        "reviews.csv",
        "deal_id,event,occurred_at\n1,Waved through,2026-01-03\n1,submitted,2026-01-02\n1,submitted,2099-01-02\n",
    );
    write(
        "subscriptions.csv",
        "subscription_id,deal_id,status,started_at,ended_at\n1,1,Active,2026-01-05,\n2,1,gek\u{fc}ndigt,2026-01-05,\n\
         3,1,beendet,2026-01-05,2026-02-01\n",
    );
    let all = notes(home.path());
    assert!(says(&all, "1 of 3 rows of reviews"), "{all:?}");
    assert!(says(&all, "1 of 3 rows of subscriptions"), "an end says more than its status: {all:?}");
    assert!(says(&all, "Waved through"), "{all:?}");
    assert!(says(&all, "1 of 2 e-mails does not say which way it went"), "{all:?}");
    assert!(!says(&all, "unused-file"), "{all:?}");
    let settings =
        "[audit]\nas_of = 2026-02-01\n[[source]]\npath = \"deals.csv\"\n[[source]]\npath = \"reviews.csv\"\n";
    write("audit.toml", settings);
    let named = notes(&home.path().join("audit.toml"));
    assert!(says(&named, "activities.csv: audit.toml names other files"), "{named:?}");
    assert!(says(&named, "1 event lies after the date of the data"), "{named:?}");
}

#[test]
fn a_cohort_column_that_is_not_mapped_is_named() {
    let home = tempfile::tempdir().expect("a folder");
    let deals = FOUR_DEALS.replacen("Associated Company\n", "Associated Company,Partner\n", 1);
    let settings = "[cohorts]\ncolumns = [\"Partner\", \"deal_name\", \"Pertner\", \"Zone\"]\n\
                    [[source]]\npath = \"deals.csv\"\n";
    fs::write(home.path().join("deals.csv"), deals.replace("Acme Inc.\n", "Acme Inc.,North\n")).expect("deals");
    fs::write(home.path().join("audit.toml"), settings).expect("settings");
    let source = home.path().join("audit.toml");
    let output = call(&["check", source.to_str().expect("plain"), "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let notes = document["data_health"].as_array().expect("notes");
    let note = notes.iter().find(|note| note["kind"] == "unknown-cohort").expect("a note");
    let examples: Vec<&str> = note["examples"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(
        examples,
        [
            "\"Partner\": a column of deals.csv that feeds no field",
            "\"Pertner\": no export of deals or accounts has it; the nearest is \"Partner\"",
            "\"Zone\": no export of deals or accounts has it"
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever stands in the cells: no panic, and rows read are rows used and rows set aside.
    #[test]
    fn rows_balance_whatever_the_cells_hold(
        cells in proptest::collection::vec(
            prop_oneof![
                "[ -~]{0,12}", "\\PC{0,6}", "[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}", "-?[0-9.,]{1,9}( ?[€$kKmM%])?",
                Just("TRUE".to_owned()), Just("#N/A".to_owned()), Just("1.2E+10".to_owned()), Just("=1+1".to_owned()),
                Just("Closed Won".to_owned()),
            ],
            8..80,
        )
    ) {
        let mut out = csv::Writer::from_writer(Vec::new());
        let headings = ["Record ID", "Deal Name", "Deal Stage", "Close Date", "Amount", "Deal owner", "Is Closed Won", "Champion at Risk"];
        out.write_record(headings).expect("written");
        for row in cells.chunks_exact(headings.len()) {
            out.write_record(row).expect("written");
        }
        let deals = String::from_utf8(out.into_inner().expect("bytes")).expect("text");
        let home = tempfile::tempdir().expect("a folder");
        support::write_files(&home.path().join("in"), &[("deals.csv".to_owned(), deals)]);
        let (source, target) = (home.path().join("in"), home.path().join("out"));
        let output = call(&["run", source.to_str().expect("plain"), "--out", target.to_str().expect("plain")]);
        // 3: a file without a row that can be used is refused, with the reason.
        prop_assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
        if output.status.success() {
            for source in read_audit(&home.path().join("out"))["sources"].as_array().expect("sources") {
                let number = |name: &str| source[name].as_u64().expect("a count");
                let aside: u64 = source["rows_set_aside"].as_object().expect("reasons").values().filter_map(Value::as_u64).sum();
                prop_assert_eq!(number("rows_read"), number("rows_used") + aside);
            }
        }
    }
}

#[test]
fn the_order_of_dates_is_decided_from_the_whole_column() {
    let mut deals = "Record ID,Deal Name,Deal Stage,Close Date\n".to_owned();
    for row in 1..=2_600 {
        deals += &format!("{row},Deal {row},Closed Won,03/04/2026\n");
    }
    deals += "2601,Last,Closed Won,25/04/2026\n";
    let audit = audit_of(&[("deals.csv", &deals)]);
    let unreadable =
        audit["data_health"].as_array().expect("notes").iter().any(|note| note["kind"] == "unreadable-cell");
    assert!(!unreadable, "{:#}", audit["data_health"]);
    let notes = audit["sources"][0]["notes"].to_string();
    assert!(notes.contains("read as day/month because 1 cell can only be that"), "{notes}");
}

#[test]
fn stages_are_named_where_none_of_them_means_won() {
    let audit = audit_of(&[(
        "deals.csv",
        "deal_id,stage,closed_at\n1,Gewonnen,2026-03-02\n2,Gewonnen,2026-03-03\n3,Verloren,2026-03-04\n,,\nTotal,,\n",
    )]);
    let notes = audit["data_health"].to_string();
    assert!(notes.contains("no-win") && notes.contains("“Gewonnen”: 2 deals"), "{notes}");
    let audit =
        audit_of(&[("deals.csv", "deal_id,stage,closed_at\n1,Closed Won,2026-03-02\n2,Contract signed,2026-03-03\n")]);
    let notes = audit["data_health"].to_string();
    assert!(notes.contains("maybe-won") && notes.contains("“Contract signed”: 1 deal"), "{notes}");
}

#[test]
fn a_file_that_is_believed_by_its_name_alone_is_told() {
    let table = |rows: &[(&str, &str, &str)], is_dated: bool| {
        let head = if is_dated { "deal_id,stage,closed_at,modified_at\n" } else { "deal_id,stage,closed_at\n" };
        let row = |(id, stage, modified): &(&str, &str, &str)| match is_dated {
            true => format!("{id},{stage},2026-01-05,{modified}\n"),
            false => format!("{id},{stage},2026-01-05\n"),
        };
        head.to_owned() + &rows.iter().map(row).collect::<String>()
    };
    let september = [("1", "Closed Won", "2026-09-30"), ("2", "Closed Won", "2026-09-30"), ("3", "Lost", "2026-09-30")];
    let august =
        [("1", "Contract Sent", "2026-08-31"), ("2", "Contract Sent", "2026-08-31"), ("3", "Lost", "2026-08-31")];
    let audit = |is_dated: bool| {
        let (newer, older) = (table(&september, is_dated), table(&august, is_dated));
        audit_of(&[("export-2026-09.csv", &newer), ("old export-2026-08.csv", &older)])
    };
    let blind = audit(false);
    let told = note(&blind, "believed-by-name").expect("the file names decide");
    // The third deal is the same in both.
    assert_eq!(told["count"], 2);
    assert_eq!(told["examples"][0], "export-2026-09.csv gives way to old export-2026-08.csv in 2 deals");
    assert_eq!(blind["population"]["won"], 0);
    let dated = audit(true);
    assert!(note(&dated, "believed-by-name").is_none());
    assert_eq!(dated["population"]["won"], 2);
}

#[test]
fn a_cell_that_cannot_be_read_is_no_placeholder_of_the_rep() {
    let deals = "deal_id,stage,closed_at,amount,go_live_target\n1,Closed Won,2026-01-05,\"1.234,50 x\",2026-13-45\n\
                 2,Closed Won,2026-01-05,tbd,soon\n3,Closed Won,2026-01-05,1200,2026-03-01\n";
    let home = run_files(&[
        ("deals.csv".into(), deals.into()),
        ("reviews.csv".into(), "deal_id,event,occurred_at\n1,accepted,2026-02-06\n".into()),
    ]);
    let audit = read_audit(&home.path().join("out"));
    let state = |deal: usize, field: &str| audit["deals"][deal]["fields"][field].as_str().expect(field).to_owned();
    let states: Vec<_> =
        (0..3).map(|deal| (state(deal, "contract_value"), state(deal, "kickoff_or_go_live_date"))).collect();
    let both = |state: &str| (state.to_owned(), state.to_owned());
    assert_eq!(states, [both("not_captured"), both("placeholder"), both("answered")]);
    let findings = fs::read_to_string(home.path().join("out/findings.csv")).expect("findings");
    let about = |place: &str| findings.lines().filter(|line| line.contains(place)).count();
    assert_eq!(about("deals.csv line 2, column \"\"amount"), 0, "{findings}");
    assert!(about("deals.csv line 3, column \"\"amount") > 0, "{findings}");
    let page = fs::read_to_string(home.path().join("out/index.html")).expect("the page");
    assert!(page.contains("\u{201c}soon\u{201d}") && !page.contains("\u{201c}\u{201d}"), "a placeholder is quoted");
    let told = note(&audit, "unreadable-cell").expect("what could not be read");
    assert!(told["advice"].to_string().contains("decimal"), "{told}");
    let exports = home.path().join("exports");
    let brief = |deal: &str| {
        let output = call(&["brief", exports.to_str().expect("plain"), deal, "--format", "md"]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(brief("1").contains("1.234,50 x") && brief("1").contains("a matter of the export, not of the AE"));
    assert!(brief("2").contains("\u{201c}tbd\u{201d}"), "{}", brief("2"));
}

#[test]
fn words_and_numbers_below_a_table_are_none_of_its_rows() {
    let read = |name: &str, text: &str| {
        let rows = audit_of(&[(name, text)]);
        (rows["population"]["rows"].as_u64(), rows["sources"][0]["rows_set_aside"]["row-without-id"].as_u64())
    };
    let deals = "deal_id,deal_name,stage,closed_at\n8001,Acme,Closed Won,2026-01-05\n8002,Bolt,Lost,2026-01-06\n";
    assert_eq!(read("deals.csv", &format!("{deals}Won,5,,\nLost,1,,\n,,,\nOpen,,0,\n")), (Some(2), Some(3)));
    assert_eq!(read("deals.csv", &format!("{deals}12,Won,,\n")), (Some(2), Some(1)), "a number shorter than any id");
    // Records that are poor and are records: an id, a name, ids that are words, a table of few cells.
    assert_eq!(read("deals.csv", &format!("{deals}8003,Won,,\n8004,5,,\nWon,Lost,,\n")), (Some(5), None));
    let words = deals.replace("8001", "north").replace("8002", "south");
    assert_eq!(read("deals.csv", &format!("{words}west,5,,\n")), (Some(3), None));
    let few = "deal_id,stage,closed_at\n8001,Closed Won,2026-01-05\n8002,Lost,2026-01-06\n";
    assert_eq!(read("deals.csv", &format!("{few}West,5,\n")), (Some(3), None));
    assert_eq!(read("deals.csv", &format!("{few}Won,5,\n")), (Some(2), Some(1)), "there a label alone tells");
    // A row of the table follows, or stands between: these are rows too.
    let third = "8003,Cog,Lost,2026-01-07\n";
    assert_eq!(read("deals.csv", &format!("{deals}Won,5,,\n{third}")), (Some(4), None));
    let many: String = (0..3000).map(|row| format!("{},Acme,Lost,2026-01-05\n", 9000 + row)).collect();
    assert_eq!(read("deals.csv", &format!("{deals}{many}Won,5,,\n")), (Some(3002), Some(1)));
    assert_eq!(read("deals.csv", &format!("{deals}{many}Won,5,,\n{third}Lost,1,,\n")), (Some(3005), None));
    // The newest stand first and have the longest ids, of which the last are not the shortest.
    assert_eq!(read("deals.csv", &format!("{deals}{many}7,Old,Lost,2020-01-05\n12,Bolt,,\n")), (Some(3004), None));
    let people = "contact_id,contact_name,email,company\n90000000002,Ada,ada@acme.io,Acme\n90000000001,Bo,bo@acme.io,Acme\n\
                  451,Cy,,\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("contacts.csv", people)]);
    let aside = &audit["sources"][0]["rows_set_aside"];
    assert!(audit["sources"][0]["path"] == "contacts.csv" && aside.get("row-without-id").is_none(), "{aside}");
}

#[test]
fn the_close_date_of_an_open_deal_is_no_sign_of_the_day_of_the_data() {
    let deals =
        "deal_id,stage,created_at,closed_at\n1,Closed Won,2026-01-05,2026-03-02\n2,Proposal,2026-02-01,2027-03-31\n";
    assert_eq!(audit_of(&[("deals.csv", deals)])["as_of"].as_str().map(|at| &at[..10]), Some("2026-03-03"));
}

#[test]
fn an_empty_window_says_what_lies_outside() {
    let deals = "deal_id,stage,closed_at,deal_type\n1,Closed Won,2026-03-02,New Business\n2,Closed Won,2026-03-03,Renewal\n\
                 3,Closed Won,2026-03-03,Partner fee\n4,Closed Won,,New Business\n";
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("deals.csv"), deals).expect("deals");
    let reviews = "deal_id,event,occurred_at\n1,accepted,2026-03-02\n";
    fs::write(home.path().join("reviews.csv"), reviews).expect("reviews");
    let source = home.path().to_str().expect("plain").to_owned();
    let out = format!("{source}/out");
    let said = |more: &[&str]| {
        let output = call(&[&["run", &source, "--out", &out][..], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let summary = fs::read_to_string(format!("{out}/summary.md")).expect("a summary");
        (String::from_utf8_lossy(&output.stdout).into_owned(), summary)
    };
    let reasons = "of 4 won deals is in scope: 1 won outside the window (from 2026-03-03";
    let (printed, summary) = said(&["--from", "2026-03-03", "--as-of", "2026-04-01"]);
    assert!(printed.contains(reasons) && summary.contains("None of 4 won deals is in scope"), "{printed}{summary}");
    let (printed, _) = said(&["--as-of", "2026-03-02"]);
    assert!(printed.contains("none of 1 deal in scope is due"), "{printed}");
}

#[test]
fn a_date_column_that_nothing_settles_is_said() {
    let audit =
        audit_of(&[("deals.csv", "deal_id,stage,closed_at\n1,Closed Won,02/03/2026\n2,Closed Won,09/03/2026\n")]);
    let notes = audit["data_health"].to_string();
    assert!(notes.contains("open-notation") && notes.contains("date_order in audit.toml settles it"), "{notes}");
}

#[test]
fn a_definition_confirmed_by_nobody_is_told() {
    let settings = "[definitions]\nmin_cohort = { status = \"confirmed\" }\n\
                    review_sla_hours = { value = 48, status = \"confirmed\", by = \"Ada\", on = 2026-01-31 }\n";
    let audit = audit_of(&[("deals.csv", "deal_id,stage,closed_at\n1,Won,2026-03-02\n"), ("audit.toml", settings)]);
    let notes = audit["data_health"].as_array().expect("notes");
    let note = notes.iter().find(|note| note["kind"] == "half-confirmed").expect("the note");
    assert_eq!((&note["count"], &note["examples"]), (&1.into(), &serde_json::json!(["min_cohort: by and on"])));
}

#[test]
fn a_file_that_two_entries_name_says_so() {
    let settings =
        "[[source]]\npath = \"deals.csv\"\ntable = \"deals\"\n[[source]]\npath = \"*.csv\"\ntable = \"reviews\"\n";
    let audit = audit_of(&[("deals.csv", support::FOUR_DEALS), ("audit.toml", settings)]);
    let source = &audit["sources"][0];
    assert_eq!(source["table"], "deals");
    assert!(source["notes"].to_string().contains("what the first says stands"), "{source:#}");
}
