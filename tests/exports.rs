//! Small exports of every tool that the profiles know, in `tests/exports`, a folder each: the table that each file is,
//! the field that each heading feeds, and every value as it was read.
//!
//! `UPDATE_GOLDEN=1 cargo test --test exports` writes the `read-as.md` of each folder anew; review the difference as you
//! review code. The shapes follow published headings and documentation; all names and figures are made up.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use handoff_audit::domain::{Moment, TableKind};
use handoff_audit::map::{self, Book, Column, Table};
use handoff_audit::settings::Settings;

#[test]
fn every_export_is_read_as_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    let mut folders: Vec<_> = fs::read_dir(root).expect("the exports").flatten().map(|entry| entry.path()).collect();
    folders.sort();
    assert!(folders.len() > 20, "a folder each");
    let mut faults = Vec::new();
    for folder in folders {
        let said = said(&folder);
        let golden = folder.join("read-as.md");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &said).expect("written");
            continue;
        }
        let known = fs::read_to_string(&golden).expect("the golden file; UPDATE_GOLDEN=1 makes it");
        let differs = known.lines().zip(said.lines()).find(|(was, is)| was != is);
        if known != said {
            faults.push(format!("{}: {differs:#?}", folder.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn said(folder: &Path) -> String {
    let mut said = String::new();
    let book = match map::load(&Settings::defaults(folder)) {
        Ok(book) => book,
        Err(error) => return format!("{error}\n").replace(folder.to_str().expect("plain"), ".."),
    };
    for file in &book.files {
        let table = file.table.map_or("not used", TableKind::name);
        let profile = file.profile.as_deref().unwrap_or_default();
        let _ = writeln!(said, "# {}: {table} ({profile})\n", file.path);
        let _ = writeln!(said, "{}\n", file.why);
        let _ = writeln!(
            said,
            "{}; {} of {} rows used {:?}\n",
            file.encoding, file.rows_used, file.rows_read, file.rows_set_aside
        );
        for column in &file.columns {
            let _ = match &column.field {
                Some(field) => writeln!(said, "* {} -> {field} ({})", column.heading, column.how),
                None => writeln!(said, "* {}: {}", column.heading, column.how),
            };
        }
        file.notes.iter().for_each(|note| said.push_str(&format!("* note: {note}\n")));
        said.push('\n');
    }
    for kind in TableKind::ALL {
        if let Some(table) = book.table(kind) {
            let _ = writeln!(said, "## {}\n", kind.name());
            (0..table.n_rows()).for_each(|row| said.push_str(&shown(&book, table, row)));
            said.push('\n');
        }
    }
    said.push_str("## ledger\n\n");
    for entry in &book.ledger {
        let (file, line) = (&book.files[entry.file.0 as usize].path, entry.line);
        let _ = writeln!(said, "* {file} line {line}: {} {:?}: {}", entry.kind, entry.text, entry.note);
    }
    said
}

/// The values of a row; fields whose cells are not kept are left out.
fn shown(book: &Book, table: &Table, row: usize) -> String {
    let cells = table.kind.fields().iter().enumerate().filter_map(|(position, field)| {
        let cell = match table.column(position)? {
            Column::Symbols(cells) => book.text(cells[row]).to_owned(),
            Column::Texts(cells) => cells.get(row).to_owned(),
            Column::Times(cells) => cells[row].map_or_else(String::new, written),
            Column::Numbers(cells) => cells[row].map_or_else(String::new, |number| number.to_string()),
            Column::Bools(cells) => cells[row].map_or_else(String::new, |yes| yes.to_string()),
        };
        (!cell.is_empty()).then(|| format!("{} = {cell:?}", field.name))
    });
    format!("* {}\n", cells.collect::<Vec<_>>().join(", "))
}

/// `2026-03-02` for a day, `2026-03-02T17:04:00Z` for an instant.
fn written(moment: Moment) -> String {
    let instant = jiff::Timestamp::from_microsecond(moment.utc()).expect("within the calendar").to_string();
    if moment.is_day() { instant[..10].to_owned() } else { instant }
}
