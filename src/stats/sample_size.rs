//! How many customers per arm a comparison of two rates would take.

use super::{TIE, Z_95};

/// The 0.8 quantile of the standard normal distribution: power 80 %.
const Z_80: f64 = 0.841_621_233_572_914_3;

/// Cases needed in each of two equal arms to tell `p_unexposed` from `p_unexposed + difference`: two-sided 5 %, power 80 %.
///
/// Normal approximation with unpooled variances, without continuity correction, rounded up:
///
/// ```text
/// n = (z_0.975 + z_0.8)² · (p1·(1 - p1) + p2·(1 - p2)) / (p1 - p2)²
/// ```
///
/// * Unit: `p_unexposed` a share, 0 to 1; `difference` of shares, of either sign.
/// * Absent: `None` for no difference, or when either share is not within 0 to 1: 5 points above 97 % do not exist.
/// * Source: Chow, Shao and Wang, *Sample Size Calculations in Clinical Research*, section 4.2. Oracle: their example, 70
///   per arm for 0.65 against 0.85; the same formula over scipy's normal quantiles.
pub fn per_arm(p_unexposed: f64, difference: f64) -> Option<u64> {
    let p_exposed = p_unexposed + difference;
    let is_share = |share: f64| (-TIE..=1.0 + TIE).contains(&share);
    if !is_share(p_unexposed) || !is_share(p_exposed) {
        return None;
    }
    let spread = |share: f64| (share * (1.0 - share)).max(0.0);
    let needed = (Z_95 + Z_80).powi(2) * (spread(p_unexposed) + spread(p_exposed)) / (difference * difference);
    // NOTE: no difference divides by zero, and an infinite or undefined number is no number.
    needed.is_finite().then(|| (needed.ceil() as u64).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_example() {
        // Chow, Shao and Wang, section 4.2: 65 % against 85 %.
        assert_eq!(per_arm(0.65, 0.2), Some(70));
    }

    #[test]
    fn agrees_with_the_formula_by_hand() {
        // 7.84888 · (0.85·0.15 + 0.90·0.10) / 0.0025 = 682.85
        assert_eq!(per_arm(0.85, 0.05), Some(683));
        // 7.84888 · (0.5·0.5 + 0.6·0.4) / 0.01 = 384.6
        assert_eq!(per_arm(0.5, 0.1), Some(385));
    }

    #[test]
    fn a_share_may_reach_but_not_pass_the_end() {
        assert!(per_arm(0.95, 0.05).is_some());
        assert_eq!(per_arm(0.97, 0.05), None);
        assert_eq!(per_arm(0.03, -0.05), None);
        assert_eq!(per_arm(0.0, 1.0), Some(1));
    }

    #[test]
    fn no_difference_takes_no_number() {
        assert_eq!(per_arm(0.9, 0.0), None);
        assert_eq!(per_arm(1.0, 0.0), None);
        assert_eq!(per_arm(f64::NAN, 0.05), None);
    }
}
