//! The beginning of a file to what is decided about it: no text at all, or a dialect, headings and a sample.

use std::path::Path;

use super::buffer::Text;
use super::encoding::Coding;
use super::header::Outline;
use super::mojibake::mended;
use super::sniff::{Said, likely_delimiter, n_aligned, sniff};
use super::source::{Source, error_of};
use super::top::{self, Top};
use super::walk::{Plan, Walk};
use super::{Error, Limits, Overrides, Probe, magic};

/// Bytes from the beginning of a file that are looked at.
const SAMPLE_BYTES: usize = 1 << 20;
/// Rows of the sample.
const SAMPLE_ROWS: usize = 2000;

/// The beginning of a file as text.
struct Head {
    text: Vec<u8>,
    /// It is the entire file.
    is_whole: bool,
    coding: Coding,
    /// A decoder has put U+FFFD into it.
    has_replaced: bool,
}

/// See [`probe()`](super::probe()).
pub(super) fn probe(path: &Path, overrides: &Overrides, limits: &Limits) -> Result<Probe, Error> {
    let head = read_head(path, overrides)?;
    let delimiter = delimiter_of(path, overrides, &head.text)?;
    let said = Said { delimiter, quote: overrides.quote };
    let (dialect, fit) = sniff(&head.text, head.is_whole, head.coding.name, said);
    let outline = Outline::of(&head.text, head.is_whole, &dialect, overrides.header_line);
    let set_line = overrides.header_line;
    let top = if overrides.any_header {
        top::any(&outline, fit.width, set_line, &dialect)
    } else {
        top::sound(&outline, fit.width, set_line)
    };
    let has_end = || head.is_whole || memchr::memchr2(b'\n', b'\r', &head.text).is_some();
    let top = top.map_err(|why| {
        let why = if has_end() { why } else { format!("its first line is longer than {SAMPLE_BYTES} bytes") };
        Error::NoHeader { path: path.to_owned(), why }
    })?;
    let Top { headings, header, lines, row_width, n_written, has_records, has_blank_rows } = top;
    if n_written > limits.max_columns {
        let (line, n_columns, limit) = (lines.0, n_written, limits.max_columns);
        return Err(Error::TooManyColumns { path: path.to_owned(), line, n_columns, limit });
    }
    if headings.len() == 1
        && has_records
        && let Some(n_columns) = n_aligned(&head.text, head.is_whole)
    {
        return Err(Error::FixedWidth { path: path.to_owned(), n_columns });
    }
    if headings.len() == 1
        && has_records
        && let Some(likely) = likely_delimiter(&head.text, head.is_whole, &dialect)
    {
        return Err(Error::OneColumn { path: path.to_owned(), likely });
    }
    let is_verbatim = overrides.any_header;
    let headings: Vec<String> =
        if is_verbatim { headings } else { headings.into_iter().map(|text| mended(&text).unwrap_or(text)).collect() };
    let plan = Plan {
        dialect: &dialect,
        coding: head.coding,
        headings: &headings,
        header_lines: lines,
        row_width,
        limits,
        has_blank_rows,
        is_verbatim,
        is_partial: !head.is_whole,
    };
    let (sample, is_whole) = sample(&head, plan);
    let (header_line, header_last_line) = lines;
    Ok(Probe {
        dialect,
        headings,
        header_line,
        header_last_line,
        header,
        row_width,
        has_blank_rows,
        is_verbatim,
        sample,
        is_whole,
    })
}

fn read_head(path: &Path, overrides: &Overrides) -> Result<Head, Error> {
    let unreadable = |error| error_of(path, error);
    let mut bytes = vec![0; SAMPLE_BYTES];
    let mut source = Source::open(path, false)?;
    let n_read = source.read_unpacked(&mut bytes).map_err(unreadable)?;
    bytes.truncate(n_read);
    let coding = match &overrides.encoding {
        Some(label) => Coding::of_label(label)
            .ok_or_else(|| Error::UnknownEncoding { path: path.to_owned(), label: label.clone() })?,
        None => Coding::detect(&bytes),
    };
    if let Some((looks_like, instead)) = magic::of_no_table(&bytes, coding) {
        return Err(Error::Binary { path: path.to_owned(), looks_like, instead });
    }
    let is_whole = n_read < SAMPLE_BYTES;
    let (text, has_replaced) = decode(&bytes, coding, is_whole);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty { path: path.to_owned() });
    }
    Ok(Head { text, is_whole, coding, has_replaced })
}

fn decode(bytes: &[u8], coding: Coding, is_whole: bool) -> (Vec<u8>, bool) {
    let rest = &bytes[coding.mark_len(bytes)..];
    let Some(mut decoder) = coding.decoder() else { return (rest.to_vec(), false) };
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(rest.len()).unwrap_or(rest.len()));
    // The room is enough for all of it, so there is one call.
    let (_, _, has_replaced) = decoder.decode_to_string(rest, &mut text, is_whole);
    (text.into_bytes(), has_replaced)
}

/// The delimiter of the settings, or of a first line `sep=;`, which Excel heeds.
fn delimiter_of(path: &Path, overrides: &Overrides, text: &[u8]) -> Result<Option<u8>, Error> {
    let set = overrides.delimiter.or(match text {
        [b's', b'e', b'p', b'=', delimiter, b'\r' | b'\n', ..] => Some(*delimiter),
        _ => None,
    });
    match set {
        Some(byte) if !byte.is_ascii() || matches!(byte, 0 | b'"' | b'\r' | b'\n') => {
            Err(Error::BadDelimiter { path: path.to_owned(), delimiter: char::from(byte) })
        }
        set => Ok(set),
    }
}

/// The first rows, as the walk through the file will hand them on; and whether they are all.
fn sample(head: &Head, plan: Plan<'_>) -> (Vec<Vec<String>>, bool) {
    let (mut rows, mut n_rows) = (Vec::new(), 0);
    let walk = Walk::new(plan, Text { rest: &head.text, has_replaced: head.has_replaced }, 0);
    let walked = walk.run(&mut |record| {
        n_rows += 1;
        if n_rows <= SAMPLE_ROWS {
            rows.push(record.cells().map(str::to_owned).collect());
        }
    });
    debug_assert!(walked.is_ok(), "reading from memory does not fail");
    (rows, head.is_whole && n_rows <= SAMPLE_ROWS)
}
