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
