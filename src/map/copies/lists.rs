//! Weekly copies of a list of risks or promises: what the last of them says of an entry stands.
//!
//! Such lists have no ids of their own. An entry is the same where its deal, its account and its words are; with another
//! owner or status it would count twice, once as it was last week.

use rustc_hash::FxHashMap;

use super::OLDER_COPY;
use crate::domain::{FileId, Sym, TableKind, fold};
use crate::map::book::{Book, LedgerEntry};
use crate::map::columns::Table;

/// The lists that are kept so.
const LISTS: [TableKind; 2] = [TableKind::Risks, TableKind::Commitments];

/// Sets aside what stands in an earlier file, by its name, and in a later one.
pub(in crate::map) fn keep_the_last(book: &mut Book) {
    for kind in LISTS {
        let Some(table) = book.any_table(kind) else { continue };
        // A row that is first of all another table's is no entry of a list.
        let is_list = |file: FileId| book.files.get(usize::from(file.0)).is_some_and(|file| file.table == Some(kind));
        let (kept, older) = last_of_each(table, is_list);
        if older.is_empty() {
            continue;
        }
        let entries: Vec<LedgerEntry> = older
            .iter()
            .map(|&(row, last)| {
                let note = format!("{} has the same entry, and stands", book.file(last).path);
                LedgerEntry::row(
                    table.row_origin(row as usize),
                    OLDER_COPY,
                    table.texts("text").get(row as usize),
                    &note,
                )
            })
            .collect();
        let symbols: Vec<Sym> = (0..book.symbols.len() as u32).map(Sym).collect();
        let standing = table.only(&kept, &symbols);
        for entry in &entries {
            let file = &mut book.files[usize::from(entry.file.0)];
            file.rows_used = file.rows_used.saturating_sub(1);
            *file.rows_set_aside.entry(OLDER_COPY.to_owned()).or_default() += 1;
        }
        book.tables[kind as usize] = Some(standing);
        book.ledger.extend(entries);
    }
}

/// The rows that stand, and the others with the file that has their entry last.
fn last_of_each(table: &Table, is_list: impl Fn(FileId) -> bool) -> (Vec<u32>, Vec<(u32, FileId)>) {
    let (deals, accounts, texts) = (table.symbols("deal_id"), table.symbols("account_id"), table.texts("text"));
    let key = |row: u32| {
        let row = row as usize;
        (deals.get(row), accounts.get(row), fold(texts.get(row)))
    };
    let file = |row: u32| table.row_origin(row as usize).file();
    let mut last: FxHashMap<(Sym, Sym, String), FileId> = FxHashMap::default();
    let rows = 0..table.n_rows() as u32;
    let says = |row: u32| is_list(file(row)) && !texts.get(row as usize).trim().is_empty();
    for row in rows.clone().filter(|&row| says(row)) {
        let known = last.entry(key(row)).or_insert_with(|| file(row));
        *known = (*known).max(file(row));
    }
    let newest = |row: u32| last.get(&key(row)).copied().filter(|_| says(row));
    let older: Vec<(u32, FileId)> =
        rows.clone().filter_map(|row| Some((row, newest(row).filter(|last| *last != file(row))?))).collect();
    let kept = rows.filter(|row| older.binary_search_by_key(row, |(row, _)| *row).is_err()).collect();
    (kept, older)
}
