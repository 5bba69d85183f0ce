//! What exists against what customer success needs: each item of the checklist as no column, empty, partly or usable.

use super::super::format;
use super::super::words::coverage as say;
use super::definitions::Tables;
use super::parts::{Cell, Mark, Row, Table, slug};
use crate::audit::{Audit, ItemSummary, Source};
use crate::domain::named_fields;

/// From this share of due packets on an item is called usable (our judgement).
const USABLE_FROM: f64 = 0.8;

const CATEGORIES: [&str; 4] = ["facts", "context", "commitments", "risk"];

/// How well the exports cover an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Coverage {
    /// No export has a column for it.
    NoColumn,
    /// The column is there and holds nothing.
    Empty,
    /// Some packets hold a usable answer.
    Partly,
    /// Four in five packets or more do.
    Usable,
    /// No due packet requires it.
    NotRequired,
}

fn filled(item: &ItemSummary) -> u64 {
    item.usable() + item.in_state("vague") + item.in_state("placeholder")
}

/// The coverage of an item.
pub(crate) fn of(item: &ItemSummary) -> Coverage {
    match (item.captured, item.required) {
        (false, _) => Coverage::NoColumn,
        (true, 0) => Coverage::NotRequired,
        (true, _) if filled(item) == 0 => Coverage::Empty,
        (true, n) if item.usable() as f64 >= USABLE_FROM * n as f64 => Coverage::Usable,
        _ => Coverage::Partly,
    }
}

fn mark(coverage: Coverage) -> Mark {
    match coverage {
        Coverage::NoColumn => Mark::new("cannot", say::NO_COLUMN),
        Coverage::Empty => Mark::new("missed", say::EMPTY),
        Coverage::Partly => Mark::new("watch", say::PARTLY),
        Coverage::Usable => Mark::new("met", say::USABLE),
        Coverage::NotRequired => Mark::new("note", say::NOT_REQUIRED),
    }
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Tables {
    let n = |wanted: Coverage| audit.items.iter().filter(|item| of(item) == wanted).count() as u64;
    let note = say::sentence(
        n(Coverage::Usable),
        audit.items.len() as u64,
        n(Coverage::Partly),
        n(Coverage::Empty),
        n(Coverage::NoColumn),
    );
    let tables = CATEGORIES.iter().filter_map(|category| table(audit, category)).collect();
    Tables { note: Some(note), tables }
}

fn table(audit: &Audit, category: &str) -> Option<Table> {
    let mut items: Vec<&ItemSummary> = audit.items.iter().filter(|item| item.category == category).collect();
    items.sort_by_key(|item| of(item));
    let line = |item: &&ItemSummary| Row {
        id: Some(slug("coverage-", &item.id)),
        cells: vec![
            Cell { sub: item.is_eight.then(|| say::IS_EIGHT.to_owned()), ..Cell::text(&item.label) },
            Cell::mark(mark(of(item))),
            match item.captured {
                true => Cell::number(format::k_of_n(filled(item), item.required)),
                false => Cell::no_number(say::NOT_EXPORTED),
            },
            match item.captured {
                true => Cell::number(format::k_of_n(item.usable(), item.required)),
                false => Cell::no_number(say::NOT_EXPORTED),
            },
            Cell::text(places(audit, item)),
        ],
        ..Row::default()
    };
    let rows: Vec<Row> = items.iter().map(line).collect();
    let caption = say::caption(category, rows.len() as u64);
    (!rows.is_empty()).then(|| Table::new(slug("table-coverage-", category), caption, &say::LABELS, rows))
}

/// Where an item stands: the columns that were read as its fields, file by file. Where no export has one, where it
/// would be. A contact's role and an export of its own are named beside columns: they answer the item too.
fn places(audit: &Audit, item: &ItemSummary) -> String {
    let read = audit.sources.iter().filter_map(|file| {
        let headings: Vec<&str> = item.sources.iter().flat_map(|source| headings(file, source)).collect();
        (!headings.is_empty()).then(|| say::columns(&headings, &file.path))
    });
    let read: Vec<String> = read.collect();
    let others = item.sources.iter().filter(|source| read.is_empty() || source.contains(':'));
    let others: Vec<&str> = others.map(String::as_str).collect();
    say::either(&[read, say::wanted(&others)].concat())
}

/// The columns of a file that were read as a field. The CSM may be a column of several tables.
fn headings<'a>(file: &'a Source, field: &'a str) -> impl Iterator<Item = &'a str> {
    let is_read = move |read: &str| read == field || (field == "csm" && read.ends_with(".csm"));
    let columns =
        file.columns.iter().filter(move |column| column.field.iter().flat_map(|all| named_fields(all)).any(is_read));
    columns.map(|column| column.heading.as_str())
}
