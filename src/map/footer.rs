//! Small blocks that people put below a table, `Won | 5` and `Lost | 1`: they stand in its columns and are none of its
//! rows.
//!
//! A record that is taken for one is lost, so everything must speak for it: two cells in a table whose rows fill many, a
//! word and a number, and in the place of the id what no id of the table looks like.

use crate::read::Record;

use super::parse::text::is_blank;

/// Rows of a table fill at least so many cells for a row of two to be none of them (our judgement).
const LEAST_FILLED: usize = 4;
/// So many rows must show what the table's ids look like.
const LEAST_ROWS: usize = 2;

/// What tells such a row in one file.
pub(super) struct Footers {
    id: usize,
    n_columns: usize,
    /// The shortest id of the rows above, in characters.
    shortest: usize,
}

impl Footers {
    /// From the column of ids and the first rows; `None` where the ids are not all alike in having digits, or where rows
    /// of few cells are common.
    pub(super) fn of(id: Option<usize>, sample: &[Vec<String>]) -> Option<Footers> {
        let id = id?;
        let n_columns = sample.iter().map(Vec::len).max()?;
        let n_filled = |row: &&Vec<String>| row.iter().filter(|cell| !is_blank(cell)).count();
        let rows: Vec<&Vec<String>> = sample.iter().filter(|row| n_filled(row) > 2).collect();
        let ids: Vec<&str> = rows.iter().filter_map(|row| row.get(id)).map(|cell| cell.trim()).collect();
        let is_clear = rows.len() >= LEAST_ROWS
            && rows.iter().all(|row| n_filled(row) >= LEAST_FILLED)
            && ids.iter().all(|id| id.chars().any(|character| character.is_ascii_digit()));
        let shortest = ids.iter().map(|id| id.chars().count()).min()?;
        is_clear.then_some(Footers { id, n_columns, shortest })
    }

    /// Whether the record is a word and a number of such a block.
    pub(super) fn is_one(&self, record: &Record<'_>) -> bool {
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

fn is_words(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && !cell.chars().any(char::is_numeric)
}

/// A bare number or percentage.
fn is_count(cell: &str) -> bool {
    let is_part = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',' | ' ' | '%');
    cell.starts_with(|first: char| first.is_ascii_digit()) && cell.chars().all(is_part)
}
