//! Why items are answered so rarely, and which fixes would bring completion to 90 %.

use super::super::charts::gaps;
use super::super::charts::theme::Ink;
use super::super::words::triage as say;
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
        (0, _) => say::no_cause(all),
        (_, Some(_)) => say::cause(label(audit, &first.item), first.cause),
        (known, None) => say::with_cause(known, all),
    };
    let line = |cause: &Cause| {
        let found = holding(cause);
        Row::new(vec![
            Cell::text(label(audit, &cause.item)),
            Cell::number(format::k_of_n(cause.lacking, cause.required)).sort(cause.lacking.to_string()),
            match found {
                Some(_) => Cell::mark(Mark::new("watch", words::capital(cause.cause))),
                None => Cell::mark(Mark::new("cannot", say::NONE_SHOWS)),
            },
            match found.or_else(|| cause.tests.last().map(|test| test.evidence.as_str())) {
                Some(evidence) => Cell::text(words::sentence(evidence)),
                None => Cell::soft(say::NOT_TESTED),
            },
        ])
    };
    let rows: Vec<Row> = audit.causes.iter().take(CAUSES_LISTED).map(line).collect();
    let caption = say::causes(rows.len() as u64, all);
    Some((sentence, Table::new("table-causes", caption, &say::CAUSES, rows)))
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
        label: say::fix(place + 1, label(audit, &fix.item)),
        is_strong: false,
        counts: vec![(fix.complete_then, format::k_of_n(fix.complete_then, due))],
    };
    let rows: Vec<gaps::Row> = shown.iter().enumerate().take(FIXES_DRAWN).map(row).collect();
    let column = gaps::Column { head: say::COMPLETE, ink: Ink::Series };
    let captured = audit.items.iter().filter(|item| item.captured).count() as u64;
    let completion = say::completion(captured, audit.items.len() as u64);
    let sentence = match (needed, shown) {
        (Some(0), [only]) => say::one_fix(label(audit, &only.item), &completion),
        (Some(place), _) => say::many_fixes(place as u64 + 1, &completion),
        (None, _) => say::not_enough(last.complete_then, due),
    };
    let line = |(place, fix): (usize, &Reach)| {
        Row::new(vec![
            Cell::text(say::fix(place + 1, label(audit, &fix.item))).sort((place + 1).to_string()),
            Cell::number(format::count(fix.lacking)),
            Cell::number(format::count(fix.completes)),
            Cell::number(format::k_of_n(fix.complete_then, due)),
        ])
    };
    let table = Table::new(
        "fig-reach-table",
        say::fixes(shown.len() as u64, due),
        &say::FIXES,
        shown.iter().enumerate().map(line).collect(),
    );
    Ok(Some(Figure {
        id: "fig-reach".into(),
        sentence,
        note: say::note((shown.len() > FIXES_DRAWN).then_some(FIXES_DRAWN)),
        svg: Some(gaps::rows(&[column], &rows, due, "fig-reach-title")?),
        instead: None,
        table: Some(table),
        badge: None,
    }))
}
