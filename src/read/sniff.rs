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
    /// The commonest width; 1 when there is no wider one to speak of.
    pub(super) width: usize,
    n_records: usize,
}

/// The dialect of the text, with the delimiter of the settings if there is one.
pub(super) fn sniff(text: &[u8], is_whole: bool, encoding: &'static str, set: Option<u8>) -> (Dialect, Fit) {
    let text = &text[..text.len().min(MAX_BYTES)];
    let is_whole = is_whole && text.len() < MAX_BYTES;
    let base = Dialect { encoding, delimiter: b',', quote: b'"', escape: None, record_end: record_end(text) };
    let candidates = set.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
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
    let (mut dialect, fit) = best.expect("there is at least one candidate");
    if dialect.record_end != RecordEnd::Cr {
        dialect.record_end = ends_seen(text, is_whole, &dialect);
    }
    (dialect, fit)
}

/// The delimiter that the lines share, when the one in force gives one column.
pub(super) fn likely_delimiter(text: &[u8], is_whole: bool, dialect: &Dialect) -> Option<u8> {
    let text = &text[..text.len().min(MAX_BYTES)];
    let others = DELIMITERS.into_iter().chain(UNUSUAL).filter(|&delimiter| delimiter != dialect.delimiter);
    let fits = others.map(|delimiter| (delimiter, fit(text, is_whole, &Dialect { delimiter, ..*dialect })));
    // Certain only when nearly every record, the first included, has the same number of them.
    fits.filter(|(_, fit)| fit.n_records > 1 && fit.score >= 0.9 * (1.0 - 1.0 / fit.width as f64) && fit.width > 1)
        .max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score))
        .map(|(delimiter, _)| delimiter)
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
    let mut best = Fit { score: 0.0, width: 1, n_records };
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
            best = Fit { score, width, n_records };
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
