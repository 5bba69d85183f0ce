//! Acceptance without a material return, by cohort: dots with intervals and the same as tables. Never a ranking.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::{Error, format, words};
use super::cohorts::{ROWS_DRAWN, ROWS_LISTED, in_order, is_time, label, parted};
use super::parts::{Cell, Figure, Row, Table, badge, slug};
use super::value::{left_out, mark, row, value};
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
    pub(super) empty: Option<&'static str>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Result<Acceptance, Error> {
    let id = "first_pass_acceptance_rate";
    let mut figures = Vec::new();
    for dimension in DIMENSIONS.into_iter().filter(|dimension| is_named || !PEOPLE.contains(dimension)) {
        let cohorts = in_order(audit, id, dimension);
        // One cohort that is the whole says nothing new.
        if cohorts.len() > 1 {
            figures.push(figure(audit, dimension, &cohorts)?);
        }
    }
    let empty = figures
        .is_empty()
        .then_some("There is no second cohort to compare with: one month, one segment, or nothing due.");
    Ok(Acceptance { figures, empty })
}

fn figure(audit: &Audit, dimension: &str, cohorts: &[&Metric]) -> Result<Figure, Error> {
    let threshold = audit.verdict.threshold;
    let id = slug("fig-acceptance-", dimension);
    let axis = Axis::shares(Some((threshold, format!("target {}", format::share(threshold)))));
    let with_cases: Vec<&Metric> =
        cohorts.iter().copied().filter(|metric| metric.status != MetricStatus::NotComputable).collect();
    let (drawn, rest) = parted(&with_cases, dimension, ROWS_DRAWN);
    let mut rows: Vec<intervals::Row> =
        drawn.iter().map(|metric| row(label(metric), metric, Some(threshold))).collect();
    let is_empty = rows.iter().all(|row| row.mark.is_none());
    rows.extend(rest.as_ref().map(|rest| rest.drawn(dimension)));
    let svg = if is_empty { None } else { Some(intervals::rows(&rows, &axis, &format!("{id}-title"))?) };
    let cut = rest.map_or_else(String::new, |rest| format!(" {}", rest.sentence(dimension, drawn.len())));
    let order = if is_time(dimension) { "in order of time" } else { "most cases first" };
    Ok(Figure {
        badge: badge(audit, "first_pass_acceptance_rate"),
        sentence: sentence(dimension, cohorts, threshold),
        note: format!(
            "Accepted without a material return by {}, {order}. Hollow: the interval contains the target, so it cannot be told apart from it.{cut}",
            words::dimension(dimension)
        ),
        instead: svg
            .is_none()
            .then(|| "Each cohort has too few cases for a rate; the counts stand in the table.".into()),
        svg,
        table: Some(table(audit, dimension, cohorts)),
        id,
    })
}

fn sentence(dimension: &str, cohorts: &[&Metric], threshold: f64) -> String {
    use super::super::charts::theme::Ink;
    let target = format::share(threshold);
    let (one, many) = words::cohorts(dimension);
    let judged: Vec<Ink> =
        cohorts.iter().filter_map(|metric| mark(metric, Some(threshold))).map(|mark| mark.ink).collect();
    let n = |ink: Ink| judged.iter().filter(|judged| **judged == ink).count() as u64;
    let noun = |n: u64| if n == 1 { one.clone() } else { many.clone() };
    match (judged.len() as u64, n(Ink::Missed), n(Ink::Met)) {
        (0, ..) => format!("No {one} has enough handoffs to compare with {target}"),
        (all, 0, 0) => format!("None of {} {} can be told apart from {target}", format::count(all), noun(all)),
        (all, 0, met) => format!(
            "{} {} lie at or above {target}, the others cannot be told apart from it",
            format::k_of_n(met, all),
            noun(all)
        ),
        (all, missed, _) => {
            let verb = if missed == 1 { "lies" } else { "lie" };
            format!("{} {} {verb} below {target} with the whole interval", format::k_of_n(missed, all), noun(all))
        }
    }
}

fn table(audit: &Audit, dimension: &str, cohorts: &[&Metric]) -> Table {
    let beside =
        |id: &str, of: &Metric| audit.metrics.iter().find(|metric| metric.id == id && metric.cohort == of.cohort);
    let line = |metric: &&Metric| {
        let shown = value(metric);
        let other = |id: &str| {
            beside(id, metric)
                .map_or_else(|| Cell::no_number("not computed"), |metric| value(metric).counts_cell(metric))
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
    let labels =
        ["Cohort", "#First pass", "#Share", "#95% interval", "#Accepted at last", "#Handoff complete", "Left out"];
    let name = words::dimension(dimension);
    let all = cohorts.len() as u64;
    let (listed, rest) = parted(cohorts, dimension, ROWS_LISTED);
    let caption = match &rest {
        Some(_) => format!(
            "Acceptance by {name}: {} cohorts, the others together in the last row and each in audit.json",
            format::k_of_n(listed.len() as u64, all)
        ),
        None => format!("Acceptance by {name}: {} cohorts", format::count(all)),
    };
    let mut rows: Vec<Row> = listed.iter().map(line).collect();
    rows.extend(rest.map(|rest| rest.row(dimension, labels.len())));
    Table::new(slug("table-acceptance-", dimension), caption, &labels, rows)
}
