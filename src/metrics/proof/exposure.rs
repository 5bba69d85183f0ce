//! What a customer can have been exposed to by the landmark.

use crate::packet::{FieldState, Missing, Packet, Timed};
use crate::score::{Reading, score_of};

use super::super::availability::Availability;
use super::super::facts::Facts;
use super::Compared;

/// An exposure.
pub(super) struct Exposure {
    pub(super) id: &'static str,
    /// The exposed, as a sentence goes on: "customers whose handoff ...".
    pub(super) exposed: &'static str,
    /// The others.
    pub(super) unexposed: &'static str,
    pub(super) needs: fn(&Availability) -> Missing,
    /// Each compared customer, exposed or not; one of whom that cannot be said is left out.
    pub(super) split: Split,
}

/// Customers to customers with whether they were exposed.
type Split = for<'a> fn(&Facts<'a>, &[Compared<'a>]) -> Vec<(Compared<'a>, bool)>;

/// All of them, the primary one first.
pub(super) const EXPOSURES: &[Exposure] = &[
    Exposure {
        id: "sync",
        exposed: "the sync was held by the landmark",
        unexposed: "the sync was not held by then",
        needs: |availability| availability.sync.clone(),
        split: |_, compared| {
            let is_told = |one: &Compared<'_>| one.packet.events.untold(Timed::Sync).is_none();
            by(compared, is_told, |one| one.packet.events.sync_at.is_some_and(|at| at.utc() <= one.landmark))
        },
    },
    Exposure {
        id: "first_pass",
        exposed: "the handoff was accepted by the landmark without a material return",
        unexposed: "it was not, or not yet",
        needs: |availability| availability.reviews.clone(),
        split: |_, compared| {
            let is_told = |one: &Compared<'_>| !one.packet.events.is_decision_untold();
            by(compared, is_told, |one| is_first_pass_by(one.packet, one.landmark))
        },
    },
    Exposure {
        id: "completeness",
        exposed: "the packet was more complete than the median at the landmark",
        unexposed: "it was at the median or below",
        needs: |availability| availability.field_history.clone(),
        split: above_median,
    },
];

/// Those of whom it can be said.
fn by<'a>(
    compared: &[Compared<'a>],
    is_told: impl Fn(&Compared<'a>) -> bool,
    is_exposed: impl Fn(&Compared<'a>) -> bool,
) -> Vec<(Compared<'a>, bool)> {
    compared.iter().filter(|one| is_told(one)).map(|one| (*one, is_exposed(one))).collect()
}

/// Accepted by the decisions up to an instant, without a material return among them.
fn is_first_pass_by(packet: &Packet, instant: i64) -> bool {
    let known = packet.events.decisions.iter().filter(|decision| decision.at.utc() <= instant);
    let is_accepted = known.clone().next_back().is_some_and(|decision| decision.is_accepted);
    is_accepted && !known.into_iter().any(|decision| !decision.is_accepted && decision.is_material)
}

/// Overall score at the landmark strictly above the median of the compared.
fn above_median<'a>(facts: &Facts<'a>, compared: &[Compared<'a>]) -> Vec<(Compared<'a>, bool)> {
    let scored: Vec<(Compared<'a>, f64)> =
        compared.iter().filter_map(|one| Some((*one, score_at_landmark(facts, one.packet)?))).collect();
    let mut scores: Vec<f64> = scored.iter().map(|(_, score)| *score).collect();
    scores.sort_by(f64::total_cmp);
    let Some(&upper) = scores.get(scores.len() / 2) else { return Vec::new() };
    let lower = scores[(scores.len() - 1) / 2];
    let median = (lower + upper) / 2.0;
    scored.into_iter().map(|(one, score)| (one, score > median)).collect()
}

fn score_at_landmark(facts: &Facts<'_>, packet: &Packet) -> Option<f64> {
    let states: Vec<FieldState> = match &packet.at_landmark {
        Some(states) => states.to_vec(),
        None => packet.answers.iter().map(|answer| answer.state).collect(),
    };
    score_of(&states, packet.tier, &facts.settings.checklist, Reading::AsIs).overall
}
