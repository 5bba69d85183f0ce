//! What population rules look at: counts over all packets. Nothing in here knows a single deal.

use crate::settings::Thresholds;

/// Counts over the due, in-scope packets unless a field says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    /// The thresholds in force.
    pub thresholds: Thresholds,
    /// A review log is there.
    pub has_reviews: bool,
    /// Activities with their type are there.
    pub has_notes: bool,
    /// An export holds the text of activities.
    pub has_bodies: bool,
    /// Some activity belongs to a deal, or there is none at all.
    pub has_linked_activities: bool,
    /// An export holds the signed scope or a link to it.
    pub has_scope: bool,
    /// A CSM column is there.
    pub has_csm: bool,
    /// A review log, onboarding records or a submission column are there.
    pub has_handoffs: bool,
    /// Surveys are there.
    pub has_surveys: bool,
    /// Packets.
    pub due: u64,
    /// With a decision.
    pub decided: u64,
    /// With a return among the decisions.
    pub returned: u64,
    /// Of these, submitted or decided again after the first return.
    pub resubmitted: u64,
    /// Decided although an element is incomplete.
    pub decided_with_gaps: u64,
    /// With a telling note, call or meeting from before the close or the day after.
    pub with_note: u64,
    /// Notes, calls and meetings in all.
    pub notes: u64,
    /// Of these, those that name neither a deal nor an account: they may be any deal's.
    pub nameless_notes: u64,
    /// Of all, those that name a deal in scope, or its account: what the handoffs can rely on.
    pub own_notes: u64,
    /// Of these, those of which the exports say when they took place and when they were entered.
    pub timed_notes: u64,
    /// Of these, those entered more than 48 hours after.
    pub late_notes: u64,
    /// Of `own_notes`, telling ones whose text another one of them repeats.
    pub alike_notes: u64,
    /// Without the signed scope or a link that others can open.
    pub without_scope: u64,
    /// Of these, those that hold a link into somebody's own folder.
    pub with_private_link: u64,
    /// Per rep: label, due packets, complete ones.
    pub reps: Vec<(String, u64, u64)>,
    /// Per deal with a CSM: the CSM, and what a model could assign by (segment, region, AE, tier).
    pub assignments: Vec<(u32, [u32; 4])>,
    /// Per captured item: its id, then per rep with 5 packets or more (required, answered).
    pub items: Vec<(String, Vec<(u64, u64)>)>,
    /// Renewals and expansions.
    pub renewals: u64,
    /// Of these, without submission, decision, sync or onboarding record.
    pub renewals_without_handoff: u64,
    /// Ratings of a handoff by a CSM.
    pub ratings: u64,
}

impl Crowd {
    /// A healthy population of 60 handoffs, to take things away from: what the examples are made of.
    pub(super) fn healthy() -> Crowd {
        Crowd {
            has_reviews: true,
            has_notes: true,
            has_bodies: true,
            has_linked_activities: true,
            has_scope: true,
            has_csm: true,
            has_handoffs: true,
            has_surveys: true,
            due: 60,
            decided: 60,
            returned: 9,
            resubmitted: 9,
            decided_with_gaps: 12,
            with_note: 55,
            notes: 140,
            own_notes: 140,
            timed_notes: 140,
            late_notes: 6,
            alike_notes: 4,
            without_scope: 3,
            reps: (0..4).map(|rep| (format!("Rep {rep}"), 15, 11)).collect(),
            assignments: (0..60).map(|deal| (deal % 3, [deal % 3, 0, deal % 4, 0])).collect(),
            items: vec![("why_now".to_owned(), vec![(15, 12); 4])],
            renewals: 10,
            ratings: 20,
            ..Crowd::default()
        }
    }
}
