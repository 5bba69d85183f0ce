//! Rows of canonical tables, before a flavour has formatted their cells.

use super::EXPORTED_AT;

/// Which kind of record an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sample) enum Kind {
    Deal,
    Account,
    Contact,
    User,
    Activity,
}

/// A cell before a flavour has formatted it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::sample) enum Cell {
    Blank,
    Text(String),
    Id(Kind, u64),
    /// Minutes since 1970-01-01T00:00Z.
    Time(i64),
    /// Days since 1970-01-01.
    Day(i64),
    Bool(bool),
    Number(f64),
    /// A user by position; flavours write a name or an id.
    User(usize),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }
}

/// A row of a canonical table.
#[derive(Clone, Debug)]
pub(in crate::sample) struct Row {
    pub(in crate::sample) table: &'static str,
    cells: Vec<(&'static str, Cell)>,
}

impl Row {
    pub(super) fn new(table: &'static str) -> Row {
        Row { table, cells: Vec::new() }
    }

    pub(super) fn with(mut self, field: &'static str, cell: impl Into<Cell>) -> Row {
        self.cells.push((field, cell.into()));
        self
    }

    /// A time that lies after the export has not happened.
    pub(super) fn happened(self, field: &'static str, at: Option<i64>) -> Row {
        let cell = at.filter(|at| *at <= EXPORTED_AT).map_or(Cell::Blank, Cell::Time);
        self.with(field, cell)
    }

    /// The cell of a field; blank where the row has none.
    pub(in crate::sample) fn get(&self, field: &str) -> &Cell {
        self.cells.iter().find(|(known, _)| *known == field).map_or(&Cell::Blank, |(_, cell)| cell)
    }

    /// Puts another cell into a field.
    pub(in crate::sample) fn set(&mut self, field: &'static str, cell: impl Into<Cell>) {
        let cell = cell.into();
        match self.cells.iter_mut().find(|(known, _)| *known == field) {
            Some((_, known)) => *known = cell,
            None => self.cells.push((field, cell)),
        }
    }
}
