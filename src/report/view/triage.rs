//! Why items are answered so rarely, and which fixes would bring completion to 90 %.

use super::super::charts::gaps;
use super::super::charts::theme::Ink;
use super::super::{Error, format, words};
use super::parts::{Cell, Figure, Mark, Row, Table};
use crate::audit::{Audit, Cause, Reach};

/// Items listed with their causes; audit.json holds them all.
const CAUSES_LISTED: usize = 15;
/// Fixes drawn at most.
const FIXES_DRAWN: usize = 12;
/// What the fixes are to reach.
const GOAL: f64 = 0.9;

fn label<'a>(audit: &'a Audit, id: &'a str) -> &'a str {
    audit.items.iter().find(|item| item.id == id).map_or(id, |item| item.label.as_str())
}

/// Likely causes with the counts that they rest on: a sentence and a table.
pub(crate) fn causes(audit: &Audit) -> Option<(String, Table)> {
    let first = audit.causes.first()?;
    let known = audit.causes.iter().filter(|cause| holding(cause).is_some()).count() as u64;
    let all = audit.causes.len() as u64;
    let sentence = match (known, holding(first)) {
        (0, _) => format!(
            "No test shows why {} {} not answered",
            format::plural(all, "item", "items"),
            if all == 1 { "is" } else { "are" }
        ),
        (_, Some(_)) => format!(
            "Likely cause for “{}”, the item that most packets lack: {}",
            label(audit, &first.item),
            first.cause
        ),
        (known, None) => format!("{} items that packets lack have a likely cause", format::k_of_n(known, all)),
    };
    let line = |cause: &Cause| {
        let found = holding(cause);
        Row::new(vec![
            Cell::text(label(audit, &cause.item)),
            Cell::number(format::k_of_n(cause.lacking, cause.required)).sort(cause.lacking.to_string()),
            match found {
                Some(_) => Cell::mark(Mark::new("watch", words::capital(cause.cause))),
                None => Cell::mark(Mark::new("cannot", "None shows")),
            },
            match found.or_else(|| cause.tests.last().map(|test| test.evidence.as_str())) {
                Some(evidence) => Cell::text(words::sentence(evidence)),
                None => Cell::soft("not tested"),
            },
        ])
    };
    let rows: Vec<Row> = audit.causes.iter().take(CAUSES_LISTED).map(line).collect();
    let listed = rows.len() as u64;
    let caption = match listed == all {
        true => format!(
            "{} that packets lack, with the first cause whose test holds; to be confirmed by people",
            format::plural(all, "item", "items")
        ),
        false => format!(
            "{} items that packets lack, with the first cause whose test holds; to be confirmed by people; the others are in audit.json",
            format::k_of_n(listed, all)
        ),
    };
    Some((
        sentence,
        Table::new("table-causes", caption, &["Item", "#Lacking", "Likely cause", "What it rests on"], rows),
    ))
}

fn holding(cause: &Cause) -> Option<&str> {
    cause.tests.iter().find(|test| test.holds).map(|test| test.evidence.as_str())
}

/// The fixes in their order, with the complete packets after each.
pub(crate) fn reach(audit: &Audit) -> Result<Option<Figure>, Error> {
    let Some(last) = audit.reach.last() else { return Ok(None) };
    let due = last.due;
    let needed = audit.reach.iter().position(|fix| fix.complete_then as f64 >= GOAL * due as f64);
    let shown = &audit.reach[..needed.map_or(audit.reach.len(), |place| place + 1)];
    let row = |(place, fix): (usize, &Reach)| gaps::Row {
        label: format!("{}. {}", place + 1, label(audit, &fix.item)),
        is_strong: false,
        counts: vec![(fix.complete_then, format::k_of_n(fix.complete_then, due))],
    };
    let rows: Vec<gaps::Row> = shown.iter().enumerate().take(FIXES_DRAWN).map(row).collect();
    let cut = if shown.len() > FIXES_DRAWN {
        format!(" The first {FIXES_DRAWN} are drawn; the table holds them all.")
    } else {
        String::new()
    };
    let column = gaps::Column { head: "Complete packets after this fix and those before it", ink: Ink::Series };
    let sentence = match (needed, shown) {
        (Some(0), [only]) => {
            format!("Answering “{}” in every packet would bring completion to 90%", label(audit, &only.item))
        }
        (Some(place), _) => format!(
            "It takes {} items, answered in every packet, to bring completion to 90%",
            format::count(place as u64 + 1)
        ),
        (None, _) => format!(
            "All fixes together would complete {} packets: less than 90%",
            format::k_of_n(last.complete_then, due)
        ),
    };
    let line = |(place, fix): (usize, &Reach)| {
        Row::new(vec![
            Cell::text(format!("{}. {}", place + 1, label(audit, &fix.item))).sort((place + 1).to_string()),
            Cell::number(format::count(fix.lacking)),
            Cell::number(format::count(fix.completes)),
            Cell::number(format::k_of_n(fix.complete_then, due)),
        ])
    };
    let caption = format!(
        "{} of {} due packets, one after the other",
        format::plural(shown.len() as u64, "fix", "fixes"),
        format::count(due)
    );
    let labels = ["Fix", "#Packets that lack it", "#Completed by it", "#Complete then"];
    Ok(Some(Figure {
        id: "fig-reach".into(),
        sentence,
        note: format!(
            "An upper bound: every fix is taken to work in every packet. The order matters: a packet is complete only when its last gap is closed.{cut}"
        ),
        svg: Some(gaps::rows(&[column], &rows, due, "fig-reach-title")?),
        instead: None,
        table: Some(Table::new("fig-reach-table", caption, &labels, shown.iter().enumerate().map(line).collect())),
        badge: None,
    }))
}
