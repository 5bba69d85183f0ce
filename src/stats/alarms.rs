//! How often an alarm rings by luck: exact probabilities of the rules that watch a rate from period to period.

use super::{TIE, binomial};

/// The chance that `n` cases at `true_rate` fall below the share `threshold`; exact, 0 without cases.
pub fn chance_below(threshold: f64, n: u64, true_rate: f64) -> f64 {
    let reached = (threshold * n as f64 - TIE * n as f64).ceil().max(0.0) as u64;
    if n == 0 || reached == 0 { 0.0 } else { binomial::at_most(reached - 1, n, true_rate) }
}

/// The chance that `n` cases at `true_rate` rise above the share `threshold`; exact, 0 without cases.
pub fn chance_above(threshold: f64, n: u64, true_rate: f64) -> f64 {
    let within = (threshold * n as f64 + TIE * n as f64).floor() as u64;
    if n == 0 || within >= n { 0.0 } else { binomial::at_least(within + 1, n, true_rate) }
}

/// The chance that at least one of independent periods rings, each with its own chance.
pub fn any(chances: &[f64]) -> f64 {
    1.0 - chances.iter().map(|chance| 1.0 - chance).product::<f64>()
}

/// The chance that two periods running ring at least once, each period with its own chance, independent.
///
/// By the state after each period: quiet, rung once, or done. Oracle: all outcomes counted, in the tests.
pub fn two_running(chances: &[f64]) -> f64 {
    let (mut quiet, mut once, mut done) = (1.0, 0.0, 0.0);
    for &chance in chances {
        done += once * chance;
        (quiet, once) = ((quiet + once) * (1.0 - chance), quiet * chance);
    }
    done
}

/// Value at the last period of the least-squares line through four equally spaced rates.
pub fn line_end(rates: [f64; 4]) -> f64 {
    WEIGHTS.iter().zip(rates).map(|(weight, rate)| weight * rate).sum()
}

/// The weights of the line's end.
const WEIGHTS: [f64; 4] = [-0.2, 0.1, 0.4, 0.7];

/// The chance that the end of the line through four rates falls below `threshold` when each of `n` cases a period
/// succeeds with `true_rate`; exact but for outcomes rarer than 1e-12.
///
/// * Absent: `None` when a period has no case.
/// * Method: the weighted sums of the first two and of the last two periods, each with its chance, are held against each
///   other in order. Oracle: all outcomes counted, in the tests.
pub fn chance_line_end_below(threshold: f64, n: [u64; 4], true_rate: f64) -> Option<f64> {
    if n.contains(&0) {
        return None;
    }
    let period = |idx: usize| -> Vec<(f64, f64)> {
        binomial::likely(n[idx], true_rate, 1e-14)
            .into_iter()
            .map(|(count, chance)| (WEIGHTS[idx] * count as f64 / n[idx] as f64, chance))
            .collect()
    };
    let first = sums(&period(0), &period(1));
    let mut last = sums(&period(2), &period(3));
    last.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut cumulated = Vec::with_capacity(last.len() + 1);
    cumulated.push(0.0);
    for (_, chance) in &last {
        cumulated.push(cumulated[cumulated.len() - 1] + chance);
    }
    let limit = threshold - TIE;
    let below =
        |(value, chance): &(f64, f64)| chance * cumulated[last.partition_point(|(other, _)| value + other < limit)];
    Some(first.iter().map(below).sum::<f64>().min(1.0))
}

fn sums(one: &[(f64, f64)], other: &[(f64, f64)]) -> Vec<(f64, f64)> {
    one.iter().flat_map(|(a, p)| other.iter().map(move |(b, q)| (a + b, p * q))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_of_a_bad_month_is_the_binomial_one() {
        // Below 85 % of ten is eight or fewer: at 0.9 that is 0.2639.
        assert!((chance_below(0.85, 10, 0.9) - 0.2639).abs() < 0.00005);
        // Below 90 % of thirty is 26 or fewer; 27 of 30 is not below.
        assert!((chance_below(0.9, 30, 0.9) - binomial::at_most(26, 30, 0.9)).abs() < 1e-15);
        // Above 20 % of ten is three or more: at 0.1 that is 0.0702.
        assert!((chance_above(0.2, 10, 0.1) - 0.0702).abs() < 0.00005);
        assert_eq!((chance_below(0.85, 0, 0.9), chance_above(0.2, 0, 0.1)), (0.0, 0.0));
    }

    #[test]
    fn two_running_agrees_with_counting_all_outcomes() {
        let chances = [0.3, 0.1, 0.9, 0.0, 0.5, 0.25];
        let mut naive = 0.0;
        for outcome in 0_u32..1 << chances.len() {
            let rings = |idx: usize| outcome >> idx & 1 == 1;
            let chance: f64 =
                chances.iter().enumerate().map(|(idx, p)| if rings(idx) { *p } else { 1.0 - p }).product();
            if (1..chances.len()).any(|idx| rings(idx) && rings(idx - 1)) {
                naive += chance;
            }
        }
        assert!((two_running(&chances) - naive).abs() < 1e-14);
        assert_eq!((two_running(&[0.4]), two_running(&[])), (0.0, 0.0));
        assert!((any(&[0.5, 0.5]) - 0.75).abs() < 1e-15);
    }

    #[test]
    fn the_line_goes_through_points_that_lie_on_one() {
        assert!((line_end([0.5, 0.6, 0.7, 0.8]) - 0.8).abs() < 1e-12);
        assert!((line_end([0.9; 4]) - 0.9).abs() < 1e-12);
    }

    #[test]
    fn the_chance_of_the_line_agrees_with_counting_all_outcomes() {
        let n = [3_u64, 4, 2, 5];
        let mass = |k: u64, n: u64, p: f64| {
            binomial::at_most(k, n, p) - if k == 0 { 0.0 } else { binomial::at_most(k - 1, n, p) }
        };
        let mut naive = 0.0;
        for a in 0..=n[0] {
            for b in 0..=n[1] {
                for c in 0..=n[2] {
                    for d in 0..=n[3] {
                        let counts = [a, b, c, d];
                        let rates = [0, 1, 2, 3].map(|idx| counts[idx] as f64 / n[idx] as f64);
                        if line_end(rates) < 0.8 - TIE {
                            naive += (0..4).map(|idx| mass(counts[idx], n[idx], 0.9)).product::<f64>();
                        }
                    }
                }
            }
        }
        assert!((chance_line_end_below(0.8, n, 0.9).unwrap() - naive).abs() < 1e-11);
        assert_eq!(chance_line_end_below(0.8, [3, 0, 2, 5], 0.9), None);
    }
}
