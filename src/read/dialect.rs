//! How the file is written: encoding, delimiter, quote, record end.

/// How the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// `UTF-8`, `UTF-8 with BOM`, `UTF-16LE`, `UTF-16BE`, `windows-1252`, or the WHATWG name of the one set.
    pub encoding: &'static str,
    /// Between cells.
    pub delimiter: u8,
    /// Around cells.
    pub quote: u8,
    /// Before a quote inside a quoted cell, when the file does not double it: a backslash.
    pub escape: Option<u8>,
    /// After records.
    pub record_end: RecordEnd,
}

/// What ends a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordEnd {
    /// `\n`; also for a file of one line.
    Lf,
    /// `\r\n`.
    Crlf,
    /// `\r`, and no `\n` anywhere.
    Cr,
    /// More than one of them.
    Mixed,
}

impl RecordEnd {
    /// The name to show.
    pub fn name(self) -> &'static str {
        match self {
            RecordEnd::Lf => "LF",
            RecordEnd::Crlf => "CRLF",
            RecordEnd::Cr => "CR",
            RecordEnd::Mixed => "mixed",
        }
    }
}
