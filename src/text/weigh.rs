//! What the words of a sentence say taken together: a second opinion on what a rule of language found or just missed.
//!
//! A rule sees the words that it names, and a guard those that stop it; both are deaf to the rest of the sentence. The
//! weights hear all of it, but understand nothing. So neither decides alone: a sentence counts only where a rule fired, and
//! the weights may then outvote a rule that stands or a guard that stopped it. They were learned from the labelled notes in
//! `tests/notes` (see `learn.rs`); `lexicon/weights.tsv` holds them, a word or a pair of words a line, and
//! `lexicon/types.tsv` those by type, which correct what a rule says the sentence is about.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::vocabulary::folded;

/// The shipped weights of promises and risks, and of their types.
pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("lexicon/weights.tsv")));
pub(super) static TYPE_WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("lexicon/types.tsv")));

/// How much words speak for each column of a file.
#[derive(Debug, Default)]
pub(super) struct Weights {
    /// By word or pair of words; what is not there weighs nothing.
    of: FxHashMap<u64, Entry>,
    /// Columns and weights of all entries, one behind the other.
    columns: Vec<(u8, f32)>,
    bias: Vec<f32>,
}

/// A word or pair of words: its number, and its part of the columns.
#[derive(Clone, Copy, Debug)]
struct Entry {
    number: u32,
    from: u32,
    to: u32,
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

impl Weights {
    /// Reads lines of words and a weight a column, with tabs between, below a heading; an empty cell weighs nothing.
    fn read(text: &str) -> Weights {
        let mut weights = Weights::default();
        for line in text.lines().skip(1) {
            let mut cells = line.split('\t');
            let words = cells.next().unwrap_or("");
            let columns = cells.map(|cell| cell.parse::<f32>().unwrap_or(0.0) / SCALE);
            if words == BIAS {
                weights.bias = columns.collect();
            } else {
                let key = words.split(' ').fold(0, |before, word| joined(before, hash(word)));
                let heavy = columns.enumerate().filter(|(_, weight)| *weight != 0.0);
                let (number, from) = (weights.of.len() as u32, weights.columns.len() as u32);
                weights.columns.extend(heavy.map(|(column, weight)| (column as u8, weight)));
                weights.of.insert(key, Entry { number, from, to: weights.columns.len() as u32 });
            }
        }
        weights
    }

    /// How much a sentence of these [`keys`] speaks for each column; above zero it does.
    pub(super) fn weigh<const N: usize>(&self, keys: &[u64]) -> [f32; N] {
        let (mut sums, mut n_known) = ([0.0; N], 0.0f32);
        // A bit an entry: the longest sentence takes no more time a word than the shortest.
        let mut seen = vec![0u64; self.of.len().div_ceil(64)];
        for entry in keys.iter().filter_map(|key| self.of.get(key)) {
            let (word, bit) = (&mut seen[entry.number as usize / 64], 1 << (entry.number % 64));
            if *word & bit != 0 {
                continue;
            }
            *word |= bit;
            n_known += 1.0;
            for &(column, weight) in &self.columns[entry.from as usize..entry.to as usize] {
                if let Some(sum) = sums.get_mut(column as usize) {
                    *sum += weight;
                }
            }
        }
        let length = (n_known + DAMPING).sqrt();
        std::array::from_fn(|column| sums[column] / length + self.bias.get(column).copied().unwrap_or(0.0))
    }
}

/// The words and the pairs of words that a sentence is weighed by, in its order, as hashes.
pub(super) fn keys(sentence: &str) -> Vec<u64> {
    let (mut keys, mut before) = (Vec::new(), None);
    words(sentence, |word| {
        keys.push(joined(0, hash(stem(word))));
        let own = hash(word);
        keys.extend(before.replace(own).map(|before| joined(joined(0, before), own)));
    });
    keys
}

/// [`keys`] as the file writes them, each once.
#[cfg(test)]
pub(super) fn features(sentence: &str) -> std::collections::BTreeSet<String> {
    let (mut features, mut before) = (std::collections::BTreeSet::new(), None::<String>);
    words(sentence, |word| {
        features.insert(stem(word).to_owned());
        features.extend(before.take().map(|before| format!("{before} {word}")));
        before = Some(word.to_owned());
    });
    features
}

fn hash(word: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(word.as_bytes())
}

fn joined(before: u64, word: u64) -> u64 {
    before.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word
}

/// The words of a sentence in lower case, without accents; a number is `#`, `n't` is a word of its own and says `not`.
fn words(sentence: &str, mut take: impl FnMut(&str)) {
    let mut word = String::new();
    let mut is_number = false;
    for character in sentence.chars().chain([' ']) {
        match character {
            letter if letter.is_ascii_alphabetic() => {
                if std::mem::take(&mut is_number) {
                    take("#");
                }
                word.push(letter.to_ascii_lowercase());
            }
            '\'' | '’' if !word.is_empty() => word.push('\''),
            digit if digit.is_ascii_digit() => {
                uncontracted(&mut word, &mut take);
                is_number = true;
            }
            '.' | ',' | ':' if is_number => {}
            other => {
                if let Some(letters) = folded(other) {
                    word.push_str(letters);
                    continue;
                }
                uncontracted(&mut word, &mut take);
                if std::mem::take(&mut is_number) {
                    take("#");
                }
                match other {
                    '?' => take("?"),
                    '%' => take("%"),
                    '$' | '€' | '£' => take("$"),
                    ':' => take(":"),
                    _ => {}
                }
            }
        }
    }
}

/// Hands on a word that may be a contraction, and empties it.
fn uncontracted(word: &mut String, take: &mut impl FnMut(&str)) {
    let (own, ending) = word.trim_matches('\'').split_once('\'').unwrap_or((word.trim_matches('\''), ""));
    let (own, ending) = match ending {
        "t" if own.ends_with('n') => (&own[..own.len() - 1], "not"),
        "ll" | "d" => (own, "will"),
        _ => (own, ending),
    };
    for part in [own, ending] {
        if !part.is_empty() {
            take(part);
        }
    }
    word.clear();
}

/// A word without its regular ending.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 5] = ["ing", "ed", "es", "s", "ly"];
    let ended = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 3));
    ended.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_that_people_mean() {
        for (sentence, expected) in [
            ("We can't wait, they'll PAY 12,50 €", "ca not wait they will pay # $ we"),
            ("Müller's café — 100%?", "# % ? cafe muller s"),
        ] {
            let mut spoken = Vec::new();
            words(sentence, |word| spoken.push(word.to_owned()));
            spoken.sort();
            let mut expected: Vec<&str> = expected.split(' ').collect();
            expected.sort_unstable();
            assert_eq!(spoken, expected, "{sentence}");
        }
    }

    #[test]
    fn a_word_counts_once_and_pairs_count_in_order() {
        let weights = Weights::read("heading\n*\t-100\t0\nfree\t900\t\nfree month\t0\t900\n");
        let [promise, risk] = weights.weigh(&keys("free, free!"));
        assert!((promise - (9.0 / 6f32.sqrt() - 1.0)).abs() < 1e-4 && risk == 0.0, "{promise} {risk}");
        let [promise, risk] = weights.weigh(&keys("a month free"));
        assert!(promise > 0.0 && risk == 0.0);
        assert!(weights.weigh::<2>(&keys("a free month"))[1] > 3.0);
        assert!(weights.weigh::<2>(&keys(""))[0] < 0.0);
    }
}
