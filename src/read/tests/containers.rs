//! Sheets of workbooks and exports in archives, read like files of their own.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Workbook};

use super::super::{Error, Limits, Overrides, tables_in};
use super::{file, read_path};

fn book(sheets: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for name in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.write(1, 0, "Deal ID").unwrap();
        sheet.write(1, 1, "Close, Date").unwrap();
        sheet.write(1, 2, "Note").unwrap();
        sheet.write(2, 0, 9_007_199_254_i64).unwrap();
        sheet.write_with_format(2, 1, 45_000.0, &date).unwrap();
        sheet.write(3, 0, 12.5).unwrap();
        sheet.write(3, 2, "say \"hi\"").unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_sheet_is_a_file() {
    let bytes = book(&["Deals", "Tasks"]);
    let (_folder, path) = file("book.xlsx", &bytes);
    assert_eq!(tables_in(&path).unwrap(), Some(vec!["Deals".to_owned(), "Tasks".to_owned()]));
    let outcome =
        read_path(&path.with_file_name("book.xlsx#Tasks"), &Overrides::default(), &Limits::default()).unwrap();
    assert_eq!(outcome.probe.headings, ["Deal ID", "Close, Date", "Note"]);
    assert_eq!(outcome.rows, [["9007199254", "2023-03-15", ""], ["12.5", "", "say \"hi\""]]);
    assert_eq!(outcome.lines, [3, 4]);
    assert_eq!(outcome.account.bytes, bytes.len() as u64);
    let hash = |name: &str| read_path(&path.with_file_name(name), &Overrides::default(), &Limits::default()).unwrap();
    assert_eq!(hash("book.xlsx#Deals").account.sha256, outcome.account.sha256);
}

#[test]
fn a_cell_merged_down_a_column_says_the_same_of_each_row() {
    let mut book = Workbook::new();
    let (sheet, plain) = (book.add_worksheet(), Format::new());
    sheet.merge_range(0, 0, 0, 2, "Kickoffs of the spring", &plain).unwrap();
    for (column, heading) in ["Deal ID", "CSM", "Note"].into_iter().enumerate() {
        sheet.write(1, column as u16, heading).unwrap();
    }
    sheet.merge_range(2, 1, 4, 1, "Cara", &plain).unwrap();
    for row in [2, 4, 5] {
        sheet.write(row, 0, row).unwrap();
    }
    let (_folder, path) = file("book.xlsx", &book.save_to_buffer().unwrap());
    let outcome = read_path(&path, &Overrides::default(), &Limits::default()).unwrap();
    assert_eq!(outcome.rows, [["2", "Cara", ""], ["4", "Cara", ""], ["5", "", ""]]);
    assert_eq!(outcome.lines, [3, 5, 6], "a row that is blank but for the merged cell is no record");
}

#[test]
fn which_table_is_meant_is_asked_for_not_guessed() {
    let read = |name: &str, bytes: &[u8], table: &str| {
        let (_folder, path) = file(name, bytes);
        read_path(&path.with_file_name(format!("{name}{table}")), &Overrides::default(), &Limits::default())
    };
    let two = book(&["Deals", "Tasks"]);
    assert!(matches!(read("book.xlsx", &two, ""), Err(Error::Container { why, .. }) if why.contains("Deals, Tasks")));
    assert!(matches!(read("book.xlsx", &two, "#Other"), Err(Error::Container { .. })));
    assert!(matches!(read("book.xlsx", b"PK\x03\x04 no book", ""), Err(Error::Container { .. })));
    assert_eq!(read("book.xlsx", &book(&["Deals"]), "").unwrap().rows.len(), 2);
}

#[test]
fn an_archive_gives_its_exports_and_nothing_else() {
    let bytes = archive(&[
        ("crm/deals.csv", "id,name\n1,x\n"),
        ("__MACOSX/._deals.csv", "x"),
        ("../../etc/evil.csv", "id\n1\n"),
        ("readme.md", "hello"),
        ("users.tsv", "id\tname\n1\tx\n2\ty\n"),
    ]);
    let (_folder, path) = file("exports.zip", &bytes);
    assert_eq!(tables_in(&path).unwrap(), Some(vec!["crm/deals.csv".to_owned(), "users.tsv".to_owned()]));
    let users = path.with_file_name("exports.zip#users.tsv");
    assert_eq!(read_path(&users, &Overrides::default(), &Limits::default()).unwrap().rows.len(), 2);
    let cut = &bytes[..bytes.len() / 2];
    let (_folder, path) = file("exports.zip", cut);
    assert!(matches!(tables_in(&path), Err(Error::Container { .. })));
}

#[test]
fn hostile_archives_are_refused_with_what_to_do() {
    let options = zip::write::SimpleFileOptions::default();
    let packed = |name: &str, bytes: &[u8]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, options).unwrap();
        archive.write_all(bytes).unwrap();
        archive.finish().unwrap().into_inner()
    };
    let why = |name: &str, bytes: &[u8]| {
        let (_folder, path) = file(name, bytes);
        match read_path(&path, &Overrides::default(), &Limits::default()) {
            Err(Error::Container { why, help, .. }) => format!("{why}; {help}"),
            outcome => panic!("{name}: {:?}", outcome.err()),
        }
    };
    let nested = packed("inner.zip", &archive(&[("deals.csv", "id,name\n1,x\n")]));
    assert!(why("nested.zip", &nested).starts_with("holds no table, but inner.zip; give the CSV files"));
    // It says 70 MiB in its directory.
    let mut bomb = archive(&[("deals.csv", "id,name\n1,x\n")]);
    let directory = bomb.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bomb[directory + 24..directory + 28].copy_from_slice(&(70_u32 << 20).to_le_bytes());
    assert!(why("bomb.zip", &bomb).starts_with("says that it unpacks to"));
    // The bit that says so, in the local header and in the directory; the bytes themselves do not matter.
    let mut locked = archive(&[("deals.csv", "id,name\n1,x\n")]);
    locked[6] |= 1;
    let directory = locked.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    locked[directory + 8] |= 1;
    assert!(why("locked.zip", &locked).starts_with("is locked with a password"));
}

#[test]
fn a_gzip_bomb_is_stopped_before_it_has_grown() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&[b"id,".as_slice(), &[b'x'; 4000], b"\n"].concat().repeat(256)).unwrap();
    let (_folder, path) = file("bomb.csv.gz", &encoder.finish().unwrap().repeat(80));
    let outcome = read_path(&path, &Overrides::default(), &Limits::default());
    assert!(matches!(outcome, Err(Error::Container { why, .. }) if why.starts_with("says that it unpacks to")));
}

#[test]
fn merged_cells_formulas_and_times_come_out_as_saved() {
    let mut book = Workbook::new();
    let (day, time) = (Format::new().set_num_format("dd.mm.yyyy"), Format::new().set_num_format("dd/mm/yyyy hh:mm"));
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "Pipeline 2026", &Format::new()).unwrap();
    for (column, name) in ["Deal ID", "Closed", "Changed", "Twice"].iter().enumerate() {
        sheet.write(1, column as u16, *name).unwrap();
    }
    sheet.write(2, 0, "0042").unwrap();
    sheet.write_with_format(2, 1, 46_053.0, &day).unwrap();
    sheet.write_with_format(2, 2, 46_053.5, &time).unwrap();
    sheet.write_formula(2, 3, rust_xlsxwriter::Formula::new("=2*12.5").set_result("25")).unwrap();
    sheet.write(3, 0, "0043").unwrap();
    sheet.write(3, 3, true).unwrap();
    let (_folder, path) = file("book.xlsx", &book.save_to_buffer().unwrap());
    let outcome = read_path(&path, &Overrides::default(), &Limits::default()).unwrap();
    assert_eq!(outcome.probe.headings, ["Deal ID", "Closed", "Changed", "Twice"]);
    assert_eq!(outcome.rows[0], ["0042", "2026-01-31", "2026-01-31 12:00:00", "25"]);
    assert_eq!(outcome.rows[1], ["0043", "", "", "TRUE"]);
    assert_eq!((outcome.probe.header_line, outcome.lines), (2, vec![3, 4]));
}
