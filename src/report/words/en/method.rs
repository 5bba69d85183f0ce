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
/// Heads of the lists of won deals that are in no rate.
pub(crate) const ASIDE_LABELS: [&str; 6] = ["Deal", "Won", "Stage now", "Type", "Owner", "Where it stands"];
/// Deals whose win was taken back.
pub(crate) const REVERSED: &str = "Won once and not won now";
/// Won deals of a type that is neither new business nor a renewal.
pub(crate) const OTHER_TYPES: &str = "Won, of a type that is out of scope";
/// A cell that says nothing.
pub(crate) const NOT_TOLD: &str = "not told";

/// The caption of a list of won deals that are in no rate.
pub(crate) fn aside(what: &str, listed: usize, all: u64) -> String {
    match (listed as u64) < all {
        true => format!(
            "{what}: the first {listed} of {} deals, in no rate; the others are in audit.json",
            format::count(all)
        ),
        false => format!("{what}: {}, in no rate", format::plural(all, "deal", "deals")),
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
