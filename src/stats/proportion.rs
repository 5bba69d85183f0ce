//! Intervals for one proportion and for the difference of two.
//!
//! Both are score intervals: unlike the textbook interval `p ± z·sqrt(p·q/n)` they never leave the possible range, and
//! they are not of zero width when nobody, or everybody, succeeded. Handoff cohorts are small and rates near 1, which is
//! where that matters. No continuity correction.

use super::{Interval, Z_95};

/// Wilson's score interval for `successes` out of `n`; a share, 0 to 1.
///
/// The lower limit is exactly 0 when nobody succeeded, the upper exactly 1 when all did.
///
/// * Absent: `None` for `n` = 0, or when `successes` exceeds `n`.
/// * Assumes: independent cases.
/// * Source: Wilson 1927; method 3 of Newcombe, *Statistics in Medicine* 17 (1998), 857–872.
/// * Oracle: table I of that paper; statsmodels `proportion_confint(method="wilson")`.
pub fn wilson(successes: u64, n: u64) -> Option<Interval> {
    if n == 0 || successes > n {
        return None;
    }
    let limits = wilson_at(successes as f64 / n as f64, n as f64);
    Some(Interval {
        low: if successes == 0 { 0.0 } else { limits.low },
        high: if successes == n { 1.0 } else { limits.high },
    })
}

/// Newcombe's hybrid score interval (his method 10) for `k1 / n1 - k2 / n2`; a difference of shares, -1 to 1.
///
/// * Absent: `None` when either `n` is 0 or either count exceeds its `n`.
/// * Assumes: two independent groups.
/// * Source: Newcombe, *Statistics in Medicine* 17 (1998), 873–890, method 10.
/// * Oracle: table II of that paper; statsmodels `confint_proportions_2indep(method="newcomb")`.
pub fn newcombe(k1: u64, n1: u64, k2: u64, n2: u64) -> Option<Interval> {
    let first = wilson(k1, n1)?;
    let second = wilson(k2, n2)?;
    let share1 = k1 as f64 / n1 as f64;
    let share2 = k2 as f64 / n2 as f64;
    let difference = share1 - share2;
    Some(Interval {
        low: (difference - (share1 - first.low).hypot(second.high - share2)).max(-1.0),
        high: (difference + (first.high - share1).hypot(share2 - second.low)).min(1.0),
    })
}

/// Wilson's interval for a `share` observed over a real-valued `n` > 0.
fn wilson_at(share: f64, n: f64) -> Interval {
    let z_squared_over_n = Z_95 * Z_95 / n;
    let centre = share + z_squared_over_n / 2.0;
    let half_width = (z_squared_over_n * (share * (1.0 - share) + z_squared_over_n / 4.0)).sqrt();
    let scale = 1.0 + z_squared_over_n;
    Interval { low: ((centre - half_width) / scale).max(0.0), high: ((centre + half_width) / scale).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_limits(interval: Option<Interval>, low: f64, high: f64) {
        let interval = interval.unwrap();
        assert!((interval.low - low).abs() <= 0.00005 + 1e-12, "{interval:?} is not {low} to {high}");
        assert!((interval.high - high).abs() <= 0.00005 + 1e-12, "{interval:?} is not {low} to {high}");
    }

    #[test]
    fn wilson_agrees_with_table_1_of_newcombe_1998() {
        assert_limits(wilson(81, 263), 0.2553, 0.3662);
        assert_limits(wilson(15, 148), 0.0624, 0.1605);
        assert_limits(wilson(0, 20), 0.0000, 0.1611);
        assert_limits(wilson(1, 29), 0.0061, 0.1718);
    }

    #[test]
    fn newcombe_agrees_with_table_2_of_newcombe_1998() {
        assert_limits(newcombe(56, 70, 48, 80), 0.0524, 0.3339);
        assert_limits(newcombe(9, 10, 3, 10), 0.1705, 0.8090);
        assert_limits(newcombe(6, 7, 2, 7), 0.0582, 0.8062);
        assert_limits(newcombe(5, 56, 0, 29), -0.0381, 0.1926);
        assert_limits(newcombe(0, 10, 0, 20), -0.1611, 0.2775);
        assert_limits(newcombe(0, 10, 0, 10), -0.2775, 0.2775);
        assert_limits(newcombe(10, 10, 0, 20), 0.6791, 1.0000);
        assert_limits(newcombe(10, 10, 0, 10), 0.6075, 1.0000);
    }

    #[test]
    fn wilson_is_exact_at_both_ends() {
        for n in 1..500 {
            assert_eq!(wilson(0, n).unwrap().low, 0.0);
            assert_eq!(wilson(n, n).unwrap().high, 1.0);
        }
    }

    #[test]
    fn wilson_limits_solve_the_score_equation() {
        for n in 1..60 {
            for k in 0..=n {
                let share = k as f64 / n as f64;
                let interval = wilson(k, n).unwrap();
                assert!(0.0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1.0);
                for limit in [interval.low, interval.high] {
                    let distance = (share - limit).powi(2) - Z_95 * Z_95 * limit * (1.0 - limit) / n as f64;
                    assert!(distance.abs() < 1e-14, "{k} of {n}: {limit}");
                }
            }
        }
    }

    #[test]
    fn newcombe_turns_round_with_its_groups() {
        for k in 0..=12 {
            let there = newcombe(k, 12, 7, 19).unwrap();
            let back = newcombe(7, 19, k, 12).unwrap();
            assert!((there.low + back.high).abs() < 1e-15 && (there.high + back.low).abs() < 1e-15);
        }
    }

    #[test]
    fn no_cases_and_impossible_counts_have_no_interval() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
        assert_eq!(newcombe(1, 2, 0, 0), None);
        assert_eq!(newcombe(0, 0, 1, 2), None);
    }
}
