//! The rates over handoffs: one record each, which says what is needed and in what a deal counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::Assessment;
use crate::domain::Moment;
use crate::packet::{Decision, ElementState, FieldState, Packet};

use super::availability::{Availability, Missing};
use super::cohort::Dimension;
use super::estimate::{Metric, NO_CASE, Share};
use super::facts::{CountTable, Facts};

/// How a deal counts in a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    /// In numerator and denominator.
    Yes,
    /// In the denominator.
    No,
    /// In neither, for this reason.
    Out(&'static str),
}

impl From<bool> for Counts {
    fn from(is_in_numerator: bool) -> Counts {
        if is_in_numerator { Counts::Yes } else { Counts::No }
    }
}

/// Something that makes a rate unknown for a whole cohort as soon as one of its due deals meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Obstacle {
    /// A required item that no export holds.
    Items,
    /// An acceptance element that rests on something that no export holds.
    Elements,
}

/// One rate.
struct Rate {
    id: &'static str,
    needs: fn(&Availability) -> Missing,
    obstacle: Option<Obstacle>,
    counts: fn(&Facts<'_>, &Packet, &Assessment) -> Counts,
}

const FRESH: &str = "fresh";

/// Over due deals; fresh ones are in no rate.
fn due(packet: &Packet, is_in_numerator: impl FnOnce() -> bool) -> Counts {
    if packet.is_due { is_in_numerator().into() } else { Counts::Out(FRESH) }
}

const RATES: &[Rate] = &[
    Rate {
        id: "acceptance_rate",
        obstacle: None,
        needs: |availability| availability.reviews.clone(),
        counts: |_, packet, _| due(packet, || packet.events.is_accepted()),
    },
    Rate {
        id: "first_pass_acceptance_rate",
        obstacle: None,
        needs: |availability| availability.reviews.clone(),
        counts: |_, packet, _| due(packet, || is_first_pass(packet)),
    },
    Rate {
        id: "verified_acceptance_rate",
        obstacle: Some(Obstacle::Elements),
        needs: |availability| availability.reviews.clone(),
        counts: |_, packet, _| due(packet, || packet.events.is_accepted() && has_all_elements(packet)),
    },
    Rate {
        id: "rubber_stamp_rate",
        obstacle: Some(Obstacle::Elements),
        needs: |availability| availability.reviews.clone(),
        counts: |_, packet, _| match (packet.is_due, packet.events.is_accepted()) {
            (false, _) => Counts::Out(FRESH),
            (true, false) => Counts::Out("not_accepted"),
            (true, true) => (!has_all_elements(packet)).into(),
        },
    },
    Rate {
        id: "fields_complete_rate",
        obstacle: Some(Obstacle::Items),
        needs: |_| None,
        counts: |_, packet, assessment| due(packet, || assessment.is_complete),
    },
    Rate {
        id: "fields_complete_rate_captured",
        obstacle: None,
        needs: |_| None,
        counts: |_, packet, assessment| due(packet, || assessment.is_complete_captured),
    },
    Rate {
        id: "completion_rate",
        obstacle: Some(Obstacle::Items),
        needs: |availability| availability.csm.clone().or_else(|| availability.reviewed.clone()),
        counts: |_, packet, assessment| due(packet, || assessment.is_complete && is_owned_and_reviewed(packet)),
    },
    Rate {
        id: "completion_rate_captured",
        obstacle: None,
        needs: |availability| availability.csm.clone().or_else(|| availability.reviewed.clone()),
        counts: |_, packet, assessment| {
            due(packet, || assessment.is_complete_captured && is_owned_and_reviewed(packet))
        },
    },
    Rate {
        id: "fields_complete_at_close_rate",
        obstacle: Some(Obstacle::Items),
        needs: |availability| availability.field_history.clone(),
        counts: |facts, packet, _| at_close(facts, packet, |state| state.is_complete),
    },
    Rate {
        id: "fields_complete_at_close_rate_captured",
        obstacle: None,
        needs: |availability| availability.field_history.clone(),
        counts: |facts, packet, _| at_close(facts, packet, |state| state.is_complete_captured),
    },
    Rate {
        id: "kickoff_ready_rate",
        obstacle: None,
        needs: |availability| availability.csm.clone().or_else(|| availability.risks.clone()),
        counts: |_, packet, assessment| {
            due(packet, || !assessment.has_stop && packet.csm_is_person && packet.risks.open_unowned == 0)
        },
    },
    Rate {
        id: "override_rate",
        obstacle: None,
        needs: |availability| availability.validation_override.clone(),
        counts: |_, packet, _| due(packet, || packet.is_override == Some(true)),
    },
    Rate {
        id: "material_return_rate",
        obstacle: None,
        needs: |availability| availability.reviews.clone(),
        counts: |facts, packet, _| {
            let days = facts.settings.definitions.return_window_days;
            let returns = packet.events.decisions.iter().filter(|decision| is_material_return(decision));
            within_window(facts, packet, days, returns.map(|decision| decision.at))
        },
    },
    Rate {
        id: "escalation_rate",
        obstacle: None,
        needs: |availability| availability.escalations.clone(),
        counts: |facts, packet, _| {
            let days = facts.settings.definitions.escalation_window_days;
            let opened = packet.escalations.iter().map(|escalation| escalation.opened_at);
            within_window(facts, packet, days, opened.filter(|opened| !opened.is_before(packet.won_at)))
        },
    },
    Rate {
        id: "introduced_before_close_rate",
        obstacle: None,
        needs: |availability| availability.activities.clone(),
        counts: |_, packet, _| due(packet, || packet.events.introduced_before_close),
    },
];

pub(super) fn is_material_return(decision: &Decision) -> bool {
    !decision.is_accepted && decision.is_material
}

pub(super) fn is_first_pass(packet: &Packet) -> bool {
    packet.events.is_first_pass(is_material_return)
}

pub(super) fn has_all_elements(packet: &Packet) -> bool {
    packet.elements.iter().all(|element| *element == crate::packet::ElementState::Complete)
}

fn is_owned_and_reviewed(packet: &Packet) -> bool {
    packet.csm_is_person && (packet.events.sync_at.is_some() || !packet.events.decisions.is_empty())
}

fn at_close(facts: &Facts<'_>, packet: &Packet, is_complete: impl Fn(&crate::packet::StateAtClose) -> bool) -> Counts {
    if !packet.is_due {
        return Counts::Out(FRESH);
    }
    if packet.won_at.utc() + crate::domain::DAY_MICROS > facts.assembly.as_of().utc() {
        return Counts::Out("younger_than_24_hours");
    }
    packet.at_close.as_ref().map_or(Counts::Out("no_field_history"), |state| is_complete(state).into())
}

/// Whether one of `events` falls within `days` of the win; over deals that are at least that old.
fn within_window(facts: &Facts<'_>, packet: &Packet, days: i64, mut events: impl Iterator<Item = Moment>) -> Counts {
    if !facts.is_older_than(packet, days) {
        return Counts::Out("younger_than_window");
    }
    let end = facts.settings.zone.plus_days(packet.won_at, days);
    events.any(|event| event.utc() <= end).into()
}

/// The parts of a packet that meet an obstacle, by name.
fn obstructed(facts: &Facts<'_>, packet: &Packet, obstacle: Obstacle) -> Vec<String> {
    let checklist = &facts.settings.checklist;
    match obstacle {
        Obstacle::Items => {
            let items = checklist.items.iter().zip(&packet.answers);
            items
                .filter(|(item, answer)| item.is_required(packet.tier) && answer.state == FieldState::NotCaptured)
                .map(|(item, _)| item.id.clone())
                .collect()
        }
        Obstacle::Elements => {
            let elements = checklist.elements.iter().zip(&packet.elements);
            let unknown = elements.filter(|(_, state)| matches!(state, ElementState::Unknown(_)));
            unknown.map(|(element, _)| element.id.clone()).collect()
        }
    }
}

/// All rates counted once a deal.
pub(super) struct Table {
    counts: CountTable,
    /// Per rate: why it cannot be computed, and the reasons for which deals are left out.
    rates: Vec<(Missing, Vec<&'static str>)>,
    /// Due deals that meet each obstacle, and what it is called for them.
    obstacles: Vec<(Obstacle, Vec<Vec<String>>)>,
}

impl Table {
    pub(super) fn new(facts: &Facts<'_>, availability: &Availability) -> Table {
        let n_deals = facts.cases.len();
        let mut columns = Vec::new();
        let mut rates = Vec::new();
        for rate in RATES {
            let mut numerator = vec![0; n_deals];
            let mut denominator = vec![0; n_deals];
            let mut out: BTreeMap<&'static str, Vec<u32>> = BTreeMap::new();
            for (deal, (packet, assessment)) in facts.cases.iter().enumerate() {
                match (rate.counts)(facts, packet, assessment) {
                    Counts::Yes => (numerator[deal], denominator[deal]) = (1, 1),
                    Counts::No => denominator[deal] = 1,
                    Counts::Out(reason) => out.entry(reason).or_insert_with(|| vec![0; n_deals])[deal] = 1,
                }
            }
            columns.extend([numerator, denominator]);
            rates.push(((rate.needs)(availability), out.keys().copied().collect()));
            columns.extend(out.into_values());
        }
        let due = |packet: &Packet, obstacle| {
            if packet.is_due { obstructed(facts, packet, obstacle) } else { Vec::new() }
        };
        let obstacles = [Obstacle::Items, Obstacle::Elements]
            .map(|obstacle| (obstacle, facts.cases.iter().map(|(packet, _)| due(packet, obstacle)).collect()));
        Table { counts: CountTable::new(n_deals, columns), rates, obstacles: obstacles.into() }
    }

    /// Every rate in every cohort of a dimension.
    pub(super) fn along(&self, dimension: &Dimension, facts: &Facts<'_>) -> Vec<Metric> {
        let sums = self.counts.sum_along(dimension);
        let obstacles: Vec<(Obstacle, Vec<Missing>)> = self
            .obstacles
            .iter()
            .map(|(obstacle, names)| (*obstacle, named_along(*obstacle, names, dimension)))
            .collect();
        let mut metrics = Vec::new();
        for (position, sums) in sums.iter().enumerate() {
            let mut cells = sums.iter().copied();
            for (rate, (missing, reasons)) in RATES.iter().zip(&self.rates) {
                let (numerator, denominator) = (cells.next().unwrap_or(0), cells.next().unwrap_or(0));
                let excluded = reasons
                    .iter()
                    .map(|reason| ((*reason).to_owned(), cells.next().unwrap_or(0)))
                    .filter(|(_, count)| *count > 0)
                    .collect();
                let obstacle = obstacles.iter().find(|(obstacle, _)| rate.obstacle == Some(*obstacle));
                let missing = missing.clone().or_else(|| obstacle.and_then(|(_, missing)| missing[position].clone()));
                let cohort = dimension.cohort(position);
                let is_empty_cohort = sums.iter().all(|count| *count == 0);
                metrics.push(match missing {
                    Some(_) if is_empty_cohort => Metric::not_computable(rate.id, "share", cohort, NO_CASE.to_owned()),
                    Some(reason) => Metric::not_computable(rate.id, "share", cohort, reason),
                    None => {
                        let share = Share { numerator, denominator, excluded };
                        Metric::share(rate.id, cohort, share, facts.min_cohort())
                    }
                });
            }
        }
        metrics
    }
}

/// Per cohort: what its due deals meet of an obstacle, as a reason.
fn named_along(obstacle: Obstacle, names: &[Vec<String>], dimension: &Dimension) -> Vec<Missing> {
    let mut met: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); dimension.labels.len()];
    for &(deal, code) in &dimension.members {
        let names = &names[deal as usize];
        if !names.is_empty() {
            met[code as usize].extend(names.iter().map(String::as_str));
        }
    }
    let what = match obstacle {
        Obstacle::Items => "not captured by any export",
        Obstacle::Elements => "unknown elements, resting on what no export holds",
    };
    let reason = |names: BTreeSet<&str>| format!("{what}: {}", names.into_iter().collect::<Vec<_>>().join(", "));
    met.into_iter().map(|names| (!names.is_empty()).then(|| reason(names))).collect()
}
