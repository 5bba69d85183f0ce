//! Small blocks that people put below a table of deals, `Won | 5`, `Won (5) | Closed Won | 300` or `5 of 6 won`: they stand
//! in its columns and are none of its rows.
//!
//! A record that is taken for one is lost, so everything must speak for it: nothing but such records follows, three cells
//! at most in a table whose rows fill more, a word and numbers, and in the place of the id what no id of the table looks
//! like.

use crate::read::{HeldRecord, Record};

use super::parse::text::is_blank;

/// Rows of a table fill at least so many cells for a row of fewer to be none of them (our judgement).
const LEAST_FILLED: usize = 4;
/// So many rows must show what the table's ids look like.
const LEAST_ROWS: usize = 2;
/// What people call a count, a sum or an average of deals.
const LABELS: [&str; 32] = [
    "total",
    "totals",
    "sum",
    "count",
    "number",
    "average",
    "avg",
    "mean",
    "median",
    "won",
    "lost",
    "open",
    "deals",
    "gesamt",
    "summe",
    "anzahl",
    "durchschnitt",
    "mittelwert",
    "gewonnen",
    "verloren",
    "offen",
    "somme",
    "nombre",
    "moyenne",
    "gagnés",
    "perdus",
    "suma",
    "número",
    "promedio",
    "media",
    "ganados",
    "perdidos",
];
/// A block of more rows is no small one (our judgement).
const MOST_HELD: usize = 40;

/// The records of one file that may be such a block.
pub(super) struct Footers {
    id: usize,
    n_columns: usize,
    /// The shortest id of the rows above, in characters.
    shortest: usize,
    /// Whether no id of the rows above is several words: `5 won` is none of them.
    are_ids_single: bool,
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
        let looks_like_a_row = |row: &Vec<String>| {
            let is_id = || row.get(id).is_some_and(|cell| has_digits(cell) && !is_counted_word(cell.trim()));
            n_filled(row) >= LEAST_FILLED.min(n_columns) && (n_columns >= LEAST_FILLED || is_id())
        };
        let last = sample.iter().rposition(looks_like_a_row)?;
        // Headings of groups have one cell.
        let rows: Vec<&Vec<String>> = sample[..=last].iter().filter(|row| n_filled(row) > 1).collect();
        let ids: Vec<&str> = rows.iter().filter_map(|row| row.get(id)).map(|cell| cell.trim()).collect();
        let least_filled = LEAST_FILLED.min(n_columns);
        let is_clear = rows.len() >= LEAST_ROWS
            && rows.iter().all(|row| n_filled(row) >= least_filled)
            && ids.iter().all(|id| has_digits(id));
        let shortest = ids.iter().map(|id| id.chars().count()).min()?;
        let are_ids_single = !ids.iter().any(|id| has_parts(id));
        is_clear.then_some(Footers { id, n_columns, shortest, are_ids_single, held: Vec::new() })
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
        self.are_ids_single &= !has_parts(id);
        has_digits(id)
    }

    /// Whether the record is a word and numbers of such a block. In a table of few columns nothing but its label tells.
    fn is_one(&self, record: &Record<'_>) -> bool {
        let filled = (0..self.n_columns).filter(|&column| !is_blank(record.cell(column)));
        let filled: Vec<usize> = filled.take(LEAST_FILLED).collect();
        if filled.len() == LEAST_FILLED || !filled.contains(&self.id) {
            return false;
        }
        let id = record.cell(self.id).trim();
        let others = || filled.iter().filter(|&&column| column != self.id).map(|&column| record.cell(column).trim());
        if filled.len() == 1 {
            return self.are_ids_single && is_counted_word(id);
        }
        if is_label(id) {
            return others().all(|other| is_count_of_all(other) || is_counted_word(other));
        }
        if self.n_columns < LEAST_FILLED {
            return false;
        }
        // What is no count is the one word.
        let mut words = others().filter(|other| !is_count_of_all(other));
        let is_no_id = is_count(id) && id.chars().count() < self.shortest;
        match (words.next(), words.next()) {
            (None, _) => is_words(id),
            (Some(word), None) => is_words(word) && (is_no_id || (self.are_ids_single && is_counted_word(id))),
            _ => false,
        }
    }
}

fn has_digits(id: &str) -> bool {
    id.chars().any(|character| character.is_ascii_digit())
}

fn is_words(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && !cell.chars().any(char::is_numeric)
}

/// Whether a cell is what people call a count of deals, and nothing else: `Total won`, `Won %`.
fn is_label(cell: &str) -> bool {
    let mut words =
        cell.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| LABELS.contains(&word.to_lowercase().as_str()))
}

/// A bare number or percentage.
fn is_count(cell: &str) -> bool {
    let is_part = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',' | ' ' | '%');
    cell.starts_with(|first: char| first.is_ascii_digit()) && cell.chars().all(is_part)
}

/// A count that says of how many: `of 10`, `4 of 10`, `67 %`.
fn is_count_of_all(cell: &str) -> bool {
    const OF: [&str; 6] = ["of", "out", "von", "sur", "de", "di"];
    let is_of = |word: &str| OF.iter().any(|of| of.eq_ignore_ascii_case(word));
    is_count(cell) || (has_digits(cell) && cell.split_whitespace().all(|word| is_count(word) || is_of(word)))
}

/// `8/10`, which a date of a table is not: it has a year.
fn is_fraction(cell: &str) -> bool {
    let is_whole = |part: &str| !part.is_empty() && part.chars().all(|character| character.is_ascii_digit());
    cell.split_once('/').is_some_and(|(part, whole)| is_whole(part) && is_whole(whole))
}

/// Words with their count in one cell: `8 won`, `Won: 8`, `Lost (2)`, `8/10 won`.
fn is_counted_word(cell: &str) -> bool {
    const BETWEEN: [char; 6] = [':', '(', ')', '=', '–', '|'];
    let parts = || cell.split(|character: char| character.is_whitespace() || BETWEEN.contains(&character));
    let mut parts = parts().filter(|part| !part.is_empty());
    has_parts(cell)
        && cell.chars().any(char::is_alphabetic)
        && has_digits(cell)
        && parts.all(|part| is_count(part) || is_fraction(part) || is_words(part) || part == "-")
}

/// Whether a cell is several words or numbers.
fn has_parts(cell: &str) -> bool {
    cell.contains(|character: char| character.is_whitespace() || character == ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_from_ids_and_names() {
        for cell in [
            "8 won",
            "Won: 8",
            "Won:8",
            "Lost (2)",
            "Gewonnen = 5",
            "Won - 8",
            "8 of 10 won",
            "8/10 won",
            "Won | 2 | of 3",
        ] {
            assert!(is_counted_word(cell), "{cell}");
        }
        for cell in ["won", "8", "D-8", "Won8", "OPP-12 won", "12 000", "2026-08-03 won"] {
            assert!(!is_counted_word(cell), "{cell}");
        }
        for cell in ["Won", "Total won", "Won %", "Summe", "Durchschnitt"] {
            assert!(is_label(cell), "{cell}");
        }
        for cell in ["", "%", "Alpha", "Won Alpha", "Open-End GmbH", "D1"] {
            assert!(!is_label(cell), "{cell}");
        }
        for cell in ["8", "67 %", "of 10", "8 von 10", "1.234,50"] {
            assert!(is_count_of_all(cell), "{cell}");
        }
        for cell in ["of", "won", "2026-08-03", "Acme 10", "10 of them"] {
            assert!(!is_count_of_all(cell), "{cell}");
        }
    }
}
