//! What the words of a sentence say taken together: a second opinion on what a rule of language found or just missed.
//!
//! A rule sees the words that it names, and a guard those that stop it; both are deaf to the rest of the sentence. The
//! weights hear all of it, but understand nothing. So neither decides alone: a sentence counts only where a rule fired, and
//! the weights may then outvote a rule that stands or a guard that stopped it. They were learned from the labelled notes in
//! `tests/notes` (see `learn.rs`); `lexicon/weights.tsv` holds them, a word or a pair of words a line, and
//! `lexicon/types.tsv` those by type, which correct what a rule says the sentence is about.

use std::sync::LazyLock;

use super::features;
use super::kinds::N_TYPES;

/// The shipped weights of promises and risks, and of their types.
pub(super) static WEIGHTS: LazyLock<Weights<2>> = LazyLock::new(|| Weights::read(include_str!("lexicon/weights.tsv")));
pub(super) static TYPE_WEIGHTS: LazyLock<Weights<N_TYPES>> =
    LazyLock::new(|| Weights::read(include_str!("lexicon/types.tsv")));

/// How much words speak for each column of a file.
#[derive(Debug)]
pub(super) struct Weights<const N: usize> {
    /// A few bits of each key: most pairs of words are ruled out here, and the bits stay in the first cache.
    hints: Box<[u64]>,
    /// Open addressing by the low half of a key: the high half, and the row, plus one.
    slots: Box<[(u32, u32)]>,
    /// By word or pair of words, in hundredths; what is not there weighs nothing.
    rows: Vec<[i16; N]>,
    bias: [f32; N],
}

/// What stands before the words of the file: the weight of no words at all.
pub(super) const BIAS: &str = "*";

/// The weights of the file are whole numbers.
pub(super) const SCALE: f32 = 100.0;

/// Weighs as many words as none: a sentence of two words is no evidence.
pub(super) const DAMPING: f32 = 5.0;

/// How much weight outvotes a rule or a guard.
pub(super) struct Bounds {
    /// A claim that a guard stopped counts above this.
    admit: f32,
    /// A claim that stands counts no more below this.
    drop: f32,
    /// A mere lead counts above this.
    follow: f32,
}

impl Bounds {
    /// Whether a claim counts in a sentence of that weight.
    pub(super) fn counts(&self, weight: f32, is_stopped: bool, is_lead: bool) -> bool {
        weight
            > match (is_lead, is_stopped) {
                (true, _) => self.follow,
                (false, true) => self.admit,
                (false, false) => self.drop,
            }
    }
}

pub(super) const PROMISE: Bounds = Bounds { admit: 0.3, drop: -1.8, follow: 0.8 };
pub(super) const RISK: Bounds = Bounds { admit: 0.0, drop: -1.8, follow: 0.8 };

const N_HINTS: u64 = 1 << 17;

impl<const N: usize> Weights<N> {
    /// Reads lines of words and a weight a column, with tabs between, below a heading; an empty cell weighs nothing.
    fn read(text: &str) -> Weights<N> {
        let n_slots = (text.lines().count() * 5 / 4).next_power_of_two();
        let mut weights = Weights {
            hints: vec![0; N_HINTS as usize / 64].into(),
            slots: vec![(0, 0); n_slots].into(),
            rows: Vec::new(),
            bias: [0.0; N],
        };
        for line in text.lines().skip(1) {
            let mut cells = line.split('\t');
            let words = cells.next().unwrap_or("");
            let row: [i16; N] = std::array::from_fn(|_| cells.next().and_then(|cell| cell.parse().ok()).unwrap_or(0));
            if words == BIAS {
                weights.bias = row.map(|weight| f32::from(weight) / SCALE);
            } else {
                weights
                    .add(words.split(' ').fold(0, |before, word| features::joined(before, features::hash(word))), row);
            }
        }
        weights
    }

    fn add(&mut self, key: u64, row: [i16; N]) {
        self.rows.push(row);
        self.hints[(key % N_HINTS / 64) as usize] |= 1 << (key % 64);
        let mut slot = key as usize % self.slots.len();
        while self.slots[slot].1 != 0 {
            slot = (slot + 1) % self.slots.len();
        }
        self.slots[slot] = ((key >> 32) as u32, self.rows.len() as u32);
    }

    #[inline]
    fn row(&self, key: u64) -> Option<usize> {
        if self.hints[(key % N_HINTS / 64) as usize] >> (key % 64) & 1 == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = key as usize & mask;
        loop {
            match self.slots[slot] {
                (_, 0) => return None,
                (high, row) if high == (key >> 32) as u32 => return Some(row as usize - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// How much a sentence speaks for each column; above zero it does.
    pub(super) fn weigh(&self, sentence: &mut Keys) -> [f32; N] {
        let mut sums = [0.0; N];
        // A bit a row: the longest sentence takes no more time a word than the shortest.
        let Keys { keys, seen, known } = sentence;
        if seen.len() * 64 < self.rows.len() {
            seen.resize(self.rows.len().div_ceil(64), 0);
        }
        known.clear();
        for row in keys.iter().filter_map(|&key| self.row(key)) {
            let (word, bit) = (&mut seen[row / 64], 1 << (row % 64));
            if *word & bit == 0 {
                *word |= bit;
                known.push(row);
                sums.iter_mut().zip(&self.rows[row]).for_each(|(sum, &weight)| *sum += f32::from(weight) / SCALE);
            }
        }
        known.iter().for_each(|row| seen[row / 64] = 0);
        let length = (known.len() as f32 + DAMPING).sqrt();
        std::array::from_fn(|column| sums[column] / length + self.bias[column])
    }
}

/// The words and the pairs of words that a sentence is weighed by, in its order, as hashes.
#[derive(Debug, Default)]
pub(super) struct Keys {
    keys: Vec<u64>,
    /// What [`Weights::weigh`] has seen, and which; nothing in between.
    seen: Vec<u64>,
    known: Vec<usize>,
}

impl Keys {
    /// Takes a sentence's keys instead of those of the one before.
    pub(super) fn take(&mut self, sentence: &str) {
        self.keys.clear();
        features::keys(sentence, |key| self.keys.push(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_once_and_pairs_count_in_order() {
        let weights = Weights::read("heading\n*\t-100\t0\nfree\t900\t\nfree month\t0\t900\n");
        let mut keys = Keys::default();
        let mut weigh = |sentence: &str| -> [f32; 2] {
            keys.take(sentence);
            weights.weigh(&mut keys)
        };
        let [promise, risk] = weigh("free, Free!");
        assert!((promise - (9.0 / 6f32.sqrt() - 1.0)).abs() < 1e-4 && risk == 0.0, "{promise} {risk}");
        let [promise, risk] = weigh("a month free");
        assert!(promise > 0.0 && risk == 0.0);
        assert!(weigh("a free month")[1] > 3.0);
        assert!(weigh("")[0] < 0.0);
    }
}
