//! The two-sample log-rank test: could two survival curves differ so much by chance alone.

use statrs::function::erf::erfc;

use super::kaplan_meier::{KaplanMeier, Observation, Step};

/// The two-sided p value of the log-rank test, chi-square with 1 degree of freedom; 0 to 1. The same with the samples
/// exchanged.
///
/// At each event time the events of the first sample are compared with their hypergeometric expectation, given who was at
/// risk; events precede censorings at ties. No continuity correction, no weights.
///
/// * Absent: `None` when the variance is 0: an empty sample, no event, or events only while one sample was at risk.
/// * Assumes: censoring says nothing about the event; independent cases.
/// * Source: Mantel, *Cancer Chemotherapy Reports* 50 (1966), 163–170; Peto and Peto, *JRSS A* 135 (1972), 185–207.
/// * Oracle: the 6-MP trial of Freireich et al. 1963, chi-square 16.79; lifelines `logrank_test`.
pub fn log_rank(a: &[Observation], b: &[Observation]) -> Option<f64> {
    let (excess, variance) = excess_and_variance(KaplanMeier::fit(a).steps(), KaplanMeier::fit(b).steps());
    // A chi-square with 1 degree of freedom is a squared normal, so its tail is the complementary error function.
    (variance > 0.0).then(|| erfc(excess.abs() / (2.0 * variance).sqrt()).clamp(0.0, 1.0))
}

/// Observed minus expected events of the first sample, and the variance, summed over the times of both.
fn excess_and_variance(mut first: &[Step], mut second: &[Step]) -> (f64, f64) {
    let (mut excess, mut variance) = (0.0, 0.0);
    while let Some(time) = next_time(first, second) {
        let (events_first, at_risk_first) = take_at(&mut first, time);
        let (events_second, at_risk_second) = take_at(&mut second, time);
        let (events, at_risk) = (events_first + events_second, at_risk_first + at_risk_second);
        excess += events_first - events * at_risk_first / at_risk;
        if at_risk > 1.0 {
            let shares = (at_risk_first / at_risk) * (at_risk_second / at_risk);
            variance += events * shares * (at_risk - events) / (at_risk - 1.0);
        }
    }
    (excess, variance)
}

/// The earliest time that either sample still has.
fn next_time(first: &[Step], second: &[Step]) -> Option<f64> {
    match (first.first(), second.first()) {
        (Some(one), Some(other)) => Some(one.time.min(other.time)),
        (one, other) => one.or(other).map(|step| step.time),
    }
}

/// Events at `time` and cases at risk just before it; moves past the step where there is one at that very time.
fn take_at(steps: &mut &[Step], time: f64) -> (f64, f64) {
    match steps {
        [step, rest @ ..] if step.time == time => {
            let counts = (step.events as f64, step.at_risk as f64);
            *steps = rest;
            counts
        }
        [later, ..] => (0.0, later.at_risk as f64),
        [] => (0.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample(events: &[u32], censored: &[u32]) -> Vec<Observation> {
        let seen = |times: &[u32], event: bool| {
            times.iter().map(move |time| Observation { time: f64::from(*time), event }).collect::<Vec<_>>()
        };
        [seen(events, true), seen(censored, false)].concat()
    }

    #[test]
    fn agrees_with_the_published_6_mp_trial() {
        let six_mp = sample(&[6, 6, 6, 7, 10, 13, 16, 22, 23], &[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
        let placebo = sample(&[1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], &[]);
        let (excess, variance) =
            excess_and_variance(KaplanMeier::fit(&six_mp).steps(), KaplanMeier::fit(&placebo).steps());
        // Expected relapses under 6-MP 19.25, chi-square 16.79 (Kleinbaum and Klein, Survival Analysis, chapter 2).
        assert!((9.0 - excess - 19.25).abs() < 0.005);
        assert!((excess * excess / variance - 16.79).abs() < 0.005);
        assert!((log_rank(&six_mp, &placebo).unwrap() - 4.17e-5).abs() < 0.01e-5);
    }

    #[test]
    fn without_variance_there_is_no_p_value() {
        let some = sample(&[3, 5], &[9]);
        assert_eq!(log_rank(&some, &[]), None);
        assert_eq!(log_rank(&[], &[]), None);
        assert_eq!(log_rank(&sample(&[], &[4]), &sample(&[], &[7])), None);
        assert_eq!(log_rank(&sample(&[], &[1]), &sample(&[2, 3], &[])), None);
    }

    #[test]
    fn equal_samples_do_not_differ() {
        let sample = sample(&[2, 4, 4, 8], &[4, 9]);
        assert!((log_rank(&sample, &sample).unwrap() - 1.0).abs() < 1e-7);
    }

    /// From the definition: for each event time, count.
    fn naive(a: &[Observation], b: &[Observation]) -> (f64, f64) {
        let mut times: Vec<f64> = a.iter().chain(b).filter(|seen| seen.event).map(|seen| seen.time).collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        let (mut excess, mut variance) = (0.0, 0.0);
        for time in times {
            let at_risk = |sample: &[Observation]| sample.iter().filter(|seen| seen.time >= time).count() as f64;
            let events =
                |sample: &[Observation]| sample.iter().filter(|seen| seen.event && seen.time == time).count() as f64;
            let (n1, n, d) = (at_risk(a), at_risk(a) + at_risk(b), events(a) + events(b));
            excess += events(a) - d * n1 / n;
            variance += if n > 1.0 { d * n1 * (n - n1) * (n - d) / (n * n * (n - 1.0)) } else { 0.0 };
        }
        (excess, variance)
    }

    fn observations() -> impl Strategy<Value = Vec<Observation>> {
        let one = (0_u32..30, any::<bool>()).prop_map(|(time, event)| Observation { time: f64::from(time), event });
        proptest::collection::vec(one, 0..40)
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(a in observations(), b in observations()) {
            let (excess, variance) = excess_and_variance(KaplanMeier::fit(&a).steps(), KaplanMeier::fit(&b).steps());
            let (naive_excess, naive_variance) = naive(&a, &b);
            prop_assert!((excess - naive_excess).abs() < 1e-11 && (variance - naive_variance).abs() < 1e-11);
        }

        #[test]
        fn does_not_care_which_sample_comes_first(a in observations(), b in observations()) {
            match (log_rank(&a, &b), log_rank(&b, &a)) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-7 && (0.0..=1.0).contains(&one)),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }
}
