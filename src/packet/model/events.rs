//! What happened to a handoff, when, and where the exports say so.

use crate::domain::{Moment, Origin, Sym, TableKind};

use super::super::detail::Timed;
use super::states::UNREAD;

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
    /// What may have happened by e-mails that do not say which way they went, or by somebody whom nobody can tell; nothing
    /// where every one says it.
    pub undirected: Option<Box<Undirected>>,
    /// What may have happened by cells that could not be read; nothing where every one was.
    pub unread: Option<Box<Unread>>,
    /// Where each of them stands.
    pub places: EventPlaces,
}

/// What an event rests on where e-mails that do not say which way they went may have been it.
pub const UNDIRECTED: &str =
    "the direction of its e-mails, which do not say which way they went, or an author whom nobody can tell";

/// Events that nobody can tell: e-mails of the right people lie where they would, and none says which way it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undirected {
    /// The first that may be the first touch, before the one that is known.
    pub first_touch: Option<Moment>,
    /// The first that may be the transition e-mail, before the one that is known.
    pub transition_email: Option<Moment>,
    /// Whether one may have touched the customer before the win, where nothing else did.
    pub introduction: bool,
}

/// Events that nobody can tell: a cell is full, and what it says could not be read. Of those of the onboarding exports the
/// earliest that each may have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// Of the sync.
    pub sync: Option<Moment>,
    /// Of the kickoff.
    pub kickoff: Option<Moment>,
    /// Of first value.
    pub first_value: Option<Moment>,
    /// Whether a decision of the review log has such a day.
    pub decision: bool,
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
    /// When an event may first have come without an export saying so, where that is before the time that is known; `None`
    /// where it is known whether and when it came.
    pub fn untold(&self, timed: Timed) -> Option<Moment> {
        let (undirected, unread) = (self.undirected.as_deref(), self.unread.as_deref());
        match timed {
            Timed::FirstTouch => undirected?.first_touch,
            Timed::TransitionEmail => undirected?.transition_email,
            Timed::Sync => unread?.sync,
            Timed::Kickoff => unread?.kickoff,
            Timed::FirstValue => unread?.first_value,
        }
    }

    /// What an event of that kind rests on where nobody can tell it.
    pub fn why_untold(timed: Timed) -> &'static str {
        if timed.is_of_emails() { UNDIRECTED } else { UNREAD }
    }

    /// Whether nobody can tell if the success side had touched the customer before the win.
    pub fn is_introduction_untold(&self) -> bool {
        self.undirected.as_ref().is_some_and(|undirected| undirected.introduction)
    }

    /// Whether nobody can tell which decision stands: one was made on a day that could not be read.
    pub fn is_decision_untold(&self) -> bool {
        self.unread.as_ref().is_some_and(|unread| unread.decision)
    }

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
