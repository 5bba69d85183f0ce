//! Whether outcomes may be read at all.

use crate::audit::Told;
use crate::report::format;

/// A condition that is met.
pub(crate) const READY: &str = "Ready";
/// A condition that is not.
pub(crate) const NOT_READY: &str = "Not ready";
/// A condition that no export shows.
pub(crate) const CANNOT_TELL: &str = "Cannot tell";

/// No condition was judged.
pub(crate) const NO_TEST: &str = "No readiness test was judged.";
/// A condition failed.
pub(crate) const ONE_FAILED: &str = "At least one condition for reading outcomes is not met. Mend it first; the figures below describe the workflow, not the customers.";
/// None failed, not all are known.
pub(crate) const NOT_ALL_KNOWN: &str =
    "Nothing speaks against reading on, but not every condition can be judged from these exports.";
/// All are met.
pub(crate) const ALL_MET: &str = "Every condition for reading outcomes is met.";

/// In place of the verdict.
pub(crate) const FIX_FIRST: &str = "Outcomes are withheld: at least one condition for reading them is not met, so they would describe the workflow and not the customers. Mend these first, in this order. The figures themselves are in audit.json.";
/// In place of another outcome.
pub(crate) const WITHHELD: &str = "Withheld, as the verdict is: a condition for reading outcomes is not met. What to mend first stands under Verdict; the figures themselves are in audit.json.";

/// What was told, with who and when, and what the exports alone suggest; never worded as observed.
pub(crate) fn told(told: &Told, observed: &str) -> String {
    let note = told.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
    let evidence = told.evidence.as_ref().map_or(String::new(), |evidence| format!(" See {evidence}."));
    format!(
        "Told, not observed: “{}”{note}, {}, {}. By the exports alone: {}.{evidence}",
        told.answer,
        told.by,
        format::date(&told.on),
        observed.to_lowercase()
    )
}
