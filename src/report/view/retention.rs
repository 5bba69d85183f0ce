//! Retention by cohort: when it can be known first, then who is still there after how many days, then the shares.

use serde::Serialize;

use super::super::charts::intervals::Axis;
use super::super::charts::theme::Ink;
use super::super::charts::{calendar, survival};
use super::super::{Error, format, glossary, words};
use super::cohorts::{ROWS_LISTED, draw, in_order, label, parted};
use super::parts::{Cell, Figure, Mark, Row, Table, badge, slug};
use super::terms::Terms;
use super::value::{left_out, reason, value};
use crate::audit::{Audit, BLANK, Maturity, Metric, MetricStatus, Survival};

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
    let mut figures: Vec<Figure> = calendar(audit, terms)?.into_iter().collect();
    figures.extend(curves(audit, terms)?);
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

/// When each month can be known: drawn as a calendar.
fn calendar(audit: &Audit, terms: &Terms) -> Result<Option<Figure>, Error> {
    let days = terms.number("retention_days", 90.0);
    let months: Vec<&Maturity> = audit.maturity.iter().filter(|month| month.customers > 0).collect();
    let from = months.len().saturating_sub(MONTHS_DRAWN);
    let first = months.iter().skip(from).filter_map(|month| month.first_known_on.as_deref()).min();
    let last = months.iter().skip(from).filter_map(|month| month.known_on.as_deref()).max();
    let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
    let today = format::sort_day(&audit.as_of, &audit.timezone);
    let (first, last) = (first.min(today.as_str()), last.max(today.as_str()));
    let Some(((first_day, last_day), now)) =
        format::day_number(first).zip(format::day_number(last)).zip(format::day_number(&today))
    else {
        return Ok(None);
    };
    let row = |month: &&Maturity| {
        let ends = month.first_known_on.as_deref().zip(month.known_on.as_deref());
        calendar::Row {
            label: format::month(&month.month),
            span: ends.and_then(|(first, last)| format::day_number(first).zip(format::day_number(last))),
            words: standing(month),
        }
    };
    let chart = calendar::Calendar {
        rows: months.iter().skip(from).map(row).collect(),
        ticks: format::months_between(first, last),
        today: (now, format!("as of {}", format::date(&today))),
        span: (first_day, last_day.max(first_day + 1.0)),
    };
    let cut = if from > 0 { format!(" The last {MONTHS_DRAWN} months are drawn.") } else { String::new() };
    Ok(Some(Figure {
        id: "fig-maturity".into(),
        sentence: maturity_sentence(&months, &days),
        note: format!(
            "A bar a month of close, from the day on which its first customer reaches day {days} to the day on which the last one does; filled as far as it has come.{cut}"
        ),
        svg: Some(calendar::rows(&chart, "fig-maturity-title")?),
        instead: None,
        table: Some(maturity(&months, &days)),
        badge: badge(audit, "retention_90d"),
    }))
}

/// Months drawn in the calendar at most.
const MONTHS_DRAWN: usize = 18;

/// How far a month is.
fn standing(month: &Maturity) -> String {
    match month.state {
        "known" => format!("all {} old enough", format::count(month.mature)),
        "partly" => format!("{} old enough", format::k_of_n(month.mature, month.observed)),
        "not_yet" => format!("{}, from {}", format::count(month.observed), date(month.first_known_on.as_deref())),
        _ => "none followed".into(),
    }
}

fn date(day: Option<&str>) -> String {
    day.map_or_else(|| "a day not known".to_owned(), format::date)
}

fn maturity_sentence(months: &[&Maturity], days: &str) -> String {
    let known = months.iter().filter(|month| month.state == "known").count() as u64;
    let open = months.iter().filter(|month| month.state == "not_yet" || month.state == "partly");
    let next = open.clone().filter_map(|month| month.known_on.as_deref()).min();
    let last = open.filter_map(|month| month.known_on.as_deref()).max();
    match (months.len() as u64, known, next, last) {
        (1, _, Some(next), _) => format!("The one month’s {days}-day retention is known on {}", format::date(next)),
        (all, known, Some(next), Some(last)) if next != last => format!(
            "{} months are old enough for {days}-day retention; the next is on {}, the last on {}",
            format::k_of_n(known, all),
            format::date(next),
            format::date(last)
        ),
        (all, known, Some(next), _) => {
            format!(
                "{} months are old enough for {days}-day retention; the last is on {}",
                format::k_of_n(known, all),
                format::date(next)
            )
        }
        _ => format!("Every month with customers is old enough for {days}-day retention"),
    }
}

fn maturity(months: &[&Maturity], days: &str) -> Table {
    let line = |month: &&Maturity| {
        let (kind, word) = match month.state {
            "known" => ("met", "Known"),
            "partly" => ("watch", "Partly"),
            "not_yet" => ("cannot", "Not yet"),
            _ => ("cannot", "No case"),
        };
        Row::new(vec![
            Cell::text(format::month(&month.month)).sort(month.month.clone()),
            Cell::mark(Mark::new(kind, word)),
            Cell::number(format::count(month.customers)),
            Cell::number(format::count(month.observed)),
            Cell::number(format::count(month.mature)),
            Cell::text(date(month.first_known_on.as_deref())).sort(month.first_known_on.clone().unwrap_or_default()),
            Cell::text(date(month.known_on.as_deref())).sort(month.known_on.clone().unwrap_or_default()),
        ])
    };
    let labels = ["Won in", "State", "#Customers", "#Followed", "#Old enough", "First reaches it", "All reach it"];
    let caption = format!("When each month’s customers reach day {days}");
    Table::new("table-maturity", caption, &labels, months.iter().map(line).collect())
}

/// Curves over the whole, and by sync where both arms are large enough.
fn curves(audit: &Audit, terms: &Terms) -> Result<Vec<Figure>, Error> {
    let of =
        |dimension: &str| audit.survival.iter().filter(|curve| curve.cohort.dimension == dimension).collect::<Vec<_>>();
    let mut figures = Vec::new();
    for dimension in ["all", "synced", "segment"] {
        let curves = of(dimension);
        if let Some(figure) = curve_figure(dimension, &curves, audit, terms)? {
            figures.push(figure);
        }
    }
    Ok(figures)
}

/// Below so many customers an arm has no line: steps of so few are read as a course.
const LEAST_IN_ARM: u64 = 30;

fn curve_figure(dimension: &str, curves: &[&Survival], audit: &Audit, terms: &Terms) -> Result<Option<Figure>, Error> {
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

/// `is_first`: how to read it is said once.
fn figure(audit: &Audit, dimension: &str, cohorts: &[&Metric], terms: &Terms, is_first: bool) -> Result<Figure, Error> {
    let id = slug("fig-retention-", dimension);
    let drawn = draw(cohorts, dimension, &Axis::shares(None), None, &id)?;
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
        badge: badge(audit, "retention_90d"),
        sentence,
        note: format!(
            "{days}-day retention of customers old enough, with 95% intervals.{}{}",
            if is_first { " A difference is an association, not a cause." } else { "" },
            drawn.cut
        ),
        instead: drawn
            .svg
            .is_none()
            .then(|| "Each cohort has too few customers who are old enough; the counts stand in the table.".into()),
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
    let (listed, rest) = parted(cohorts, dimension, ROWS_LISTED);
    let left = rest.as_ref().map_or("", |_| ", those of few customers together in the last row");
    let caption = format!("{days}-day retention by {}{left}", words::dimension(dimension));
    let mut rows: Vec<Row> = listed.iter().map(line).collect();
    rows.extend(rest.map(|rest| rest.row(dimension, labels.len())));
    Table::new(slug("table-retention-", dimension), caption, &labels, rows)
}
