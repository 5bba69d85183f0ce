//! Run charts by month, with p-chart signals and each month's change against normal variation.

use schemars::JsonSchema;
use serde::Serialize;

use crate::stats::p_chart::{Judged, Signal, judge};
use crate::stats::proportion;

use super::{CHARTED, Series, counts};

/// A share by month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Chart {
    /// The figure.
    pub metric: String,
    /// Every month from the first to the last, without gaps.
    pub points: Vec<ChartPoint>,
}

/// A month of a chart.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChartPoint {
    /// `2026-03`.
    pub period: String,
    /// Whether the month was over by `as_of`.
    pub is_over: bool,
    /// Numerator.
    pub numerator: u64,
    /// Denominator.
    pub denominator: u64,
    /// The share; `None` without a case.
    pub value: Option<f64>,
    /// Pooled share of the months before; `None` with fewer than six.
    pub centre: Option<f64>,
    /// Lower limit as a share; `None` without a centre or a case.
    pub low: Option<f64>,
    /// Upper limit as a share.
    pub high: Option<f64>,
    /// `normal`, `below`, `above`, `run_below`, `run_above`, `not_judged`.
    pub signal: &'static str,
    /// Against the month before with cases; `None` for the first.
    pub change: Option<Change>,
}

/// A difference of two shares with its 95 % interval (Newcombe).
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Change {
    /// Later minus earlier.
    pub value: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

impl Change {
    /// From `earlier` to `later`, each (count, cases); `None` where one has no case.
    pub(in crate::metrics) fn between(earlier: (u64, u64), later: (u64, u64)) -> Option<Change> {
        let limits = proportion::newcombe(later.0, later.1, earlier.0, earlier.1)?;
        let value = later.0 as f64 / later.1 as f64 - earlier.0 as f64 / earlier.1 as f64;
        Some(Change { value, low: limits.low, high: limits.high })
    }

    /// `higher`, `lower`, or `cannot_tell` when the interval holds no difference.
    pub(in crate::metrics) fn word(&self) -> &'static str {
        match (self.low > 0.0, self.high < 0.0) {
            (true, _) => "higher",
            (_, true) => "lower",
            _ => "cannot_tell",
        }
    }
}

pub(super) fn charts(series: &Series<'_>) -> Vec<Chart> {
    let charts = CHARTED.iter().map(|id| chart(id, series));
    charts.filter(|chart| chart.points.iter().any(|point| point.denominator > 0)).collect()
}

fn chart(id: &str, series: &Series<'_>) -> Chart {
    let months: Vec<(String, (u64, u64))> =
        series.along(id, "close_month").map(|metric| (metric.cohort.value.clone(), counts(metric))).collect();
    let judged = judge(&months.iter().map(|(_, counts)| *counts).collect::<Vec<_>>());
    let mut before: Option<(u64, u64)> = None;
    let points = months.into_iter().zip(judged).map(|((period, counts), judged)| {
        let change = before.and_then(|before| Change::between(before, counts));
        if counts.1 > 0 {
            before = Some(counts);
        }
        point(period, counts, judged, change, series)
    });
    Chart { metric: id.to_owned(), points: points.collect() }
}

fn point(
    period: String,
    (numerator, denominator): (u64, u64),
    judged: Judged,
    change: Option<Change>,
    series: &Series<'_>,
) -> ChartPoint {
    let share = |count: u64| count as f64 / denominator as f64;
    let is_judged = judged.signal != Signal::NotJudged;
    ChartPoint {
        is_over: series.is_over(&period),
        period,
        numerator,
        denominator,
        value: (denominator > 0).then(|| share(numerator)),
        centre: judged.centre,
        low: is_judged.then(|| share(judged.low)),
        high: is_judged.then(|| share(judged.high)),
        signal: match judged.signal {
            Signal::NotJudged => "not_judged",
            Signal::Normal => "normal",
            Signal::Below => "below",
            Signal::Above => "above",
            Signal::RunBelow => "run_below",
            Signal::RunAbove => "run_above",
        },
        change,
    }
}
