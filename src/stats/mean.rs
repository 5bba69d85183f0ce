//! Mean, standard deviation and Student's t interval.
//!
//! Sums carry their rounding error along, so that the order of the input rows does not show in the figures.

use super::Interval;
use super::student_t::quantile_975;

/// Mean and sample standard deviation (divisor n − 1) of `values`, in their unit.
///
/// * Shape: `(mean, standard deviation)`.
/// * Absent: `None` without values, or where a value, or their sum, is not finite. The standard deviation is `None` for a
///   single value, or where it would not be finite.
/// * Source: sums after Neumaier, *ZAMM* 54 (1974), 39–51; deviations taken from the mean, never from squares of values.
/// * Oracle: exact fractions (Python `statistics`).
pub fn mean_and_sd(values: &[f64]) -> Option<(f64, Option<f64>)> {
    let n = values.len() as f64;
    let mean = sum(values.iter().copied()) / n;
    if !mean.is_finite() {
        return None;
    }
    let squares = sum(values.iter().map(|value| (value - mean) * (value - mean)));
    let standard_deviation = (squares / (n - 1.0)).sqrt();
    Some((mean, standard_deviation.is_finite().then_some(standard_deviation)))
}

/// Student's t interval for a mean, in its unit: `mean ± t · standard_deviation / √n`, n − 1 degrees of freedom.
///
/// Not held within any scale: the mean of a 0–100 score may have a limit above 100.
///
/// * Absent: `None` for `n` < 2, a negative standard deviation, or limits that are not finite.
/// * Assumes: independent values, near enough to normal for their number.
/// * Source: Student, *Biometrika* 6 (1908), 1–25. Oracle: scipy `t.interval`.
pub fn t_interval(mean: f64, standard_deviation: f64, n: u64) -> Option<Interval> {
    let quantile = quantile_975(n.checked_sub(1)?)?;
    let half_width = quantile * standard_deviation / (n as f64).sqrt();
    let interval = Interval { low: mean - half_width, high: mean + half_width };
    (half_width >= 0.0 && interval.low.is_finite() && interval.high.is_finite()).then_some(interval)
}

/// The sum with its rounding errors added back at the end.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut lost) = (0.0_f64, 0.0);
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() { (total - next) + value } else { (value - next) + total };
        total = next;
    }
    total + lost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_hours_of_sleep_of_student_1908() {
        // Student's own example: additional hours of sleep under the second drug; his mean is 2.33.
        let hours = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let (mean, standard_deviation) = mean_and_sd(&hours).unwrap();
        assert!((mean - 2.33).abs() < 1e-14);
        // Student divides by n: 1.90; by n - 1 it is 2.002.
        assert!((standard_deviation.unwrap() - 2.002).abs() < 0.0005);
        let interval = t_interval(mean, standard_deviation.unwrap(), 10).unwrap();
        assert!((interval.low - 0.8977).abs() < 0.0001 && (interval.high - 3.7623).abs() < 0.0001);
    }

    #[test]
    fn a_large_offset_costs_no_digits() {
        let (mean, standard_deviation) = mean_and_sd(&[1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]).unwrap();
        assert_eq!((mean, standard_deviation), (1e9 + 10.0, Some(30.0_f64.sqrt())));
    }

    #[test]
    fn the_order_of_the_values_does_not_show() {
        let values: Vec<f64> =
            (0..20_000_i32).map(|idx| f64::from(idx * 7919 % 20_011) * 0.1 + 1.0 / f64::from(idx + 1)).collect();
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let (mean, standard_deviation) = mean_and_sd(&values).unwrap();
        let (other_mean, other_deviation) = mean_and_sd(&sorted).unwrap();
        assert!((mean / other_mean - 1.0).abs() < 1e-15);
        assert!((standard_deviation.unwrap() / other_deviation.unwrap() - 1.0).abs() < 1e-14);
    }

    #[test]
    fn one_value_has_a_mean_and_no_spread() {
        assert_eq!(mean_and_sd(&[81.5]), Some((81.5, None)));
        assert_eq!(t_interval(81.5, 0.0, 1), None);
    }

    #[test]
    fn equal_values_have_an_interval_without_width() {
        assert_eq!(mean_and_sd(&[70.0; 12]), Some((70.0, Some(0.0))));
        assert_eq!(t_interval(70.0, 0.0, 12), Some(Interval { low: 70.0, high: 70.0 }));
    }

    #[test]
    fn what_is_not_finite_is_absent() {
        assert_eq!(mean_and_sd(&[]), None);
        assert_eq!(mean_and_sd(&[1.0, f64::NAN]), None);
        assert_eq!(mean_and_sd(&[f64::MAX, f64::MAX]), None);
        assert_eq!(t_interval(f64::NAN, 1.0, 5), None);
        assert_eq!(t_interval(0.0, -1.0, 5), None);
        assert_eq!(t_interval(0.0, 1.0, 0), None);
    }
}
