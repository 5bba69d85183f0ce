//! One row a deal.

use crate::report::format;

/// Heads of the table.
pub(crate) const LABELS: [&str; 12] = [
    "Deal",
    "AE, CSM",
    "Won",
    "Stands in",
    "#Open findings",
    "#All four",
    "#Facts",
    "#Context",
    "#Promises",
    "#Risk",
    "#Elements",
    "First touch",
];
/// A table without a row.
pub(crate) const EMPTY: &str = "No packet to list.";
/// A deal that no rate counts yet.
pub(crate) const NOT_DUE: &str = "Not due yet";
/// Absent names.
pub(crate) const NO_SEGMENT: &str = "no segment";
/// See [`NO_SEGMENT`].
pub(crate) const NO_AE: &str = "no AE named";
/// See [`NO_SEGMENT`].
pub(crate) const NO_CSM: &str = "no CSM named";
/// Elements of a deal whose tier has none.
pub(crate) const NOT_JUDGED: &str = "not judged";
/// A score of a deal whose tier requires nothing of that category.
pub(crate) const NO_SCORE: &str = "n/a for this tier";
/// An event that may have happened.
pub(crate) const NOT_RECORDED: &str = "not recorded";
/// An event that no export could hold.
pub(crate) const NOT_EXPORTED: &str = "not exported";
/// No open finding.
pub(crate) const NONE: &str = "none";

/// What the table holds.
pub(crate) fn caption(n: u64) -> String {
    format!(
        "{}, the gravest findings first; scores from 0 to 100 as the CSM sees them",
        format::plural(n, "packet", "packets")
    )
}

/// What the table leaves out.
pub(crate) fn left_out(all: u64, shown: u64) -> String {
    format!(
        "Of {} packets, the {} with the gravest open findings are shown. The other {} are in packets.csv.",
        format::count(all),
        format::count(shown),
        format::count(all.saturating_sub(shown))
    )
}

/// What packets.csv holds and the page does not.
pub(crate) fn renewals(n: u64) -> String {
    format!("{} in packets.csv too, and in no figure.", format::plural(n, "renewal is", "renewals are"))
}

/// What the findings do to the handoff.
pub(crate) fn grave(stop: u64, returned: u64) -> String {
    match (stop, returned) {
        (0, 0) => "none stops or returns it".to_owned(),
        (0, n) => format!("{} return", format::count(n)),
        (n, 0) => format!("{} stop", format::count(n)),
        (stop, returned) => format!("{} stop, {} return", format::count(stop), format::count(returned)),
    }
}
