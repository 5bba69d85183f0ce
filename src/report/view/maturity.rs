//! When the retention of each month of close can be known.

use super::super::charts::calendar;
use super::super::{Error, format};
use super::parts::{Cell, Figure, Mark, Row, Table, badge};
use super::terms::Terms;
use crate::audit::{Audit, Maturity};

/// When each month can be known: drawn as a calendar.
pub(super) fn figure(audit: &Audit, terms: &Terms) -> Result<Option<Figure>, Error> {
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
