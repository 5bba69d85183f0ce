//! A file as a table of its own: what was read, written again as RFC 4180 text.
//!
//! The file is walked twice: once to know that it can be read to its end and what becomes of each record, once to write.
//! So a file that is cut short is refused before anything of it is published.

use std::io::{self, Write};
use std::path::Path;

use rustc_hash::FxHashSet;

use super::account::SetAside;
use super::{Account, Error, Limits, Overrides, Probe, probe, stream, stream_sealed};

/// A file that has been read once.
#[derive(Clone, Debug)]
pub struct Reading {
    /// How it is written.
    pub probe: Probe,
    /// What became of its bytes.
    pub account: Account,
    /// The table stands a second time below a repeated header: that line, and how many rows follow it, all of which
    /// stand above it too. They are not written.
    pub second_copy: Option<(u32, u64)>,
}

impl Reading {
    /// Rows that [`write_table`] writes.
    pub fn rows_used(&self) -> u64 {
        self.account.rows_used - self.second_copy.map_or(0, |(_, rows)| rows)
    }
}

/// Reads a file to its end, headings sound or not.
///
/// **Errors**: as [`probe()`] and [`stream`].
pub fn survey(path: &Path, overrides: &Overrides, limits: &Limits) -> Result<Reading, Error> {
    let probe = probe(path, overrides, limits)?;
    let account = stream(path, &probe, limits, |_| {})?;
    let second_copy = second_copy(path, &probe, limits, &account)?;
    Ok(Reading { probe, account, second_copy })
}

/// Exports that were joined repeat the header, and their rows are rows. Only when every row below it stands above it
/// too, the table was simply written twice.
fn second_copy(path: &Path, probe: &Probe, limits: &Limits, account: &Account) -> Result<Option<(u32, u64)>, Error> {
    let Some(header) = account.set_aside.iter().find(|row| row.reason == SetAside::RepeatedHeader) else {
        return Ok(None);
    };
    let (mut seen, mut n_below, mut is_copy) = (FxHashSet::default(), 0_u64, true);
    stream_sealed(
        path,
        probe,
        limits,
        |record| {
            if record.line() < header.line {
                seen.insert(record.hash());
            } else if is_copy {
                n_below += 1;
                is_copy = seen.contains(&record.hash());
            }
        },
        false,
    )?;
    Ok((is_copy && n_below > 1).then_some((header.line, n_below)))
}

/// Writes the table: the header as it stands, when there is one, and every row, with commas and CRLF.
///
/// **Errors**: the outer one is the file's, the inner one that of `out`.
pub fn write_table<W: Write>(path: &Path, reading: &Reading, limits: &Limits, out: W) -> Result<io::Result<()>, Error> {
    let mut table = Table::Empty(out);
    let header = &reading.probe.header.cells;
    let mut written = if header.is_empty() { Ok(()) } else { table.push(header.iter().map(String::as_str)) };
    let end = reading.second_copy.map_or(u32::MAX, |(line, _)| line);
    stream_sealed(
        path,
        &reading.probe,
        limits,
        |record| {
            if written.is_ok() && record.line() < end {
                written = table.push(record.cells());
            }
        },
        false,
    )?;
    Ok(written.and_then(|()| table.flush()))
}

/// What has been written of a table.
enum Table<W: Write> {
    /// Nothing.
    Empty(W),
    /// A record at least.
    Begun(Box<csv::Writer<W>>),
    /// Writing the first record failed.
    Lost,
}

impl<W: Write> Table<W> {
    fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
        if let Table::Begun(writer) = self {
            return Ok(writer.write_record(cells)?);
        }
        let Table::Empty(mut out) = std::mem::replace(self, Table::Lost) else {
            return Ok(());
        };
        let mut first = writer(Vec::new());
        first.write_record(cells)?;
        let first = first.into_inner().map_err(|error| error.into_error())?;
        out.write_all(&past_mark(first))?;
        *self = Table::Begun(Box::new(writer(out)));
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Table::Begun(writer) => writer.flush(),
            Table::Empty(out) => out.flush(),
            Table::Lost => Ok(()),
        }
    }
}

fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(out)
}

/// The first record, with its first cell quoted when it begins with U+FEFF: as the first bytes of a file that would be
/// taken for a byte order mark, and be lost.
fn past_mark(record: Vec<u8>) -> Vec<u8> {
    if !record.starts_with(b"\xEF\xBB\xBF") {
        return record;
    }
    let end = record.iter().position(|&byte| byte == b',' || byte == b'\r').unwrap_or(record.len());
    [b"\"", &record[..end], b"\"", &record[end..]].concat()
}
