//! What keeps a file from being read at all. One bad row never does: it is set aside and named in the
//! [`Account`](super::Account).

use std::path::{Path, PathBuf};

use miette::Diagnostic;

/// Why a file is not read. Every variant holds the path and says what to do.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Error {
    /// Nothing stands at the path.
    #[error("{}: no such file", path.display())]
    #[diagnostic(help("check the path; paths in audit.toml start at its folder"))]
    NotFound {
        /// The file.
        path: PathBuf,
    },
    /// A folder was given where a file is wanted.
    #[error("{}: is a folder, not a file", path.display())]
    #[diagnostic(help("name one of the exports in it"))]
    IsDirectory {
        /// The folder.
        path: PathBuf,
    },
    /// The system refused to read it, at once or on the way.
    #[error("{}: cannot be read: {source}", path.display())]
    #[diagnostic(help("check that the file exists in full and that you may read it"))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// 0 bytes, or nothing but blanks.
    #[error("{}: the file is empty", path.display())]
    #[diagnostic(help("export it again; an export without rows still has its headings"))]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Not text.
    #[error("{}: not a CSV file; it looks like {looks_like}", path.display())]
    #[diagnostic(help("{instead}"))]
    Binary {
        /// The file.
        path: PathBuf,
        /// What its first bytes are, with article: `an Excel workbook`.
        looks_like: &'static str,
        /// What to export instead.
        instead: &'static str,
    },
    /// Text without a row of headings.
    #[error("{}: no row of headings was found; {why}", path.display())]
    #[diagnostic(help("export with headings, or say on which line they stand in audit.toml: header_line = 1"))]
    NoHeader {
        /// The file.
        path: PathBuf,
        /// What stands there instead.
        why: String,
    },
    /// The headings do not end.
    #[error("{}: line {line} has {n_columns} columns, more than the limit of {limit}", path.display())]
    #[diagnostic(help("export fewer columns"))]
    TooManyColumns {
        /// The file.
        path: PathBuf,
        /// Physical line of the header, from 1.
        line: u32,
        /// Columns on it.
        n_columns: usize,
        /// The most that are read.
        limit: usize,
    },
    /// The delimiter in force does not split the file, and another one would.
    #[error("{}: comes out as a single column, but its lines hold {}", path.display(), delimiter_name(*likely))]
    #[diagnostic(help("set the delimiter of this source in audit.toml: delimiter = {0}; of read: --delimiter {0}", delimiter_in_toml(*likely)))]
    OneColumn {
        /// The file.
        path: PathBuf,
        /// The character that the lines share.
        likely: u8,
    },
    /// Columns that are aligned with blanks, which no delimiter splits.
    #[error("{}: comes out as a single column; its lines hold {n_columns} columns that are aligned with blanks", path.display())]
    #[diagnostic(help(
        "export it as CSV, or open it in a spreadsheet as text of fixed width and save it as CSV (UTF-8)"
    ))]
    FixedWidth {
        /// The file.
        path: PathBuf,
        /// How many, as the first line has it.
        n_columns: usize,
    },
    /// An encoding label that nobody knows.
    #[error("{}: unknown encoding {label:?}", path.display())]
    #[diagnostic(help("use a WHATWG label: utf-8, utf-16le, windows-1252, iso-8859-15, shift_jis .."))]
    UnknownEncoding {
        /// The file.
        path: PathBuf,
        /// As written in the settings.
        label: String,
    },
    /// A delimiter that cannot be one.
    #[error("{}: {delimiter:?} cannot be a delimiter", path.display())]
    #[diagnostic(help("use one ASCII character that is no quote and no line end, such as , or ;"))]
    BadDelimiter {
        /// The file.
        path: PathBuf,
        /// As written in the settings.
        delimiter: char,
    },
    /// An archive or workbook that gives no table, or more than one.
    #[error("{}: {why}", path.display())]
    #[diagnostic(help("{help}"))]
    Container {
        /// The file, with the table after `#` when one was named.
        path: PathBuf,
        /// What is wrong.
        why: String,
        /// What to do.
        help: String,
    },
    /// The compressed file stops early.
    #[error("{}: the gzip data ends early; rows may be missing", path.display())]
    #[diagnostic(help("copy or download the file again"))]
    TruncatedGzip {
        /// The file.
        path: PathBuf,
    },
    /// The compressed file is damaged, or is not gzip although it is called so.
    #[error("{}: not sound gzip: {source}", path.display())]
    #[diagnostic(help("copy the file again; when it is not compressed, drop .gz from its name"))]
    BrokenGzip {
        /// The file.
        path: PathBuf,
        /// What the decoder said.
        source: std::io::Error,
    },
}

impl Error {
    /// The file that the error is about.
    pub fn path(&self) -> &Path {
        match self {
            Error::NotFound { path }
            | Error::IsDirectory { path }
            | Error::Unreadable { path, .. }
            | Error::Empty { path }
            | Error::Binary { path, .. }
            | Error::NoHeader { path, .. }
            | Error::TooManyColumns { path, .. }
            | Error::OneColumn { path, .. }
            | Error::FixedWidth { path, .. }
            | Error::UnknownEncoding { path, .. }
            | Error::BadDelimiter { path, .. }
            | Error::Container { path, .. }
            | Error::TruncatedGzip { path }
            | Error::BrokenGzip { path, .. } => path,
        }
    }

    /// The error for what the system said about the path.
    pub(super) fn from_io(path: &Path, source: std::io::Error) -> Error {
        let path = path.to_owned();
        match source.kind() {
            std::io::ErrorKind::NotFound => Error::NotFound { path },
            std::io::ErrorKind::IsADirectory => Error::IsDirectory { path },
            _ => Error::Unreadable { path, source },
        }
    }
}

fn delimiter_name(byte: u8) -> String {
    match byte {
        b'\t' => "tabs".to_owned(),
        byte if byte.is_ascii_graphic() => format!("`{}` throughout", char::from(byte)),
        byte => format!("the byte 0x{byte:02X} throughout"),
    }
}

fn delimiter_in_toml(byte: u8) -> String {
    match byte {
        b'\t' => "\"\\t\"".to_owned(),
        b'\\' => "'\\'".to_owned(),
        byte if byte.is_ascii_graphic() || byte == b' ' => format!("\"{}\"", char::from(byte)),
        byte => format!("\"\\u{byte:04X}\""),
    }
}
