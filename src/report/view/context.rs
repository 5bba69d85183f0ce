//! What is missing from the packets, item by item, in the states that tell a gap of the rep from a gap of the CRM.

use serde::Serialize;

use super::super::charts::gaps;
use super::super::charts::theme::Ink;
use super::super::words::context as say;
use super::super::{Error, format, words};
use super::parts::{Cell, Figure, Row, Table, slug};
use super::triage;
use crate::audit::{Audit, ItemSummary};

/// The section.
#[derive(Serialize)]
pub(crate) struct Context {
    figure: Figure,
    /// Items that no export holds at all.
    absent: Vec<Absent>,
    absent_head: Option<String>,
    /// Why items are answered so rarely.
    causes: Option<(String, Table)>,
    /// What would bring completion to 90 %.
    reach: Option<Figure>,
}

#[derive(Serialize)]
struct Absent {
    label: String,
    sources: String,
}

const COLUMNS: [gaps::Column; 4] = [
    gaps::Column { head: say::HEADS[0], ink: Ink::Met },
    gaps::Column { head: say::HEADS[1], ink: Ink::Watch },
    gaps::Column { head: say::HEADS[2], ink: Ink::Missed },
    gaps::Column { head: say::HEADS[3], ink: Ink::Missed },
];

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Result<Context, Error> {
    let mut items: Vec<&ItemSummary> = audit.items.iter().filter(|item| item.required > 0).collect();
    // What reps can mend first; what no export holds is a list of its own below.
    items.sort_by_key(|item| (!item.captured, std::cmp::Reverse(item.gap()), item.label.clone()));
    // What no packet lacks, and what no export holds, needs no bar.
    let drawn: Vec<&&ItemSummary> = items.iter().filter(|item| item.captured && item.gap() > 0).collect();
    let most = drawn.iter().map(|item| item.required).max().unwrap_or(0);
    let rows: Vec<gaps::Row> = drawn.iter().map(|item| row(item)).collect();
    let svg = if rows.is_empty() { None } else { Some(gaps::rows(&COLUMNS, &rows, most, "fig-context-title")?) };
    let whole = items.iter().filter(|item| item.gap() == 0).count() as u64;
    let absent: Vec<Absent> = items
        .iter()
        .filter(|item| !item.captured)
        .map(|item| Absent { label: item.label.clone(), sources: say::sources(&item.sources) })
        .collect();
    Ok(Context {
        figure: Figure {
            badge: None,
            id: "fig-context".into(),
            sentence: sentence(&items),
            note: say::note(whole),
            instead: svg.is_none().then(|| say::instead(!items.is_empty()).into()),
            svg,
            table: Some(table(&items, is_named)),
        },
        absent_head: say::absent(absent.len() as u64),
        absent,
        causes: triage::causes(audit),
        reach: triage::reach(audit)?,
    })
}

/// The finding as one sentence, `None` where no due handoff requires anything.
pub(crate) fn most_missing(audit: &Audit) -> Option<String> {
    let mut items: Vec<&ItemSummary> = audit.items.iter().filter(|item| item.required > 0).collect();
    items.sort_by_key(|item| (!item.captured, std::cmp::Reverse(item.gap()), item.label.clone()));
    (!items.is_empty()).then(|| sentence(&items))
}

/// The field that exists and is least often usable: its label, and the counts.
pub(crate) fn weakest_captured(audit: &Audit) -> Option<(&str, String)> {
    let items = audit.items.iter().filter(|item| item.required > 0 && item.captured && item.gap() > 0);
    let item = items.max_by_key(|item| (item.gap(), std::cmp::Reverse(&item.label)))?;
    Some((&item.label, say::evidence(item.gap(), item.required)))
}

fn row(item: &ItemSummary) -> gaps::Row {
    let counts = [item.usable(), item.in_state("vague"), item.in_state("placeholder"), item.in_state("blank")];
    gaps::Row {
        label: item.label.clone(),
        is_strong: item.is_eight,
        counts: counts.iter().map(|n| (*n, format::count(*n))).collect(),
    }
}

fn sentence(sorted: &[&ItemSummary]) -> String {
    // A field that reps could have filled is what reps can mend; a field that is not there comes second.
    let worst = sorted.iter().find(|item| item.captured && item.gap() > 0);
    let absent: Vec<&&ItemSummary> = sorted.iter().filter(|item| !item.captured && item.gap() > 0).collect();
    match (worst, &absent[..]) {
        (Some(item), _) => say::not_usable(item.gap(), item.required, &item.label),
        (None, [item]) => say::no_column(&item.label),
        (None, []) if sorted.is_empty() => say::NOTHING_YET.into(),
        (None, []) => say::ALL_USABLE.into(),
        (None, absent) => say::no_columns(absent.len() as u64, sorted.len() as u64),
    }
}

fn table(items: &[&ItemSummary], is_named: bool) -> Table {
    let states = ["answered", "explicit_none", "vague", "placeholder", "blank", "not_captured"];
    let line = |item: &&ItemSummary| {
        let mut cells = vec![
            Cell::text(&item.label).sub(say::category(words::category(item.category), item.is_eight)),
            Cell::number(format::count(item.required)),
        ];
        cells.extend(states.iter().map(|state| Cell::number(format::count(item.in_state(state)))));
        let quotes: Vec<String> = item.examples.iter().map(|quote| say::quote(&quote.text, &quote.origin)).collect();
        // Answers name customers and people; where these are not to be named only their count stands.
        cells.push(if !is_named {
            Cell::soft(say::NOT_QUOTED)
        } else if quotes.is_empty() {
            Cell::soft(say::NO_QUOTE)
        } else {
            Cell::text(quotes.join(" · "))
        });
        Row { id: Some(slug("item-", &item.id)), cells, ..Row::default() }
    };
    let rows = items.iter().map(line).collect();
    Table::new("table-context", say::caption(items.len() as u64), &say::LABELS, rows)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::report::fixtures;

    #[test]
    fn a_field_that_is_in_no_export_is_not_usable() {
        let mut audit = fixtures::demo(30);
        for item in &mut audit.items {
            (item.captured, item.states) = (true, BTreeMap::from([("answered", item.required)]));
        }
        let said = |audit: &Audit| most_missing(audit).expect("items");
        assert_eq!(said(&audit), "Every required item is usable in every due packet");
        let all = audit.items.iter().filter(|item| item.required > 0).count();
        let mut items = audit.items.iter_mut().filter(|item| item.required > 0);
        let mut lose = || {
            let item = items.next().expect("an item");
            (item.captured, item.states) = (false, BTreeMap::from([("not_captured", item.required)]));
            item.label.clone()
        };
        let (first, _) = (lose(), lose());
        assert_eq!(said(&audit), format!("No export has a column for 2 of {all} required items"));
        let second = audit.items.iter_mut().rfind(|item| !item.captured).expect("the other");
        (second.captured, second.states) = (true, BTreeMap::from([("answered", second.required)]));
        assert_eq!(said(&audit), format!("No export has a column for “{first}”"));
    }
}
