//! Hostile and odd files that others wrote: each is read right or refused with its reason, and every byte is accounted
//! for. The files lie beside the project; without them these tests say so and pass.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a test says what it skipped and counted")]

use std::fs;
use std::path::{Path, PathBuf};

use handoff_audit::read::{Error, Limits, Noted, Overrides, Reading, SetAside, survey, write_table};
use serde_json::Value;

/// A folder beside the project.
fn shared(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).expect("listed").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn read(path: &Path) -> Result<Reading, Error> {
    let overrides = Overrides { any_header: true, ..Overrides::default() };
    survey(path, &overrides, &Limits::default())
}

/// The table as it comes out.
fn table(path: &Path) -> Vec<Vec<String>> {
    let reading = read(path).expect("readable");
    let mut out = Vec::new();
    write_table(path, &reading, &Limits::default(), &mut out).expect("readable").expect("written");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(out.as_slice());
    reader.records().map(|record| record.expect("CSV").iter().map(str::to_owned).collect()).collect()
}

/// Physical records, bytes and reasons add up.
fn assert_balanced(path: &Path, reading: &Reading) {
    let account = &reading.account;
    assert_eq!(account.spans.sum(), account.text_bytes, "{}: bytes", path.display());
    assert_eq!(account.rows_read, account.rows_used + account.rows_set_aside(), "{}: rows", path.display());
    assert!(reading.rows_used() <= account.rows_used);
    for row in &account.set_aside {
        assert!(row.offset + row.bytes <= account.text_bytes, "{}: line {}", path.display(), row.line);
        assert!(!row.detail.is_empty() || row.reason == SetAside::Blank);
    }
}

/// What is refused, and a word of why. All other files are read.
const REFUSED: &[(&str, &str)] = &[
    ("frictionless/data/compression/implicit-zip.csv", "zip archive"),
    ("duckdb/data/csv/broken/test.csv.zst", "zstd archive"),
    ("duckdb/data/csv/multiple_line_too_long.csv.gz", "its first line is longer"),
    ("duckdb/data/csv/line_too_long.csv.gz", "its first line is longer"),
    ("duckdb/data/csv/line_too_long_with_newline.csv.gz", "its first line is longer"),
    ("duckdb/data/csv/test/5438.csv", "looks like JSON"),
    ("duckdb/data/csv/error/json.csv", "looks like JSON"),
    ("duckdb/data/csv/afl/no_parameter/17.csv", "binary"),
    ("duckdb/data/csv/issue_8320_1.csv.gz", "its first line is longer"),
    ("duckdb/data/csv/issue_8320_2.csv.gz", "its first line is longer"),
    ("duckdb/data/csv/issue_8320_3.csv.gz", "its first line is longer"),
    ("rust-csv/examples/data/smallpop-colon.csv", "single column"),
];

/// Rows used and rows set aside, where others say what is right.
const COUNTS: &[(&str, u64, u64)] = &[
    ("duckdb/data/csv/mixed_new_line.csv", 3, 0),
    ("duckdb/data/csv/test/mixed_line_endings.csv", 3, 0),
    ("csvkit/examples/mac_newlines.csv", 2, 0),
    ("csvkit/examples/test_utf16_big.csv", 2, 0),
    ("csvkit/examples/test_utf16_little.csv", 2, 0),
    ("csvkit/examples/test_latin1.csv", 2, 0),
    ("csvkit/examples/null_byte.csv", 1, 0),
    ("csvkit/examples/test_header_newline.csv", 1, 0),
    ("messytables/horror/utf-16le_encoded.csv", 327, 0),
    ("messytables/horror/skip_initials.csv", 2, 0),
    ("frictionless/data/blank-rows.csv", 2, 0),
    ("frictionless/data/blank-rows-multiple.csv", 2, 0),
    ("frictionless/data/duplicate-headers.csv", 2, 0),
    ("duckdb/data/csv/rejects/unquoted/unquoted_last_value.csv", 3, 1),
    ("duckdb/data/csv/unescaped_quotes/unescaped_quote_new_line.csv", 11, 0),
];

#[test]
fn every_case_is_read_or_refused_with_its_reason() {
    let Some(folder) = shared("reference/csvcases") else { return };
    let endings = [".csv", ".tsv", ".gz", ".zst", ".bin", ".xls", ".xlsx"];
    let (mut n_read, mut wrong) = (0, Vec::new());
    for path in files(&folder) {
        let name = path.strip_prefix(&folder).expect("below").to_string_lossy().into_owned();
        if !endings.iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        let refusal = REFUSED.iter().find(|(file, _)| *file == name).map(|(_, why)| *why);
        match (read(&path), refusal) {
            (Ok(reading), None) => {
                assert_balanced(&path, &reading);
                n_read += 1;
            }
            (Err(Error::Empty { .. }), None) => n_read += 1,
            (Err(error), Some(why)) if error.to_string().contains(why) => {}
            (Ok(_), Some(why)) => wrong.push(format!("{name}: read, though {why} was expected")),
            (Err(error), _) => wrong.push(error.to_string()),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{n_read} files read, {} refused", REFUSED.len());
    assert!(n_read > 500, "{n_read} files read");
}

#[test]
fn rows_are_as_many_as_others_count() {
    let Some(folder) = shared("reference/csvcases") else { return };
    for (name, used, aside) in COUNTS {
        let reading = read(&folder.join(name)).expect(name);
        let found = (reading.rows_used(), reading.account.rows_set_aside());
        assert_eq!(found, (*used, *aside), "{name}");
    }
}

/// The twelfth, `location_coordinates`, holds another phone number in its JSON than in its CSV.
#[test]
fn csv_spectrum_is_read_as_its_json_says() {
    let Some(folder) = shared("reference/csvcases/csv-spectrum") else { return };
    let mut n_same = 0;
    for path in files(&folder.join("json")) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if name == "location_coordinates" {
            continue;
        }
        let expected: Value = serde_json::from_str(&fs::read_to_string(&path).expect("read")).expect("JSON");
        let table = table(&folder.join("csvs").join(format!("{name}.csv")));
        let rows = expected.as_array().expect("rows");
        assert_eq!(table.len(), rows.len() + 1, "{name}");
        for (row, cells) in rows.iter().zip(&table[1..]) {
            for (heading, cell) in table[0].iter().zip(cells) {
                let wanted = row[heading].as_str().expect("text").replace("\r\n", "\n");
                assert_eq!(cell.replace("\r\n", "\n"), wanted, "{name}: {heading}");
            }
        }
        n_same += 1;
    }
    assert_eq!(n_same, 11);
}

/// Rows of the real exports.
const SAMPLES: &[(&str, u64)] = &[
    ("SFDC-Assets__data-cloud-workshop/Account.csv", 22),
    ("SFDC-Assets__data-cloud-workshop/Contact.csv", 102),
    ("SFDC-Assets__data-cloud-workshop/Opportunity.csv", 50),
    ("SFDC-Assets__data-cloud-workshop/Task.csv", 75),
    ("dineshbarri__saas-subscription-revenue-churn-intelligence/ravenstack_accounts.csv", 500),
    ("dineshbarri__saas-subscription-revenue-churn-intelligence/ravenstack_churn_events.csv", 600),
    ("dineshbarri__saas-subscription-revenue-churn-intelligence/ravenstack_subscriptions.csv", 5000),
    ("dineshbarri__saas-subscription-revenue-churn-intelligence/ravenstack_supports_ticket.csv", 2000),
    ("earthfink1982__salesforce-in-powerbi/Account.csv", 18),
    ("earthfink1982__salesforce-in-powerbi/Contact.csv", 25),
    ("earthfink1982__salesforce-in-powerbi/Opportunity.csv", 36),
    ("earthfink1982__salesforce-in-powerbi/OpportunityHistory.csv", 48),
    ("stomita__salesforce-migration-app-pack/Account.csv", 83),
    ("stomita__salesforce-migration-app-pack/Opportunity.csv", 774),
];

#[test]
fn real_exports_are_read_whole() {
    let Some(folder) = shared("samples") else { return };
    for (name, rows) in SAMPLES {
        let reading = read(&folder.join(name)).expect(name);
        assert_balanced(&folder.join(name), &reading);
        assert_eq!((reading.rows_used(), reading.account.rows_set_aside()), (*rows, 0), "{name}");
    }
    for path in files(&folder).iter().filter(|path| path.extension().is_some_and(|ending| ending == "csv")) {
        let account = read(path).expect("readable").account;
        assert_eq!(account.rows_set_aside(), 0, "{}", path.display());
    }
}

/// Faults that another reader finds, by line. A line over its limit of 80 or so bytes is none to us, bytes that are not
/// UTF-8 are read as Windows-1252 where they can be, and casts are decided after reading.
#[test]
fn located_faults_are_those_of_duckdb() {
    let Some(folder) = shared("reference/csvcases") else { return };
    let text = fs::read_to_string(folder.join("duckdb/rejects-expected.json")).expect("read");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    let mut n_faults = 0;
    for case in expected.as_array().expect("cases") {
        let name = case["file"].as_str().expect("a name");
        let Some(errors) = case["errors"].as_array() else { continue };
        // Of `dr_who.csv` only the beginning is there.
        if name.contains('*') || name.ends_with("dr_who.csv") {
            continue;
        }
        let of = |kinds: &[&str]| {
            let errors = errors.iter().filter(|error| kinds.contains(&error["type"].as_str().unwrap_or_default()));
            let line = |error: &Value| error["line"].as_u64().or_else(|| error["line"].as_str()?.parse().ok());
            errors.filter_map(line).map(|line| line as u32).collect::<std::collections::BTreeSet<u32>>()
        };
        let wanted = of(&["MISSING COLUMNS", "TOO MANY COLUMNS", "UNQUOTED VALUE"]);
        if wanted.is_empty() {
            continue;
        }
        let account = read(&folder.join(name)).expect(name).account;
        let aside = account.set_aside.iter().filter(|row| row.reason != SetAside::Blank).map(|row| row.line);
        let found =
            aside.chain(account.noted.iter().filter(|row| row.how == Noted::KeptQuotes).map(|row| row.line)).collect();
        assert_eq!(wanted, found, "{name}");
        n_faults += wanted.len();
    }
    assert!(n_faults >= 20, "{n_faults} faults compared");
}
