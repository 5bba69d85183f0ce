//! What is wrong with the settings: one error that holds every complaint, each with its place in its file.
//!
//! A user who fixes one line and is then told of the next has been served badly, so nothing stops at the first. A
//! complaint carries its own source text, because a checklist of the user's own is a second file.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};

/// Why there are no settings.
///
/// [`Error::NotFound`] and [`Error::Unreadable`] are about the input (exit code 3), [`Error::Invalid`] is about what the
/// user wrote (exit code 2).
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Error {
    /// There is no such file or folder.
    #[error("{} does not exist", path.display())]
    #[diagnostic(help("give an audit.toml or the folder that holds the exports; `handoff-audit demo` needs neither"))]
    NotFound {
        /// The path as given.
        path: PathBuf,
    },
    /// The settings file is there and the system does not let us read it.
    #[error("{} cannot be read", path.display())]
    #[diagnostic(help("check that the file is yours to read and not open in another program"))]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The settings or the command line hold something that cannot be used.
    #[error("{}", headline(path, complaints))]
    Invalid {
        /// The settings file, or the folder when there is none.
        path: PathBuf,
        /// Everything that is wrong, in order of place; never empty.
        #[related]
        complaints: Vec<Complaint>,
    },
}

/// One thing that is wrong.
#[derive(Clone, Debug, thiserror::Error, Diagnostic)]
#[error("{message}")]
pub struct Complaint {
    /// What is wrong, naming the key or the option.
    pub message: String,
    /// What to do about it.
    #[help]
    pub help: Option<String>,
    /// Where it stands in its file; `None` for the command line.
    #[label]
    pub span: Option<SourceSpan>,
    #[source_code]
    text: Option<Text>,
}

/// A settings text under the name that messages give it.
pub(super) type Text = Arc<NamedSource<String>>;

/// A text of that name.
pub(super) fn text(path: &Path, content: &str) -> Text {
    Arc::new(NamedSource::new(path.display().to_string(), content.to_owned()).with_language("TOML"))
}

/// The place of a value: byte range in a text, or the command line.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// The text; `None` for the command line.
    pub(super) text: Option<Text>,
    /// Byte range in it.
    pub(super) span: Range<usize>,
}

impl Spot {
    /// The command line, or a default of the program: a place without a text.
    pub(super) fn nowhere() -> Spot {
        Spot { text: None, span: 0..0 }
    }
}

/// The complaints so far.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    found: Vec<Complaint>,
}

impl Complaints {
    /// Notes one; `help` may be empty.
    pub(super) fn add(&mut self, spot: &Spot, message: impl Into<String>, help: impl Into<String>) {
        let help = help.into();
        let span = spot.text.as_ref().map(|_| SourceSpan::from(spot.span.clone()));
        let help = (!help.is_empty()).then_some(help);
        self.found.push(Complaint { message: message.into(), help, span, text: spot.text.clone() });
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// The value when there was nothing to complain about, else the error about `path`. Complaints stand file by file
    /// in the order in which the files were first complained about, and in each in order of place.
    pub(super) fn unless_any<T>(self, path: &Path, value: Option<T>) -> Result<T, Error> {
        let mut complaints = self.found;
        match value {
            Some(value) if complaints.is_empty() => Ok(value),
            _ => {
                let mut files: Vec<Option<String>> = Vec::new();
                for complaint in &complaints {
                    if !files.contains(&complaint.file()) {
                        files.push(complaint.file());
                    }
                }
                complaints.sort_by_key(|complaint| {
                    let file = files.iter().position(|file| *file == complaint.file());
                    (file, complaint.span.map_or(0, |span| span.offset()))
                });
                Err(Error::Invalid { path: path.to_owned(), complaints })
            }
        }
    }
}

impl Complaint {
    /// The name of the file that it is about, as given; `None` for the command line.
    pub fn file(&self) -> Option<String> {
        self.text.as_ref().map(|text| text.name().to_owned())
    }

    /// Line and column (both from 1, columns in characters) of its place; `None` for the command line.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        let (text, span) = (self.text.as_ref()?, self.span?);
        let before = text.inner().get(..span.offset())?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Some((before.matches('\n').count() + 1, before[line_start..].chars().count() + 1))
    }
}

/// How much there is to correct, and in which places: the settings, a second file, the command line.
fn headline(path: &Path, complaints: &[Complaint]) -> String {
    let things = if complaints.len() == 1 { "1 thing" } else { &format!("{} things", complaints.len()) };
    let settings = path.display().to_string();
    let place = |complaint: &Complaint| match complaint.file() {
        Some(file) if file != settings => format!("in {file}"),
        None if complaint.message.starts_with("`--") => "on the command line".to_owned(),
        _ => format!("in the settings of {settings}"),
    };
    let mut places: Vec<String> = Vec::new();
    for place in complaints.iter().map(place) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    format!("{things} to correct {}", places.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_stand_in_order_of_place_and_know_their_line() {
        let file = text(Path::new("audit.toml"), "[audit]\nname = 1\n\n[definitions]\nclock = 2\n");
        let mut complaints = Complaints::default();
        complaints.add(&Spot { text: Some(file.clone()), span: 40..41 }, "later", "");
        complaints.add(&Spot { text: Some(file), span: 15..16 }, "earlier", "do this");
        let error = complaints.unless_any(Path::new("audit.toml"), Some(())).expect_err("two complaints");
        assert_eq!(error.to_string(), "2 things to correct in the settings of audit.toml");
        let Error::Invalid { complaints, .. } = error else { panic!("an invalid file") };
        assert_eq!(complaints[0].message, "earlier");
        assert_eq!(complaints[0].line_and_column(), Some((2, 8)));
        assert_eq!(complaints[1].line_and_column(), Some((5, 9)));
    }

    #[test]
    fn the_headline_names_the_place_of_the_fault() {
        let mut complaints = Complaints::default();
        complaints.add(&Spot::nowhere(), "`--from` is \"2026-09-31\", which is not a date", "");
        let said = |complaints: Complaints| {
            complaints.unless_any(Path::new("hs"), Some(())).expect_err("complaints").to_string()
        };
        assert_eq!(said(complaints), "1 thing to correct on the command line");
        let mut complaints = Complaints::default();
        let questions = text(Path::new("hs/questionnaire.toml"), "[cs_can_reject]\n");
        complaints.add(&Spot { text: Some(questions), span: 0..1 }, "the answer lacks `by`", "");
        complaints.add(&Spot::nowhere(), "the checklist holds no item", "");
        assert_eq!(said(complaints), "2 things to correct in hs/questionnaire.toml and in the settings of hs");
    }
}
