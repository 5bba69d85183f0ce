//! A figure: counts first, then the percentage, then the interval; or why there is none.

use super::left_out;
use crate::report::format;

/// A figure that is still to come.
pub(crate) const NOT_REACHED: &str = "not reached yet";
/// A figure without a reason of its own.
pub(crate) const NOT_MEASURABLE: &str = "not measurable from these exports";
/// The same in a narrow cell.
pub(crate) const NOT_MEASURABLE_SHORT: &str = "not measurable";
/// No interval.
pub(crate) const NO_INTERVAL: &str = "none";
/// No case was left out.
pub(crate) const NOTHING: &str = "nothing";

/// Too few cases for a figure of this unit.
pub(crate) fn too_few(unit: &str) -> &'static str {
    match unit {
        "share" => "too few for a percentage",
        "points" => "too few for a mean",
        "hours" | "days" => "too few events",
        _ => "too few customers",
    }
}

/// Customers that left, out of those observed.
pub(crate) fn churned(churned: f64, of: f64) -> String {
    format!("{} churned of {}", format::number(churned), format::number(of))
}

/// What a mean is over: answers of customers, or deals.
pub(crate) fn cases(n: f64, are_answers: bool) -> String {
    format!("{} {}", format::number(n), if are_answers { "answers" } else { "deals" })
}

/// Money out of money.
pub(crate) fn money(currency: &str, part: f64, whole: f64) -> String {
    format!("{} of {}", format::money(currency, part), format::money(currency, whole))
}

/// The chance of such a difference by luck alone.
pub(crate) fn p(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") }
}

/// An interval of times or of differences.
pub(crate) fn range(low: &str, high: &str) -> String {
    format!("{low} to {high}")
}

/// An interval that is open above.
pub(crate) fn at_least(low: &str) -> String {
    format!("{low} or more")
}

/// An interval that is open below.
pub(crate) fn at_most(high: &str) -> String {
    format!("up to {high}")
}

/// Counts with what they come to, or with why they come to nothing.
pub(crate) fn line(counts: &str, rest: &str) -> String {
    format!("{counts}, {rest}")
}

/// Counts beside a chart, too few for a mark.
pub(crate) fn counts_only(counts: &str) -> String {
    format!("{counts}: too few")
}

/// Cases left out for one reason.
pub(crate) fn part(n: u64, why: &str) -> String {
    format!("{} {}", format::count(n), left_out(why))
}

/// What was left out, and what else must be known about a figure that stands.
pub(crate) fn with_reason(left_out: &str, reason: &str) -> String {
    format!("{left_out}; {reason}")
}
