//! How the file is written: encoding, delimiter, quote, record end.

/// How the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// `UTF-8`, `UTF-8 with BOM`, `UTF-16LE`, `UTF-16BE`, `windows-1252`, or the WHATWG name of the one set.
    pub encoding: &'static str,
    /// Between cells; the first byte when it takes several.
    pub delimiter: u8,
    /// The other bytes of a delimiter such as `||` or `, `; zeros for none.
    pub delimiter_tail: [u8; 2],
    /// Around cells: `"`, or `'`, which then ends a cell only before a delimiter or a line end (`'It's'`).
    pub quote: u8,
    /// Before a quote inside a quoted cell, when the file does not double it: a backslash.
    pub escape: Option<u8>,
    /// After records.
    pub record_end: RecordEnd,
}

impl Dialect {
    /// Bytes of the delimiter after its first.
    #[inline]
    pub(super) fn tail(&self) -> &[u8] {
        let length = self.delimiter_tail.iter().position(|&byte| byte == 0).unwrap_or(2);
        &self.delimiter_tail[..length]
    }

    /// The delimiter as text, tabs and control characters as escapes.
    pub fn delimiter_text(&self) -> String {
        let bytes = std::iter::once(&self.delimiter).chain(self.tail());
        bytes.map(|&byte| char::from(byte).escape_debug().to_string()).collect()
    }
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
