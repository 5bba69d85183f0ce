//! The four categories: as the CSM sees the packet, and as the rep filled what could be filled.

use serde::Serialize;

use super::super::charts::bars;
use super::super::words::scores as say;
use super::super::{Error, format, words};
use super::parts::{Cell, Figure, Row, Table};
use super::value::{left_out, reason, value};
use crate::audit::{Audit, Metric, MetricStatus};

const CATEGORIES: [&str; 4] = ["facts", "context", "commitments", "risk"];

/// The section.
#[derive(Serialize)]
pub(crate) struct Scores {
    figure: Figure,
}

struct Category<'a> {
    id: &'static str,
    seen: Option<&'a Metric>,
    rep: Option<&'a Metric>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Result<Scores, Error> {
    let category = |id: &'static str| Category {
        id,
        seen: audit.whole(&format!("score_{id}")),
        rep: audit.whole(&format!("score_{id}_rep")),
    };
    let mut all: Vec<Category> = CATEGORIES.map(category).into();
    // The weakest first; what has no score stands last.
    all.sort_by(|a, b| {
        let key = |category: &Category| standing(category.seen).unwrap_or(f64::INFINITY);
        key(a).total_cmp(&key(b))
    });
    let rows: Vec<bars::Row> = all.iter().map(bar).collect();
    let is_drawn = rows.iter().any(|row| row.solid.is_some() || row.outline.is_some());
    let instead = all
        .iter()
        .find_map(|category| category.seen)
        .map_or_else(|| say::NO_SCORE.to_owned(), |metric| say::not_shown(&reason(metric)));
    Ok(Scores {
        figure: Figure {
            badge: None,
            id: "fig-scores".into(),
            sentence: sentence(&all),
            note: say::NOTE.into(),
            svg: if is_drawn { Some(bars::rows(&rows, "fig-scores-title")?) } else { None },
            instead: (!is_drawn).then_some(instead),
            table: Some(table(&all, audit)),
        },
    })
}

fn standing(metric: Option<&Metric>) -> Option<f64> {
    metric.filter(|metric| metric.status == MetricStatus::Ok).and_then(|metric| metric.value)
}

fn bar(category: &Category) -> bars::Row {
    let (solid, outline) = (standing(category.seen), standing(category.rep));
    bars::Row { label: words::category(category.id).into(), solid, outline, words: say::bar(solid, outline) }
}

fn sentence(sorted: &[Category]) -> String {
    let weakest = sorted.first().and_then(|category| Some((category, standing(category.seen)?)));
    match weakest {
        Some((category, seen)) => {
            let rep = standing(category.rep).filter(|rep| format::score(*rep) != format::score(seen));
            say::weakest(category.id, seen, rep)
        }
        None => say::NOT_SCORED.into(),
    }
}

fn table(all: &[Category], audit: &Audit) -> Table {
    let line = |name: &str, seen: Option<&Metric>, rep: Option<&Metric>| {
        let mut cells = vec![Cell::text(name)];
        for metric in [seen, rep] {
            match metric {
                Some(metric) => {
                    let shown = value(metric);
                    cells.push(shown.figure_cell(metric));
                    cells.push(shown.interval_cell());
                }
                None => cells.extend([Cell::no_number(say::NOT_COMPUTED), Cell::no_number(say::NONE)]),
            }
        }
        cells.push(seen.map_or_else(|| Cell::soft(say::NOT_COMPUTED), |metric| Cell::text(left_out(metric))));
        Row::new(cells)
    };
    let mut rows: Vec<Row> = all.iter().map(|one| line(words::category(one.id), one.seen, one.rep)).collect();
    rows.push(line(say::MEAN, audit.whole("score_overall"), audit.whole("score_overall_rep")));
    let due = all.iter().find_map(|one| one.seen?.denominator);
    Table::new("table-scores", say::caption(due), &say::LABELS, rows)
}
