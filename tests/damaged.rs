//! Damaged and hostile files of our own (`corpus`), what becomes of each, and what must hold for anything that is like
//! them: nothing panics, and rows read = rows used + rows set aside, to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use handoff_audit::map;
use handoff_audit::read::{self, Limits, Overrides, Reading, survey, write_table};
use handoff_audit::settings;
use proptest::prelude::*;

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).expect("listed").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "txt" || path.ends_with("pipes.txt")));
    files.sort();
    files
}

fn read(path: &Path) -> Result<Reading, read::Error> {
    let overrides = Overrides { any_header: true, ..Overrides::default() };
    survey(path, &overrides, &Limits::default())
}

/// What must hold for every file that is read.
fn assert_accounted(path: &Path, reading: &Reading) {
    let (account, name) = (&reading.account, path.display());
    assert_eq!(account.spans.sum(), account.text_bytes, "{name}");
    assert_eq!(account.rows_read, account.rows_used + account.rows_set_aside(), "{name}");
    let mut end = 0;
    for row in &account.set_aside {
        assert!(row.offset >= end && row.bytes > 0, "{name}: line {} overlaps", row.line);
        end = row.offset + row.bytes;
    }
    assert!(end <= account.text_bytes, "{name}");
    let listed: u64 = account.set_aside.iter().map(|row| u64::from(row.records)).sum();
    assert_eq!(listed, account.set_aside_counts.values().sum::<u64>(), "{name}");
    let mut out = Vec::new();
    write_table(path, reading, &Limits::default(), &mut out).expect("readable").expect("written");
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(out.as_slice());
    let records: Vec<csv::StringRecord> = table.records().map(|record| record.expect("CSV")).collect();
    let n_records = records.len() as u64;
    let n_headers = u64::from(!reading.probe.header.cells.is_empty());
    assert_eq!(n_records, reading.rows_used() + n_headers, "{name}");
}

/// One line: how the file was taken and what became of its rows, or why it was refused.
fn told(path: &Path) -> String {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    match read(path) {
        Ok(reading) => {
            assert_accounted(path, &reading);
            let (probe, account) = (&reading.probe, &reading.account);
            let aside = account.set_aside_counts.iter().map(|(reason, n)| format!("{} {n}", reason.reason()));
            let noted = account.noted_counts.iter().map(|(how, n)| format!("{} {n}", how.kind()));
            let rest = aside.chain(noted).collect::<Vec<_>>().join(", ");
            let damage = probe.header.damage.as_ref().map_or("", |_| "; damaged headings");
            format!(
                "{name}: {}, '{}', {}, {} columns, headings {}{damage}; {} used; {rest}",
                probe.dialect.encoding,
                probe.dialect.delimiter_text(),
                probe.dialect.record_end.name(),
                probe.headings.len(),
                if probe.header.cells.is_empty() {
                    "none".to_owned()
                } else {
                    format!("on line {}", probe.header_line)
                },
                reading.rows_used(),
            )
        }
        Err(error) => {
            let text = error.to_string();
            let (_, why) = text.split_once(": ").expect("the path, then why");
            assert!(text.starts_with(&path.display().to_string()), "{text}");
            format!("{name}: refused: {why}")
        }
    }
}

#[test]
fn each_file_of_the_corpus_is_read_or_refused_as_told() {
    let found = corpus().iter().map(|path| told(path) + "\n").collect::<String>();
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/corpus.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&table, &found).expect("written");
    }
    let expected = fs::read_to_string(&table).expect("the table of expected outcomes");
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

/// A change to a file: where (as a share of its length), how many bytes go, and what comes instead.
type Change = (f64, usize, &'static [u8]);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let pieces: Vec<&'static [u8]> = vec![
        b"",
        b"\"",
        b"\"\"",
        b",",
        b";",
        b"\n",
        b"\r",
        b"\r\n",
        b"\0",
        b"\xE9",
        b"\xC3",
        b"\xEF\xBB\xBF",
        b"'",
        b"\\\"",
        b" ",
        b"Total",
        b"id,name,day\n",
        b"\n\n",
        b"31/12/2026",
        b"1.2E+10",
    ];
    prop::collection::vec((0.0..1.0, 0_usize..12, prop::sample::select(pieces)), 1..8)
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (place, n_gone, piece) in changes {
        let start = (place * bytes.len() as f64) as usize;
        let end = (start + n_gone).min(bytes.len());
        bytes.splice(start..end, piece.iter().copied());
    }
    bytes
}

/// A small export that is mapped: ids, names, dates, amounts and a stage.
const DEALS: &str = "Deal ID,Deal Name,Deal Stage,Close Date,Amount,Deal owner,CSM\n\
    101,Acme,closedwon,2026-01-05,\"1,200.50\",Ann Lee,Cy Rho\n\
    102,\"Bolt, Inc\",closedwon,2026-01-06,300,Ann Lee,Cy Rho\n\
    103,Corp \"\"x\"\",closedlost,2026-01-07,,Bo Kay,\n\
    104,Dune,closedwon,2026-01-08,45k,Bo Kay,Cy Rho\n\
    105,Echo,closedwon,2026-01-09,500,Ann Lee,Cy Rho\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_becomes_of_a_file_its_rows_add_up(which in any::<prop::sample::Index>(), changes in changes()) {
        let files = corpus();
        let path = which.get(&files);
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join(path.file_name().expect("a name"));
        fs::write(&copy, changed(&fs::read(path).expect("read"), &changes)).expect("written");
        if let Ok(reading) = read(&copy) {
            assert_accounted(&copy, &reading);
        }
    }

    #[test]
    fn whatever_is_mapped_its_rows_add_up(changes in changes()) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("deals.csv"), changed(DEALS.as_bytes(), &changes)).expect("written");
        let settings = settings::load(folder.path(), &settings::Overrides::default()).expect("a folder is settings enough");
        if let Ok(book) = map::load(&settings) {
            let file = &book.files[0];
            let aside: &BTreeMap<String, u64> = &file.rows_set_aside;
            prop_assert_eq!(file.rows_read, file.rows_used + aside.values().sum::<u64>());
            for entry in &book.ledger {
                let (offset, bytes) = entry.place.expect("every record of this file is known by its bytes");
                prop_assert!(offset + bytes <= file.bytes && entry.line > 0);
            }
        }
    }
}
