//! Cohorts side by side: acceptance and retention of each, and what those come to that do not stand alone.

use super::{cohorts, dimension};
use crate::report::format;

/// A cohort that no cell names.
pub(crate) const BLANK: &str = "(blank in the export)";
/// Customers whose sync was held.
pub(crate) const SYNCED: &str = "Sync held";
/// Customers without a sync.
pub(crate) const NOT_SYNCED: &str = "No sync";
/// A figure that was not worked out for the cohort.
pub(crate) const NOT_COMPUTED: &str = "not computed";

/// Cohorts that stand together in a last row.
pub(crate) fn together(n: u64, is_time: bool) -> String {
    let which = if is_time { "earlier" } else { "others" };
    format!("{} {which} together", format::count(n))
}

/// Which are drawn, and how many are not.
pub(crate) fn cut(drawn: u64, others: u64, is_time: bool) -> String {
    let (which, rest) = if is_time { ("latest", "earlier ones") } else { ("largest", "others") };
    format!(
        "The {} {which} are drawn; the {} {rest} stand together in the last row.",
        format::count(drawn),
        format::count(others)
    )
}

/// Acceptance of the cohorts of a dimension.
pub(crate) mod acceptance {
    use super::*;

    /// No cohort stands beside another.
    pub(crate) const EMPTY: &str = "There is no second cohort to compare with: one month, one segment, or nothing due.";
    /// No export shows decisions.
    pub(crate) fn not_measurable(reason: &str) -> String {
        format!("Acceptance by cohort is not measurable: {reason}.")
    }

    /// In place of a chart.
    pub(crate) const TOO_FEW: &str = "Each cohort has too few cases for a rate; the counts stand in the table.";
    /// Heads of the table.
    pub(crate) const LABELS: [&str; 7] =
        ["Cohort", "#First pass", "#Share", "#95% interval", "#Accepted at last", "#Handoff complete", "Left out"];

    /// The line to read against.
    pub(crate) fn target(threshold: f64) -> String {
        format!("target {}", format::share(threshold))
    }

    /// How to read the chart; what holds for all of them is said with the first.
    pub(crate) fn note(id: &str, is_time: bool, is_first: bool) -> String {
        let order = if is_time { "in order of time" } else { "most cases first" };
        let reading = if is_first {
            " Hollow: the interval contains the target, so it cannot be told apart from it."
        } else {
            ""
        };
        format!("Accepted without a material return by {}, {order}.{reading}", dimension(id))
    }

    /// The finding: of so many cohorts with cases enough, these lie below the target, these at or above it.
    pub(crate) fn sentence(id: &str, threshold: f64, all: u64, below: u64, above: u64) -> String {
        let target = format::share(threshold);
        let (one, many) = cohorts(id);
        let noun = if all == 1 { &one } else { &many };
        let lying = |k: u64| format::of_all(k, all, (&one, &many), ("lies", "lie"));
        match (all, below, above) {
            (0, ..) => format!("No {one} has enough handoffs to compare with {target}"),
            (_, 0, 0) => format!("None of {} {noun} can be told apart from {target}", format::count(all)),
            (_, 0, above) if above == all => format!("{} at or above {target}", lying(above)),
            (_, 0, above) => {
                format!("{} at or above {target}, the others cannot be told apart from it", lying(above))
            }
            (_, below, _) => format!("{} below {target} with the whole interval", lying(below)),
        }
    }

    /// What the table holds; `listed`: how many cohorts stand alone in it, when not all do.
    pub(crate) fn caption(id: &str, all: u64, listed: Option<u64>) -> String {
        let name = dimension(id);
        match listed {
            Some(listed) => format!(
                "Acceptance by {name}: {} cohorts, the others together in the last row and each in audit.json",
                format::k_of_n(listed, all)
            ),
            None => format!("Acceptance by {name}: {}", format::plural(all, "cohort", "cohorts")),
        }
    }
}
