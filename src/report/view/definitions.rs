//! The choices in force, and what each figure counts with its value now.

use serde::Serialize;
use serde_json::Value as Json;

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
            Cell::text(shown(&definition.value, &definition.id)),
            status(definition),
            Cell::text(if has_boxes { "☐ approved  ☐ change" } else { "" }),
        ]
        .into_iter()
        .take(if has_boxes { 4 } else { 3 })
        .collect(),
        ..Row::default()
    };
    let caption = format!(
        "{} in force; {} confirmed",
        format::plural(all, "definition", "definitions"),
        format::count(confirmed)
    );
    let labels = ["Definition", "Value", "Status", "Approval, by whom and when"];
    let rows = audit.definitions.iter().map(line).collect();
    let note = "Assumed means that nobody has confirmed the choice: set it in audit.toml with status = \"confirmed\", by and on.";
    Tables {
        note: Some(note.into()),
        tables: vec![Table::new("table-definitions", caption, &labels[..if has_boxes { 4 } else { 3 }], rows)],
    }
}

fn status(definition: &Definition) -> Cell {
    if definition.status != "confirmed" {
        return Cell::mark(Mark::new("cannot", "Assumed"));
    }
    let by = definition.by.as_ref().map(|by| format!("by {by}"));
    let on = definition.on.as_ref().map(|on| format!("on {}", format::date(on)));
    let sub = by.into_iter().chain(on).collect::<Vec<_>>().join(" ");
    let cell = Cell::mark(Mark::new("met", "Confirmed"));
    if sub.is_empty() { cell } else { cell.sub(sub) }
}

pub(super) fn shown(json: &Json, id: &str) -> String {
    match json {
        Json::Null => "not set".into(),
        Json::Bool(true) => "yes".into(),
        Json::Bool(false) => "no".into(),
        Json::Number(number) => match number.as_f64() {
            Some(value) if id == "pilot_threshold" => format::share(value),
            Some(value) => format::number(value),
            None => number.to_string(),
        },
        Json::String(text) => words::opened(text),
        Json::Array(list) if list.is_empty() => "none".into(),
        Json::Array(list) => list.iter().map(|one| shown(one, id)).collect::<Vec<_>>().join(", "),
        Json::Object(map) => {
            map.iter().map(|(key, one)| format!("{key}: {}", shown(one, id))).collect::<Vec<_>>().join(", ")
        }
    }
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
                        true => Cell::no_number("withheld"),
                        false => Cell::text(format::cut(&value(metric).line(), NOW_SHOWN)),
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
    let caption =
        format!("{} over the whole, and what they count", format::plural(rows.len() as u64, "figure", "figures"));
    let labels = ["Figure", "Now", "Numerator", "Denominator", "Clock", "Left out"];
    let mut table = Table::new("table-figures", caption, &labels, rows);
    table.empty = "No figure was computed.";
    Tables { note: None, tables: vec![table] }
}
