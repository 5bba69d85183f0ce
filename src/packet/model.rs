//! What a packet is. What became of its items, what happened when and what was promised have files of their own.

mod events;
mod promises;
mod states;

use std::sync::Arc;

use crate::domain::{Moment, Origin, Sym};
use crate::settings::Tier;

use super::detail::Detail;
use super::mined::Mined;
use super::people::PersonId;

pub use events::{Decision, EventPlaces, Events, Place, UNDIRECTED, Undirected, Unread};
pub use promises::{Promise, PromiseKind};
pub use states::{ElementState, FieldAnswer, FieldState, UNREAD};

/// One won deal with all that the exports hold about its handoff.
#[derive(Clone, Debug)]
pub struct Packet {
    /// Row of the deals table that stands for the deal.
    pub row: u32,
    /// The deal's id.
    pub id: Sym,
    /// Its account; `None` where the deal names none.
    pub account: Option<Sym>,
    /// First entry into a won stage.
    pub won_at: Moment,
    /// Whether it counts in the rates or is a renewal, reported apart.
    pub scope: Scope,
    /// Which checklist it is held to.
    pub tier: Tier,
    /// The deal's own segment, else its account's; blank when neither has one.
    pub segment: Sym,
    /// The deal's own region, else its account's.
    pub region: Sym,
    /// The AE; `None` when the owner is blank.
    pub ae: Option<PersonId>,
    /// Whether the owner is a person and not a team, queue or inactive user.
    pub ae_is_person: bool,
    /// The CSM, from onboarding, the deal or the account.
    pub csm: Option<PersonId>,
    /// Whether the CSM is a person.
    pub csm_is_person: bool,
    /// `won_at` + review SLA has passed.
    pub is_due: bool,
    /// Entered a won stage twice with another stage between.
    pub is_reopened: bool,
    /// What happened when.
    pub events: Events,
    /// One answer a checklist item, in the checklist's order; also for items that the tier does not require.
    pub answers: Box<[FieldAnswer]>,
    /// One state an acceptance element, in order; shared by the packets that lack the same.
    pub elements: Arc<[ElementState]>,
    /// Where the deal stands in capture, review, engage, value.
    pub stage: Stage,
    /// Recorded commitments.
    pub promises: Vec<Promise>,
    /// Risks that are open at `as_of`.
    pub risks: RiskTally,
    /// What the deal's texts seem to say; see [`Packet::mined`].
    pub mined: Option<Box<Mined>>,
    /// Escalations that count, by time.
    pub escalations: Box<[Escalation]>,
    /// Survey answers at or before `as_of`.
    pub surveys: Box<[SurveyAnswer]>,
    /// `validation_override`; `None` when no export holds the column.
    pub is_override: Option<bool>,
    /// By the field history at `won_at` + 24 hours; `None` without any history row.
    pub at_close: Option<StateAtClose>,
    /// Item states by the field history at the landmark of retention; `None` where no history row tells them apart from
    /// those of now, or the landmark lies after `as_of`.
    pub at_landmark: Option<Box<[FieldState]>>,
    /// Activities, contacts, commitments, risks, reviews and onboarding records that back the packet.
    pub n_backing_rows: u32,
    /// What rules look at beyond the figures.
    pub detail: Box<Detail>,
}

/// Whose customer a deal is: its account's, or its own where it has no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CustomerKey {
    /// The account.
    Account(Sym),
    /// The deal.
    Deal(Sym),
}

impl Packet {
    /// What the deal's texts seem to say, to be confirmed by the AE; empty when nothing was found.
    pub fn mined(&self) -> &Mined {
        self.mined.as_deref().unwrap_or(Mined::NOTHING)
    }

    /// The customer.
    pub fn customer(&self) -> CustomerKey {
        self.account.map_or(CustomerKey::Deal(self.id), CustomerKey::Account)
    }
}

/// Whether a packet counts in the rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In scope.
    InScope,
    /// Scored against the renewal checklist, reported apart.
    Renewal,
}

/// The first stage that is not cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The eight fields are not answered.
    Capture,
    /// The sync was not held, or CS has not accepted.
    Review,
    /// No touch by a named CSM, or no kickoff.
    Engage,
    /// First value is not reached.
    Value,
    /// All four are cleared.
    Done,
}

impl Stage {
    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Capture => "capture",
            Stage::Review => "review",
            Stage::Engage => "engage",
            Stage::Value => "value",
            Stage::Done => "done",
        }
    }
}

/// Open risks of a deal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RiskTally {
    /// Open at `as_of`.
    pub open: u32,
    /// Of these, without an owner.
    pub open_unowned: u32,
    /// Where the first one without an owner stands.
    pub first_unowned: Option<Origin>,
}

/// An escalation that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// When it was opened.
    pub opened_at: Moment,
}

/// An answer of the customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurveyAnswer {
    /// Its row of the surveys: one answer may be about several deals.
    pub row: u32,
    /// For a CSAT answer: 0 to 100 on its scale.
    pub csat: Option<f64>,
    /// Whether the customer had to repeat information.
    pub has_repeated: Option<bool>,
}

/// Completeness by the field history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateAtClose {
    /// Every required item had credit 1.
    pub is_complete: bool,
    /// Every required item that is captured had credit 1.
    pub is_complete_captured: bool,
}
