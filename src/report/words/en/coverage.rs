//! What exists against what CS needs.

use super::category;
use crate::report::format;

/// States of an item, from the export to the answer.
pub(crate) const NO_COLUMN: &str = "No column";
/// See [`NO_COLUMN`].
pub(crate) const EMPTY: &str = "Empty";
/// See [`NO_COLUMN`].
pub(crate) const PARTLY: &str = "Partly";
/// See [`NO_COLUMN`].
pub(crate) const USABLE: &str = "Usable";
/// See [`NO_COLUMN`].
pub(crate) const NOT_REQUIRED: &str = "Not required";
/// Beneath one of the eight.
pub(crate) const IS_EIGHT: &str = "required to close";
/// In place of a count.
pub(crate) const NOT_EXPORTED: &str = "not exported";
/// Heads of the tables.
pub(crate) const LABELS: [&str; 5] = ["What CS needs", "What exists", "#Filled", "#Usable", "Where it would be"];

/// Items by state.
pub(crate) fn sentence(usable: u64, all: u64, partly: u64, empty: u64, no_column: u64) -> String {
    format!(
        "{} items of the checklist are usable in at least 4 of 5 due packets that need them; {} partly, {} empty, {} without a column in any export. An item without a column is a gap of the CRM, not of the deals.",
        format::k_of_n(usable, all),
        format::count(partly),
        format::count(empty),
        format::count(no_column),
    )
}

/// The places where an item may stand.
pub(crate) fn places(sources: &[String]) -> String {
    sources.join(" or ")
}

/// What a table holds.
pub(crate) fn caption(of: &str, items: u64) -> String {
    format!("{}: {}", category(of), format::plural(items, "item", "items"))
}
