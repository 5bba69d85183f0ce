//! A text to rows and a ledger: every byte belongs to the mark, a line above the header, the header, a row, a record
//! that is set aside, or a blank.
//!
//! Nothing is repaired. A line with a quote that bounds no cell is used with it as text where that can be meant in
//! one way only, and is listed. A record whose width is not that of the headings is set aside, but for surplus cells that are
//! blank where most rows have them (trailing delimiters); in a lone row they may as well be shifted cells. After a fault, reading goes on at the next physical line, so that a lost quote costs
//! the line that lost it and not the rest of the file.

use std::cell::RefCell;
use std::io;

use super::Limits;
use super::account::{Account, SetAside, SetAsideRow, Spans};
use super::buffer::{Buffer, TextSource};
use super::class::{Class, Seen, classify};
use super::dialect::Dialect;
use super::encoding::{Coding, excerpt};
use super::record::Record;
use super::tokenize::{Extent, Fault, Step, Tokenizer};

/// Characters of a record that the ledger quotes.
pub(super) const EXCERPT_CHARS: usize = 200;

/// What is known of the table before it is walked.
#[derive(Clone, Copy)]
pub(super) struct Plan<'p> {
    pub(super) dialect: &'p Dialect,
    pub(super) coding: Coding,
    pub(super) headings: &'p [String],
    /// The lines on which the first and the last row of the header start; the last is less than the first without any.
    pub(super) header_lines: (u32, u32),
    /// Cells that the header or most rows have, trailing blank ones included.
    pub(super) row_width: usize,
    pub(super) limits: &'p Limits,
    /// Blank records are rows.
    pub(super) has_blank_rows: bool,
    /// Texts in a wrong encoding are left so.
    pub(super) is_verbatim: bool,
    /// The text is the beginning of a longer one: a record at its end may be incomplete and is left out.
    pub(super) is_partial: bool,
}

/// A walk through a text.
pub(super) struct Walk<'p, S> {
    pub(super) plan: Plan<'p>,
    pub(super) input: Buffer<S>,
    pub(super) tokens: Tokenizer,
    /// For a record that is split a second time, beside the buffer.
    pub(super) side: Tokenizer,
    pub(super) account: Account,
    pub(super) line: u32,
    pub(super) offset: u64,
    pub(super) scratch: String,
    pub(super) joined: RefCell<Vec<u8>>,
    pub(super) below: Below,
    /// Cells of the rows of another table below this one, once its headings were met.
    other_width: Option<usize>,
    is_line_open: bool,
}

/// What was seen since the last row: the footer is known for one only when no row follows.
#[derive(Default)]
pub(super) struct Below {
    pub(super) has_blank: bool,
    /// Positions in the list of set-aside rows: rows of one cell after a blank.
    lone_cells: Vec<usize>,
}

impl<'p, S: TextSource> Walk<'p, S> {
    /// A walk from the beginning; the mark, of that many bytes, has been left out of the text.
    pub(super) fn new(plan: Plan<'p>, source: S, mark: usize) -> Walk<'p, S> {
        let tokens = Tokenizer::new(plan.dialect, plan.limits);
        let spans = Spans { mark: mark as u64, ..Spans::default() };
        Walk {
            plan,
            input: Buffer::new(source),
            side: tokens.clone(),
            tokens,
            account: Account { spans, ..Account::default() },
            line: 1,
            offset: mark as u64,
            scratch: String::new(),
            joined: RefCell::default(),
            below: Below::default(),
            other_width: None,
            is_line_open: false,
        }
    }

    /// Hands on every row and returns the account, but for what only the file knows, and the source.
    pub(super) fn run<F: FnMut(&Record<'_>)>(mut self, row: &mut F) -> io::Result<(Account, S)> {
        let (first, last) = self.plan.header_lines;
        while self.line < first && self.preamble_line()? {}
        while self.line <= last {
            match self.step()? {
                Step::Record(extent) => self.pass(extent, |spans| &mut spans.header),
                Step::Fault(fault) => drop(self.pass_line(fault.anchor, |spans| &mut spans.header)?),
                Step::More | Step::End => break,
            }
            if self.is_line_open {
                break;
            }
        }
        loop {
            match self.step()? {
                Step::Record(extent) => self.take(extent, row)?,
                Step::Fault(fault) if self.keep_quotes(fault, row)? => {}
                Step::Fault(fault) => self.fault(fault, String::new())?,
                Step::More | Step::End => break,
            }
        }
        self.mark_footer();
        self.account.last_line = self.line - u32::from(!self.is_line_open && self.line > 1);
        Ok((self.account, self.input.source))
    }

    /// The next step for which there are bytes enough; `More` at the end of a partial text.
    #[inline]
    fn step(&mut self) -> io::Result<Step> {
        loop {
            let is_last = self.input.is_last && !self.plan.is_partial;
            match self.tokens.record(self.input.bytes(), self.input.start, is_last) {
                Step::More if self.input.is_last => return Ok(Step::More),
                Step::More => self.refill()?,
                step => return Ok(step),
            }
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.input.refill()?;
        self.tokens.seek(self.input.bytes(), self.input.start);
        Ok(())
    }

    /// Accounts for the record and goes on after it.
    #[inline]
    pub(super) fn pass(&mut self, extent: Extent, span: impl Fn(&mut Spans) -> &mut u64) {
        let length = self.plan.coding.length_in_file(&self.input.bytes()[extent.start..extent.next]);
        *span(&mut self.account.spans) += length;
        self.offset += length;
        self.line = self.line.saturating_add(extent.lines);
        self.is_line_open = extent.lines == 0;
        self.input.start = extent.next;
    }

    /// Accounts for everything up to the end of the physical line on which `anchor` stands; returns how many bytes.
    pub(super) fn pass_line(&mut self, anchor: usize, span: impl Fn(&mut Spans) -> &mut u64) -> io::Result<u64> {
        let before = self.offset;
        let mut from = anchor;
        loop {
            let (bytes, is_last) = (self.input.bytes(), self.input.is_last);
            let end = self.tokens.line_end(bytes, from, is_last);
            // A CR at the very end may be half of a CRLF.
            let held_back = usize::from(!is_last && bytes.last() == Some(&b'\r'));
            let next = end.unwrap_or(bytes.len() - held_back).max(self.input.start);
            let start = self.input.start;
            let lines = self.tokens.count_line_ends(&bytes[start..next]);
            self.pass(Extent { start, end: next, next, lines }, &span);
            self.is_line_open = end.is_none();
            if end.is_some() || is_last {
                self.tokens.seek(self.input.bytes(), self.input.start);
                return Ok(self.offset - before);
            }
            self.refill()?;
            from = self.input.start;
        }
    }

    /// A physical line above the header; `false` when there is none left.
    fn preamble_line(&mut self) -> io::Result<bool> {
        // Enough to quote it: the first window may be as short as a byte order mark.
        while !self.input.is_last && self.line_or_excerpt().is_none() {
            self.refill()?;
        }
        if self.input.start == self.input.bytes().len() {
            return Ok(false);
        }
        let (line, offset, excerpt) = (self.line, self.offset, self.excerpt_of_line());
        let bytes = self.pass_line(self.input.start, |spans| &mut spans.preamble)?;
        if excerpt.trim().is_empty() {
            self.account.blank(line, offset, bytes);
        } else {
            let detail = format!("the headings stand on line {}", self.plan.header_lines.0);
            let reason = SetAside::Preamble;
            self.account.set_aside(SetAsideRow { line, offset, bytes, records: 1, reason, detail, excerpt });
        }
        Ok(true)
    }

    /// Where the physical line at the current position ends, or is longer than what is quoted of it.
    fn line_or_excerpt(&self) -> Option<usize> {
        let rest = &self.input.bytes()[self.input.start..];
        self.tokens.line_end(rest, 0, self.input.is_last).or((rest.len() > 4 * EXCERPT_CHARS).then_some(rest.len()))
    }

    /// What the ledger quotes of the physical line at the current position.
    pub(super) fn excerpt_of_line(&self) -> String {
        let rest = &self.input.bytes()[self.input.start..];
        let end = self.tokens.line_end(rest, 0, true).unwrap_or(rest.len());
        excerpt(&rest[..end], EXCERPT_CHARS).trim_end_matches(['\r', '\n']).to_owned()
    }

    /// Sets aside the record up to the end of the physical line of its fault.
    #[cold]
    fn fault(&mut self, fault: Fault, detail: String) -> io::Result<()> {
        let (line, offset) = (self.line, self.offset);
        let bytes = self.input.bytes();
        let end = self.tokens.line_end(bytes, fault.anchor, true).unwrap_or(bytes.len());
        let excerpt = excerpt(&bytes[self.input.start..end], EXCERPT_CHARS).trim_end_matches(['\r', '\n']).to_owned();
        let before = &bytes[self.input.start..fault.anchor];
        let fault_line = line.saturating_add(self.tokens.count_line_ends(before));
        let column = byte_on_line(before);
        let detail = if detail.is_empty() { self.describe(fault.reason, fault_line, column) } else { detail };
        let bytes = self.pass_line(fault.anchor, |spans| &mut spans.set_aside)?;
        self.account.set_aside(SetAsideRow { line, offset, bytes, records: 1, reason: fault.reason, detail, excerpt });
        Ok(())
    }

    fn describe(&self, reason: SetAside, line: u32, byte: usize) -> String {
        let limit = self.plan.limits.max_cell_bytes;
        match reason {
            SetAside::UnterminatedQuote => {
                format!("the quote at line {line}, byte {byte}, is not closed where its cell should end")
            }
            SetAside::TextAfterQuote => {
                format!("the quote at line {line}, byte {byte}, is followed by text, not by a delimiter")
            }
            SetAside::CellTooLong => format!("the cell at line {line}, byte {byte}, is longer than {limit} bytes"),
            _ => format!("the record is longer than 16 times {limit} bytes"),
        }
    }

    /// Hands on the record, or sets it aside.
    #[inline]
    fn take<F: FnMut(&Record<'_>)>(&mut self, extent: Extent, row: &mut F) -> io::Result<()> {
        let bytes = self.input.bytes();
        let (is_below_blank, row_width) = (self.below.has_blank, self.plan.row_width);
        let seen = Seen { is_below_blank, other_width: self.other_width, row_width };
        match classify(bytes, extent, &self.tokens, &mut self.side, self.plan.headings, seen) {
            Class::Row => self.hand_on(extent, row),
            Class::Blank if self.plan.has_blank_rows && self.tokens.n_cells == self.plan.headings.len() => {
                self.hand_on(extent, row);
            }
            Class::Blank => {
                self.below.has_blank = true;
                let (line, offset) = (self.line, self.offset);
                self.pass(extent, |spans| &mut spans.blank);
                self.account.blank(line, offset, self.offset - offset);
            }
            Class::Not(SetAside::TooWide, detail) => match self.joined_again(extent) {
                Some(texts) => self.hand_on_kept(&texts, extent.start, row)?,
                None => self.put_aside(extent, SetAside::TooWide, detail),
            },
            Class::Not(reason, detail) => {
                if reason == SetAside::OtherTable {
                    self.other_width = Some(self.tokens.n_cells);
                }
                self.put_aside(extent, reason, detail);
            }
            Class::Swallowed => {
                let fault = Fault { reason: SetAside::UnterminatedQuote, anchor: extent.start };
                let detail = "a quote runs on into the next line, which by itself is a row".to_owned();
                self.fault(fault, detail)?;
            }
        }
        Ok(())
    }

    pub(super) fn put_aside(&mut self, extent: Extent, reason: SetAside, detail: String) {
        let bytes = &self.input.bytes()[extent.start..extent.end];
        let excerpt = excerpt(bytes, EXCERPT_CHARS);
        let (line, offset) = (self.line, self.offset);
        self.pass(extent, |spans| &mut spans.set_aside);
        let bytes = self.offset - offset;
        let is_lone = reason == SetAside::TooNarrow && self.tokens.n_cells == 1 && self.below.has_blank;
        if is_lone && self.account.set_aside.len() < super::MAX_LISTED {
            self.below.lone_cells.push(self.account.set_aside.len());
        }
        self.account.set_aside(SetAsideRow { line, offset, bytes, records: 1, reason, detail, excerpt });
    }

    /// Rows of one cell below a blank, with no row after them, are remarks below the table.
    fn mark_footer(&mut self) {
        for &index in &self.below.lone_cells {
            let row = &mut self.account.set_aside[index];
            row.reason = SetAside::Footer;
            "a remark below the table".clone_into(&mut row.detail);
        }
        let n_rows = self.below.lone_cells.len() as u64;
        if n_rows > 0 {
            *self.account.set_aside_counts.entry(SetAside::Footer).or_default() += n_rows;
            *self.account.set_aside_counts.entry(SetAside::TooNarrow).or_default() -= n_rows;
            self.account.set_aside_counts.retain(|_, count| *count > 0);
        }
    }
}

/// Position of the byte after these on its physical line, from 1.
fn byte_on_line(before: &[u8]) -> usize {
    let line_start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
    before.len() - line_start + 1
}
