//! Cohorts along columns that the user names in `[cohorts] columns`: any mapped column of deals or accounts.

use crate::domain::{TableKind, ValueKind, fold, iso_date};
use crate::map::{Book, Column, Table};

use crate::settings::Settings;

use super::cohort::{Dimension, label, list};
use super::facts::Facts;

/// A heading that is nearer than this is worth naming.
const NEAR: f64 = 0.8;

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
    kind.field(column.fields().find_map(|field| field.strip_prefix(kind.name())?.strip_prefix('.'))?)
}

/// A name in `[cohorts] columns` that no column can be sliced by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCohort {
    /// As written.
    pub name: String,
    /// The export that has a column of that heading, which feeds no field; `None`: no deals or accounts export has it.
    pub file: Option<String>,
    /// The heading of deals or accounts that is nearest, where none is the same.
    pub nearest: Option<String>,
}

/// The names in `[cohorts] columns` along which nothing is counted, in their order.
pub fn unknown_cohorts(settings: &Settings, book: &Book) -> Vec<UnknownCohort> {
    let unknown = settings.cohort_columns.iter().filter(|name| find(name, book).is_none());
    unknown.map(|name| unknown_cohort(name, book)).collect()
}

fn unknown_cohort(name: &str, book: &Book) -> UnknownCohort {
    let kinds = [Some(TableKind::Deals), Some(TableKind::Accounts)];
    let files = || book.files.iter().filter(|file| kinds.contains(&file.table));
    let holder = files().find(|file| file.columns.iter().any(|column| fold(&column.heading) == fold(name)));
    let near = files().flat_map(|file| &file.columns).map(|column| {
        let heading = column.heading.trim();
        (strsim::jaro_winkler(&fold(heading), &fold(name)), heading)
    });
    let near = near.filter(|(near, _)| *near > NEAR && holder.is_none());
    let nearest = near.reduce(|best, next| if next.0 > best.0 { next } else { best });
    UnknownCohort {
        name: name.to_owned(),
        file: holder.map(|file| file.path.clone()),
        nearest: nearest.map(|(_, heading)| heading.to_owned()),
    }
}
