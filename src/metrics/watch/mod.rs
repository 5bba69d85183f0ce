//! Watching over time: run charts with their signals, red flags with the chance that luck raises them, the weeks after a
//! launch, and before against after a dated event.

mod charts;
mod flags;
mod funnel;
mod launch;

pub use charts::{Change, Chart, ChartPoint};
pub use flags::Flag;
pub use funnel::{Funnel, FunnelPoint};
pub use launch::{BeforeAfter, Contrast, Hypercare, HypercareWeek};

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{calendar_date, day_number};

use super::estimate::{Metric, MetricStatus};
use super::facts::Facts;
use super::{Along, Dimension};

/// Everything that is watched over time.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Watch {
    /// One chart a share, by month; the months as in the figures along `close_month`.
    pub charts: Vec<Chart>,
    /// Reps with five deals or more against the whole; never a ranking.
    pub funnels: Vec<Funnel>,
    /// The four weeks after the latest launch.
    pub hypercare: Option<Hypercare>,
    /// Before against after each `[[event]]`.
    pub events: Vec<BeforeAfter>,
}

/// Watches over the figures along months, reps and the whole. `reps`: those of each rep, where `metrics` counts small
/// groups of them together; else empty.
pub(super) fn watch(facts: &Facts<'_>, metrics: &[Metric], reps: &[Metric], along: &Along<'_>) -> (Watch, Vec<Flag>) {
    let series = Series { facts, metrics, reps: if reps.is_empty() { metrics } else { reps } };
    let hypercare = launch::hypercare(facts, along);
    let mut flags = flags::monthly(&series);
    flags.extend(hypercare.as_ref().map(flags::of_launch).unwrap_or_default());
    let watch = Watch {
        charts: charts::charts(&series),
        funnels: funnel::funnels(&series),
        events: launch::before_after(facts, along),
        hypercare,
    };
    (watch, flags)
}

/// The figures by id.
struct Series<'a> {
    facts: &'a Facts<'a>,
    metrics: &'a [Metric],
    /// Where reps stand one by one.
    reps: &'a [Metric],
}

impl<'a> Series<'a> {
    /// The figure of each rep.
    fn by_rep<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'a Metric> + 's {
        self.reps.iter().filter(move |metric| metric.cohort.dimension == "ae" && metric.id == id)
    }

    fn along<'s>(&'s self, id: &'s str, dimension: &'s str) -> impl Iterator<Item = &'a Metric> + 's {
        self.metrics.iter().filter(move |metric| metric.cohort.dimension == dimension && metric.id == id)
    }

    fn whole(&self, id: &str) -> Option<&'a Metric> {
        self.along(id, "all").next()
    }

    /// `id`, or the same over captured fields where the whole cannot be computed.
    fn computable(&self, id: &str) -> String {
        let is_computable =
            |id: &str| self.whole(id).is_some_and(|metric| metric.status != MetricStatus::NotComputable);
        let captured = format!("{id}_captured");
        if !is_computable(id) && is_computable(&captured) { captured } else { id.to_owned() }
    }

    /// Whether a month (`2026-03`) was over by `as_of`.
    fn is_over(&self, month: &str) -> bool {
        let (Some(year), Some(number)) = (month.get(..4), month.get(5..)) else { return false };
        let (Ok(year), Ok(number)) = (year.parse::<i32>(), number.parse::<i32>()) else { return false };
        let next = year * 12 + number;
        let first_of_next = day_number(next.div_euclid(12), next.rem_euclid(12) as u32 + 1, 1);
        first_of_next.is_some_and(|first| first <= self.facts.assembly.as_of().day() + 1)
    }
}

/// Numerator and denominator of a share as counts; (0, 0) where it has none.
fn counts(metric: &Metric) -> (u64, u64) {
    match (metric.status, metric.numerator, metric.denominator) {
        (MetricStatus::NotComputable, ..) => (0, 0),
        (_, Some(numerator), Some(denominator)) => (numerator as u64, denominator as u64),
        _ => (0, 0),
    }
}

/// The month of a local day.
fn month_of(day: i32) -> String {
    let (year, month, _) = calendar_date(day);
    format!("{year:04}-{month:02}")
}

/// The shares that are charted, in the order of the specification.
const CHARTED: &[&str] = &[
    "first_pass_acceptance_rate",
    "acceptance_rate",
    "verified_acceptance_rate",
    "completion_rate",
    "completion_rate_captured",
    "fields_complete_rate",
    "fields_complete_rate_captured",
    "kickoff_ready_rate",
    "override_rate",
    "material_return_rate",
    "escalation_rate",
    "introduced_before_close_rate",
    "first_touch_within_sla",
    "transition_email_within_sla",
    "sync_within_sla",
    "kickoff_within_sla",
    "first_value_within_sla",
    "retention_90d",
    "repeat_ask_rate",
];

/// Along windows made for one question.
fn windows<'m>(metrics: &'m [Metric], id: &str, dimension: &Dimension, position: usize) -> Option<&'m Metric> {
    metrics.iter().find(|metric| metric.id == id && metric.cohort.value == dimension.labels[position])
}
