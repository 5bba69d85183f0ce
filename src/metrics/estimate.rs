//! The vocabulary of figures: what every one of them carries.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::stats;

/// A figure in a cohort.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Metric {
    /// Id of metrics.md.
    pub id: String,
    /// `share`, `hours`, `days`, `points`, or a currency.
    pub unit: &'static str,
    /// Which deals.
    pub cohort: Cohort,
    /// The figure; `None` when it is not computable or not reached.
    pub value: Option<f64>,
    /// Numerator.
    pub numerator: Option<f64>,
    /// Denominator.
    pub denominator: Option<f64>,
    /// 95 % interval.
    pub interval: Option<Interval>,
    /// How many cases were left out, and why.
    pub excluded: BTreeMap<String, u64>,
    /// Whether it stands.
    pub status: MetricStatus,
    /// Why not, or what else must be known.
    pub reason: Option<String>,
    /// For a quantile: the last observed time, in `unit`; `None` for other figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_observed: Option<f64>,
}

/// A slice of the population: `all`/`all` is the whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Cohort {
    /// `all`, `close_month`, `segment`, ...
    pub dimension: String,
    /// Its value; `(blank)` when there is none.
    pub value: String,
}

/// An interval estimate. A bound is `None` where the curve does not reach it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Interval {
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// 0.95.
    pub level: f64,
    /// `wilson`, `brookmeyer-crowley`, `log-log greenwood`, `student-t`, ...
    pub method: &'static str,
}

/// Whether a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricStatus {
    /// It does.
    Ok,
    /// Too few cases for a percentage: the page shows k of n.
    SmallN,
    /// It cannot be computed, for the reason given.
    NotComputable,
}

/// The pilot's verdict on `first_pass_acceptance_rate`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Verdict {
    /// The figure judged.
    pub metric: &'static str,
    /// The threshold, 0 to 1.
    pub threshold: f64,
    /// `met`, `not_met`, `not_proven` or `not_computable`.
    pub state: &'static str,
    /// Whether the pilot still runs.
    pub interim: bool,
    /// Point estimate.
    pub value: Option<f64>,
    /// Accepted without a material return.
    pub numerator: Option<u64>,
    /// Due handoffs.
    pub denominator: Option<u64>,
    /// Wilson's lower bound.
    pub low: Option<f64>,
    /// Wilson's upper bound.
    pub high: Option<f64>,
    /// How many more handoffs at the same rate would settle it.
    pub further_handoffs: Option<u64>,
    /// Handoffs in scope that can no longer pass at first: a material return is logged.
    pub returned: Option<u64>,
    /// How many more returns the pilot can afford.
    pub returns_left: Option<u64>,
    /// The pilot's size that `returns_left` counts with.
    pub pilot_size: u64,
    /// The chance that a process at 80 % would have passed with this many handoffs.
    pub chance_80_passes: Option<f64>,
    /// The chance that a process at 95 % would have failed.
    pub chance_95_fails: Option<f64>,
    /// Why it is not computable.
    pub reason: Option<String>,
    /// Ids of the deals that the numerator counts, where the verdict is known.
    #[serde(skip)]
    pub passed: Vec<String>,
    /// Ids of the deals that `returned` counts.
    #[serde(skip)]
    pub failed: Vec<String>,
    /// The same under each contested definition.
    pub alternatives: Vec<Alternative>,
}

/// The verdict under another definition.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Alternative {
    /// Its id.
    pub id: &'static str,
    /// Point estimate.
    pub value: Option<f64>,
    /// Numerator.
    pub numerator: Option<u64>,
    /// Denominator.
    pub denominator: Option<u64>,
    /// Wilson's lower bound.
    pub low: Option<f64>,
    /// Wilson's upper bound.
    pub high: Option<f64>,
    /// `met`, `not_met`, `not_proven` or `not_computable`, as of the verdict.
    pub state: &'static str,
    /// Deals that count otherwise than in the verdict.
    pub flips: Vec<String>,
}

/// An elapsed time as it is drawn.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Speed {
    /// `first_touch`, `sync`, `kickoff`.
    pub id: &'static str,
    /// `hours` or `days`.
    pub unit: &'static str,
    /// The service level in `unit`.
    pub sla: f64,
    /// Whether any export holds the event's time.
    pub captured: bool,
    /// Why not.
    pub reason: Option<String>,
    /// One point an in-scope deal, in order of value; empty above 60 deals.
    pub points: Vec<SpeedPoint>,
    /// The share done by then (1 minus Kaplan-Meier), as steps of (time in `unit`, share); at most 400.
    pub curve: Vec<(f64, f64)>,
    /// In-scope deals with the event.
    pub done: u64,
    /// In-scope deals without it so far.
    pub open: u64,
}

/// One deal on a strip.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SpeedPoint {
    /// The deal.
    pub deal_id: String,
    /// Its name.
    pub name: String,
    /// Elapsed time in the strip's unit: to the event, or so far.
    pub value: f64,
    /// `on_time`, `late`, `open` (no event yet, within the service level) or `overdue`.
    pub state: &'static str,
}

/// Numerator and denominator of a share, and what was left out of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Share {
    pub(super) numerator: u64,
    pub(super) denominator: u64,
    pub(super) excluded: BTreeMap<String, u64>,
}

impl Metric {
    /// Whether it is a share of one case, which counts.
    pub(crate) fn is_of_one(&self) -> bool {
        self.numerator == Some(1.0) && self.denominator == Some(1.0)
    }

    /// A figure that cannot be computed.
    pub(super) fn not_computable(id: impl Into<String>, unit: &'static str, cohort: Cohort, reason: String) -> Metric {
        Metric {
            id: id.into(),
            unit,
            cohort,
            value: None,
            numerator: None,
            denominator: None,
            interval: None,
            excluded: BTreeMap::new(),
            status: MetricStatus::NotComputable,
            reason: Some(reason),
            last_observed: None,
        }
    }

    /// A share with Wilson's interval.
    pub(super) fn share(id: impl Into<String>, cohort: Cohort, share: Share, min_cohort: u64) -> Metric {
        let Share { numerator, denominator, excluded } = share;
        let has_cases = denominator > 0;
        Metric {
            id: id.into(),
            unit: "share",
            cohort,
            value: has_cases.then(|| numerator as f64 / denominator as f64),
            numerator: Some(numerator as f64),
            denominator: Some(denominator as f64),
            interval: stats::proportion::wilson(numerator, denominator)
                .map(|interval| Interval::closed(interval.low, interval.high, "wilson")),
            excluded,
            status: MetricStatus::of(denominator, min_cohort),
            reason: (!has_cases).then(|| NO_CASE.to_owned()),
            last_observed: None,
        }
    }

    /// A mean with Student's interval; `None` in `values` were never asked.
    pub(super) fn mean(
        id: impl Into<String>,
        unit: &'static str,
        cohort: Cohort,
        values: &[f64],
        excluded: BTreeMap<String, u64>,
        min_cohort: u64,
    ) -> Metric {
        let summary = stats::mean::mean_and_sd(values);
        let n = values.len() as u64;
        let interval = summary.and_then(|(mean, sd)| stats::mean::t_interval(mean, sd?, n));
        Metric {
            id: id.into(),
            unit,
            cohort,
            value: summary.map(|(mean, _)| mean),
            numerator: Some(summary.map_or(0.0, |(mean, _)| mean * n as f64)),
            denominator: Some(n as f64),
            interval: interval.map(|interval| Interval::closed(interval.low, interval.high, "student-t")),
            excluded,
            status: MetricStatus::of(n, min_cohort),
            reason: (n == 0).then(|| NO_CASE.to_owned()),
            last_observed: None,
        }
    }
}

/// Why a deal is left out whose e-mails do not say which way they went, where one may have been what is counted.
pub(super) const UNDIRECTED_EMAIL: &str = "undirected_email";
/// Left out: what a cell of it says could not be read.
pub(super) const UNREADABLE_CELL: &str = "unreadable_cell";

/// The reason of a figure over nobody.
pub(crate) const NO_CASE: &str = "no case";

impl MetricStatus {
    /// By the denominator.
    pub(super) fn of(denominator: u64, min_cohort: u64) -> MetricStatus {
        match denominator {
            0 => MetricStatus::NotComputable,
            n if n < min_cohort => MetricStatus::SmallN,
            _ => MetricStatus::Ok,
        }
    }
}

impl Interval {
    /// An interval with both bounds.
    pub(super) fn closed(low: f64, high: f64, method: &'static str) -> Interval {
        Interval { low: Some(low), high: Some(high), level: 0.95, method }
    }
}
