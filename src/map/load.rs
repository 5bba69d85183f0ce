//! Files to a [`Book`]: find them, read and map each (in parallel, joined in order of path), put their rows together.
//!
//! Rows that are byte for byte the same record collapse to one, also across the files of a table. A file that cannot be
//! read, or that is no table, is listed with its reason; only an export that `audit.toml` names must be readable, and
//! only deals must be there.

use std::path::{Path, PathBuf};

use miette::Diagnostic;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::domain::{FileId, Sym, TableKind, counted};
use crate::read;
use crate::settings::Settings;
use crate::text;

use super::accounts;
use super::book::{Book, LedgerEntry, SourceFile};
use super::columns::Table;
use super::copies::{self, GivesWay, OlderCopy};
use super::deal_names;
use super::derive::{events_from_dates, stages_from_field_history};
use super::discover::{Found, discover, left_out};
use super::file::{FileOutcome, load_file};
use super::overlay;
use super::seen::Seen;
use super::settle::{ShownDates, order_of_others};
use super::strays::strays;
use super::told_stages;
use super::unnumbered;
use super::views;

/// What stops a run before there is anything to judge.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Error {
    /// A folder cannot be listed.
    #[error("{}: cannot be listed: {source}", path.display())]
    #[diagnostic(help("check the path and its permissions"))]
    Unlistable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A source of `audit.toml` that is not there.
    #[error("{pattern}: no such file in {}", base.display())]
    #[diagnostic(help("correct `path` in its [[source]], or leave the entry out"))]
    NoSuchSource {
        /// The path or pattern as written.
        pattern: String,
        /// Where it was looked for.
        base: PathBuf,
    },
    /// A source of `audit.toml` that cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Unreadable(#[from] Box<read::Error>),
    /// A source of `audit.toml` that is not what it is said to be.
    #[error("{path}: {why}")]
    #[diagnostic(help("{help}"))]
    Unmapped {
        /// The file.
        path: String,
        /// What does not fit.
        why: String,
        /// What to do.
        help: String,
    },
    /// Nothing to read.
    #[error("{}: no exports (.csv, .tsv, .txt, one of these with .gz, a workbook or a .zip)", path.display())]
    #[diagnostic(help(
        "put the exports of the CRM into one folder, and give that folder; `handoff-audit demo` shows a finished report"
    ))]
    NoFiles {
        /// The folder.
        path: PathBuf,
    },
    /// Files, but no deals among them.
    #[error("{}: no deals export was found among {}{listing}", path.display(), counted(*n_files as u64, "file", "files"))]
    #[diagnostic(help(
        "export the deals (HubSpot: Deals, Export view; Salesforce: Opportunity) with their ids and stages, or say which file holds them in audit.toml: [[source]] path = \"..\", table = \"deals\""
    ))]
    NoDeals {
        /// The folder or settings file.
        path: PathBuf,
        /// How many files were looked at.
        n_files: usize,
        /// One line a file: what it was taken as, or why it was not.
        listing: String,
    },
    /// A deals export without any row.
    #[error("{path}: the deals export has a header and no rows")]
    #[diagnostic(help("check the filter of the view that was exported"))]
    NoRows {
        /// The file.
        path: String,
    },
}

/// Reads and maps everything that the settings name, or everything in the folder.
pub fn load(settings: &Settings) -> Result<Book, Error> {
    // Nearly every export holds texts: the lexicon is built while the first files are read.
    rayon::spawn(text::prepare);
    let found = discover(settings)?;
    let outcomes = read_all(&found, settings)?;
    // No text is read hereafter.
    rayon::broadcast(|_| text::forget());
    let mut book = Book { tables: vec![None; TableKind::ALL.len()], ..Book::default() };
    let mut joined = Joined::new(&outcomes);
    book.older_copies.append(&mut joined.copies);
    for outcome in outcomes {
        join(&mut book, outcome, &mut joined);
    }
    let left_out = left_out(settings, &found)?;
    book.files.extend(left_out.iter().map(|found| FileOutcome::unused(found, LEFT_OUT.to_owned()).file));
    unnumbered::identify(&mut book, &settings.definitions.won_stages);
    views::complete_deals(&mut book);
    overlay::fill_deals(&mut book, &settings.definitions.won_stages);
    stages_from_field_history(&mut book);
    told_stages::in_history(&mut book);
    events_from_dates(&mut book);
    accounts::resolve(&mut book);
    deal_names::resolve(&mut book, &settings.definitions.won_stages);
    copies::keep_the_last(&mut book);
    book.strays = strays(&book);
    book.ledger.sort_by_key(|entry| (entry.file, entry.line, entry.column));
    require_deals(&book, &settings.base)?;
    book.symbols.settle();
    Ok(book)
}

/// Why a file was not read that lies beside those which `audit.toml` names.
const LEFT_OUT: &str =
    "audit.toml names other files and not this one; `handoff-audit init` adds those that are missing";

/// The largest files first, so that two threads end together; the answer is in order of path.
fn read_all(found: &[Found], settings: &Settings) -> Result<Vec<FileOutcome>, Error> {
    let mut by_size: Vec<usize> = (0..found.len()).collect();
    by_size.sort_by_key(|&index| std::cmp::Reverse(found[index].bytes));
    let mut outcomes: Vec<(usize, FileOutcome)> = by_size
        .into_par_iter()
        .with_max_len(1)
        .map(|index| load_file(&found[index], FileId(index as u16), settings, None).map(|outcome| (index, outcome)))
        .collect::<Result<_, Error>>()?;
    outcomes.sort_by_key(|(index, _)| *index);
    let mut outcomes: Vec<FileOutcome> = outcomes.into_iter().map(|(_, outcome)| outcome).collect();
    let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
    let shown: Vec<ShownDates> = outcomes.iter().map(|outcome| outcome.dates).collect();
    // A file that does not show which number is the day is read once more, as the files around it are.
    for index in (0..found.len()).filter(|&index| shown[index].is_open && found[index].setting.date_order.is_none()) {
        if let order @ Some(_) = order_of_others(&names, &shown, index) {
            outcomes[index] = load_file(&found[index], FileId(index as u16), settings, order)?;
        }
    }
    Ok(outcomes)
}

/// What joining one file after the other asks of all of them.
struct Joined {
    /// Per table: how many files feed it.
    n_files: Vec<usize>,
    /// Per table that several files feed: the records so far.
    seen: Vec<Seen>,
    paths: Vec<String>,
    copies: Vec<OlderCopy>,
    /// By file, by record: what a newer copy of the file tells anew.
    gives_way: FxHashMap<usize, Vec<Option<GivesWay>>>,
}

impl Joined {
    fn new(outcomes: &[FileOutcome]) -> Joined {
        let mut n_files = vec![0; TableKind::ALL.len()];
        for loaded in outcomes.iter().flat_map(|outcome| &outcome.tables) {
            n_files[loaded.table.kind as usize] += 1;
        }
        let (copies, gives_way) = copies::give_way(outcomes);
        let paths = outcomes.iter().map(|outcome| outcome.file.path.clone()).collect();
        let seen = TableKind::ALL.iter().map(|_| Seen::default()).collect();
        Joined { n_files, seen, paths, copies, gives_way }
    }

    /// Why a record's row of that table does not stand. Versions of a deal stay: which one stands, its time of change says.
    fn way(&self, file: usize, is_own: bool, table: TableKind, record: u32) -> Option<GivesWay> {
        let way = (*self.gives_way.get(&file)?.get(record as usize)?)?;
        (way.kind == IDENTICAL_ROW || !is_own || table != TableKind::Deals).then_some(way)
    }

    /// The rows that no other file of the table has given and no newer copy of this one tells; `None` when that is all of
    /// them.
    fn new_rows(&mut self, file: usize, is_own: bool, loaded: &LoadedTable, hashes: &[u128]) -> Option<Vec<u32>> {
        let table = loaded.table.kind;
        let records = loaded.records.as_ref().filter(|_| self.n_files[table as usize] > 1)?;
        let rows: Vec<u32> = (0..)
            .zip(records)
            .filter(|&(_, &record)| {
                self.way(file, is_own, table, record).is_none()
                    && self.seen[table as usize].insert(hashes[record as usize])
            })
            .map(|(row, _)| row)
            .collect();
        (rows.len() < records.len()).then_some(rows)
    }
}

fn join(book: &mut Book, outcome: FileOutcome, joined: &mut Joined) {
    let FileOutcome { mut file, tables, symbols, mut ledger, stage_catalogue, hashes, .. } = outcome;
    let symbols = book.symbols.absorb(symbols);
    let position = book.files.len();
    for loaded in tables {
        let kind = loaded.table.kind;
        let is_own = file.table == Some(kind);
        let rows = joined.new_rows(position, is_own, &loaded, &hashes);
        if let Some(rows) = rows.as_ref().filter(|_| is_own) {
            let id = |row: usize| match kind {
                TableKind::Deals => book.symbols.get(symbols[loaded.table.symbols("deal_id").get(row).index()]),
                _ => "",
            };
            let why = |row: usize| {
                let record = loaded.records.as_ref().and_then(|records| records.get(row));
                let way = record.and_then(|&record| joined.way(position, is_own, kind, record));
                way.map_or((IDENTICAL_ROW, REPEATS.to_owned()), |way| (way.kind, said_of(&way, &joined.paths)))
            };
            note_repeated(&mut ledger, &mut file, (&loaded, rows), id, why);
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

/// Says which rows stand in another file; `id`: of the deal that a row is; `why`: the kind, and what to say.
fn note_repeated<'b>(
    ledger: &mut Vec<LedgerEntry>,
    file: &mut SourceFile,
    (loaded, rows): (&LoadedTable, &[u32]),
    id: impl Fn(usize) -> &'b str,
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
        ledger.push(LedgerEntry::row(loaded.table.row_origin(row as usize), kind, id(row as usize), &note));
    }
}

/// For the ledger: what a newer copy makes of a row.
fn said_of(way: &GivesWay, paths: &[String]) -> String {
    let newer = &paths[usize::from(way.newer.0)];
    match (way.kind, way.is_gone) {
        (IDENTICAL_ROW, _) => format!("the same record stands in {newer}, a newer copy of this file"),
        (_, true) => format!("{newer} is a newer copy of this file, and no longer has it"),
        (_, false) => format!("{newer} is a newer copy of this file, and tells it anew"),
    }
}

/// For the ledger.
const REPEATS: &str = "the same record stands in another file of this table";

/// Reason for rows that repeat another one.
pub(crate) const IDENTICAL_ROW: &str = "identical-row";

/// The rows of one table of one file.
pub(super) struct LoadedTable {
    pub(super) table: Table,
    /// For each row, which of the file's used records it is; `None` for rows made of single cells, which do not repeat.
    pub(super) records: Option<Vec<u32>>,
}

/// A stage id, its label and whether it is a won stage.
pub(super) type CatalogueEntry = (Sym, Sym, bool);

fn require_deals(book: &Book, base: &Path) -> Result<(), Error> {
    match book.table(TableKind::Deals) {
        // Rows that were all set aside make an audit of nobody, with the ledger that says why.
        Some(_) if deals_files(book).any(|file| file.rows_read > 0) => Ok(()),
        Some(_) => {
            let path = deals_files(book).next().map_or_else(String::new, |file| file.path.clone());
            Err(Error::NoRows { path })
        }
        None => Err(Error::NoDeals { path: base.to_owned(), n_files: book.files.len(), listing: listing(book) }),
    }
}

fn deals_files(book: &Book) -> impl Iterator<Item = &SourceFile> {
    book.files.iter().filter(|file| file.table == Some(TableKind::Deals))
}

fn listing(book: &Book) -> String {
    let line = |file: &SourceFile| match file.table {
        Some(table) => format!("\n  {}: taken as {} ({})", file.path, table.name(), file.why),
        None => format!("\n  {}: {}", file.path, file.why),
    };
    book.files.iter().take(12).map(line).collect()
}
