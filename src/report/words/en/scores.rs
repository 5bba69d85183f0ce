//! The four categories.

use super::category;
use crate::report::format;

/// Heads of the table.
pub(crate) const LABELS: [&str; 6] =
    ["Category", "#As the CSM sees it", "#95% interval", "#As the rep filled it", "#95% interval", "Left out"];
/// How the bars are read.
pub(crate) const NOTE: &str = "Mean score of due handoffs, 0 to 100. Solid: as the CSM sees it, where a field that no export holds counts 0. Outline: as the rep filled it, judged on the fields that exist.";
/// No score at all.
pub(crate) const NO_SCORE: &str = "No score was computed.";
/// No category has a score.
pub(crate) const NOT_SCORED: &str = "Completeness cannot be scored";
/// A category without a score.
pub(crate) const NOT_MEASURABLE: &str = "not measurable";
/// A score that the audit does not hold.
pub(crate) const NOT_COMPUTED: &str = "not computed";
/// Its interval.
pub(crate) const NONE: &str = "none";
/// The last row.
pub(crate) const MEAN: &str = "Mean of the four";

/// Why there is no bar.
pub(crate) fn not_shown(reason: &str) -> String {
    format!("Scores are not shown: {reason}.")
}

/// A category's scores: as the CSM sees it, and as the rep filled it.
pub(crate) fn bar(seen: Option<f64>, rep: Option<f64>) -> String {
    match (seen, rep) {
        (Some(seen), Some(rep)) => format!("{} seen, {} as filled", format::score(seen), format::score(rep)),
        (Some(seen), None) => format!("{} seen", format::score(seen)),
        (None, Some(rep)) => format!("{} as filled", format::score(rep)),
        (None, None) => NOT_MEASURABLE.into(),
    }
}

/// The weakest category; `rep`: its score on the fields that reps could fill, where that differs.
pub(crate) fn weakest(id: &str, seen: f64, rep: Option<f64>) -> String {
    let rep =
        rep.map_or_else(String::new, |rep| format!(", {} on the fields that reps could fill", format::score(rep)));
    format!("{} score lowest: {} of 100 as the CSM sees it{rep}", subject(id), format::score(seen))
}

/// A category as the subject of `score lowest`.
fn subject(id: &str) -> &str {
    match id {
        "context" => "Context fields",
        "risk" => "Risk fields",
        other => category(other),
    }
}

/// The table's caption, with the due handoffs where they are known.
pub(crate) fn caption(due: Option<f64>) -> String {
    let due = due.map_or_else(String::new, |n| format!(", {} due handoffs", format::number(n)));
    format!("Mean scores from 0 to 100{due}")
}
