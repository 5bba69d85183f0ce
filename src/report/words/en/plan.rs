//! The draft set of fields and the draft plan.

use super::capital;
use crate::report::format;

/// What the section is.
pub(crate) const LEAD: &str = "A draft: nothing in it is decided. The eight fields are those of the checklist in force; the steps follow from the observations, in their order.";
/// Draft steps for a field, by its state.
pub(crate) const ADD: &str = "Add the field, and export it";
/// See [`ADD`].
pub(crate) const ASK: &str = "Ask for it: the field is there, nobody fills it";
/// See [`ADD`].
pub(crate) const REQUIRE: &str = "Say what a usable answer is, and require it to close";
/// See [`ADD`].
pub(crate) const KEEP: &str = "Keep it required";
/// See [`ADD`].
pub(crate) const DECIDE: &str = "Decide which tier needs it";
/// Heads of the fields.
pub(crate) const FIELD_LABELS: [&str; 3] = ["Field", "#Usable now", "Draft step"];
/// Heads of the plan.
pub(crate) const STEP_LABELS: [&str; 4] = ["Step", "When", "#Deals", "Suggested owner"];
/// In place of a count of deals.
pub(crate) const ALL_TOGETHER: &str = "all together";

/// The caption of the fields.
pub(crate) fn fields(n: u64) -> String {
    format!("Draft set of {} to close a deal", format::plural(n, "field required", "fields required"))
}

/// What a step is for: the observation, by its title and rule.
pub(crate) fn step_for(title: &str, code: &str) -> String {
    format!("{} ({code})", capital(title))
}

/// The caption of the plan.
pub(crate) fn steps(n: u64) -> String {
    format!("Draft plan: {}", format::plural(n, "step", "steps"))
}
