//! What a record is: a row of the table, a blank, furniture of the export, or of another width.

use super::account::SetAside;
use super::furniture::{is_blank, is_footer, is_other_header, is_repeated_header};
use super::tokenize::{Extent, Step, Tokenizer};

/// What a record is.
pub(super) enum Class {
    Row,
    Blank,
    /// No row; with what was found there.
    Not(SetAside, String),
    /// A quote took the line after its first along, which by itself would be a row.
    Swallowed,
}

/// What was met above the record.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    /// A blank line, and no row since.
    pub(super) is_below_blank: bool,
    /// The headings of another table, of that many cells.
    pub(super) other_width: Option<usize>,
    /// Cells up to which rows may have blank ones beyond the headings: those that the header or most rows have.
    pub(super) row_width: usize,
}

/// Classifies the record that `tokens` has just split. `side` is for a second look.
#[inline]
pub(super) fn classify(
    bytes: &[u8],
    extent: Extent,
    tokens: &Tokenizer,
    side: &mut Tokenizer,
    headings: &[String],
    seen: Seen,
) -> Class {
    // Nearly every row: as wide as the headings, text in the second cell (so no footer), and another first character
    // than the first heading has (so not the headings again).
    if let [first, second, ..] = tokens.cells.as_slice()
        && tokens.n_cells == headings.len()
        && tokens.n_stray < 2
        && !second.is_empty()
        && let Some(byte) = bytes.get(extent.start + first.range().start)
        && byte.is_ascii_alphanumeric()
        && headings[0].as_bytes().first() != Some(byte)
    {
        return Class::Row;
    }
    classify_slowly(bytes, extent, tokens, side, headings, seen)
}

fn classify_slowly(
    bytes: &[u8],
    extent: Extent,
    tokens: &Tokenizer,
    side: &mut Tokenizer,
    headings: &[String],
    seen: Seen,
) -> Class {
    let (n_cells, width) = (tokens.n_cells, headings.len());
    let is_complete = n_cells == tokens.cells.len();
    let cells = || tokens.cells.iter().map(|cell| &bytes[extent.start..extent.end][cell.range()]);
    if is_complete && cells().all(is_blank) {
        return Class::Blank;
    }
    if is_complete && is_footer(cells(), width, seen.is_below_blank) {
        return Class::Not(SetAside::Footer, "a total or a closing line".to_owned());
    }
    if n_cells != width && n_cells > 1 && (seen.other_width == Some(n_cells) || is_other_header(cells(), headings)) {
        return Class::Not(SetAside::OtherTable, format!("a table of {n_cells} columns below the first"));
    }
    if tokens.n_stray > 1 && spans_cells(tokens, &bytes[extent.start..extent.end]) {
        let detail = "a quote opens inside a cell and closes at the end of a later one";
        return Class::Not(SetAside::StrayQuote, detail.to_owned());
    }
    let is_padded = || n_cells <= seen.row_width && is_complete && cells().skip(width).all(is_blank);
    if n_cells == width || (n_cells > width && is_padded()) {
        if is_repeated_header(cells(), headings) {
            return Class::Not(SetAside::RepeatedHeader, "the headings again".to_owned());
        }
        return Class::Row;
    }
    if extent.lines > 1 && is_second_line_a_row(&bytes[extent.start..extent.next], tokens, side, width) {
        return Class::Swallowed;
    }
    let reason = if n_cells < width { SetAside::TooNarrow } else { SetAside::TooWide };
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    Class::Not(reason, format!("{n_cells} cell{}, {width} heading{}", plural(n_cells), plural(width)))
}

/// Whether a quote inside one cell and the next quote, at the end of a later cell, look like a pair around delimiters:
/// `Jacket"A warm, light coat"` has lost the delimiter before its quote. Inches (`5",3"`) do not look so.
fn spans_cells(tokens: &Tokenizer, record: &[u8]) -> bool {
    let quote = tokens.quote();
    let mut opened = false;
    for cell in &tokens.cells {
        let text = &record[cell.range()];
        let is_quoted = cell.range().start > 0 && record[cell.range().start - 1] == quote;
        if is_quoted || memchr::memchr_iter(quote, text).count().is_multiple_of(2) {
            continue;
        }
        if opened && text.trim_ascii_end().last() == Some(&quote) {
            return true;
        }
        // The first: doubled ones may follow it.
        let first = memchr::memchr(quote, text).unwrap_or_default();
        opened = text.get(first + 1).is_some_and(|byte| !byte.is_ascii_whitespace());
    }
    false
}

fn is_second_line_a_row(record: &[u8], tokens: &Tokenizer, side: &mut Tokenizer, width: usize) -> bool {
    let Some(second) = tokens.line_end(record, 0, true) else { return false };
    let Some(end) = tokens.line_end(record, second, true) else { return false };
    let line = &record[second..end];
    side.seek(line, 0);
    matches!(side.record(line, 0, true), Step::Record(_)) && side.n_cells == width
}
