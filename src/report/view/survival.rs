//! Who is still there after how many days: over the whole, with and without a sync, by segment.

use super::super::charts::survival;
use super::super::charts::theme::Ink;
use super::super::words::survival as words;
use super::super::{Error, format};
use super::parts::{Cell, Figure, Row, Table, badge, slug};
use super::terms::Terms;
use crate::audit::{Audit, Survival};

/// Below so many customers an arm has no line: steps of so few are read as a course.
const LEAST_IN_ARM: u64 = 30;
/// Groups named in a title at most.
const GROUPS_SAID: usize = 4;
/// Groups listed in an at-risk table at most.
const CURVES_LISTED: usize = 12;

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
    Ok(Some(Figure {
        sentence: sentence(dimension, curves, &format::number(days)),
        note: words::note(terms.retention_origin(), floor),
        svg: if is_drawn { Some(survival::steps(&chart, &format!("{id}-title"))?) } else { None },
        instead: (!is_drawn).then(|| words::instead(curves.len(), LEAST_IN_ARM)),
        table: Some(at_risk(curves, &id, dimension)),
        badge: badge(audit, "retention_90d_km"),
        id,
    }))
}

fn sentence(dimension: &str, curves: &[&Survival], days: &str) -> String {
    let kept = |curve: &Survival| curve.at_risk.last().and_then(|row| row.survival);
    if let ("all", [whole]) = (dimension, curves) {
        return words::whole(kept(whole), days);
    }
    let said = curves.iter().filter_map(|curve| {
        let last = curve.at_risk.last()?;
        Some(words::Group {
            name: name(curve),
            share: last.survival?,
            customers: curve.customers,
            followed: last.at_risk,
            is_small: curve.customers < LEAST_IN_ARM,
        })
    });
    let said: Vec<words::Group> = said.collect();
    let ends = if said.len() > GROUPS_SAID { words::ends(&said, dimension, days) } else { None };
    ends.unwrap_or_else(|| words::groups(&said[..said.len().min(GROUPS_SAID)], dimension, days))
}

fn name(curve: &Survival) -> String {
    words::name(&curve.cohort.dimension, &curve.cohort.value)
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
                row.survival.map_or_else(|| Cell::no_number(words::NOBODY), |share| Cell::number(format::share(share))),
                row.low.zip(row.high).map_or_else(
                    || Cell::no_number(words::NONE),
                    |(low, high)| Cell::number(format::share_range(low, high)),
                ),
            ]));
        }
    }
    let more = curves.len().saturating_sub(CURVES_LISTED) as u64;
    Table::new(format!("{id}-table"), words::caption(dimension, more), &words::LABELS, rows)
}
