//! The 0.975 quantile of Student's t, for intervals around means.
//!
//! By `statrs` for few degrees of freedom; its continued fraction runs out of terms as they grow (wrong in the third
//! digit at three million), so for many the expansion in 1/degrees is used, which is the better the more there are.
//!
//! Source: Abramowitz and Stegun 1964, 26.7.5 (expansion). Oracle: scipy `t.ppf`, to 1e-11 on both sides of the change.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::Z_95;

/// Degrees of freedom from which the expansion is used: there both ways agree to 1e-12.
const MANY: u64 = 500;

/// The t below which 97.5 % of the distribution lies; above [`Z_95`], towards which it falls.
///
/// * Absent: `None` for 0 degrees of freedom.
pub(super) fn quantile_975(degrees: u64) -> Option<f64> {
    if degrees >= MANY {
        return Some(by_expansion(degrees as f64));
    }
    StudentsT::new(0.0, 1.0, degrees as f64).ok().map(|distribution| distribution.inverse_cdf(0.975))
}

/// The first terms of the expansion around the normal quantile.
fn by_expansion(degrees: f64) -> f64 {
    let z = Z_95;
    let square = z * z;
    let first = z * (square + 1.0) / 4.0;
    let second = z * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    let fourth = z * ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0) / 92_160.0;
    z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    #[test]
    fn agrees_with_the_printed_table() {
        let printed =
            [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (10, 2.228), (30, 2.042), (120, 1.980)];
        for (degrees, quantile) in printed {
            assert!((quantile_975(degrees).unwrap() - quantile).abs() <= 0.0005, "{degrees} degrees of freedom");
        }
    }

    #[test]
    fn agrees_with_the_closed_forms() {
        assert!((quantile_975(1).unwrap() - (PI * 0.475).tan()).abs() < 1e-12);
        assert!((quantile_975(2).unwrap() - 0.95 / (0.5_f64 * (1.0 - 0.95 * 0.95)).sqrt()).abs() < 1e-12);
        assert_eq!(quantile_975(0), None);
    }

    #[test]
    fn falls_towards_the_normal_quantile_across_the_change_of_method() {
        let quantiles: Vec<f64> = (1..=1000).filter_map(quantile_975).collect();
        assert!(quantiles.windows(2).all(|pair| pair[1] < pair[0] && pair[1] > Z_95));
        assert!((quantile_975(u64::MAX).unwrap() - Z_95).abs() < 1e-15);
    }
}
