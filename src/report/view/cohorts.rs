//! The cohorts of a dimension in the order in which they are shown, and what those come to that do not stand alone.

use super::super::charts::intervals::{self, Axis};
use super::super::words::cohorts as say;
use super::super::{Error, format, words};
use super::parts::{Cell, Row};
use super::value::row;
use crate::audit::{Audit, BLANK, Metric, MetricStatus};

/// Rows drawn at most; the others stand together in a last one.
const ROWS_DRAWN: usize = 24;
/// Rows in a table at most, the others together; audit.json holds them each.
pub(super) const ROWS_LISTED: usize = 200;

/// Time runs; anything else stands by its number of cases, the largest first, so that the order ranks nobody.
pub(super) fn in_order<'a>(audit: &'a Audit, id: &'a str, dimension: &'a str) -> Vec<&'a Metric> {
    let mut cohorts: Vec<&Metric> = audit.along(id, dimension).collect();
    if !is_time(dimension) {
        cohorts.sort_by(|a, b| {
            let n = |metric: &Metric| metric.denominator.unwrap_or(-1.0);
            n(b).total_cmp(&n(a)).then_with(|| a.cohort.value.cmp(&b.cohort.value))
        });
    }
    cohorts
}

/// A cohort's label.
pub(super) fn label(metric: &Metric) -> String {
    match metric.cohort.dimension.as_str() {
        "close_month" => format::month(&metric.cohort.value),
        "synced" if metric.cohort.value == "yes" => say::SYNCED.into(),
        "synced" if metric.cohort.value == "no" => say::NOT_SYNCED.into(),
        "tier" => words::capital(&words::tier(&metric.cohort.value)),
        _ if metric.cohort.value.is_empty() || metric.cohort.value == BLANK => say::BLANK.into(),
        _ => metric.cohort.value.clone(),
    }
}

/// Cohorts that do not stand alone, together, so that rows still add up.
pub(super) struct Rest {
    n_cohorts: u64,
    numerator: u64,
    denominator: u64,
}

impl Rest {
    fn label(&self, dimension: &str) -> String {
        say::together(self.n_cohorts, is_time(dimension))
    }

    fn counts(&self) -> String {
        format::k_of_n(self.numerator, self.denominator)
    }

    fn drawn(&self, dimension: &str) -> intervals::Row {
        intervals::Row::new(self.label(dimension), None, self.counts())
    }

    /// The last row of a table of so many columns.
    pub(super) fn row(&self, dimension: &str, n_columns: usize) -> Row {
        let mut cells = vec![Cell::text(self.label(dimension)).sort("~"), Cell::number(self.counts())];
        cells.resize(n_columns, Cell::no_number(say::NOT_COMPUTED));
        Row::new(cells)
    }
}

/// Cohorts as dots with intervals.
pub(super) struct Drawn {
    /// The drawing; `None` where no cohort has cases enough for a rate.
    pub(super) svg: Option<String>,
    /// What is not drawn alone, as a sentence; empty where all are.
    pub(super) cut: String,
}

/// Draws the cohorts that have a case, against a threshold where there is one.
pub(super) fn draw(
    cohorts: &[&Metric],
    dimension: &str,
    axis: &Axis,
    threshold: Option<f64>,
    id: &str,
) -> Result<Drawn, Error> {
    let with_cases: Vec<&Metric> =
        cohorts.iter().copied().filter(|metric| metric.status != MetricStatus::NotComputable).collect();
    let (drawn, rest) = parted(&with_cases, dimension, ROWS_DRAWN);
    let mut rows: Vec<intervals::Row> = drawn.iter().map(|metric| row(label(metric), metric, threshold)).collect();
    let is_empty = rows.iter().all(|row| row.mark.is_none());
    rows.extend(rest.as_ref().map(|rest| rest.drawn(dimension)));
    let cut = rest.map_or_else(String::new, |rest| {
        format!(" {}", say::cut(drawn.len() as u64, rest.n_cohorts, is_time(dimension)))
    });
    let svg = if is_empty { None } else { Some(intervals::rows(&rows, axis, &format!("{id}-title"))?) };
    Ok(Drawn { svg, cut })
}

/// Whether the values of a dimension are periods.
pub(super) fn is_time(dimension: &str) -> bool {
    dimension.starts_with("close_")
}

/// So many cohorts, and what the others come to: of periods the latest stand, of all else the largest.
pub(super) fn parted<'a>(cohorts: &[&'a Metric], dimension: &str, most: usize) -> (Vec<&'a Metric>, Option<Rest>) {
    let n_others = cohorts.len().saturating_sub(most);
    if n_others == 0 {
        return (cohorts.to_vec(), None);
    }
    let (shown, others) = match is_time(dimension) {
        true => (&cohorts[n_others..], &cohorts[..n_others]),
        false => (&cohorts[..most], &cohorts[most..]),
    };
    let sum = |of: fn(&Metric) -> Option<f64>| others.iter().filter_map(|metric| of(metric)).sum::<f64>() as u64;
    let rest = Rest {
        n_cohorts: n_others as u64,
        numerator: sum(|metric| metric.numerator),
        denominator: sum(|metric| metric.denominator),
    };
    (shown.to_vec(), Some(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;

    fn shares(n: u64) -> Vec<Metric> {
        let audit = fixtures::demo(30);
        let whole = audit.whole("first_pass_acceptance_rate").expect("a rate").clone();
        (1..=n)
            .map(|n| Metric { numerator: Some(n as f64), denominator: Some(2.0 * n as f64), ..whole.clone() })
            .collect()
    }

    #[test]
    fn rows_and_the_rest_add_up() {
        let metrics = shares(10);
        let cohorts: Vec<&Metric> = metrics.iter().collect();
        let (shown, rest) = parted(&cohorts, "ae", 4);
        let rest = rest.expect("a rest");
        assert_eq!(shown.iter().filter_map(|metric| metric.numerator).sum::<f64>(), 10.0);
        assert_eq!((rest.label("ae"), rest.counts()), ("6 others together".into(), "45 of 90".into()));
        let (latest, rest) = parted(&cohorts, "close_month", 4);
        assert_eq!(latest[0].numerator, Some(7.0));
        assert_eq!(rest.expect("a rest").counts(), "21 of 42");
        assert!(parted(&cohorts, "ae", 10).1.is_none());
    }
}
