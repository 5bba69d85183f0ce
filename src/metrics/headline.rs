//! The headlines with each deal's part in them, so that two readings of a definition can be held against each other.

use std::collections::BTreeMap;

use crate::assess::Assessed;
use crate::map::Book;
use crate::packet::Assembly;
use crate::settings::Settings;

use super::availability::Availability;
use super::cohort::Dimension;
use super::estimate::Metric;
use super::facts::Facts;
use super::retention::Standing;
use super::{Along, rates};

/// The figures that a meeting is about.
const HEADLINES: [&str; 10] = [
    "first_pass_acceptance_rate",
    "completion_rate",
    "completion_rate_captured",
    "kickoff_ready_rate",
    "first_touch_within_sla",
    "sync_within_sla",
    "kickoff_within_sla",
    "material_return_rate",
    "escalation_rate",
    "retention_90d",
];

/// A headline over the whole.
#[derive(Clone, Debug)]
pub struct Headline {
    /// The figure.
    pub metric: Metric,
    /// By deal (by origin deal for customers): in the numerator or not; a deal that does not count is not here.
    pub deals: BTreeMap<String, bool>,
}

/// All headlines.
pub fn headlines(book: &Book, assembly: &Assembly, assessed: &Assessed, settings: &Settings) -> Vec<Headline> {
    let availability = Availability::new(book, assembly, assessed);
    let facts = Facts::new(book, assembly, assessed, settings);
    let along = Along::new(&facts, &availability);
    let all = Dimension::windows("all", vec!["all".to_owned()], &facts, |_| Some(0));
    let figures = along.shares(&all);
    let headline = |id: &&str| {
        let metric = figures.iter().find(|metric| metric.id == *id)?.clone();
        let parts = parts(id, &facts, &along);
        let named = |(case, part): (usize, Option<bool>)| Some((book.text(facts.cases[case].0.id).to_owned(), part?));
        Some(Headline { metric, deals: parts.into_iter().enumerate().filter_map(named).collect() })
    };
    HEADLINES.iter().filter_map(headline).collect()
}

/// One a case.
fn parts(id: &str, facts: &Facts<'_>, along: &Along<'_>) -> Vec<Option<bool>> {
    if let Some(parts) = rates::parts(id, facts) {
        return parts;
    }
    if let Some(measured) = along.times.iter().find(|measured| id.strip_suffix("_within_sla") == Some(measured.kind.id))
    {
        return measured.deals.iter().map(|deal| deal.part.is_within()).collect();
    }
    let mut parts = vec![None; facts.cases.len()];
    for customer in &along.customers {
        if let Standing::In { is_lost, is_mature: true, .. } = customer.standing {
            parts[customer.case as usize] = Some(!is_lost);
        }
    }
    parts
}
