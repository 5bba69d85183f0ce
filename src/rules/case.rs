//! What a rule may look at: one packet, the checklist, the thresholds, and what the exports hold at all.

use crate::domain::{Moment, Origin, TableKind};
use crate::packet::{EMAIL, FieldState, MarkKind, Packet, UNREAD};
use crate::settings::{Checklist, Item, Thresholds};

use super::{Evidence, Subject, Verdict};

/// One packet before the rules.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The packet.
    pub packet: &'a Packet,
    /// The checklist in force.
    pub checklist: &'a Checklist,
    /// The thresholds in force.
    pub thresholds: &'a Thresholds,
    /// Whether a table or column is held by any export: what makes a rule unknowable.
    pub holds: &'a Holdings,
    /// What such deals usually took.
    pub usual: &'a Usual,
    /// Up to when the exports observe.
    pub as_of: Moment,
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

/// What in-scope deals of a tier took from the win to going live, the only thing that a rule is told of other deals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usual {
    /// By tier, in the order of [`crate::settings::Tier`]: local days, ascending.
    pub days_to_live: [Vec<f64>; 3],
}

/// What the exports hold.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    /// A review log.
    pub has_reviews: bool,
    /// E-mails, calls or meetings, with who and when; or the first touch itself.
    pub has_touches: bool,
    /// E-mails, calls or meetings, with who and when, whosoever they are.
    pub has_contacts: bool,
    /// E-mails that say which way they went, with who and when.
    pub has_emails: bool,
    /// Kinds of activities that are there: notes, e-mails, calls, meetings.
    pub kinds: Vec<&'static str>,
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
    /// Activities, contacts, commitments, risks or onboarding: what a packet can be backed by. A review log alone backs
    /// none, and says nothing of those that are not exported.
    pub has_other_tables: bool,
    /// By table, then by field: whether an export holds the column. Empty for a table that no export holds.
    pub columns: Vec<Vec<bool>>,
}

/// What rules about contacts want.
const CONTACTS: &str = "activities (e-mails, calls or meetings, with author and time)";

/// What rules about e-mails want.
const EMAILS: &str = "activities (e-mails, with direction, author and time)";

impl Holdings {
    /// Whether an export holds `table` or `table.field`.
    pub fn has(&self, name: &str) -> bool {
        let (table, field) = name.split_once('.').map_or((name, None), |(table, field)| (table, Some(field)));
        let Some(kind) = TableKind::ALL.into_iter().find(|kind| kind.name() == table) else { return false };
        let Some(columns) = self.columns.get(kind as usize).filter(|columns| !columns.is_empty()) else { return false };
        field.is_none_or(|field| kind.field(field).is_some_and(|field| columns[field]))
    }

    /// That no export shows who reached the customer when, as a verdict.
    pub fn lack_touches(&self) -> Option<Verdict> {
        (!self.has_touches).then(|| Verdict::Unknowable(CONTACTS.to_owned()))
    }

    /// That no export shows who reached whom, be it the AE or CS, as a verdict.
    pub fn lack_contacts(&self) -> Option<Verdict> {
        (!self.has_contacts).then(|| Verdict::Unknowable(CONTACTS.to_owned()))
    }

    /// That no export shows who wrote to whom, as a verdict.
    pub fn lack_emails(&self) -> Option<Verdict> {
        (!self.has_emails).then(|| Verdict::Unknowable(EMAILS.to_owned()))
    }

    /// Of the kinds of activities those that are there, as people say them.
    pub fn spoken_kinds(&self) -> impl Iterator<Item = &'static str> {
        self.kinds.iter().map(|&kind| if kind == EMAIL { "e-mail" } else { kind })
    }

    /// The first of these that no export holds, as a verdict.
    pub fn lack(&self, names: &[&str]) -> Option<Verdict> {
        names.iter().find(|name| !self.has(name)).map(|name| Verdict::Unknowable((*name).to_owned()))
    }
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

    /// What the item at a position holds, after its name: "is blank". A text that stands elsewhere as well is no answer
    /// either, and says so.
    pub fn said_of(&self, position: usize) -> &'static str {
        let marks = || self.packet.detail.marks.iter().filter(|mark| mark.item as usize == position);
        let has = |kind| marks().any(|mark| mark.kind == kind);
        match self.state(position) {
            FieldState::Placeholder if has(MarkKind::Boilerplate) => "holds the same text as in many deals of this AE",
            FieldState::Placeholder if has(MarkKind::Copied) => "holds the same text as another field of the deal",
            FieldState::NotCaptured if self.packet.answers[position].is_unread() => {
                "could not be read, or is in no column of the deal's export"
            }
            state => said_of(state),
        }
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

    /// Missed by the packet as a whole, on the strength of the deal's row.
    pub fn missed(&self) -> Verdict {
        Verdict::Missed(vec![self.about(Subject::Packet)])
    }

    /// Missed by the packet as a whole, on the strength of what stands there.
    pub fn missed_at(&self, origin: Origin) -> Verdict {
        Verdict::Missed(vec![Evidence { subject: Subject::Packet, origin }])
    }

    /// Missed by a thing that stands there.
    pub fn missed_by(&self, subject: Subject, origin: Origin) -> Verdict {
        Verdict::Missed(vec![Evidence { subject, origin }])
    }

    /// Missed with one finding a piece of evidence; met without any.
    pub fn missed_if_any(&self, subject: Subject, origins: impl IntoIterator<Item = Origin>) -> Verdict {
        let evidence: Vec<Evidence> = origins.into_iter().map(|origin| Evidence { subject, origin }).collect();
        if evidence.is_empty() { Verdict::Met } else { Verdict::Missed(evidence) }
    }

    /// Local days from the win to `as_of`.
    pub fn days_since_won(&self) -> i32 {
        self.as_of.day() - self.packet.won_at.day()
    }

    /// Missed when the required item is blank or holds a placeholder: what most rules about a missing thing ask.
    pub fn judge_missing(&self, id: &str) -> Verdict {
        self.judge_item(id, &[FieldState::Blank, FieldState::Placeholder])
    }

    /// That nobody can tell what the item at a position holds: no export has it, or this deal's cell could not be read.
    pub fn unknowable_item(&self, position: usize, item: &Item) -> Verdict {
        let is_unread = self.packet.answers[position].is_unread();
        Verdict::Unknowable(if is_unread { UNREAD.to_owned() } else { item.source_names.join(" or ") })
    }

    /// Missed when the required item is in one of `states`; the frame that most gate rules share.
    pub fn judge_item(&self, id: &str, states: &[FieldState]) -> Verdict {
        let Some((position, item)) = self.required(id) else {
            return Verdict::NotApplicable("the checklist does not require it for this tier");
        };
        match self.state(position) {
            FieldState::NotCaptured => self.unknowable_item(position, item),
            state if states.contains(&state) => Verdict::Missed(vec![self.about_item(position)]),
            _ => Verdict::Met,
        }
    }
}

/// `why_now` as people say it: `why now`.
pub(super) fn spoken(id: &str) -> String {
    match id {
        "csm_owner" => "CSM owner".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A state as a sentence part: "is blank", "holds a placeholder".
fn said_of(state: FieldState) -> &'static str {
    match state {
        FieldState::Answered => "is answered",
        FieldState::ExplicitNone => "says that there are none",
        FieldState::Vague => "is vague",
        FieldState::Placeholder => "holds a placeholder",
        FieldState::Blank => "is blank",
        FieldState::NotCaptured => "is held by no export",
    }
}
