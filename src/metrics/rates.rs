//! The rates over handoffs: one record each, which says what is needed and in what a deal counts.

use std::collections::BTreeMap;

use crate::assess::Assessment;
use crate::domain::Moment;
use crate::packet::{Decision, ElementState, FieldState, Missing, Packet, Timed};

use super::availability::Availability;
use super::cohort::Dimension;
use super::estimate::{Metric, NO_CASE, Share, UNDIRECTED_EMAIL, UNREADABLE_CELL};
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

/// Over due deals of which somebody can tell what was decided.
fn decided(packet: &Packet, counts: impl FnOnce() -> Counts) -> Counts {
    match (packet.is_due, packet.events.is_decision_untold()) {
        (false, _) => Counts::Out(FRESH),
        (true, true) => Counts::Out(UNREADABLE_CELL),
        (true, false) => counts(),
    }
}

const RATES: &[Rate] = &[
    Rate {
        id: "acceptance_rate",
        obstacle: None,
        needs: |availability| availability.reviews.clone(),
        counts: |_, packet, _| decided(packet, || packet.events.is_accepted().into()),
    },
    Rate {
        id: "first_pass_acceptance_rate",
        obstacle: None,
        needs: |availability| availability.reviews.clone(),
        counts: |_, packet, _| decided(packet, || is_first_pass(packet).into()),
    },
    Rate {
        id: "verified_acceptance_rate",
        obstacle: Some(Obstacle::Elements),
        needs: |availability| availability.reviews.clone(),
        counts: |_, packet, _| {
            decided(packet, || match packet.events.is_accepted() {
                false => Counts::No,
                true => has_all_elements(packet).map_or(Counts::Out(UNREADABLE_CELL), Counts::from),
            })
        },
    },
    Rate {
        id: "rubber_stamp_rate",
        obstacle: Some(Obstacle::Elements),
        needs: |availability| availability.reviews.clone(),
        counts: |_, packet, _| {
            decided(packet, || match packet.events.is_accepted() {
                false => Counts::Out("not_accepted"),
                true => has_all_elements(packet).map_or(Counts::Out(UNREADABLE_CELL), |has_all| (!has_all).into()),
            })
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
        needs: |availability| availability.items.clone(),
        counts: |_, packet, assessment| due(packet, || assessment.is_complete_captured),
    },
    Rate {
        id: "completion_rate",
        obstacle: Some(Obstacle::Items),
        needs: |availability| availability.csm.clone().or_else(|| availability.reviewed.clone()),
        counts: |_, packet, assessment| reviewed(packet, assessment.is_complete),
    },
    Rate {
        id: "completion_rate_captured",
        obstacle: None,
        needs: |availability| {
            let owned = || availability.csm.clone().or_else(|| availability.reviewed.clone());
            availability.items.clone().or_else(owned)
        },
        counts: |_, packet, assessment| reviewed(packet, assessment.is_complete_captured),
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
        needs: |availability| availability.field_history.clone().or_else(|| availability.items.clone()),
        counts: |facts, packet, _| at_close(facts, packet, |state| state.is_complete_captured),
    },
    Rate {
        id: "kickoff_ready_rate",
        obstacle: None,
        needs: |availability| {
            let Availability { csm, risks, gates, .. } = availability;
            csm.as_ref().or(risks.as_ref()).or(gates.as_ref()).cloned()
        },
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
            match within_window(facts, packet, days, returns.map(|decision| decision.at)) {
                Counts::No if packet.events.is_decision_untold() => Counts::Out(UNREADABLE_CELL),
                counts => counts,
            }
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
        counts: |_, packet, _| match packet.is_due && packet.events.is_introduction_untold() {
            true => Counts::Out(UNDIRECTED_EMAIL),
            false => due(packet, || packet.events.introduced_before_close),
        },
    },
];

pub(super) fn is_material_return(decision: &Decision) -> bool {
    !decision.is_accepted && decision.is_material
}

pub(super) fn is_first_pass(packet: &Packet) -> bool {
    packet.events.is_first_pass(is_material_return)
}

/// Whether all elements are complete; `None` where a cell of the deal that decides it could not be read.
pub(super) fn has_all_elements(packet: &Packet) -> Option<bool> {
    let is_incomplete = packet.elements.iter().any(|element| matches!(element, ElementState::Incomplete(_)));
    let is_unread = packet.elements.iter().any(ElementState::is_unread);
    (is_incomplete || !is_unread).then(|| packet.elements.iter().all(|element| *element == ElementState::Complete))
}

/// Whether a packet that is complete, or not, also has a CSM and was reviewed; over due deals.
fn reviewed(packet: &Packet, is_complete: bool) -> Counts {
    let events = &packet.events;
    let is_reviewed = events.sync_at.is_some() || !events.decisions.is_empty();
    let may_count = packet.is_due && is_complete && packet.csm_is_person;
    let may_be_reviewed = events.is_decision_untold() || events.untold(Timed::Sync).is_some();
    match may_count && !is_reviewed && may_be_reviewed {
        true => Counts::Out(UNREADABLE_CELL),
        false => due(packet, || may_count && is_reviewed),
    }
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

/// Which parts of the packets meet an obstacle: a column of yes and no for each part that any due deal lacks.
struct Obstructed {
    obstacle: Obstacle,
    /// (name, column), by name.
    parts: Vec<(String, Vec<bool>)>,
}

impl Obstructed {
    fn new(facts: &Facts<'_>, obstacle: Obstacle) -> Obstructed {
        let checklist = &facts.settings.checklist;
        let column = |meets: &dyn Fn(&Packet) -> bool| -> Vec<bool> {
            facts.cases.iter().map(|(packet, _)| packet.is_due && meets(packet)).collect()
        };
        let mut parts: Vec<(String, Vec<bool>)> = match obstacle {
            Obstacle::Items => (checklist.items.iter().enumerate())
                .filter(|(position, _)| !facts.assembly.captured[*position])
                .map(|(position, item)| {
                    let is_absent = |packet: &Packet| {
                        item.is_required(packet.tier) && packet.answers[position].state == FieldState::NotCaptured
                    };
                    (item.id.clone(), column(&is_absent))
                })
                .collect(),
            Obstacle::Elements => (checklist.elements.iter().enumerate())
                .map(|(position, element)| {
                    let is_unknown = |packet: &Packet| packet.elements[position].rests_on_nothing();
                    (element.id.clone(), column(&is_unknown))
                })
                .collect(),
        };
        parts.retain(|(_, deals)| deals.contains(&true));
        parts.sort();
        Obstructed { obstacle, parts }
    }
}

/// Each case's part in a rate: in the numerator or not, or in neither; `None` for an id that is no rate.
pub(super) fn parts(id: &str, facts: &Facts<'_>) -> Option<Vec<Option<bool>>> {
    let rate = RATES.iter().find(|rate| rate.id == id)?;
    let part = |(packet, assessment): &(&Packet, &Assessment)| match (rate.counts)(facts, packet, assessment) {
        Counts::Yes => Some(true),
        Counts::No => Some(false),
        Counts::Out(_) => None,
    };
    Some(facts.cases.iter().map(part).collect())
}

/// All rates counted once a deal.
pub(super) struct Table {
    counts: CountTable,
    /// Per rate: why it cannot be computed, and the reasons for which deals are left out.
    rates: Vec<(Missing, Vec<&'static str>)>,
    /// The names of what meets each obstacle; their columns follow those of the rates.
    obstacles: Vec<(Obstacle, Vec<String>)>,
}

impl Table {
    pub(super) fn new(facts: &Facts<'_>, availability: &Availability) -> Table {
        let n_deals = facts.cases.len();
        let mut columns = Vec::new();
        let mut rates = Vec::new();
        for rate in RATES {
            let mut numerator = vec![false; n_deals];
            let mut denominator = vec![false; n_deals];
            let mut out: BTreeMap<&'static str, Vec<bool>> = BTreeMap::new();
            for (deal, (packet, assessment)) in facts.cases.iter().enumerate() {
                match (rate.counts)(facts, packet, assessment) {
                    Counts::Yes => (numerator[deal], denominator[deal]) = (true, true),
                    Counts::No => denominator[deal] = true,
                    Counts::Out(reason) => out.entry(reason).or_insert_with(|| vec![false; n_deals])[deal] = true,
                }
            }
            columns.extend([numerator, denominator]);
            rates.push(((rate.needs)(availability), out.keys().copied().collect()));
            columns.extend(out.into_values());
        }
        let mut obstacles = Vec::new();
        for obstacle in [Obstacle::Items, Obstacle::Elements] {
            let Obstructed { obstacle, parts } = Obstructed::new(facts, obstacle);
            let (names, deals): (Vec<String>, Vec<Vec<bool>>) = parts.into_iter().unzip();
            obstacles.push((obstacle, names));
            columns.extend(deals);
        }
        Table { counts: CountTable::new(n_deals, columns), rates, obstacles }
    }

    /// Every rate in every cohort of a dimension.
    pub(super) fn along(&self, dimension: &Dimension, facts: &Facts<'_>) -> Vec<Metric> {
        let sums = self.counts.sum_along(dimension);
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
                let missing = missing.clone().or_else(|| self.obstructed(rate.obstacle?, sums));
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

    /// What the due deals of a cohort meet of an obstacle, as a reason.
    fn obstructed(&self, wanted: Obstacle, sums: &[u64]) -> Missing {
        let n_parts: usize = self.obstacles.iter().map(|(_, names)| names.len()).sum();
        let mut counts = sums[sums.len() - n_parts..].iter();
        let mut met = Vec::new();
        for (obstacle, names) in &self.obstacles {
            for (name, count) in names.iter().zip(counts.by_ref()) {
                if *obstacle == wanted && *count > 0 {
                    met.push(name.as_str());
                }
            }
        }
        let what = match wanted {
            Obstacle::Items => "not captured by any export",
            Obstacle::Elements => "unknown elements, resting on what no export holds",
        };
        (!met.is_empty()).then(|| format!("{what}: {}", met.join(", ")))
    }
}
