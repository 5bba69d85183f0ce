//! Page one of the monthly view.

use super::{sentence, step};
use crate::report::format;

/// Heads of the three sentences.
pub(crate) const CHANGED: &str = "What changed";
/// See [`CHANGED`].
pub(crate) const WHY: &str = "Why";
/// See [`CHANGED`].
pub(crate) const ASKED: &str = "What is asked";
/// Instead of a verdict.
pub(crate) const WITHHELD: &str = "Withheld";
/// No decision is needed.
pub(crate) const NOTHING_ASKED: &str = "Nothing is asked this month.";
/// No month can be set beside another.
pub(crate) const NO_MONTH: &str = "No month can be compared yet.";
/// No item is required anywhere.
pub(crate) const WHY_UNKNOWN: &str = "What is missing most cannot be told from these exports.";
/// A rate that nothing shows.
pub(crate) const NOT_MEASURABLE: &str = "not measurable from these exports";
/// In place of a rate.
pub(crate) const NO_VALUE: &str = "Not measurable";
/// In place of a rate of too few cases.
pub(crate) const TOO_FEW: &str = "Too few";

/// Who is asked, as a suggestion.
pub(crate) const CS_HEAD: &str = "Head of customer success";
/// See [`CS_HEAD`].
pub(crate) const SALES_HEAD: &str = "Head of sales";
/// See [`CS_HEAD`].
pub(crate) const CS_OPS: &str = "CS operations";

/// Asked where a readiness test failed.
pub(crate) const MEND: &str = "Mend the workflow before judging outcomes.";
/// Asked where nobody stands behind a definition.
pub(crate) const CONFIRM: &str = "Confirm the definitions that are assumed.";

/// No verdict may be read yet: what to do first.
pub(crate) fn withheld(first: &str) -> String {
    format!("The exports cannot carry a verdict yet. First: {}", sentence(first))
}

/// What most packets lack.
pub(crate) fn why(finding: &str) -> String {
    format!("What is missing most: {finding}.")
}

/// A decision with its evidence, who might take it, and what the coming kickoffs lack.
pub(crate) fn asked(ask: &str, evidence: &str, role: &str, work: &str) -> String {
    format!("{ask} {evidence} Suggested owner: {role}. {work}").trim_end().to_owned()
}

/// Asked about an item that is missing.
pub(crate) fn require(item: &str) -> String {
    format!("Decide whether “{item}” is required to close.")
}

/// Asked about an event that comes late.
pub(crate) fn answerable(event: &str, within: &str) -> String {
    format!("Agree who is answerable for the {} within {within}.", step(event).to_lowercase())
}

/// How many events came in time.
pub(crate) fn in_time(counts: &str) -> String {
    format!("In time: {counts}.")
}

/// Definitions without a name.
pub(crate) fn unconfirmed(assumed: u64, all: u64) -> String {
    format!("{} have nobody’s name under them.", format::k_of_n(assumed, all))
}

/// A count with its interval.
pub(crate) fn counts(counts: &str, interval: Option<&str>) -> String {
    interval.map_or_else(|| counts.to_owned(), |interval| format!("{counts}; 95% interval {interval}"))
}

/// The target of a rate.
pub(crate) fn target(share: f64) -> String {
    format!("target {}", format::share(share))
}

/// The name of a chart.
pub(crate) fn by_month(rate: &str) -> String {
    format!("{rate} by month")
}

/// Flags that stand further down.
pub(crate) fn more_flags(n: usize) -> String {
    let verb = if n == 1 { "stands" } else { "stand" };
    format!("{} {verb} under “Over time”.", format::plural(n as u64, "more flag", "more flags"))
}
