//! Acceptance without a material return, by cohort: dots with intervals and the same as tables. Never a ranking.

use serde::Serialize;

use super::super::Error;
use super::super::charts::intervals::Axis;
use super::super::charts::theme::Ink;
use super::super::words::cohorts::{self as shared, acceptance as say};
use super::cohorts::{ROWS_LISTED, draw, in_order, is_time, label, parted};
use super::parts::{Cell, Figure, Row, Table, badge, slug};
use super::value::{left_out, mark, reason, value, value_against};
use crate::audit::{Audit, Metric, MetricStatus};

const DIMENSIONS: [&str; 7] = ["close_month", "segment", "ae", "csm", "tier", "region", "product"];
/// Dimensions whose values are persons.
pub(super) const PEOPLE: [&str; 2] = ["ae", "csm"];

/// The section.
#[derive(Serialize)]
pub(crate) struct Acceptance {
    /// One a dimension.
    pub(super) figures: Vec<Figure>,
    /// Said instead.
    pub(super) empty: Option<String>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Result<Acceptance, Error> {
    let id = "first_pass_acceptance_rate";
    // Of nobody's decisions no cohort's are known.
    if let Some(whole) = audit.whole(id).filter(|_| !audit.shows_decisions()) {
        return Ok(Acceptance { figures: Vec::new(), empty: Some(say::not_measurable(&reason(whole))) });
    }
    let mut figures = Vec::new();
    for dimension in DIMENSIONS.into_iter().filter(|dimension| is_named || !PEOPLE.contains(dimension)) {
        let cohorts = in_order(audit, id, dimension);
        // One cohort that is the whole says nothing new.
        if cohorts.len() > 1 {
            figures.push(figure(audit, dimension, &cohorts, figures.is_empty())?);
        }
    }
    let empty = figures.is_empty().then(|| say::EMPTY.to_owned());
    Ok(Acceptance { figures, empty })
}

/// `is_first`: how to read it is said once.
fn figure(audit: &Audit, dimension: &str, cohorts: &[&Metric], is_first: bool) -> Result<Figure, Error> {
    let threshold = audit.verdict.threshold;
    let id = slug("fig-acceptance-", dimension);
    let axis = Axis::shares(Some((threshold, say::target(threshold))));
    let drawn = draw(cohorts, dimension, &axis, Some(threshold), &id)?;
    Ok(Figure {
        badge: badge(audit, "first_pass_acceptance_rate"),
        sentence: sentence(dimension, cohorts, threshold),
        note: say::note(dimension, is_time(dimension), is_first) + &drawn.cut,
        instead: drawn.svg.is_none().then(|| say::TOO_FEW.to_owned()),
        svg: drawn.svg,
        table: Some(table(audit, dimension, cohorts)),
        id,
    })
}

fn sentence(dimension: &str, cohorts: &[&Metric], threshold: f64) -> String {
    let judged: Vec<Ink> =
        cohorts.iter().filter_map(|metric| mark(metric, Some(threshold))).map(|mark| mark.ink).collect();
    let n = |ink: Ink| judged.iter().filter(|judged| **judged == ink).count() as u64;
    say::sentence(dimension, threshold, judged.len() as u64, n(Ink::Missed), n(Ink::Met))
}

fn table(audit: &Audit, dimension: &str, cohorts: &[&Metric]) -> Table {
    let beside =
        |id: &str, of: &Metric| audit.metrics.iter().find(|metric| metric.id == id && metric.cohort == of.cohort);
    let line = |metric: &&Metric| {
        let shown = value_against(metric, Some(audit.verdict.threshold));
        let other = |id: &str| {
            beside(id, metric)
                .map_or_else(|| Cell::no_number(shared::NOT_COMPUTED), |metric| value(metric).counts_cell(metric))
        };
        Row::new(vec![
            Cell::text(label(metric)).sort(metric.cohort.value.clone()),
            shown.counts_cell(metric),
            shown.figure_cell(metric),
            shown.interval_cell(),
            other("acceptance_rate"),
            other(if audit.whole("completion_rate").is_some_and(|whole| whole.status == MetricStatus::NotComputable) {
                "completion_rate_captured"
            } else {
                "completion_rate"
            }),
            Cell::text(left_out(metric)),
        ])
    };
    let (listed, rest) = parted(cohorts, dimension, ROWS_LISTED);
    let caption = say::caption(dimension, cohorts.len() as u64, rest.as_ref().map(|_| listed.len() as u64));
    let mut rows: Vec<Row> = listed.iter().map(line).collect();
    rows.extend(rest.map(|rest| rest.row(dimension, say::LABELS.len())));
    Table::new(slug("table-acceptance-", dimension), caption, &say::LABELS, rows)
}
