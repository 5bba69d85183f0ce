//! Scores, CSAT and repeated information.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::packet::CustomerKey;
use crate::score::{Reading, Scores, score};
use crate::settings::Category;

use super::availability::Availability;
use super::cohort::Dimension;
use super::estimate::{Cohort, Metric, NO_CASE, Share};
use super::facts::Facts;

/// What means are taken of, looked up once a deal.
pub(super) struct Means {
    scores: ScoreColumns,
    customers: Customers,
}

impl Means {
    pub(super) fn new(facts: &Facts<'_>) -> Means {
        Means { scores: ScoreColumns::new(facts), customers: Customers::new(facts) }
    }

    /// Every mean in every cohort of a dimension.
    pub(super) fn along(&self, dimension: &Dimension, facts: &Facts<'_>, availability: &Availability) -> Vec<Metric> {
        let cohorts = dimension.deals();
        let figures = cohorts.iter().enumerate().flat_map(|(position, deals)| {
            let cohort = dimension.cohort(position);
            let mut metrics = self.scores.means(deals, &cohort, facts);
            metrics.push(csat(deals, cohort.clone(), facts, availability));
            metrics.push(self.customers.repeat_ask(deals, cohort, facts, availability));
            metrics
        });
        figures.collect()
    }
}

/// The scores of due deals, one column a figure, so that every cohort reads them in a row.
struct ScoreColumns {
    is_due: Vec<bool>,
    /// (id of the figure, one score a deal).
    columns: Vec<(String, Vec<Option<f64>>)>,
}

impl ScoreColumns {
    /// Both readings: as the CSM sees it, and as the rep filled it.
    fn new(facts: &Facts<'_>) -> ScoreColumns {
        let mut columns = Vec::new();
        for (suffix, reading) in [("", Reading::AsIs), ("_rep", Reading::AsFilled)] {
            let checklist = &facts.settings.checklist;
            let scores: Vec<Scores> = facts.cases.iter().map(|(packet, _)| score(packet, checklist, reading)).collect();
            let overall = scores.iter().map(|scores| scores.overall).collect();
            columns.push((format!("score_overall{suffix}"), overall));
            for category in Category::ALL {
                let id = format!("score_{}{suffix}", category.name());
                columns.push((id, scores.iter().map(|scores| scores.of(category)).collect()));
            }
        }
        ScoreColumns { is_due: facts.cases.iter().map(|(packet, _)| packet.is_due).collect(), columns }
    }

    fn means(&self, deals: &[u32], cohort: &Cohort, facts: &Facts<'_>) -> Vec<Metric> {
        let mean = |(id, scores): &(String, Vec<Option<f64>>)| {
            let (mut fresh, mut unasked, mut values) = (0, 0, Vec::with_capacity(deals.len()));
            for &deal in deals {
                match (self.is_due[deal as usize], scores[deal as usize]) {
                    (false, _) => fresh += 1,
                    (true, Some(value)) => values.push(value),
                    (true, None) => unasked += 1,
                }
            }
            let reasons = [("fresh", fresh), ("nothing_required", unasked)];
            let excluded = reasons.into_iter().filter(|(_, count)| *count > 0);
            let excluded = excluded.map(|(reason, count)| (reason.to_owned(), count)).collect();
            Metric::mean(id.as_str(), "points", cohort.clone(), &values, excluded, facts.min_cohort())
        };
        self.columns.iter().map(mean).collect()
    }
}

fn csat(deals: &[u32], cohort: Cohort, facts: &Facts<'_>, availability: &Availability) -> Metric {
    if let Some(reason) = &availability.csat {
        return Metric::not_computable("csat_mean", "points", cohort, reason.clone());
    }
    let answers = deals.iter().flat_map(|&deal| &facts.cases[deal as usize].0.surveys);
    // An answer about several deals is one answer.
    let mut seen = FxHashSet::default();
    let values: Vec<f64> = answers.filter(|answer| seen.insert(answer.row)).filter_map(|answer| answer.csat).collect();
    Metric::mean("csat_mean", "points", cohort, &values, BTreeMap::new(), facts.min_cohort())
}

/// Whether each customer had to repeat information, by origin deal.
struct Customers(FxHashMap<u32, bool>);

impl Customers {
    fn new(facts: &Facts<'_>) -> Customers {
        let mut answers: FxHashMap<CustomerKey, bool> = FxHashMap::default();
        for (packet, _) in &facts.cases {
            for repeated in packet.surveys.iter().filter_map(|answer| answer.has_repeated) {
                *answers.entry(packet.customer()).or_default() |= repeated;
            }
        }
        let origins = facts.assembly.customers.iter().filter_map(|customer| {
            let answer = answers.get(&facts.assembly.packets[customer.packet].customer())?;
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
