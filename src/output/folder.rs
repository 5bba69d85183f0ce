//! The folder that a run publishes.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::anonymise::{Name, Names};
use miette::Diagnostic;

use super::leaks::{self, Leak};
use rustix::fs::{CWD, RenameFlags, renameat_with};

/// The file that marks a folder as an earlier report.
const MARKER: &str = "audit.json";
/// What a report may hold.
const KNOWN: [&str; 15] = [
    "report.pdf",
    "comparison.csv",
    "index.html",
    "summary.md",
    "audit.json",
    "packets.csv",
    "packets.parquet",
    "findings.csv",
    "ledger.csv",
    "events.csv",
    "audit.xlsx",
    "briefs",
    "questions",
    "tasks",
    "charts",
];

/// Output that could not be written. The earlier report still stands.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Error {
    /// The system refused.
    #[error("{}: cannot be written: {source}", path.display())]
    #[diagnostic(help("choose another --out; an earlier report there still stands"))]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder with something else in it.
    #[error("{}: holds \"{entry}\", which is not part of a report", path.display())]
    #[diagnostic(help("give an empty or new folder as --out: a run replaces the whole folder"))]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// The first entry that does not belong.
        entry: String,
    },
    /// Something that is not a folder.
    #[error("{}: is not a folder", path.display())]
    #[diagnostic(help("give a new folder as --out"))]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// A withheld name was written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Leak(Leak),
    /// The page could not be drawn.
    #[error("the report could not be drawn: {0}")]
    Page(String),
}

/// A folder in the making.
#[derive(Debug)]
pub struct Publication {
    target: PathBuf,
    draft: PathBuf,
    is_published: bool,
}

impl Publication {
    /// Starts a draft beside `target`. Nothing at `target` changes before [`Publication::publish`].
    pub fn begin(target: &Path) -> Result<Publication, Error> {
        let target = absolute(target)?;
        check_target(&target)?;
        let parent = target.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(parent).map_err(|source| unwritable(parent, source))?;
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        remove_abandoned_drafts(parent, &name);
        let draft = parent.join(format!(".{name}.draft-{}", std::process::id()));
        fs::create_dir(&draft).map_err(|source| unwritable(&target, source))?;
        Ok(Publication { target, draft, is_published: false })
    }

    /// Writes one file of the draft; `name` may lie in a folder of its own.
    pub fn write(
        &self,
        name: &str,
        content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<u64, Error> {
        let path = self.draft.join(name);
        let written = || -> io::Result<u64> {
            fs::create_dir_all(path.parent().unwrap_or(&self.draft))?;
            let mut out = BufWriter::with_capacity(1 << 16, File::create_new(&path)?);
            content(&mut out)?;
            out.into_inner().map_err(io::IntoInnerError::into_error)?.metadata().map(|metadata| metadata.len())
        };
        written().map_err(|source| unwritable(&self.target.join(name), source))
    }

    /// The first withheld names that stand in anything that was written.
    pub(super) fn check_leaks(&self, names: &Names, place: &dyn Fn(&Name) -> String) -> Result<Option<Leak>, Error> {
        leaks::check(&self.draft, names, place).map_err(|source| unwritable(&self.target, source))
    }

    /// Puts the draft in the place of the old folder, in one step.
    pub fn publish(mut self) -> Result<PathBuf, Error> {
        let refused = |source: io::Error| unwritable(&self.target, source);
        if self.target.exists() {
            renameat_with(CWD, &self.draft, CWD, &self.target, RenameFlags::EXCHANGE)
                .map_err(|errno| refused(errno.into()))?;
            // The draft's name now holds the old report. That it cannot be removed does not unmake the new one.
            let _ = fs::remove_dir_all(&self.draft);
        } else {
            fs::rename(&self.draft, &self.target).map_err(refused)?;
        }
        self.is_published = true;
        Ok(self.target.clone())
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        if !self.is_published {
            // A draft of a run that failed; nothing depends on it.
            let _ = fs::remove_dir_all(&self.draft);
        }
    }
}

fn absolute(target: &Path) -> Result<PathBuf, Error> {
    let path = std::path::absolute(target).map_err(|source| unwritable(target, source))?;
    Ok(path.components().collect())
}

fn unwritable(path: &Path, source: io::Error) -> Error {
    Error::Unwritable { path: path.to_owned(), source }
}

/// The target must be new, empty, or an earlier report.
fn check_target(target: &Path) -> Result<(), Error> {
    let Ok(metadata) = fs::symlink_metadata(target) else { return Ok(()) };
    if !metadata.is_dir() {
        return Err(Error::NotAFolder { path: target.to_owned() });
    }
    let entries = fs::read_dir(target).map_err(|source| unwritable(target, source))?;
    let names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let is_report = names.iter().any(|name| name == MARKER);
    match names.iter().find(|name| !is_report || !KNOWN.contains(&name.as_str())) {
        Some(entry) => Err(Error::Foreign { path: target.to_owned(), entry: entry.clone() }),
        None => Ok(()),
    }
}

/// Drafts of runs that were killed. A draft whose process still runs is left alone.
fn remove_abandoned_drafts(parent: &Path, name: &str) {
    let prefix = format!(".{name}.draft-");
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let file_name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = file_name.strip_prefix(&prefix).and_then(|id| id.parse::<u32>().ok()) else { continue };
        if !Path::new("/proc").join(process.to_string()).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(target: &Path, text: &str) -> Result<PathBuf, Error> {
        let publication = Publication::begin(target)?;
        publication.write(MARKER, |out| out.write_all(text.as_bytes()))?;
        publication.publish()
    }

    #[test]
    fn a_second_run_replaces_the_first_and_leaves_nothing_beside_it() {
        let home = tempfile::tempdir().expect("a folder");
        let target = home.path().join("out");
        publish(&target, "one").expect("published");
        publish(&target, "two").expect("published");
        assert_eq!(fs::read_to_string(target.join(MARKER)).expect("read"), "two");
        assert_eq!(fs::read_dir(home.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_failed_run_leaves_the_old_report() {
        let home = tempfile::tempdir().expect("a folder");
        let target = home.path().join("out");
        publish(&target, "one").expect("published");
        let publication = Publication::begin(&target).expect("begun");
        let failed = publication.write("index.html", |_| Err(io::Error::other("no space")));
        assert!(failed.is_err());
        drop(publication);
        assert_eq!(fs::read_to_string(target.join(MARKER)).expect("read"), "one");
        assert_eq!(fs::read_dir(home.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_folder_with_anything_else_is_refused() {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("thesis.docx"), "precious").expect("written");
        assert!(matches!(Publication::begin(home.path()), Err(Error::Foreign { entry, .. }) if entry == "thesis.docx"));
        fs::write(home.path().join(MARKER), "{}").expect("written");
        assert!(matches!(Publication::begin(home.path()), Err(Error::Foreign { entry, .. }) if entry == "thesis.docx"));
    }
}
