//! What was decided about a file, in a sentence.

use std::fmt;

/// A sentence about how a file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNote {
    /// The sentence.
    pub text: String,
    /// Whether nothing in the file decides it, so that a person has to, in `audit.toml`.
    pub is_open: bool,
    /// Whether the values that were read are likely not those that were written.
    pub is_suspect: bool,
}

impl FileNote {
    /// What the file itself decides.
    pub(super) fn settled(text: impl Into<String>) -> FileNote {
        FileNote { text: text.into(), is_open: false, is_suspect: false }
    }

    /// What the file shows of values that another program has likely changed.
    pub(super) fn suspect(text: impl Into<String>) -> FileNote {
        FileNote { is_suspect: true, ..FileNote::settled(text) }
    }

    /// What the file leaves open; `key`: the one of `audit.toml` that settles it.
    pub(super) fn open(text: impl fmt::Display, key: &str) -> FileNote {
        FileNote { is_open: true, ..FileNote::settled(format!("{text}; {key} in audit.toml settles it")) }
    }

    /// The same, of a place in the file.
    pub(super) fn of(self, place: impl fmt::Display) -> FileNote {
        FileNote { text: format!("{place}: {}", self.text), ..self }
    }
}

impl fmt::Display for FileNote {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}
