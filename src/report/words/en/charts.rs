//! The few words that charts hold whatever they show.

use crate::report::format;

/// The bin for what lies beyond the end of an axis.
pub(crate) const BEYOND: &str = "beyond";
/// Heads the numbers under a curve.
pub(crate) const FOLLOWED: &str = "Still followed on that day";

/// The share that has the event by the limit.
pub(crate) fn by_then(share: f64) -> String {
    format!("{} by then", format::share(share))
}
