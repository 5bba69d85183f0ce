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
pub(super) const ENDED_STATUSES: [&str; 6] = ["churned", "cancelled", "canceled", "terminated", "lost", "expired"];

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

/// An activity that is an e-mail.
pub const EMAIL: &str = "email";
/// One that is a call.
pub(super) const CALL: &str = "call";
/// One that is a meeting.
pub(super) const MEETING: &str = "meeting";

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
}

/// A field in which any other word counts as nothing.
const fn words(table: TableKind, field: &'static str, known: &'static [&'static str]) -> KnownWords {
    KnownWords { table, field, known, else_counts_as: "none of these", as_else: &[], unless: None }
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

/// The fields on whose words figures rest.
pub const KNOWN_WORDS: [KnownWords; 8] = [
    words(TableKind::Reviews, "event", &REVIEW_EVENTS),
    words(TableKind::Activities, "type", &["note", CALL, EMAIL, MEETING, "task"]),
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
];
