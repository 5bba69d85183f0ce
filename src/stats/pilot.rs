//! The arithmetic of a pilot's verdict: how far a rate is from being decided, and how likely chance decided it.
//!
//! The verdict itself compares Wilson's limits with the threshold and belongs to the metric. What is here answers the three
//! questions that come next: how many more handoffs at this rate, how many returns are left, and would a worse process
//! have passed. Thresholds are decimals and rates are ratios of counts, so 27 of 30 counts as reaching 0.90.

use super::{TIE, Z_95, binomial};

/// More handoffs than a count can hold exactly as `f64`: never, for every practical purpose.
const BEYOND_COUNTING: f64 = 9_007_199_254_740_992.0;

/// The smallest number of further handoffs, at the rate of `k` out of `n`, with which Wilson's interval is off `threshold`.
///
/// Off means: the lower limit is at or above it, or the upper limit is below it. 0 when it is off already. In closed form:
/// a share p has a Wilson limit on c exactly when the number of cases is z²·c·(1−c)/(p−c)².
///
/// * Absent: `None` where the rate is the threshold (no number would do), for `n` = 0, `k` above `n`, or a threshold that
///   is not within 0 to 1.
/// * Assumes: the rate stays precisely as it is, fractions of a success allowed.
/// * Source: Wilson 1927, solved for n. Oracle: [`wilson`](super::proportion::wilson) in a loop, in the tests.
pub fn further_handoffs(k: u64, n: u64, threshold: f64) -> Option<u64> {
    if n == 0 || k > n || !(0.0..=1.0).contains(&threshold) {
        return None;
    }
    let distance = k as f64 / n as f64 - threshold;
    let needed = (Z_95 * Z_95 * threshold * (1.0 - threshold) / (distance * distance)).ceil();
    (distance.abs() > TIE && needed < BEYOND_COUNTING).then(|| (needed as u64).saturating_sub(n))
}

/// The largest number of further returns with which the rate can still reach `threshold` once `pilot_size` handoffs are due.
///
/// `returned` counts the handoffs that can no longer pass at first; every other one, due or to come, still can. 0 when no
/// more return is affordable.
///
/// * Absent: `None` when the threshold cannot be reached any more, the pilot has no handoff, or the threshold is NaN.
pub fn returns_left(returned: u64, pilot_size: u64, threshold: f64) -> Option<u64> {
    let needed = successes_needed(pilot_size, threshold)?;
    pilot_size.checked_sub(returned)?.checked_sub(needed)
}

/// The chance that `n` handoffs reach `threshold` when each succeeds with probability `true_rate`; exact, 0 to 1.
///
/// * Absent: `None` for `n` = 0, a rate that is not within 0 to 1, or a threshold that is NaN.
/// * Assumes: independent handoffs with one probability.
/// * Oracle: 27 or more of 30 at 0.8 is 0.1227; scipy `binom.sf`.
pub fn chance_pass(true_rate: f64, n: u64, threshold: f64) -> Option<f64> {
    let needed = successes_needed(n, threshold)?;
    (0.0..=1.0).contains(&true_rate).then(|| binomial::at_least(needed, n, true_rate))
}

/// The chance that `n` handoffs miss `threshold` at `true_rate`: the complement of [`chance_pass`], absent like it, and
/// precise also where it is tiny.
pub fn chance_fail(true_rate: f64, n: u64, threshold: f64) -> Option<f64> {
    let needed = successes_needed(n, threshold)?;
    let at_most = |fewer: u64| binomial::at_most(fewer, n, true_rate);
    (0.0..=1.0).contains(&true_rate).then(|| needed.checked_sub(1).map_or(0.0, at_most))
}

/// The smallest number of successes among `n` whose share reaches `threshold`; above `n` when none does.
///
/// Rounding must not make 27 of 30 miss 0.90, nor 28 necessary where `threshold · n` comes out a hair above 27.
fn successes_needed(n: u64, threshold: f64) -> Option<u64> {
    if n == 0 || threshold.is_nan() {
        return None;
    }
    let exact = threshold * n as f64;
    Some((exact - TIE * n as f64).ceil().max(0.0) as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Wilson's limits for a share and a number of cases, as printed in every textbook.
    fn textbook_wilson(share: f64, n: f64) -> (f64, f64) {
        let centre = share + Z_95.powi(2) / (2.0 * n);
        let half_width = Z_95 * (share * (1.0 - share) / n + Z_95.powi(2) / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z_95.powi(2) / n;
        ((centre - half_width) / scale, (centre + half_width) / scale)
    }

    fn naive_further_handoffs(k: u64, n: u64, threshold: f64) -> Option<u64> {
        let share = k as f64 / n as f64;
        (0..100_000).find(|more| {
            let (low, high) = textbook_wilson(share, (n + more) as f64);
            low >= threshold || high < threshold
        })
    }

    #[test]
    fn further_handoffs_agree_with_a_loop() {
        for n in [1, 2, 7, 20, 30, 34, 35, 36, 100] {
            for k in 0..=n {
                for threshold in [0.5, 0.8, 0.9, 0.95] {
                    let is_tie = (k as f64 - threshold * n as f64).abs() < 1e-9;
                    let expected = if is_tie { None } else { naive_further_handoffs(k, n, threshold) };
                    assert_eq!(further_handoffs(k, n, threshold), expected, "{k} of {n} against {threshold}");
                }
            }
        }
    }

    #[test]
    fn thirty_five_of_thirty_five_meet_ninety_per_cent_and_thirty_four_do_not() {
        assert_eq!(further_handoffs(35, 35, 0.9), Some(0));
        assert_eq!(further_handoffs(34, 34, 0.9), Some(1));
        assert!(super::super::proportion::wilson(35, 35).unwrap().low >= 0.9);
        assert!(super::super::proportion::wilson(34, 34).unwrap().low < 0.9);
    }

    #[test]
    fn a_rate_at_its_threshold_is_never_decided() {
        for n in [10, 20, 30, 70, 1_000, 999_990] {
            assert_eq!(further_handoffs(n / 10 * 9, n, 0.9), None, "n = {n}");
        }
    }

    #[test]
    fn further_handoffs_need_a_rate_and_a_threshold() {
        assert_eq!(further_handoffs(0, 0, 0.9), None);
        assert_eq!(further_handoffs(3, 2, 0.9), None);
        assert_eq!(further_handoffs(1, 2, f64::NAN), None);
        assert_eq!(further_handoffs(1, 2, 1.5), None);
        assert_eq!(further_handoffs(1, 2, 1.0), Some(0));
    }

    /// Tries every number of returns, in whole numbers: the threshold is `tenths` tenths.
    fn naive_returns_left(returned: u64, size: u64, tenths: u64) -> Option<u64> {
        (0..=size).rev().find(|further| returned + further <= size && 10 * (size - returned - further) >= tenths * size)
    }

    #[test]
    fn returns_left_agree_with_trying() {
        for size in 1..=40 {
            for returned in 0..=size {
                for tenths in [5, 8, 9, 10] {
                    let threshold = tenths as f64 / 10.0;
                    let expected = naive_returns_left(returned, size, tenths);
                    assert_eq!(
                        returns_left(returned, size, threshold),
                        expected,
                        "{returned} of {size} at {threshold}"
                    );
                }
            }
        }
    }

    #[test]
    fn thirty_handoffs_at_ninety_percent_afford_three_returns() {
        assert_eq!(returns_left(0, 30, 0.9), Some(3));
        assert_eq!(returns_left(3, 30, 0.9), Some(0));
        assert_eq!(returns_left(4, 30, 0.9), None);
        assert_eq!(returns_left(0, 0, 0.9), None);
        assert_eq!(returns_left(4, 30, f64::NAN), None);
    }

    #[test]
    fn the_chance_of_the_specification() {
        assert!((chance_pass(0.8, 30, 0.9).unwrap() - 0.1227).abs() < 0.00005);
        // 26 or fewer of 30 at 0.95.
        assert!((chance_fail(0.95, 30, 0.9).unwrap() - 0.0608).abs() < 0.00005);
    }

    #[test]
    fn chances_are_absent_without_handoffs_or_a_rate() {
        assert_eq!((chance_pass(0.8, 0, 0.9), chance_fail(0.8, 0, 0.9)), (None, None));
        assert_eq!((chance_pass(1.2, 9, 0.9), chance_fail(f64::NAN, 9, 0.9)), (None, None));
        assert_eq!((chance_pass(0.2, 9, 0.0), chance_fail(0.2, 9, 0.0)), (Some(1.0), Some(0.0)));
        assert_eq!((chance_pass(0.9, 9, 1.1), chance_fail(0.9, 9, 1.1)), (Some(0.0), Some(1.0)));
    }

    proptest! {
        #[test]
        fn passing_and_failing_are_all_there_is(rate in 0.0_f64..=1.0, n in 1_u64..400, threshold in 0.0_f64..=1.0) {
            let together = chance_pass(rate, n, threshold).unwrap() + chance_fail(rate, n, threshold).unwrap();
            prop_assert!((together - 1.0).abs() < 1e-12);
        }
    }
}
