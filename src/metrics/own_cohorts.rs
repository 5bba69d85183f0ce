//! Cohorts along columns that the user names in `[cohorts] columns`: any mapped column of deals or accounts.

use crate::domain::{TableKind, ValueKind, fold, iso_date};
use crate::map::{Book, Column, Table};

use super::cohort::{Dimension, label, list};
use super::facts::Facts;

/// One dimension a column that is mapped, named as the user names it.
pub(super) fn dimensions(facts: &Facts<'_>) -> Vec<Dimension> {
    facts.settings.cohort_columns.iter().filter_map(|name| dimension(name, facts)).collect()
}

fn dimension(name: &str, facts: &Facts<'_>) -> Option<Dimension> {
    let (kind, field) = find(name, facts.book)?;
    let table = facts.book.table(kind)?;
    let column = table.column(field)?;
    let is_list = kind.fields()[field].kind == ValueKind::List;
    let rows = facts.cases.iter().map(|(packet, _)| match kind {
        TableKind::Deals => Some(packet.row),
        _ => facts.assembly.account_rows.get(&packet.account?).copied(),
    });
    let labels = |cell: &str| if is_list { list(cell) } else { vec![label(cell)] };
    Some(match column {
        Column::Symbols(cells) => {
            let syms = rows.map(|row| row.map(|row| cells[row as usize]));
            Dimension::of(name, syms, |sym| labels(sym.map_or("", |sym| facts.book.text(sym))))
        }
        column => {
            Dimension::of(name, rows, |row| labels(&row.map_or_else(String::new, |row| text(column, row as usize))))
        }
    })
}

fn text(column: &Column, row: usize) -> String {
    match column {
        Column::Symbols(_) => String::new(),
        Column::Texts(cells) => cells.get(row).to_owned(),
        Column::Times(cells) => cells[row].map_or_else(String::new, |at| iso_date(at.day())),
        Column::Numbers(cells) => cells[row].map_or_else(String::new, |number| number.to_string()),
        Column::Bools(cells) => cells[row].map_or("", |yes| if yes { "yes" } else { "no" }).to_owned(),
    }
}

/// By the field's name, or by the heading as exported; deals before accounts.
fn find(name: &str, book: &Book) -> Option<(TableKind, usize)> {
    let bare = name.split_once('.').map_or(name, |(_, field)| field);
    [TableKind::Deals, TableKind::Accounts].into_iter().find_map(|kind| {
        let is_held = |field: &usize| book.table(kind).is_some_and(|table: &Table| table.column(*field).is_some());
        let by_name = kind.field(bare).filter(is_held);
        by_name.or_else(|| by_heading(name, kind, book).filter(is_held)).map(|field| (kind, field))
    })
}

fn by_heading(heading: &str, kind: TableKind, book: &Book) -> Option<usize> {
    let files = book.files.iter().filter(|file| file.table == Some(kind));
    let column = files.flat_map(|file| &file.columns).find(|column| fold(&column.heading) == fold(heading))?;
    kind.field(column.field.as_deref()?.strip_prefix(kind.name())?.strip_prefix('.')?)
}
