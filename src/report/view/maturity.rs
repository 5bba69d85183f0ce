//! When the retention of each month of close can be known.

use super::super::charts::calendar;
use super::super::words::maturity as words;
use super::super::{Error, format};
use super::parts::{Cell, Figure, Mark, Row, Table, badge};
use super::terms::Terms;
use crate::audit::{Audit, Maturity};

/// Months drawn at most.
const MONTHS_DRAWN: usize = 18;

/// When each month can be known: drawn as a calendar.
pub(super) fn figure(audit: &Audit, terms: &Terms) -> Result<Option<Figure>, Error> {
    let days = terms.number("retention_days", 90.0);
    let months: Vec<&Maturity> = audit.maturity.iter().filter(|month| month.customers > 0).collect();
    let from = months.len().saturating_sub(MONTHS_DRAWN);
    let first = months.iter().skip(from).filter_map(|month| month.first_known_on.as_deref()).min();
    let last = months.iter().skip(from).filter_map(|month| month.known_on.as_deref()).max();
    let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
    let Some(as_of) = &audit.as_of else { return Ok(None) };
    let today = format::sort_day(as_of, &audit.timezone);
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
            words: words::standing(month.state, month.observed, month.mature, month.first_known_on.as_deref()),
        }
    };
    let chart = calendar::Calendar {
        rows: months.iter().skip(from).map(row).collect(),
        ticks: format::months_between(first, last),
        today: (now, words::today(&today)),
        span: (first_day, last_day.max(first_day + 1.0)),
    };
    Ok(Some(Figure {
        id: "fig-maturity".into(),
        sentence: sentence(&months, &days),
        note: words::note(&days, (from > 0).then_some(MONTHS_DRAWN)),
        svg: Some(calendar::rows(&chart, "fig-maturity-title")?),
        instead: None,
        table: Some(table(&months, &days)),
        badge: badge(audit, "retention_90d"),
    }))
}

fn sentence(months: &[&Maturity], days: &str) -> String {
    let known = months.iter().filter(|month| month.state == "known").count() as u64;
    let open = months.iter().filter(|month| month.state == "not_yet" || month.state == "partly");
    let next = open.clone().filter_map(|month| month.known_on.as_deref()).min();
    let last = open.filter_map(|month| month.known_on.as_deref()).max();
    words::sentence(months.len() as u64, known, next.zip(last), days)
}

fn table(months: &[&Maturity], days: &str) -> Table {
    let line = |month: &&Maturity| {
        let kind = match month.state {
            "known" => "met",
            "partly" => "watch",
            _ => "cannot",
        };
        Row::new(vec![
            Cell::text(format::month(&month.month)).sort(month.month.clone()),
            Cell::mark(Mark::new(kind, words::state(month.state))),
            Cell::number(format::count(month.customers)),
            Cell::number(format::count(month.observed)),
            Cell::number(format::count(month.mature)),
            Cell::text(words::day(month.first_known_on.as_deref()))
                .sort(month.first_known_on.clone().unwrap_or_default()),
            Cell::text(words::day(month.known_on.as_deref())).sort(month.known_on.clone().unwrap_or_default()),
        ])
    };
    Table::new("table-maturity", words::caption(days), &words::LABELS, months.iter().map(line).collect())
}
