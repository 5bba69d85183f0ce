//! Item states to scores: per category, both readings, 0 to 100.
//!
//! Category score = 100 × Σ weight × credit / Σ weight over the items that the tier requires. The overall score is the
//! mean of the categories, so that well-kept facts cannot hide missing commitments. A category without a required item
//! has no score and is left out of the mean.

pub mod aspects;

use crate::packet::{FieldState, Packet};
use crate::settings::{Category, Checklist, Tier};

/// What becomes of an item that no export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As the CSM sees it: it counts 0.
    AsIs,
    /// As the rep filled it: it is left out.
    AsFilled,
}

/// Category scores and their mean, 0 to 100; `None` where nothing is required.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// In the order of [`Category::ALL`].
    pub by_category: [Option<f64>; 4],
    /// The mean of those that are there.
    pub overall: Option<f64>,
}

/// Scores one packet.
pub fn score(packet: &Packet, checklist: &Checklist, reading: Reading) -> Scores {
    sum_up(packet.answers.iter().map(|answer| answer.state), packet.tier, checklist, reading)
}

/// Scores item states, one an item in the checklist's order.
pub fn score_of(states: &[FieldState], tier: Tier, checklist: &Checklist, reading: Reading) -> Scores {
    sum_up(states.iter().copied(), tier, checklist, reading)
}

fn sum_up(states: impl Iterator<Item = FieldState>, tier: Tier, checklist: &Checklist, reading: Reading) -> Scores {
    let mut sums = [(0.0, 0.0); 4];
    for (item, state) in checklist.items.iter().zip(states) {
        let is_left_out = reading == Reading::AsFilled && state == FieldState::NotCaptured;
        if item.is_required(tier) && !is_left_out {
            let (credit, weight) = &mut sums[item.category as usize];
            *credit += item.weight * state.credit();
            *weight += item.weight;
        }
    }
    let by_category = sums.map(|(credit, weight)| (weight > 0.0).then(|| 100.0 * credit / weight));
    let there: Vec<f64> = by_category.iter().flatten().copied().collect();
    let overall = (!there.is_empty()).then(|| there.iter().sum::<f64>() / there.len() as f64);
    Scores { by_category, overall }
}

impl Scores {
    /// The score of a category.
    pub fn of(&self, category: Category) -> Option<f64> {
        self.by_category[category as usize]
    }
}

/// Whether every required item has credit 1: all of them, and those that an export holds.
pub fn completeness(packet: &Packet, checklist: &Checklist) -> (bool, bool) {
    let required = || checklist.items.iter().zip(&packet.answers).filter(|(item, _)| item.is_required(packet.tier));
    let is_complete = required().all(|(_, answer)| answer.state.is_full());
    let captured = required().filter(|(_, answer)| answer.state != FieldState::NotCaptured);
    let is_complete_captured = captured.into_iter().all(|(_, answer)| answer.state.is_full());
    (is_complete, is_complete_captured)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn a_complete_packet_scores_100_and_a_vague_answer_half_of_its_share() {
        let complete = case_of(|_| {});
        let checklist = Checklist::shipped();
        assert_eq!(score(&complete.packet, &checklist, Reading::AsIs).overall, Some(100.0));
        let vague = case_of(|packet| packet.set("success_metric", FieldState::Vague));
        let scores = score(&vague.packet, &checklist, Reading::AsIs);
        assert_eq!(scores.of(Category::Commitments), Some(100.0 * 6.5 / 7.0));
        assert_eq!(scores.of(Category::Facts), Some(100.0));
    }

    #[test]
    fn what_no_export_holds_counts_zero_as_is_and_nothing_as_filled() {
        let absent = case_of(|packet| packet.set("champion_at_risk", FieldState::NotCaptured));
        let checklist = Checklist::shipped();
        assert_eq!(score(&absent.packet, &checklist, Reading::AsIs).of(Category::Risk), Some(100.0 * 5.0 / 6.0));
        assert_eq!(score(&absent.packet, &checklist, Reading::AsFilled).of(Category::Risk), Some(100.0));
        assert_eq!(completeness(&absent.packet, &checklist), (false, true));
    }

    #[test]
    fn a_category_without_a_required_item_is_left_out_of_the_mean() {
        let renewal = case_of(|packet| packet.packet.tier = Tier::Renewal);
        let scores = score(&renewal.packet, &Checklist::shipped(), Reading::AsIs);
        assert_eq!((scores.of(Category::Context), scores.overall), (None, Some(100.0)));
    }
}
