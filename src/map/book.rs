//! What reading and mapping leave behind: typed tables, the files that they came from, and the ledger.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::domain::{FileId, Interner, Origin, Sym, Zone};

use super::columns::Table;
use super::copies::OlderCopy;
use super::note::FileNote;
use super::recognise::ColumnUse;
use crate::domain::TableKind;

/// All exports of an audit as typed tables.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Every file that was looked at, in order of path; [`FileId`] is the position.
    pub files: Vec<SourceFile>,
    /// The tables, by `TableKind as usize`; `None` where no export holds the table.
    pub tables: Vec<Option<Table>>,
    /// Tables that an export holds and no row of which names a deal, or the account of one.
    pub strays: Vec<TableKind>,
    /// Files of which a later one is a newer copy, in order of path.
    pub older_copies: Vec<OlderCopy>,
    /// All interned texts.
    pub symbols: Interner,
    /// Stage id to (label, whether it is a won stage), from a dump of the CRM's pipeline stages; `None`: its label says.
    pub stage_catalogue: FxHashMap<Sym, (Sym, Option<bool>)>,
    /// Every row and cell that was not used as it stood, in order of file and line.
    pub ledger: Vec<LedgerEntry>,
}

impl Book {
    /// The table, when any export holds it and says anything of these deals ([`Book::strays`] do not).
    pub fn table(&self, kind: TableKind) -> Option<&Table> {
        self.any_table(kind).filter(|_| !self.strays.contains(&kind))
    }

    /// The table, when any export holds it, whosever its rows are.
    pub fn any_table(&self, kind: TableKind) -> Option<&Table> {
        self.tables.get(kind as usize).and_then(Option::as_ref)
    }

    /// The same exports with every date without a time of day read in another zone, or as another time of its day.
    pub fn redated(&self, zone: &Zone) -> Book {
        let mut book = self.clone();
        book.tables.iter_mut().flatten().for_each(|table| table.redate(zone));
        book
    }

    /// Forgets what only assembling and judging read: the free texts of deals, but for those that `is_kept` by their row
    /// and where they stand, and what was heard in the texts of all tables.
    pub fn forget_texts(&mut self, is_kept: impl Fn(usize, Origin) -> bool) {
        for table in self.tables.iter_mut().flatten() {
            table.forget_heard();
            if table.kind == TableKind::Deals {
                table.keep_texts(&is_kept);
            }
        }
    }

    /// The ids of a cell that stand in any export, of which HubSpot puts several with `;` between.
    pub fn ids_in(&self, cell: Sym) -> impl Iterator<Item = Sym> {
        let text = self.text(cell);
        let is_one = !text.contains(';');
        let many = text.split(';').filter(move |_| !is_one).filter_map(|id| self.symbols.find(id.trim()));
        is_one.then_some(cell).into_iter().chain(many)
    }

    /// A file by its id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[usize::from(id.0)]
    }

    /// The text of a symbol.
    pub fn text(&self, sym: Sym) -> &str {
        self.symbols.get(sym)
    }

    /// The text of a cell that is no value of its field's kind, as the ledger keeps it.
    pub fn as_written(&self, origin: Origin) -> Option<&str> {
        let place = (origin.file(), origin.line(), origin.column());
        let of_entry = |entry: &LedgerEntry| (entry.file, entry.line, entry.column);
        let first = self.ledger.partition_point(|entry| of_entry(entry) < place);
        let there = self.ledger[first..].iter().take_while(|entry| of_entry(entry) == place);
        let mut unread = there.filter(|entry| matches!(entry.kind, "unreadable-cell" | "placeholder-cell"));
        unread.next().map(|entry| &*entry.text)
    }

    /// `deals.csv line 12, column "Why Now"`.
    pub fn place(&self, origin: Origin) -> String {
        self.shown(origin).to_string()
    }

    /// [`Book::place`], to be written where it goes.
    pub fn shown(&self, origin: Origin) -> impl std::fmt::Display {
        let file = self.file(origin.file());
        let column = origin.column().and_then(|column| file.columns.get(column as usize));
        std::fmt::from_fn(move |out| {
            write!(out, "{} line {}", file.path, origin.line())?;
            column.map_or(Ok(()), |column| write!(out, ", column \"{}\"", column.heading))
        })
    }
}

/// A file and how it was taken.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    /// Path relative to the source folder, with `/`.
    pub path: String,
    /// The table that its rows are, when it was used.
    pub table: Option<TableKind>,
    /// The profile's id.
    pub profile: Option<String>,
    /// Why it was taken so, or why not.
    pub why: String,
    /// SHA-256 of the bytes on disk, hexadecimal; empty when the file was not read.
    pub sha256: String,
    /// Size on disk.
    pub bytes: u64,
    /// Encoding as read.
    pub encoding: String,
    /// The character between cells, in words.
    pub delimiter: String,
    /// Physical line of the header.
    pub header_line: u32,
    /// Physical records after the header that are not blank.
    pub rows_read: u64,
    /// Rows that became part of a table.
    pub rows_used: u64,
    /// The others, by reason.
    pub rows_set_aside: BTreeMap<String, u64>,
    /// Every heading in order.
    pub columns: Vec<ColumnUse>,
    /// Unreadable cells per heading.
    pub unreadable: Vec<u64>,
    /// What was decided, in sentences.
    pub notes: Vec<FileNote>,
    /// The words whose meaning `audit.toml` tells, in its order.
    pub words: Vec<MeantWord>,
}

/// A word of an export whose meaning `audit.toml` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeantWord {
    /// The table.
    pub table: TableKind,
    /// Position of the field in [`TableKind::fields`].
    pub field: usize,
    /// As it stands in the export.
    pub exported: String,
    /// What it is read as.
    pub meant: String,
    /// In how many cells it stood; a list of several words is a cell of each.
    pub cells: u64,
}

/// A row or cell that was not used as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The file.
    pub file: FileId,
    /// The physical line on which the record starts.
    pub line: u32,
    /// Where the record stands, in bytes of the (decompressed) file: offset of its first byte, and length with its line
    /// end. `None` where only its line is known any more.
    pub place: Option<(u64, u64)>,
    /// The column's position for a cell; `None` for the whole row.
    pub column: Option<u16>,
    /// Stable id of the kind: `too-narrow`, `identical-row`, `unreadable-cell`, ...
    pub kind: &'static str,
    /// The text, cut to 200 characters.
    pub text: Box<str>,
    /// What was expected, or what was done.
    pub note: Box<str>,
}

impl LedgerEntry {
    /// An entry for a whole row, of which the line is known.
    pub(crate) fn row(origin: Origin, kind: &'static str, text: &str, note: &str) -> LedgerEntry {
        let (file, line) = (origin.file(), origin.line());
        LedgerEntry { file, line, place: None, column: None, kind, text: text.into(), note: note.into() }
    }
}
