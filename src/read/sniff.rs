//! The dialect of a text, from its beginning.
//!
//! Each candidate splits the sample with the tokenizer that will read the file, so quotes are respected. The score is
//! the share of records that have the commonest width, times 1 - 1/width (a wider table is stronger evidence), halved
//! when the first record has another width. Faults count as records of no width, which rules out delimiters that leave
//! text after closing quotes. The weights are our judgement, tried on the samples and `csvcases`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Limits;
use super::dialect::{Dialect, RecordEnd};
use super::tokenize::{Step, Tokenizer};

/// In order of preference at equal scores.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Delimiters of several bytes, by their first byte and the rest.
const LONG_DELIMITERS: [(u8, [u8; 2]); 10] = [
    (b',', *b" \0"),
    (b';', *b" \0"),
    (b'|', *b"|\0"),
    (b'|', *b"~|"),
    (b'~', *b"|~"),
    (b';', *b";\0"),
    (b':', *b":\0"),
    (b'\t', *b"\t\0"),
    (b'^', *b"^\0"),
    (b'#', *b"#\0"),
];
/// Seen as delimiters elsewhere; only ever suggested.
const UNUSUAL: [u8; 5] = [b'^', b'~', b':', 0x01, 0x1F];
const MAX_RECORDS: usize = 1000;
const MAX_BYTES: usize = 256 << 10;
/// Below this share of records with the commonest width, a first record of one cell means a table of one column.
const LEAST_SHARE: f64 = 0.5;

/// The widths that a dialect gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fit {
    score: f64,
    /// Delimiters in all records.
    n_delimiters: usize,
    /// The commonest width; 1 when there is no wider one to speak of.
    pub(super) width: usize,
    n_records: usize,
}

/// What the settings say of the dialect.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) delimiter: Option<u8>,
    pub(super) quote: Option<u8>,
}

/// The dialect of the text, with what the settings say of it.
pub(super) fn sniff(text: &[u8], is_whole: bool, encoding: &'static str, said: Said) -> (Dialect, Fit) {
    let text = &text[..text.len().min(MAX_BYTES)];
    let is_whole = is_whole && text.len() < MAX_BYTES;
    let (delimiter_tail, record_end) = ([0; 2], record_end(text));
    let quote = said.quote.unwrap_or(b'"');
    let base = Dialect { encoding, delimiter: b',', delimiter_tail, quote, escape: None, record_end };
    let candidates = said.delimiter.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let escapes: &[Option<u8>] = if has_escaped_quote(text) { &[None, Some(b'\\')] } else { &[None] };
    let mut best: Option<(Dialect, Fit)> = None;
    for delimiter in candidates {
        for &escape in escapes {
            let dialect = Dialect { delimiter, escape, ..base };
            let fit = fit(text, is_whole, &dialect);
            if best.as_ref().is_none_or(|(_, best)| fit.score > best.score) {
                best = Some((dialect, fit));
            }
        }
    }
    let (mut dialect, mut fit) = best.expect("there is at least one candidate");
    if said.quote.is_none()
        && let Some((other, other_fit)) = with_apostrophes(text, is_whole, &dialect, fit)
    {
        (dialect, fit) = (other, other_fit);
    }
    if said.delimiter.is_none() {
        if let Some((other, other_fit)) = with_long_delimiter(text, is_whole, &dialect, fit) {
            (dialect, fit) = (other, other_fit);
        }
        if first_width(text, is_whole, &dialect) == 1
            && let Some((other, other_fit)) = with_spaces(text, is_whole, &dialect)
        {
            (dialect, fit) = (other, other_fit);
        }
    }
    if dialect.record_end != RecordEnd::Cr {
        dialect.record_end = ends_seen(text, is_whole, &dialect);
    }
    (dialect, fit)
}

/// The same dialect with `'` around cells, when that fits better.
fn with_apostrophes(text: &[u8], is_whole: bool, dialect: &Dialect, fit: Fit) -> Option<(Dialect, Fit)> {
    let delimiters = if fit.width > 1 { vec![dialect.delimiter] } else { DELIMITERS.to_vec() };
    let candidates = delimiters.into_iter().filter(|&delimiter| {
        // Opened after a delimiter and closed before one, more than once.
        let n = |pair: &[u8]| memchr::memmem::find_iter(text, pair).take(2).count();
        let n_closed = n(&[b'\'', delimiter]) + n(b"'\n") + n(b"'\r");
        (n(&[delimiter, b'\'']) + n(b"\n'") > 1 && n_closed > 1) || n(b"','") > 0
    });
    candidates
        .map(|delimiter| Dialect { delimiter, quote: b'\'', escape: None, ..*dialect })
        .map(|dialect| (dialect, self::fit(text, is_whole, &dialect)))
        .filter(|(dialect, other)| {
            // Commas in quoted text make a single record look wider than it is.
            other.score > fit.score || (other.score > 0.9 * fit.score && are_quoted(text, is_whole, dialect))
        })
        .max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score))
}

/// Whether nearly every record has a quoted cell.
fn are_quoted(text: &[u8], is_whole: bool, dialect: &Dialect) -> bool {
    let (mut n_records, mut n_quoted) = (0, 0);
    each_record(text, is_whole, dialect, |tokens, _, _| {
        n_records += 1;
        n_quoted += usize::from(tokens.has_quotes);
        n_records < MAX_RECORDS
    });
    10 * n_quoted >= 9 * n_records
}

/// A dialect with a delimiter of several bytes, when it fits better than its first byte alone, or as well and each such
/// byte belongs to one.
fn with_long_delimiter(text: &[u8], is_whole: bool, dialect: &Dialect, fit: Fit) -> Option<(Dialect, Fit)> {
    let first_line = &text[..memchr::memchr2(b'\n', b'\r', text).unwrap_or(text.len())];
    let candidates = LONG_DELIMITERS.into_iter().filter(|&(first, tail)| {
        let n_tail = tail.iter().position(|&byte| byte == 0).unwrap_or(2);
        let whole = [&[first], &tail[..n_tail]].concat();
        (first == dialect.delimiter || fit.width == 1) && memchr::memmem::find(first_line, &whole).is_some()
    });
    for (delimiter, delimiter_tail) in candidates {
        let long = Dialect { delimiter, delimiter_tail, ..*dialect };
        let long_fit = self::fit(text, is_whole, &long);
        let n_bytes = 1 + long.tail().iter().filter(|&&byte| byte == delimiter).count();
        let is_in_each = long_fit.n_delimiters * n_bytes == fit.n_delimiters && delimiter == dialect.delimiter;
        if long_fit.width > 1 && (long_fit.score > fit.score || is_in_each) {
            return Some((long, long_fit));
        }
    }
    None
}

/// Spaces between the cells: only where nothing else splits the first record, nearly every row has a quoted cell beside
/// a space, and some are as wide as the first. Names of two words are no table of two columns.
fn with_spaces(text: &[u8], is_whole: bool, dialect: &Dialect) -> Option<(Dialect, Fit)> {
    let spaced = Dialect { delimiter: b' ', delimiter_tail: [0; 2], ..*dialect };
    let (mut widths, mut n_quoted) = (Vec::new(), 0);
    each_record(text, is_whole, &spaced, |tokens, step, _| {
        n_quoted += usize::from(matches!(step, Step::Record(_)) && tokens.has_quotes && tokens.n_cells > 1);
        widths.push(tokens.n_cells);
        widths.len() < MAX_RECORDS
    });
    let width = widths.first().copied().unwrap_or_default();
    let n_alike = widths.iter().filter(|&&other| other == width).count();
    let is_split =
        width > 2 && widths.len() > 2 && 10 * n_quoted >= 9 * (widths.len() - 1) && 20 * n_alike >= widths.len();
    is_split.then(|| (spaced, Fit { width, ..fit(text, is_whole, &spaced) }))
}

/// Cells of the first record.
fn first_width(text: &[u8], is_whole: bool, dialect: &Dialect) -> usize {
    let mut width = 0;
    each_record(text, is_whole, dialect, |tokens, _, _| {
        width = tokens.n_cells;
        false
    });
    width
}

/// The delimiter that the lines share, when the one in force gives one column.
pub(super) fn likely_delimiter(text: &[u8], is_whole: bool, dialect: &Dialect) -> Option<u8> {
    let text = &text[..text.len().min(MAX_BYTES)];
    let others = DELIMITERS.into_iter().chain(UNUSUAL).filter(|&delimiter| delimiter != dialect.delimiter);
    let fits = others
        .map(|delimiter| (delimiter, fit(text, is_whole, &Dialect { delimiter, delimiter_tail: [0; 2], ..*dialect })));
    // Certain only when nearly every record, the first included, has the same number of them.
    fits.filter(|(_, fit)| fit.n_records > 1 && fit.score >= 0.9 * (1.0 - 1.0 / fit.width as f64) && fit.width > 1)
        .max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score))
        .map(|(delimiter, _)| delimiter)
}

/// Columns that are aligned with runs of blanks, when nearly all lines have as many.
pub(super) fn n_aligned(text: &[u8], is_whole: bool) -> Option<usize> {
    let text = &text[..text.len().min(MAX_BYTES)];
    let mut lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').take(MAX_RECORDS + 1).collect();
    if !is_whole || text.len() == MAX_BYTES {
        lines.pop();
    }
    let pieces = |line: &[u8]| {
        let line = line.trim_ascii();
        let starts = |at: &usize| line[at - 2..*at] == *b"  " && line[*at] != b' ';
        1 + (2..line.len()).filter(starts).count()
    };
    let n_pieces: Vec<usize> =
        lines.into_iter().map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).map(pieces).collect();
    let first = *n_pieces.first()?;
    let n_alike = n_pieces.iter().filter(|&&n| n == first).count();
    (first > 1 && n_pieces.len() > 2 && 10 * n_alike >= 9 * n_pieces.len()).then_some(first)
}

fn fit(text: &[u8], is_whole: bool, dialect: &Dialect) -> Fit {
    let widths = widths(text, is_whole, dialect);
    let n_records = widths.len();
    let first = widths.first().copied().unwrap_or(0);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for &width in &widths {
        *counts.entry(width).or_default() += 1;
    }
    let share = |count: usize| count as f64 / n_records as f64;
    let weight = |width: usize, count: usize| share(count) * (1.0 - 1.0 / width as f64);
    let n_delimiters = widths.iter().map(|width| width.saturating_sub(1)).sum();
    let mut best = Fit { score: 0.0, n_delimiters, width: 1, n_records };
    for (&width, &count) in counts.range(2..) {
        let is_first = width == first;
        // One off is a trailing delimiter of either the headings or the rows.
        let first_fits = if is_first {
            1.0
        } else if first > 1 && width.abs_diff(first) == 1 {
            0.9
        } else {
            0.5
        };
        let score = weight(width, count) * first_fits;
        if score > best.score && (first > 1 || share(count) >= LEAST_SHARE) {
            best = Fit { score, n_delimiters, width, n_records };
        }
    }
    best
}

/// The number of cells of each record that is not blank; 0 for a fault.
fn widths(text: &[u8], is_whole: bool, dialect: &Dialect) -> Vec<usize> {
    let mut widths = Vec::new();
    each_record(text, is_whole, dialect, |tokens, step, _| {
        match step {
            Step::Record(extent) if extent.end == extent.start => {}
            Step::Record(_) => widths.push(tokens.n_cells),
            _ => widths.push(0),
        }
        widths.len() < MAX_RECORDS
    });
    widths
}

/// Calls `visit` with every record and fault of the text and the bytes that it takes, until it says no.
pub(super) fn each_record(
    text: &[u8],
    is_whole: bool,
    dialect: &Dialect,
    mut visit: impl FnMut(&Tokenizer, Step, Range<usize>) -> bool,
) {
    let mut tokens = Tokenizer::new(dialect, &Limits::default());
    let mut start = 0;
    tokens.seek(text, start);
    loop {
        let step = tokens.record(text, start, is_whole);
        let next = match step {
            Step::More | Step::End => return,
            Step::Record(extent) => extent.next,
            Step::Fault(fault) => {
                let next = tokens.line_end(text, fault.anchor, true).unwrap_or(text.len());
                tokens.seek(text, next);
                next
            }
        };
        if !visit(&tokens, step, start..next) {
            return;
        }
        start = next;
    }
}

/// A first guess: whether a CR alone ends records too. Quotes are told by parity, which is enough for that.
fn record_end(text: &[u8]) -> RecordEnd {
    if memchr::memchr(b'\n', text).is_none() {
        return if memchr::memchr(b'\r', text).is_some() { RecordEnd::Cr } else { RecordEnd::Lf };
    }
    let mut is_quoted = false;
    for at in memchr::memchr2_iter(b'"', b'\r', text) {
        match (text[at], text.get(at + 1)) {
            (b'"', _) => is_quoted = !is_quoted,
            (_, Some(b'\n') | None) => {}
            _ if !is_quoted => return RecordEnd::Mixed,
            _ => {}
        }
    }
    RecordEnd::Lf
}

/// The ends that the records have.
fn ends_seen(text: &[u8], is_whole: bool, dialect: &Dialect) -> RecordEnd {
    let (mut n_lf, mut n_crlf, mut n_cr) = (0, 0, 0);
    each_record(text, is_whole, dialect, |_, step, _| {
        if let Step::Record(extent) = step {
            match &text[extent.end..extent.next] {
                b"\n" => n_lf += 1,
                b"\r\n" => n_crlf += 1,
                b"\r" => n_cr += 1,
                _ => {}
            }
        }
        n_lf + n_crlf + n_cr < MAX_RECORDS
    });
    match (n_lf, n_crlf, n_cr) {
        (_, 0, 0) => RecordEnd::Lf,
        (0, _, 0) => RecordEnd::Crlf,
        (0, 0, _) => RecordEnd::Cr,
        _ => RecordEnd::Mixed,
    }
}

fn has_escaped_quote(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"\\\"").is_some()
}
