//! Which files to read: those that `audit.toml` names, or all exports of a folder.

mod age;

use std::fs;
use std::path::{Path, PathBuf};

use crate::read;
use crate::settings::{Settings, SourceSetting};

use super::load::Error;

pub(super) use age::pattern;

/// Endings of files that can be read as tables.
const READABLE: [&str; 6] = [".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"];
/// Endings of workbooks and archives, of which each sheet and each export is a file of its own.
const CONTAINERS: [&str; 6] = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip"];
/// Endings of files that hold exports and must be saved as something else first; they are listed, not ignored.
const UNREADABLE: [&str; 11] =
    [".numbers", ".json", ".jsonl", ".ndjson", ".parquet", ".7z", ".rar", ".tar", ".tgz", ".tar.gz", ".zst"];
/// Why a sheet is not read.
pub(super) const HIDDEN: &str =
    "a hidden sheet, which is not read; to read it, show it in the workbook, or name it with a [[source]] of its own";
/// What an earlier run of this program has left.
const OWN: &str = "audit.json";

/// A file to look at.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Relative to the source folder, with `/`.
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) setting: SourceSetting,
    /// A sheet that its workbook hides and that nobody names: it is not read.
    pub(super) is_hidden: bool,
    /// Several entries name it, and the first stands.
    pub(super) is_named_twice: bool,
    /// Which `[[source]]` of `audit.toml` names it: then it must be readable. `None`: found in the folder.
    pub(super) entry: Option<usize>,
}

/// The files in order of name, and of the days in their names; a file that two entries name is read as the first says.
pub(super) fn discover(settings: &Settings) -> Result<Vec<Found>, Error> {
    let mut found = if settings.sources.is_empty() { in_folder(&settings.base)? } else { named(settings)? };
    // A hidden sheet that an entry names is read, whatever another says of its workbook.
    found.sort_by(|left, right| (&left.name, left.is_hidden).cmp(&(&right.name, right.is_hidden)));
    found.dedup_by(|later, earlier| {
        let is_same = later.name == earlier.name;
        earlier.is_named_twice |= is_same && later.entry != earlier.entry;
        is_same
    });
    let keys = age::sort_keys(&found.iter().map(|found| found.name.as_str()).collect::<Vec<_>>());
    let mut keyed: Vec<(String, Found)> = keys.into_iter().zip(found).collect();
    keyed.sort_by(|(left, _), (right, _)| left.cmp(right));
    found = keyed.into_iter().map(|(_, found)| found).collect();
    if found.is_empty() {
        return Err(Error::NoFiles { path: settings.base.clone() });
    }
    Ok(found)
}

/// The exports beside those that `audit.toml` names, in order of name; none where it names no file of its own folder.
pub(super) fn left_out(settings: &Settings, named: &[Found]) -> Result<Vec<Found>, Error> {
    if settings.sources.is_empty() || named.iter().all(|found| found.name.contains('/')) {
        return Ok(Vec::new());
    }
    let mut others = in_folder(&settings.base)?;
    others.retain(|other| named.iter().all(|found| found.name != other.name));
    others.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(others)
}

fn in_folder(folder: &Path) -> Result<Vec<Found>, Error> {
    let found = list(folder)?
        .into_iter()
        .filter(|name| name != OWN)
        .filter(|name| [&READABLE[..], &CONTAINERS, &UNREADABLE].iter().any(|endings| has_ending(name, endings)))
        .flat_map(|name| tables(folder, name))
        .map(|name| found(folder, name, SourceSetting::default(), None))
        .collect();
    Ok(found)
}

fn named(settings: &Settings) -> Result<Vec<Found>, Error> {
    let mut all = Vec::new();
    for (entry, setting) in settings.sources.iter().enumerate() {
        let names = matching(&settings.base, &setting.path)?;
        if names.is_empty() {
            return Err(Error::NoSuchSource { pattern: setting.path.clone(), base: settings.base.clone() });
        }
        let names = names.into_iter().flat_map(|name| tables(&settings.base, name));
        all.extend(names.map(|name| found(&settings.base, name, setting.clone(), Some(entry))));
    }
    Ok(all)
}

fn found(base: &Path, (name, is_hidden): (String, bool), setting: SourceSetting, entry: Option<usize>) -> Found {
    let path = base.join(&name);
    let bytes = fs::metadata(read::file_of(&path)).map_or(0, |metadata| metadata.len());
    Found { path, name, bytes, setting, is_hidden, is_named_twice: false, entry }
}

/// The tables in the file, as `book.xlsx#Deals`, or the file itself; also when it cannot be opened, so that reading it
/// says why; each with whether it is hidden beside others that are not.
fn tables(folder: &Path, name: String) -> Vec<(String, bool)> {
    let path = folder.join(&name);
    let tables = match read::tables_in(&path) {
        Ok(Some(tables)) if !tables.is_empty() => tables,
        _ => return vec![(name, false)],
    };
    let mut hidden = read::hidden_tables(&path);
    if tables.iter().all(|table| hidden.contains(table)) {
        hidden.clear();
    }
    tables.iter().map(|table| (format!("{name}#{table}"), hidden.contains(table))).collect()
}

/// The files under `base` that a path with wildcards in its last part names.
fn matching(base: &Path, pattern: &str) -> Result<Vec<String>, Error> {
    if !pattern.contains(['*', '?']) {
        return Ok(if read::file_of(&base.join(pattern)).is_file() { vec![pattern.to_owned()] } else { Vec::new() });
    }
    let (folder, last) = pattern.rsplit_once('/').map_or(("", pattern), |(folder, last)| (folder, last));
    let names = list(&base.join(folder))?.into_iter().filter(|name| is_match(last, name));
    Ok(names.map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") }).collect())
}

fn list(folder: &Path) -> Result<Vec<String>, Error> {
    let unlistable = |source| Error::Unlistable { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unlistable)? {
        let entry = entry.map_err(unlistable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !name.starts_with('~') && entry.path().is_file() {
            names.push(name);
        }
    }
    Ok(names)
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let name = name.to_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

/// `*` stands for any characters, `?` for one.
fn is_match(pattern: &str, name: &str) -> bool {
    match pattern.chars().next() {
        None => name.is_empty(),
        Some('*') => {
            let rest = &pattern[1..];
            (0..=name.len()).filter(|&at| name.is_char_boundary(at)).any(|at| is_match(rest, &name[at..]))
        }
        Some(wanted) => match name.chars().next() {
            Some(found) if wanted == '?' || wanted == found => {
                is_match(&pattern[wanted.len_utf8()..], &name[found.len_utf8()..])
            }
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_within_a_name() {
        assert!(is_match("deals*.csv", "deals-2026.csv"));
        assert!(is_match("*", "x"));
        assert!(is_match("d?als.csv", "deals.csv"));
        assert!(!is_match("deals*.csv", "my-deals.csv"));
    }
}
