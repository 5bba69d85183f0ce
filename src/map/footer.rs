//! Small blocks that people put below a table of deals, `Won | 5` and `Lost | 1`: they stand in its columns and are none
//! of its rows.
//!
//! A record that is taken for one is lost, so everything must speak for it: nothing but such records follows, two cells
//! in a table whose rows fill many, a word and a number, and in the place of the id what no id of the table looks like.

use crate::read::{HeldRecord, Record};

use super::parse::text::is_blank;

/// Rows of a table fill at least so many cells for a row of two to be none of them (our judgement).
const LEAST_FILLED: usize = 4;
/// So many rows must show what the table's ids look like.
const LEAST_ROWS: usize = 2;
/// A block of more rows is no small one (our judgement).
const MOST_HELD: usize = 40;

/// The records of one file that may be such a block.
pub(super) struct Footers {
    id: usize,
    n_columns: usize,
    /// The shortest id of the rows above, in characters.
    shortest: usize,
    /// What looks like a block so far; nothing else has followed.
    held: Vec<HeldRecord>,
}

impl Footers {
    /// From the column of ids and the first rows; `None` where the ids are not all alike in having digits, or where a row
    /// of few cells stands above a full one.
    pub(super) fn of(id: Option<usize>, sample: &[Vec<String>]) -> Option<Footers> {
        let id = id?;
        let n_columns = sample.iter().map(Vec::len).max()?;
        let n_filled = |row: &Vec<String>| row.iter().filter(|cell| !is_blank(cell)).count();
        let last = sample.iter().rposition(|row| n_filled(row) >= LEAST_FILLED)?;
        // Headings of groups have one cell.
        let rows: Vec<&Vec<String>> = sample[..=last].iter().filter(|row| n_filled(row) > 1).collect();
        let ids: Vec<&str> = rows.iter().filter_map(|row| row.get(id)).map(|cell| cell.trim()).collect();
        let is_clear = rows.len() >= LEAST_ROWS
            && rows.iter().all(|row| n_filled(row) >= LEAST_FILLED)
            && ids.iter().all(|id| has_digits(id));
        let shortest = ids.iter().map(|id| id.chars().count()).min()?;
        is_clear.then_some(Footers { id, n_columns, shortest, held: Vec::new() })
    }

    /// Keeps a record back that looks like one of such a block; `false` where it does not, or where there are too many.
    pub(super) fn hold(&mut self, record: &Record<'_>) -> bool {
        let is_one = self.held.len() < MOST_HELD && self.is_one(record);
        if is_one {
            self.held.push(record.held());
        }
        is_one
    }

    /// What was held back, where a row of the table follows: rows like any other.
    pub(super) fn release(&mut self) -> Vec<HeldRecord> {
        std::mem::take(&mut self.held)
    }

    /// Learns from the id of a row of the table; `false` where ids without digits are ids too.
    pub(super) fn learn(&mut self, record: &Record<'_>) -> bool {
        let id = record.cell(self.id).trim();
        self.shortest = self.shortest.min(id.chars().count());
        has_digits(id)
    }

    /// Whether the record is a word and a number of such a block.
    fn is_one(&self, record: &Record<'_>) -> bool {
        let mut filled = (0..self.n_columns).filter(|&column| !is_blank(record.cell(column)));
        let (Some(first), Some(second), None) = (filled.next(), filled.next(), filled.next()) else { return false };
        let id = record.cell(self.id).trim();
        let other = match self.id {
            id if id == first => record.cell(second).trim(),
            id if id == second => record.cell(first).trim(),
            _ => return false,
        };
        (is_words(id) && is_count(other)) || (is_words(other) && is_count(id) && id.chars().count() < self.shortest)
    }
}

fn has_digits(id: &str) -> bool {
    id.chars().any(|character| character.is_ascii_digit())
}

fn is_words(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && !cell.chars().any(char::is_numeric)
}

/// A bare number or percentage.
fn is_count(cell: &str) -> bool {
    let is_part = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',' | ' ' | '%');
    cell.starts_with(|first: char| first.is_ascii_digit()) && cell.chars().all(is_part)
}
