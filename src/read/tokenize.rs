//! One record after the other from a buffer: where its cells begin and end, or what is wrong with it.
//!
//! RFC 4180, with these decisions: a quote opens a cell only as its first byte, elsewhere it is text (`5" pipe`); blanks
//! between a closing quote and the next delimiter are dropped; any other text there is a fault, never joined. Where `'`
//! quotes, writers leave apostrophes as they are, so there a quote ends a cell only before a delimiter or a line end. A
//! fault names the byte after whose physical line reading can go on.

use super::account::SetAside;
use super::dialect::{Dialect, RecordEnd};
use super::record::Cell;
use super::scan::Marks;

/// How many times the longest cell a record may be.
const CELLS_PER_RECORD: usize = 16;

/// A record, by offsets into the buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its first byte.
    pub(super) start: usize,
    /// After its last byte, line end excluded.
    pub(super) end: usize,
    /// The first byte of the next record.
    pub(super) next: usize,
    /// Physical lines that it ends: 0 only at the end of a file without a last line end.
    pub(super) lines: u32,
}

/// A record that cannot be split into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) reason: SetAside,
    /// Reading goes on after the physical line on which this byte stands.
    pub(super) anchor: usize,
}

/// What stands at the position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A record; its cells are in [`Tokenizer::cells`].
    Record(Extent),
    /// Not a record.
    Fault(Fault),
    /// The buffer ends before the record does.
    More,
    /// Nothing: the end of the file.
    End,
}

/// Splits records into cells.
#[derive(Clone, Debug)]
pub(super) struct Tokenizer {
    marks: Marks,
    delimiter: u8,
    /// The rest of a delimiter of several bytes, and how many.
    tail: [u8; 2],
    n_tail: usize,
    quote: u8,
    /// A quote ends a cell only before a delimiter or a line end.
    is_loose: bool,
    escape: Option<u8>,
    ends_at_cr: bool,
    max_cell: usize,
    max_columns: usize,
    /// The cells of the last record, by offsets from its start; at most `max_columns`.
    pub(super) cells: Vec<Cell>,
    /// Cells of the last record that hold doubled or escaped quotes.
    pub(super) doubled: Vec<usize>,
    /// Cells of the last record, those above `max_columns` included.
    pub(super) n_cells: usize,
    /// Whether a cell of the last record is quoted.
    pub(super) has_quotes: bool,
    /// Quotes of the last record that stand inside cells which they do not open.
    pub(super) n_stray: usize,
}

/// How a quoted cell ends.
enum Closed {
    /// Text up to `end`; the delimiter or line end at `mark`, or the end of the file.
    At {
        end: usize,
        mark: Option<usize>,
    },
    Otherwise(Step),
}

impl Tokenizer {
    /// A tokenizer for files of this dialect.
    pub(super) fn new(dialect: &Dialect, limits: &super::Limits) -> Tokenizer {
        let ends_at_cr = matches!(dialect.record_end, RecordEnd::Cr | RecordEnd::Mixed);
        let cr = if ends_at_cr { b'\r' } else { b'\n' };
        let escape = dialect.escape.unwrap_or(dialect.quote);
        Tokenizer {
            marks: Marks::new([dialect.delimiter, dialect.quote, b'\n', cr, escape]),
            delimiter: dialect.delimiter,
            tail: dialect.delimiter_tail,
            n_tail: dialect.tail().len(),
            quote: dialect.quote,
            is_loose: dialect.quote == b'\'',
            escape: dialect.escape,
            ends_at_cr,
            // So that a record stays below 2 GiB, which `Cell` relies on.
            max_cell: limits.max_cell_bytes.clamp(1, 64 << 20),
            max_columns: limits.max_columns,
            cells: Vec::new(),
            doubled: Vec::new(),
            n_cells: 0,
            has_quotes: false,
            n_stray: 0,
        }
    }

    /// The quote of the dialect.
    pub(super) fn quote(&self) -> u8 {
        self.quote
    }

    /// Goes on at `position`; to be called whenever the bytes have moved or a fault was left behind.
    pub(super) fn seek(&mut self, bytes: &[u8], position: usize) {
        self.marks.seek(bytes, position);
    }

    /// The record at `start`, where the last one ended or [`seek`](Self::seek) went.
    #[inline]
    pub(super) fn record(&mut self, bytes: &[u8], start: usize, is_last: bool) -> Step {
        self.cells.clear();
        self.doubled.clear();
        self.n_cells = 0;
        self.has_quotes = false;
        self.n_stray = 0;
        if start >= bytes.len() {
            return if is_last { Step::End } else { Step::More };
        }
        let (mut cell, mut lines) = (start, 0);
        loop {
            let Some(mark) = self.marks.next(bytes) else {
                return self.at_buffer_end(bytes, start, cell, lines, is_last);
            };
            let byte = bytes[mark];
            if byte == self.delimiter {
                if self.n_tail > 0 && (mark < cell || !self.is_delimiter(bytes, mark)) {
                    continue;
                }
                if !self.push(start, cell, mark) {
                    return self.too_long(cell);
                }
                cell = mark + 1 + self.n_tail;
            } else if byte == self.quote {
                if mark != cell {
                    self.n_stray += 1;
                    continue;
                }
                self.has_quotes = true;
                let (end, mark) = match self.quoted(bytes, mark, is_last, &mut lines) {
                    Closed::At { end, mark } => (end, mark),
                    Closed::Otherwise(step) => return step,
                };
                self.push(start, cell + 1, end);
                match mark {
                    Some(mark) if bytes[mark] == self.delimiter => cell = mark + 1 + self.n_tail,
                    _ => return self.extent(bytes, start, mark, lines),
                }
            } else if byte == b'\n' || (byte == b'\r' && self.ends_at_cr) {
                match bytes.get(mark + 1) {
                    Some(b'\n') if byte == b'\r' => continue,
                    None if byte == b'\r' && !is_last => return self.more(bytes, start, cell),
                    _ => {}
                }
                let has_cr = byte == b'\n' && mark > cell && bytes[mark - 1] == b'\r';
                if !self.push(start, cell, mark - usize::from(has_cr)) {
                    return self.too_long(cell);
                }
                return self.extent(bytes, start, Some(mark), lines);
            }
        }
    }

    /// Whether the delimiter stands whole at `mark`, where its first byte is.
    #[cold]
    fn is_delimiter(&self, bytes: &[u8], mark: usize) -> bool {
        bytes.get(mark + 1..).is_some_and(|rest| rest.starts_with(&self.tail[..self.n_tail]))
    }

    /// Whether a quote before this position would end its cell: at a delimiter or a line end.
    #[cold]
    fn is_cell_end(&self, bytes: &[u8], at: usize) -> bool {
        match bytes.get(at) {
            None | Some(b'\r' | b'\n') => true,
            Some(&byte) => byte == self.delimiter && self.is_delimiter(bytes, at),
        }
    }

    /// The record that ends with the line end at `mark`, or with the file.
    #[inline]
    fn extent(&self, bytes: &[u8], start: usize, mark: Option<usize>, lines: u32) -> Step {
        let Some(mark) = mark else {
            return self.checked(Extent { start, end: bytes.len(), next: bytes.len(), lines });
        };
        let has_cr = bytes[mark] == b'\n' && mark > start && bytes[mark - 1] == b'\r';
        self.checked(Extent { start, end: mark - usize::from(has_cr), next: mark + 1, lines: lines + 1 })
    }

    #[inline]
    fn checked(&self, extent: Extent) -> Step {
        if extent.end - extent.start > self.max_cell * CELLS_PER_RECORD {
            return Step::Fault(Fault { reason: SetAside::RowTooLong, anchor: extent.start });
        }
        Step::Record(extent)
    }

    #[cold]
    fn at_buffer_end(&mut self, bytes: &[u8], start: usize, cell: usize, lines: u32, is_last: bool) -> Step {
        if !is_last {
            return self.more(bytes, start, cell);
        }
        if !self.push(start, cell, bytes.len()) {
            return self.too_long(cell);
        }
        self.extent(bytes, start, None, lines)
    }

    /// Asks for more bytes, unless the record is over a limit already.
    #[cold]
    fn more(&self, bytes: &[u8], start: usize, cell: usize) -> Step {
        if bytes.len() - cell > self.max_cell + 1 {
            return self.too_long(cell);
        }
        if bytes.len() - start > self.max_cell * CELLS_PER_RECORD + 2 {
            return Step::Fault(Fault { reason: SetAside::RowTooLong, anchor: start });
        }
        Step::More
    }

    #[cold]
    fn too_long(&self, cell: usize) -> Step {
        Step::Fault(Fault { reason: SetAside::CellTooLong, anchor: cell })
    }

    /// Takes the cell; `false` when it is too long.
    #[inline]
    fn push(&mut self, start: usize, from: usize, to: usize) -> bool {
        self.n_cells += 1;
        if self.cells.len() < self.max_columns {
            self.cells.push(Cell::new(from - start, to - start));
        }
        to - from <= self.max_cell
    }

    /// The rest of the quoted cell that opens at `open`.
    fn quoted(&mut self, bytes: &[u8], open: usize, is_last: bool, lines: &mut u32) -> Closed {
        let lines_before = *lines;
        let mut is_doubled = false;
        let close = loop {
            let Some(mark) = self.marks.next(bytes) else {
                return Closed::Otherwise(self.unclosed(bytes, open, *lines > lines_before, is_last));
            };
            let byte = bytes[mark];
            let after = bytes.get(mark + 1).copied();
            if byte == self.quote {
                match after {
                    Some(after) if after == self.quote => {}
                    None if !is_last => {
                        return Closed::Otherwise(self.unclosed(bytes, open, *lines > lines_before, is_last));
                    }
                    _ if self.is_loose && !self.is_cell_end(bytes, mark + 1) => continue,
                    _ => break mark,
                }
                is_doubled = true;
                self.marks.next(bytes);
            } else if byte == b'\n' || (byte == b'\r' && self.ends_at_cr && after != Some(b'\n')) {
                *lines += 1;
            } else if Some(byte) == self.escape && after.is_some_and(|after| after == self.quote || after == byte) {
                is_doubled = true;
                self.marks.next(bytes);
            }
        };
        let crosses_lines = *lines > lines_before;
        if close - open - 1 > self.max_cell {
            return Closed::Otherwise(self.overrun(open, crosses_lines));
        }
        if is_doubled {
            self.doubled.push(self.cells.len());
        }
        self.after_quote(bytes, open, close, crosses_lines, is_last)
    }

    /// Between the closing quote and the delimiter: nothing, blanks, or a fault.
    #[inline]
    fn after_quote(&mut self, bytes: &[u8], open: usize, close: usize, crosses_lines: bool, is_last: bool) -> Closed {
        let mut mark = self.marks.next(bytes);
        if let Some(at) = mark
            && bytes[at] == b'\r'
            && self.ends_at_cr
        {
            match bytes.get(at + 1) {
                Some(b'\n') => mark = self.marks.next(bytes),
                None if !is_last => return Closed::Otherwise(self.more(bytes, open, open)),
                _ => {}
            }
        }
        if mark.is_none() && !is_last {
            return Closed::Otherwise(self.more(bytes, open, open));
        }
        if mark.is_some_and(|at| at + self.n_tail >= bytes.len()) && self.n_tail > 0 && !is_last {
            return Closed::Otherwise(self.more(bytes, open, open));
        }
        let gap = &bytes[close + 1..mark.unwrap_or(bytes.len())];
        let is_half = |at: usize| self.n_tail > 0 && bytes[at] == self.delimiter && !self.is_delimiter(bytes, at);
        let ends_cell = mark.is_none_or(|at| bytes[at] != self.quote && Some(bytes[at]) != self.escape && !is_half(at));
        let gap = match (gap.split_last(), mark) {
            (Some((b'\r', before)), Some(at)) if bytes[at] == b'\n' => before,
            _ => gap,
        };
        if ends_cell && gap.iter().all(|byte| matches!(byte, b' ' | b'\t')) {
            return Closed::At { end: close, mark };
        }
        // A stray quote further down means that the opening line lost its closing quote, more often than not.
        let (reason, anchor) =
            if crosses_lines { (SetAside::UnterminatedQuote, open) } else { (SetAside::TextAfterQuote, close) };
        Closed::Otherwise(Step::Fault(Fault { reason, anchor }))
    }

    /// No closing quote so far.
    #[cold]
    fn unclosed(&self, bytes: &[u8], open: usize, crosses_lines: bool, is_last: bool) -> Step {
        if bytes.len() - open - 1 > self.max_cell + 1 {
            return self.overrun(open, crosses_lines);
        }
        if is_last {
            return Step::Fault(Fault { reason: SetAside::UnterminatedQuote, anchor: open });
        }
        Step::More
    }

    /// A quoted cell over the limit: one long cell, or a quote that was never meant to run on.
    #[cold]
    fn overrun(&self, open: usize, crosses_lines: bool) -> Step {
        let reason = if crosses_lines { SetAside::UnterminatedQuote } else { SetAside::CellTooLong };
        Step::Fault(Fault { reason, anchor: open })
    }

    /// After the end of the physical line on which `from` stands; `None` when the buffer ends before.
    pub(super) fn line_end(&self, bytes: &[u8], from: usize, is_last: bool) -> Option<usize> {
        let rest = bytes.get(from..)?;
        if !self.ends_at_cr {
            return memchr::memchr(b'\n', rest).map(|at| from + at + 1);
        }
        let at = from + memchr::memchr2(b'\n', b'\r', rest)?;
        match (bytes[at], bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => Some(at + 2),
            (b'\r', None) if !is_last => None,
            _ => Some(at + 1),
        }
    }

    /// How many physical lines end in the bytes; they do not begin between a CR and its LF.
    pub(super) fn count_line_ends(&self, bytes: &[u8]) -> u32 {
        let mut count = memchr::memchr_iter(b'\n', bytes).count();
        if self.ends_at_cr {
            count += memchr::memchr_iter(b'\r', bytes).filter(|&at| bytes.get(at + 1) != Some(&b'\n')).count();
        }
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}
