//! What cells beside a day say of whether that was the day of anything.

use crate::domain::folds_alike;

use super::bools::read_bool;

/// What says that an event did not take place, or not yet, besides a no; compared as [`folds_alike`] does.
const NOT_HELD: [&str; 45] = [
    "not held",
    "not done",
    "not completed",
    "not complete",
    "not started",
    "not yet",
    "not scheduled",
    "did not happen",
    "cancelled",
    "canceled",
    "cancelled by customer",
    "canceled by customer",
    "no show",
    "missed",
    "skipped",
    "declined",
    "postponed",
    "rescheduled",
    "moved",
    "on hold",
    "scheduled",
    "to schedule",
    "to be scheduled",
    "planned",
    "proposed",
    "upcoming",
    "booked",
    "invited",
    "pending",
    "open",
    "to do",
    "tbd",
    "tbc",
    "overdue",
    "abgesagt",
    "verschoben",
    "geplant",
    "ausstehend",
    "offen",
    "nicht gehalten",
    "annulé",
    "reporté",
    "planifié",
    "cancelado",
    "aplazado",
];

/// Whether a cell says that an event did not take place, or not yet; a blank one says nothing.
pub(crate) fn says_not_held(text: &str) -> bool {
    NOT_HELD.iter().any(|word| folds_alike(word, text)) || matches!(read_bool(text), Ok(Some(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_take_place_is_told_from_what_did() {
        for text in ["No", "n", "FALSE", "Cancelled", " no-show ", "Postponed", "To be scheduled", "Abgesagt"] {
            assert!(says_not_held(text), "{text}");
        }
        for text in ["", "Yes", "Completed", "Held", "done", "with Ana", "12 May 2026", "in progress"] {
            assert!(!says_not_held(text), "{text}");
        }
    }
}
