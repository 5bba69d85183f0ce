//! Whom the figures cover.

use super::opened;
use crate::report::format;

/// Heads of the table.
pub(crate) const LABELS: [&str; 3] = ["Deals", "#Number", "What they are"];
/// Its caption.
pub(crate) const CAPTION: &str = "Whom the figures cover";
/// Kinds of deals with what they are, in the order of the funnel.
pub(crate) const KINDS: [(&str, &str); 11] = [
    ("Deals in the exports", "after identical rows collapsed"),
    ("Won", "by the won flag, else the won stages"),
    ("In scope", "won, observed, in the window, of a type in scope"),
    ("Due", "old enough for a review; every rate over handoffs is over these"),
    ("Too young", "in scope but not due; in no rate"),
    ("Reversed", "won once and not won now; in no rate"),
    ("Reopened", "won twice; counted once, at the first win"),
    ("Renewals and expansions", "scored against the renewal checklist, reported apart"),
    ("Other types", "won, but of a type that is out of scope"),
    ("Repeated rows", "another row, or another version of the same deal"),
    ("Implementation records", "never the sales handoff; set aside"),
];
/// Heads of the deals whose win was taken back.
pub(crate) const REVERSED_LABELS: [&str; 5] = ["Deal", "Won", "Stage now", "Owner", "Where it stands"];
/// A cell that says nothing.
pub(crate) const NOT_TOLD: &str = "not told";

/// The caption of the deals whose win was taken back.
pub(crate) fn reversed(listed: u64, all: u64) -> String {
    match listed < all {
        true => format!("Won once and not won now: the first {listed} of {}, all in audit.json", format::count(all)),
        false => format!("Won once and not won now: {}, in no rate", format::plural(all, "deal", "deals")),
    }
}

/// What an unlinked row is.
pub(crate) const UNLINKED: &str = "rows that name no deal in the exports";

/// Rows of a table that found no deal.
pub(crate) fn unlinked(table: &str) -> String {
    format!("Unlinked {}", opened(table))
}

/// Tables whose rows all found their deal, named together.
pub(crate) fn all_linked(tables: &[&str]) -> String {
    let names: Vec<String> = tables.iter().map(|table| opened(table)).collect();
    format!("rows of {} that name no deal", names.join(", "))
}
/// See [`all_linked`].
pub(crate) const OTHERS_UNLINKED: &str = "Unlinked rows of other files";
