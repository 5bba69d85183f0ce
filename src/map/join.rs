//! Files put together one after the other: rows that repeat collapse, also across the files of a table, and what a newer
//! copy of a file tells anew gives way.

use rustc_hash::FxHashMap;

use super::book::{Book, LedgerEntry, SourceFile};
use super::columns::Table;
use super::copies::{Fate, OLDER_COPY, OlderCopy};
use super::file::FileOutcome;
use super::seen::Seen;
use crate::domain::{FileId, Sym, TableKind};

/// What joining one file after the other asks of all of them.
pub(super) struct Joined {
    /// Per table: how many files feed it.
    n_files: Vec<usize>,
    /// Per table that several files feed: the records so far.
    seen: Vec<Seen>,
    /// By file that has a newer copy: its path, and what it makes of each record.
    older: FxHashMap<FileId, (String, Vec<Fate>)>,
}

impl Joined {
    pub(super) fn new(outcomes: &[FileOutcome], copies: Vec<(OlderCopy, Vec<Fate>)>) -> Joined {
        let mut n_files = vec![0; TableKind::ALL.len()];
        for loaded in outcomes.iter().flat_map(|outcome| &outcome.tables) {
            n_files[loaded.table.kind as usize] += 1;
        }
        let path = |file: FileId| outcomes[usize::from(file.0)].file.path.clone();
        let older = copies.into_iter().map(|(copy, fates)| (copy.older, (path(copy.newer), fates))).collect();
        Joined { n_files, seen: TableKind::ALL.iter().map(|_| Seen::default()).collect(), older }
    }

    /// What a newer copy of the file makes of a record's row of that table, with its path; `None` where the row stands.
    /// Versions of a deal stay: which one stands, its time of change says.
    fn fate(&self, file: FileId, is_own: bool, table: TableKind, record: u32) -> Option<(Fate, &str)> {
        let (newer, fates) = self.older.get(&file)?;
        let fate = fates[record as usize];
        let stays = is_own && table == TableKind::Deals && fate != Fate::Same;
        (fate != Fate::Stands && !stays).then_some((fate, newer))
    }

    /// The rows that no other file of the table has given and no newer copy of this one tells; `None` when that is all of
    /// them.
    fn new_rows(&mut self, file: FileId, is_own: bool, loaded: &LoadedTable, hashes: &[u128]) -> Option<Vec<u32>> {
        let table = loaded.table.kind;
        let records = loaded.records.as_ref().filter(|_| self.n_files[table as usize] > 1)?;
        let rows: Vec<u32> = (0..)
            .zip(records)
            .filter(|&(_, &record)| {
                self.fate(file, is_own, table, record).is_none()
                    && self.seen[table as usize].insert(hashes[record as usize])
            })
            .map(|(row, _)| row)
            .collect();
        (rows.len() < records.len()).then_some(rows)
    }
}

/// Puts the rows of a file, in order of path, to those of the files before.
pub(super) fn join(book: &mut Book, outcome: FileOutcome, joined: &mut Joined) {
    let FileOutcome { mut file, tables, symbols, mut ledger, stage_catalogue, hashes, .. } = outcome;
    let symbols = book.symbols.absorb(symbols);
    let id = FileId(book.files.len() as u16);
    for loaded in tables {
        let kind = loaded.table.kind;
        let is_own = file.table == Some(kind);
        let rows = joined.new_rows(id, is_own, &loaded, &hashes);
        if let Some(rows) = rows.as_ref().filter(|_| is_own) {
            let deal = |row: usize| match kind {
                TableKind::Deals => book.symbols.get(symbols[loaded.table.symbols("deal_id").get(row).index()]),
                _ => "",
            };
            let why = |row: usize| {
                let record = loaded.records.as_ref().and_then(|records| records.get(row));
                why_aside(record.and_then(|&record| joined.fate(id, is_own, kind, record)))
            };
            note_repeated(&mut ledger, &mut file, (&loaded, rows), deal, why);
        }
        match (&mut book.tables[kind as usize], rows) {
            (own @ None, None) => *own = Some(loaded.table.translated(&symbols)),
            (own, rows) => {
                let rows = rows.unwrap_or_else(|| (0..loaded.table.n_rows() as u32).collect());
                own.get_or_insert_with(|| Table::new(kind)).append(&loaded.table, &rows, &symbols);
            }
        }
    }
    for (id, label, is_won) in stage_catalogue {
        book.stage_catalogue.insert(symbols[id.index()], (symbols[label.index()], is_won));
    }
    book.ledger.append(&mut ledger);
    book.files.push(file);
}

/// Says which rows stand in another file; `deal`: the id of the deal that a row is; `why`: the kind, and what to say.
fn note_repeated<'b>(
    ledger: &mut Vec<LedgerEntry>,
    file: &mut SourceFile,
    (loaded, rows): (&LoadedTable, &[u32]),
    deal: impl Fn(usize) -> &'b str,
    why: impl Fn(usize) -> (&'static str, String),
) {
    let mut kept = rows.iter().copied().peekable();
    for row in 0..loaded.table.n_rows() as u32 {
        if kept.next_if_eq(&row).is_some() {
            continue;
        }
        let (kind, note) = why(row as usize);
        file.rows_used -= 1;
        *file.rows_set_aside.entry(kind.to_owned()).or_default() += 1;
        ledger.push(LedgerEntry::row(loaded.table.row_origin(row as usize), kind, deal(row as usize), &note));
    }
}

/// For the ledger: the kind, and what a newer copy makes of a row; `None`: some file has the same.
fn why_aside(fate: Option<(Fate, &str)>) -> (&'static str, String) {
    match fate {
        Some((Fate::Same, newer)) => {
            (IDENTICAL_ROW, format!("the same record stands in {newer}, a newer copy of this file"))
        }
        Some((Fate::Gone, newer)) => {
            (OLDER_COPY, format!("{newer} is a newer copy of this file, and no longer has it"))
        }
        Some((_, newer)) => (OLDER_COPY, format!("{newer} is a newer copy of this file, and tells it anew")),
        None => (IDENTICAL_ROW, "the same record stands in another file of this table".to_owned()),
    }
}

/// Reason for rows that repeat another one.
pub(crate) const IDENTICAL_ROW: &str = "identical-row";

/// The rows of one table of one file.
pub(super) struct LoadedTable {
    pub(super) table: Table,
    /// For each row, which of the file's used records it is; `None` for rows made of single cells, which do not repeat.
    pub(super) records: Option<Vec<u32>>,
}

/// A stage id, its label and whether it is a won stage.
pub(super) type CatalogueEntry = (Sym, Sym, Option<bool>);
