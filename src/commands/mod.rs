//! Each command as a few calls of the library, and what it says on the terminal. A command is one file here, one entry
//! of `cli.rs` and one arm of `main.rs`.

pub(crate) mod brief;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod console;
pub(crate) mod demo;
pub(crate) mod explain;
mod explain_choice;
mod explain_field;
mod explain_item;
mod explain_metric;
pub(crate) mod init;
pub(crate) mod man;
mod page;
pub(crate) mod read;
pub(crate) mod run;
pub(crate) mod sample;
pub(crate) mod scan;
pub(crate) mod schema;

use std::io;
use std::path::Path;

use handoff_audit::audit::Audit;
use handoff_audit::domain::counted;

pub(crate) use console::Console;

/// An error with its exit code.
pub(crate) struct Failure {
    pub(crate) report: miette::Report,
    pub(crate) code: u8,
}

impl<E: Into<handoff_audit::Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        let error = error.into();
        Failure { code: error.exit_code(), report: miette::Report::new(error) }
    }
}

/// A folder or file that cannot be written.
fn unwritable(path: &Path, source: io::Error) -> Failure {
    handoff_audit::output::Error::Unwritable { path: path.to_owned(), source }.into()
}

/// How many deals there are, and up to when the exports observe.
fn population(audit: &Audit) -> String {
    let population = &audit.population;
    let as_of = match &audit.as_of {
        Some(at) => format!("as of {at} ({})", audit.as_of_how),
        None => format!("as of a time not known ({})", audit.as_of_how),
    };
    let many = |n: u64, what: &str| counted(n, what, what);
    format!(
        "{}, {}, {}, {}; {as_of}",
        counted(population.rows, "deal", "deals"),
        many(population.won, "won"),
        many(population.in_scope, "in scope"),
        many(population.due, "due for review")
    )
}
