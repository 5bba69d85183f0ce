//! What a rule may look at: one packet, the checklist, and what the exports hold at all.

use crate::domain::Origin;
use crate::packet::{FieldState, Packet};
use crate::settings::{Checklist, Item};

use super::{Evidence, Subject, Verdict};

/// One packet before the rules.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The packet.
    pub packet: &'a Packet,
    /// The checklist in force.
    pub checklist: &'a Checklist,
    /// Whether a table or column is held by any export: what makes a rule unknowable.
    pub holds: &'a Holdings,
    /// Where the deal's own row stands.
    pub row: Origin,
    /// Labels of AE and CSM, with what is known of them.
    pub people: PeopleFacts<'a>,
}

/// Labels of the people of a deal.
#[derive(Clone, Copy, Debug, Default)]
pub struct PeopleFacts<'a> {
    /// The AE's label.
    pub ae: Option<&'a str>,
    /// Whether the AE is inactive in the users table.
    pub is_ae_inactive: bool,
    /// The CSM's label.
    pub csm: Option<&'a str>,
    /// Whether the CSM is inactive in the users table.
    pub is_csm_inactive: bool,
}

/// What the exports hold.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    /// A review log.
    pub has_reviews: bool,
    /// A submission column of the deals.
    pub has_submitted: bool,
    /// A source of the sync's time.
    pub has_sync: bool,
    /// A column for the CSM in any table.
    pub has_csm: bool,
    /// The owner column of the deals.
    pub has_owner: bool,
    /// Recorded commitments.
    pub has_commitments: bool,
    /// Recorded risks.
    pub has_risks: bool,
    /// Activities, contacts, commitments, risks, reviews or onboarding: anything but the deal row.
    pub has_other_tables: bool,
}

impl<'a> Case<'a> {
    /// The item of that id with its position, when the checklist has it and the packet's tier requires it.
    pub fn required(&self, id: &str) -> Option<(usize, &'a Item)> {
        let position = self.checklist.position(id)?;
        let item = &self.checklist.items[position];
        item.is_required(self.packet.tier).then_some((position, item))
    }

    /// The state of the item at a position.
    pub fn state(&self, position: usize) -> FieldState {
        self.packet.answers[position].state
    }

    /// Evidence about an item: where its answer stands, else the deal's row.
    pub fn about_item(&self, position: usize) -> Evidence {
        let origin = self.packet.answers[position].origin.unwrap_or(self.row);
        Evidence { subject: Subject::Item(position as u16), origin }
    }

    /// Evidence about something that stands in the deal's row.
    pub fn about(&self, subject: Subject) -> Evidence {
        Evidence { subject, origin: self.row }
    }

    /// Missed when the required item is in one of `states`; the frame that most gate rules share.
    pub fn judge_item(&self, id: &str, states: &[FieldState]) -> Verdict {
        let Some((position, item)) = self.required(id) else {
            return Verdict::NotApplicable("the checklist does not require it for this tier");
        };
        match self.state(position) {
            FieldState::NotCaptured => Verdict::Unknowable(item.source_names.join(" or ")),
            state if states.contains(&state) => Verdict::Missed(vec![self.about_item(position)]),
            _ => Verdict::Met,
        }
    }
}

/// `why_now` as people say it: `why now`.
pub(super) fn spoken(id: &str) -> String {
    id.replace('_', " ")
}

/// A state as a sentence part: "is blank", "holds a placeholder".
pub(super) fn said_of(state: FieldState) -> &'static str {
    match state {
        FieldState::Answered => "is answered",
        FieldState::ExplicitNone => "says that there are none",
        FieldState::Vague => "is vague",
        FieldState::Placeholder => "holds a placeholder",
        FieldState::Blank => "is blank",
        FieldState::NotCaptured => "is held by no export",
    }
}
