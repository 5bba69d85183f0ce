//! The verdict under other definitions.

use crate::report::format;

/// The definition in force.
pub(crate) const IN_FORCE: &str = "In force: accepted, and no material return before";
/// The same in as few words as fit beside a chart.
pub(crate) const IN_FORCE_SHORT: &str = "In force: first pass";
/// In place of the deals that it would count otherwise.
pub(crate) const REFERENCE: &str = "the reference";
/// No deal counts otherwise.
pub(crate) const NO_DEAL: &str = "no deal";
/// Too few cases for a percentage.
pub(crate) const TOO_FEW: &str = "too few";
/// No export carries it.
pub(crate) const NOT_MEASURABLE: &str = "not measurable";
/// An interval that is absent.
pub(crate) const NONE: &str = "none";
/// How to read the chart.
pub(crate) const NOTE: &str = "The same handoffs counted as others would count them. Hollow: the interval contains the target. Square: it lies below.";
/// The table's caption.
pub(crate) const CAPTION: &str = "The verdict under each contested definition";
/// Heads of the table.
pub(crate) const LABELS: [&str; 6] =
    ["Definition", "#Accepted", "#Share", "#95% interval", "Verdict", "Count otherwise"];

/// Under how many of the other definitions the verdict is the same.
pub(crate) fn sentence(same: u64, all: u64) -> String {
    match all {
        0 => "No other definition could be computed".into(),
        all if same == all => format!("The verdict is the same under all {} other definitions", format::count(all)),
        all => format!("The verdict is the same under {} other definitions", format::k_of_n(same, all)),
    }
}

/// Counts that are too few for a percentage.
pub(crate) fn too_few(k: u64, n: u64) -> String {
    format!("{}: too few", format::k_of_n(k, n))
}

/// Deals that count otherwise.
pub(crate) fn flips(n: u64) -> String {
    format::plural(n, "deal", "deals")
}
