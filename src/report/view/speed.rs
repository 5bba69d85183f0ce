//! First touch, sync and kickoff: deal by deal against the service level, as a curve when there are many.

use serde::Serialize;

use super::super::charts::curve::{self, Curve};
use super::super::charts::link::Link;
use super::super::charts::strip::{self, Lane, Strip};
use super::super::charts::theme::Ink;
use super::super::words::{self, speed as say};
use super::super::{Error, format};
use super::packets::OnPage;
use super::parts::{Cell, Figure, Row, Table, badge, slug};
use super::terms::Terms;
use super::value::{left_out, reason, value};
use crate::audit::{self, Audit, Metric, MetricStatus, SpeedPoint};

const EVENTS: [&str; 5] = ["first_touch", "transition_email", "sync", "kickoff", "first_value"];
/// The axis ends at so many service levels at most; what is later stands in a bin of its own.
const LEVELS_SHOWN: f64 = 4.0;

/// The section.
#[derive(Serialize)]
pub(crate) struct Speed {
    figures: Vec<Figure>,
    table: Table,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, terms: &Terms, is_named: bool, on_page: &OnPage) -> Result<Speed, Error> {
    let shown = |speed| figure(speed, audit, is_named, on_page);
    let figures = audit.speed.iter().map(shown).collect::<Result<_, _>>()?;
    Ok(Speed { figures, table: table(audit, terms) })
}

fn figure(speed: &audit::Speed, audit: &Audit, is_named: bool, on_page: &OnPage) -> Result<Figure, Error> {
    let name = words::speed(speed.id);
    let id = slug("fig-speed-", speed.id);
    let title = format!("{id}-title");
    let limit = format::limit(speed.sla, speed.unit);
    let level = (speed.sla, say::target(&limit));
    let svg = if !speed.captured {
        None
    } else if !speed.points.is_empty() {
        let latest = speed.points.iter().map(|point| point.value).fold(0.0, f64::max);
        let strip = Strip {
            lanes: lanes(speed, &limit, on_page),
            sla: level,
            unit: speed.unit,
            end: axis_end(latest, speed.sla),
        };
        Some(strip::lanes(&strip, &title)?)
    } else if !speed.curve.is_empty() {
        let latest = speed.curve.last().map_or(0.0, |(time, _)| *time);
        let curve =
            Curve { steps: speed.curve.clone(), sla: level, unit: speed.unit, end: axis_end(latest, speed.sla) };
        Some(curve::steps(&curve, &title)?)
    } else {
        None
    };
    let note = match (svg.is_some(), speed.points.is_empty()) {
        (false, _) => String::new(),
        (true, false) => say::marks(name),
        (true, true) => say::curve(name),
    };
    let instead = svg.is_none().then(|| instead(speed));
    Ok(Figure {
        badge: badge(audit, &format!("{}_within_sla", speed.id)),
        sentence: sentence(speed, audit),
        note,
        svg,
        instead,
        table: data(speed, &id, name, is_named, on_page),
        id,
    })
}

fn axis_end(latest: f64, sla: f64) -> f64 {
    latest.clamp(sla * 1.5, sla * LEVELS_SHOWN).max(1.0)
}

fn lanes(speed: &audit::Speed, limit: &str, on_page: &OnPage) -> Vec<Lane> {
    let deal = |point: &SpeedPoint| {
        let name = || say::mark(format::called(&point.name, &point.deal_id), &format::elapsed(point.value, speed.unit));
        (point.value, on_page.anchor(&point.deal_id).map(|href| Link { href, name: name() }))
    };
    let lane = |(state, ink, is_open): (&str, Ink, bool)| {
        let deals: Vec<_> = speed.points.iter().filter(|point| point.state == state).map(deal).collect();
        Lane { label: say::lane(state, limit, deals.len() as u64), deals, ink, is_open }
    };
    let lanes = [
        ("on_time", Ink::Met, false),
        ("late", Ink::Missed, false),
        ("open", Ink::Cannot, true),
        ("overdue", Ink::Missed, true),
    ]
    .map(lane);
    lanes.into_iter().filter(|lane| !lane.deals.is_empty()).collect()
}

fn instead(speed: &audit::Speed) -> String {
    match (&speed.reason, speed.captured) {
        (Some(reason), _) => words::sentence(reason),
        (None, false) => say::NO_TIME.into(),
        (None, true) => say::NO_DEAL.into(),
    }
}

fn sentence(speed: &audit::Speed, audit: &Audit) -> String {
    let name = words::speed(speed.id);
    let limit = format::limit(speed.sla, speed.unit);
    let metric = audit.whole(&format!("{}_within_sla", speed.id));
    match metric {
        Some(metric) if metric.status != MetricStatus::NotComputable && speed.captured => {
            let shown = value(metric);
            let share = shown.figure.or(shown.why_not);
            let done = words::speed_done(speed.id, metric.is_of_one());
            say::in_time(&shown.counts.unwrap_or_default(), done, &limit, share.as_deref())
        }
        _ if !speed.captured => say::not_measurable(name),
        _ => say::too_early(name),
    }
}

/// At most so many steps of a curve stand in its table.
const STEPS_LISTED: usize = 24;

/// What is drawn, as a table.
fn data(speed: &audit::Speed, id: &str, name: &str, is_named: bool, on_page: &OnPage) -> Option<Table> {
    if speed.points.is_empty() {
        return curve_table(speed, id, name);
    }
    let line = |point: &SpeedPoint| {
        Row::new(vec![
            if is_named {
                Cell { href: on_page.anchor(&point.deal_id), ..Cell::of_deal(&point.name, &point.deal_id) }
            } else {
                Cell::text(say::A_DEAL)
            },
            Cell::number(format::elapsed(point.value, speed.unit)).sort(point.value.to_string()),
            Cell::text(say::state(point.state)),
        ])
    };
    let caption = say::deals(name, speed.points.len() as u64);
    let rows = speed.points.iter().map(line).collect();
    Some(Table::new(format!("{id}-table"), caption, &say::DEAL_LABELS, rows))
}

/// The curve at steps an even number apart, and its last.
fn curve_table(speed: &audit::Speed, id: &str, name: &str) -> Option<Table> {
    let last = speed.curve.len().checked_sub(1)?;
    let every = speed.curve.len().div_ceil(STEPS_LISTED).max(1);
    let is_listed = |place: &usize| place.is_multiple_of(every) || *place == last;
    let line = |place: usize| {
        let (time, share) = speed.curve[place];
        Row::new(vec![
            Cell::text(format::elapsed(time, speed.unit)).sort(time.to_string()),
            Cell::number(format::share(share)).sort(share.to_string()),
        ])
    };
    let rows: Vec<Row> = (0..=last).filter(is_listed).map(line).collect();
    let caption = say::steps(name, rows.len() as u64);
    Some(Table::new(format!("{id}-table"), caption, &say::CURVE_LABELS, rows))
}

fn table(audit: &Audit, terms: &Terms) -> Table {
    let line = |event: &&str| {
        let name = words::speed(event);
        let metric = |end: &str| audit.whole(&format!("{event}_{end}"));
        let quantile = |metric: Option<&Metric>| match metric {
            None => Cell::no_number(say::NOT_COMPUTED),
            Some(metric) => {
                let shown = value(metric);
                match (shown.figure, shown.interval) {
                    (Some(figure), Some(interval)) => Cell::number(figure).sub(interval),
                    (Some(figure), None) => Cell::number(figure),
                    (None, _) if metric.status == MetricStatus::SmallN => Cell::no_number(say::TOO_FEW),
                    (None, _) => Cell::no_number(reason(metric)),
                }
            }
        };
        let within = match metric("within_sla") {
            Some(metric) => {
                let shown = value(metric);
                [shown.counts_cell(metric), shown.figure_cell(metric), Cell::text(left_out(metric))]
            }
            None => [Cell::no_number(say::NOT_COMPUTED), Cell::no_number(say::NONE), Cell::soft(say::NONE)],
        };
        let [counts, share, left] = within;
        let head = match metric("within_sla") {
            Some(metric) => Cell::text(name).link(slug("#fig-", &metric.id)),
            None => Cell::text(name),
        };
        Row {
            id: Some(slug("speed-", event)),
            cells: vec![
                head,
                Cell::text(terms.sla(event)),
                counts,
                share,
                quantile(metric("median")),
                quantile(metric("p90")),
                left,
            ],
            ..Row::default()
        }
    };
    Table::new("table-speed", say::CAPTION, &say::LABELS, EVENTS.iter().map(line).collect())
}
