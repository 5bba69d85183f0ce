//! A record as the row callback sees it: slices of the reader's buffer.

use std::cell::RefCell;

use xxhash_rust::xxh3::{xxh3_128, xxh3_128_with_seed};

use super::dialect::Dialect;

/// Where a cell's text stands: in the record, or, when quotes had to be un-doubled, in the scratch text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    start: u32,
    end: u32,
}

/// Marks a cell whose text stands in the scratch; offsets are below 2^31 because a record is (see `RowTooLong`).
const IN_SCRATCH: u32 = 1 << 31;

impl Cell {
    /// A cell in the record, by offsets from the record's first byte.
    #[inline]
    pub(super) fn new(start: usize, end: usize) -> Cell {
        Cell { start: start as u32, end: end as u32 }
    }

    /// A cell in the scratch text.
    pub(super) fn in_scratch(start: usize, end: usize) -> Cell {
        Cell { start: start as u32 | IN_SCRATCH, end: end as u32 }
    }

    /// The offsets, when the cell stands in the record.
    pub(super) fn range(self) -> std::ops::Range<usize> {
        (self.start & !IN_SCRATCH) as usize..self.end as usize
    }

    /// Whether there is no text.
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.start & !IN_SCRATCH == self.end
    }
}

/// A record as it stands in the file; borrowed from the reader's buffer, valid until the next.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    pub(super) line: u32,
    pub(super) offset: u64,
    pub(super) bytes: u64,
    pub(super) text: &'a str,
    pub(super) scratch: &'a str,
    pub(super) cells: &'a [Cell],
    /// Cells joined by commas are the text itself: no quotes, no surplus cells.
    pub(super) is_plain: bool,
    pub(super) joined: &'a RefCell<Vec<u8>>,
}

impl<'a> Record<'a> {
    /// Physical line on which it starts, from 1.
    #[inline]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Byte offset in the (decompressed) file of its first byte.
    #[inline]
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Its length in the (decompressed) file, line end included.
    #[inline]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Number of cells; in the row callback always the number of headings.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "a record has at least one cell")]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The text of the cell: unquoted, un-doubled, not trimmed; empty when there is no such cell.
    #[inline]
    pub fn cell(&self, index: usize) -> &'a str {
        let Some(&Cell { start, end }) = self.cells.get(index) else { return "" };
        let (text, start) =
            if start & IN_SCRATCH == 0 { (self.text, start) } else { (self.scratch, start & !IN_SCRATCH) };
        text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The cells from left to right.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let record = *self;
        (0..record.len()).map(move |index| record.cell(index))
    }

    /// The same record, for later.
    pub fn held(&self) -> HeldRecord {
        let Record { line, offset, bytes, text, scratch, cells, is_plain, .. } = *self;
        let (text, scratch, cells) = (text.into(), scratch.into(), cells.into());
        HeldRecord { line, offset, bytes, text, scratch, cells, is_plain, joined: RefCell::default() }
    }

    /// xxh3-128 over the cells: the same for the same cells, whatever the quoting and the delimiter.
    ///
    /// The cells joined by commas, unless one holds a comma; then each after its length, with another seed, so that
    /// no two rows of different cells share their joined bytes.
    pub fn hash(&self) -> u128 {
        if self.is_plain {
            return xxh3_128(self.text.as_bytes());
        }
        let mut joined = self.joined.borrow_mut();
        joined.clear();
        let has_comma = self.cells().any(|cell| memchr::memchr(b',', cell.as_bytes()).is_some());
        for (index, cell) in self.cells().enumerate() {
            if has_comma {
                joined.extend_from_slice(&(cell.len() as u64).to_le_bytes());
            } else if index > 0 {
                joined.push(b',');
            }
            joined.extend_from_slice(cell.as_bytes());
        }
        if has_comma { xxh3_128_with_seed(&joined, 1) } else { xxh3_128(&joined) }
    }
}

/// A record that outlives the reader's buffer.
pub struct HeldRecord {
    line: u32,
    offset: u64,
    bytes: u64,
    text: Box<str>,
    scratch: Box<str>,
    cells: Box<[Cell]>,
    is_plain: bool,
    joined: RefCell<Vec<u8>>,
}

impl HeldRecord {
    /// The record as it was.
    pub fn record(&self) -> Record<'_> {
        let HeldRecord { line, offset, bytes, text, scratch, cells, is_plain, joined } = self;
        Record { line: *line, offset: *offset, bytes: *bytes, text, scratch, cells, is_plain: *is_plain, joined }
    }
}

/// Writes the text of the cells that hold doubled or escaped quotes into the scratch, and points them there.
pub(super) fn undouble(cells: &mut [Cell], doubled: &[usize], text: &str, dialect: &Dialect, scratch: &mut String) {
    let (quote, escape) = (dialect.quote, dialect.escape.unwrap_or(dialect.quote));
    scratch.clear();
    for &index in doubled {
        let Some(cell) = cells.get_mut(index) else { continue };
        let start = scratch.len();
        let mut rest = text.get(cell.range()).unwrap_or_default();
        while let Some(at) = memchr::memchr2(quote, escape, rest.as_bytes()) {
            let (before, from_lead) = rest.split_at(at);
            scratch.push_str(before);
            // A lead stands for the byte after it when that is one too, else for itself; all of them are ASCII.
            let skipped = usize::from(from_lead.as_bytes().get(1).is_some_and(|&byte| byte == quote || byte == escape));
            scratch.push(char::from(from_lead.as_bytes()[skipped]));
            rest = &from_lead[1 + skipped..];
        }
        scratch.push_str(rest);
        *cell = Cell::in_scratch(start, scratch.len());
    }
}

impl std::fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} ", self.line)?;
        f.debug_list().entries(self.cells()).finish()
    }
}
