//! Everything that a reader sees, drawn from one [`Audit`]: the page, the summary, the JSON.
//!
//! `view` turns the audit into finished strings, `charts` into drawings, `html` puts both into templates that loop,
//! branch and print. Nothing here computes a statistic, opens a file or reads a clock; the same audit gives the same
//! bytes. Text from the exports is text everywhere: escaped by the templates, made visible by `guard`, and kept from
//! being a formula by [`csv::guard`].

mod brief;
mod charts;
mod comparison;
pub mod csv;
#[cfg(test)]
mod fixtures;
mod format;
mod glossary;
mod guard;
mod html;
mod json;
mod pack;
mod standalone;
mod summary;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use brief::{BriefPrinter, brief_json, brief_md};
pub use comparison::{comparison_csv, comparison_html, comparison_json};
pub use view::{FigureWords, figure_words};
pub(crate) use view::{definition_rows, figure_title, followed_series};
pub(crate) use words::definition as definition_name;

pub use json::audit_json;
pub use pack::Pack;
pub use standalone::charts;
pub use summary::summary_md;

use crate::audit::Audit;
pub use crate::settings::View;

/// Why a report could not be drawn: always a fault of the program, never of the data.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template asked for something that its view does not hold.
    #[error("a template of the report does not fit its view: {0:#}")]
    Template(#[from] minijinja::Error),
    /// A view could not be written down.
    #[error("a view of the report cannot be serialised")]
    View(#[from] serde_json::Error),
    /// A chart could not be drawn.
    #[error("a chart cannot be drawn: {0}")]
    Chart(String),
}

/// How the page is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Order and depth.
    pub view: View,
    /// Whether deals and reps are named where the view would not name them.
    pub names: bool,
}

impl Drawing {
    /// Whether deals and reps are named.
    pub fn is_named(self) -> bool {
        self.names || self.view != View::Monthly
    }
}

/// Every text that an audit prints whatever the exports hold: its pages in every view, its figures and rules, the
/// templates. A name that stands in here cannot be told from our own words.
pub(crate) fn own_words(audit: &Audit) -> Vec<String> {
    let mut texts: Vec<String> =
        html::TEXTS.iter().flat_map(|texts| texts.iter()).map(|(_, text)| (*text).to_owned()).collect();
    for view in [View::Pilot, View::Monthly, View::Gap] {
        texts.extend(index_html(audit, Drawing { view, names: true }));
    }
    let mut json = Vec::new();
    // Writing into memory cannot fail.
    let _ = audit_json(audit, &mut json);
    texts.push(String::from_utf8_lossy(&json).into_owned());
    texts.extend(definition_rows(audit).into_iter().map(|row| row.join(" \n ")));
    texts
}

/// The whole report as one self-contained page.
///
/// # Errors
///
/// When a template or a chart does not fit: a fault of the program.
pub fn index_html(audit: &Audit, drawing: Drawing) -> Result<String, Error> {
    html::render(&view::build(audit, drawing)?)
}
