//! The ledger of a file: what became of each of its bytes.

mod reasons;

use std::collections::BTreeMap;

use super::source::Seal;

pub use reasons::{Noted, SetAside};

/// A physical record that is not a row, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAsideRow {
    /// Physical line on which it starts, from 1.
    pub line: u32,
    /// Offset of its first byte in the (decompressed) file.
    pub offset: u64,
    /// Its length in bytes, line end included.
    pub bytes: u64,
    /// How many records: 1, but for blank ones, which are listed together where they follow each other.
    pub records: u32,
    /// Why it is no row.
    pub reason: SetAside,
    /// What was found there and what was expected: `4 cells, 17 headings`; empty beyond [`MAX_QUOTED`].
    pub detail: String,
    /// The first 200 characters of the record; empty beyond [`MAX_QUOTED`].
    pub excerpt: String,
}

/// Where every byte of the (decompressed) file went, in bytes of the file. They sum to its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// The byte order mark.
    pub mark: u64,
    /// Lines above the header.
    pub preamble: u64,
    /// The header.
    pub header: u64,
    /// Rows that were handed on.
    pub rows: u64,
    /// Records below the header that were set aside.
    pub set_aside: u64,
    /// Blank lines, and lines of nothing but delimiters.
    pub blank: u64,
}

impl Spans {
    /// All bytes that are accounted for.
    pub fn sum(&self) -> u64 {
        self.mark + self.preamble + self.header + self.rows + self.set_aside + self.blank
    }
}

/// A row that was used, though not as plainly as the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedRow {
    /// Physical line on which it starts, from 1.
    pub line: u32,
    /// Offset of its first byte in the (decompressed) file.
    pub offset: u64,
    /// Its length in bytes, line end included.
    pub bytes: u64,
    /// Why it is listed.
    pub how: Noted,
    /// The first 200 characters of what stands in the file.
    pub excerpt: String,
    /// The first 200 characters of what was read or could be read instead; empty where that is the same.
    pub instead: String,
}

/// What became of a file. `rows_read` = `rows_used` + the `set_aside_counts` of all reasons that are
/// [rows](SetAside::is_row).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Size on disk.
    pub bytes: u64,
    /// Size of the text as the encoding has it, that is after decompression; equals `spans.sum()`.
    pub text_bytes: u64,
    /// SHA-256 of the bytes on disk.
    pub sha256: [u8; 32],
    /// Physical records after the header that are not blank.
    pub rows_read: u64,
    /// Rows that were handed on.
    pub rows_used: u64,
    /// Records that are no rows, in file order, but for the header; beyond [`MAX_LISTED`] they are only counted.
    pub set_aside: Vec<SetAsideRow>,
    /// How many of each; complete.
    pub set_aside_counts: BTreeMap<SetAside, u64>,
    /// Rows that were used though not as plainly as the others, in file order: the first [`MAX_QUOTED`].
    pub noted: Vec<NotedRow>,
    /// How many of each; complete.
    pub noted_counts: BTreeMap<Noted, u64>,
    /// The last physical line.
    pub last_line: u32,
    /// Where the bytes went.
    pub spans: Spans,
}

/// Records of an account that are listed one by one; the others are counted.
pub const MAX_LISTED: usize = 1_000_000;
/// Of these, the first that are quoted; the others are found by their offset and length.
pub const MAX_QUOTED: usize = 10_000;

impl Account {
    /// How many rows below the header were set aside.
    pub fn rows_set_aside(&self) -> u64 {
        self.set_aside_counts.iter().filter(|(reason, _)| reason.is_row()).map(|(_, count)| count).sum()
    }

    /// Adds what is known at the end of the file.
    ///
    /// In a decoded text, lengths are those of the text written back; the decoder may have replaced damaged bytes, so
    /// there the spans are put right, from the one that was written last.
    pub(super) fn seal(&mut self, seal: &Seal, is_decoded: bool) {
        (self.bytes, self.sha256, self.text_bytes) = (seal.bytes, seal.sha256, seal.text_bytes);
        if is_decoded {
            self.fit(seal.text_bytes);
        }
        debug_assert!(is_decoded || self.spans.sum() == self.text_bytes, "every byte belongs to one span");
    }

    /// Makes the spans sum to the size of the text, and ends what is listed with it.
    fn fit(&mut self, text_bytes: u64) {
        let sum = self.spans.sum();
        let is_listed_last = self.set_aside.last().is_some_and(|row| row.offset + row.bytes == sum);
        let spans = &mut self.spans;
        let mut order =
            [&mut spans.rows, &mut spans.set_aside, &mut spans.blank, &mut spans.header, &mut spans.preamble];
        if is_listed_last {
            order[..2].reverse();
        }
        if let Some(last) = order.iter_mut().find(|span| ***span > 0) {
            **last += text_bytes.saturating_sub(sum);
        }
        let mut surplus = sum.saturating_sub(text_bytes);
        for span in order {
            let taken = surplus.min(*span);
            (*span, surplus) = (*span - taken, surplus - taken);
        }
        for row in self.set_aside.iter_mut().rev().take_while(|row| row.offset + row.bytes > text_bytes) {
            row.offset = row.offset.min(text_bytes);
            row.bytes = text_bytes - row.offset;
        }
    }

    /// How many records were set aside for this reason without being listed.
    pub fn unlisted(&self, reason: SetAside) -> u64 {
        let listed = self.set_aside.iter().filter(|row| row.reason == reason).map(|row| u64::from(row.records)).sum();
        self.set_aside_counts.get(&reason).copied().unwrap_or_default().saturating_sub(listed)
    }

    /// How many rows were noted in this way without being listed.
    pub fn unlisted_notes(&self, how: Noted) -> u64 {
        let listed = self.noted.iter().filter(|row| row.how == how).count() as u64;
        self.noted_counts.get(&how).copied().unwrap_or_default().saturating_sub(listed)
    }

    /// Counts the record, and lists it while there is room; its text only for the first.
    pub(super) fn set_aside(&mut self, mut row: SetAsideRow) {
        *self.set_aside_counts.entry(row.reason).or_default() += 1;
        self.rows_read += u64::from(row.reason.is_row());
        if self.set_aside.len() >= MAX_QUOTED {
            (row.detail, row.excerpt) = (String::new(), String::new());
        }
        if self.set_aside.len() < MAX_LISTED {
            self.set_aside.push(row);
        }
    }

    /// Counts a blank record; those that follow each other are listed as one.
    pub(super) fn blank(&mut self, line: u32, offset: u64, bytes: u64) {
        let reason = SetAside::Blank;
        if let Some(last) = self.set_aside.last_mut()
            && last.reason == reason
            && last.offset + last.bytes == offset
        {
            *self.set_aside_counts.entry(reason).or_default() += 1;
            last.bytes += bytes;
            last.records += 1;
            return;
        }
        let (detail, excerpt) = (String::new(), String::new());
        self.set_aside(SetAsideRow { line, offset, bytes, records: 1, reason, detail, excerpt });
    }

    /// Counts a row that was used though not as it stands, and lists it while there is room.
    pub(super) fn note(&mut self, row: NotedRow) {
        *self.noted_counts.entry(row.how).or_default() += 1;
        if self.noted.len() < MAX_QUOTED {
            self.noted.push(row);
        }
    }
}
