//! Several views of the deals side by side: one export holds what sales looks at, another the handoff fields.
//!
//! One row stands for each deal, and what its file has no column for would be lost. So each row is completed from the
//! deal's rows in other files, in the columns that its own file lacks and in no other: what a file has a column for it
//! says itself, a blank too. Of several such rows the one that was modified last fills, then the last by file and line.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::book::Book;
use super::columns::Table;
use super::note::FileNote;
use crate::domain::{FileId, Moment, Sym, TableKind, counted};

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
    let lacking: Vec<(FileId, Vec<&str>)> = files
        .iter()
        .map(|&file| (file, held_by_others(deals, file)))
        .filter(|(_, fields)| !fields.is_empty())
        .collect();
    if shared.is_empty() || lacking.is_empty() {
        return;
    }
    let symbols: Vec<Sym> = (0..book.symbols.len() as u32).map(Sym).collect();
    let others = deals.only(&shared, &symbols);
    for (file, lacked) in lacking {
        let Some(deals) = &mut book.tables[TableKind::Deals as usize] else { return };
        let pairs = pairs(deals, &others, file);
        let names = TableKind::Deals.fields().iter().map(|field| field.name.as_str());
        let held: Vec<&str> = names.filter(|name| !lacked.contains(name)).collect();
        let n_filled = deals.fill_blanks(&others, &pairs, &held);
        let note = format!(
            "{} filled from other files of deals: this one has no column for them",
            counted(n_filled, "cell of its deals was", "cells of its deals were")
        );
        if n_filled > 0 {
            book.files[usize::from(file.0)].notes.push(FileNote::settled(note));
        }
    }
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
fn held_by_others(deals: &Table, file: FileId) -> Vec<&'static str> {
    let fields = || TableKind::Deals.fields().iter().map(|known| known.name.as_str()).enumerate();
    let says_standing = fields().any(|(field, name)| STANDING.contains(&name) && deals.is_captured_by(field, file));
    let is_own = |name: &str| OWN.contains(&name) || (says_standing && STANDING.contains(&name));
    let is_lacked = |(field, name): &(usize, &str)| {
        deals.is_captured(*field) && !deals.is_captured_by(*field, file) && !is_own(name)
    };
    fields().filter(is_lacked).map(|(_, name)| name).collect()
}

/// Each row of a file with the rows of other files that tell of its deal, the best first.
fn pairs(deals: &Table, others: &Table, file: FileId) -> Vec<(u32, u32)> {
    let (ids, modified) = (others.symbols("deal_id"), others.times("modified_at"));
    let mut rows: FxHashMap<Sym, Vec<u32>> = FxHashMap::default();
    let mut newest_first: Vec<u32> = (0..others.n_rows() as u32).collect();
    newest_first.sort_by_key(|&row| (Reverse(modified.get(row as usize).map(Moment::utc)), Reverse(row)));
    for row in newest_first {
        if others.row_origin(row as usize).file() != file {
            rows.entry(ids.get(row as usize)).or_default().push(row);
        }
    }
    let own = (0..deals.n_rows()).filter(|&row| deals.row_origin(row).file() == file);
    let of_deal = |row: usize| {
        rows.get(&deals.symbols("deal_id").get(row)).into_iter().flatten().map(move |&other| (row as u32, other))
    };
    own.flat_map(of_deal).collect()
}
