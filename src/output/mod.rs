//! An audit to files: one folder, published in one step.
//!
//! Everything is written into a temporary sibling, which then takes the place of the old folder by one rename: a killed
//! run leaves the old folder or the new one, never half of one. A folder that holds anything else than an earlier
//! report is not touched.

mod briefs;
mod columns;
mod events;
mod folder;
mod leaks;
mod parquet;
mod rows;
pub mod schema;
mod tables;
mod workbook;

pub use briefs::Briefs;
pub(crate) use briefs::write_briefs;
pub use columns::{CellKind, Column, TableColumns, all as columns};
pub use folder::{Error, Publication};
pub use leaks::Leak;
pub(crate) use tables::{tables, write_parquet, write_tables};
pub(crate) use workbook::write_workbook;

use crate::anonymise::{Name, Names};
use crate::audit::Audit;
use crate::map::Book;
use crate::report;

/// Looks for every withheld name in everything that the draft holds.
pub(crate) fn check_leaks(draft: &Publication, names: &Names, book: &Book) -> Result<(), Error> {
    let place = |name: &Name| name.origin.map_or_else(|| "audit.toml".to_owned(), |origin| book.place(origin));
    match draft.check_leaks(names, &place)? {
        Some(leak) => Err(Error::Leak(leak)),
        None => Ok(()),
    }
}

/// Writes what changed since the baseline, when there is one.
pub(crate) fn write_comparison(draft: &Publication, audit: &Audit) -> Result<(), Error> {
    if let Some(comparison) = &audit.comparison {
        draft.write("comparison.csv", |out| report::comparison_csv(comparison, out))?;
    }
    Ok(())
}

/// Writes the page, the summary and the JSON into the draft, and each chart as a file when asked; the answer is the page's size in bytes.
pub fn write_report(
    draft: &Publication,
    audit: &Audit,
    drawing: report::Drawing,
    has_charts: bool,
) -> Result<u64, Error> {
    let page = report::index_html(audit, drawing).map_err(|error| Error::Page(error.to_string()))?;
    let bytes = draft.write("index.html", |out| out.write_all(page.as_bytes()))?;
    for (name, content) in if has_charts { report::charts(&page) } else { Vec::new() } {
        draft.write(&format!("charts/{name}"), |out| out.write_all(content.as_bytes()))?;
    }
    draft.write("summary.md", |out| out.write_all(report::summary_md(audit, drawing).as_bytes()))?;
    draft.write("audit.json", |out| report::audit_json(audit, out))?;
    Ok(bytes)
}
