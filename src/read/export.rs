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
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(out);
    let header = &reading.probe.header.cells;
    let mut written = if header.is_empty() { Ok(()) } else { writer.write_record(header) };
    let end = reading.second_copy.map_or(u32::MAX, |(line, _)| line);
    stream_sealed(
        path,
        &reading.probe,
        limits,
        |record| {
            if written.is_ok() && record.line() < end {
                written = writer.write_record(record.cells());
            }
        },
        false,
    )?;
    Ok(written.map_err(io::Error::from).and_then(|()| writer.flush()))
}
