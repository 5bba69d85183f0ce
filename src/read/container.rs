//! Tables inside other files: the exports in a zip archive, the sheets of a workbook. Each is a file of its own to the
//! rest, by a name such as `book.xlsx#Deals`.
//!
//! Nothing is unpacked to disk, and no name from inside is ever a path. What comes out is held in memory and limited, so
//! that a small file cannot grow without end.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Error;
use super::sheet;

/// The most text that one table inside a container may have, in bytes.
pub(super) const MAX_TEXT: u64 = 512 << 20;
/// The most that a workbook may say it unpacks to, in bytes.
const MAX_WORKBOOK: u64 = 2 << 30;
/// Tables above the first size that shrink by more than the second are refused: exports shrink to a tenth, those of one
/// repeated row to a hundredth. Our judgement.
pub(super) const LEAST_BOMB: u64 = 64 << 20;
pub(super) const MAX_RATIO: u64 = 500;
/// Endings of tables inside an archive.
const TABLES: [&str; 3] = [".csv", ".tsv", ".txt"];
/// Endings of containers inside an archive, which are not opened.
const NESTED: [&str; 9] = [".zip", ".gz", ".7z", ".rar", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"];

/// Why a container gives no table.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// It cannot be opened as what its name says.
    #[error("not sound: {0}")]
    Broken(String),
    /// More than one table, and none was named.
    #[error("holds {} tables: {}", .0.len(), .0.join(", "))]
    Several(Vec<String>),
    /// No table at all, but these files.
    #[error("holds no table{}", listed(.0))]
    Nothing(Vec<String>),
    /// Its members are encrypted.
    #[error("is locked with a password")]
    Locked,
    /// No table of that name.
    #[error("holds no table called {0:?}; there are {1}")]
    NoSuch(String, String),
    /// A container inside a container.
    #[error("is an archive or a workbook inside an archive")]
    Nested,
    /// Too much comes out.
    #[error("unpacks to more than {} MiB", .0 >> 20)]
    TooBig(u64),
    /// So much more comes out than is in there that it was made to do harm.
    #[error("says that it unpacks to {} times its size", .0)]
    Bomb(u64),
}

impl Fault {
    /// What to do about it.
    pub(super) fn help(&self, path: &Path) -> String {
        match self {
            Fault::Broken(_) => "open it and save its tables as CSV (UTF-8), or copy the file again".to_owned(),
            Fault::Several(names) => {
                let first = names.first().map_or("", String::as_str);
                format!("name one of them: '{}#{first}'", path.display())
            }
            Fault::Nothing(_) => {
                "give the CSV files; archives and workbooks inside an archive are to be unpacked first".to_owned()
            }
            Fault::Locked => "unpack it with its password, and give the files inside".to_owned(),
            Fault::Nested => "unpack the outer archive, and give what is inside".to_owned(),
            Fault::NoSuch(..) => "correct the name after #".to_owned(),
            Fault::TooBig(_) | Fault::Bomb(_) => "unpack it, or save the table as CSV".to_owned(),
        }
    }
}

/// What is there instead of a table.
fn listed(names: &[String]) -> String {
    let shown = names.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if names.len() > 5 { ", .." } else { "" };
    if names.is_empty() { String::new() } else { format!(", but {shown}{more}") }
}

fn fault(fault: Fault) -> io::Error {
    io::Error::other(fault)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Archive,
    Workbook,
}

/// A container and the table of it that is meant, by name.
struct Place {
    file: PathBuf,
    kind: Kind,
    table: Option<String>,
}

/// The container that a path is, or that it is in.
fn place(path: &Path) -> Option<Place> {
    // `all.zip#inner.zip` is in the first, unless a file is called so.
    let is_inside = |path: &Path| !path.exists() && path.to_str().is_some_and(|text| text.contains('#'));
    if let Some(kind) = kind(path).filter(|_| !is_inside(path)) {
        return Some(Place { file: path.to_owned(), kind, table: None });
    }
    let text = path.to_str()?;
    let within = text.match_indices('#').map(|(at, _)| (PathBuf::from(&text[..at]), &text[at + 1..]));
    within.filter(|_| !path.exists()).find_map(|(file, table)| {
        let kind = kind(&file).filter(|_| file.is_file())?;
        Some(Place { file, kind, table: Some(table.to_owned()) })
    })
}

fn kind(path: &Path) -> Option<Kind> {
    let ending = path.extension().and_then(OsStr::to_str)?.to_ascii_lowercase();
    match ending.as_str() {
        "zip" => Some(Kind::Archive),
        "xlsx" | "xlsm" | "xlsb" | "ods" => Some(Kind::Workbook),
        // Salesforce and others call mark-up or tab-separated text `.xls`.
        "xls" => is_workbook(path).then_some(Kind::Workbook),
        _ => None,
    }
}

fn is_workbook(path: &Path) -> bool {
    let mut head = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && (head == *b"\xD0\xCF\x11\xE0" || head == *b"PK\x03\x04")
}

/// The file on disk that a path stands for: the container, for a table in one.
pub fn file_of(path: &Path) -> PathBuf {
    place(path).map_or_else(|| path.to_owned(), |place| place.file)
}

/// The names of the tables in a container; `None` for any other file.
///
/// **Errors**: the container cannot be opened.
pub fn tables_in(path: &Path) -> Result<Option<Vec<String>>, Error> {
    let Some(place) = place(path).filter(|place| place.table.is_none()) else { return Ok(None) };
    let all = || match place.kind {
        // A container inside is listed, so that reading it says why it is not read.
        Kind::Archive => archive_names(&mut archive(&place.file)?, &[&TABLES[..], &NESTED].concat()),
        Kind::Workbook => names(&place),
    };
    all().map(Some).map_err(|error| super::source::error_of(path, error))
}

/// The sheets that a workbook hides: what its owner put out of sight, such as last year's list. None for any other file,
/// and for one that cannot be opened, which reading it says.
pub fn hidden_tables(path: &Path) -> Vec<String> {
    let book = place(path).filter(|place| place.kind == Kind::Workbook && place.table.is_none());
    book.filter(|book| check_workbook(&book.file).is_ok())
        .and_then(|book| sheet::hidden(&book.file).ok())
        .unwrap_or_default()
}

fn names(place: &Place) -> io::Result<Vec<String>> {
    match place.kind {
        Kind::Archive => archive_names(&mut archive(&place.file)?, &TABLES),
        Kind::Workbook => {
            check_workbook(&place.file)?;
            sheet::names(&place.file).map_err(|why| fault(Fault::Broken(why)))
        }
    }
}

/// The text of the table that the path means; `None` for a file that is no container.
pub(super) fn text(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let Some(place) = place(path) else { return Ok(None) };
    let names = names(&place)?;
    let name = match &place.table {
        Some(table) if names.contains(table) => table.clone(),
        Some(table) if place.kind == Kind::Archive && is_nested(table) => return Err(fault(Fault::Nested)),
        Some(table) => return Err(fault(Fault::NoSuch(table.clone(), names.join(", ")))),
        None => only(&place, names)?,
    };
    match place.kind {
        Kind::Archive => member(&mut archive(&place.file)?, &name).map(Some),
        Kind::Workbook => sheet_text(&place.file, &name).map(Some),
    }
}

/// The one table that holds anything.
fn only(place: &Place, names: Vec<String>) -> io::Result<String> {
    let is_filled = |name: &String| match place.kind {
        Kind::Archive => true,
        Kind::Workbook => sheet_text(&place.file, name).map_or(true, |text| !text.is_empty()),
    };
    let mut filled: Vec<String> = if names.len() == 1 { names } else { names.into_iter().filter(is_filled).collect() };
    match (filled.pop(), filled.is_empty()) {
        (Some(name), true) => Ok(name),
        (Some(last), false) => {
            filled.push(last);
            Err(fault(Fault::Several(filled)))
        }
        (None, _) => Err(fault(Fault::Nothing(others(place)))),
    }
}

fn sheet_text(file: &Path, name: &str) -> io::Result<Vec<u8>> {
    match sheet::text(file, name, MAX_TEXT) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(fault(Fault::TooBig(MAX_TEXT))),
        Err(why) => Err(fault(Fault::Broken(why))),
    }
}

type Archive = zip::ZipArchive<io::BufReader<File>>;

fn archive(file: &Path) -> io::Result<Archive> {
    let file = io::BufReader::new(File::open(file)?);
    zip::ZipArchive::new(file).map_err(|error| fault(Fault::Broken(error.to_string())))
}

/// A workbook is an archive too (but for old ones); what it says of its size is checked before it is unpacked.
fn check_workbook(file: &Path) -> io::Result<()> {
    let Ok(mut archive) = archive(file) else { return Ok(()) };
    let mut sum = 0_u64;
    for index in 0..archive.len() {
        sum = sum.saturating_add(archive.by_index_raw(index).map_or(0, |member| member.size()));
    }
    if sum > MAX_WORKBOOK { Err(fault(Fault::TooBig(MAX_WORKBOOK))) } else { Ok(()) }
}

/// Tables of an archive, but for what a Mac adds and for names that climb out of it.
fn archive_names(archive: &mut Archive, endings: &[&str]) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(|error| fault(Fault::Broken(error.to_string())))?;
        let Ok(name) = member.name().map(|name| name.into_owned()) else { continue };
        let lower = name.to_lowercase();
        let is_hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        let is_table = endings.iter().any(|ending| lower.ends_with(ending));
        if member.is_file() && is_table && !is_hidden && member.enclosed_name().is_some() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn is_nested(name: &str) -> bool {
    let lower = name.to_lowercase();
    NESTED.iter().any(|ending| lower.ends_with(ending))
}

/// The members of an archive that are no tables.
fn others(place: &Place) -> Vec<String> {
    let Ok(archive) = archive(&place.file) else { return Vec::new() };
    let names = archive.file_names().filter_map(Result::ok).filter(|name| !name.ends_with('/'));
    let mut names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
    names.sort();
    if place.kind == Kind::Archive { names } else { Vec::new() }
}

fn member(archive: &mut Archive, name: &str) -> io::Result<Vec<u8>> {
    let broken = |error: zip::result::ZipError| match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => fault(Fault::Locked),
        error => fault(Fault::Broken(error.to_string())),
    };
    let member = archive.by_name(name).map_err(broken)?;
    let (size, packed) = (member.size(), member.compressed_size().max(1));
    if size > LEAST_BOMB && size / packed > MAX_RATIO {
        return Err(fault(Fault::Bomb(size / packed)));
    }
    if size > MAX_TEXT {
        return Err(fault(Fault::TooBig(MAX_TEXT)));
    }
    let mut text = Vec::with_capacity(size as usize);
    let read = member.take(MAX_TEXT + 1).read_to_end(&mut text);
    read.map_err(|error| fault(Fault::Broken(error.to_string())))?;
    if text.len() as u64 > MAX_TEXT { Err(fault(Fault::TooBig(MAX_TEXT))) } else { Ok(text) }
}
