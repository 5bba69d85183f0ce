//! What the free texts of a table say. Bodies of notes are the bulk of every export; they are read while they pass by,
//! and only the sentences that seem to say something are kept.
//!
//! Texts are gathered into batches, which the other threads read while the file goes on. The answer does not depend on
//! who reads what: sentences stand in the order of rows, then of fields, then of the text.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use rustc_hash::FxHashMap;

use crate::domain::TableKind;
use crate::text::{self, CommitmentType, RiskType, Side};

/// Types of a sentence, a bit each, in the order of outputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kinds(u16);

impl Kinds {
    fn of<T: Copy + PartialEq>(kinds: &[T], all: &[T]) -> Kinds {
        let bit = |kind: &T| all.iter().position(|known| known == kind).map_or(0, |position| 1 << position);
        Kinds(kinds.iter().map(bit).fold(0, |bits, bit| bits | bit))
    }

    /// Of commitments.
    pub fn commitments(kinds: &[CommitmentType]) -> Kinds {
        Kinds::of(kinds, &CommitmentType::ALL)
    }

    /// Of risks.
    pub fn risks(kinds: &[RiskType]) -> Kinds {
        Kinds::of(kinds, &RiskType::ALL)
    }

    /// Whether they share a type.
    pub fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// The types that these bits stand for.
    pub fn named<T: Copy>(self, all: &[T]) -> Vec<T> {
        let is_in = |position: &usize| self.0 >> position & 1 == 1;
        (0..all.len()).filter(is_in).map(|position| all[position]).collect()
    }
}

/// What a sentence seems to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A promise by the seller's side.
    Commitment(Kinds),
    /// An open risk.
    Risk(Kinds),
    /// What was sold.
    Terms,
}

/// A sentence of a cell.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// The row of the table.
    pub row: u32,
    /// Which of the table's different sentences, by position.
    pub sentence: u32,
    /// The field.
    pub field: u16,
    /// What it seems to say.
    pub what: What,
}

/// What the free texts of a table say.
#[derive(Clone, Debug, Default)]
pub(super) struct Sayings {
    /// In order of row, then of field, then of the text.
    pub(super) said: Vec<Said>,
    /// The different sentences, by number.
    pub(super) sentences: Vec<Arc<str>>,
    /// Where in `said` each block of rows begins, and where the last one ends.
    blocks: Vec<u32>,
}

/// Rows of a block: what they say is looked through in one go.
const BLOCK_ROWS: usize = 32;

impl Sayings {
    /// What a row says.
    pub(super) fn of(&self, row: usize) -> &[Said] {
        let block = row / BLOCK_ROWS;
        let Some(&[from, to]) = self.blocks.get(block..block + 2) else { return &[] };
        let block = &self.said[from as usize..to as usize];
        let from = block.partition_point(|said| (said.row as usize) < row);
        let n_said = block[from..].iter().take_while(|said| said.row as usize == row).count();
        &block[from..from + n_said]
    }

    /// Finds the blocks of what has been added; those of what was said before end where they ended.
    fn lay_out_from(&mut self, n_before: usize) {
        self.blocks.pop();
        for (position, said) in self.said.iter().enumerate().skip(n_before) {
            let block = said.row as usize / BLOCK_ROWS;
            if self.blocks.len() <= block {
                self.blocks.resize(block + 1, position as u32);
            }
        }
        self.blocks.push(self.said.len() as u32);
    }

    /// Takes over what these rows of another file's table say, `own_rows` further down.
    pub(super) fn append(&mut self, other: &Sayings, rows: &[u32], own_rows: usize) {
        if other.said.is_empty() {
            return;
        }
        let (n_own, n_before) = (self.sentences.len() as u32, self.said.len());
        self.sentences.extend(other.sentences.iter().cloned());
        for (position, &row) in rows.iter().enumerate() {
            let own = (own_rows + position) as u32;
            let said = other.of(row as usize).iter();
            self.said.extend(said.map(|said| Said { row: own, sentence: n_own + said.sentence, ..*said }));
        }
        self.lay_out_from(n_before);
    }

    /// Takes over single sentences of another file's table, whose rows are told.
    pub(super) fn insert(&mut self, other: &Sayings, said: impl Iterator<Item = Said>) {
        let n_own = self.sentences.len() as u32;
        self.sentences.extend(other.sentences.iter().cloned());
        self.said.extend(said.map(|said| Said { sentence: n_own + said.sentence, ..said }));
        self.said.sort_by_key(|said| (said.row, said.field));
        self.blocks.clear();
        self.lay_out_from(0);
    }
}

/// Side of an activity's author, as its type and direction tell.
pub(super) fn side(kind: &str, direction: &str) -> Side {
    let is = |word: &str, wanted: &str| word.eq_ignore_ascii_case(wanted);
    match (is(kind, "email"), direction) {
        (true, direction) if is(direction, "inbound") => Side::Customer,
        (true, direction) if is(direction, "outbound") => Side::Seller,
        _ => Side::Unknown,
    }
}

/// Whether the texts of a field are listened to.
pub(super) fn is_heard(table: TableKind, field: usize) -> bool {
    let known = &table.fields()[field];
    match table {
        TableKind::Activities => known.name == "body",
        TableKind::Deals => known.kind == crate::domain::ValueKind::Longtext && known.name != "signed_scope",
        _ => false,
    }
}

/// A note of fewer characters is none (our judgement).
const LEAST_NOTE_CHARS: usize = 40;

/// What stands for a body; 0 for one that is too short to tell anybody something.
pub(super) fn digest(body: &str) -> u64 {
    let body = body.trim();
    let is_telling = body.chars().nth(LEAST_NOTE_CHARS - 1).is_some();
    if is_telling { xxhash_rust::xxh3::xxh3_64(body.as_bytes()).max(1) } else { 0 }
}

/// Bytes after which a batch is handed on: enough to be worth a hand-over, little enough to be shared evenly.
const BATCH_BYTES: usize = 1 << 20;
/// Batches that wait at a time; beyond that the reading thread helps.
const MOST_WAITING: usize = 8;

/// Texts to be read together.
#[derive(Default)]
struct Batch {
    text: String,
    cells: Vec<(u32, u16, Side, usize)>,
}

/// What a batch said, each with the position of its sentence among the batch's different ones.
struct Heard {
    said: Vec<(u32, u16, What, u32)>,
    sentences: Vec<Box<str>>,
}

/// Listens to the texts of one table of one file.
pub(super) struct Ear {
    batch: Batch,
    n_sent: usize,
    heard: Vec<(usize, Heard)>,
    sender: Sender<(usize, Heard)>,
    receiver: Receiver<(usize, Heard)>,
}

impl Ear {
    pub(super) fn new() -> Ear {
        let (sender, receiver) = channel();
        Ear { batch: Batch::default(), n_sent: 0, heard: Vec::new(), sender, receiver }
    }

    pub(super) fn listen(&mut self, row: u32, field: u16, side: Side, text: &str) {
        if text.is_empty() {
            return;
        }
        self.batch.text.push_str(text);
        self.batch.cells.push((row, field, side, self.batch.text.len()));
        if self.batch.text.len() >= BATCH_BYTES {
            self.send();
        }
    }

    fn send(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        let number = self.n_sent;
        self.n_sent += 1;
        self.heard.extend(self.receiver.try_iter());
        if number - self.heard.len() >= MOST_WAITING {
            self.heard.push((number, hear(&batch)));
            return;
        }
        let sender = self.sender.clone();
        rayon::spawn(move || {
            // Nobody waits for it any more: the file could not be read to its end.
            let _ = sender.send((number, hear(&batch)));
        });
    }

    /// Everything that was said.
    pub(super) fn finish(mut self) -> Sayings {
        let last = std::mem::take(&mut self.batch);
        let last = hear(&last);
        while self.heard.len() < self.n_sent {
            match self.receiver.try_recv() {
                Ok(heard) => self.heard.push(heard),
                // The batches may wait for this very thread.
                Err(TryRecvError::Empty) if rayon::yield_now().is_some() => std::thread::yield_now(),
                Err(_) => match self.receiver.recv() {
                    Ok(heard) => self.heard.push(heard),
                    Err(_) => break,
                },
            }
        }
        self.heard.sort_by_key(|(number, _)| *number);
        let batches = self.heard.into_iter().map(|(_, heard)| heard).chain([last]);
        let mut known: FxHashMap<Arc<str>, u32> = FxHashMap::default();
        let mut all = Sayings::default();
        for Heard { said, sentences } in batches {
            let numbers: Vec<u32> =
                sentences.into_iter().map(|sentence| number(sentence, &mut known, &mut all.sentences)).collect();
            all.said.extend(said.into_iter().map(|(row, field, what, sentence)| {
                let sentence = numbers[sentence as usize];
                Said { row, sentence, field, what }
            }));
        }
        all.said.shrink_to_fit();
        all.lay_out_from(0);
        all
    }
}

/// The number of a sentence, new if need be.
fn number(sentence: Box<str>, known: &mut FxHashMap<Arc<str>, u32>, all: &mut Vec<Arc<str>>) -> u32 {
    if let Some(&known) = known.get(&*sentence) {
        return known;
    }
    let (sentence, number): (Arc<str>, u32) = (sentence.into(), all.len() as u32);
    all.push(sentence.clone());
    known.insert(sentence, number);
    number
}

fn hear(batch: &Batch) -> Heard {
    let mut heard = Heard { said: Vec::new(), sentences: Vec::new() };
    let mut positions: FxHashMap<Box<str>, u32> = FxHashMap::default();
    let mut start = 0;
    for &(row, field, side, end) in &batch.cells {
        let reading = text::read(&batch.text[start..end], side);
        start = end;
        let commitments = reading.commitments.into_iter().map(|hit| {
            let kinds = Kinds::commitments(&hit.kinds);
            (What::Commitment(kinds), hit.sentence)
        });
        let risks = reading.risks.into_iter().map(|hit| (What::Risk(Kinds::risks(&hit.kinds)), hit.sentence));
        let terms = reading.terms.into_iter().map(|hit| (What::Terms, hit.sentence));
        for (what, sentence) in commitments.chain(risks).chain(terms) {
            let position = match positions.get(&sentence) {
                Some(&position) => position,
                None => {
                    let position = heard.sentences.len() as u32;
                    heard.sentences.push(sentence.clone());
                    positions.insert(sentence, position);
                    position
                }
            };
            heard.said.push((row, field, what, position));
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_heard_does_not_depend_on_the_batches() {
        let bodies = ["We will have you live by 1 June.", "Their budget is not approved yet.", "Lunch was fine."];
        let mut ear = Ear::new();
        let mut alone = Ear::new();
        for row in 0..60_000_u32 {
            let body = bodies[row as usize % bodies.len()];
            ear.listen(row, 0, Side::Seller, body);
            if row < 3 {
                alone.listen(row, 0, Side::Seller, body);
            }
        }
        assert!(ear.n_sent > 0, "more than one batch");
        let (many, few) = (ear.finish(), alone.finish());
        assert_eq!((few.said.len(), few.sentences.len()), (2, 2));
        assert_eq!((many.said.len(), &many.sentences), (40_000, &few.sentences));
        for (position, said) in many.said.iter().enumerate() {
            let same = &few.said[position % 2];
            assert_eq!((said.what, said.sentence), (same.what, same.sentence));
            assert_eq!(said.row as usize, position / 2 * 3 + position % 2);
        }
    }

    #[test]
    fn a_row_says_its_own_wherever_it_stands() {
        let mut ear = Ear::new();
        let says = |row: u32| row % 7 == 3 || (200..260).contains(&row);
        for row in (0..1_000).filter(|&row| says(row)) {
            ear.listen(row, 0, Side::Seller, "We will have you live by 1 June.");
        }
        let sayings = ear.finish();
        for row in 0..1_100_u32 {
            let rows: Vec<u32> = sayings.of(row as usize).iter().map(|said| said.row).collect();
            assert_eq!(rows, if row < 1_000 && says(row) { vec![row] } else { Vec::new() });
        }
        assert!(Sayings::default().of(0).is_empty());
        let mut twice = Sayings::default();
        for own_rows in [0, 1_000] {
            twice.append(&sayings, &(0..1_000).collect::<Vec<u32>>(), own_rows);
        }
        for row in 0..2_000_u32 {
            assert_eq!(twice.of(row as usize).len(), usize::from(says(row % 1_000)), "{row}");
        }
    }

    #[test]
    fn a_saying_takes_sixteen_bytes_at_most() {
        assert!(size_of::<Said>() <= 16);
    }

    #[test]
    fn a_body_that_tells_something_has_a_digest_of_its_own() {
        let long = "They run payroll in two countries and need both.";
        assert_eq!(digest(&format!("  {long}\n")), digest(long));
        assert_ne!(digest(long), digest(&long.replace("two", "ten")));
        assert_eq!((digest("Call went well."), digest("")), (0, 0));
    }

    #[test]
    fn kinds_come_back() {
        let kinds = [CommitmentType::Timeline, CommitmentType::Refund];
        assert_eq!(Kinds::commitments(&kinds).named(&CommitmentType::ALL), kinds);
        assert!(!Kinds::commitments(&kinds).meets(Kinds::commitments(&[CommitmentType::Scope])));
    }
}
