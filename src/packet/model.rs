//! What a packet is.

use std::sync::Arc;

use crate::domain::{Moment, Origin, Sym, TableKind};
use crate::settings::Tier;

use super::detail::{Detail, Timed};
use super::mined::Mined;
use super::people::PersonId;

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
    /// One state an acceptance element, in order.
    pub elements: Box<[ElementState]>,
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

/// The dated events of a handoff. `None`: it has not happened by `as_of`, or no export shows it.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// First submission of the handoff.
    pub submitted_at: Option<Moment>,
    /// When it was submitted again, with the rows of the review log.
    pub resubmitted: Box<[(Moment, u32)]>,
    /// Decisions at or before `as_of`, in time order.
    pub decisions: Vec<Decision>,
    /// The sync between AE and CSM.
    pub sync_at: Option<Moment>,
    /// First outbound contact of the customer by the success side, at or after the win.
    pub first_touch_at: Option<Moment>,
    /// Whether the success side had touched the customer before the win.
    pub introduced_before_close: bool,
    /// First outbound e-mail by the owner at or after the win.
    pub transition_email_at: Option<Moment>,
    /// Planned kickoff, also when it lies after `as_of`.
    pub kickoff_planned_at: Option<Moment>,
    /// Kickoff as held.
    pub kickoff_at: Option<Moment>,
    /// First value reached.
    pub first_value_at: Option<Moment>,
    /// Live.
    pub go_live_at: Option<Moment>,
    /// First task of the success side that was made at or after the win.
    pub first_task_at: Option<Moment>,
    /// The onboarding record was made, before the win or after.
    pub project_at: Option<Moment>,
    /// Where each of them stands.
    pub places: EventPlaces,
}

/// Where the events of a handoff stand; `None` where there is no event.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventPlaces {
    /// Of `submitted_at`.
    pub submitted: Option<Place>,
    /// Of `sync_at`.
    pub sync: Option<Place>,
    /// Of `first_touch_at`.
    pub first_touch: Option<Place>,
    /// Of `transition_email_at`.
    pub transition_email: Option<Place>,
    /// Of `kickoff_planned_at`.
    pub kickoff_planned: Option<Place>,
    /// Of `kickoff_at`.
    pub kickoff: Option<Place>,
    /// Of `first_value_at`.
    pub first_value: Option<Place>,
    /// Of `go_live_at`.
    pub go_live: Option<Place>,
    /// Of `first_task_at`.
    pub first_task: Option<Place>,
    /// Of `project_at`.
    pub project: Option<Place>,
}

impl EventPlaces {
    /// Of an event with a service level; where a kickoff is planned while none was held.
    pub fn of(&self, timed: Timed) -> Option<Place> {
        match timed {
            Timed::FirstTouch => self.first_touch,
            Timed::TransitionEmail => self.transition_email,
            Timed::Sync => self.sync,
            Timed::Kickoff => self.kickoff.or(self.kickoff_planned),
            Timed::FirstValue => self.first_value,
        }
    }
}

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The table.
    pub table: TableKind,
    /// Its row.
    pub row: u32,
    /// Position of the field.
    pub field: u16,
}

impl Place {
    /// The cell of a field of that name.
    pub(crate) fn of(table: TableKind, row: usize, field: &str) -> Option<Place> {
        Some(Place { table, row: row as u32, field: table.field(field)? as u16 })
    }
}

/// One decision on a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Accepted, or returned.
    pub is_accepted: bool,
    /// For a return: whether it is material.
    pub is_material: bool,
    /// The reason as exported; blank where none is given.
    pub reason: Sym,
    /// When.
    pub at: Moment,
    /// Its row of the review log.
    pub row: u32,
    /// Where it stands.
    pub origin: Origin,
}

impl Events {
    /// The last decision, which is the one that stands.
    pub fn last_decision(&self) -> Option<Decision> {
        self.decisions.last().copied()
    }

    /// Whether the handoff stands accepted.
    pub fn is_accepted(&self) -> bool {
        self.last_decision().is_some_and(|decision| decision.is_accepted)
    }

    /// Accepted, and no return that `is_counted` before that acceptance.
    pub fn is_first_pass(&self, is_counted: impl Fn(&Decision) -> bool) -> bool {
        self.is_accepted() && !self.decisions.iter().any(|decision| !decision.is_accepted && is_counted(decision))
    }
}

/// What became of a checklist item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldAnswer {
    /// The best state of its sources.
    pub state: FieldState,
    /// Where the text that gave the state stands; `None` when nothing was captured.
    pub origin: Option<Origin>,
}

impl FieldAnswer {
    /// Whether a cell is full that could not be read: its column is there, what it says is not known.
    pub fn is_unread(&self) -> bool {
        self.state == FieldState::NotCaptured && self.origin.is_some()
    }
}

/// The states of packet.md, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldState {
    /// A real answer.
    Answered,
    /// The text says there are none, and the item allows that.
    ExplicitNone,
    /// Says something that the item's own test rejects.
    Vague,
    /// Text that is no answer.
    Placeholder,
    /// The column is there, the cell is empty.
    Blank,
    /// No export holds the field, or the cell that does could not be read; the answer then says where that cell stands.
    NotCaptured,
}

impl FieldState {
    /// All states, the best first.
    pub const ALL: [FieldState; 6] = [
        FieldState::Answered,
        FieldState::ExplicitNone,
        FieldState::Vague,
        FieldState::Placeholder,
        FieldState::Blank,
        FieldState::NotCaptured,
    ];

    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            FieldState::Answered => "answered",
            FieldState::ExplicitNone => "explicit_none",
            FieldState::Vague => "vague",
            FieldState::Placeholder => "placeholder",
            FieldState::Blank => "blank",
            FieldState::NotCaptured => "not_captured",
        }
    }

    /// 1 for an answer, 0.5 for a vague one, else 0.
    pub fn credit(self) -> f64 {
        match self {
            FieldState::Answered | FieldState::ExplicitNone => 1.0,
            FieldState::Vague => 0.5,
            FieldState::Placeholder | FieldState::Blank | FieldState::NotCaptured => 0.0,
        }
    }

    /// Credit 1.
    pub fn is_full(self) -> bool {
        matches!(self, FieldState::Answered | FieldState::ExplicitNone)
    }
}

/// An acceptance element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElementState {
    /// All that it needs is there.
    Complete,
    /// It lacks these.
    Incomplete(Box<[Arc<str>]>),
    /// It rests on these columns and tables, which no export holds, or on [`UNREAD`].
    Unknown(Box<[Arc<str>]>),
}

/// What an item or element rests on where a cell of this deal could not be read.
pub const UNREAD: &str = "a cell that could not be read";

impl ElementState {
    /// Whether nobody can tell only because cells of this deal could not be read.
    pub fn is_unread(&self) -> bool {
        matches!(self, ElementState::Unknown(what) if what.iter().all(|what| **what == *UNREAD))
    }

    /// Whether nobody can tell because no export holds what it rests on.
    pub fn rests_on_nothing(&self) -> bool {
        matches!(self, ElementState::Unknown(_)) && !self.is_unread()
    }

    /// The name in outputs.
    pub fn name(&self) -> &'static str {
        match self {
            ElementState::Complete => "complete",
            ElementState::Incomplete(_) => "incomplete",
            ElementState::Unknown(_) => "unknown",
        }
    }
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

/// A recorded commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What was promised.
    pub kind: PromiseKind,
    /// CS reviewed it at or before `as_of`.
    pub is_reviewed: bool,
    /// Somebody is named who owns it.
    pub has_owner: bool,
    /// When it was recorded.
    pub created_at: Option<Moment>,
    /// When it is due, also after `as_of`.
    pub due_at: Option<Moment>,
    /// Delivered at or before `as_of`.
    pub is_delivered: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// What a commitment is about, by its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseKind {
    /// A date or a duration.
    Timeline,
    /// A discount or a special term.
    Discount,
    /// An integration.
    Integration,
    /// Something made for this customer.
    Customisation,
    /// What is in the contract's scope.
    Scope,
    /// Something not yet built.
    Roadmap,
    /// A service level.
    ServiceLevel,
    /// Money back.
    Refund,
    /// A legal term.
    Legal,
    /// Exclusivity.
    Exclusivity,
    /// Anything else, or no type.
    Other,
}

impl PromiseKind {
    /// By the folded type.
    pub fn named(folded: &str) -> PromiseKind {
        match folded {
            "timeline" => PromiseKind::Timeline,
            "discount" => PromiseKind::Discount,
            "integration" => PromiseKind::Integration,
            "customisation" | "customization" | "custom" => PromiseKind::Customisation,
            "scope" => PromiseKind::Scope,
            "roadmap" => PromiseKind::Roadmap,
            "servicelevel" | "sla" => PromiseKind::ServiceLevel,
            "refund" => PromiseKind::Refund,
            "legal" => PromiseKind::Legal,
            "exclusivity" => PromiseKind::Exclusivity,
            _ => PromiseKind::Other,
        }
    }

    /// Needs a second pair of eyes whatever it says.
    pub fn is_sensitive(self) -> bool {
        use PromiseKind::{Exclusivity, Legal, Refund, ServiceLevel};
        matches!(self, ServiceLevel | Refund | Legal | Exclusivity)
    }
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
