//! Against an earlier audit, and against thresholds.

use super::opened;
use crate::report::format;

/// Heads of the facts of a comparison: both audits, their due handoffs, their verdicts.
pub(crate) const FACTS: [&str; 4] = ["First audit", "Second audit", "Handoffs due", "Verdict"];
/// A figure that is absent.
pub(crate) const NONE: &str = "none";
/// A definition that was not set.
pub(crate) const NOT_SET: &str = "not set";

/// Heads of the thresholds.
pub(crate) const THRESHOLD_LABELS: [&str; 5] = ["Figure", "#At least", "#Is", "State", "Note"];
/// Judged by the end of its interval.
pub(crate) const LOWER_BOUND: &str = "lower bound of the interval";
/// Judged by itself.
pub(crate) const ITSELF: &str = "the figure";

/// Heads of the definitions that differ.
pub(crate) const DEFINITION_LABELS: [&str; 3] = ["Definition", "First audit", "Second audit"];
/// Heads of the figures.
pub(crate) const FIGURE_LABELS: [&str; 6] =
    ["Figure", "#First audit", "#Second audit", "#Change", "#95% interval", "Says"];
/// The caption of the counts.
pub(crate) const COUNTS: &str = "Deals and findings, then and now";
/// Their heads.
pub(crate) const COUNT_LABELS: [&str; 3] = ["Deals", "#Deals", "#Findings of any severity"];
/// In both, fixed, worse, new, still open, gone.
pub(crate) const COUNT_NAMES: [&str; 6] = [
    "In both audits",
    "Fixed: had a finding that stops or returns the handoff, has none now",
    "Got worse: had none, has one now",
    "New, with such a finding",
    "Still open",
    "In the first audit only",
];
/// Heads of a list of deals.
pub(crate) const DEAL_LABELS: [&str; 3] = ["Deal", "First audit", "Second audit"];
/// Deals that got worse.
pub(crate) const REGRESSED: &str = "Deals that got worse";
/// Deals that the first audit does not hold.
pub(crate) const NEW: &str = "New deals with a grave finding";
/// Deals that were fixed.
pub(crate) const FIXED: &str = "Deals that were fixed";

/// An audit by its title and the instant up to which it observes.
pub(crate) fn audit(title: &str, as_of: Option<&str>, zone: &str) -> String {
    let zone = if zone.is_empty() { "UTC" } else { zone };
    match as_of {
        Some(at) => format!("{title}, as of {} ({zone})", format::as_of(at, zone)),
        None => format!("{title}, as of a time not known"),
    }
}

/// What was, and what is.
pub(crate) fn then(before: &str, after: &str) -> String {
    format!("{before}, then {after}")
}

/// Both verdicts.
pub(crate) fn verdicts(before: &str, after: &str) -> String {
    then(&opened(before), &opened(after))
}

/// Definitions that differ come before any figure.
pub(crate) fn definitions_differ(n: u64) -> String {
    format!(
        "{} between the two audits: a figure that rests on one of them did not simply move.",
        format::plural(n, "definition differs", "definitions differ")
    )
}

/// How many figures moved, and which way.
pub(crate) fn moved(better: u64, worse: u64) -> String {
    format!(
        "The definitions are the same. Of the figures of the whole, {} got better and {} got worse beyond what chance \
         explains; for the others nobody can tell, or nothing moved.",
        format::count(better),
        format::count(worse)
    )
}

/// A threshold's state, in a word or two.
pub(crate) fn threshold(state: &str) -> &'static str {
    match state {
        "passed" => "Passed",
        "failed" => "Failed",
        _ => "Not computable",
    }
}

/// The caption of the thresholds.
pub(crate) fn thresholds(failed: u64, all: u64) -> String {
    format!("Thresholds: {} not passed", format::k_of_n(failed, all))
}

/// The caption of the definitions that differ.
pub(crate) fn definitions(n: u64) -> String {
    format!("Definitions that differ: {}", format::count(n))
}

/// The caption of the figures.
pub(crate) fn figures(n: u64) -> String {
    format!("{} over the whole, then and now", format::plural(n, "figure", "figures"))
}

/// What a figure's change says.
pub(crate) fn change(state: &str) -> &'static str {
    match state {
        "better" => "Better",
        "worse" => "Worse",
        "same" => "The same",
        "only_before" => "First only",
        "only_after" => "Second only",
        _ => "Cannot tell",
    }
}

/// Shares in points; the rest in its unit, always with its sign.
pub(crate) fn difference(value: f64, unit: &str) -> String {
    let (value, name) = match unit {
        "share" => (100.0 * value, "points"),
        "p" | "difference" => (value, ""),
        unit => (value, unit),
    };
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}{:.1} {name}", value.abs()).trim_end().to_owned()
}

/// Both ends of a difference.
pub(crate) fn range(low: f64, high: f64, unit: &str) -> String {
    format!("{} to {}", difference(low, unit), difference(high, unit))
}

/// The caption of a list of deals, of which so many are listed.
pub(crate) fn deals(name: &str, listed: u64, all: u64) -> String {
    match listed < all {
        true => format!("{name}: {}, all in the CSV file", format::k_of_n(listed, all)),
        false => format!("{name}: {}", format::count(all)),
    }
}
