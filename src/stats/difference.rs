//! The interval of a difference of two estimates, from their own intervals.

use super::Interval;

/// The interval of `later` − `earlier`, each (value, lower limit, upper limit), by the method of variance estimates
/// recovery (MOVER).
///
/// ```text
/// low = d − √((l − l_low)² + (e_high − e)²)      high = d + √((l_high − l)² + (e − e_low)²)
/// ```
///
/// With Wilson limits this is Newcombe's method 10; it takes any limits, also lopsided ones.
///
/// * Assumes: two independent estimates, each with a limit on either side of it.
/// * Source: Zou and Donner, *Statistics in Medicine* 27 (2008), 1693–1702.
/// * Oracle: [`newcombe`](super::proportion::newcombe), in the tests.
pub fn mover(later: (f64, f64, f64), earlier: (f64, f64, f64)) -> Interval {
    let (value, low, high) = later;
    let (other, other_low, other_high) = earlier;
    let difference = value - other;
    Interval {
        low: difference - (value - low).hypot(other_high - other),
        high: difference + (high - value).hypot(other - other_low),
    }
}

#[cfg(test)]
mod tests {
    use super::super::proportion::{newcombe, wilson};
    use super::*;

    #[test]
    fn with_wilson_limits_it_is_newcombes_method() {
        for (k1, n1, k2, n2) in [(56, 70, 48, 80), (9, 10, 3, 10), (5, 56, 0, 29), (27, 30, 25, 31)] {
            let estimate = |k: u64, n: u64| {
                let limits = wilson(k, n).unwrap();
                (k as f64 / n as f64, limits.low, limits.high)
            };
            let (found, known) = (mover(estimate(k1, n1), estimate(k2, n2)), newcombe(k1, n1, k2, n2).unwrap());
            assert!((found.low - known.low).abs() < 1e-14 && (found.high - known.high).abs() < 1e-14);
        }
    }
}
