//! The run of a rate by month: the chart, its sentence, its table.
//!
//! A month is judged by the p-chart's signal, which knows the rate of the months before it and how much a month of its
//! size varies; never by whether the intervals of two months overlap.

use super::super::charts::run;
use super::super::{Error, format, glossary, words};
use super::parts::{Cell, Figure, Mark, Row, Table, badge, slug};
use super::terms::Terms;
use super::value::{left_out, value};
use crate::audit::{Audit, BLANK, BeforeAfter, Chart, ChartPoint, Metric, MetricStatus};

/// Months drawn at most.
const MONTHS: usize = 12;

/// How to read the chart.
const READING: &str = "One dot a month of close, with its number of cases beneath; a month with too few has none. \
                       The band is where a month of that size lies by chance, judged from the months before it; a \
                       triangle lies outside, a ring is a month that is not over.";

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
    /// Its name.
    pub(crate) title: String,
    pub(crate) whole: Option<&'a Metric>,
    pub(crate) months: Vec<&'a Metric>,
    pub(crate) target: Option<f64>,
    /// Said beside it where it rests on choices that nobody has confirmed.
    pub(crate) badge: Option<String>,
    /// Its judged months; `None` where no month has a case.
    pub(crate) chart: Option<&'a Chart>,
    /// Dated events, in order of day.
    events: &'a [BeforeAfter],
}

/// The followed rates, in order.
pub(crate) fn followed(audit: &Audit) -> Vec<Trend<'_>> {
    let terms = Terms::of(audit);
    let stands = |id: &str| audit.whole(id).is_some_and(|metric| metric.status != MetricStatus::NotComputable);
    FOLLOWED
        .iter()
        .filter(|(id, _)| !audit.withholds(id))
        .map(|(id, instead)| {
            let id = if stands(id) || !stands(instead) { *id } else { *instead };
            let months: Vec<&Metric> =
                audit.along(id, "close_month").filter(|metric| metric.cohort.value != BLANK).collect();
            let from = months.len().saturating_sub(MONTHS);
            Trend {
                id,
                title: glossary::title(id, &terms),
                whole: audit.whole(id),
                months: months[from..].to_vec(),
                target: target(audit, id),
                badge: badge(audit, id),
                chart: audit.watch.charts.iter().find(|chart| chart.metric == id),
                events: &audit.watch.events,
            }
        })
        .collect()
}

fn target(audit: &Audit, id: &str) -> Option<f64> {
    let set = audit.targets.get(id).copied();
    set.or_else(|| (id == audit.verdict.metric).then_some(audit.verdict.threshold))
}

impl<'a> Trend<'a> {
    /// The latest months with a figure: the last one and the one before.
    fn latest(&self) -> (Option<&Metric>, Option<&Metric>) {
        let mut shown = self.months.iter().rev().filter(|metric| metric.status == MetricStatus::Ok);
        (shown.next().copied(), shown.next().copied())
    }

    /// A month as it was judged.
    fn judged(&self, month: &Metric) -> Option<&'a ChartPoint> {
        self.chart?.points.iter().find(|point| point.period == month.cohort.value)
    }

    /// What changed from the month before to the latest one, in words.
    pub(crate) fn change(&self) -> String {
        let (last, before) = match self.latest() {
            (None, _) => return "No month has cases enough for a percentage.".into(),
            (Some(last), None) => (last, "; no earlier month to compare with".to_owned()),
            (Some(last), Some(before)) => (last, format!(", after {} in {}", counted(before), month(before))),
        };
        let point = self.judged(last);
        let so_far = if point.is_some_and(|point| !point.is_over) { " so far" } else { "" };
        format!("{}{so_far}: {}{before}; {}.", month(last), counted(last), variation(point))
    }

    /// The same with the name of the rate.
    pub(crate) fn named_change(&self) -> String {
        if self.latest().0.is_none() { self.change() } else { format!("{}, {}", self.title, self.change()) }
    }

    /// What the months show, as the title of their chart.
    fn finding(&self) -> String {
        let points = self.months.iter().filter_map(|month| self.judged(month));
        let judged: Vec<&ChartPoint> = points.filter(|point| point.signal != "not_judged").collect();
        let signals: Vec<&&ChartPoint> = judged.iter().filter(|point| point.signal != "normal").collect();
        match (judged.len() as u64, &signals[..]) {
            (0, _) if self.months.is_empty() => "no month has a case".into(),
            (0, _) => "too few months to know what is normal".into(),
            (1, []) => "the one month that can be judged is within normal variation".into(),
            (n, []) => format!("all {} months that can be judged are within normal variation", format::count(n)),
            (_, [one]) => format!("{} is {}", format::month(&one.period), out_of_line(one.signal)),
            (n, many @ [.., last]) => format!(
                "{} judged months are out of line; the last one, {}, is {}",
                format::k_of_n(many.len() as u64, n),
                format::month(&last.period),
                out_of_line(last.signal)
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
        let points: Vec<run::Point> = self.months.iter().map(|metric| self.point(metric)).collect();
        let is_drawn = points.iter().any(|point| point.value.is_some());
        let svg = if is_drawn { Some(run::months(&points, self.target, &format!("{id}-title"))?) } else { None };
        Ok(Figure {
            badge: self.badge.clone(),
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

    fn point(&self, metric: &Metric) -> run::Point {
        let judged = self.judged(metric);
        let events = self.events.iter().enumerate().filter(|(_, event)| event.month == metric.cohort.value);
        let numbers: Vec<String> = events.map(|(place, _)| (place + 1).to_string()).collect();
        run::Point {
            label: month(metric).chars().take(3).collect(),
            n: metric.denominator.unwrap_or(0.0) as u64,
            value: metric.value.filter(|_| metric.status == MetricStatus::Ok),
            limits: judged.and_then(|point| point.low.zip(point.high)),
            is_signal: judged.is_some_and(|point| !["normal", "not_judged"].contains(&point.signal)),
            is_over: judged.is_none_or(|point| point.is_over),
            marks: numbers.join(" + "),
        }
    }

    fn table(&self, id: &str) -> Table {
        let line = |metric: &&Metric| {
            let shown = value(metric);
            let judged = self.judged(metric);
            let limits = judged.and_then(|point| point.low.zip(point.high));
            Row::new(vec![
                Cell::text(month(metric)).sort(metric.cohort.value.clone()),
                shown.counts_cell(metric),
                shown.figure_cell(metric),
                shown.interval_cell(),
                limits.map_or_else(
                    || Cell::no_number("not known"),
                    |(low, high)| Cell::number(format::share_range(low, high)),
                ),
                Cell::mark(signal_mark(judged)),
                Cell::text(left_out(metric)),
            ])
        };
        let months = format::plural(self.months.len() as u64, "month of close", "months of close");
        let caption = format!("{}: {months}", self.title);
        let labels = ["Month", "#Cases", "#Share", "#95% interval", "#Normal range", "Judged", "Left out"];
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

/// A month against those before it.
fn variation(point: Option<&ChartPoint>) -> String {
    let Some(point) = point else { return "not judged".into() };
    let usual = point.low.zip(point.high).map(|(low, high)| {
        let count = |share: f64| format::number((share * point.denominator as f64).round());
        format!("{} to {} of {}", count(low), count(high), format::count(point.denominator))
    });
    match (point.signal, usual) {
        ("not_judged", _) | (_, None) => "not judged, as six earlier months are needed to know what is normal".into(),
        ("normal", Some(usual)) => format!("within normal variation ({usual})"),
        (signal, Some(usual)) => format!("{} ({usual} would be normal)", out_of_line(signal)),
    }
}

/// How a month was judged.
pub(crate) fn signal_mark(point: Option<&ChartPoint>) -> Mark {
    match point.map_or("not_judged", |point| point.signal) {
        "not_judged" => Mark::new("cannot", "Not judged"),
        "normal" => Mark::new("note", "Normal"),
        "below" => Mark::new("watch", "Below"),
        "above" => Mark::new("watch", "Above"),
        "run_below" => Mark::new("watch", "Eighth low"),
        _ => Mark::new("watch", "Eighth high"),
    }
}

fn out_of_line(signal: &str) -> &'static str {
    match signal {
        "below" => "lower than chance explains",
        "above" => "higher than chance explains",
        "run_below" => "the eighth month running on the low side",
        "run_above" => "the eighth month running on the high side",
        _ => "within normal variation",
    }
}

fn month(metric: &Metric) -> String {
    format::month(&metric.cohort.value)
}

/// The month in ISO, and its share where there are cases enough.
pub(crate) fn share(metric: &Metric) -> super::MonthShare {
    (metric.cohort.value.clone(), metric.value.filter(|_| metric.status == MetricStatus::Ok))
}

/// What the numbered lines of the charts stand for; empty without events.
pub(crate) fn events(audit: &Audit) -> String {
    let told = |(place, event): (usize, &BeforeAfter)| {
        format!("{} {} ({})", place + 1, format::cut(&event.label, 60), format::date(&event.on))
    };
    let events: Vec<String> = audit.watch.events.iter().enumerate().map(told).collect();
    if events.is_empty() { String::new() } else { format!(" Numbered lines: {}.", events.join(", ")) }
}

/// Every followed rate by month.
pub(crate) fn figures(audit: &Audit) -> Result<Vec<Figure>, Error> {
    // How to read them is said once.
    let figure = |(place, trend): (usize, &Trend)| {
        let reading = if place == 0 { format!("{READING}{}", events(audit)) } else { String::new() };
        let note = format!("{} {reading}", trend.change()).trim_end().to_owned();
        trend.figure("fig-trend-", words::capital(&format!("{}: {}", trend.title, trend.finding())), note)
    };
    followed(audit).iter().enumerate().map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(signal: &'static str, limits: Option<(f64, f64)>) -> ChartPoint {
        ChartPoint {
            period: "2026-07".into(),
            is_over: true,
            numerator: 6,
            denominator: 10,
            value: Some(0.6),
            centre: limits.map(|_| 0.8),
            low: limits.map(|(low, _)| low),
            high: limits.map(|(_, high)| high),
            signal,
            change: None,
        }
    }

    #[test]
    fn a_month_is_judged_by_its_signal() {
        let said = |signal, limits| variation(Some(&judged(signal, limits)));
        let limits = Some((0.4, 1.0));
        assert_eq!(said("normal", limits), "within normal variation (4 to 10 of 10)");
        assert_eq!(said("below", limits), "lower than chance explains (4 to 10 of 10 would be normal)");
        assert!(said("run_above", limits).starts_with("the eighth month running on the high side"));
        assert!(said("not_judged", None).starts_with("not judged, as six earlier months"));
        assert_eq!(variation(None), "not judged");
    }
}
