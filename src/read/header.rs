//! Which record holds the headings.
//!
//! The first record of about the table's width whose cells look like names: most of them filled, most of them no
//! numbers or dates. A normal file has it on line 1, and nothing here is clever about files that have not.

use super::Limits;
use super::dialect::Dialect;
use super::encoding::excerpt;
use super::furniture::{is_blank, trim_heading};
use super::record::{Cell, undouble};
use super::sniff::each_record;
use super::tokenize::{Step, Tokenizer};

/// How many records from the top are looked at.
const MAX_CANDIDATES: usize = 100;

/// A record of the sample, in brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Cells.
    pub(super) width: usize,
    /// Cells up to the last that is not blank.
    pub(super) filled: usize,
}

/// A record that may be the header.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) line: u32,
    pub(super) shape: Shape,
    /// Empty for a line that could not be split into cells; its width is what its delimiters suggest.
    pub(super) cells: Vec<String>,
    /// The first bytes of the record.
    pub(super) raw: Vec<u8>,
}

/// Bytes of a candidate that are kept.
const MAX_RAW: usize = 64 << 10;

/// The top of a file in outline.
pub(super) struct Outline {
    /// The first records that are not blank.
    pub(super) candidates: Vec<Candidate>,
    /// All of them, in the same order.
    pub(super) shapes: Vec<Shape>,
    /// Whether that is the whole file.
    pub(super) is_whole: bool,
}

impl Outline {
    /// The outline of a text. Lines above `first_line` are left out, and may hold any quotes.
    pub(super) fn of(text: &[u8], is_whole: bool, dialect: &Dialect, first_line: Option<u32>) -> Outline {
        let tokens = Tokenizer::new(dialect, &Limits::default());
        let (mut text, mut line) = (text, 1_u32);
        while first_line.is_some_and(|first| line < first) {
            let Some(end) = tokens.line_end(text, 0, true) else { break };
            (text, line) = (&text[end..], line + 1);
        }
        let mut outline = Outline { candidates: Vec::new(), shapes: Vec::new(), is_whole };
        each_record(text, is_whole, dialect, |tokens, step, span| {
            let bytes = &text[span];
            if line > 1 || bytes.len() > 7 || !bytes.starts_with(b"sep=") {
                outline.add(line, step, bytes, tokens, dialect);
            }
            line += tokens.count_line_ends(bytes);
            true
        });
        outline
    }

    fn add(&mut self, line: u32, step: Step, bytes: &[u8], tokens: &Tokenizer, dialect: &Dialect) {
        let is_record = matches!(step, Step::Record(_));
        let shape = if is_record {
            let filled = tokens.cells.iter().rposition(|cell| !is_blank(&bytes[cell.range()])).map_or(0, |at| at + 1);
            if filled == 0 {
                return;
            }
            Shape { width: tokens.n_cells, filled }
        } else {
            Shape { width: 1 + memchr::memchr_iter(dialect.delimiter, bytes).count(), filled: 0 }
        };
        self.shapes.push(shape);
        if self.candidates.len() < MAX_CANDIDATES {
            let cells = if is_record { cells_of(bytes, tokens, dialect) } else { Vec::new() };
            let raw = bytes[..bytes.len().min(MAX_RAW)].to_vec();
            self.candidates.push(Candidate { line, shape, cells, raw });
        }
    }

    /// The position of the header, or why there is none; on the given line, when there is one.
    pub(super) fn header(&self, table_width: usize, set_line: Option<u32>) -> Result<usize, String> {
        let Some(line) = set_line else { return find(&self.candidates, table_width) };
        match self.candidates.iter().position(|candidate| candidate.line >= line) {
            Some(index) if self.candidates[index].cells.is_empty() => Err(damaged(&self.candidates[index])),
            Some(index) => Ok(index),
            None => Err(format!("line {line} is not there")),
        }
    }
}

fn damaged(candidate: &Candidate) -> String {
    format!("line {} has a quote that is not closed, or closed too early", candidate.line)
}

/// The texts of the cells of the record that `tokens` has split.
pub(super) fn cells_of(record: &[u8], tokens: &Tokenizer, dialect: &Dialect) -> Vec<String> {
    let mut scratch = String::new();
    let texts = tokens.cells.iter().enumerate().map(|(index, cell)| {
        let text = excerpt(&record[cell.range()], usize::MAX);
        if !tokens.doubled.contains(&index) {
            return text;
        }
        undouble(&mut [Cell::new(0, text.len())], &[0], &text, dialect, &mut scratch);
        scratch.clone()
    });
    texts.collect()
}

/// The position of the header among the candidates, or why there is none.
///
/// The width may differ from that of the table by less than half: the rows will be named then, which says more than a
/// refusal. A record of the table's width that looks like data ends the search: headings do not stand below rows.
fn find(candidates: &[Candidate], table_width: usize) -> Result<usize, String> {
    // Trailing columns may be blank throughout.
    let of_width = candidates.iter().filter(|candidate| candidate.shape.width == table_width);
    let table_filled = of_width.map(|candidate| candidate.shape.filled).max().unwrap_or(table_width);
    for (index, candidate) in candidates.iter().enumerate() {
        let Shape { width, filled } = candidate.shape;
        if candidate.cells.is_empty() {
            // A damaged title may be passed over; damaged headings may not.
            if 2 * width > table_width {
                return Err(damaged(candidate));
            }
        } else if is_data(candidate, &candidates[index + 1..], table_width) {
            if width == table_width {
                return Err(format!("line {} looks like a row: {}", candidate.line, quoted(candidate)));
            }
        } else if 2 * filled > table_filled && filled <= 2 * table_width && is_mostly_filled(candidate) {
            return Ok(if width == table_width { index } else { above_its_columns(candidates, index, table_width) });
        }
    }
    let is_name = |(index, candidate): (usize, &Candidate)| {
        !candidate.cells.is_empty() && !is_data(candidate, &candidates[index + 1..], table_width)
    };
    match candidates.iter().enumerate().position(is_name) {
        Some(index) => Ok(index),
        None => Err("no line holds names".to_owned()),
    }
}

/// The header, when a line that could be one has another width than the table: the first line of the table's width below,
/// where its cells are names above columns of values. It was a title then.
fn above_its_columns(candidates: &[Candidate], index: usize, table_width: usize) -> usize {
    let below = candidates.iter().enumerate().skip(index + 1);
    let mut of_width =
        below.filter(|(_, candidate)| candidate.shape.width == table_width && !candidate.cells.is_empty());
    let is_header = |&(at, candidate): &(usize, &Candidate)| {
        let (n_names, n_values) = above_values(candidate, &candidates[at + 1..]);
        n_names > n_values && is_mostly_filled(candidate)
    };
    of_width.next().filter(is_header).map_or(index, |(at, _)| at)
}

fn values(candidate: &Candidate) -> impl Iterator<Item = &str> {
    candidate.cells.iter().map(|cell| trim_heading(cell)).filter(|cell| !cell.is_empty())
}

/// Whether the record is rather a row than headings. The columns below that hold values say so: headings stand above
/// them as names. Where no column does, most of its own cells must be values.
pub(super) fn is_data(candidate: &Candidate, below: &[Candidate], table_width: usize) -> bool {
    if candidate.shape.width == table_width {
        let (n_names, n_values) = above_values(candidate, below);
        if n_names != n_values {
            return n_values > n_names;
        }
    }
    let n_data = values(candidate).filter(|value| looks_like_data(value)).count();
    2 * n_data > values(candidate).count()
}

/// How many cells of the record are names, and how many values, above columns of values.
fn above_values(candidate: &Candidate, below: &[Candidate]) -> (usize, usize) {
    let rows: Vec<&Candidate> = below.iter().filter(|row| row.cells.len() == candidate.cells.len()).collect();
    let (mut n_names, mut n_values) = (0, 0);
    for (column, cell) in candidate.cells.iter().map(|cell| trim_heading(cell)).enumerate() {
        let filled = rows.iter().map(|row| trim_heading(&row.cells[column])).filter(|cell| !cell.is_empty());
        let (n_filled, n_data) =
            filled.fold((0, 0), |(n, data), cell| (n + 1, data + usize::from(looks_like_data(cell))));
        // Nearly all, for one odd cell does not make a column of text.
        if cell.is_empty() || n_filled == 0 || 10 * n_data < 9 * n_filled {
            continue;
        }
        if looks_like_data(cell) { n_values += 1 } else { n_names += 1 }
    }
    (n_names, n_values)
}

/// The beginning of the line for a message; control characters could play tricks on a terminal.
fn quoted(candidate: &Candidate) -> String {
    let joined = values(candidate).take(20).collect::<Vec<_>>().join(", ");
    joined.chars().take(80).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A title that was padded to the width of the table has one filled cell; headings have more.
fn is_mostly_filled(candidate: &Candidate) -> bool {
    let n_filled = candidate.cells.iter().filter(|cell| !trim_heading(cell).is_empty()).count();
    2 * n_filled > candidate.shape.filled.max(1) && (candidate.shape.width < 3 || n_filled > 1)
}

/// Whether a cell is rather a value than a name: a number, date, time, amount, long id or mail address. A year, or
/// a letter with a short number (`Q1`, `c10`), may be a heading.
fn looks_like_data(cell: &str) -> bool {
    let n_digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let n_letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let is_year = cell.len() == 4 && n_digits == 4 && (cell.starts_with("19") || cell.starts_with("20"));
    let is_numbered = cell.starts_with(char::is_alphabetic) && n_digits < 6;
    let is_mail = cell.contains('@') && cell.contains('.') && !cell.contains(' ');
    is_mail || (n_digits > n_letters && n_letters <= 2 && !is_year && !is_numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(rows: &[&[&str]]) -> Vec<Candidate> {
        let candidate = |(index, row): (usize, &&[&str])| Candidate {
            line: index as u32 + 1,
            shape: Shape {
                width: row.len(),
                filled: row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1),
            },
            cells: row.iter().map(|cell| (*cell).to_owned()).collect(),
            raw: Vec::new(),
        };
        rows.iter().enumerate().map(candidate).collect()
    }

    #[test]
    fn a_normal_file_has_it_first() {
        assert_eq!(find(&candidates(&[&["Id", "Amount"], &["1", "5"]]), 2), Ok(0));
    }

    #[test]
    fn titles_are_passed_over() {
        let rows: [&[&str]; 3] = [&["Report"], &["Pipeline", "", ""], &["Id", "Name", "Amount"]];
        assert_eq!(find(&candidates(&rows), 3), Ok(2));
    }

    #[test]
    fn titles_of_several_cells_are_passed_over() {
        let rows: [&[&str]; 4] = [&["from", "me"], &["Id", "Name", "Amount"], &["1", "x", "5"], &["2", "y", "6"]];
        assert_eq!(find(&candidates(&rows), 3), Ok(1));
        let short: [&[&str]; 3] = [&["Id", "Name"], &["1", "x", "5"], &["2", "y", "6"]];
        assert_eq!(find(&candidates(&short), 3), Ok(0));
    }

    #[test]
    fn rows_alone_have_none() {
        assert!(find(&candidates(&[&["1", "2026-01-05"], &["2", "2026-01-06"]]), 2).is_err());
        assert!(find(&[], 1).is_err());
    }

    #[test]
    fn a_header_of_another_width_than_its_rows_is_one() {
        assert_eq!(find(&candidates(&[&["Id", "Name", "Owner"], &["x", "y"], &["z", "w"]]), 2), Ok(0));
        assert_eq!(find(&candidates(&[&["Id", "Name"], &["x", "y", ""], &["z", "w", ""]]), 3), Ok(0));
    }

    #[test]
    fn years_may_be_headings() {
        assert_eq!(find(&candidates(&[&["Account", "2024", "2025", "2026"]]), 4), Ok(0));
        assert_eq!(find(&candidates(&[&["Q1 2024", "c10", "P50"]]), 3), Ok(0));
    }
}
