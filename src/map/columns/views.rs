//! Cells of a field of a table, or of a field that no export holds.

use super::TextArena;
use crate::domain::{Moment, Sym};

/// A view of a [`Column::Symbols`](super::Column::Symbols), or of a field that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Symbols<'a>(Option<&'a [Sym]>);

impl<'a> Symbols<'a> {
    pub(super) fn of(cells: Option<&'a [Sym]>) -> Symbols<'a> {
        Symbols(cells)
    }

    /// The cell; blank where the field is not there.
    pub fn get(self, row: usize) -> Sym {
        self.0.map_or(Sym::BLANK, |cells| cells[row])
    }

    /// Whether any export holds the field.
    pub fn is_captured(self) -> bool {
        self.0.is_some()
    }
}

/// A view of a [`Column::Texts`](super::Column::Texts), or of a field that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a>(Option<&'a TextArena>);

impl<'a> Texts<'a> {
    pub(super) fn of(cells: Option<&'a TextArena>) -> Texts<'a> {
        Texts(cells)
    }

    /// The cell; empty where the field is not there.
    pub fn get(self, row: usize) -> &'a str {
        self.0.map_or("", |cells| cells.get(row))
    }

    /// Whether any export holds the field.
    pub fn is_captured(self) -> bool {
        self.0.is_some()
    }
}

/// A view of a [`Column::Times`](super::Column::Times), or of a field that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Times<'a>(Option<&'a [Option<Moment>]>);

impl<'a> Times<'a> {
    pub(super) fn of(cells: Option<&'a [Option<Moment>]>) -> Times<'a> {
        Times(cells)
    }

    /// The cell; `None` when blank, unreadable or not there.
    pub fn get(self, row: usize) -> Option<Moment> {
        self.0.and_then(|cells| cells[row])
    }

    /// Whether any export holds the field.
    pub fn is_captured(self) -> bool {
        self.0.is_some()
    }
}

/// A view of a [`Column::Numbers`](super::Column::Numbers), or of a field that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'a>(Option<&'a [Option<f64>]>);

impl<'a> Numbers<'a> {
    pub(super) fn of(cells: Option<&'a [Option<f64>]>) -> Numbers<'a> {
        Numbers(cells)
    }

    /// The cell; `None` when blank, unreadable or not there.
    pub fn get(self, row: usize) -> Option<f64> {
        self.0.and_then(|cells| cells[row])
    }

    /// Whether any export holds the field.
    pub fn is_captured(self) -> bool {
        self.0.is_some()
    }
}

/// A view of a [`Column::Bools`](super::Column::Bools), or of a field that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Bools<'a>(Option<&'a [Option<bool>]>);

impl<'a> Bools<'a> {
    pub(super) fn of(cells: Option<&'a [Option<bool>]>) -> Bools<'a> {
        Bools(cells)
    }

    /// The cell; `None` when blank, unreadable or not there.
    pub fn get(self, row: usize) -> Option<bool> {
        self.0.and_then(|cells| cells[row])
    }

    /// Whether any export holds the field.
    pub fn is_captured(self) -> bool {
        self.0.is_some()
    }
}
