//! The run of a rate by month: the chart, its sentence, its table.
//!
//! A month is judged by the p-chart's signal, which knows the rate of the months before it and how much a month of its
//! size varies; never by whether the intervals of two months overlap.

use super::super::charts::run;
use super::super::words::trends as words;
use super::super::{Error, format, glossary};
use super::parts::{Cell, Figure, Mark, Row, Table, badge, slug};
use super::terms::Terms;
use super::value::{left_out, value, value_against};
use crate::audit::{Audit, BLANK, BeforeAfter, Chart, ChartPoint, Metric, MetricStatus};

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
        let (last, before) = self.latest();
        let Some(last) = last else {
            let why = self.whole.filter(|_| self.lacks_export());
            return why
                .map_or_else(|| words::TOO_FEW.into(), |whole| words::not_measurable(&super::value::reason(whole)));
        };
        let point = self.judged(last);
        words::change(&words::Change {
            month: &last.cohort.value,
            is_over: point.is_none_or(|point| point.is_over),
            counts: &counted(last),
            before: before.map(|before| (counted(before), before.cohort.value.as_str())),
            variation: &variation(point),
            n_since: self.months.iter().rev().take_while(|month| month.cohort.value != last.cohort.value).count()
                as u64,
        })
    }

    /// The same with the name of the rate.
    pub(crate) fn named_change(&self) -> String {
        if self.latest().0.is_none() { self.change() } else { words::named_change(&self.title, &self.change()) }
    }

    /// Whether the whole cannot be measured, so that no number of cases would help.
    pub(crate) fn lacks_export(&self) -> bool {
        self.whole.is_some_and(|whole| whole.status == MetricStatus::NotComputable)
    }

    /// What the months show, as the title of their chart.
    fn finding(&self) -> String {
        if self.lacks_export() {
            return words::unmeasured(&self.title);
        }
        let points = self.months.iter().filter_map(|month| self.judged(month));
        let judged: Vec<&ChartPoint> = points.filter(|point| is_told_apart(signal(point))).collect();
        let mut signals = judged.iter().filter(|point| point.signal != "normal");
        let found = words::Found {
            months: self.months.len() as u64,
            judged: judged.len() as u64,
            signals: signals.clone().count() as u64,
            last: signals.next_back().map(|point| (point.period.as_str(), point.signal)),
            has_rate: self.latest().0.is_some(),
        };
        words::finding(&self.title, &found)
    }

    /// Where the whole stands to its target.
    pub(crate) fn mark(&self) -> Mark {
        let Some(whole) = self.whole.filter(|whole| whole.status == MetricStatus::Ok) else {
            return Mark::new("cannot", words::CANNOT_TELL);
        };
        let (Some(target), Some(value)) = (self.target, whole.value) else {
            return Mark::new("note", words::NO_TARGET);
        };
        let ends = whole.interval.and_then(|interval| Some((interval.low?, interval.high?)));
        match ends {
            Some((low, _)) if low >= target => Mark::new("met", words::MET),
            Some((_, high)) if high < target => Mark::new("missed", words::MISSED),
            _ if value >= target => Mark::new("watch", words::ABOVE_TARGET),
            _ => Mark::new("watch", words::BELOW_TARGET),
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
                    words::not_measurable(&super::value::reason(whole))
                }
                _ => words::COUNTS_ONLY.to_owned(),
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
            let shown = value_against(metric, self.target);
            let judged = self.judged(metric);
            let limits = judged.and_then(|point| point.low.zip(point.high));
            Row::new(vec![
                Cell::text(month(metric)).sort(metric.cohort.value.clone()),
                shown.counts_cell(metric),
                shown.figure_cell(metric),
                shown.interval_cell(),
                limits.map_or_else(
                    || Cell::no_number(words::NOT_KNOWN),
                    |(low, high)| Cell::number(format::share_range(low, high)),
                ),
                Cell::mark(signal_mark(judged)),
                Cell::text(left_out(metric)),
            ])
        };
        let caption = words::caption(&self.title, self.months.len() as u64);
        Table::new(format!("{id}-table"), caption, &words::LABELS, self.months.iter().map(line).collect())
    }
}

/// Counts first; a percentage only where there are ten cases or more.
fn counted(metric: &Metric) -> String {
    let shown = value(metric);
    match (&shown.counts, &shown.figure) {
        (Some(counts), Some(figure)) if metric.denominator.is_some_and(|n| n >= 10.0) => words::counted(counts, figure),
        (Some(counts), _) => counts.clone(),
        _ => shown.line(),
    }
}

/// A month against those before it.
fn variation(point: Option<&ChartPoint>) -> String {
    let Some(point) = point else { return words::NOT_JUDGED.into() };
    let count = |share: f64| format::number((share * point.denominator as f64).round());
    let usual = point.low.zip(point.high).map(|(low, high)| words::usual(&count(low), &count(high), point.denominator));
    words::variation(signal(point), usual.as_deref())
}

/// How a month was judged; where it could not have lain outside whatever happened in it, that says nothing of it.
fn signal(point: &ChartPoint) -> &'static str {
    let holds_all = point.low.is_some_and(|low| low <= 0.0) && point.high.is_some_and(|high| high >= 1.0);
    if point.signal == "normal" && holds_all { words::TOO_WIDE } else { point.signal }
}

/// Whether a month could be told from others.
fn is_told_apart(signal: &str) -> bool {
    !["not_judged", words::TOO_WIDE].contains(&signal)
}

/// How a month was judged.
pub(crate) fn signal_mark(point: Option<&ChartPoint>) -> Mark {
    let signal = point.map_or("not_judged", signal);
    let kind = match signal {
        "not_judged" | words::TOO_WIDE => "cannot",
        "normal" => "note",
        _ => "watch",
    };
    Mark::new(kind, words::signal(signal))
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
    let told = |(place, event): (usize, &BeforeAfter)| words::event(place + 1, &event.label, &event.on);
    words::events(&audit.watch.events.iter().enumerate().map(told).collect::<Vec<_>>())
}

/// Every followed rate by month.
pub(crate) fn figures(audit: &Audit) -> Result<Vec<Figure>, Error> {
    // How to read them is said once.
    let figure = |(place, trend): (usize, &Trend)| {
        let note = words::note(&trend.change(), (place == 0).then(|| events(audit)).as_deref());
        trend.figure("fig-trend-", trend.finding(), note)
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
