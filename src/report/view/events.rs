//! Each share before and after a dated event, as two marks on one line.

use super::super::charts::intervals::{self, Axis};
use super::super::charts::theme::Ink;
use super::super::words::events as words;
use super::super::{Error, format, glossary};
use super::parts::{Cell, Figure, Mark, Row, Table, slug};
use super::terms::Terms;
use crate::audit::{Audit, BeforeAfter, Contrast};

/// A figure an event, without the outcomes that are withheld.
pub(super) fn figures(audit: &Audit, terms: &Terms) -> Result<Vec<Figure>, Error> {
    let figure = |event: &BeforeAfter| {
        let shown: Vec<&Contrast> =
            event.contrasts.iter().filter(|contrast| !audit.withholds(&contrast.metric)).collect();
        figure(event, &shown, terms)
    };
    audit.watch.events.iter().map(figure).collect()
}

fn figure(event: &BeforeAfter, contrasts: &[&Contrast], terms: &Terms) -> Result<Figure, Error> {
    let id = slug("fig-event-", &format!("{}-{}", event.on, event.kind));
    let drawn: Vec<&Contrast> = contrasts.iter().copied().filter(|contrast| !contrast.is_small).collect();
    let rows: Vec<intervals::Row> = drawn.iter().map(|contrast| drawn_row(contrast, terms)).collect();
    let told = drawn.iter().filter(|contrast| contrast.state != "cannot_tell").count() as u64;
    Ok(Figure {
        sentence: words::sentence(&event.label, contrasts.len() as u64, drawn.len() as u64, told),
        note: words::note(&event.on),
        instead: rows.is_empty().then(|| words::INSTEAD.to_owned()),
        svg: if rows.is_empty() {
            None
        } else {
            Some(intervals::rows(&rows, &Axis::shares(None), &format!("{id}-title"))?)
        },
        table: Some(table(event, contrasts, &id, terms)),
        badge: None,
        id,
    })
}

fn drawn_row(contrast: &Contrast, terms: &Terms) -> intervals::Row {
    let share = |(k, n): (u64, u64)| k as f64 / n.max(1) as f64;
    let ink = match contrast.state {
        "higher" | "lower" => Ink::Series,
        _ => Ink::Cannot,
    };
    let mark = intervals::Mark {
        before: Some(share(contrast.before)),
        ..intervals::Mark::new(share(contrast.after), None, ink)
    };
    intervals::Row::new(
        glossary::title(&contrast.metric, terms),
        Some(mark),
        words::counts(contrast.before, contrast.after),
    )
}

fn table(event: &BeforeAfter, contrasts: &[&Contrast], id: &str, terms: &Terms) -> Table {
    let line = |contrast: &&Contrast| {
        let (kind, word) = match (contrast.is_small, contrast.state) {
            (true, _) => ("cannot", words::TOO_FEW),
            (_, "higher") => ("note", words::HIGHER),
            (_, "lower") => ("note", words::LOWER),
            _ => ("cannot", words::CANNOT_TELL),
        };
        Row::new(vec![
            Cell::text(glossary::title(&contrast.metric, terms)),
            Cell::number(format::k_of_n(contrast.before.0, contrast.before.1)),
            Cell::number(format::k_of_n(contrast.after.0, contrast.after.1)),
            Cell::number(format::point_difference(contrast.change.value)),
            Cell::number(words::range(contrast.change.low, contrast.change.high)),
            Cell::mark(Mark::new(kind, word)),
        ])
    };
    let rows = contrasts.iter().map(line).collect();
    Table::new(format!("{id}-table"), words::caption(&event.on, &event.label), &words::LABELS, rows)
}
