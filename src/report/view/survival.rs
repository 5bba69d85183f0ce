//! Who is still there after how many days: over the whole, with and without a sync, by segment.

use super::super::charts::survival;
use super::super::charts::theme::Ink;
use super::super::{Error, format};
use super::parts::{Cell, Figure, Row, Table, badge, slug};
use super::terms::Terms;
use crate::audit::{Audit, BLANK, Survival};

/// Curves over the whole, and by sync where both arms are large enough.
pub(super) fn figures(audit: &Audit, terms: &Terms) -> Result<Vec<Figure>, Error> {
    let of =
        |dimension: &str| audit.survival.iter().filter(|curve| curve.cohort.dimension == dimension).collect::<Vec<_>>();
    let mut figures = Vec::new();
    for dimension in ["all", "synced", "segment"] {
        let curves = of(dimension);
        if let Some(figure) = figure(dimension, &curves, audit, terms)? {
            figures.push(figure);
        }
    }
    Ok(figures)
}

/// Below so many customers an arm has no line: steps of so few are read as a course.
const LEAST_IN_ARM: u64 = 30;

fn figure(dimension: &str, curves: &[&Survival], audit: &Audit, terms: &Terms) -> Result<Option<Figure>, Error> {
    let days = terms.figure("retention_days", 90.0);
    if curves.is_empty() || (dimension != "all" && curves.len() < 2) {
        return Ok(None);
    }
    let id = slug("fig-survival-", dimension);
    // Two lines can be told apart by ink and name; more are left to the table.
    let is_drawn = curves.len() <= 2 && curves.iter().all(|curve| curve.customers >= LEAST_IN_ARM);
    let line = |(place, curve): (usize, &&Survival)| survival::Line {
        label: name(curve),
        steps: curve.steps.clone(),
        at_risk: curve.at_risk.iter().map(|row| (row.day, row.at_risk)).collect(),
        until: curve.followed_until.min(days),
        ink: if place == 0 { Ink::Series } else { Ink::Watch },
    };
    let lowest =
        curves.iter().flat_map(|curve| curve.at_risk.iter().filter_map(|row| row.survival)).fold(1.0, f64::min);
    let floor = [0.9, 0.8, 0.6, 0.5].into_iter().find(|floor| lowest >= *floor).unwrap_or(0.0);
    let chart = survival::Survival { lines: curves.iter().enumerate().map(line).collect(), end: days, floor };
    let kept = |curve: &Survival| curve.at_risk.last().and_then(|row| row.survival);
    let sentence = match (dimension, curves) {
        ("all", [whole]) => match kept(whole) {
            Some(share) => format!(
                "{} of customers are still there on day {}, those too young to know included",
                format::share(share),
                format::number(days)
            ),
            None => format!("No customer has been followed up to day {} yet", format::number(days)),
        },
        (_, curves) => {
            let said: Vec<String> = curves
                .iter()
                .take(GROUPS_SAID)
                .filter_map(|curve| Some(format!("{} {}", name(curve), format::share(kept(curve)?))))
                .collect();
            match said.is_empty() {
                true => format!("Nobody has been followed up to day {} yet, {}", format::number(days), by(dimension)),
                false => format!("Still there on day {}, {}: {}", format::number(days), by(dimension), said.join(", ")),
            }
        }
    };
    let zoom = if floor > 0.0 { format!(" The axis starts at {}.", format::share(floor)) } else { String::new() };
    Ok(Some(Figure {
        note: format!(
            "Share of customers still there by days from {} (Kaplan–Meier); the numbers beneath are those still followed.{zoom}",
            terms.retention_origin()
        ),
        svg: if is_drawn { Some(survival::steps(&chart, &format!("{id}-title"))?) } else { None },
        instead: (!is_drawn).then(|| {
            let why = if curves.len() > 2 {
                "more than two lines cannot be told apart"
            } else {
                "a group has fewer than 30 customers"
            };
            format!("No lines are drawn: {why}. The table holds each day with the number still followed.")
        }),
        table: Some(at_risk(curves, &id, dimension)),
        badge: badge(audit, "retention_90d_km"),
        sentence,
        id,
    }))
}

fn by(dimension: &str) -> &'static str {
    if dimension == "synced" { "with and without a sync" } else { "by segment" }
}

fn name(curve: &Survival) -> String {
    match (curve.cohort.dimension.as_str(), curve.cohort.value.as_str()) {
        ("all", _) => "All customers".into(),
        ("synced", "yes") => "Sync held".into(),
        ("synced", _) => "No sync".into(),
        (_, BLANK | "") => "No segment named".into(),
        (_, value) => value.to_owned(),
    }
}

fn at_risk(curves: &[&Survival], id: &str, dimension: &str) -> Table {
    let mut rows = Vec::new();
    for curve in curves.iter().take(CURVES_LISTED) {
        for row in &curve.at_risk {
            rows.push(Row::new(vec![
                Cell::text(name(curve)),
                Cell::number(format::number(row.day)),
                Cell::number(format::count(row.at_risk)),
                Cell::number(format::count(row.churned)),
                Cell::number(format::count(row.censored)),
                row.survival
                    .map_or_else(|| Cell::no_number("nobody followed"), |share| Cell::number(format::share(share))),
                row.low.zip(row.high).map_or_else(
                    || Cell::no_number("none"),
                    |(low, high)| Cell::number(format::share_range(low, high)),
                ),
            ]));
        }
    }
    let more = curves.len().saturating_sub(CURVES_LISTED);
    let left = if more > 0 { format!("; {} more in audit.json", format::count(more as u64)) } else { String::new() };
    let caption = match dimension {
        "all" => "All customers by day".to_owned(),
        other => format!("Customers {} by day{left}", by(other)),
    };
    let labels = [
        "Customers",
        "#Day",
        "#Still followed",
        "#Churned by then",
        "#Followed less long",
        "#Still there",
        "#95% interval",
    ];
    Table::new(format!("{id}-table"), caption, &labels, rows)
}

/// Groups named in a title at most.
const GROUPS_SAID: usize = 4;
/// Groups listed in an at-risk table at most.
const CURVES_LISTED: usize = 12;
