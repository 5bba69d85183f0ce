//! What the exports hold, as reasons why a figure cannot be computed.

use crate::assess::Assessed;
use crate::domain::TableKind;
use crate::map::Book;
use crate::packet::{REVIEW_EVENTS, TOUCHES, says_any};

/// A reason, or nothing when the figure can be computed.
pub(super) type Missing = Option<String>;

/// What is missing for whom.
#[derive(Clone, Debug)]
pub(super) struct Availability {
    /// For everything that rests on decisions.
    pub(super) reviews: Missing,
    /// For the risks of a deal.
    pub(super) risks: Missing,
    /// For whether the packet was reviewed: sync or decision.
    pub(super) reviewed: Missing,
    /// For whether a CSM is named.
    pub(super) csm: Missing,
    /// For what the fields held at close.
    pub(super) field_history: Missing,
    /// For `validation_override`.
    pub(super) validation_override: Missing,
    /// For escalations.
    pub(super) escalations: Missing,
    /// For contacts before close.
    pub(super) activities: Missing,
    /// For the first touch.
    pub(super) first_touch: Missing,
    /// For the transition e-mail.
    pub(super) transition_email: Missing,
    /// For the sync.
    pub(super) sync: Missing,
    /// For the kickoff.
    pub(super) kickoff: Missing,
    /// For first value.
    pub(super) first_value: Missing,
    /// For CSAT.
    pub(super) csat: Missing,
    /// For repeated information.
    pub(super) repeated: Missing,
}

impl Availability {
    /// Looks at what tables and columns there are.
    pub(super) fn new(book: &Book, assessed: &Assessed) -> Availability {
        let table = |kind: TableKind| book.table(kind).is_none().then(|| no_table(book, kind));
        let column = |kind: TableKind, name: &'static str| missing_column(book, kind, name);
        let contacts = table(TableKind::Activities)
            .or_else(|| column(TableKind::Activities, "type"))
            .or_else(|| column(TableKind::Activities, "author"))
            .or_else(|| column(TableKind::Activities, "occurred_at"));
        let contacts = contacts.or_else(|| {
            let has_any = says_any(book, TableKind::Activities, "type", &TOUCHES);
            (!has_any).then(|| "no row of activities is an e-mail, a call or a meeting".to_owned())
        });
        let has_side = assessed.holdings.has_csm || book.table(TableKind::Users).is_some();
        let touches = contacts.clone().or_else(|| {
            (!has_side).then(|| "no export says who is on the success side: neither users nor a CSM".to_owned())
        });
        let onboarding = |name: &'static str| column(TableKind::Onboarding, name);
        let sync = if assessed.holdings.has_sync { None } else { onboarding("sync_at") };
        let columns = |kind, names: [&'static str; 2]| names.into_iter().find_map(|name| column(kind, name));
        let reviews = columns(TableKind::Reviews, ["event", "occurred_at"]).or_else(|| {
            let is_known = says_any(book, TableKind::Reviews, "event", &REVIEW_EVENTS);
            (!is_known).then(|| "no row of reviews says submitted, accepted or returned".to_owned())
        });
        Availability {
            risks: table(TableKind::Risks),
            reviewed: sync.clone().and(reviews.clone()),
            csm: (!assessed.holdings.has_csm).then(|| "no export has a column for the CSM".to_owned()),
            field_history: columns(TableKind::FieldHistory, ["field", "changed_at"]),
            validation_override: column(TableKind::Deals, "validation_override"),
            escalations: column(TableKind::Escalations, "opened_at"),
            first_touch: touches.clone().and_then(|why| onboarding("first_touch_at").map(|_| why)),
            transition_email: contacts,
            activities: touches,
            kickoff: onboarding("kickoff_at"),
            first_value: onboarding("first_value_at"),
            csat: table(TableKind::Surveys).or_else(|| column(TableKind::Surveys, "score")),
            repeated: table(TableKind::Surveys).or_else(|| column(TableKind::Surveys, "repeated_information")),
            reviews,
            sync,
        }
    }
}

fn no_table(book: &Book, kind: TableKind) -> String {
    if book.strays.contains(&kind) {
        return format!("no row of {} names a deal of the deals export", kind.name());
    }
    format!("no export holds {}", kind.name())
}

fn missing_column(book: &Book, kind: TableKind, name: &str) -> Missing {
    let Some(table) = book.table(kind) else { return Some(no_table(book, kind)) };
    let is_there = kind.field(name).is_some_and(|field| table.is_captured(field));
    (!is_there).then(|| format!("no export holds {}.{name}", kind.name()))
}
