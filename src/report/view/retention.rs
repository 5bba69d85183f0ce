//! Retention by cohort: when it can be known first, then who is still there after how many days, then the shares.

use serde::Serialize;

use super::super::charts::intervals::Axis;
use super::super::words::retention as words;
use super::super::{Error, glossary};
use super::cohorts::{ROWS_LISTED, draw, in_order, label, parted};
use super::parts::{Cell, Figure, Row, Table, badge, slug};
use super::terms::Terms;
use super::value::{left_out, reason, value};
use super::{maturity, survival};
use crate::audit::{Audit, Metric, MetricStatus};

const DIMENSIONS: [&str; 3] = ["close_month", "segment", "synced"];

/// The section.
#[derive(Serialize)]
pub(crate) struct Retention {
    sentence: String,
    whole: Table,
    figures: Vec<Figure>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, terms: &Terms) -> Result<Retention, Error> {
    let has_mature = audit.whole("retention_90d").is_some_and(|metric| metric.denominator.is_some_and(|n| n > 0.0));
    let mut figures: Vec<Figure> = maturity::figure(audit, terms)?.into_iter().collect();
    figures.extend(survival::figures(audit, terms)?);
    if has_mature {
        let mut is_first = true;
        for dimension in DIMENSIONS {
            let cohorts = in_order(audit, "retention_90d", dimension);
            if cohorts.len() > 1 {
                figures.push(figure(audit, dimension, &cohorts, terms, std::mem::take(&mut is_first))?);
            }
        }
    }
    Ok(Retention { sentence: sentence(audit, terms), whole: whole(audit, terms), figures })
}

fn sentence(audit: &Audit, terms: &Terms) -> String {
    let days = terms.number("retention_days", 90.0);
    if let Some(note) = audit.no_case().filter(|_| audit.deals_in_scope == 0) {
        return words::not_measurable(&days, &note.sentence);
    }
    let Some(metric) = audit.whole("retention_90d") else { return words::not_computed(&days) };
    let is_early = || metric.reason.as_deref().is_some_and(|reason| reason.starts_with("no case"));
    match (metric.status, metric.numerator, metric.denominator) {
        (MetricStatus::NotComputable, ..) if is_early() => words::too_early(&days),
        (MetricStatus::NotComputable, ..) => words::not_measurable(&days, &reason(metric)),
        (_, Some(_), Some(_)) => {
            let shown = value(metric);
            let share = shown.figure.or(shown.why_not);
            words::retained(&shown.counts.unwrap_or_default(), metric.is_of_one(), &days, share.as_deref())
        }
        _ => words::otherwise(&days, &value(metric).line()),
    }
}

fn whole(audit: &Audit, terms: &Terms) -> Table {
    let line = |id: &&str| {
        audit.whole(id).map(|metric| {
            let shown = value(metric);
            Row::new(vec![
                Cell::text(glossary::title(id, terms)).link(slug("#fig-", id)),
                shown.counts_cell(metric),
                shown.figure_cell(metric),
                shown.interval_cell(),
                Cell::text(left_out(metric)),
            ])
        })
    };
    let rows =
        ["retention_90d", "retention_90d_km", "revenue_retention_90d", "csat_mean"].iter().filter_map(line).collect();
    Table::new("table-retention", words::WHOLE, &words::WHOLE_LABELS, rows)
}

/// `is_first`: how to read it is said once.
fn figure(audit: &Audit, dimension: &str, cohorts: &[&Metric], terms: &Terms, is_first: bool) -> Result<Figure, Error> {
    let id = slug("fig-retention-", dimension);
    let drawn = draw(cohorts, dimension, &Axis::shares(None), None, &id)?;
    let days = terms.number("retention_days", 90.0);
    let judged = cohorts.iter().filter(|metric| metric.status == MetricStatus::Ok).count() as u64;
    Ok(Figure {
        badge: badge(audit, "retention_90d"),
        sentence: words::compared(dimension, judged, cohorts.len() as u64),
        note: words::note(&days, is_first, &drawn.cut),
        instead: drawn.svg.is_none().then(|| words::TOO_FEW.into()),
        svg: drawn.svg,
        table: Some(table(audit, dimension, cohorts, &days)),
        id,
    })
}

fn table(audit: &Audit, dimension: &str, cohorts: &[&Metric], days: &str) -> Table {
    let line = |metric: &&Metric| {
        let shown = value(metric);
        let km = audit.along("retention_90d_km", dimension).find(|km| km.cohort == metric.cohort);
        let (estimate, range) = km.map_or_else(
            || (Cell::no_number(words::NOT_COMPUTED), Cell::no_number(words::NONE)),
            |km| (value(km).figure_cell(km), value(km).interval_cell()),
        );
        Row::new(vec![
            Cell::text(label(metric)).sort(metric.cohort.value.clone()),
            shown.counts_cell(metric),
            shown.figure_cell(metric),
            shown.interval_cell(),
            estimate,
            range,
            Cell::text(left_out(metric)),
        ])
    };
    let (listed, rest) = parted(cohorts, dimension, ROWS_LISTED);
    let caption = words::caption(days, dimension, rest.is_some());
    let mut rows: Vec<Row> = listed.iter().map(line).collect();
    rows.extend(rest.map(|rest| rest.row(dimension, words::LABELS.len())));
    Table::new(slug("table-retention-", dimension), caption, &words::LABELS, rows)
}
