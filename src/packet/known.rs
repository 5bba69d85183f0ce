//! The words on which definitions rest, folded: what an export may say in a field of choices, and what any other word
//! counts as.

use crate::domain::TableKind;
use crate::map::Book;

use super::detail::Role;
use super::words::WordTest;

/// A handoff was submitted for review.
pub(super) const SUBMITTED: &str = "submitted";
/// And accepted.
pub(super) const ACCEPTED: &str = "accepted";
/// Or returned.
pub(super) const RETURNED: &str = "returned";

/// Statuses of a subscription that mean that the customer is gone. **Source**: metrics.md, `churned_at`.
pub const ENDED_STATUSES: [&str; 6] = ["churned", "cancelled", "canceled", "terminated", "lost", "expired"];

/// Statuses of one that runs, as billing systems call them; nothing rests on them.
const RUNNING_STATUSES: [&str; 19] = [
    "active",
    "activated",
    "live",
    "current",
    "running",
    "open",
    "paid",
    "trial",
    "trialing",
    "intrial",
    "pastdue",
    "unpaid",
    "nonrenewing",
    "renewed",
    "paused",
    "future",
    "pending",
    "draft",
    "incomplete",
];

/// What a row of the review log may say.
pub(super) const REVIEW_EVENTS: [&str; 3] = [SUBMITTED, ACCEPTED, RETURNED];

/// An activity that is a note.
pub(super) const NOTE: &str = "note";
/// One that is an e-mail.
pub const EMAIL: &str = "email";
/// One that is a call.
pub const CALL: &str = "call";
/// One that is a meeting.
pub const MEETING: &str = "meeting";

/// Kinds of activities by which somebody reaches a customer.
pub(super) const TOUCHES: [&str; 3] = [EMAIL, CALL, MEETING];

/// Which way an activity went.
pub(super) const DIRECTIONS: [&str; 3] = ["outbound", "inbound", "internal"];

/// Whether any row of a table says one of these words in that field, or the table has no row that could say another.
pub(super) fn says_any(book: &Book, table: TableKind, field: &str, words: &[&str]) -> bool {
    let Some(table) = book.table(table) else { return false };
    let cells = table.symbols(field);
    let mut is_one = WordTest::new(book, |word| words.contains(&word));
    table.n_rows() == 0 || (0..table.n_rows()).any(|row| is_one.holds(cells.get(row)))
}

/// A field of choices of which definitions know some.
#[derive(Clone, Copy, Debug)]
pub struct KnownWords {
    /// The table.
    pub table: TableKind,
    /// The field.
    pub field: &'static str,
    /// The words that mean something; compared folded.
    pub known: &'static [&'static str],
    /// What the row of any other word counts as.
    pub else_counts_as: &'static str,
    /// Words of which that is right.
    pub as_else: &'static [&'static str],
    /// A field of time that, where it is filled, decides instead of the word.
    pub unless: Option<&'static str>,
    /// A field and the words in it of which the rows are asked; `None`: every row is.
    pub only: Option<(&'static str, &'static [&'static str])>,
    /// Whether what any other word counts as is likely to be right.
    pub is_usual: bool,
}

/// A field in which any other word counts as nothing.
const fn words(table: TableKind, field: &'static str, known: &'static [&'static str]) -> KnownWords {
    KnownWords {
        table,
        field,
        known,
        else_counts_as: "none of these",
        as_else: &[],
        unless: None,
        only: None,
        is_usual: false,
    }
}

/// Roles of contacts that are none of those that rules ask for, as CRMs call them.
const OTHER_ROLES: [&str; 14] = [
    "decision maker",
    "influencer",
    "procurement",
    "legal",
    "legal and compliance",
    "finance",
    "user",
    "admin",
    "primary contact",
    "billing contact",
    "stakeholder",
    "partner",
    "reference",
    "other",
];

/// The roles that rules ask for.
const ROLES: [&str; Role::ALL.len()] = [
    Role::Champion.name(),
    Role::EconomicBuyer.name(),
    Role::TechnicalEvaluator.name(),
    Role::ExecutiveSponsor.name(),
    Role::EndUser.name(),
    Role::Blocker.name(),
];

/// Outcomes of a call or a meeting that was not held.
pub(super) const NOT_HELD: [&str; 4] = ["no-show", "cancelled", "canceled", "rescheduled"];

/// Outcomes of an e-mail that reached nobody, folded.
pub(super) const NOT_SENT: [&str; 4] = ["bounced", "failed", "draft", "notsent"];

/// Other outcomes, as CRMs call them: an attempt that nobody answered is a touch. Those of tasks say what is done.
const OTHER_OUTCOMES: [&str; 31] = [
    "completed",
    "held",
    "done",
    "attended",
    "connected",
    "answered",
    "successful",
    "scheduled",
    "busy",
    "attempted",
    "no answer",
    "not reached",
    "voicemail",
    "left voicemail",
    "left message",
    "left live message",
    "wrong number",
    "gatekeeper",
    "follow up",
    "callback",
    "other",
    "closed",
    "not started",
    "in progress",
    "waiting",
    "waiting on someone else",
    "deferred",
    "open",
    "to do",
    "pending",
    "overdue",
];

/// The fields on whose words figures rest.
pub const KNOWN_WORDS: [KnownWords; 9] = [
    words(TableKind::Reviews, "event", &REVIEW_EVENTS),
    words(TableKind::Activities, "type", &[NOTE, CALL, EMAIL, MEETING, "task"]),
    words(TableKind::Activities, "direction", &DIRECTIONS),
    KnownWords {
        else_counts_as: "onboarding",
        ..words(TableKind::Onboarding, "record_kind", &["onboarding", "implementation"])
    },
    KnownWords {
        else_counts_as: "open",
        unless: Some("closed_at"),
        ..words(TableKind::Risks, "status", &["open", "closed"])
    },
    KnownWords {
        else_counts_as: "running",
        unless: Some("ended_at"),
        as_else: &RUNNING_STATUSES,
        ..words(TableKind::Subscriptions, "status", &ENDED_STATUSES)
    },
    KnownWords { as_else: &OTHER_ROLES, ..words(TableKind::DealContacts, "role", &ROLES) },
    KnownWords { as_else: &OTHER_ROLES, ..words(TableKind::Contacts, "role", &ROLES) },
    KnownWords {
        else_counts_as: "held",
        as_else: &OTHER_OUTCOMES,
        only: Some(("type", &["call", "meeting"])),
        is_usual: true,
        ..words(TableKind::Activities, "outcome", &NOT_HELD)
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold;
    use crate::packet::events::OPEN_OUTCOMES;

    #[test]
    fn what_is_known_elsewhere_is_known_here() {
        let outcomes: Vec<String> = OTHER_OUTCOMES.into_iter().map(fold).collect();
        for open in OPEN_OUTCOMES {
            assert!(outcomes.iter().any(|outcome| outcome == open), "{open}: a task that is told so is open");
        }
        for field in KNOWN_WORDS {
            let twin = field.as_else.iter().find(|word| field.known.iter().any(|known| fold(known) == fold(word)));
            assert_eq!(twin, None, "{}.{}", field.table.name(), field.field);
        }
    }
}
