//! Cells to values. What is ambiguous in one cell (day or month first, decimal comma or point) is decided once a column,
//! from the cells that are not; what cannot be read is said, never guessed.

pub(crate) mod bools;
pub(crate) mod currency;
pub(crate) mod dates;
pub(crate) mod decisions;
pub(crate) mod events;
pub(crate) mod kinds;
pub(crate) mod links;
pub(crate) mod numbers;
pub(crate) mod text;

/// A cell that cannot be read as its field's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What was expected, for the ledger: "a date in day/month/year order".
    pub expected: &'static str,
}
