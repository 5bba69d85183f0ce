//! Retention by cohort: who is old enough first, then the shares, then whether the handoff goes with it.

use serde::Serialize;

use super::super::charts::intervals::{self, Axis};
use super::super::{Error, format, glossary, words};
use super::acceptance::{ROWS_LISTED, in_order, label};
use super::parts::{Cell, Figure, Row, Table, slug};
use super::terms::Terms;
use super::value::{left_out, reason, row, value};
use crate::audit::{Audit, Metric, MetricStatus};

const DIMENSIONS: [&str; 3] = ["close_month", "segment", "synced"];
const EXPOSURES: [&str; 3] = ["sync", "first_pass", "completeness"];

/// The section.
#[derive(Serialize)]
pub(crate) struct Retention {
    sentence: String,
    whole: Table,
    maturity: Option<Table>,
    figures: Vec<Figure>,
    proof_sentence: String,
    proof: Table,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, terms: &Terms) -> Result<Retention, Error> {
    let has_mature = audit.whole("retention_90d").is_some_and(|metric| metric.denominator.is_some_and(|n| n > 0.0));
    let mut figures = Vec::new();
    if has_mature {
        for dimension in DIMENSIONS {
            let cohorts = in_order(audit, "retention_90d", dimension);
            if cohorts.len() > 1 {
                figures.push(figure(audit, dimension, &cohorts, terms)?);
            }
        }
    }
    Ok(Retention {
        sentence: sentence(audit, terms),
        whole: whole(audit, terms),
        maturity: maturity(audit, terms),
        figures,
        proof_sentence: proof_sentence(audit),
        proof: proof(audit, terms),
    })
}

fn sentence(audit: &Audit, terms: &Terms) -> String {
    let days = terms.number("retention_days", 90.0);
    let Some(metric) = audit.whole("retention_90d") else {
        return format!("{days}-day retention was not computed");
    };
    match (metric.status, metric.numerator, metric.denominator) {
        (MetricStatus::NotComputable, ..)
            if metric.reason.as_deref().is_some_and(|reason| reason.starts_with("no case")) =>
        {
            format!("No customer has reached day {days} yet: retention cannot be known before")
        }
        (MetricStatus::NotComputable, ..) => format!("{days}-day retention is not measurable: {}", reason(metric)),
        (_, Some(_), Some(_)) => {
            let shown = value(metric);
            let share = shown.figure.or(shown.why_not).map_or_else(String::new, |share| format!(" ({share})"));
            format!("{} customers who have reached day {days} were retained{share}", shown.counts.unwrap_or_default())
        }
        _ => format!("{days}-day retention: {}", value(metric).line()),
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
    Table::new(
        "table-retention",
        "Retention over the whole",
        &["Figure", "#Cases", "#Figure", "#95% interval", "Left out"],
        rows,
    )
}

/// When the customers of each month are old enough; only where a customer's life starts with the win.
fn maturity(audit: &Audit, terms: &Terms) -> Option<Table> {
    if !terms.is_origin_won() {
        return None;
    }
    let days = terms.figure("retention_days", 90.0);
    let line = |metric: &Metric| {
        let (first, last) = format::month_plus_days(&metric.cohort.value, days as i64)?;
        let shown = value(metric);
        let followed = audit.along("retention_90d_km", "close_month").find(|km| km.cohort == metric.cohort);
        let n = |metric: Option<&Metric>| metric.and_then(|metric| metric.denominator).map_or(0.0, |n| n) as u64;
        let mature =
            if metric.denominator.is_some() { Cell::number(format::count(n(Some(metric)))) } else { Cell::number("0") };
        Some(Row::new(vec![
            Cell::text(label(metric)).sort(metric.cohort.value.clone()),
            Cell::number(format::count(n(followed))),
            mature,
            Cell::text(format!("{first} to {last}")),
            shown.counts_cell(metric),
        ]))
    };
    let rows: Vec<Row> = audit.along("retention_90d", "close_month").filter_map(line).collect();
    let labels = ["Won in", "#Customers followed", "#Old enough", "Day reached between", "#Retained"];
    let caption = format!("When each month’s customers reach day {}", terms.number("retention_days", 90.0));
    (!rows.is_empty()).then(|| Table::new("table-maturity", caption, &labels, rows))
}

fn figure(audit: &Audit, dimension: &str, cohorts: &[&Metric], terms: &Terms) -> Result<Figure, Error> {
    let id = slug("fig-retention-", dimension);
    let drawn = cohorts.iter().filter(|metric| metric.status != MetricStatus::NotComputable).take(24);
    let rows: Vec<intervals::Row> = drawn.map(|metric| row(label(metric), metric, None)).collect();
    let svg = if rows.iter().all(|row| row.mark.is_none()) {
        None
    } else {
        Some(intervals::rows(&rows, &Axis::shares(None), &format!("{id}-title"))?)
    };
    let days = terms.number("retention_days", 90.0);
    let (_, many) = words::cohorts(dimension);
    let judged = cohorts.iter().filter(|metric| metric.status == MetricStatus::Ok).count() as u64;
    let sentence = match (dimension, judged) {
        ("synced", n) if n < 2 => "Customers with and without a sync cannot be compared yet".into(),
        ("synced", _) => "Retention of customers with and without a sync".to_owned(),
        (_, 0) => format!("Too few customers are old enough to compare {many}"),
        (_, n) => {
            format!("{} {many} have customers enough for a retention rate", format::k_of_n(n, cohorts.len() as u64))
        }
    };
    Ok(Figure {
        sentence,
        note: format!(
            "{days}-day retention of customers old enough, with 95% intervals. A difference is an association, not a cause."
        ),
        instead: svg
            .is_none()
            .then(|| "Each cohort has too few customers who are old enough; the counts stand in the table.".into()),
        svg,
        table: Some(table(audit, dimension, cohorts, &days)),
        id,
    })
}

fn table(audit: &Audit, dimension: &str, cohorts: &[&Metric], days: &str) -> Table {
    let line = |metric: &&Metric| {
        let shown = value(metric);
        let km = audit.along("retention_90d_km", dimension).find(|km| km.cohort == metric.cohort);
        let (estimate, range) = km.map_or_else(
            || (Cell::no_number("not computed"), Cell::no_number("none")),
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
    let labels = [
        "Cohort",
        "#Retained",
        "#Share",
        "#95% interval",
        "#With younger ones (Kaplan–Meier)",
        "#95% interval",
        "Left out",
    ];
    let caption = format!("{days}-day retention by {}", words::dimension(dimension));
    let rows = cohorts.iter().take(ROWS_LISTED).map(line).collect();
    Table::new(slug("table-retention-", dimension), caption, &labels, rows)
}

fn proof_sentence(audit: &Audit) -> String {
    let metric = audit.whole("retention_by_sync_difference").filter(|metric| metric.status == MetricStatus::Ok);
    let ends = metric.and_then(|metric| metric.interval).and_then(|interval| Some((interval.low?, interval.high?)));
    match ends {
        Some((low, _)) if low > 0.0 => {
            "Customers whose handoff was synced were retained better; this is an association"
        }
        Some((_, high)) if high < 0.0 => "Customers whose handoff was synced were not retained better",
        Some(_) => "Whether a synced handoff goes with better retention cannot be told from so few customers",
        None => "Whether a synced handoff goes with better retention cannot be told yet",
    }
    .into()
}

fn proof(audit: &Audit, terms: &Terms) -> Table {
    let kinds = ["difference", "mh_difference", "logrank"];
    let ids = EXPOSURES.iter().flat_map(|exposure| kinds.map(|kind| format!("retention_by_{exposure}_{kind}")));
    let line = |id: String| {
        let metric = audit.whole(&id)?;
        let shown = value(metric);
        let figure = match (metric.status, metric.value) {
            (MetricStatus::Ok, Some(figure)) if id.ends_with("logrank") => Cell::number(format!("p = {figure:.3}")),
            (MetricStatus::Ok, Some(figure)) => Cell::number(format::point_difference(figure)),
            _ => Cell::no_number(shown.why_not.clone().unwrap_or_default()),
        };
        let ends =
            metric.interval.filter(|_| metric.status == MetricStatus::Ok).and_then(|it| Some((it.low?, it.high?)));
        let range = ends.map_or_else(
            || Cell::no_number("none"),
            |(low, high)| {
                Cell::number(format!("{} to {}", format::point_difference(low), format::point_difference(high)))
            },
        );
        let counts = shown.counts.clone().map_or_else(|| Cell::no_number("not compared"), Cell::number);
        Some(Row::new(vec![
            Cell::text(glossary::title(&id, terms)).link(slug("#fig-", &id)),
            counts,
            figure,
            range,
            Cell::text(left_out(metric)),
        ]))
    };
    let labels = ["Comparison", "#With, of compared", "#Difference or p", "#95% interval", "Left out"];
    let mut table = Table::new(
        "table-proof",
        "Retention with and without what was done at the handoff",
        &labels,
        ids.filter_map(line).collect(),
    );
    table.empty = "No comparison was computed.";
    table
}
