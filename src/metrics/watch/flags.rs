//! Red flags: each with its rule, what it saw, and the exact chance that luck alone would raise it at this volume.

use schemars::JsonSchema;
use serde::Serialize;

use crate::stats::alarms;

use super::super::estimate::{Metric, MetricStatus};
use super::launch::{Hypercare, trend_end};
use super::{Series, counts};

/// A red flag.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Flag {
    /// Its id.
    pub id: String,
    /// `raised`, `clear` or `cannot_tell`.
    pub state: &'static str,
    /// The latest value judged.
    pub value: Option<f64>,
    /// The threshold.
    pub threshold: f64,
    /// The chance that it fires within its span by luck; `None` where there is no volume to say it for.
    pub chance: Option<f64>,
    /// The figure that it watches.
    pub metric: String,
    /// Its rule, in words.
    pub rule: &'static str,
    /// The period of `value`.
    pub period: Option<String>,
    /// Numerator of `value`.
    pub numerator: Option<f64>,
    /// Denominator of `value`.
    pub denominator: Option<f64>,
    /// The true rate that `chance` supposes.
    pub supposed_rate: f64,
    /// The span that `chance` is for: `12 months`, `4 weeks`.
    pub span: &'static str,
    /// Why it cannot be told.
    pub reason: Option<String>,
}

/// The span of the monthly flags, in months.
const SPAN: usize = 12;

/// A flag over months.
struct Monthly {
    id: &'static str,
    metric: &'static str,
    rule: &'static str,
    threshold: f64,
    supposed_rate: f64,
    /// How many months running.
    running: usize,
    is_bad: fn(&Metric, f64) -> Option<bool>,
    /// The chance that a month of `n` cases is bad at the supposed rate.
    chance: fn(f64, u64, f64) -> f64,
}

const MONTHLY: [Monthly; 4] = [
    Monthly {
        id: "completion_below_85",
        metric: "completion_rate",
        rule: "completion below 85 % in two months running",
        threshold: 0.85,
        supposed_rate: 0.9,
        running: 2,
        is_bad: |metric, threshold| Some(metric.value? < threshold),
        chance: alarms::chance_below,
    },
    Monthly {
        id: "completion_below_80",
        metric: "completion_rate",
        rule: "completion below 80 % in two months running: re-engage",
        threshold: 0.80,
        supposed_rate: 0.9,
        running: 2,
        is_bad: |metric, threshold| Some(metric.value? < threshold),
        chance: alarms::chance_below,
    },
    Monthly {
        id: "first_touch_above_48h",
        metric: "first_touch_median",
        rule: "median time to first touch above 48 hours in two months running",
        threshold: 48.0,
        supposed_rate: 0.9,
        running: 2,
        is_bad: is_median_above,
        // The median lies above 48 hours exactly when fewer than half are touched by then.
        chance: |_, n, rate| alarms::chance_below(0.5, n, rate),
    },
    Monthly {
        id: "escalation_above_20",
        metric: "escalation_rate",
        rule: "escalations for more than 20 % of handoffs in a month",
        threshold: 0.20,
        supposed_rate: 0.1,
        running: 1,
        is_bad: |metric, threshold| Some(metric.value? > threshold),
        chance: alarms::chance_above,
    },
];

/// A median that the curve does not reach lies above the threshold once somebody has been followed for so long.
fn is_median_above(metric: &Metric, threshold: f64) -> Option<bool> {
    match (metric.value, metric.last_observed) {
        (Some(value), _) => Some(value > threshold),
        (None, Some(last)) if last > threshold => Some(true),
        _ => None,
    }
}

/// The flags that watch months.
pub(super) fn monthly(series: &Series<'_>) -> Vec<Flag> {
    MONTHLY.iter().map(|rule| flag(rule, series)).collect()
}

fn flag(rule: &Monthly, series: &Series<'_>) -> Flag {
    let metric = series.computable(rule.metric);
    let months: Vec<&Metric> =
        series.along(&metric, "close_month").filter(|month| series.is_over(&month.cohort.value)).collect();
    let judged = |month: &&&Metric| month.status != MetricStatus::NotComputable;
    let latest = months.iter().rposition(|month| judged(&month) && (rule.is_bad)(month, rule.threshold).is_some());
    let bad = |position: usize| (rule.is_bad)(months[position], rule.threshold);
    let running = latest.map(|latest| {
        let first = (latest + 1).checked_sub(rule.running);
        let all = first.map(|first| (first..=latest).map(bad).collect::<Vec<Option<bool>>>());
        (bad(latest), all)
    });
    let (state, reason) = match running {
        None => ("cannot_tell", Some(why_not(&metric, series))),
        Some((Some(false), _)) => ("clear", None),
        Some((_, Some(all))) if all.iter().all(|bad| *bad == Some(true)) => ("raised", None),
        Some((_, Some(all))) if all.contains(&Some(false)) => ("clear", None),
        Some(_) => ("cannot_tell", Some("the month before has no case to judge by".to_owned())),
    };
    let shown = latest.map(|latest| months[latest]);
    Flag {
        id: rule.id.to_owned(),
        state,
        value: shown.and_then(|month| month.value),
        threshold: rule.threshold,
        chance: chance(rule, &months),
        metric,
        rule: rule.rule,
        period: shown.map(|month| month.cohort.value.clone()),
        numerator: shown.and_then(|month| month.numerator),
        denominator: shown.and_then(|month| month.denominator),
        supposed_rate: rule.supposed_rate,
        span: "12 months",
        reason,
    }
}

fn why_not(metric: &str, series: &Series<'_>) -> String {
    let whole = series.whole(metric).filter(|whole| whole.status == MetricStatus::NotComputable);
    whole.and_then(|whole| whole.reason.clone()).unwrap_or_else(|| "no month with a case is over yet".to_owned())
}

/// Over the volumes of the last twelve months in which a case could be judged; where there are fewer, their rounded mean
/// stands for the others.
fn chance(rule: &Monthly, months: &[&Metric]) -> Option<f64> {
    let judged = months.iter().map(|month| counts(month).1).filter(|&n| n > 0);
    let mut volumes: Vec<u64> = judged.rev().take(SPAN).collect();
    if volumes.is_empty() {
        return None;
    }
    let total: u64 = volumes.iter().sum();
    let mean = (total as f64 / volumes.len() as f64).round() as u64;
    volumes.resize(SPAN, mean);
    let chances: Vec<f64> = volumes.into_iter().map(|n| (rule.chance)(rule.threshold, n, rule.supposed_rate)).collect();
    Some(if rule.running == 2 { alarms::two_running(&chances) } else { alarms::any(&chances) })
}

/// The flags that watch the weeks after a launch.
pub(super) fn of_launch(hypercare: &Hypercare) -> Vec<Flag> {
    let week = |id: &str, rule, number: usize, threshold: f64| {
        let week = &hypercare.weeks[number - 1];
        let bad = week.completion.map(|rate| rate < threshold);
        Flag {
            chance: (week.due > 0).then(|| alarms::chance_below(threshold, week.due, SUPPOSED)),
            value: week.completion,
            numerator: week.completion.map(|_| week.complete as f64),
            denominator: week.completion.map(|_| week.due as f64),
            period: Some(format!("week {number}")),
            ..launch_flag(id, rule, threshold, bad.filter(|_| week.state != "ahead"), &hypercare.metric)
        }
    };
    let ends = trend_end(hypercare);
    let volumes = [0, 1, 2, 3].map(|idx: usize| hypercare.weeks[idx].due);
    let is_over = hypercare.weeks.iter().all(|week| week.state == "over");
    let trend = Flag {
        chance: alarms::chance_line_end_below(TREND, volumes, SUPPOSED),
        value: ends,
        period: Some("weeks 1 to 4".to_owned()),
        ..launch_flag(
            "rollout_not_trending",
            "the line through completion in weeks 1 to 4 ends below 80 %",
            TREND,
            ends.filter(|_| is_over).map(|end| end < TREND),
            &hypercare.metric,
        )
    };
    vec![
        week("rollout_week_1_below_50", "completion below 50 % in week 1 after the launch", 1, 0.5),
        week("rollout_week_4_below_70", "completion below 70 % in week 4: extend by two weeks", 4, 0.7),
        trend,
    ]
}

/// What the roll-out is to reach.
const TREND: f64 = 0.8;
/// The true rate of completion that the chances suppose.
const SUPPOSED: f64 = 0.9;

fn launch_flag(id: &str, rule: &'static str, threshold: f64, bad: Option<bool>, metric: &str) -> Flag {
    Flag {
        id: id.to_owned(),
        state: match bad {
            Some(true) => "raised",
            Some(false) => "clear",
            None => "cannot_tell",
        },
        threshold,
        metric: metric.to_owned(),
        rule,
        supposed_rate: SUPPOSED,
        span: "4 weeks",
        reason: bad.is_none().then(|| "its weeks are not over, or hold no due handoff".to_owned()),
        ..Flag::default()
    }
}
