//! Field figures: how each checklist item is answered over the due deals that require it.

use std::collections::BTreeMap;

use crate::packet::FieldState;

use super::cohort::Dimension;
use super::estimate::{Metric, Share};
use super::facts::Facts;

/// States of an item over due deals that require it.
#[derive(Clone, Debug)]
pub struct ItemCounts {
    /// Position in the checklist.
    pub item: usize,
    /// Due deals that require it.
    pub required: u64,
    /// By state, in the order of [`FieldState::ALL`].
    pub states: [u64; 6],
}

/// The counts for the whole.
pub fn item_counts(facts: &Facts<'_>) -> Vec<ItemCounts> {
    let all: Vec<u32> = (0..facts.cases.len() as u32).collect();
    count(&all, facts)
}

fn count(deals: &[u32], facts: &Facts<'_>) -> Vec<ItemCounts> {
    let items = &facts.settings.checklist.items;
    let mut counts: Vec<ItemCounts> =
        (0..items.len()).map(|item| ItemCounts { item, required: 0, states: [0; 6] }).collect();
    for (packet, _) in deals.iter().map(|&deal| facts.cases[deal as usize]).filter(|(packet, _)| packet.is_due) {
        for ((item, answer), count) in items.iter().zip(&packet.answers).zip(&mut counts) {
            if item.is_required(packet.tier) {
                count.required += 1;
                count.states[answer.state as usize] += 1;
            }
        }
    }
    counts
}

/// Field figures of the dimensions that have them.
pub(super) fn along(dimension: &Dimension, facts: &Facts<'_>) -> Vec<Metric> {
    if !dimension.has_field_figures() {
        return Vec::new();
    }
    let cases = dimension.deals();
    let mut metrics = Vec::new();
    for (position, deals) in cases.iter().enumerate() {
        for counts in count(deals, facts) {
            metrics.extend(figures(&counts, dimension, position, facts));
        }
    }
    metrics
}

fn figures(counts: &ItemCounts, dimension: &Dimension, position: usize, facts: &Facts<'_>) -> Vec<Metric> {
    let item = &facts.settings.checklist.items[counts.item];
    let share = |id: String, numerator: u64| {
        let share = Share { numerator, denominator: counts.required, excluded: BTreeMap::new() };
        Metric::share(id, dimension.cohort(position), share, facts.min_cohort())
    };
    let of = |state: FieldState| counts.states[state as usize];
    let id = format!("field_answered_rate:{}", item.id);
    let answered = if !facts.assembly.captured[counts.item] && counts.required > 0 {
        let reason = format!("not captured: no export holds {}", item.source_names.join(" or "));
        Metric::not_computable(id, "share", dimension.cohort(position), reason)
    } else {
        share(id, of(FieldState::Answered) + of(FieldState::ExplicitNone))
    };
    let mut metrics = vec![answered];
    metrics.extend(
        FieldState::ALL
            .into_iter()
            .map(|state| share(format!("field_state_rate:{}:{}", item.id, state.name()), of(state))),
    );
    metrics
}
