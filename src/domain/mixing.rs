//! Numbers for words and from numbers, the same on every machine.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A hash of a text: quick, not secret, and the same in every run.
#[inline]
pub fn hash_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): numbers that are near come out far from each other.
pub fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// The golden ratio's share of 2^64: steps of it visit every number once, evenly.
pub const GOLDEN_STEP: u64 = 0x9E37_79B9_7F4A_7C15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finaliser_is_that_of_the_paper() {
        // The first two draws of SplitMix64 with seed 1234567, as published with its reference code.
        let draws = [1_u64, 2].map(|n| mixed(1_234_567_u64.wrapping_add(GOLDEN_STEP.wrapping_mul(n))));
        assert_eq!(draws, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
