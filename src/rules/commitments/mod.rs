//! Family 2: what was promised.

pub(super) mod commitment_overdue;
pub(super) mod commitment_without_owner;
pub(super) mod custom_promise_unreviewed;
pub(super) mod discount_promise_unreviewed;
pub(super) mod integration_promise_unreviewed;
pub(super) mod open_action_item_overdue;
pub(super) mod roadmap_promise_unreviewed;
pub(super) mod scope_promise_unreviewed;
pub(super) mod sensitive_commitment;
pub(super) mod timeline_promise_unreviewed;
pub(super) mod unrecorded_commitment;

use super::{Case, Subject, Verdict};
use crate::packet::Promise;

/// One finding a recorded promise of these kinds that CS has not reviewed: the predicate that the family shares.
fn unreviewed(case: &Case<'_>, is_meant: impl Fn(&Promise) -> bool) -> Verdict {
    if !case.holds.has_commitments {
        return Verdict::Unknowable("commitments".to_owned());
    }
    if case.packet.promises.is_empty() {
        return Verdict::NotApplicable("no commitment is recorded");
    }
    // Without its type a promise may be of any kind; without a column for reviews none could be recorded.
    if let Some(verdict) = case.holds.lack(&["commitments.type"]) {
        return verdict;
    }
    if !case.holds.has("commitments.reviewed_at") && !case.holds.has("commitments.reviewed_by") {
        return Verdict::Unknowable("commitments.reviewed_at".to_owned());
    }
    let meant: Vec<&Promise> = case.packet.promises.iter().filter(|promise| is_meant(promise)).collect();
    if meant.is_empty() {
        return Verdict::NotApplicable("no such commitment is recorded");
    }
    let missed = meant.into_iter().filter(|promise| !promise.is_reviewed);
    let evidence: Vec<_> =
        missed.map(|promise| super::Evidence { subject: Subject::Commitment, origin: promise.origin }).collect();
    if evidence.is_empty() { Verdict::Met } else { Verdict::Missed(evidence) }
}

/// Unknowable where no text of the deal has been read: silence is not the absence of promises and risks.
pub(super) fn nothing_read(case: &Case<'_>) -> Option<Verdict> {
    let is_read = case.packet.mined.is_some();
    (!is_read).then(|| Verdict::Unknowable("activities.body".to_owned()))
}
