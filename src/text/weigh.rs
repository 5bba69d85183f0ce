//! What a sentence says taken together: every word and pair of words in it, and what the rules of language and their
//! guards found there.
//!
//! A rule sees the words that it names, and a guard those that stop it; both are deaf to the rest of the sentence. The
//! weights hear all of it, the rules and guards among it, and understand nothing: they were learned from the labelled notes
//! in `tests/notes` (see `learn.rs`). `lexicon/weights.tsv` holds how much each feature of a sentence speaks for a promise
//! and for a risk, `lexicon/types.tsv` how much for each type.

use std::sync::LazyLock;

use super::features::{self, Named};
use super::kinds::N_TYPES;

/// The shipped weights of promises and risks, and of their types.
pub(super) static WEIGHTS: LazyLock<Weights<2>> = LazyLock::new(|| Weights::read(include_str!("lexicon/weights.tsv")));
pub(super) static TYPE_WEIGHTS: LazyLock<Weights<N_TYPES>> =
    LazyLock::new(|| Weights::read(include_str!("lexicon/types.tsv")));

/// Builds the weights, which the first sentence would wait for.
pub(super) fn prepare() {
    LazyLock::force(&WEIGHTS);
    LazyLock::force(&TYPE_WEIGHTS);
}

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

/// What stands before the weights of a sentence without any feature.
pub(super) const BIAS: &str = "*";

/// The weights of the file are whole numbers.
pub(super) const SCALE: f32 = 100.0;

/// Weighs as many features as none: a sentence of two words is no evidence.
const DAMPING: f32 = 5.0;

/// What a feature of the words counts in a sentence with so many.
pub(super) fn word_share(n_features: usize) -> f32 {
    (n_features as f32 + DAMPING).sqrt().recip()
}

/// What a feature counts that a rule gives.
pub(super) const FOUND_SHARE: f32 = 0.15;

/// How much a sentence must weigh to count.
pub(super) struct Bounds {
    /// Where a rule of language fired, be it stopped by a guard or not.
    pub(super) ruled: f32,
    /// Where none did, and all words together have to say it.
    pub(super) unruled: f32,
}

pub(super) const PROMISE: Bounds = Bounds { ruled: -0.6, unruled: -0.2 };
pub(super) const RISK: Bounds = Bounds { ruled: -0.55, unruled: -0.15 };

const N_HINTS: u64 = 1 << 17;

impl<const N: usize> Weights<N> {
    /// Reads lines of a feature and its weights, `column:weight` with tabs between, below a heading.
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
            let name = cells.next().unwrap_or("");
            let mut row = [0; N];
            for (column, weight) in cells.filter_map(|cell| cell.split_once(':')) {
                let cell = column.parse().ok().and_then(|column: usize| row.get_mut(column));
                if let (Some(cell), Ok(weight)) = (cell, weight.parse::<i16>()) {
                    *cell = weight;
                }
            }
            if name == BIAS {
                weights.bias = row.map(|weight| f32::from(weight) / SCALE);
            } else {
                weights.add(features::key(name), row);
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

    /// How much a sentence speaks for each column.
    pub(super) fn weigh(&self, sentence: &mut Features) -> [f32; N] {
        let Features { words, found, seen } = sentence;
        let (by_words, by_rules) = (self.sums(words, seen), self.sums(found, seen));
        let word_share = word_share(words.len());
        std::array::from_fn(|column| by_words[column] * word_share + by_rules[column] * FOUND_SHARE + self.bias[column])
    }

    /// The sums of the rows of these keys, each once.
    fn sums(&self, keys: &[u64], seen: &mut Seen) -> [f32; N] {
        let mut sums = [0.0; N];
        if seen.bits.len() * 64 < self.rows.len() {
            seen.bits.resize(self.rows.len().div_ceil(64), 0);
        }
        for row in keys.iter().filter_map(|&key| self.row(key)) {
            let (word, bit) = (&mut seen.bits[row / 64], 1 << (row % 64));
            if *word & bit == 0 {
                *word |= bit;
                seen.rows.push(row);
                sums.iter_mut().zip(&self.rows[row]).for_each(|(sum, &weight)| *sum += f32::from(weight) / SCALE);
            }
        }
        seen.rows.drain(..).for_each(|row| seen.bits[row / 64] = 0);
        sums
    }
}

/// What a sentence is weighed by, as hashes.
#[derive(Debug, Default)]
pub(super) struct Features {
    words: Vec<u64>,
    /// What rules and guards found.
    found: Vec<u64>,
    seen: Seen,
}

/// What [`Weights::weigh`] has seen of a sentence; nothing in between. A bit a row: the longest sentence takes no more time
/// a word than the shortest.
#[derive(Debug, Default)]
struct Seen {
    bits: Vec<u64>,
    rows: Vec<usize>,
}

impl Features {
    /// Takes those of a sentence's words instead of everything of the one before.
    pub(super) fn take(&mut self, sentence: &str) {
        self.found.clear();
        self.words.clear();
        features::keys(sentence, |key| self.words.push(key));
    }

    /// Adds one that a rule gives.
    pub(super) fn add(&mut self, feature: &Named) {
        self.found.push(feature.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_counts_once_and_pairs_count_in_order() {
        let weights = Weights::read(
            "heading\n*\t0:-100\nfree\t0:900\nfree month\t1:900\nfree _ month\t1:-900\nmonth~\t0:90\n@asked\t0:400\n",
        );
        let mut features = Features::default();
        let mut weigh = |sentence: &str, found: &[&str]| -> [f32; 2] {
            features.take(sentence);
            found.iter().for_each(|name| features.add(&Named::new(name)));
            weights.weigh(&mut features)
        };
        let [promise, risk] = weigh("free, Free!", &[]);
        assert!((promise - (9.0 * word_share(7) - 1.0)).abs() < 1e-4 && risk == 0.0, "{promise} {risk}");
        assert!((weigh("", &["asked", "asked"])[0] - (4.0 * FOUND_SHARE - 1.0)).abs() < 1e-4);
        assert!(weigh("a free month", &[])[1] > 2.0 && weigh("a free whole month", &[])[1] < -2.0);
        assert!(weigh("months", &[])[0] > weigh("moons", &[])[0]);
    }
}
