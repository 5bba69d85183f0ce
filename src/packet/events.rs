//! What happened when: reviews, sync, touches, kickoff, first value. Events after `as_of` have not happened.

use crate::domain::{Moment, Origin, Sym, TableKind, fold, stage_key};
use crate::map::{Book, Table};
use crate::settings::{Definitions, SyncActivity};

use super::known::{ACCEPTED, DIRECTIONS, NOT_HELD, NOT_SENT, RETURNED, SUBMITTED};
use super::model::{Decision, Events, Place, Undirected, Unread};
use super::people::{People, PersonId};
use super::stages::is_in_time_order;
use super::words::WordTest;

/// The few things about an activity that events rest on, worked out once for the whole table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Activity {
    pub(super) author: Option<PersonId>,
    /// An outbound e-mail, or a call or meeting that was held with the customer.
    pub(super) is_contact: bool,
    /// An outbound e-mail.
    pub(super) is_outbound_email: bool,
    /// An e-mail that does not say which way it went.
    pub(super) is_undirected_email: bool,
    /// What the definitions call the sync.
    pub(super) is_sync: bool,
    /// A call or meeting that was held with the customer.
    pub(super) is_meeting: bool,
    /// A note.
    pub(super) is_note: bool,
    /// A task; its time is when it is due.
    pub(super) is_task: bool,
    /// A task whose outcome says that it is not done.
    pub(super) is_open_task: bool,
}

/// Outcomes of a task that is not done, folded: HubSpot's and Salesforce's words for it.
pub(super) const OPEN_OUTCOMES: [&str; 9] =
    ["notstarted", "inprogress", "waiting", "waitingonsomeoneelse", "deferred", "open", "todo", "pending", "overdue"];

/// All activities in file order.
pub(super) fn activities(book: &Book, people: &mut People, definitions: &Definitions) -> Vec<Activity> {
    let Some(table) = book.table(TableKind::Activities) else { return Vec::new() };
    let (types, directions) = (table.symbols("type"), table.symbols("direction"));
    let (outcomes, authors) = (table.symbols("outcome"), table.symbols("author"));
    let attendees = table.symbols("attendees");
    let mut is_note = WordTest::new(book, |word| word == "note");
    let mut is_task = WordTest::new(book, |word| word == "task");
    let mut is_open = WordTest::new(book, |word| OPEN_OUTCOMES.contains(&word));
    let mut is_email = WordTest::new(book, |word| word == "email");
    let mut is_conversation = WordTest::new(book, |word| word == "call" || word == "meeting");
    let mut is_outbound = WordTest::new(book, |word| word == "outbound");
    let mut is_internal = WordTest::new(book, |word| word == "internal");
    let mut is_way = WordTest::new(book, |word| DIRECTIONS.contains(&word));
    let not_held = NOT_HELD.map(fold);
    let mut was_not_held = WordTest::new(book, |word| not_held.iter().any(|known| known == word));
    let mut was_not_sent = WordTest::new(book, |word| NOT_SENT.contains(&word));
    let mut sync = definitions.sync_activity.as_ref().map(|wanted| SyncTest::new(book, wanted));
    (0..table.n_rows())
        .map(|row| {
            let (kind, direction) = (types.get(row), directions.get(row));
            // What reached no customer: it came back, or went to colleagues.
            let is_email = is_email.holds(kind)
                && !was_not_sent.holds(outcomes.get(row))
                && !people.are_colleagues(book.text(attendees.get(row)));
            let is_outbound_email = is_email && is_outbound.holds(direction);
            let was_held =
                is_conversation.holds(kind) && !is_internal.holds(direction) && !was_not_held.holds(outcomes.get(row));
            Activity {
                author: people.resolve(book, authors.get(row)),
                is_contact: is_outbound_email || was_held,
                is_outbound_email,
                is_undirected_email: is_email && !is_way.holds(direction),
                is_meeting: was_held,
                is_note: is_note.holds(kind),
                is_task: is_task.holds(kind),
                is_open_task: is_task.holds(kind) && is_open.holds(outcomes.get(row)),
                is_sync: sync.as_mut().is_some_and(|sync| sync.matches(table, row, kind, direction)),
            }
        })
        .collect()
}

struct SyncTest<'a> {
    book: &'a Book,
    wanted: &'a SyncActivity,
}

impl<'a> SyncTest<'a> {
    fn new(book: &'a Book, wanted: &'a SyncActivity) -> SyncTest<'a> {
        SyncTest { book, wanted }
    }

    fn matches(&self, table: &Table, row: usize, kind: Sym, direction: Sym) -> bool {
        let is = |wanted: &Option<String>, sym: Sym| {
            wanted.as_ref().is_none_or(|wanted| *wanted == fold(self.book.text(sym)))
        };
        let subject = || fold(self.book.text(table.symbols("subject").get(row)));
        is(&self.wanted.kind, kind)
            && is(&self.wanted.direction, direction)
            && (self.wanted.subject.is_empty() || {
                let subject = subject();
                self.wanted.subject.iter().any(|part| subject.contains(part.as_str()))
            })
    }
}

/// An entry of the review log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Review {
    pub(super) at: Option<Moment>,
    /// It has a day, which could not be read.
    pub(super) is_unread: bool,
    pub(super) kind: ReviewKind,
    pub(super) is_material: bool,
    pub(super) row: u32,
    pub(super) reason: Sym,
    pub(super) origin: Origin,
}

impl Review {
    fn is_decision(&self) -> bool {
        matches!(self.kind, ReviewKind::Accepted | ReviewKind::Returned)
    }

    fn is_unread_decision(&self) -> bool {
        self.is_unread && self.is_decision()
    }
}

/// What an entry of the review log says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReviewKind {
    Submitted,
    Accepted,
    Returned,
    Other,
}

/// The review log in file order, and whether that is time order.
pub(super) fn reviews(book: &Book, definitions: &Definitions) -> (Vec<Review>, bool) {
    let Some(table) = book.table(TableKind::Reviews) else { return (Vec::new(), true) };
    let (events, times, material) = (table.symbols("event"), table.times("occurred_at"), table.bools("material"));
    let reasons = table.symbols("reason");
    let mut is_submitted = WordTest::new(book, |word| word == SUBMITTED);
    let mut is_accepted = WordTest::new(book, |word| word == ACCEPTED);
    let mut is_returned = WordTest::new(book, |word| word == RETURNED);
    let immaterial = &definitions.immaterial_reasons;
    let is_ordered = is_in_time_order((0..table.n_rows()).filter_map(|row| times.get(row)));
    let reviews = (0..table.n_rows())
        .map(|row| {
            let event = events.get(row);
            let kind = if is_submitted.holds(event) {
                ReviewKind::Submitted
            } else if is_accepted.holds(event) {
                ReviewKind::Accepted
            } else if is_returned.holds(event) {
                ReviewKind::Returned
            } else {
                ReviewKind::Other
            };
            let is_immaterial = || immaterial.contains(&stage_key(book.text(reasons.get(row))));
            let is_material = material.get(row).unwrap_or_else(|| !is_immaterial());
            Review {
                at: times.get(row),
                is_unread: times.get(row).is_none() && table.is_unread(row, "occurred_at"),
                kind,
                is_material,
                reason: reasons.get(row),
                row: row as u32,
                origin: table.origin_elsewhere(row, "occurred_at").unwrap_or_else(|| table.row_origin(row)),
            }
        })
        .collect();
    (reviews, is_ordered)
}

/// What a deal's events are looked up in.
pub(super) struct Sources<'a> {
    pub(super) book: &'a Book,
    pub(super) people: &'a People,
    pub(super) activities: &'a [Activity],
    pub(super) reviews: &'a [Review],
    /// Whether the review log is in time order as it stands.
    pub(super) are_reviews_ordered: bool,
    pub(super) as_of: Moment,
}

/// One deal's rows.
pub(super) struct DealRows<'a> {
    pub(super) activities: &'a [u32],
    pub(super) reviews: &'a [u32],
    /// Without implementation records.
    pub(super) onboarding: &'a [u32],
    /// Row of the deals table.
    pub(super) deal: usize,
}

impl Sources<'_> {
    /// The events of one deal.
    pub(super) fn events(
        &self,
        rows: &DealRows<'_>,
        won_at: Moment,
        owner: Option<PersonId>,
        csm: Option<PersonId>,
        submitted_on_deal: Option<Moment>,
    ) -> Events {
        let mut events = Events::default();
        self.read_reviews(rows, submitted_on_deal, &mut events);
        let unread = Unread {
            decision: rows.reviews.iter().any(|&row| self.reviews[row as usize].is_unread_decision()),
            ..self.read_onboarding(rows.onboarding, won_at, &mut events)
        };
        events.unread = (unread != Unread::default()).then(|| Box::new(unread));
        self.read_activities(rows.activities, won_at, owner, csm, &mut events);
        events
    }

    fn has_happened(&self, moment: Option<Moment>) -> Option<Moment> {
        moment.filter(|moment| moment.utc() <= self.as_of.utc())
    }

    fn read_reviews(&self, rows: &DealRows<'_>, submitted_on_deal: Option<Moment>, events: &mut Events) {
        let mut entries: Vec<(Moment, Review)> = rows
            .reviews
            .iter()
            .map(|&row| self.reviews[row as usize])
            .filter_map(|review| Some((self.has_happened(review.at)?, review)))
            .collect();
        if !self.are_reviews_ordered {
            entries.sort_by_key(|(at, _)| at.order());
        }
        let mut submissions = entries.iter().filter(|(_, review)| review.kind == ReviewKind::Submitted);
        let submitted = submissions.next();
        events.resubmitted = submissions.map(|(at, review)| (*at, review.row)).collect();
        (events.submitted_at, events.places.submitted) = match (submitted, self.has_happened(submitted_on_deal)) {
            (Some((at, review)), _) => (Some(*at), Place::of(TableKind::Reviews, review.row as usize, "occurred_at")),
            (None, at @ Some(_)) => (at, Place::of(TableKind::Deals, rows.deal, "handoff_submitted_at")),
            (None, None) => (None, None),
        };
        let decisions = entries.iter().filter(|(_, review)| review.is_decision());
        events.decisions = decisions
            .map(|&(at, review)| {
                let is_accepted = review.kind == ReviewKind::Accepted;
                Decision {
                    is_accepted,
                    is_material: review.is_material,
                    reason: review.reason,
                    at,
                    row: review.row,
                    origin: review.origin,
                }
            })
            .collect();
        // Most handoffs see one decision, and a list begins with room for four.
        events.decisions.shrink_to_fit();
    }

    /// Reads the events of the onboarding exports; what their cells do not tell.
    fn read_onboarding(&self, rows: &[u32], won_at: Moment, events: &mut Events) -> Unread {
        let Some(table) = self.book.table(TableKind::Onboarding) else { return Unread::default() };
        let earliest = |name: &str, is_counted: &dyn Fn(&Moment) -> bool| {
            let times = table.times(name);
            let moments = rows.iter().filter_map(|&row| Some((times.get(row as usize)?, row as usize)));
            let first = moments.filter(|(moment, _)| is_counted(moment)).min_by_key(|(moment, _)| moment.utc());
            (first.map(|(at, _)| at), first.and_then(|(_, row)| Place::of(TableKind::Onboarding, row, name)))
        };
        let happened = |moment: &Moment| moment.utc() <= self.as_of.utc();
        let is_touch = |moment: &Moment| happened(moment) && moment.is_at_or_after(won_at);
        let places = &mut events.places;
        (events.sync_at, places.sync) = earliest("sync_at", &happened);
        (events.first_touch_at, places.first_touch) = earliest("first_touch_at", &is_touch);
        (events.kickoff_planned_at, places.kickoff_planned) = earliest("kickoff_planned_at", &|_| true);
        (events.project_at, places.project) = earliest("created_at", &happened);
        (events.kickoff_at, places.kickoff) = earliest("kickoff_at", &happened);
        (events.first_value_at, places.first_value) = earliest("first_value_at", &happened);
        (events.go_live_at, places.go_live) = earliest("go_live_at", &happened);
        let is_unread = |name: &str| rows.iter().any(|&row| table.is_unread(row as usize, name));
        let unread = |known: Option<Moment>, name: &str| (known.is_none() && is_unread(name)).then_some(won_at);
        Unread {
            sync: unread(events.sync_at, "sync_at"),
            kickoff: unread(events.kickoff_at, "kickoff_at"),
            first_value: unread(events.first_value_at, "first_value_at"),
            decision: false,
        }
    }

    /// Whether nobody can tell that an activity is no contact by the success side, and no e-mail of the owner: it is an
    /// e-mail of theirs that does not say which way it went, or one of somebody who may be one of them.
    fn may_be_by(&self, activity: Activity, owner: Option<PersonId>, csm: Option<PersonId>) -> (bool, bool) {
        let Activity { author, is_contact, is_undirected_email, is_outbound_email, .. } = activity;
        if !is_undirected_email && (!is_contact || !self.people.has_untold()) {
            return (false, false);
        }
        let is_cs = self.people.is_on_cs_side(author, csm);
        let is_email = is_undirected_email || is_outbound_email;
        (
            (is_undirected_email && is_cs) || (!is_cs && self.people.may_be_on_cs_side(author, csm)),
            (is_undirected_email && self.people.are_one(author, owner))
                || (is_email && self.people.may_be(author, owner)),
        )
    }

    fn read_activities(
        &self,
        rows: &[u32],
        won_at: Moment,
        owner: Option<PersonId>,
        csm: Option<PersonId>,
        events: &mut Events,
    ) {
        let Some(table) = self.book.table(TableKind::Activities) else { return };
        let (occurred, created) = (table.times("occurred_at"), table.times("created_at"));
        // A task's own time is when it is due, which stands in for when it was made where nothing else does.
        let made_at = |row: u32| created.get(row as usize).or_else(|| occurred.get(row as usize));
        let (mut touch, mut email, mut sync, mut task) = (None, None, None, None);
        let (mut may_touch, mut may_be_transition, mut may_introduce) = (None, None, false);
        for &row in rows {
            let activity = self.activities[row as usize];
            if activity.is_task && self.people.is_on_cs_side(activity.author, csm) {
                let made = self.has_happened(made_at(row)).filter(|at| at.is_at_or_after(won_at));
                made.into_iter().for_each(|at| keep_earlier(&mut task, at, row));
            }
            let Some(at) = self.has_happened(occurred.get(row as usize)) else { continue };
            if activity.is_sync {
                keep_earlier(&mut sync, at, row);
            }
            if activity.is_contact && self.people.is_on_cs_side(activity.author, csm) {
                if at.is_at_or_after(won_at) {
                    keep_earlier(&mut touch, at, row);
                } else {
                    events.introduced_before_close = true;
                }
            }
            let (may_be_cs, may_be_owner) = self.may_be_by(activity, owner, csm);
            if may_be_cs || may_be_owner {
                let is_after = at.is_at_or_after(won_at);
                may_introduce |= may_be_cs && !is_after;
                if may_be_cs && is_after {
                    keep_earlier(&mut may_touch, at, row);
                }
                if may_be_owner && is_after {
                    keep_earlier(&mut may_be_transition, at, row);
                }
            }
            if activity.is_outbound_email && self.people.are_one(activity.author, owner) && at.is_at_or_after(won_at) {
                keep_earlier(&mut email, at, row);
            }
        }
        let place = |(_, row): (Moment, u32)| Place::of(TableKind::Activities, row as usize, "occurred_at");
        let time = |(at, _): (Moment, u32)| at;
        if touch.is_some() {
            (events.first_touch_at, events.places.first_touch) = (touch.map(time), touch.and_then(place));
        }
        (events.transition_email_at, events.places.transition_email) = (email.map(time), email.and_then(place));
        // One that came after the event that is known decides nothing.
        let before = |known: Option<Moment>| move |at: &Moment| known.is_none_or(|known| at.is_before(known));
        let undirected = Undirected {
            first_touch: may_touch.map(time).filter(before(events.first_touch_at)),
            transition_email: may_be_transition.map(time).filter(before(email.map(time))),
            introduction: may_introduce && !events.introduced_before_close,
        };
        events.undirected = (undirected != Undirected::default()).then(|| Box::new(undirected));
        if events.sync_at.is_none() {
            (events.sync_at, events.places.sync) = (sync.map(time), sync.and_then(place));
        }
        // An activity was the sync: whatever its cell says, it is known.
        if let Some(unread) = events.unread.as_mut().filter(|_| events.sync_at.is_some()) {
            unread.sync = None;
        }
        events.first_task_at = task.map(time);
        events.places.first_task = task.and_then(|(_, row)| {
            let field = if created.get(row as usize).is_some() { "created_at" } else { "occurred_at" };
            Place::of(TableKind::Activities, row as usize, field)
        });
    }
}

/// Keeps the earlier with its row; of equals the one that stands first. A date alone stands for the instant that it is given,
/// so that a record of nine o'clock is the earlier one, whoever notes the same day once more.
fn keep_earlier(earliest: &mut Option<(Moment, u32)>, at: Moment, row: u32) {
    if earliest.is_none_or(|(known, _)| at.utc() < known.utc()) {
        *earliest = Some((at, row));
    }
}
