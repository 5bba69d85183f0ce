//! The run of a rate by month: the chart, its sentence, its table. A change is only said where intervals are apart.

use super::super::charts::run;
use super::super::{Error, format, glossary, words};
use super::parts::{Cell, Figure, Mark, Row, Table, slug};
use super::terms::Terms;
use super::value::{left_out, value};
use crate::audit::{Audit, Metric, MetricStatus};

/// Months drawn at most.
const MONTHS: usize = 12;

/// The rates that leadership follows, each with the one to show where it cannot be computed.
const FOLLOWED: [(&str, &str); 4] = [
    ("first_pass_acceptance_rate", "acceptance_rate"),
    ("completion_rate", "completion_rate_captured"),
    ("first_touch_within_sla", "first_touch_within_sla"),
    ("kickoff_within_sla", "kickoff_within_sla"),
];

/// A followed rate with its months.
pub(crate) struct Trend<'a> {
    pub(crate) id: &'a str,
    pub(crate) whole: Option<&'a Metric>,
    pub(crate) months: Vec<&'a Metric>,
    pub(crate) target: Option<f64>,
}

/// The followed rates, in order.
pub(crate) fn followed(audit: &Audit) -> Vec<Trend<'_>> {
    let stands = |id: &str| audit.whole(id).is_some_and(|metric| metric.status != MetricStatus::NotComputable);
    FOLLOWED
        .iter()
        .map(|(id, instead)| {
            let id = if stands(id) || !stands(instead) { *id } else { *instead };
            let months: Vec<&Metric> =
                audit.along(id, "close_month").filter(|metric| metric.cohort.value != "(blank)").collect();
            let from = months.len().saturating_sub(MONTHS);
            Trend { id, whole: audit.whole(id), months: months[from..].to_vec(), target: target(audit, id) }
        })
        .collect()
}

fn target(audit: &Audit, id: &str) -> Option<f64> {
    let set = audit.targets.get(id).copied();
    set.or_else(|| (id == audit.verdict.metric).then_some(audit.verdict.threshold))
}

impl Trend<'_> {
    /// The latest months with a figure: the last one and the one before.
    fn latest(&self) -> (Option<&Metric>, Option<&Metric>) {
        let mut shown = self.months.iter().rev().filter(|metric| metric.status == MetricStatus::Ok);
        (shown.next().copied(), shown.next().copied())
    }

    /// What changed from the month before to the latest one, in words.
    pub(crate) fn change(&self) -> String {
        match self.latest() {
            (None, _) => "No month has cases enough for a percentage.".into(),
            (Some(last), None) => format!("{}: {}; no earlier month to compare with.", month(last), counted(last)),
            (Some(last), Some(before)) => format!(
                "{}: {}, after {} in {}; {}.",
                month(last),
                counted(last),
                counted(before),
                month(before),
                judged(last, before)
            ),
        }
    }

    /// Where the whole stands to its target.
    pub(crate) fn mark(&self) -> Mark {
        let Some(whole) = self.whole.filter(|whole| whole.status == MetricStatus::Ok) else {
            return Mark::new("cannot", "Cannot tell");
        };
        let (Some(target), Some(value)) = (self.target, whole.value) else {
            return Mark::new("note", "No target set");
        };
        let ends = whole.interval.and_then(|interval| Some((interval.low?, interval.high?)));
        match ends {
            Some((low, _)) if low >= target => Mark::new("met", "Met"),
            Some((_, high)) if high < target => Mark::new("missed", "Missed"),
            _ if value >= target => Mark::new("watch", "Above, not proven"),
            _ => Mark::new("watch", "Below, not proven"),
        }
    }

    /// The chart with its table; `sentence` names it.
    pub(crate) fn figure(&self, prefix: &str, sentence: String, note: String) -> Result<Figure, Error> {
        let id = slug(prefix, self.id);
        let points: Vec<run::Point> = self.months.iter().map(|metric| point(metric)).collect();
        let is_drawn = points.iter().any(|point| point.value.is_some());
        let svg = if is_drawn { Some(run::months(&points, self.target, &format!("{id}-title"))?) } else { None };
        Ok(Figure {
            instead: svg.is_none().then(|| match self.whole {
                Some(whole) if whole.status == MetricStatus::NotComputable => {
                    format!("Not measurable: {}.", super::value::reason(whole))
                }
                _ => "No month has cases enough for a percentage; the counts stand in the table.".to_owned(),
            }),
            table: (!self.months.is_empty()).then(|| self.table(&id)),
            svg,
            sentence,
            note,
            id,
        })
    }

    fn table(&self, id: &str) -> Table {
        let line = |metric: &&Metric| {
            let shown = value(metric);
            Row::new(vec![
                Cell::text(month(metric)).sort(metric.cohort.value.clone()),
                shown.counts_cell(metric),
                shown.figure_cell(metric),
                shown.interval_cell(),
                Cell::text(left_out(metric)),
            ])
        };
        let caption = format::plural(self.months.len() as u64, "month of close", "months of close");
        let labels = ["Month", "#Cases", "#Share", "#95% interval", "Left out"];
        Table::new(format!("{id}-table"), caption, &labels, self.months.iter().map(line).collect())
    }
}

/// Counts first; a percentage only where there are ten cases or more.
fn counted(metric: &Metric) -> String {
    let shown = value(metric);
    let (counts, figure) = (shown.counts.clone(), shown.figure.clone());
    match (counts, figure) {
        (Some(counts), Some(figure)) if metric.denominator.is_some_and(|n| n >= 10.0) => format!("{counts} ({figure})"),
        (Some(counts), _) => counts,
        _ => shown.line(),
    }
}

/// Overlapping intervals do not show a difference.
fn judged(last: &Metric, before: &Metric) -> &'static str {
    let ends = |metric: &Metric| metric.interval.and_then(|interval| Some((interval.low?, interval.high?)));
    match (ends(last), ends(before)) {
        (Some((low, high)), Some((low_before, high_before))) if high < low_before || low > high_before => {
            "more than chance explains"
        }
        (Some(_), Some(_)) => "within what chance explains",
        _ => "not judged",
    }
}

fn month(metric: &Metric) -> String {
    format::month(&metric.cohort.value)
}

/// The month in ISO, and its share where there are cases enough.
pub(crate) fn share(metric: &Metric) -> super::MonthShare {
    (metric.cohort.value.clone(), metric.value.filter(|_| metric.status == MetricStatus::Ok))
}

fn point(metric: &Metric) -> run::Point {
    run::Point {
        label: month(metric).chars().take(3).collect(),
        n: metric.denominator.unwrap_or(0.0) as u64,
        value: metric.value.filter(|_| metric.status == MetricStatus::Ok),
    }
}

/// Every followed rate by month.
pub(crate) fn view(audit: &Audit, terms: &Terms) -> Result<super::acceptance::Acceptance, Error> {
    let figure = |trend: &Trend| {
        let title = glossary::title(trend.id, terms);
        let note = format!(
            "{title} by month of close; the number of cases stands under each month. A month with too few has no mark."
        );
        trend.figure("fig-trend-", words::capital(&format!("{title}. {}", trend.change())), note)
    };
    let figures = followed(audit).iter().map(figure).collect::<Result<_, _>>()?;
    Ok(super::acceptance::Acceptance { figures, empty: None })
}
