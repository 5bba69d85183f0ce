//! What the cells of a column look like: evidence for or against a field, whatever the heading says.

use crate::domain::{ValueKind, Zone};

use super::super::parse::bools::read_bool;
use super::super::parse::dates::DateReader;
use super::super::parse::numbers::NumberReader;
use super::super::parse::text::{is_broken, is_empty_reference, is_placeholder, without_formula};

/// So many cells that are not blank tell a column's shape.
const ENOUGH: usize = 200;

/// How many of the cells looked at can be read as a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) fits: usize,
    pub(super) filled: usize,
}

impl Fit {
    /// Less than half of them can.
    pub(super) fn contradicts(self) -> bool {
        self.filled > 0 && 2 * self.fits < self.filled
    }

    /// At least four in five can, and there are some.
    pub(super) fn confirms(self) -> bool {
        self.filled > 0 && 5 * self.fits >= 4 * self.filled
    }
}

/// How the column's cells fit the kind; `None` for kinds that any text fits.
pub(super) fn fit(sample: &[Vec<String>], column: usize, kind: ValueKind) -> Option<Fit> {
    let cells = || {
        let cells = sample.iter().filter_map(move |row| row.get(column)).map(|cell| without_formula(cell));
        cells.filter(|cell| !is_empty_reference(cell) && !is_broken(cell) && !is_placeholder(cell)).take(ENOUGH)
    };
    let filled = cells().count();
    let fits = match kind {
        ValueKind::Date | ValueKind::Datetime | ValueKind::When => {
            let (reader, zone) = (DateReader::decide(cells()).reader, Zone::utc());
            cells().filter(|cell| reader.read(cell, &zone).is_ok()).count()
        }
        ValueKind::Number | ValueKind::Money | ValueKind::Percent => {
            let reader = NumberReader::decide(cells());
            cells().filter(|cell| reader.read(cell).is_ok()).count()
        }
        ValueKind::Bool => cells().filter(|cell| read_bool(cell).is_ok()).count(),
        _ => return None,
    };
    Some(Fit { fits, filled })
}
