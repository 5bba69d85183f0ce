//! Exact binomial tails and the limits of control charts.
//!
//! Summed term by term: starting from the most likely count, each probability follows from its neighbour by a ratio, and
//! the whole is divided by its own total. That needs no logarithm of a factorial, which at a million cases costs seven
//! digits, and keeps tails of 1e-200 to full relative precision. The number of terms grows with √n.

/// Relative to the most likely count, terms below this are left out.
const NEGLIGIBLE: f64 = 1e-300;

/// P(X ≥ `k`) for X binomial over `n` with probability `p`; 0 to 1.
///
/// Exact to 1e-12 up to a million cases. A `p` outside 0 to 1 counts as the nearer end, NaN as 0.
///
/// * Assumes: independent cases with one probability.
/// * Oracle: scipy `binom.sf`; the table of the binomial distribution in the tests.
pub fn at_least(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 {
        return 1.0;
    }
    let distribution = Distribution::new(n, p);
    let skipped = k.saturating_sub(distribution.first) as usize;
    distribution.share_of(distribution.masses.iter().skip(skipped).rev())
}

/// P(X ≤ `k`); as [`at_least`], from the other side. Oracle: scipy `binom.cdf`.
pub fn at_most(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    let distribution = Distribution::new(n, p);
    let taken = (k + 1).saturating_sub(distribution.first) as usize;
    distribution.share_of(distribution.masses.iter().take(taken))
}

/// The counts at the `lower_prob` and `upper_prob` points of the distribution, for control charts and funnel plots.
///
/// Convention: each is the smallest k with P(X ≤ k) ≥ the probability given. A count is outside when it is **below** the
/// first or **above** the second; on a limit it is inside. So P(below) < `lower_prob` and P(above) ≤ 1 − `upper_prob`: the
/// chance of a false signal is never more than promised, and for small `n` often less.
///
/// * Shape: (lower, upper), both 0 to `n`.
/// * Assumes: both probabilities between 0 and 1, e.g. 0.00135 and 0.99865 for limits in the place of three sigma.
/// * Oracle: scipy `binom.ppf`.
pub fn quantile_limits(n: u64, p: f64, lower_prob: f64, upper_prob: f64) -> (u64, u64) {
    let distribution = Distribution::new(n, p);
    (distribution.quantile(lower_prob), distribution.quantile(upper_prob))
}

/// The counts that are at least `least` as likely as the most likely one, ascending, each with its probability.
pub(super) fn likely(n: u64, p: f64, least: f64) -> Vec<(u64, f64)> {
    let distribution = Distribution::new(n, p);
    let masses = distribution.masses.iter().enumerate().filter(|(_, mass)| **mass >= least);
    masses.map(|(idx, mass)| (distribution.first + idx as u64, mass / distribution.total)).collect()
}

/// All probabilities that matter, up to a common factor.
struct Distribution {
    /// The count that `masses[0]` belongs to.
    first: u64,
    masses: Vec<f64>,
    total: f64,
}

impl Distribution {
    fn new(n: u64, p: f64) -> Distribution {
        let p = if p.is_nan() { 0.0 } else { p.clamp(0.0, 1.0) };
        let odds = p / (1.0 - p);
        let mode = (((n as f64 + 1.0) * p) as u64).min(n);
        let mut masses = below(mode, n, odds);
        let first = mode - masses.len() as u64;
        masses.push(1.0);
        masses.extend(above(mode, n, odds));
        let total = masses.iter().sum();
        Distribution { first, masses, total }
    }

    fn share_of<'masses>(&self, part: impl Iterator<Item = &'masses f64>) -> f64 {
        (part.sum::<f64>() / self.total).min(1.0)
    }

    /// The smallest count at which the cumulated probability reaches `probability`.
    fn quantile(&self, probability: f64) -> u64 {
        let needed = probability * self.total * (1.0 - super::TIE);
        let mut cumulated = 0.0;
        let reached = self.masses.iter().position(|mass| {
            cumulated += mass;
            cumulated >= needed
        });
        self.first + reached.unwrap_or(self.masses.len() - 1) as u64
    }
}

/// Masses of the counts below the mode, ascending, where the mode has 1.
fn below(mode: u64, n: u64, odds: f64) -> Vec<f64> {
    let mut mass = 1.0;
    let ratios = (1..=mode).rev().map(|count| count as f64 / ((n - count + 1) as f64 * odds));
    let mut masses: Vec<f64> =
        ratios.map(|ratio| next_mass(&mut mass, ratio)).take_while(|mass| *mass > NEGLIGIBLE).collect();
    masses.reverse();
    masses
}

/// Masses of the counts above the mode, ascending.
fn above(mode: u64, n: u64, odds: f64) -> impl Iterator<Item = f64> {
    let mut mass = 1.0;
    let ratios = (mode..n).map(move |count| (n - count) as f64 * odds / (count + 1) as f64);
    ratios.map(move |ratio| next_mass(&mut mass, ratio)).take_while(|mass| *mass > NEGLIGIBLE)
}

fn next_mass(mass: &mut f64, ratio: f64) -> f64 {
    *mass *= ratio;
    *mass
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sum of `n` over `k` · p^k · q^(n-k), from the definition.
    fn naive_at_least(k: u64, n: u64, p: f64) -> f64 {
        let choose = |k: u64| (0..k).map(|idx| (n - idx) as f64 / (idx + 1) as f64).product::<f64>();
        (k..=n).map(|k| choose(k) * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)).sum()
    }

    #[test]
    fn agrees_with_the_printed_cumulative_table_for_twenty() {
        // P(X ≤ k), n = 20, as in any table of the cumulative binomial distribution.
        for (k, p, printed) in
            [(2, 0.1, 0.6769), (4, 0.1, 0.9568), (10, 0.5, 0.5881), (5, 0.5, 0.0207), (8, 0.3, 0.8867)]
        {
            assert!((at_most(k, 20, p) - printed).abs() <= 0.00005, "{k} at {p}");
        }
    }

    #[test]
    fn agrees_with_the_definition() {
        for n in 1..=40 {
            for k in 0..=n {
                for p in [0.003, 0.2, 0.5, 0.8, 0.95] {
                    let naive = naive_at_least(k, n, p);
                    assert!((at_least(k, n, p) / naive - 1.0).abs() < 1e-13, "{k} of {n} at {p}");
                    assert!(
                        (at_most(k, n, p) - (1.0 - naive_at_least(k + 1, n, p))).abs() < 1e-13,
                        "{k} of {n} at {p}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_million_cases_add_up_to_one() {
        for p in [1e-6, 0.01, 0.3, 0.9, 0.9999] {
            let middle = (1e6 * p) as u64;
            let together = at_most(middle, 1_000_000, p) + at_least(middle + 1, 1_000_000, p);
            assert!((together - 1.0).abs() < 1e-12, "{p}: {together}");
        }
    }

    #[test]
    fn certain_and_impossible_probabilities_are_exact() {
        assert_eq!((at_least(1, 5, 0.0), at_most(0, 5, 0.0)), (0.0, 1.0));
        assert_eq!((at_least(5, 5, 1.0), at_most(4, 5, 1.0)), (1.0, 0.0));
        assert_eq!((at_least(6, 5, 0.5), at_most(5, 5, 0.5), at_least(0, 0, 0.5)), (0.0, 1.0, 1.0));
        assert_eq!((at_least(1, 5, f64::NAN), at_least(1, 5, -3.0), at_least(5, 5, 7.0)), (0.0, 0.0, 1.0));
    }

    #[test]
    fn limits_of_a_chart_that_cannot_vary_are_its_value() {
        assert_eq!(quantile_limits(12, 1.0, 0.00135, 0.99865), (12, 12));
        assert_eq!(quantile_limits(12, 0.0, 0.00135, 0.99865), (0, 0));
        assert_eq!(quantile_limits(0, 0.4, 0.00135, 0.99865), (0, 0));
    }

    #[test]
    fn a_limit_met_exactly_is_reached() {
        // P(X ≤ 1) is 3/4 and P(X ≤ 0) is 1/4.
        assert_eq!(quantile_limits(2, 0.5, 0.25, 0.75), (0, 1));
    }

    proptest! {
        #[test]
        fn a_false_signal_is_never_likelier_than_promised(n in 0_u64..400, p in 0.0_f64..1.0) {
            let (low, high) = quantile_limits(n, p, 0.025, 0.975);
            prop_assert!(low <= high && high <= n);
            prop_assert!(low == 0 || at_most(low - 1, n, p) < 0.025);
            prop_assert!(at_least(high + 1, n, p) <= 0.025 + 1e-12);
        }

        #[test]
        fn tails_fall_as_they_shrink(n in 1_u64..300, k in 0_u64..300, p in 0.0_f64..=1.0) {
            prop_assert!(at_least(k + 1, n, p) <= at_least(k, n, p));
            prop_assert!((at_least(k + 1, n, p) + at_most(k, n, p) - 1.0).abs() < 1e-12);
        }
    }
}
