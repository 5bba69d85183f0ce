//! Every file with its ledger: rows in are rows used and rows set aside, by reason; and how its columns were read.

use serde::Serialize;

use super::super::words::files as say;
use super::super::{format, words};
use super::parts::{Cell, Row, Table};
use crate::audit::{Audit, Source, SourceColumn};

/// The section.
#[derive(Serialize)]
pub(crate) struct Files {
    sentence: String,
    table: Table,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    path: String,
    taken: String,
    sha256: String,
    facts: String,
    notes: Vec<String>,
    columns: Option<Table>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Files {
    let sum = |of: fn(&Source) -> u64| audit.sources.iter().map(of).sum::<u64>();
    let (read, used) = (sum(|source| source.rows_read), sum(|source| source.rows_used));
    let aside: u64 = sum(|source| source.rows_set_aside.values().sum());
    let rows = audit.sources.iter().map(row).collect();
    let mut table = Table::new("table-files", say::caption(audit.sources.len() as u64), &say::LABELS, rows);
    table.empty = say::NO_FILE;
    Files {
        sentence: say::ledger(read, used, aside, audit.population.unlinked.values().sum()),
        table,
        files: audit.sources.iter().enumerate().map(|(place, source)| file(place, source)).collect(),
    }
}

fn row(source: &Source) -> Row {
    let aside: u64 = source.rows_set_aside.values().sum();
    Row::new(vec![
        Cell::text(&source.path),
        source.table.map_or_else(|| Cell::soft(say::NOT_USED), |table| Cell::text(words::opened(table))),
        Cell::number(format::count(source.rows_read)),
        Cell::number(format::count(source.rows_used)),
        Cell::number(format::count(aside)),
        if aside == 0 { Cell::soft(say::NOTHING_ASIDE) } else { Cell::text(reasons(source)) },
        Cell { class: "code", ..Cell::text(format::short_hash(&source.sha256)) },
    ])
}

fn reasons(source: &Source) -> String {
    let part = |(why, n): (&String, &u64)| format!("{} {}", format::count(*n), words::opened(why));
    source.rows_set_aside.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn file(place: usize, source: &Source) -> File {
    let line = |column: &SourceColumn| {
        Row::new(vec![
            Cell::text(&column.heading),
            column.field.as_ref().map_or_else(|| Cell::soft(say::NOT_USED), Cell::text),
            Cell::text(&column.how),
            Cell::number(format::count(column.unreadable)),
        ])
    };
    let used = source.columns.iter().filter(|column| column.field.is_some()).count() as u64;
    let columns = (!source.columns.is_empty()).then(|| {
        Table::new(
            format!("columns-{}", place + 1),
            say::columns(&source.path, used, source.columns.len() as u64),
            &say::COLUMNS,
            source.columns.iter().map(line).collect(),
        )
    });
    let taken = |table: &str| say::taken(&words::opened(table), source.profile.as_deref());
    File {
        path: source.path.clone(),
        taken: source.table.map_or_else(|| say::NOT_USED.to_owned(), taken),
        sha256: source.sha256.clone(),
        facts: say::facts(source),
        notes: source.notes.iter().map(|note| words::sentence(note)).collect(),
        columns,
    }
}
