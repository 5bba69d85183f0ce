//! Deals that count otherwise under another definition.

use crate::report::format;

/// How many.
pub(crate) fn count(n: u64) -> String {
    format::plural(n, "deal counts otherwise", "deals count otherwise")
}

/// Those that are not named.
pub(crate) fn more(n: u64) -> String {
    format!("and {} more, in audit.json", format::count(n))
}

/// A deal with its id.
pub(crate) fn deal(name: &str, id: &str) -> String {
    match format::id_beside(name, id) {
        Some(id) => format!("{name} ({id})"),
        None => id.to_owned(),
    }
}
