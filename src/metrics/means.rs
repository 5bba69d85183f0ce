//! Scores, CSAT and repeated information.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::assess::Assessment;
use crate::packet::Packet;
use crate::score::Scores;
use crate::settings::Category;

use super::availability::Availability;
use super::cohort::Dimension;
use super::estimate::{Cohort, Metric, NO_CASE, Share};
use super::facts::Facts;

/// Every mean in every cohort of a dimension.
pub(super) fn along(dimension: &Dimension, facts: &Facts<'_>, availability: &Availability) -> Vec<Metric> {
    let cases = dimension.deals();
    let customers = Customers::new(facts);
    cases
        .iter()
        .enumerate()
        .flat_map(|(position, deals)| {
            let cohort = dimension.cohort(position);
            let mut metrics = scores(deals, &cohort, facts);
            metrics.push(csat(deals, cohort.clone(), facts, availability));
            metrics.push(customers.repeat_ask(deals, cohort, facts, availability));
            metrics
        })
        .collect()
}

/// Which score of a deal: as the CSM sees it, or as the rep filled it.
type Pick = fn(&Assessment) -> &Scores;

fn scores(deals: &[u32], cohort: &Cohort, facts: &Facts<'_>) -> Vec<Metric> {
    let readings: [(&str, Pick); 2] =
        [("", |assessment| &assessment.scores), ("_rep", |assessment| &assessment.scores_rep)];
    let mut metrics = Vec::new();
    for (suffix, pick) in readings {
        let of = |id: String, score: &dyn Fn(&Scores) -> Option<f64>| {
            let mut excluded: BTreeMap<String, u64> = BTreeMap::new();
            let mut values = Vec::new();
            for (packet, assessment) in deals.iter().map(|&deal| facts.cases[deal as usize]) {
                match (packet.is_due, score(pick(assessment))) {
                    (false, _) => *excluded.entry("fresh".to_owned()).or_default() += 1,
                    (true, Some(value)) => values.push(value),
                    (true, None) => *excluded.entry("nothing_required".to_owned()).or_default() += 1,
                }
            }
            Metric::mean(id, "points", cohort.clone(), &values, excluded, facts.min_cohort())
        };
        metrics.push(of(format!("score_overall{suffix}"), &|scores| scores.overall));
        for category in Category::ALL {
            metrics.push(of(format!("score_{}{suffix}", category.name()), &|scores| scores.of(category)));
        }
    }
    metrics
}

fn csat(deals: &[u32], cohort: Cohort, facts: &Facts<'_>, availability: &Availability) -> Metric {
    if let Some(reason) = &availability.csat {
        return Metric::not_computable("csat_mean", "points", cohort, reason.clone());
    }
    let answers = deals.iter().flat_map(|&deal| &facts.cases[deal as usize].0.surveys);
    let values: Vec<f64> = answers.filter_map(|answer| answer.csat).collect();
    Metric::mean("csat_mean", "points", cohort, &values, BTreeMap::new(), facts.min_cohort())
}

/// Whether each customer had to repeat information, by origin deal.
struct Customers(FxHashMap<u32, bool>);

impl Customers {
    fn new(facts: &Facts<'_>) -> Customers {
        let mut answers: FxHashMap<crate::domain::Sym, bool> = FxHashMap::default();
        for (packet, _) in &facts.cases {
            for repeated in packet.surveys.iter().filter_map(|answer| answer.has_repeated) {
                *answers.entry(unit(packet)).or_default() |= repeated;
            }
        }
        let origins = facts.assembly.customers.iter().filter_map(|customer| {
            let answer = answers.get(&unit(&facts.assembly.packets[customer.packet]))?;
            Some((facts.case_of_packet[customer.packet]?, *answer))
        });
        Customers(origins.collect())
    }

    fn repeat_ask(&self, deals: &[u32], cohort: Cohort, facts: &Facts<'_>, availability: &Availability) -> Metric {
        if let Some(reason) = &availability.repeated {
            let reason = if deals.is_empty() { NO_CASE.to_owned() } else { reason.clone() };
            return Metric::not_computable("repeat_ask_rate", "share", cohort, reason);
        }
        let answers = deals.iter().filter_map(|deal| self.0.get(deal));
        let share = Share {
            numerator: answers.clone().filter(|repeated| **repeated).count() as u64,
            denominator: answers.count() as u64,
            excluded: BTreeMap::new(),
        };
        Metric::share("repeat_ask_rate", cohort, share, facts.min_cohort())
    }
}

/// The customer: the account, or the deal where there is no account.
fn unit(packet: &Packet) -> crate::domain::Sym {
    packet.account.unwrap_or(packet.id)
}
