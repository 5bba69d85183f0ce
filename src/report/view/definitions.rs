//! The choices in force, and what each figure counts with its value now.

use serde::Serialize;

use super::super::words::definitions as say;
use super::super::{format, glossary, words};
use super::parts::{Cell, Mark, Row, Table, slug};
use super::terms::Terms;
use super::value::{left_out, value};
use crate::audit::{Audit, Definition};

/// A section that is a table or several.
#[derive(Serialize)]
pub(crate) struct Tables {
    /// Said before them.
    pub(super) note: Option<String>,
    /// The tables.
    pub(super) tables: Vec<Table>,
}

/// The definitions with their status.
pub(crate) fn choices(audit: &Audit, has_boxes: bool) -> Tables {
    let confirmed = audit.definitions.iter().filter(|definition| definition.status == "confirmed").count() as u64;
    let all = audit.definitions.len() as u64;
    let line = |definition: &Definition| Row {
        id: Some(slug("definition-", &definition.id)),
        cells: vec![
            Cell::text(words::definition(&definition.id)).sub(&definition.id),
            Cell::text(say::value(&definition.value, &definition.id)),
            status(definition),
            Cell::text(if has_boxes { say::BOXES } else { "" }),
        ]
        .into_iter()
        .take(if has_boxes { 4 } else { 3 })
        .collect(),
        ..Row::default()
    };
    let rows = audit.definitions.iter().map(line).collect();
    let labels = &say::LABELS[..if has_boxes { 4 } else { 3 }];
    Tables {
        note: Some(say::NOTE.into()),
        tables: vec![Table::new("table-definitions", say::caption(all, confirmed), labels, rows)],
    }
}

fn status(definition: &Definition) -> Cell {
    if definition.status != "confirmed" {
        return Cell::mark(Mark::new("cannot", say::ASSUMED));
    }
    Cell::mark(Mark::new("met", say::CONFIRMED)).sub(say::confirmed(definition.by.as_deref(), definition.on.as_deref()))
}

/// A reason may name every item of a checklist; audit.json holds it whole.
const NOW_SHOWN: usize = 120;

/// Every figure over the whole, explained.
pub(crate) fn figures(audit: &Audit, terms: &Terms) -> Tables {
    let known = glossary::ORDER.iter().filter_map(|id| audit.whole(id));
    let is_other = |id: &str| !glossary::ORDER.contains(&id) && !id.contains(':') && !id.ends_with("_rep");
    let others = audit.metrics.iter().filter(|metric| metric.cohort.dimension == "all" && is_other(&metric.id));
    let rows: Vec<Row> = known
        .chain(others)
        .map(|metric| {
            let entry = glossary::entry(&metric.id, terms);
            Row {
                id: Some(slug("fig-", &metric.id)),
                cells: vec![
                    Cell::text(entry.title).sub(&metric.id),
                    match audit.withholds(&metric.id) {
                        true => Cell::no_number(say::WITHHELD),
                        false => Cell::text(format::unbroken(&format::cut(&value(metric).line(), NOW_SHOWN))),
                    },
                    Cell::text(entry.numerator),
                    Cell::text(entry.denominator),
                    Cell::text(entry.clock),
                    Cell::text(left_out(metric)),
                ],
                ..Row::default()
            }
        })
        .collect();
    let mut table = Table::new("table-figures", say::figures(rows.len() as u64), &say::FIGURES, rows);
    table.empty = say::NO_FIGURE;
    Tables { note: None, tables: vec![table] }
}
