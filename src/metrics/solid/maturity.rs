//! The maturity calendar: which month's retention can be known when.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::iso_date;

use super::super::cohort::Dimension;
use super::super::facts::Facts;
use super::super::retention::{Counted, Standing, by_cohort};

/// The customers of a month and their way to the day of the figure.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Maturity {
    /// `2026-03`.
    pub month: String,
    /// Customers whose origin deal was won in it.
    pub customers: u64,
    /// Of these, observed with a date.
    pub observed: u64,
    /// Of the observed, past the day.
    pub mature: u64,
    /// The day on which the first observed customer is past it.
    pub first_known_on: Option<String>,
    /// The day on which all of them are.
    pub known_on: Option<String>,
    /// `known`, `partly`, `not_yet`; `no_case` without an observed customer.
    pub state: &'static str,
}

/// One entry a month, without gaps.
pub(in crate::metrics) fn maturity(facts: &Facts<'_>, customers: &[Counted], months: &Dimension) -> Vec<Maturity> {
    let zone = &facts.settings.zone;
    let days = facts.settings.definitions.retention_days;
    let entry = |(position, customers): (usize, Vec<Counted>)| {
        let observed = || customers.iter().filter(|customer| matches!(customer.standing, Standing::In { .. }));
        let mature = observed().filter(|customer| matches!(customer.standing, Standing::In { is_mature: true, .. }));
        let ends: Vec<i64> = observed()
            .filter_map(|customer| facts.assembly.customers[customer.customer as usize].start)
            .map(|start| zone.plus_days(start, days))
            .collect();
        let day = |instant: Option<&i64>| instant.map(|&instant| iso_date(zone.instant(instant).day()));
        let (observed, mature) = (observed().count() as u64, mature.count() as u64);
        Maturity {
            month: months.labels[position].clone(),
            customers: customers.len() as u64,
            observed,
            mature,
            first_known_on: day(ends.iter().min()),
            known_on: day(ends.iter().max()),
            state: match (observed, mature) {
                (0, _) => "no_case",
                (all, done) if all == done => "known",
                (_, 0) => "not_yet",
                _ => "partly",
            },
        }
    };
    by_cohort(customers, months).into_iter().enumerate().map(entry).collect()
}
