//! Cells of a field of a table, or of a field that no export holds.

use crate::domain::{Moment, Sym, TextArena};

/// A view of a [`Column::Symbols`](super::Column::Symbols), or of a field that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Symbols<'a>(pub(super) Option<&'a [Sym]>);

impl Symbols<'_> {
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
pub struct Texts<'a>(pub(super) Option<&'a TextArena>);

impl<'a> Texts<'a> {
    /// The cell; empty where the field is not there.
    pub fn get(self, row: usize) -> &'a str {
        self.0.map_or("", |cells| cells.get(row))
    }

    /// Whether any export holds the field.
    pub fn is_captured(self) -> bool {
        self.0.is_some()
    }
}

/// A view of a column of times, numbers, or yes and no, or of a field that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a, T>(pub(super) Option<&'a [Option<T>]>);

/// A view of a [`Column::Times`](super::Column::Times).
pub type Times<'a> = Cells<'a, Moment>;
/// A view of a [`Column::Numbers`](super::Column::Numbers).
pub type Numbers<'a> = Cells<'a, f64>;
/// A view of a [`Column::Bools`](super::Column::Bools).
pub type Bools<'a> = Cells<'a, bool>;

impl<T: Copy> Cells<'_, T> {
    /// The cell; `None` when blank, unreadable or not there.
    pub fn get(self, row: usize) -> Option<T> {
        self.0.and_then(|cells| cells[row])
    }

    /// Whether any export holds the field.
    pub fn is_captured(self) -> bool {
        self.0.is_some()
    }
}
