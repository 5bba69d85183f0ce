//! A figure as words: counts first, then the percentage where there are cases enough, then the interval.

use crate::audit::{Interval, Metric, MetricStatus};

use super::super::charts::intervals;
use super::super::charts::theme::Ink;
use super::super::format;
use super::super::words::value as say;
use super::parts::Cell;

/// A figure in words.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    /// `27 of 30`, when it counts something.
    pub(crate) counts: Option<String>,
    /// `90%`, `31 h`, `41`, when it stands.
    pub(crate) figure: Option<String>,
    /// `74–97%`, when it stands and has one.
    pub(crate) interval: Option<String>,
    /// Why there is no figure.
    pub(crate) why_not: Option<String>,
}

/// Reads a metric.
pub(crate) fn value(metric: &Metric) -> Value {
    let counts = counts(metric);
    match metric.status {
        MetricStatus::Ok => Value {
            figure: metric.value.map(|value| with_unit(value, longest(metric), metric.unit)),
            interval: metric.interval.and_then(|interval| range(&interval, longest(metric), metric.unit)),
            why_not: metric.value.is_none().then(|| reason(metric)),
            counts,
        },
        MetricStatus::SmallN => {
            Value { figure: None, interval: None, why_not: Some(say::too_few(metric.unit).into()), counts }
        }
        MetricStatus::NotComputable => {
            Value { figure: None, interval: None, why_not: Some(reason(metric)), counts: None }
        }
    }
}

/// Reads a figure that is judged by a target: neither a share nor an end of its interval is rounded across that.
pub(crate) fn value_against(metric: &Metric, target: Option<f64>) -> Value {
    let Some(limit) = target.filter(|_| metric.unit == "share") else { return value(metric) };
    let ends = metric.interval.and_then(|interval| Some((interval.low?, interval.high?)));
    let plain = value(metric);
    Value {
        figure: plain.figure.and(metric.value).map(|value| format::share_against(value, limit)),
        interval: plain.interval.and(ends).map(|(low, high)| format::share_range_against(low, high, limit)),
        ..plain
    }
}

/// Why a metric has no figure, as a phrase.
pub(crate) fn reason(metric: &Metric) -> String {
    match metric.reason.as_deref() {
        Some("not reached") => say::NOT_REACHED.into(),
        Some(reason) => reason.strip_prefix("no case: ").unwrap_or(reason).to_owned(),
        None if metric.status == MetricStatus::SmallN => say::too_few(metric.unit).into(),
        None => say::NOT_MEASURABLE.into(),
    }
}

fn counts(metric: &Metric) -> Option<String> {
    let (numerator, denominator) = (metric.numerator?, metric.denominator?);
    let is_count = |value: f64| value >= 0.0 && value.fract() == 0.0;
    match metric.unit {
        // Its numerator counts the churns, which would be read as the retained.
        "share" if metric.id.ends_with("_km") => Some(say::churned(numerator, denominator)),
        "share" | "hours" | "days" | "difference" | "p" if is_count(numerator) && is_count(denominator) => {
            Some(format::k_of_n(numerator as u64, denominator as u64))
        }
        "points" => Some(say::cases(denominator, metric.id.starts_with("csat"))),
        "share" | "hours" | "days" | "difference" | "p" => None,
        currency => Some(say::money(currency, numerator, denominator)),
    }
}

/// The longest of the times that stand together: the figure and the ends of its interval.
fn longest(metric: &Metric) -> f64 {
    let ends = metric.interval.map(|interval| [interval.low, interval.high]).unwrap_or_default();
    ends.into_iter().chain([metric.value]).flatten().fold(0.0, f64::max)
}

fn with_unit(value: f64, longest: f64, unit: &str) -> String {
    match unit {
        "hours" | "days" => format::elapsed_beside(value, longest, unit),
        "points" => format::score(value),
        "difference" => format::point_difference(value),
        "p" => say::p(value),
        _ => format::share(value),
    }
}

fn range(interval: &Interval, longest: f64, unit: &str) -> Option<String> {
    match (interval.low, interval.high) {
        (Some(low), Some(high)) => Some(match unit {
            "hours" | "days" => say::range(&with_unit(low, longest, unit), &with_unit(high, longest, unit)),
            "points" => format!("{}–{}", format::score(low), format::score(high)),
            "difference" => say::range(&format::point_difference(low), &format::point_difference(high)),
            _ => format::share_range(low, high),
        }),
        (Some(low), None) => Some(say::at_least(&with_unit(low, longest, unit))),
        (None, Some(high)) => Some(say::at_most(&with_unit(high, longest, unit))),
        (None, None) => None,
    }
}

impl Value {
    /// All of it in one line: `27 of 30, 90%`.
    pub(crate) fn line(&self) -> String {
        match (&self.counts, &self.figure, &self.why_not) {
            (Some(counts), Some(figure), _) => say::line(counts, figure),
            (None, Some(figure), _) => figure.clone(),
            (Some(counts), None, Some(why)) => say::line(counts, why),
            (None, None, Some(why)) => why.clone(),
            (Some(counts), None, None) => counts.clone(),
            (None, None, None) => say::NOT_MEASURABLE.into(),
        }
    }

    /// The counts as a cell, or why there are none.
    pub(crate) fn counts_cell(&self, metric: &Metric) -> Cell {
        match &self.counts {
            Some(counts) => Cell::number(counts).sort(metric.denominator.unwrap_or(0.0).to_string()),
            None => Cell::no_number(self.why_not.clone().unwrap_or_default()).sort("-1"),
        }
    }

    /// The figure as a cell, or why there is none.
    pub(crate) fn figure_cell(&self, metric: &Metric) -> Cell {
        match (&self.figure, &self.counts) {
            (Some(figure), _) => Cell::number(figure).sort(metric.value.unwrap_or(0.0).to_string()),
            (None, Some(_)) => Cell::no_number(self.why_not.clone().unwrap_or_default()).sort("-1"),
            (None, None) => Cell::no_number(say::NOT_MEASURABLE_SHORT).sort("-1"),
        }
    }

    /// The interval as a cell.
    pub(crate) fn interval_cell(&self) -> Cell {
        self.interval.as_ref().map_or_else(|| Cell::no_number(say::NO_INTERVAL), Cell::number)
    }
}

/// What was left out of a figure, in words.
pub(crate) fn left_out(metric: &Metric) -> String {
    let part = |(why, n): (&String, &u64)| say::part(*n, why);
    let parts: Vec<String> = metric.excluded.iter().filter(|(_, n)| **n > 0).map(part).collect();
    let left_out = if parts.is_empty() { say::NOTHING.into() } else { parts.join(", ") };
    match (&metric.reason, metric.value) {
        // A figure that stands may still say what else must be known about it.
        (Some(reason), Some(_)) if metric.status == MetricStatus::Ok => say::with_reason(&left_out, reason),
        _ => left_out,
    }
}

/// The mark of a share on an interval chart, judged against `target` where there is one.
pub(crate) fn mark(metric: &Metric, target: Option<f64>) -> Option<intervals::Mark> {
    if metric.status != MetricStatus::Ok {
        return None;
    }
    let value = metric.value?;
    let ends = metric.interval.and_then(|interval| Some((interval.low?, interval.high?)));
    let ink = match (target, ends) {
        (Some(target), Some((low, _))) if low >= target => Ink::Met,
        (Some(target), Some((_, high))) if high < target => Ink::Missed,
        (Some(_), Some(_)) => Ink::Cannot,
        _ => Ink::Series,
    };
    Some(intervals::Mark::new(value, ends, ink))
}

/// The row of an interval chart.
pub(crate) fn row(label: String, metric: &Metric, target: Option<f64>) -> intervals::Row {
    let value = value_against(metric, target);
    let words = match (&value.counts, &value.figure) {
        (Some(counts), Some(figure)) => say::line(counts, figure),
        (Some(counts), None) => say::counts_only(counts),
        _ => format::cut(&value.line(), 26),
    };
    intervals::Row::new(label, mark(metric, target), words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;

    #[test]
    fn an_end_below_the_target_is_not_rounded_onto_it() {
        let rate = fixtures::demo(200).whole("first_pass_acceptance_rate").expect("a rate").clone();
        let interval = rate.interval.map(|ends| Interval { low: Some(0.51), high: Some(0.8961), ..ends });
        let rate = Metric { value: Some(0.75), interval, ..rate };
        assert_eq!(value(&rate).interval.as_deref(), Some("51–90%"));
        assert_eq!(value_against(&rate, Some(0.9)).interval.as_deref(), Some("51–89.6%"));
        let few = Metric { status: MetricStatus::SmallN, ..rate };
        assert_eq!(value_against(&few, Some(0.9)).interval, None);
    }

    #[test]
    fn a_difference_is_in_points_and_a_p_is_no_share() {
        let audit = fixtures::demo(200);
        let metric = |unit: &'static str, value: f64| Metric {
            unit,
            value: Some(value),
            numerator: Some(94.0),
            denominator: Some(129.0),
            ..audit.whole("retention_by_sync_difference").expect("a difference").clone()
        };
        let found = value(&metric("difference", 0.05));
        assert_eq!(found.line(), "94 of 129, +5 points");
        assert!(found.interval.is_some_and(|interval| interval.contains(" points to ")));
        assert_eq!(value(&metric("p", 0.0204)).line(), "94 of 129, p = 0.020");
        assert_eq!(value(&metric("p", 0.0001)).line(), "94 of 129, p < 0.001");
        assert_eq!(value(&metric("share", 0.9)).line(), "94 of 129, 90%");
        assert_eq!(value(&metric("EUR", 0.9)).line(), "EUR 94 of EUR 129, 90%");
    }
}
