//! A small deterministic source of chance: the same seed gives the same draws on every machine.
//!
//! SplitMix64 (Steele, Lea and Flood, 2014): tiny, well mixed, and seedable per deal, so that deal 7 is the same in a world
//! of ten deals and of ten thousand.

use crate::domain::{GOLDEN_STEP as STEP, mixed};

/// A stream of draws.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The stream of one thing in one world. The stream's number is mixed first: steps and streams both go by the same
    /// constant, so that the next stream would otherwise be this one, a draw later.
    pub(super) fn of(seed: u64, stream: u64) -> Chance {
        Chance(mixed(seed ^ mixed(stream.wrapping_add(STEP))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// A stream of its own that starts here; this one stays where it is.
    pub(super) fn aside(&self) -> Chance {
        Chance::of(self.0, 1)
    }

    /// From 0 to below 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with that probability.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A whole number from `low` to `high`, both possible.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.share() * (high - low + 1) as f64) as i64
    }

    /// One of the things.
    pub(super) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let last = things.len() - 1;
        &things[((self.share() * things.len() as f64) as usize).min(last)]
    }

    /// A waiting time with that median, skewed to the right, in the same unit; never longer than twelve medians.
    ///
    /// The logarithm is triangular instead of normal: additions and one square root, so that no platform's own
    /// transcendental functions change a digit.
    pub(super) fn waiting(&mut self, median: f64) -> f64 {
        let triangle = self.share() + self.share() - 1.0;
        let doublings = 3.4 * triangle;
        let whole = doublings.floor();
        let rest = doublings - whole;
        median * power_of_two(whole as i32) * (1.0 + rest * (0.695 + 0.305 * rest))
    }
}

fn power_of_two(exponent: i32) -> f64 {
    if exponent >= 0 { f64::from(1_u32 << exponent) } else { 1.0 / f64::from(1_u32 << -exponent) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_the_same_for_the_same_seed_and_differ_otherwise() {
        let draw = |seed, stream| Chance::of(seed, stream).next();
        assert_eq!(draw(7, 1), draw(7, 1));
        assert_ne!(draw(7, 1), draw(7, 2));
        assert_ne!(draw(7, 1), draw(8, 1));
    }

    #[test]
    fn no_stream_is_another_one_a_few_draws_later() {
        let draws = |stream| {
            let mut chance = Chance::of(7, stream);
            (0..200).map(|_| chance.next()).collect::<Vec<u64>>()
        };
        let all: std::collections::HashSet<u64> = (0..50).flat_map(draws).collect();
        assert_eq!(all.len(), 50 * 200);
    }

    #[test]
    fn half_of_the_waiting_times_lie_below_the_median() {
        let mut chance = Chance::of(1, 1);
        let below = (0..10_000).filter(|_| chance.waiting(24.0) < 24.0).count();
        assert!((4_800..5_200).contains(&below), "{below}");
    }
}
