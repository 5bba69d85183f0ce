//! The four weeks after a launch: what they come to, and each.

use super::super::format;
use super::super::words::{self, launch as say};
use super::parts::{Cell, Mark, Row, Table};
use crate::audit::{Hypercare, HypercareWeek};

/// Where the four weeks stand, in a sentence, and a row each.
pub(super) fn table(hypercare: &Hypercare) -> (String, Table) {
    let rows = hypercare.weeks.iter().map(row).collect();
    (sentence(hypercare), Table::new("table-launch", say::caption(&hypercare.label), &say::LABELS, rows))
}

fn sentence(hypercare: &Hypercare) -> String {
    let running = hypercare.weeks.iter().find(|week| week.state == "running");
    let is_ahead = hypercare.weeks.iter().all(|week| week.state == "ahead");
    let stand = match running {
        _ if hypercare.is_to_be_extended => say::EXTEND.into(),
        _ if is_ahead => say::AHEAD.into(),
        Some(week) => say::running(week.week.into()),
        None => say::OVER.into(),
    };
    say::sentence(&hypercare.label, &hypercare.launched_on, &stand)
}

fn row(week: &HypercareWeek) -> Row {
    let (kind, word) = match (week.state, week.completion) {
        ("ahead", _) => ("cannot", say::STATE_AHEAD),
        ("running", _) => ("note", say::STATE_RUNNING),
        (_, None) => ("cannot", say::STATE_EMPTY),
        _ => ("note", say::STATE_OVER),
    };
    let is_due = week.due > 0;
    Row {
        id: Some(format!("launch-week-{}", week.week)),
        cells: vec![
            Cell::text(say::week(week.week.into())).sub(say::days(&week.from, &week.to)),
            Cell::mark(Mark::new(kind, word)),
            Cell::number(format::count(week.won)),
            if is_due { Cell::number(format::k_of_n(week.complete, week.due)) } else { Cell::no_number(say::NONE_DUE) },
            week.low
                .zip(week.high)
                .map_or_else(|| Cell::no_number(say::NONE), |(low, high)| Cell::number(format::share_range(low, high))),
            Cell::text(week.focus),
            Cell::text(week.red_flag),
            Cell::text(words::capital(week.rhythm)),
        ],
        ..Row::default()
    }
}
