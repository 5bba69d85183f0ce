//! What stands at the top of a table: its headings over one or several rows, damaged ones, or none.
//!
//! A table that is mapped needs sound headings, so there everything else is refused. To be read as it stands, a table
//! may lack them or have them damaged; then the rows below say how wide it is, and the damage is named.

use std::collections::BTreeMap;

use super::Header;
use super::dialect::Dialect;
use super::furniture::trim_heading;
use super::header::{Candidate, Outline, Shape, is_data};
use super::mend::{loosely, split};
use super::sniff::each_record;
use super::tokenize::Step;

/// The top of a table.
#[derive(Debug)]
pub(super) struct Top {
    /// As many as a row has cells.
    pub(super) headings: Vec<String>,
    pub(super) header: Header,
    /// The lines on which the first and the last row of the header start.
    pub(super) lines: (u32, u32),
    /// Cells that the header or most rows have.
    pub(super) row_width: usize,
    /// Cells that the header has in the file.
    pub(super) n_written: usize,
    /// Whether records stand below it.
    pub(super) has_records: bool,
    /// Whether blank records are rows.
    pub(super) has_blank_rows: bool,
}

impl Top {
    /// Rows from this line on, without a header.
    fn headless(line: u32, width: usize) -> Top {
        Top {
            headings: vec![String::new(); width],
            header: Header::default(),
            lines: (line, line - 1),
            row_width: width,
            n_written: width,
            has_records: true,
            has_blank_rows: false,
        }
    }
}

/// The top as a table that is mapped needs it, or why it is not so.
pub(super) fn sound(outline: &Outline, table_width: usize, set_line: Option<u32>) -> Result<Top, String> {
    let index = outline.header(table_width, set_line)?;
    let header = &outline.candidates[index];
    let n_rows = n_header_rows(outline, index);
    let below = &outline.shapes[index + n_rows..];
    Ok(top(outline, index, n_rows, sound_headings(header, below)))
}

/// The top as it stands, whatever it is.
pub(super) fn any(outline: &Outline, table_width: usize, set: Option<u32>, dialect: &Dialect) -> Result<Top, String> {
    let Some(first) = outline.candidates.first() else {
        let nothing = Top { has_blank_rows: true, ..Top::headless(1, table_width) };
        return if outline.is_whole { Ok(nothing) } else { Err("it has no line".to_owned()) };
    };
    let top = match outline.header(table_width, set) {
        // Lines that are all alike say nothing about which of them are headings.
        Ok(0) if n_header_rows(outline, 0) > 1 && n_header_rows(outline, 0) == outline.shapes.len() => {
            Top::headless(first.line, first.shape.width)
        }
        Ok(index) if dialect.delimiter == b' ' => of_spaced_header(outline, index),
        Ok(index) => of_header(outline, index),
        Err(why) => without_header(outline, table_width, dialect).ok_or(why)?,
    };
    // A line without text in a table of one column is a row with a blank cell.
    Ok(Top { has_blank_rows: top.headings.len() == 1, ..top })
}

fn top(outline: &Outline, index: usize, n_rows: usize, headings: Vec<String>) -> Top {
    let rows = &outline.candidates[index..index + n_rows];
    let joined = |column: usize| rows.iter().map(|row| row.cells[column].as_str()).collect::<Vec<_>>().join(" ");
    let cells = (0..rows[0].cells.len()).map(joined).collect();
    let below = &outline.shapes[index + n_rows..];
    let row_width = rows[0].cells.len().max(width_of(below).unwrap_or_default());
    let (lines, n_written) = ((rows[0].line, rows[n_rows - 1].line), rows[0].shape.width);
    Top {
        headings,
        header: Header { cells, damage: None },
        lines,
        row_width,
        n_written,
        has_records: !below.is_empty(),
        has_blank_rows: false,
    }
}

/// The header repeated at once is a header of several rows.
fn n_header_rows(outline: &Outline, index: usize) -> usize {
    let header = &outline.candidates[index];
    let is_same = |row: &&Candidate| row.cells.len() > 1 && row.cells == header.cells;
    1 + outline.candidates[index + 1..].iter().take_while(is_same).count()
}

/// The headings, without trailing columns that are blank in the header and in every record below.
fn sound_headings(header: &Candidate, below: &[Shape]) -> Vec<String> {
    let n_columns = header.cells.len();
    let filled = below.iter().map(|shape| shape.filled.min(n_columns));
    let n_kept = filled.fold(header.shape.filled, usize::max).max(1);
    header.cells.iter().take(n_kept).map(|cell| trim_heading(cell).to_owned()).collect()
}

/// A header that is one, though perhaps of another width than the rows below.
fn of_header(outline: &Outline, index: usize) -> Top {
    let n_rows = n_header_rows(outline, index);
    let n_headings = outline.candidates[index].shape.width;
    let headings = outline.candidates[index].cells.iter().map(|cell| trim_heading(cell).to_owned()).collect();
    let mut top = top(outline, index, n_rows, headings);
    // One row does not say which of the two is damaged.
    let width = width_of(&outline.shapes[index + n_rows..]).filter(|_| outline.shapes.len() > index + n_rows + 1);
    let Some(width) = width.filter(|&width| width != n_headings) else {
        return top;
    };
    let blanks: Vec<usize> = (0..n_headings).filter(|&column| top.headings[column].is_empty()).collect();
    let mut done = "they were left as they are";
    if let [blank] = blanks.as_slice()
        && n_headings == width + 1
    {
        top.headings.remove(*blank);
        top.header.cells.remove(*blank);
        done = "the one blank heading was left out";
    } else if n_headings < width {
        top.header.cells.resize(width, String::new());
        done = "blank ones were added at the end, and headings may stand above the wrong column";
    }
    top.headings.resize(width, String::new());
    top.row_width = width;
    top.header.damage = Some(format!("{n_headings} headings above rows of {width} cells; {done}"));
    top
}

/// Headings between spaces say themselves how many they are: rows that have more cells hold a space in one of them.
fn of_spaced_header(outline: &Outline, index: usize) -> Top {
    let headings: Vec<String> =
        outline.candidates[index].cells.iter().map(|cell| trim_heading(cell).to_owned()).collect();
    let row_width = headings.len();
    Top { row_width, ..top(outline, index, n_header_rows(outline, index), headings) }
}

/// The width of most records.
fn width_of(below: &[Shape]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let sound: Vec<usize> = below.iter().filter(|shape| shape.filled > 0).map(|shape| shape.width).collect();
    for &width in &sound {
        *counts.entry(width).or_default() += 1;
    }
    let (width, count) = counts.into_iter().max_by_key(|&(_, count)| count)?;
    (2 * count > sound.len()).then_some(width)
}

/// Rows from the first record on, or below a line of headings that is damaged or has delimiters of its own.
fn without_header(outline: &Outline, table_width: usize, dialect: &Dialect) -> Option<Top> {
    let candidates = &outline.candidates;
    let is_wide = |candidate: &&Candidate| 2 * candidate.shape.width > table_width;
    let index = candidates.iter().position(|candidate| is_wide(&candidate))?;
    let width = width_of(&outline.shapes[index..]).unwrap_or(table_width);
    let of_other =
        |row: &Candidate| with_other_delimiter(&row.raw, width, dialect).map(|cells| (cells, OTHER_DELIMITER));
    let of_quote = |row: &Candidate| {
        let found = loosely(&String::from_utf8_lossy(&row.raw), width, dialect).map(|cells| (cells, STRAY_QUOTE));
        found.or_else(|| as_it_stands(&row.raw, width, dialect).map(|cells| (cells, TOO_FEW)))
    };
    let found = if candidates[index].cells.is_empty() {
        of_quote(&candidates[index]).map(|found| (index, found))
    } else {
        index.checked_sub(1).and_then(|above| of_other(&candidates[above]).map(|found| (above, found)))
    };
    let found = found.filter(|(at, (cells, _))| {
        let row = Candidate { cells: cells.clone(), ..candidates[*at].clone() };
        !is_data(&row, &candidates[at + 1..], width)
    });
    let Some((at, (cells, damage))) = found else {
        return Some(Top::headless(candidates[index].line, width));
    };
    let headings = cells.iter().map(|cell| trim_heading(cell).to_owned()).collect();
    let header = Header { cells, damage: Some(damage.to_owned()) };
    let line = candidates[at].line;
    Some(Top { headings, header, lines: (line, line), ..Top::headless(line, width) })
}

const STRAY_QUOTE: &str = "a quote in the headings is not closed, or closed too early; it was read as text";
const TOO_FEW: &str = "a quote in the headings stands beside text, and they are fewer than the cells of the rows; \
     they may stand above the wrong column";
const OTHER_DELIMITER: &str = "the headings have another delimiter than the rows; they were read with theirs";

/// The cells of a line whose quotes are wrong and that no reading makes as wide as the rows, filled up with blank ones.
fn as_it_stands(line: &[u8], width: usize, dialect: &Dialect) -> Option<Vec<String>> {
    let line = String::from_utf8_lossy(line).trim_end_matches(['\r', '\n']).to_owned();
    let mut cells = split(&line, char::from(dialect.delimiter), char::from(dialect.quote), None);
    cells.resize(width.max(cells.len()), String::new());
    (cells.len() == width).then_some(cells)
}

/// The cells of a line that another delimiter splits into exactly this many.
fn with_other_delimiter(line: &[u8], width: usize, dialect: &Dialect) -> Option<Vec<String>> {
    let others = [b' ', b',', b';', b'\t', b'|'].into_iter().filter(|&other| other != dialect.delimiter);
    let split = |delimiter: u8| {
        let mut cells = None;
        let other = Dialect { delimiter, delimiter_tail: [0; 2], ..*dialect };
        each_record(line, true, &other, |tokens, step, _| {
            if matches!(step, Step::Record(_)) && tokens.n_cells == width {
                cells = Some(super::header::cells_of(line, tokens, &other));
            }
            false
        });
        cells
    };
    others.filter_map(split).next().filter(|cells| cells.len() > 2 && cells.iter().all(|cell| !cell.trim().is_empty()))
}
