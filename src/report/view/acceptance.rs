//! Acceptance without a material return, by cohort: dots with intervals and the same as tables. Never a ranking.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::{Error, format, words};
use super::parts::{Cell, Figure, Row, Table, badge, slug};
use super::value::{left_out, mark, row, value};
use crate::audit::{Audit, Metric, MetricStatus};

const DIMENSIONS: [&str; 7] = ["close_month", "segment", "ae", "csm", "tier", "region", "product"];
/// Dimensions whose values are persons.
pub(super) const PEOPLE: [&str; 2] = ["ae", "csm"];
/// Rows drawn at most; the table holds them all.
const ROWS_DRAWN: usize = 24;
/// Rows in a table at most; audit.json holds them all.
pub(super) const ROWS_LISTED: usize = 200;

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

/// Time runs; anything else stands by its number of cases, the largest first, so that the order ranks nobody.
pub(super) fn in_order<'a>(audit: &'a Audit, id: &'a str, dimension: &'a str) -> Vec<&'a Metric> {
    let mut cohorts: Vec<&Metric> = audit.along(id, dimension).collect();
    if !dimension.starts_with("close_") {
        cohorts.sort_by(|a, b| {
            let n = |metric: &Metric| metric.denominator.unwrap_or(-1.0);
            n(b).total_cmp(&n(a)).then_with(|| a.cohort.value.cmp(&b.cohort.value))
        });
    }
    cohorts
}

/// A cohort's label.
pub(super) fn label(metric: &Metric) -> String {
    match metric.cohort.dimension.as_str() {
        "close_month" => format::month(&metric.cohort.value),
        "synced" if metric.cohort.value == "yes" => "Sync held".into(),
        "synced" if metric.cohort.value == "no" => "No sync".into(),
        "tier" => words::capital(&words::tier(&metric.cohort.value)),
        _ if metric.cohort.value.is_empty() || metric.cohort.value == "(blank)" => "(blank in the export)".into(),
        _ => metric.cohort.value.clone(),
    }
}

fn figure(audit: &Audit, dimension: &str, cohorts: &[&Metric]) -> Result<Figure, Error> {
    let threshold = audit.verdict.threshold;
    let id = slug("fig-acceptance-", dimension);
    let axis = Axis::shares(Some((threshold, format!("target {}", format::share(threshold)))));
    let drawn: Vec<&&Metric> =
        cohorts.iter().filter(|metric| metric.status != MetricStatus::NotComputable).take(ROWS_DRAWN).collect();
    let rows: Vec<intervals::Row> = drawn.iter().map(|metric| row(label(metric), metric, Some(threshold))).collect();
    let svg = if rows.iter().all(|row| row.mark.is_none()) {
        None
    } else {
        Some(intervals::rows(&rows, &axis, &format!("{id}-title"))?)
    };
    let cut = if cohorts.len() > ROWS_DRAWN {
        format!(" The {ROWS_DRAWN} with most cases are drawn.")
    } else {
        String::new()
    };
    let order = if dimension.starts_with("close_") { "in order of time" } else { "most cases first" };
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
    let listed = cohorts.len().min(ROWS_LISTED);
    let caption = if listed < cohorts.len() {
        format!(
            "Acceptance by {name}: {listed} of {} cohorts, the others in audit.json",
            format::count(cohorts.len() as u64)
        )
    } else {
        format!("Acceptance by {name}: {listed} cohorts")
    };
    Table::new(
        slug("table-acceptance-", dimension),
        caption,
        &labels,
        cohorts.iter().take(ROWS_LISTED).map(line).collect(),
    )
}
