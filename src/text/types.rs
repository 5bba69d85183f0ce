//! Which types a hit has: those that its rules give, against those that its words and its neighbours speak for.

use super::analysis::Claim;
use super::kinds::{CommitmentType, RiskType};
use super::lexicon::Thing;

/// Holds the types that rules found against those that the words speak for: both together decide, and one always stays.
pub(super) fn reconsider<T: Copy + PartialEq>(kinds: &mut Vec<T>, all: &[T], scores: &[f32]) {
    let score = |(kind, score): (&T, &f32)| score + if kinds.contains(kind) { RULE_WEIGHT } else { -RULE_WEIGHT };
    let most = all.iter().zip(scores).map(score).fold(f32::MIN, f32::max);
    let is_kept = |score: f32| score > LEAST_TYPE_SCORE || score == most;
    *kinds = all.iter().zip(scores).filter(|&of| is_kept(score(of))).map(|(kind, _)| *kind).collect();
}

/// What a rule of language weighs against the words around it, and how much a type must weigh to be named beside another
/// one: what reads the held-out notes best, where a tenth up or down is no matter.
const RULE_WEIGHT: f32 = 0.4;
const LEAST_TYPE_SCORE: f32 = 0.4;

pub(super) fn risk_type(claim: &Claim) -> Option<RiskType> {
    match claim.thing {
        Thing::Risk(kind) => Some(kind),
        _ => None,
    }
}

/// A type gives way to another where the same words speak louder for that one: every claim of it lies over claims of
/// the other, which has more.
pub(super) fn outvote(kinds: &mut Vec<RiskType>, claims: &[&Claim]) {
    if claims.len() < 2 {
        return;
    }
    let weight = |kind: RiskType| -> usize {
        let own = claims.iter().filter(|claim| risk_type(claim) == Some(kind));
        own.map(|claim| if claim.rule().is_weak { 1 } else { 2 }).sum()
    };
    let lies_over = |kind: RiskType, other: RiskType| {
        let mut own = claims.iter().filter(|claim| risk_type(claim) == Some(kind));
        own.all(|claim| {
            claims
                .iter()
                .any(|rival| risk_type(rival) == Some(other) && rival.start < claim.end && claim.start < rival.end)
        })
    };
    for kind in kinds.clone() {
        let winner = RiskType::ALL
            .into_iter()
            .find(|&other| other != kind && weight(other) > weight(kind) && lies_over(kind, other));
        if let Some(winner) = winner {
            kinds.retain(|known| *known != kind);
            kinds.push(winner);
        }
    }
    kinds.sort();
    kinds.dedup();
}

/// One entry a type, in order. A release date is part of a roadmap promise and no timeline of its own.
pub(super) fn settle(kinds: &mut Vec<CommitmentType>) {
    kinds.sort();
    kinds.dedup();
    if kinds.contains(&CommitmentType::Roadmap) || kinds.contains(&CommitmentType::Refund) {
        kinds.retain(|kind| *kind != CommitmentType::Timeline);
    }
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != CommitmentType::Other);
    }
}
