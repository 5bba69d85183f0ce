//! A difference of two rates, taken within strata and pooled.
//!
//! Comparing within segments keeps a segment that has both more syncs and better retention from looking like an effect of
//! the syncs. The variance is Sato's: good both for few large strata and for many small ones, and zeros in a table need no
//! half added to them.

use super::{Interval, Z_95};

/// One stratum: kept, and all, of the exposed and of the unexposed. Counts; the kept are among the all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Table2x2 {
    /// Exposed with the outcome.
    pub exposed_kept: u64,
    /// All exposed.
    pub exposed: u64,
    /// Unexposed with the outcome.
    pub unexposed_kept: u64,
    /// All unexposed.
    pub unexposed: u64,
}

/// The Mantel–Haenszel risk difference, exposed minus unexposed, over `strata`, with its 95 % interval.
///
/// * Unit: a difference of shares, -1 to 1. The limits are held within that, which the method does not do: no
///   difference of shares lies beyond. Where all outcomes are alike the interval has no width, as the method has it.
/// * Shape: strata in any order. One without exposed, or without unexposed, compares nothing and adds nothing.
/// * Absent: `None` when no stratum has both arms.
/// * Assumes: one true difference in all strata; independent cases.
/// * Source: estimate, Greenland and Robins, *Biometrics* 41 (1985), 55–68; variance, Sato, Greenland and Robins,
///   *Biometrics* 45 (1989), 1323–1324.
/// * Oracle: the tolbutamide example of Rothman, Greenland and Lash 2008, table 15-1, with the limits that R's metafor
///   prints for it; exact fractions.
pub fn risk_difference(strata: &[Table2x2]) -> Option<(f64, Interval)> {
    let sums = strata
        .iter()
        .filter(|table| table.exposed > 0 && table.unexposed > 0)
        .map(Terms::of)
        .fold(Terms::default(), Terms::add);
    if sums.weight <= 0.0 {
        return None;
    }
    let difference = sums.weighted_difference / sums.weight;
    let variance = (difference * sums.sato_p + sums.sato_q) / (sums.weight * sums.weight);
    let half_width = Z_95 * variance.max(0.0).sqrt();
    Some((difference, Interval { low: (difference - half_width).max(-1.0), high: (difference + half_width).min(1.0) }))
}

/// What a stratum contributes; P and Q are Sato's names.
#[derive(Default)]
struct Terms {
    weighted_difference: f64,
    weight: f64,
    sato_p: f64,
    sato_q: f64,
}

impl Terms {
    fn of(table: &Table2x2) -> Terms {
        let [kept1, n1, kept2, n2] =
            [table.exposed_kept, table.exposed, table.unexposed_kept, table.unexposed].map(|count| count as f64);
        let n = n1 + n2;
        Terms {
            weighted_difference: (kept1 * n2 - kept2 * n1) / n,
            weight: n1 * n2 / n,
            sato_p: (n1 * n1 * kept2 - n2 * n2 * kept1 + n1 * n2 * (n2 - n1) / 2.0) / (n * n),
            sato_q: (kept1 * (n2 - kept2) + kept2 * (n1 - kept1)) / (2.0 * n),
        }
    }

    fn add(self, other: Terms) -> Terms {
        Terms {
            weighted_difference: self.weighted_difference + other.weighted_difference,
            weight: self.weight + other.weight,
            sato_p: self.sato_p + other.sato_p,
            sato_q: self.sato_q + other.sato_q,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(exposed_kept: u64, exposed: u64, unexposed_kept: u64, unexposed: u64) -> Table2x2 {
        Table2x2 { exposed_kept, exposed, unexposed_kept, unexposed }
    }

    #[test]
    fn agrees_with_the_tolbutamide_example() {
        // Rothman, Greenland and Lash 2008, table 15-1; metafor: 0.0349, 90 % limits -0.0176 to 0.0874.
        let (difference, interval) = risk_difference(&[table(8, 106, 5, 120), table(22, 98, 16, 85)]).unwrap();
        let half_width_90 = (interval.high - difference) / Z_95 * 1.6448536269514722;
        assert!((difference - 0.0349).abs() < 0.00005);
        assert!((difference - half_width_90 + 0.0176).abs() < 0.00005);
        assert!((difference + half_width_90 - 0.0874).abs() < 0.00005);
    }

    #[test]
    fn one_stratum_is_the_plain_difference_with_its_plain_variance() {
        for one in [table(8, 106, 5, 120), table(9, 10, 3, 10), table(0, 4, 2, 3), table(40, 41, 1, 7)] {
            let (difference, interval) = risk_difference(&[one]).unwrap();
            let share = |kept: u64, n: u64| kept as f64 / n as f64;
            let (share1, share2) = (share(one.exposed_kept, one.exposed), share(one.unexposed_kept, one.unexposed));
            let variance =
                share1 * (1.0 - share1) / one.exposed as f64 + share2 * (1.0 - share2) / one.unexposed as f64;
            assert!((difference - (share1 - share2)).abs() < 1e-14);
            assert!((interval.high - (difference + Z_95 * variance.sqrt()).min(1.0)).abs() < 1e-13);
        }
    }

    #[test]
    fn strata_with_one_arm_add_nothing() {
        let both = [table(8, 10, 5, 9)];
        let with_lone_arms = [table(3, 4, 0, 0), both[0], table(0, 0, 7, 8), Table2x2::default()];
        assert_eq!(risk_difference(&with_lone_arms), risk_difference(&both));
        assert_eq!(risk_difference(&[table(3, 4, 0, 0), table(0, 0, 7, 8)]), None);
        assert_eq!(risk_difference(&[]), None);
    }

    #[test]
    fn where_all_are_kept_the_difference_is_nil() {
        let (_, interval) = risk_difference(&[table(1, 2, 2, 2), table(0, 1, 1, 1)]).expect("both arms");
        assert_eq!(interval.low, -1.0);
        let nil = Interval { low: 0.0, high: 0.0 };
        assert_eq!(risk_difference(&[table(5, 5, 7, 7), table(2, 2, 2, 2)]), Some((0.0, nil)));
    }

    #[test]
    fn exchanging_the_arms_changes_the_sign() {
        let strata = [table(8, 10, 5, 9), table(1, 3, 20, 31)];
        let exchanged = strata.map(|one| table(one.unexposed_kept, one.unexposed, one.exposed_kept, one.exposed));
        let (there, interval) = risk_difference(&strata).unwrap();
        let (back, other) = risk_difference(&exchanged).unwrap();
        assert!((there + back).abs() < 1e-15 && (interval.low + other.high).abs() < 1e-14);
    }
}
