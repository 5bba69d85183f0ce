//! Keys of features: what a sentence is weighed by, as hashes of how it is written.
//!
//! The weights are laid out by these keys when the crate is built, and looked up by them when it runs: this file is part of
//! both, and stands by itself.

use std::ops::Range;

/// Sorts of features, each with keys of its own.
#[derive(Clone, Copy)]
pub(super) enum Sort {
    Word = 1,
    Beginning,
    Pair,
    Apart,
    Named,
}

impl Sort {
    /// The key of a feature: of one word, or of a pair of words, the first of which is `before`.
    pub(super) fn key(self, before: u64, own: u64) -> u64 {
        joined(joined(self as u64, before), own)
    }
}

/// The key of a `@name`.
pub(super) fn named(name: &[u8]) -> u64 {
    Sort::Named.key(0, hash(name))
}

/// The hash of a word.
pub(super) fn hash(word: &[u8]) -> u64 {
    hash_at(word, 0..word.len())
}

/// The hash of a word of a text, in whatever case, eight letters at a time.
pub(super) fn hash_at(text: &[u8], place: Range<usize>) -> u64 {
    let mut hash = place.len() as u64;
    let mut at = place.start;
    while place.end - at > 8 {
        hash = joined(hash, letters(text, at, 8));
        at += 8;
    }
    mixed(joined(hash, letters(text, at, place.end - at)))
}

/// A hash after another.
fn joined(before: u64, word: u64) -> u64 {
    before.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word
}

/// Spreads every bit over all.
fn mixed(hash: u64) -> u64 {
    let product = u128::from(hash ^ 0x2545_F491_4F6C_DD1D) * 0xA076_1D64_78BD_642F;
    product as u64 ^ (product >> 64) as u64
}

/// One to eight letters or digits of a text as a number, in whatever case.
#[inline]
pub(super) fn letters(text: &[u8], at: usize, n: usize) -> u64 {
    const CASE: u64 = 0x2020_2020_2020_2020;
    let letters = match text.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
        Some(eight) => u64::from_le_bytes(eight),
        None => text[at..at + n].iter().rev().fold(0, |letters, &letter| letters << 8 | u64::from(letter)),
    };
    (letters | CASE) & (u64::MAX >> (64 - 8 * n))
}
