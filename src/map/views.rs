//! Several views of the deals side by side: one export holds what sales looks at, another the handoff fields.
//!
//! One row stands for each deal, and what its file has no column for would be lost. So each row is completed from the
//! deal's rows in other files, in the columns that its own file lacks and in no other: what a file has a column for it
//! says itself, a blank too. Of several such rows the one that was modified last speaks, then the last by file and line.
//! The rows that do not stand are left as they are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::book::{Book, LedgerEntry};
use super::columns::Table;
use super::note::FileNote;
use super::overlay::field_and_line;
use crate::domain::{FileId, Moment, Sym, TableKind, counted};

/// A row that says otherwise what another file completed the deal with, when neither says of when it is.
pub(crate) const GIVES_WAY: &str = "view-gives-way";

/// Which deal it is, and which of its rows is the newest: both are the row's own.
const OWN: [&str; 2] = ["deal_id", "modified_at"];
/// Each says whether the deal is won: where a file has one, another file's other may be of another day.
const STANDING: [&str; 2] = ["stage", "is_won"];

/// Completes the rows of deals that stand in several files.
pub(super) fn complete_deals(book: &mut Book) {
    let files: Vec<FileId> = (0..)
        .map(FileId)
        .zip(&book.files)
        .filter(|(_, file)| file.table == Some(TableKind::Deals))
        .map(|(id, _)| id)
        .collect();
    let Some(deals) = &book.tables[TableKind::Deals as usize] else { return };
    let shared = rows_of_shared_deals(deals, &files);
    let lacking: Vec<(FileId, Vec<usize>)> = files
        .iter()
        .map(|&file| (file, held_by_others(deals, file)))
        .filter(|(_, fields)| !fields.is_empty())
        .collect();
    if shared.is_empty() || lacking.is_empty() {
        return;
    }
    let symbols: Vec<Sym> = (0..book.symbols.len() as u32).map(Sym).collect();
    let others = deals.only(&shared, &symbols);
    let newest_first = newest_first(&others, 0..others.n_rows());
    let standing = newest_of_each(deals, |row| files.contains(&deals.row_origin(row).file()));
    let standing: FxHashSet<u32> = standing.into_values().collect();
    let mut unused = BTreeMap::new();
    for (file, lacked) in lacking {
        let Some(deals) = &mut book.tables[TableKind::Deals as usize] else { return };
        let fill = |field: usize| {
            let names = TableKind::Deals.fields().iter().enumerate();
            let rest: Vec<&str> =
                names.filter(|(other, _)| *other != field).map(|(_, known)| known.name.as_str()).collect();
            let mut pairs = pairs(deals, &others, &newest_first, file, field);
            pairs.retain(|(row, _)| standing.contains(row));
            note_disagreement(&others, &newest_first, (file, field), &pairs, &mut unused);
            deals.fill_blanks(&others, &pairs, &rest)
        };
        let n_filled = lacked.into_iter().map(fill).sum();
        let note = format!(
            "{} filled from other files of deals: this one has no column for them",
            counted(n_filled, "cell of its rows was", "cells of its rows were")
        );
        if n_filled > 0 {
            book.files[usize::from(file.0)].notes.push(FileNote::settled(note));
        }
    }
    let entries: Vec<LedgerEntry> = unused.iter().map(|(row, told)| gives_way(book, &others, *row, told)).collect();
    book.ledger.extend(entries);
}

/// By row: the fields that it tells otherwise than the row that was asked.
type Unused = BTreeMap<u32, Vec<(usize, u32)>>;

/// Notes which rows tell a field otherwise than those that the rows of a file were completed from, where nothing but the
/// names of the files says which is the newer one.
fn note_disagreement(
    others: &Table,
    newest_first: &[u32],
    (file, field): (FileId, usize),
    pairs: &[(u32, u32)],
    unused: &mut Unused,
) {
    let (ids, modified) = (others.symbols("deal_id"), others.times("modified_at"));
    let of = |row: u32| others.row_origin(row as usize).file();
    let undated = pairs.iter().map(|(_, asked)| *asked).filter(|&asked| modified.get(asked as usize).is_none());
    let asked: FxHashMap<Sym, u32> = undated.map(|asked| (ids.get(asked as usize), asked)).collect();
    // Of each file only the newest row of a deal tells how it stands.
    let mut heard: FxHashSet<(Sym, FileId)> = FxHashSet::default();
    for &row in newest_first {
        let Some(&asked) = asked.get(&ids.get(row as usize)) else { continue };
        let is_other = of(row) != file && of(row) != of(asked) && others.is_captured_by(field, of(row));
        if is_other
            && heard.insert((ids.get(row as usize), of(row)))
            && others.differ_in(field, asked as usize, row as usize)
        {
            unused.entry(row).or_default().push((field, asked));
        }
    }
}

fn gives_way(book: &Book, others: &Table, row: u32, told: &[(usize, u32)]) -> LedgerEntry {
    let place = |row: u32| others.row_origin(row as usize);
    let named: Vec<String> = told.iter().map(|&(field, asked)| field_and_line(book, field, place(asked))).collect();
    let note = format!("not used, since a file that comes later by its name tells otherwise: {}", named.join(", "));
    LedgerEntry::row(place(row), GIVES_WAY, book.text(others.symbols("deal_id").get(row as usize)), &note)
}

/// The row that stands for each deal, of those that are asked: the one with the newest time of change, then the last.
pub(crate) fn newest_of_each(deals: &Table, is_asked: impl Fn(usize) -> bool) -> FxHashMap<Sym, u32> {
    let (ids, modified) = (deals.symbols("deal_id"), deals.times("modified_at"));
    let changed = |row: u32| modified.get(row as usize).map(Moment::utc);
    let mut newest: FxHashMap<Sym, u32> = FxHashMap::default();
    for row in (0..deals.n_rows()).filter(|&row| is_asked(row) && !ids.get(row).is_blank()) {
        let best = newest.entry(ids.get(row)).or_insert(row as u32);
        if changed(row as u32) >= changed(*best) {
            *best = row as u32;
        }
    }
    newest
}

/// What a row that does not stand for its deal did for the one that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Nothing: it is an older version, or the same columns again.
    Older,
    /// It is of a view with columns that the other's file has not, and they are blank, or a newer view has them.
    Beside,
    /// Its cells completed the row that stands.
    Completed,
}

/// How a row of the deals was seen beside the one that stands for the deal.
pub(crate) fn seen_beside(deals: &Table, stands: usize, aside: usize) -> Seen {
    let (file, own) = (deals.row_origin(aside).file(), deals.row_origin(stands).file());
    let names = TableKind::Deals.fields().iter().map(|known| known.name.as_str()).enumerate();
    let more = names
        .filter(|(_, name)| !OWN.contains(name) && !STANDING.contains(name))
        .filter(|(field, _)| file != own && deals.is_captured_by(*field, file) && !deals.is_captured_by(*field, own));
    let line = deals.row_origin(aside).line();
    let is_from_there = |field: usize| {
        let origin = deals.origin(stands, field);
        (origin.file(), origin.line()) == (file, line)
    };
    let (mut seen, all) = (Seen::Older, more.map(|(field, _)| field));
    for field in all {
        seen = Seen::Beside;
        if is_from_there(field) {
            return Seen::Completed;
        }
    }
    seen
}

/// The rows of the deals that stand in more than one of these files, ascending.
fn rows_of_shared_deals(deals: &Table, files: &[FileId]) -> Vec<u32> {
    let ids = deals.symbols("deal_id");
    let mut places: FxHashMap<Sym, (BTreeSet<FileId>, Vec<u32>)> = FxHashMap::default();
    if files.len() < 2 {
        return Vec::new();
    }
    for row in 0..deals.n_rows() as u32 {
        let (id, file) = (ids.get(row as usize), deals.row_origin(row as usize).file());
        if !id.is_blank() && files.contains(&file) {
            let (of_deal, rows) = places.entry(id).or_default();
            of_deal.insert(file);
            rows.push(row);
        }
    }
    let mut rows: Vec<u32> =
        places.into_values().filter(|(files, _)| files.len() > 1).flat_map(|(_, rows)| rows).collect();
    rows.sort_unstable();
    rows
}

/// The fields that other files have a column for and this one has none.
fn held_by_others(deals: &Table, file: FileId) -> Vec<usize> {
    let fields = || TableKind::Deals.fields().iter().map(|known| known.name.as_str()).enumerate();
    let says_standing = fields().any(|(field, name)| STANDING.contains(&name) && deals.is_captured_by(field, file));
    let is_own = |name: &str| OWN.contains(&name) || (says_standing && STANDING.contains(&name));
    let is_lacked = |(field, name): &(usize, &str)| {
        deals.is_captured(*field) && !deals.is_captured_by(*field, file) && !is_own(name)
    };
    fields().filter(is_lacked).map(|(field, _)| field).collect()
}

/// These rows by when they were modified, the last first; of one time, and of none, the last row.
pub(crate) fn newest_first(deals: &Table, rows: impl Iterator<Item = usize>) -> Vec<u32> {
    let modified = deals.times("modified_at");
    let mut rows: Vec<u32> = rows.map(|row| row as u32).collect();
    rows.sort_by_key(|&row| (Reverse(modified.get(row as usize).map(Moment::utc)), Reverse(row)));
    rows
}

/// Each row of a file with the newest row of its deal in another file that has a column for the field, be its cell blank.
fn pairs(deals: &Table, others: &Table, newest_first: &[u32], file: FileId, field: usize) -> Vec<(u32, u32)> {
    let ids = others.symbols("deal_id");
    let mut newest: FxHashMap<Sym, u32> = FxHashMap::default();
    for &row in newest_first {
        let of = others.row_origin(row as usize).file();
        if of != file && others.is_captured_by(field, of) {
            newest.entry(ids.get(row as usize)).or_insert(row);
        }
    }
    let own = (0..deals.n_rows()).filter(|&row| deals.row_origin(row).file() == file);
    own.filter_map(|row| Some((row as u32, *newest.get(&deals.symbols("deal_id").get(row))?))).collect()
}
