//! The case suites of other parsers: the same cells come out, but where we chose otherwise, and the choice is named here.
//! The suites lie beside the project; without them these tests say so and pass.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a test says what it skipped and counted")]

use std::fs;
use std::path::Path;

use handoff_audit::read::{Error, Limits, Overrides, SetAside, survey, write_table};
use serde_json::Value;

fn cases(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/csvcases").join(name);
    if !path.is_file() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(serde_json::from_str(&fs::read_to_string(path).expect("read")).expect("JSON"))
}

/// The table that comes out, and whether anything is said about damage; or why it is refused.
fn read(text: &str, overrides: &Overrides) -> Result<(Vec<Vec<String>>, bool), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.csv");
    fs::write(&path, text).expect("written");
    let overrides = Overrides { any_header: true, ..overrides.clone() };
    let reading = match survey(&path, &overrides, &Limits::default()) {
        Err(Error::Empty { .. }) => return Ok((Vec::new(), false)),
        reading => reading?,
    };
    let mut out = Vec::new();
    write_table(&path, &reading, &Limits::default(), &mut out).expect("readable").expect("written");
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(out.as_slice());
    let rows = table.records().map(|row| row.expect("CSV").iter().map(str::to_owned).collect()).collect();
    let account = &reading.account;
    let is_damaged = account.set_aside_counts.keys().any(|reason: &SetAside| reason.is_damage());
    Ok((rows, is_damaged || reading.probe.header.damage.is_some() || !account.noted.is_empty()))
}

/// Compares every case; gives how many are the same. A difference that is not listed, and one that is listed and is none,
/// fails.
fn compare<'c>(
    cases: impl Iterator<Item = (&'c str, &'c str, Overrides, &'c Value)>,
    chosen: &[(&str, &str)],
) -> usize {
    let (mut n_same, mut wrong) = (0, Vec::new());
    for (name, text, overrides, wanted) in cases {
        let wanted: Vec<Vec<String>> = serde_json::from_value(wanted.clone()).expect("rows of texts");
        let read = read(text, &overrides).map(|(rows, _)| rows);
        let is_same = read.as_ref().is_ok_and(|rows| *rows == wanted);
        n_same += usize::from(is_same);
        if is_same == chosen.iter().any(|(other, _)| *other == name) {
            wrong.push(format!("{name}: {text:?}: {:?}", read.map_err(|error| error.to_string())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    n_same
}

const BLANK: &str = "lines without text are counted as blank, and are no rows";
const DAMAGE: &str = "the quote costs its own line and not the rest of the text";

/// Of the cases for PapaParse's default settings.
const PAPA_PARSE: [(&str, &str); 10] = [
    ("Quoted field has no closing quote", DAMAGE),
    ("Quoted field has invalid trailing quote after delimiter with a valid closer", DAMAGE),
    ("Quoted field has invalid trailing quote after delimiter", DAMAGE),
    ("Quoted field has invalid trailing quote before delimiter", DAMAGE),
    ("Quoted field has invalid trailing quote after new line", DAMAGE),
    ("Input is just empty fields", "a row that is wider than the others is set aside"),
    ("One column input with empty fields", "the last line end ends a row and begins none"),
    ("Mixed slash n and slash r should choose first as precident", "any line end ends a record where they are mixed"),
    ("Blank lines at end", BLANK),
    ("Blank line in middle with whitespace", BLANK),
];

#[test]
fn papa_parse() {
    let Some(suite) = cases("papaparse/cases.json") else { return };
    let is_default = |case: &&Value| {
        let has_settings = case["config"].as_object().is_some_and(|config| !config.is_empty());
        !has_settings && case["disabled"] != true && case["input"].is_string()
    };
    let groups = ["CORE_PARSER_TESTS", "PARSE_TESTS"].map(|group| suite[group].as_array().expect("cases"));
    let all: Vec<&Value> = groups.into_iter().flatten().filter(is_default).collect();
    let text = |case: &'_ Value| -> String { case["input"].as_str().expect("text").to_owned() };
    let texts: Vec<String> = all.iter().map(|case| text(case)).collect();
    let named = all
        .iter()
        .zip(&texts)
        .map(|(case, text)| (case["description"].as_str().expect("a name"), text.as_str(), &case["expected"]["data"]))
        .map(|(name, text, wanted)| (name, text, Overrides::default(), wanted));
    let chosen = [&PAPA_PARSE[..], &[("Other fields are empty", BLANK)]].concat();
    let n_same = compare(named, &chosen);
    println!("PapaParse: {n_same} of {} the same", all.len());
    assert!(n_same >= 62, "{n_same}");
    // Each fault of quotes that the suite expects to be told is told.
    for (case, text) in all.iter().zip(&texts) {
        let errors = case["expected"]["errors"].as_array();
        if errors.is_some_and(|errors| errors.iter().any(|error| error["type"] == "Quotes")) {
            assert!(read(text, &Overrides::default()).is_ok_and(|(_, is_told)| is_told), "{text:?}");
        }
    }
}

/// Of the cases of the csv crate's core.
const CSV_CORE: [(&str, &str); 4] = [
    ("term_weird", "a letter does not end a record"),
    ("ascii_delimited", "the control characters of ASCII as delimiters are suggested, not taken"),
    ("quote_delimiter", "a character cannot be the quote and the delimiter"),
    ("comment_1", "a line that begins with # is a row like others"),
];

/// What a case sets, as far as `read` can be told it.
fn said(case: &Value) -> Overrides {
    let config = case["config"].as_str().unwrap_or_default();
    let byte = |name: &str| {
        let text = config.split_once(&format!("b.{name}(b'"))?.1;
        if text.starts_with("\\t") { Some(b'\t') } else { text.bytes().next() }
    };
    Overrides { delimiter: byte("delimiter"), quote: byte("quote"), ..Overrides::default() }
}

#[test]
fn csv_core() {
    let Some(suite) = cases("rust-csv/csv-core-cases.json") else { return };
    let all = suite.as_array().expect("cases");
    let named = all
        .iter()
        .map(|case| (case["name"].as_str().expect("a name"), case["input"].as_str().expect("text"), case))
        .map(|(name, text, case)| (name, text, said(case), &case["expected"]));
    let n_same = compare(named, &CSV_CORE);
    println!("csv-core: {n_same} of {} the same", all.len());
    assert_eq!(n_same + CSV_CORE.len(), all.len());
}

/// Where another reader says that a fault stands, a listed record of ours stands.
#[test]
fn faults_lie_within_the_bytes_that_are_listed() {
    let Some(suite) = cases("duckdb/rejects-expected.json") else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/csvcases");
    let overrides = Overrides { any_header: true, ..Overrides::default() };
    let mut n_found = 0;
    for case in suite.as_array().expect("cases") {
        let name = case["file"].as_str().expect("a name");
        let Some(errors) = case["errors"].as_array().filter(|_| !name.contains('*') && !name.ends_with("dr_who.csv"))
        else {
            continue;
        };
        let Ok(reading) = survey(&folder.join(name), &overrides, &Limits::default()) else { continue };
        let aside = reading.account.set_aside.iter().map(|row| (row.offset, row.bytes));
        let listed: Vec<(u64, u64)> =
            aside.chain(reading.account.noted.iter().map(|row| (row.offset, row.bytes))).collect();
        for error in errors {
            let is_ours =
                ["MISSING COLUMNS", "TOO MANY COLUMNS", "UNQUOTED VALUE"].iter().any(|kind| error["type"] == *kind);
            let byte = error["byte_position"].as_str().and_then(|byte| byte.parse::<u64>().ok());
            let Some(byte) = byte.filter(|_| is_ours) else { continue };
            // Theirs count from 1.
            let is_inside = |&(offset, bytes): &(u64, u64)| (offset..=offset + bytes).contains(&(byte - 1));
            assert!(listed.iter().any(is_inside), "{name}: byte {byte}, {listed:?}");
            n_found += 1;
        }
    }
    println!("DuckDB: {n_found} faults within the bytes that are listed");
    assert!(n_found >= 20, "{n_found}");
}
