//! The few words that charts hold whatever they show.

/// The bin for what lies beyond the end of an axis.
pub(crate) const BEYOND: &str = "beyond";
/// Heads the numbers under a curve.
pub(crate) const FOLLOWED: &str = "Still followed on that day";
