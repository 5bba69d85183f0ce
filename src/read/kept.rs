//! Rows to the caller: as they stand in the buffer, decoded anew, or with quotes that bound no cell.

use std::cell::RefCell;
use std::io;

use super::account::{Noted, NotedRow, SetAside};
use super::buffer::TextSource;
use super::encoding::{as_windows_1252, excerpt};
use super::mend::{loosely, wider};
use super::mojibake::mended;
use super::record::{Cell, Record, undouble};
use super::tokenize::{Extent, Fault, Step, Tokenizer};
use super::walk::{Below, EXCERPT_CHARS, Plan, Walk};

impl<S: TextSource> Walk<'_, S> {
    /// Hands on the record as a row; one that is not UTF-8 is decoded anew, or set aside.
    #[inline]
    pub(super) fn hand_on<F: FnMut(&Record<'_>)>(&mut self, extent: Extent, row: &mut F) {
        let bytes = &self.input.bytes()[extent.start..extent.end];
        let length = self.plan.coding.length_in_file(&self.input.bytes()[extent.start..extent.next]);
        let place = (self.line, self.offset, length);
        match std::str::from_utf8(bytes) {
            Ok(text) if self.input.source.has_replaced() && text.contains('\u{FFFD}') => {
                let detail = format!("not all of it could be read as {}", self.plan.coding.name);
                return self.put_aside(extent, SetAside::InvalidEncoding, detail);
            }
            Ok(text) => match self.input.is_suspect.then(|| mended(text)).flatten() {
                Some(text) if !self.plan.is_verbatim => return self.hand_on_anew(extent, &text, Noted::Mojibake, row),
                suspected => {
                    hand(&self.plan, place, text, &mut self.tokens, &mut self.scratch, &self.joined, row);
                    if let Some(text) = suspected {
                        self.note(extent, &text, Noted::LikelyMojibake);
                    }
                }
            },
            Err(error) => {
                let at = error.valid_up_to();
                let Some(text) = as_windows_1252(bytes) else {
                    let detail = format!("byte {} of the record, 0x{:02X}, is not UTF-8", at + 1, bytes[at]);
                    return self.put_aside(extent, SetAside::InvalidEncoding, detail);
                };
                return self.hand_on_anew(extent, &text, Noted::Recoded, row);
            }
        }
        self.count_row(extent);
    }

    /// Hands on the record with another text than that in the buffer, and notes it.
    #[cold]
    fn hand_on_anew<F: FnMut(&Record<'_>)>(&mut self, extent: Extent, text: &str, how: Noted, row: &mut F) {
        let length = self.plan.coding.length_in_file(&self.input.bytes()[extent.start..extent.next]);
        let place = (self.line, self.offset, length);
        self.side.seek(text.as_bytes(), 0);
        let Step::Record(_) = self.side.record(text.as_bytes(), 0, true) else {
            // Marked letters are longer in UTF-8.
            let detail = format!("a cell is longer than {} bytes in UTF-8", self.plan.limits.max_cell_bytes);
            return self.put_aside(extent, SetAside::CellTooLong, detail);
        };
        hand(&self.plan, place, text, &mut self.side, &mut self.scratch, &self.joined, row);
        self.note(extent, text, how);
        self.count_row(extent);
    }

    fn note(&mut self, extent: Extent, instead: &str, how: Noted) {
        let bytes = &self.input.bytes()[extent.start..extent.next];
        let (line, offset, bytes) = (self.line, self.offset, self.plan.coding.length_in_file(bytes));
        let excerpt = excerpt(&self.input.bytes()[extent.start..extent.end], EXCERPT_CHARS);
        // Those bytes are quoted as Windows-1252 already.
        let is_same = how == Noted::Recoded;
        let instead = if is_same { String::new() } else { instead.chars().take(EXCERPT_CHARS).collect() };
        self.account.note(NotedRow { line, offset, bytes, how, excerpt, instead });
    }

    #[inline]
    fn count_row(&mut self, extent: Extent) {
        self.account.rows_used += 1;
        self.account.rows_read += 1;
        if self.below.has_blank {
            self.below = Below::default();
        }
        self.pass(extent, |spans| &mut spans.rows);
    }

    /// Hands on a line with text after a closing quote, the quotes kept as text, when there is one way to split it into
    /// as many cells as there are headings; `false` when there is none.
    #[cold]
    pub(super) fn keep_quotes<F: FnMut(&Record<'_>)>(&mut self, fault: Fault, row: &mut F) -> io::Result<bool> {
        let (bytes, start, is_last) =
            (self.input.bytes(), self.input.start, self.input.is_last && !self.plan.is_partial);
        let end = self.tokens.line_end(bytes, start, is_last).or(is_last.then_some(bytes.len()));
        let (width, dialect) = (self.plan.headings.len(), self.plan.dialect);
        let cells = end
            .filter(|&end| fault.reason == SetAside::TextAfterQuote && fault.anchor < end)
            .and_then(|end| std::str::from_utf8(&bytes[start..end]).ok())
            .and_then(|line| loosely(line, width, dialect))
            .filter(|cells| cells.iter().all(|cell| cell.len() <= self.plan.limits.max_cell_bytes));
        let Some(texts) = cells else { return Ok(false) };
        self.hand_on_kept(&texts, fault.anchor, row)?;
        Ok(true)
    }

    /// Hands on the cells of the physical line on which `anchor` stands, and notes that its quotes were kept.
    #[cold]
    pub(super) fn hand_on_kept<F: FnMut(&Record<'_>)>(
        &mut self,
        texts: &[String],
        anchor: usize,
        row: &mut F,
    ) -> io::Result<()> {
        let (mut text, mut cells) = (String::new(), Vec::with_capacity(texts.len()));
        for cell in texts {
            cells.push(Cell::new(text.len(), text.len() + cell.len()));
            text.push_str(cell);
        }
        let (line, offset, excerpt) = (self.line, self.offset, self.excerpt_of_line());
        let bytes = self.pass_line(anchor, |spans| &mut spans.rows)?;
        row(&Record {
            line,
            offset,
            bytes,
            text: &text,
            scratch: "",
            cells: &cells,
            is_plain: false,
            joined: &self.joined,
        });
        self.account.rows_used += 1;
        self.account.rows_read += 1;
        self.below = Below::default();
        self.account.note(NotedRow { line, offset, bytes, how: Noted::KeptQuotes, excerpt, instead: String::new() });
        Ok(())
    }

    /// The cells of a line that an apostrophe before a delimiter has made too wide, where there is one way to join them.
    #[cold]
    pub(super) fn joined_again(&self, extent: Extent) -> Option<Vec<String>> {
        let is_line = self.plan.dialect.quote == b'\'' && extent.lines <= 1;
        let line = std::str::from_utf8(&self.input.bytes()[extent.start..extent.end]).ok().filter(|_| is_line)?;
        wider(line, self.plan.headings.len(), self.plan.dialect)
            .filter(|cells| cells.iter().all(|cell| cell.len() <= self.plan.limits.max_cell_bytes))
    }
}

/// Hands on the record that the tokenizer has split.
#[inline]
fn hand<F: FnMut(&Record<'_>)>(
    plan: &Plan<'_>,
    (line, offset, bytes): (u32, u64, u64),
    text: &str,
    tokens: &mut Tokenizer,
    scratch: &mut String,
    joined: &RefCell<Vec<u8>>,
    row: &mut F,
) {
    if !tokens.doubled.is_empty() {
        undouble(&mut tokens.cells, &tokens.doubled, text, plan.dialect, scratch);
    }
    let width = plan.headings.len();
    let is_plain = plan.dialect.delimiter == b','
        && plan.dialect.delimiter_tail[0] == 0
        && !tokens.has_quotes
        && tokens.n_cells == width;
    let cells = tokens.cells.get(..width).unwrap_or(&tokens.cells);
    row(&Record { line, offset, bytes, text, scratch, cells, is_plain, joined });
}
