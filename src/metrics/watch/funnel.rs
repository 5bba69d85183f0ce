//! Reps against the whole: a funnel plot with exact binomial limits. By name, never by rank.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::BLANK;
use crate::stats::{binomial, p_chart};

use super::{Series, counts};

/// A rep with fewer deals is not shown.
const LEAST_DEALS: u64 = 5;
/// From so many reps on, the design effect is given.
const LEAST_CLUSTERS: usize = 10;
/// The shares that reps are shown for.
const SHARES: [&str; 4] =
    ["first_pass_acceptance_rate", "completion_rate", "fields_complete_rate", "first_touch_within_sla"];

/// A share by rep.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Funnel {
    /// The figure.
    pub metric: String,
    /// The rate of the whole, around which the limits lie.
    pub centre: f64,
    /// Reps with five deals or more, by name.
    pub points: Vec<FunnelPoint>,
    /// How many reps have fewer.
    pub left_out: u64,
    /// How much the likeness of one rep's handoffs widens the variance; `None` below ten reps.
    pub design_effect: Option<f64>,
}

/// A rep. Limits are shares.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FunnelPoint {
    /// The label.
    pub ae: String,
    /// Numerator.
    pub numerator: u64,
    /// Denominator.
    pub denominator: u64,
    /// The share.
    pub value: f64,
    /// 95 % limits.
    pub low_95: f64,
    /// 95 % limits.
    pub high_95: f64,
    /// 99.8 % limits.
    pub low_998: f64,
    /// 99.8 % limits.
    pub high_998: f64,
    /// `different` outside 99.8 %, `hint` outside 95 %, else `not_different`.
    pub state: &'static str,
}

pub(super) fn funnels(series: &Series<'_>) -> Vec<Funnel> {
    SHARES.iter().filter_map(|id| funnel(&series.computable(id), series)).collect()
}

fn funnel(id: &str, series: &Series<'_>) -> Option<Funnel> {
    let (count, cases) = counts(series.whole(id)?);
    if cases == 0 {
        return None;
    }
    let centre = count as f64 / cases as f64;
    let reps: Vec<(&str, (u64, u64))> = series
        .by_rep(id)
        .filter(|metric| metric.cohort.value != BLANK)
        .map(|metric| (metric.cohort.value.as_str(), counts(metric)))
        .collect();
    let with_cases: Vec<(u64, u64)> = reps.iter().map(|(_, counts)| *counts).filter(|(_, n)| *n > 0).collect();
    let shown = reps.iter().filter(|(_, (_, n))| *n >= LEAST_DEALS);
    let points: Vec<FunnelPoint> = shown.map(|(ae, counts)| point(ae, *counts, centre)).collect();
    Some(Funnel {
        metric: id.to_owned(),
        centre,
        left_out: (with_cases.len() - points.len()) as u64,
        points,
        design_effect: (with_cases.len() >= LEAST_CLUSTERS).then(|| p_chart::design_effect(&with_cases)).flatten(),
    })
}

fn point(ae: &str, (numerator, denominator): (u64, u64), centre: f64) -> FunnelPoint {
    let (low_95, high_95) = binomial::quantile_limits(denominator, centre, 0.025, 0.975);
    let (low_998, high_998) = binomial::quantile_limits(denominator, centre, 0.001, 0.999);
    let is_outside = |low: u64, high: u64| numerator < low || numerator > high;
    let share = |count: u64| count as f64 / denominator as f64;
    FunnelPoint {
        ae: ae.to_owned(),
        numerator,
        denominator,
        value: share(numerator),
        low_95: share(low_95),
        high_95: share(high_95),
        low_998: share(low_998),
        high_998: share(high_998),
        state: match (is_outside(low_998, high_998), is_outside(low_95, high_95)) {
            (true, _) => "different",
            (_, true) => "hint",
            _ => "not_different",
        },
    }
}
