//! A p-chart with exact limits: which periods of a rate are out of the ordinary, and which only vary.
//!
//! Every period is judged against the pooled rate of the periods before it, so that a figure said last month stays said.

use super::binomial;

/// Fewer earlier periods with cases than this give no centre to judge by.
pub const LEAST_BEFORE: usize = 6;
/// So many periods in a row on one side of their centres are a signal.
pub const RUN: usize = 8;
/// The exact points in the place of three standard deviations below and above.
const LIMITS: (f64, f64) = (0.00135, 0.99865);

/// What a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Too few periods before it, or no case in it.
    NotJudged,
    /// Within normal variation.
    Normal,
    /// Below the lower limit.
    Below,
    /// Above the upper limit.
    Above,
    /// The last of eight in a row below their centres.
    RunBelow,
    /// The last of eight in a row above.
    RunAbove,
}

/// A period as it is drawn. Limits are counts of its own `n`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Pooled rate of the periods before; `None` where there are fewer than [`LEAST_BEFORE`] with cases.
    pub centre: Option<f64>,
    /// A count below this is outside.
    pub low: u64,
    /// A count above this is outside.
    pub high: u64,
    /// What it is.
    pub signal: Signal,
}

/// Judges each of `series`, (count, cases) a period in order of time.
///
/// A period without cases is not judged, counts for no centre, and neither makes nor breaks a run; one exactly on its
/// centre breaks it. A point outside is said before a run.
///
/// * Assumes: independent cases with one probability while nothing changes.
/// * Source: Wheeler, *Understanding Variation*, 2000 (baseline, runs of eight); exact limits after binomial quantiles.
/// * Oracle: `binom.ppf` of scipy through [`binomial::quantile_limits`]; a loop from the definition in the tests.
pub fn judge(series: &[(u64, u64)]) -> Vec<Judged> {
    let (mut count_before, mut cases_before, mut periods_before) = (0_u64, 0_u64, 0_usize);
    let mut run = 0_i64;
    let mut judged = Vec::with_capacity(series.len());
    for &(count, cases) in series {
        let centre =
            (periods_before >= LEAST_BEFORE && cases_before > 0).then(|| count_before as f64 / cases_before as f64);
        judged.push(match centre.filter(|_| cases > 0) {
            None => Judged { centre, low: 0, high: cases, signal: Signal::NotJudged },
            Some(rate) => {
                let (low, high) = binomial::quantile_limits(cases, rate, LIMITS.0, LIMITS.1);
                // Cross-multiplied: on the centre is decided in whole numbers.
                let side = (u128::from(count) * u128::from(cases_before))
                    .cmp(&(u128::from(count_before) * u128::from(cases))) as i64;
                run = if side == 0 || run.signum() == -side { side } else { run + side };
                Judged { centre, low, high, signal: signal(count, low, high, run) }
            }
        });
        if cases > 0 {
            count_before += count;
            cases_before += cases;
            periods_before += 1;
        }
    }
    judged
}

fn signal(count: u64, low: u64, high: u64, run: i64) -> Signal {
    match () {
        () if count < low => Signal::Below,
        () if count > high => Signal::Above,
        () if run <= -(RUN as i64) => Signal::RunBelow,
        () if run >= RUN as i64 => Signal::RunAbove,
        () => Signal::Normal,
    }
}

/// How much wider than a simple sample's the variance of a pooled rate is, because cases come in clusters: (count, cases)
/// of each cluster. 1 where clusters do not matter.
///
/// ```text
/// m/(m-1) · Σ (count - rate · cases)²  /  (n · rate · (1 - rate))
/// ```
///
/// * Absent: `None` for fewer than two clusters with cases, or a rate of 0 or 1.
/// * Source: Kish 1965, section 5.4 (ratio estimator); Donner and Klar 2000, section 1.3.
pub fn design_effect(clusters: &[(u64, u64)]) -> Option<f64> {
    let clusters: Vec<(f64, f64)> =
        clusters.iter().filter(|(_, n)| *n > 0).map(|&(count, n)| (count as f64, n as f64)).collect();
    let m = clusters.len() as f64;
    let count: f64 = clusters.iter().map(|(count, _)| count).sum();
    let n: f64 = clusters.iter().map(|(_, n)| n).sum();
    let rate = count / n;
    let simple = n * rate * (1.0 - rate);
    let spread: f64 = clusters.iter().map(|(count, n)| (count - rate * n).powi(2)).sum();
    (m >= 2.0 && simple > 0.0).then(|| m / (m - 1.0) * spread / simple)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_judged_before_six_periods() {
        let judged = judge(&[(9, 10); 7]);
        assert!(judged[..6].iter().all(|one| one.centre.is_none() && one.signal == Signal::NotJudged));
        assert_eq!((judged[6].centre, judged[6].signal), (Some(0.9), Signal::Normal));
    }

    #[test]
    fn a_collapse_is_outside_and_a_dip_is_not() {
        let with = |last: u64| {
            let mut series = vec![(9, 10); 6];
            series.push((last, 10));
            judge(&series)[6]
        };
        // P(X ≤ 4) is 0.00015 and P(X ≤ 5) is 0.0016 for ten at 0.9.
        assert_eq!((with(4).low, with(4).signal), (5, Signal::Below));
        assert_eq!(with(5).signal, Signal::Normal);
    }

    #[test]
    fn eight_on_one_side_are_a_signal_and_one_on_the_centre_breaks_the_run() {
        let mut series = vec![(50, 100); 6];
        series.extend([(52, 100), (53, 100), (53, 100), (54, 100), (54, 100), (55, 100), (55, 100)]);
        assert_eq!(judge(&series).last().unwrap().signal, Signal::Normal);
        series.push((55, 100));
        assert_eq!(judge(&series).last().unwrap().signal, Signal::RunAbove);
        let mut broken = vec![(50, 100); 6];
        broken.extend([(60, 100), (60, 100), (60, 100)]);
        broken.push((480, 900)); // the pooled rate so far: 480 of 900
        broken.extend([(60, 100); 7]);
        assert_ne!(judge(&broken).last().unwrap().signal, Signal::RunAbove);
    }

    #[test]
    fn an_empty_period_is_passed_over() {
        let mut series = vec![(9, 10), (0, 0), (9, 10), (9, 10), (9, 10), (9, 10), (9, 10)];
        assert_eq!(judge(&series)[6].centre, None);
        series.push((0, 0));
        series.push((1, 10));
        let judged = judge(&series);
        assert_eq!((judged[7].signal, judged[8].signal), (Signal::NotJudged, Signal::Below));
    }

    #[test]
    fn clusters_that_agree_within_and_differ_between_count_for_less() {
        assert!((design_effect(&[(10, 10), (0, 10)]).unwrap() - 20.0).abs() < 1e-12);
        assert_eq!(design_effect(&[(5, 10), (5, 10)]), Some(0.0));
        assert_eq!(
            (design_effect(&[(5, 10)]), design_effect(&[(5, 5), (7, 7)]), design_effect(&[])),
            (None, None, None)
        );
    }

    proptest! {
        #[test]
        fn no_period_is_judged_by_a_later_one(series in proptest::collection::vec((0_u64..20, 0_u64..20), 0..30)) {
            let series: Vec<(u64, u64)> = series.into_iter().map(|(count, n)| (count.min(n), n)).collect();
            let all = judge(&series);
            for end in 0..series.len() {
                prop_assert_eq!(&judge(&series[..end]), &all[..end]);
            }
        }
    }
}
