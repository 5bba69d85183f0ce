//! What the exports hold, as reasons why a figure cannot be computed.

use crate::assess::{ActiveRule, Assessed};
use crate::domain::{Severity, TableKind};
use crate::map::Book;
use crate::packet::{
    Assembly, Missing, missing_column, missing_columns, missing_csm, missing_owner_emails, missing_reviews,
    missing_table, missing_touches,
};

/// What is missing for whom.
#[derive(Clone, Debug)]
pub(super) struct Availability {
    /// For everything that rests on decisions.
    pub(super) reviews: Missing,
    /// For whether the open risks of a deal have an owner.
    pub(super) risks: Missing,
    /// For whether a gate stops the kickoff.
    pub(super) gates: Missing,
    /// For whether the items that exports hold are answered.
    pub(super) items: Missing,
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
    pub(super) fn new(book: &Book, assembly: &Assembly, assessed: &Assessed) -> Availability {
        let column = |kind: TableKind, name: &str| missing_column(book, kind, name);
        let onboarding = |name: &str| column(TableKind::Onboarding, name);
        let sync = if assessed.holdings.has_sync { None } else { onboarding("sync_at") };
        let (reviews, touches) = (missing_reviews(book), missing_touches(book));
        Availability {
            risks: missing_table(book, TableKind::Risks).or_else(|| missing_risk_owners(book, assembly)),
            gates: unknown_gate(assessed),
            items: (!assembly.captured.contains(&true)).then(|| "no export holds any item of the checklist".to_owned()),
            reviewed: sync.clone().and(reviews.clone()),
            csm: missing_csm(book),
            field_history: missing_columns(book, TableKind::FieldHistory, &["field", "new_value", "changed_at"]),
            validation_override: column(TableKind::Deals, "validation_override"),
            escalations: column(TableKind::Escalations, "opened_at"),
            first_touch: onboarding("first_touch_at").and(touches.clone()),
            transition_email: missing_owner_emails(book),
            activities: touches,
            kickoff: onboarding("kickoff_at"),
            first_value: onboarding("first_value_at"),
            csat: missing_column(book, TableKind::Surveys, "score")
                .or_else(|| missing_column(book, TableKind::Surveys, "scale_max")),
            repeated: missing_column(book, TableKind::Surveys, "repeated_information"),
            reviews,
            sync,
        }
    }
}

/// The first gate that would stop a kickoff and by which no packet could be judged: that it stops nobody says nothing.
fn unknown_gate(assessed: &Assessed) -> Missing {
    let is_gate = |active: &ActiveRule| active.severity == Severity::Stop && active.rule.code.starts_with(GATES);
    let gates = assessed.rules.iter().zip(&assessed.tallies).filter(|(active, _)| is_gate(active));
    let blind = gates.map(|(_, tally)| tally).find(|tally| tally.judged == 0 && !tally.unknowable.is_empty())?;
    blind.unknowable.keys().next().map(|what| format!("no export holds {what}"))
}

/// How the codes of the gates begin.
const GATES: &str = "HA1";

/// A column for the owners of risks, where any is open: without one, none is unowned.
fn missing_risk_owners(book: &Book, assembly: &Assembly) -> Missing {
    let is_any_open = assembly.packets.iter().any(|packet| packet.risks.open > 0);
    is_any_open.then(|| missing_column(book, TableKind::Risks, "owner")).flatten()
}
