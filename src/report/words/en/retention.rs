//! Retention by cohort.

use super::{cohorts, dimension};
use crate::report::format;

/// The caption of the whole's table.
pub(crate) const WHOLE: &str = "Retention over the whole";
/// Heads of the whole's table.
pub(crate) const WHOLE_LABELS: [&str; 5] = ["Figure", "#Cases", "#Figure", "#95% interval", "Left out"];
/// Heads of a table of cohorts.
pub(crate) const LABELS: [&str; 7] = [
    "Cohort",
    "#Retained",
    "#Share",
    "#95% interval",
    "#With younger ones (Kaplan–Meier)",
    "#95% interval",
    "Left out",
];
/// An estimate that was not made.
pub(crate) const NOT_COMPUTED: &str = "not computed";
/// An interval that is absent.
pub(crate) const NONE: &str = "none";
/// In place of a chart of cohorts.
pub(crate) const TOO_FEW: &str = "Each cohort has too few customers who are old enough; the counts stand in the table.";

/// The figure does not exist.
pub(crate) fn not_computed(days: &str) -> String {
    format!("{days}-day retention was not computed")
}

/// Nobody is old enough.
pub(crate) fn too_early(days: &str) -> String {
    format!("No customer has reached day {days} yet: retention cannot be known before")
}

/// No export carries it.
pub(crate) fn not_measurable(days: &str, reason: &str) -> String {
    format!("{days}-day retention is not measurable: {reason}")
}

/// The finding; `is_one`: it is about one customer; `share`: the percentage, or why there is none.
pub(crate) fn retained(counts: &str, is_one: bool, days: &str, share: Option<&str>) -> String {
    let share = share.map_or_else(String::new, |share| format!(" ({share})"));
    let (who, were) = if is_one { ("customer who has", "was") } else { ("customers who have", "were") };
    format!("{counts} {who} reached day {days} {were} retained{share}")
}

/// A figure that is not a share of counts.
pub(crate) fn otherwise(days: &str, line: &str) -> String {
    format!("{days}-day retention: {line}")
}

/// How many cohorts of a dimension have a rate: `judged` of `all`.
pub(crate) fn compared(id: &str, judged: u64, all: u64) -> String {
    let (_, many) = cohorts(id);
    match (id, judged) {
        ("synced", n) if n < 2 => "Customers with and without a sync cannot be compared yet".into(),
        ("synced", _) => "Retention of customers with and without a sync".to_owned(),
        (_, 0) => format!("Too few customers are old enough to compare {many}"),
        (_, n) => format!("{} {many} have customers enough for a retention rate", format::k_of_n(n, all)),
    }
}

/// How to read a chart of cohorts; the first one says what a difference is. `cut`: cohorts that are not drawn.
pub(crate) fn note(days: &str, is_first: bool, cut: &str) -> String {
    let caution = if is_first { " A difference is an association, not a cause." } else { "" };
    format!("{days}-day retention of customers old enough, with 95% intervals.{caution}{cut}")
}

/// What a table of cohorts holds; `is_parted`: the last row takes small ones together.
pub(crate) fn caption(days: &str, id: &str, is_parted: bool) -> String {
    let left = if is_parted { ", those of few customers together in the last row" } else { "" };
    format!("{days}-day retention by {}{left}", dimension(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cohorts_are_compared_once_there_are_enough() {
        assert_eq!(compared("segment", 0, 3), "Too few customers are old enough to compare segments");
        assert_eq!(compared("segment", 2, 3), "2 of 3 segments have customers enough for a retention rate");
        assert_eq!(compared("synced", 1, 2), "Customers with and without a sync cannot be compared yet");
        assert_eq!(compared("synced", 2, 2), "Retention of customers with and without a sync");
    }
}
