//! What is missing from the packets, item by item, in the states that tell a gap of the rep from a gap of the CRM.

use serde::Serialize;

use super::super::charts::gaps;
use super::super::charts::theme::Ink;
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
    gaps::Column { head: "Usable", ink: Ink::Met },
    gaps::Column { head: "Vague", ink: Ink::Watch },
    gaps::Column { head: "Placeholder", ink: Ink::Missed },
    gaps::Column { head: "Blank", ink: Ink::Missed },
];

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Result<Context, Error> {
    let mut items: Vec<&ItemSummary> = audit.items.iter().filter(|item| item.required > 0).collect();
    // What reps can mend first; what no export holds is a list of its own below.
    items.sort_by_key(|item| (!item.captured, std::cmp::Reverse(gap(item)), item.label.clone()));
    // What no packet lacks, and what no export holds, needs no bar.
    let drawn: Vec<&&ItemSummary> = items.iter().filter(|item| item.captured && gap(item) > 0).collect();
    let most = drawn.iter().map(|item| item.required).max().unwrap_or(0);
    let rows: Vec<gaps::Row> = drawn.iter().map(|item| row(item)).collect();
    let svg = if rows.is_empty() { None } else { Some(gaps::rows(&COLUMNS, &rows, most, "fig-context-title")?) };
    let whole = items.iter().filter(|item| gap(item) == 0).count() as u64;
    let whole = match whole {
        0 => String::new(),
        1 => " One item more is usable in every packet.".to_owned(),
        n => format!(" {} items more are usable in every packet.", format::count(n)),
    };
    let absent: Vec<Absent> = items
        .iter()
        .filter(|item| !item.captured)
        .map(|item| Absent { label: item.label.clone(), sources: item.sources.join(" or ") })
        .collect();
    let absent_head = match absent.len() as u64 {
        0 => None,
        1 => Some("1 item has no column in any export: a gap of the CRM, not of the deals".to_owned()),
        n => {
            Some(format!("{} items have no column in any export: gaps of the CRM, not of the deals", format::count(n)))
        }
    };
    Ok(Context {
        figure: Figure {
            badge: None,
            id: "fig-context".into(),
            sentence: sentence(&items),
            note: format!(
                "Due handoffs whose tier requires the item, by what its field holds; most gaps first. Bold: one of the eight required-to-close fields. All bars are on one scale.{whole}"
            ),
            instead: svg.is_none().then(|| {
                let why = if items.is_empty() {
                    "No due handoff requires any item of the checklist."
                } else {
                    "No field that exists lacks an answer; what no export holds stands below."
                };
                why.into()
            }),
            svg,
            table: Some(table(&items, is_named)),
        },
        absent,
        absent_head,
        causes: triage::causes(audit),
        reach: triage::reach(audit)?,
    })
}

/// The finding as one sentence, `None` where no due handoff requires anything.
pub(crate) fn most_missing(audit: &Audit) -> Option<String> {
    let mut items: Vec<&ItemSummary> = audit.items.iter().filter(|item| item.required > 0).collect();
    items.sort_by_key(|item| (!item.captured, std::cmp::Reverse(gap(item)), item.label.clone()));
    (!items.is_empty()).then(|| sentence(&items))
}

/// The field that exists and is least often usable: its label, and the counts.
pub(crate) fn weakest_captured(audit: &Audit) -> Option<(&str, String)> {
    let items = audit.items.iter().filter(|item| item.required > 0 && item.captured && gap(item) > 0);
    let item = items.max_by_key(|item| (gap(item), std::cmp::Reverse(&item.label)))?;
    let evidence = format!("It holds no usable answer in {} packets.", format::k_of_n(gap(item), item.required));
    Some((&item.label, evidence))
}

fn in_state(item: &ItemSummary, state: &str) -> u64 {
    item.states.get(state).copied().unwrap_or(0)
}

fn usable(item: &ItemSummary) -> u64 {
    in_state(item, "answered") + in_state(item, "explicit_none")
}

fn gap(item: &ItemSummary) -> u64 {
    item.required.saturating_sub(usable(item))
}

fn row(item: &ItemSummary) -> gaps::Row {
    let counts = [usable(item), in_state(item, "vague"), in_state(item, "placeholder"), in_state(item, "blank")];
    gaps::Row {
        label: item.label.clone(),
        is_strong: item.is_eight,
        counts: counts.iter().map(|n| (*n, format::count(*n))).collect(),
    }
}

fn sentence(sorted: &[&ItemSummary]) -> String {
    // A field that reps could have filled is what reps can mend; a field that is not there comes second.
    let worst = sorted.iter().find(|item| item.captured && gap(item) > 0);
    let absent: Vec<&&ItemSummary> = sorted.iter().filter(|item| !item.captured && gap(item) > 0).collect();
    match (worst, &absent[..]) {
        (Some(item), _) => {
            format!("{} packets hold no usable answer for “{}”", format::k_of_n(gap(item), item.required), item.label)
        }
        (None, [item]) => format!("No export has a column for “{}”", item.label),
        (None, []) if sorted.is_empty() => "There is nothing to judge yet".into(),
        (None, []) => "Every required item is usable in every due packet".into(),
        (None, absent) => {
            let absent = format::k_of_n(absent.len() as u64, sorted.len() as u64);
            format!("No export has a column for {absent} required items")
        }
    }
}

fn table(items: &[&ItemSummary], is_named: bool) -> Table {
    let states = ["answered", "explicit_none", "vague", "placeholder", "blank", "not_captured"];
    let line = |item: &&ItemSummary| {
        let eight = if item.is_eight { ", required to close" } else { "" };
        let mut cells = vec![
            Cell::text(&item.label).sub(format!("{}{eight}", words::category(item.category))),
            Cell::number(format::count(item.required)),
        ];
        cells.extend(states.iter().map(|state| Cell::number(format::count(in_state(item, state)))));
        let quotes: Vec<String> = item
            .examples
            .iter()
            .map(|quote| format!("“{}” ({})", format::cut(&quote.text, 80), quote.origin))
            .collect();
        // Answers name customers and people; where these are not to be named only their count stands.
        cells.push(if !is_named {
            Cell::soft("not quoted in this view")
        } else if quotes.is_empty() {
            Cell::soft("none to show")
        } else {
            Cell::text(quotes.join(" · "))
        });
        Row { id: Some(slug("item-", &item.id)), cells, ..Row::default() }
    };
    let labels = [
        "Item",
        "#Required",
        "#Answered",
        "#Says none",
        "#Vague",
        "#Placeholder",
        "#Blank",
        "#No column",
        "Answers that were not usable",
    ];
    Table::new(
        "table-context",
        format!("{} of the checklist by state over due handoffs", format::plural(items.len() as u64, "item", "items")),
        &labels,
        items.iter().map(line).collect(),
    )
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
