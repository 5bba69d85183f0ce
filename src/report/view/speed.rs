//! First touch, sync and kickoff: deal by deal against the service level, as a curve when there are many.

use serde::Serialize;

use super::super::charts::curve::{self, Curve};
use super::super::charts::strip::{self, Lane, Strip};
use super::super::charts::theme::Ink;
use super::super::{Error, format, words};
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
pub(crate) fn view(audit: &Audit, terms: &Terms, is_named: bool) -> Result<Speed, Error> {
    let figures = audit.speed.iter().map(|speed| figure(speed, audit, is_named)).collect::<Result<_, _>>()?;
    Ok(Speed { figures, table: table(audit, terms) })
}

fn figure(speed: &audit::Speed, audit: &Audit, is_named: bool) -> Result<Figure, Error> {
    let (name, _) = words::speed(speed.id);
    let id = slug("fig-speed-", speed.id);
    let title = format!("{id}-title");
    let limit = format::limit(speed.sla, speed.unit);
    let level = (speed.sla, format!("{limit} target"));
    let svg = if !speed.captured {
        None
    } else if !speed.points.is_empty() {
        let latest = speed.points.iter().map(|point| point.value).fold(0.0, f64::max);
        let strip = Strip {
            lanes: lanes(&speed.points, &limit),
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
        (true, false) => format!("{name}: one mark a deal, time from close. Hollow marks: not yet, time so far."),
        (true, true) => {
            format!("{name}: the share done by each time from close; deals still open count as open (Kaplan–Meier).")
        }
    };
    let instead = svg.is_none().then(|| instead(speed));
    Ok(Figure {
        badge: badge(audit, &format!("{}_within_sla", speed.id)),
        sentence: sentence(speed, audit),
        note,
        svg,
        instead,
        table: data(speed, &id, name, is_named),
        id,
    })
}

fn axis_end(latest: f64, sla: f64) -> f64 {
    latest.clamp(sla * 1.5, sla * LEVELS_SHOWN).max(1.0)
}

fn lanes(points: &[SpeedPoint], limit: &str) -> Vec<Lane> {
    let lane = |state: &str, label: String, ink: Ink, is_open: bool| {
        let values: Vec<f64> = points.iter().filter(|point| point.state == state).map(|point| point.value).collect();
        Lane { label: format!("{label}: {}", format::count(values.len() as u64)), values, ink, is_open }
    };
    let lanes = [
        lane("on_time", format!("Within {limit}"), Ink::Met, false),
        lane("late", "Later".into(), Ink::Missed, false),
        lane("open", "Not yet, still in time".into(), Ink::Cannot, true),
        lane("overdue", "Not yet, overdue".into(), Ink::Missed, true),
    ];
    lanes.into_iter().filter(|lane| !lane.values.is_empty()).collect()
}

fn instead(speed: &audit::Speed) -> String {
    match (&speed.reason, speed.captured) {
        (Some(reason), _) => words::sentence(reason),
        (None, false) => "No export holds its time.".into(),
        (None, true) => "No deal in scope to draw.".into(),
    }
}

fn sentence(speed: &audit::Speed, audit: &Audit) -> String {
    let (name, done) = words::speed(speed.id);
    let limit = format::limit(speed.sla, speed.unit);
    let metric = audit.whole(&format!("{}_within_sla", speed.id));
    match metric {
        Some(metric) if metric.status != MetricStatus::NotComputable && speed.captured => {
            let shown = value(metric);
            let share = match (&shown.figure, &shown.why_not) {
                (Some(figure), _) => format!(" ({figure})"),
                (None, Some(why)) => format!(" ({why})"),
                (None, None) => String::new(),
            };
            format!("{} {done} within {limit}{share}", shown.counts.unwrap_or_default())
        }
        _ if !speed.captured => format!("{name} is not measurable"),
        _ => format!("{name}: no deal is old enough to judge"),
    }
}

/// At most so many steps of a curve stand in its table.
const STEPS_LISTED: usize = 24;

/// What is drawn, as a table.
fn data(speed: &audit::Speed, id: &str, name: &str, is_named: bool) -> Option<Table> {
    if speed.points.is_empty() {
        return curve_table(speed, id, name);
    }
    let line = |point: &SpeedPoint| {
        let word = match point.state {
            "on_time" => "in time",
            "late" => "late",
            "open" => "not yet",
            _ => "overdue",
        };
        Row::new(vec![
            if is_named {
                Cell::text(&point.name).sub(&point.deal_id).link(slug("#packet-", &point.deal_id))
            } else {
                Cell::text("A deal")
            },
            Cell::number(format::elapsed(point.value, speed.unit)).sort(point.value.to_string()),
            Cell::text(word),
        ])
    };
    let caption = format!("{name}: {}", format::plural(speed.points.len() as u64, "deal", "deals"));
    let rows = speed.points.iter().map(line).collect();
    Some(Table::new(format!("{id}-table"), caption, &["Deal", "#Time from close, or so far", "State"], rows))
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
    let caption =
        format!("{name}: the share done by each time, {}", format::plural(rows.len() as u64, "step", "steps"));
    Some(Table::new(format!("{id}-table"), caption, &["Time from close", "#Share done by then"], rows))
}

fn table(audit: &Audit, terms: &Terms) -> Table {
    let line = |event: &&str| {
        let (name, _) = words::speed(event);
        let metric = |end: &str| audit.whole(&format!("{event}_{end}"));
        let quantile = |metric: Option<&Metric>| match metric {
            None => Cell::no_number("not computed"),
            Some(metric) => {
                let shown = value(metric);
                match (shown.figure, shown.interval) {
                    (Some(figure), Some(interval)) => Cell::number(figure).sub(interval),
                    (Some(figure), None) => Cell::number(figure),
                    (None, _) if metric.status == MetricStatus::SmallN => Cell::no_number("too few events"),
                    (None, _) => Cell::no_number(reason(metric)),
                }
            }
        };
        let within = match metric("within_sla") {
            Some(metric) => {
                let shown = value(metric);
                [shown.counts_cell(metric), shown.figure_cell(metric), Cell::text(left_out(metric))]
            }
            None => [Cell::no_number("not computed"), Cell::no_number("none"), Cell::soft("none")],
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
    let labels = ["Event", "Target", "#In time", "#Share", "#Median (95% interval)", "#Nine in ten by", "Left out"];
    Table::new(
        "table-speed",
        "Time from close to each event, all in-scope deals",
        &labels,
        EVENTS.iter().map(line).collect(),
    )
}
