//! Bytes to text records, with a full account. Knows CSV, knows no CRM, interprets no value.
//!
//! A file becomes text (`source`: unpacked, hashed, decoded), the text passes through one window (`buffer`), the
//! window is split into records (`scan` finds the marks, `tokenize` the cells), and the `walk` decides what each
//! record is: a row for the caller, or an entry in the [`Account`]. [`probe()`] looks at the beginning first: `magic`,
//! `encoding`, `sniff` (the dialect) and `header`.
//!
//! Why not the csv crate: it takes the rest of a file as one cell after a lost quote, joins text after closing quotes,
//! drops blank lines uncounted and miscounts lines. Here every byte belongs to exactly one span, and every record that
//! is not used is named with its line. Rows are slices of one buffer that is used again.

use std::path::Path;

mod account;
mod buffer;
mod class;
mod container;
mod dialect;
mod encoding;
mod error;
mod export;
mod furniture;
mod header;
mod kept;
mod magic;
mod mend;
mod merged;
mod mojibake;
mod probe;
mod record;
mod scan;
mod sheet;
mod sniff;
mod source;
mod tokenize;
mod top;
mod walk;

#[cfg(test)]
mod tests;

pub use account::{Account, MAX_LISTED, MAX_QUOTED, Noted, NotedRow, SetAside, SetAsideRow, Spans};
pub use container::{file_of, hidden_tables, tables_in};
pub use dialect::{Dialect, RecordEnd};
pub use error::Error;
pub use export::{Reading, survey, write_table};
pub use record::{HeldRecord, Record};

/// What is refused for its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest cell that is read, in bytes of UTF-8.
    pub max_cell_bytes: usize,
    /// The most columns that are read.
    pub max_columns: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_cell_bytes: 1 << 20, max_columns: 16_384 }
    }
}

/// What the settings say about a file, instead of what its bytes suggest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Between cells; one ASCII character.
    pub delimiter: Option<u8>,
    /// Around cells; one ASCII character.
    pub quote: Option<u8>,
    /// A WHATWG label.
    pub encoding: Option<String>,
    /// Physical line of the header, from 1.
    pub header_line: Option<u32>,
    /// Read a table as it stands: one whose headings are missing or damaged as well, which [`Probe::header`] says, and
    /// with its texts verbatim. Nothing may be mapped from its headings then.
    pub any_header: bool,
}

/// The header as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Its cells, not trimmed; of several header rows the texts of a column joined by a blank. Empty when there is none.
    pub cells: Vec<String>,
    /// What is wrong with it, when anything is: only with [`Overrides::any_header`].
    pub damage: Option<String>,
}

/// What was decided about a file, before its rows are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// How it is written.
    pub dialect: Dialect,
    /// The headings as written, without outer blanks; un-quoted. Trailing columns that are wholly blank are left out.
    pub headings: Vec<String>,
    /// Physical line of the header, from 1; of the first row when there is no header.
    pub header_line: u32,
    /// Physical line on which its last row starts: the same, but for a header of several rows; one less without any.
    pub header_last_line: u32,
    /// The header as written.
    pub header: Header,
    /// Cells that the header or most rows have; more than there are headings where trailing columns are blank.
    pub row_width: usize,
    /// Whether a blank record is a row: in a table of one column and where nothing else stands in the file; only with
    /// [`Overrides::any_header`].
    pub has_blank_rows: bool,
    /// Whether texts are left as they stand where they are certainly UTF-8 that was taken for Windows-1252.
    pub is_verbatim: bool,
    /// The first rows after the header: up to 2,000, from the first 1 MiB of text.
    pub sample: Vec<Vec<String>>,
    /// Whether the sample is the entire table.
    pub is_whole: bool,
}

/// Decides how the file is written and where its headings stand, from its first 1 MiB.
///
/// **Errors**: the file cannot be opened or unpacked, is empty or no text, has no row of headings, or would come out
/// as one column although its lines share another delimiter. A header without rows is no error.
pub fn probe(path: &Path, overrides: &Overrides, limits: &Limits) -> Result<Probe, Error> {
    probe::probe(path, overrides, limits)
}

/// Streams every row of the table through `row`, in file order, and accounts for every byte.
///
/// Every record that `row` sees has as many cells as there are headings; the others are in the account. `probe` is
/// that of the same file.
///
/// **Errors**: the file cannot be read to its end, or its gzip data is cut short or damaged. Rows may have been handed
/// on by then; they are not to be used.
pub fn stream<F: FnMut(&Record<'_>)>(path: &Path, probe: &Probe, limits: &Limits, row: F) -> Result<Account, Error> {
    stream_sealed(path, probe, limits, row, true)
}

/// [`stream`], with or without hashing the file.
pub(crate) fn stream_sealed<F: FnMut(&Record<'_>)>(
    path: &Path,
    probe: &Probe,
    limits: &Limits,
    mut row: F,
    is_sealed: bool,
) -> Result<Account, Error> {
    let unknown = || Error::UnknownEncoding { path: path.to_owned(), label: probe.dialect.encoding.to_owned() };
    let coding = encoding::Coding::of_label(probe.dialect.encoding).ok_or_else(unknown)?;
    let mut source = source::Source::open(path, is_sealed)?;
    let mark = source.decode(coding).map_err(|error| source::error_of(path, error))?;
    let (dialect, headings) = (&probe.dialect, probe.headings.as_slice());
    let header_lines = (probe.header_line, probe.header_last_line);
    let plan = walk::Plan {
        dialect,
        coding,
        headings,
        header_lines,
        row_width: probe.row_width,
        limits,
        has_blank_rows: probe.has_blank_rows,
        is_verbatim: probe.is_verbatim,
        is_partial: false,
    };
    let walked = walk::Walk::new(plan, source, mark).run(&mut row);
    let (mut account, source) = walked.map_err(|error| source::error_of(path, error))?;
    account.seal(&source.seal(), coding.decoder().is_some());
    Ok(account)
}
