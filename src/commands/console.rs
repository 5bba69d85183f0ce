//! The terminal.

use std::io::{self, Write};

/// The terminal. A reader that has gone away (a closed pipe) is no error of ours.
pub(crate) struct Console {
    is_quiet: bool,
}

impl Console {
    pub(crate) fn new(is_quiet: bool) -> Console {
        Console { is_quiet }
    }

    /// A line on standard output, unless quiet.
    pub(crate) fn say(&mut self, line: &str) {
        if !self.is_quiet {
            let _ = writeln!(io::stdout(), "{}", printable(line));
        }
    }

    pub(crate) fn complain(&mut self, report: &miette::Report) {
        let _ = writeln!(io::stderr(), "{}", printable(&format!("{report:?}")));
    }
}

/// Text from the data must not steer the terminal: controls but line feeds and our own colours become visible marks.
fn printable(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\u{1b}' | '\t' => character,
            control if control.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}
