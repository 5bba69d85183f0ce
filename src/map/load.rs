//! Files to a [`Book`]: find them, read and map each (in parallel, joined in order of path), put their rows together.
//!
//! Rows that are byte for byte the same record collapse to one, also across the files of a table. A file that cannot be
//! read, or that is no table, is listed with its reason; only an export that `audit.toml` names must be readable, and
//! only deals must be there.

use std::path::{Path, PathBuf};

use miette::Diagnostic;
use rayon::prelude::*;

use crate::domain::{FileId, TableKind, counted};
use crate::read;
use crate::settings::Settings;
use crate::text;

use super::accounts;
use super::book::{Book, SourceFile};
use super::copies;
use super::deal_names;
use super::derive::{events_from_dates, stages_from_field_history};
use super::discover::{Found, discover, left_out};
use super::file::{FileOutcome, load_file};
use super::join::{Joined, join};
use super::overlay;
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
    let older_copies = copies::older_copies(&outcomes);
    book.older_copies = older_copies.iter().map(|(copy, _)| copy.clone()).collect();
    let mut joined = Joined::new(&outcomes, older_copies);
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
