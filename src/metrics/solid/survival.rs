//! Retention curves as step lines, each with its at-risk table.

use schemars::JsonSchema;
use serde::Serialize;

use crate::stats::kaplan_meier::{KaplanMeier, Observation};

use super::super::cohort::Dimension;
use super::super::estimate::Cohort;
use super::super::facts::Facts;
use super::super::retention::{Counted, Standing, by_cohort};

/// The most steps that a drawn curve has.
const MAX_STEPS: usize = 400;
/// Rows of an at-risk table after the start.
const ROWS: i64 = 6;

/// A curve.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Survival {
    /// Whose.
    pub cohort: Cohort,
    /// Customers at the start.
    pub customers: u64,
    /// Churns over the whole time.
    pub churned: u64,
    /// (days, share still there after it) at each churn, from the first; at most 400.
    pub steps: Vec<(f64, f64)>,
    /// At evenly spread days up to the day of the figure.
    pub at_risk: Vec<AtRisk>,
    /// The last day on which anybody was observed.
    pub followed_until: f64,
}

/// A row of an at-risk table.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct AtRisk {
    /// Days since t0.
    pub day: f64,
    /// Customers still followed without churn up to that day.
    pub at_risk: u64,
    /// Churns at or before it.
    pub churned: u64,
    /// Customers whose observation ended before it without churn.
    pub censored: u64,
    /// S(day); `None` where nobody is followed so far.
    pub survival: Option<f64>,
    /// Lower log-log limit.
    pub low: Option<f64>,
    /// Upper log-log limit.
    pub high: Option<f64>,
}

/// The curves of the whole and of each cohort of the dimensions; cohorts without an observed customer have none.
pub(in crate::metrics) fn survival(
    facts: &Facts<'_>,
    customers: &[Counted],
    dimensions: &[&Dimension],
) -> Vec<Survival> {
    let curves = dimensions.iter().flat_map(|dimension| {
        let cohorts = by_cohort(customers, dimension).into_iter().enumerate();
        cohorts.filter_map(|(position, customers)| curve(&customers, dimension.cohort(position), facts))
    });
    curves.collect()
}

fn curve(customers: &[Counted], cohort: Cohort, facts: &Facts<'_>) -> Option<Survival> {
    let mut seen: Vec<Observation> = customers
        .iter()
        .filter_map(|customer| match customer.standing {
            Standing::In { days, is_churned, .. } => Some(Observation { time: days, event: is_churned }),
            Standing::Out(_) => None,
        })
        .collect();
    seen.sort_by(|one, other| one.time.total_cmp(&other.time));
    let curve = KaplanMeier::fit_sorted(seen.iter().copied());
    let followed_until = curve.followed_until()?;
    let all: Vec<(f64, f64)> =
        curve.steps().iter().filter(|step| step.events > 0).map(|step| (step.time, step.survival)).collect();
    let stride = all.len().div_ceil(MAX_STEPS).max(1);
    let last = all.len().saturating_sub(1);
    let is_kept = |position: usize| position.is_multiple_of(stride) || position == last;
    let limit = facts.settings.definitions.retention_days;
    let row = |part: i64| at_risk(&curve, &seen, (limit * part) as f64 / ROWS as f64);
    Some(Survival {
        cohort,
        customers: curve.at_risk_at_start(),
        churned: curve.events(),
        steps: all.iter().enumerate().filter(|(position, _)| is_kept(*position)).map(|(_, step)| *step).collect(),
        at_risk: (0..=ROWS).map(row).collect(),
        followed_until,
    })
}

fn at_risk(curve: &KaplanMeier, seen: &[Observation], day: f64) -> AtRisk {
    let before = &seen[..seen.partition_point(|one| one.time < day)];
    let up_to = &seen[..seen.partition_point(|one| one.time <= day)];
    let survival = curve.survival_at(day);
    let is_followed = curve.followed_until().is_some_and(|until| until >= day) || survival == 0.0;
    let limits = curve.interval_at(day).filter(|_| is_followed);
    AtRisk {
        day,
        at_risk: (seen.len() - before.len()) as u64,
        churned: up_to.iter().filter(|one| one.event).count() as u64,
        censored: before.iter().filter(|one| !one.event).count() as u64,
        survival: is_followed.then_some(survival),
        low: limits.map(|limits| limits.low),
        high: limits.map(|limits| limits.high),
    }
}
