//! Facts about the data.

/// No fact that a reader must know.
pub(crate) const NONE: &str = "Nothing about the data stands in the way of these figures.";
