//! One deal's brief as a page for the sync: HTML, Markdown, JSON, all from one [`Brief`].
//!
//! `document` turns the brief into sections of finished strings, which the two writers print. The page holds what fits
//! on one sheet of paper and says what it leaves out; Markdown and JSON hold everything.

mod document;
mod entries;
mod markdown;

pub use markdown::brief_md;

use super::{Error, html};
use crate::audit::brief::Brief;
use document::{Extent, document};

/// Prints briefs; made once, used for many.
pub struct BriefPrinter {
    printer: html::Printer,
}

impl BriefPrinter {
    /// With its template and style.
    ///
    /// # Errors
    ///
    /// When the template does not hold: a fault of the program.
    pub fn new() -> Result<BriefPrinter, Error> {
        Ok(BriefPrinter { printer: html::Printer::brief()? })
    }

    /// One self-contained page, made to print on one sheet.
    ///
    /// # Errors
    ///
    /// When the template does not fit: a fault of the program.
    pub fn html(&self, brief: &Brief) -> Result<String, Error> {
        self.printer.print(&document(brief, Extent::OneSheet))
    }
}

/// The brief as JSON, indented, everything in it.
///
/// # Errors
///
/// When it cannot be serialised: a fault of the program.
pub fn brief_json(brief: &Brief) -> Result<String, Error> {
    Ok(serde_json::to_string_pretty(brief)? + "\n")
}
