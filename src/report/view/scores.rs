//! The four categories: as the CSM sees the packet, and as the rep filled what could be filled.

use serde::Serialize;

use super::super::charts::bars;
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
    let instead = all.iter().find_map(|category| category.seen).map_or_else(
        || "No score was computed.".to_owned(),
        |metric| format!("Scores are not shown: {}.", reason(metric)),
    );
    Ok(Scores {
        figure: Figure {
            badge: None,
            id: "fig-scores".into(),
            sentence: sentence(&all),
            note: "Mean score of due handoffs, 0 to 100. Solid: as the CSM sees it, where a field that no export holds counts 0. \
                   Outline: as the rep filled it, judged on the fields that exist."
                .into(),
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
    let words = match (solid, outline) {
        (Some(seen), Some(rep)) => format!("{} seen, {} as filled", format::score(seen), format::score(rep)),
        (Some(seen), None) => format!("{} seen", format::score(seen)),
        (None, Some(rep)) => format!("{} as filled", format::score(rep)),
        (None, None) => "not measurable".into(),
    };
    bars::Row { label: words::category(category.id).into(), solid, outline, words }
}

fn sentence(sorted: &[Category]) -> String {
    let weakest = sorted.first().and_then(|category| Some((category, standing(category.seen)?)));
    match weakest {
        Some((category, seen)) => {
            let rep = standing(category.rep)
                .filter(|rep| format::score(*rep) != format::score(seen))
                .map_or_else(String::new, |rep| format!(", {} on the fields that reps could fill", format::score(rep)));
            format!("{} score lowest: {} of 100 as the CSM sees it{rep}", noun(category.id), format::score(seen))
        }
        None => "Completeness cannot be scored".into(),
    }
}

/// A category as the subject of `score lowest`.
fn noun(id: &str) -> &str {
    match id {
        "context" => "Context fields",
        "risk" => "Risk fields",
        other => words::category(other),
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
                None => cells.extend([Cell::no_number("not computed"), Cell::no_number("none")]),
            }
        }
        cells.push(seen.map_or_else(|| Cell::soft("not computed"), |metric| Cell::text(left_out(metric))));
        Row::new(cells)
    };
    let mut rows: Vec<Row> = all.iter().map(|one| line(words::category(one.id), one.seen, one.rep)).collect();
    rows.push(line("Mean of the four", audit.whole("score_overall"), audit.whole("score_overall_rep")));
    let n = all
        .iter()
        .find_map(|one| one.seen?.denominator)
        .map_or_else(String::new, |n| format!(", {} due handoffs", format::number(n)));
    let labels =
        ["Category", "#As the CSM sees it", "#95% interval", "#As the rep filled it", "#95% interval", "Left out"];
    Table::new("table-scores", format!("Mean scores from 0 to 100{n}"), &labels, rows)
}
