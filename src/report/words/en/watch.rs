//! What is watched over time.

use crate::report::format;

/// No event of kind launch.
pub(crate) const NO_LAUNCH: &str = "No launch is named, so the four weeks after one are not shown. Add an [[event]] with kind = \"launch\" and its day to audit.toml.";
/// How to read the reps.
pub(crate) const REPS: &str = "AEs by name, never by rank: a share outside of the wide band differs from the whole, one outside of the narrow band hints at it";
/// Reps with few deals only.
pub(crate) const NO_REPS: &str = "No AE has five deals to judge by";
/// A range that nobody can work out.
pub(crate) const NOT_KNOWN: &str = "not known";
/// A share without a judged month.
pub(crate) const NONE_JUDGED: &str = "none judged";
/// Heads of the other shares.
pub(crate) const OTHERS_LABELS: [&str; 6] =
    ["Share", "Latest month", "#Cases", "#Normal range", "Judged", "#Months out of line"];

/// The caption of the other shares.
pub(crate) fn others(shares: u64) -> String {
    format!("{} by month, the latest month with a case", format::plural(shares, "other share", "other shares"))
}
