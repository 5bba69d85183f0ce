//! How far each figure moved, with the interval of the change.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::stats::mover;

use super::past::{Cohort, Figure, Past};

/// The dimensions that are compared.
const DIMENSIONS: [&str; 3] = ["all", "segment", "tier"];

/// A figure in both audits, or in one of them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FigureChange {
    /// Its id.
    pub id: String,
    /// Its unit.
    pub unit: String,
    /// Dimension of its cohort.
    pub dimension: String,
    /// Value of its cohort.
    pub cohort: String,
    /// In the first audit.
    pub before: Point,
    /// In the second.
    pub after: Point,
    /// Second minus first; `None` when one has no value.
    pub change: Option<f64>,
    /// Lower bound of the change.
    pub low: Option<f64>,
    /// Upper bound of the change.
    pub high: Option<f64>,
    /// `better` or `worse` when the interval holds no nil; `cannot_tell` when it does, or there is none; `same`;
    /// `only_before`, `only_after`, `not_computable`.
    pub state: &'static str,
}

/// A figure in one audit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Point {
    /// Its value.
    pub value: Option<f64>,
    /// Numerator.
    pub numerator: Option<f64>,
    /// Denominator.
    pub denominator: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// `ok`, `small_n`, `not_computable`; `absent` where the audit does not have it.
    pub status: String,
    /// Why not.
    pub reason: Option<String>,
}

impl Point {
    /// Numerator and denominator where they are counts of which the value is the share. Those of an estimate over time are
    /// not: they count who left.
    pub fn counts(&self) -> Option<(u64, u64)> {
        let is_count = |value: f64| value >= 0.0 && value.fract() == 0.0;
        let (value, k, n) = (self.value?, self.numerator?, self.denominator?);
        (is_count(k) && is_count(n) && (k - value * n).abs() < 0.001).then_some((k as u64, n as u64))
    }
}

/// Every figure of the compared dimensions, in the order of the second audit, then what only the first has.
pub(super) fn changes(before: &Past, after: &Past) -> Vec<FigureChange> {
    let known: BTreeMap<(&str, &Cohort), &Figure> = wanted(before).map(|figure| (key(figure), figure)).collect();
    let now: BTreeMap<(&str, &Cohort), &Figure> = wanted(after).map(|figure| (key(figure), figure)).collect();
    let of_both = wanted(after).map(|figure| change(known.get(&key(figure)).copied(), Some(figure), figure));
    let gone = wanted(before).filter(|figure| !now.contains_key(&key(figure)));
    of_both.chain(gone.map(|figure| change(Some(figure), None, figure))).collect()
}

fn key(figure: &Figure) -> (&str, &Cohort) {
    (&figure.id, &figure.cohort)
}

/// States of fields follow from how often they are answered, and are left out.
fn wanted(past: &Past) -> impl Iterator<Item = &Figure> {
    past.metrics.iter().filter(|figure| {
        let is_whole = figure.cohort.dimension == "all";
        DIMENSIONS.contains(&figure.cohort.dimension.as_str())
            && !figure.id.starts_with("field_state_rate:")
            && (is_whole || !figure.id.starts_with("field_answered_rate:"))
    })
}

/// Figures that are the better the lower they are.
pub fn is_better_when_lower(id: &str) -> bool {
    let rates = ["rubber_stamp_rate", "override_rate", "material_return_rate", "escalation_rate", "repeat_ask_rate"];
    rates.contains(&id) || id.ends_with("_median") || id.ends_with("_p90")
}

/// Figures that say nothing of better or worse: a p value, or who was exposed to what.
fn has_no_direction(id: &str) -> bool {
    id.starts_with("retention_by_")
}

fn change(before: Option<&Figure>, after: Option<&Figure>, either: &Figure) -> FigureChange {
    let (first, second) = (point(before), point(after));
    let change = first.value.zip(second.value).map(|(first, second)| second - first);
    let limits = change.and(estimate(&second)).zip(estimate(&first)).map(|(second, first)| mover(second, first));
    FigureChange {
        id: either.id.clone(),
        unit: either.unit.clone(),
        dimension: either.cohort.dimension.clone(),
        cohort: either.cohort.value.clone(),
        state: state(&either.id, &first, &second, change, limits.map(|limits| (limits.low, limits.high))),
        before: first,
        after: second,
        change,
        low: limits.map(|limits| limits.low),
        high: limits.map(|limits| limits.high),
    }
}

fn point(figure: Option<&Figure>) -> Point {
    let Some(figure) = figure else { return Point { status: "absent".to_owned(), ..Point::default() } };
    Point {
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        low: figure.interval.and_then(|interval| interval.low),
        high: figure.interval.and_then(|interval| interval.high),
        status: figure.status.clone(),
        reason: figure.reason.clone(),
    }
}

/// (value, low, high) where all three are known.
fn estimate(point: &Point) -> Option<(f64, f64, f64)> {
    Some((point.value?, point.low?, point.high?))
}

fn state(id: &str, before: &Point, after: &Point, change: Option<f64>, limits: Option<(f64, f64)>) -> &'static str {
    match (change, limits) {
        (None, _) if before.status == "absent" => "only_after",
        (None, _) if after.status == "absent" => "only_before",
        (None, _) => "not_computable",
        (Some(0.0), _) => "same",
        (Some(_), Some((low, high))) if (low > 0.0 || high < 0.0) && !has_no_direction(id) => {
            if (low > 0.0) == is_better_when_lower(id) { "worse" } else { "better" }
        }
        _ => "cannot_tell",
    }
}
