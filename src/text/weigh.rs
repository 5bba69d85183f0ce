//! What a sentence says taken together: every word and pair of words in it, and what the rules of language and their
//! guards found there.
//!
//! A rule sees the words that it names, and a guard those that stop it; both are deaf to the rest of the sentence. The
//! weights hear all of it, the rules and guards among it, and understand nothing: they were learned from the labelled notes
//! in `tests/notes` (see `learn.rs`). `lexicon/weights.tsv` holds how much each feature of a sentence speaks for a promise
//! and for a risk, there and in the sentences that stand near; `lexicon/types.tsv` how much for each type, likewise.
//!
//! What stands near matters: "They asked for it to be free." holds nothing, unless "Said yes." follows.

use super::features::{self, Named};
use super::kinds::N_TYPES;
use super::weights::{N_PLACES, Seen, Weights};

/// The shipped weights of promises and risks, and of their types.
pub(super) static WEIGHTS: Weights<2> = Weights::of(include_bytes!(concat!(env!("OUT_DIR"), "/weights")));
pub(super) static TYPE_WEIGHTS: Weights<N_TYPES> = Weights::of(include_bytes!(concat!(env!("OUT_DIR"), "/types")));

/// Sentences on either side that speak with one.
pub(super) const REACH: usize = 2;

/// What a feature counts in a sentence that stands near another one, against what it counts there.
pub(super) const NEAR_SHARE: f32 = 0.2;

/// Where a sentence stands, seen from the one that is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Stands {
    /// It is the one.
    Here,
    /// A little before it.
    Before,
    /// A little after it.
    After,
}

/// The sentences near one of so many, and how they stand to it.
pub(super) fn near(at: usize, n_sentences: usize) -> impl Iterator<Item = (usize, Stands)> {
    let others = at.saturating_sub(REACH)..n_sentences.min(at + REACH + 1);
    let stands = move |other: usize| if other < at { Stands::Before } else { Stands::After };
    others.filter(move |&other| other != at).map(move |other| (other, stands(other)))
}

/// How much the words of a sentence speak for each of so many things, by where it stands.
#[derive(Debug)]
pub(super) struct Spoken<const N: usize>([[f32; N]; N_PLACES]);

impl<const N: usize> Spoken<N> {
    /// For what is said in the sentences near which it stands.
    pub(super) fn beside(&self) -> Beside<N> {
        let here = &self.0[Stands::Here as usize];
        Beside([Stands::Before, Stands::After].map(|stands| {
            let there = &self.0[stands as usize];
            std::array::from_fn(|of| NEAR_SHARE * (here[of] + there[of]))
        }))
    }
}

/// How much a sentence speaks for what is said near it: where it stands before that, and after.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beside<const N: usize>([[f32; N]; 2]);

impl<const N: usize> Beside<N> {
    /// In a sentence near which it stands so.
    pub(super) fn standing(&self, stands: Stands) -> &[f32; N] {
        &self.0[usize::from(stands == Stands::After)]
    }
}

/// Weighs as many features as none: a sentence of two words is no evidence.
const DAMPING: f32 = 5.0;

/// What a feature of the words counts in a sentence with so many.
pub(super) fn word_share(n_features: usize) -> f32 {
    (n_features as f32 + DAMPING).sqrt().recip()
}

/// What a feature counts that a rule gives.
pub(super) const FOUND_SHARE: f32 = 0.15;

/// How much a sentence must weigh, its neighbours with it, to be taken for a promise, and for a risk.
pub(super) const PROMISE: f32 = -0.5;
pub(super) const RISK: f32 = -0.2;

impl<const N: usize> Weights<N> {
    /// How much the words of a sentence speak.
    pub(super) fn spoken(&self, sentence: &mut Features) -> Spoken<N> {
        let share = word_share(sentence.words.len());
        Spoken(self.sums(&sentence.words, &mut sentence.seen).map(|sums| sums.map(|sum| sum * share)))
    }

    /// How much a sentence speaks by its words alone.
    pub(super) fn by_words(&self, Spoken([here, ..]): &Spoken<N>) -> [f32; N] {
        let bias = self.bias();
        std::array::from_fn(|of| here[of] + bias[of])
    }

    /// The same with what rules and guards found in it.
    pub(super) fn with_rules(&self, spoken: &Spoken<N>, sentence: &mut Features) -> [f32; N] {
        let ([found, ..], by_words) = (self.sums(&sentence.found, &mut sentence.seen), self.by_words(spoken));
        std::array::from_fn(|of| by_words[of] + found[of] * FOUND_SHARE)
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

impl Features {
    /// Takes those of a sentence's words instead of everything of the one before.
    pub(super) fn take(&mut self, sentence: &str) {
        self.found.clear();
        self.words.clear();
        features::keys(sentence, |key| self.words.push(key));
    }

    /// Forgets what rules and guards found.
    pub(super) fn forget_found(&mut self) {
        self.found.clear();
    }

    /// Adds one that a rule gives.
    pub(super) fn add(&mut self, feature: &Named) {
        self.found.push(feature.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lay_out;

    #[test]
    fn a_feature_counts_once_and_pairs_count_in_order() {
        let table = lay_out::table(
            "heading\n*\t0:-20\nfree\t0:180\nfree month\t1:180\nfree _ month\t1:-180\nmonth~\t0:18\n@asked\t0:80\n",
        );
        let weights = Weights::<2>::of(table.leak());
        let mut features = Features::default();
        let mut weigh = |sentence: &str, found: &[&str]| -> [f32; 2] {
            features.take(sentence);
            found.iter().for_each(|name| features.add(&Named::new(name)));
            let spoken = weights.spoken(&mut features);
            weights.with_rules(&spoken, &mut features)
        };
        let [promise, risk] = weigh("free, Free!", &[]);
        assert!((promise - (9.0 * word_share(7) - 1.0)).abs() < 1e-4 && risk == 0.0, "{promise} {risk}");
        assert!((weigh("", &["asked", "asked"])[0] - (4.0 * FOUND_SHARE - 1.0)).abs() < 1e-4);
        assert!(weigh("a free month", &[])[1] > 2.0 && weigh("a free whole month", &[])[1] < -2.0);
        assert!(weigh("months", &[])[0] > weigh("moons", &[])[0]);
    }
}
