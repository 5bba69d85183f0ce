//! What many sections say in the same way.

use super::decision;
use crate::report::format;

/// A table without a row.
pub(crate) const NOTHING_TO_LIST: &str = "Nothing to list.";
/// A segment or a person that no export names.
pub(crate) const NOT_NAMED: &str = "not named";

/// The state by which deals are filtered: the last decision, where the handoff is due.
pub(crate) fn state(is_due: bool, last: &str) -> String {
    if is_due { decision(last) } else { "Not due yet".into() }
}

/// On how many definitions a figure rests that nobody has confirmed.
pub(crate) fn badge(assumed: u64) -> String {
    format!("{} assumed", format::plural(assumed, "definition", "definitions"))
}
