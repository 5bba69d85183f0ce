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

/// Whether a cell says that an event did not take place yet, and nothing of that it never will.
pub(crate) fn says_to_come(text: &str) -> bool {
    const NEVER: [&str; 6] = ["cancel", "declin", "skip", "abgesagt", "annul", "did not happen"];
    let word = text.trim().to_lowercase();
    says_not_held(text) && !NEVER.iter().any(|never| word.starts_with(never))
}

/// Beginnings of what stands in the place of a day that is still to come.
const AHEAD: [&str; 25] = [
    "not ",
    "no ",
    "to be ",
    "tbd",
    "tbc",
    "soon",
    "asap",
    "later",
    "next ",
    "tomorrow",
    "wait",
    "awaiting",
    "pending",
    "will ",
    "on hold",
    "in progress",
    "in planning",
    "planning",
    "expected",
    "scheduling",
    "noch ",
    "bald",
    "später",
    "bientôt",
    "pronto",
];
/// What stands in the place of the end of something that goes on.
const GOES_ON: [&str; 14] = [
    "active",
    "aktiv",
    "actif",
    "activo",
    "current",
    "ongoing",
    "running",
    "live",
    "evergreen",
    "perpetual",
    "open",
    "renew",
    "month to month",
    "still",
];

/// Whether words in the place of an event's day say that it did not take place, or not yet: other words are of a day that
/// nobody knows ("last week", "by phone").
pub(crate) fn says_ahead(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    says_not_held(&text) || AHEAD.iter().any(|words| text.starts_with(words))
}

/// Whether words in the place of the day of an end say that there is none.
pub(crate) fn says_goes_on(text: &str) -> bool {
    let text = text.trim().to_lowercase().replace('-', " ");
    says_ahead(&text) || GOES_ON.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_day_to_come_are_told_from_words_of_a_day_that_was() {
        for text in ["not yet", "Soon", "next week", "TBD w/ customer", "Waiting for legal", "no", "noch offen"] {
            assert!(says_ahead(text), "{text}");
        }
        for text in ["last week", "by phone", "May", "with Ana", "Tuesday", "same day", "notified by mail"] {
            assert!(!says_ahead(text), "{text}");
        }
        for text in ["Active", "auto-renews", "evergreen", "Month-to-month", "still a customer", "not churned"] {
            assert!(says_goes_on(text), "{text}");
        }
        for text in ["last week", "May", "by mail", "churned"] {
            assert!(!says_goes_on(text), "{text}");
        }
    }

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
