//! The order in which events came.

use crate::report::format;

/// How many went as designed.
pub(crate) fn sentence(designed: u64, all: u64) -> String {
    match all {
        0 => "No due handoff has a path to show.".into(),
        all => format!(
            "{} due handoffs follow the designed order as far as they have come. A step that is not recorded is left out; events of one day stand in the designed order.",
            format::k_of_n(designed, all)
        ),
    }
}

/// No step after the win is known of anybody.
pub(crate) fn unknown() -> String {
    "Paths are not measurable: no export shows a submission, a sync, a first touch, a kickoff or a first value.".into()
}

/// A variant against the design.
pub(crate) fn mark(is_designed: bool) -> &'static str {
    if is_designed { "As designed, so far" } else { "Another order, or a step not recorded" }
}

/// Variants that are not shown one by one.
pub(crate) fn other(deals: u64, variants: u64) -> String {
    format!(
        "{} in {}.",
        format::plural(deals, "deal", "deals"),
        format::plural(variants, "more variant", "more variants")
    )
}
