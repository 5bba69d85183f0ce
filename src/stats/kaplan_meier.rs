//! The Kaplan–Meier curve: from times, some of them cut short, to the share still without the event.
//!
//! Serves both directions of the same question: retention (the event is a churn, a high curve is good) and time to a
//! touch, sync or kickoff (the event is wanted, a low curve is good). A deal still waiting is censored, not dropped:
//! dropping it would flatter the median.
//!
//! ```text
//!            events at t
//! S(t) =  Π (1 - ----------)   over the event times up to and including t
//!            at risk at t
//! ```
//!
//! Two decisions about floating point. Between two censorings the product telescopes to a single fraction, so it is
//! computed as that fraction: without censoring S(t) is exactly `left / started`. And where S is compared with `1 - q`, it
//! counts as having reached it when it is above by no more than 1e-12 of it, so that a curve that stands at exactly one
//! half on paper has reached its median, as exact fractions would say.

use super::{Interval, TIE, Z_95};

/// One case: how long it was followed, and how that ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// Time from the origin, in the caller's unit. A time that is not finite leaves the observation out.
    pub time: f64,
    /// True when the event happened at `time`; false when the case was last seen without it (censored).
    pub event: bool,
}

/// What happened at one distinct time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The time, in the unit of the observations.
    pub time: f64,
    /// Cases under observation just before `time`.
    pub at_risk: u64,
    /// Events at `time`; 0 where there were only censorings.
    pub events: u64,
    /// Cases censored at `time`: still at risk for the events of that time, gone afterwards.
    pub censored: u64,
    /// S(`time`), the share without the event after it; 0 to 1.
    pub survival: f64,
}

/// A fitted curve: starts at 1, never rises, changes only at event times, continuous from the right.
///
/// * Assumes: censoring says nothing about the event; independent cases.
/// * Source: Kaplan and Meier, *JASA* 53 (1958), 457–481; variance by Greenwood 1926; log–log limits after Kalbfleisch
///   and Prentice 1980; limits of quantiles after Brookmeyer and Crowley, *Biometrics* 38 (1982), 29–41.
/// * Oracle: the 6-MP remission times of Freireich et al., *Blood* 21 (1963); lifelines `KaplanMeierFitter`; quantiles
///   decided in exact fractions.
#[derive(Clone, Debug, PartialEq)]
pub struct KaplanMeier {
    steps: Vec<Step>,
    /// Greenwood's sum up to and including each step; parallel to `steps`.
    greenwood: Vec<f64>,
    n_at_start: u64,
    n_events: u64,
}

impl KaplanMeier {
    /// Fits observations in any order.
    pub fn fit(observations: &[Observation]) -> KaplanMeier {
        let mut sorted = observations.to_vec();
        sorted.sort_unstable_by(|one, other| one.time.total_cmp(&other.time));
        KaplanMeier::fit_sorted(sorted)
    }

    /// Fits observations that are already in ascending order of time, without sorting them again.
    ///
    /// Events and censorings of the same time may come in any order: events count first.
    ///
    /// * Assumes: the order. Out of order the curve is meaningless, though nothing panics.
    pub fn fit_sorted(sorted: impl IntoIterator<Item = Observation>) -> KaplanMeier {
        let mut steps = tally(sorted);
        let n_at_start = steps.iter().map(|step| step.events + step.censored).sum();
        let n_events = steps.iter().map(|step| step.events).sum();
        let greenwood = descend(&mut steps, n_at_start);
        KaplanMeier { steps, greenwood, n_at_start, n_events }
    }

    /// Cases under observation at the start: all that have a finite time.
    pub fn at_risk_at_start(&self) -> u64 {
        self.n_at_start
    }

    /// Events over the whole time.
    pub fn events(&self) -> u64 {
        self.n_events
    }

    /// One entry per distinct time, ascending, censorings included; empty without observations.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The last time at which anybody was observed, event or censoring.
    ///
    /// * Absent: `None` without observations.
    pub fn followed_until(&self) -> Option<f64> {
        self.steps.last().map(|step| step.time)
    }

    /// S(t): the share without the event at `time`, the events of that very time included; 0 to 1.
    ///
    /// Before the first event, and without observations, 1. Beyond [`followed_until`](Self::followed_until) the last
    /// value is carried on: unless that is 0 nothing is known there, which is for the caller to ask.
    pub fn survival_at(&self, time: f64) -> f64 {
        self.step_at(time).map_or(1.0, |idx| self.steps[idx].survival)
    }

    /// The 95 % log–log interval of S(t), with Greenwood's variance; shares, 0 to 1.
    ///
    /// * Absent: `None` where S is 0 or 1, where the method has nothing to say.
    pub fn interval_at(&self, time: f64) -> Option<Interval> {
        let idx = self.step_at(time)?;
        let survival = self.steps[idx].survival;
        if survival <= 0.0 || survival >= 1.0 {
            return None;
        }
        let hazard = -survival.ln();
        let half_width = Z_95 * self.greenwood[idx].sqrt() / hazard;
        Some(Interval { low: (-hazard * half_width.exp()).exp(), high: (-hazard * (-half_width).exp()).exp() })
    }

    /// The smallest time at which S(t) ≤ 1 − `q`: the median for 0.5, the p90 for 0.9.
    ///
    /// * Absent: `None` when the curve does not come down so far, or `q` is not above 0 and at most 1.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        self.steps.get(self.first_at_or_below(level_of(q)?)).map(|step| step.time)
    }

    /// Limits of the quantile: the smallest times at which the lower, and the upper, log–log limit of S is ≤ 1 − `q`.
    ///
    /// Where S(t) is 0 both limits are 0; where it is 1 both are 1.
    ///
    /// * Absent: `None` for a limit that is not reached, both when `q` is not above 0 and at most 1.
    pub fn quantile_interval(&self, q: f64) -> (Option<f64>, Option<f64>) {
        let Some(level) = level_of(q) else { return (None, None) };
        // The upper limit is never below the curve, so the search for it starts where the curve itself arrives.
        (
            self.first_limit_at_or_below(level, 0, 1.0),
            self.first_limit_at_or_below(level, self.first_at_or_below(level), -1.0),
        )
    }

    /// The last step at or before `time`; `None` before the first (and for NaN).
    fn step_at(&self, time: f64) -> Option<usize> {
        self.steps.partition_point(|step| step.time <= time).checked_sub(1)
    }

    /// Position of the first step whose survival is at or below `level`; the number of steps when there is none.
    fn first_at_or_below(&self, level: f64) -> usize {
        self.steps.partition_point(|step| step.survival > level)
    }

    /// The first time, from step `from` on, at which a log–log limit is at or below `level`; `side` is 1 for the lower
    /// limit, -1 for the upper.
    ///
    /// Compares on the scale of -ln S, and walks rather than bisects: S never rises, but its limits may. Only events move
    /// them, so pure censorings are passed over.
    fn first_limit_at_or_below(&self, level: f64, from: usize, side: f64) -> Option<f64> {
        let hazard_needed = -level.ln();
        let reached = |step: &Step, greenwood: f64| {
            if step.survival <= 0.0 {
                return true;
            }
            let hazard = -step.survival.ln();
            hazard > 0.0 && hazard * (side * Z_95 * greenwood.sqrt() / hazard).exp() >= hazard_needed
        };
        let candidates = self.steps.iter().zip(&self.greenwood).skip(from);
        candidates
            .filter(|(step, _)| step.events > 0)
            .find(|(step, greenwood)| reached(step, **greenwood))
            .map(|(step, _)| step.time)
    }
}

/// Counts events and censorings per distinct time; what is at risk and S are filled in by [`descend`].
fn tally(sorted: impl IntoIterator<Item = Observation>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for observation in sorted.into_iter().filter(|observation| observation.time.is_finite()) {
        let (event, censored) = (u64::from(observation.event), u64::from(!observation.event));
        match steps.last_mut() {
            Some(step) if step.time == observation.time => {
                step.events += event;
                step.censored += censored;
            }
            _ => steps.push(Step { time: observation.time, at_risk: 0, events: event, censored, survival: 1.0 }),
        }
    }
    steps
}

/// Walks down the curve, filling `at_risk` and `survival`; returns Greenwood's sum at each step.
///
/// The sum stays as it is where everybody left has the event: S is 0 there and the variance is not used.
fn descend(steps: &mut [Step], n_at_start: u64) -> Vec<f64> {
    let mut at_risk = n_at_start;
    // S after the last censoring, and the cases then left: the start of the fraction that telescopes.
    let mut run_survival = 1.0;
    let mut run_at_risk = n_at_start;
    let mut greenwood = 0.0;
    let mut sums = Vec::with_capacity(steps.len());
    for step in steps {
        let left = at_risk - step.events;
        step.at_risk = at_risk;
        step.survival = run_survival * (left as f64 / run_at_risk as f64);
        if left > 0 {
            greenwood += step.events as f64 / (at_risk as f64 * left as f64);
        }
        sums.push(greenwood);
        at_risk = left - step.censored;
        if step.censored > 0 {
            run_survival = step.survival;
            run_at_risk = at_risk;
        }
    }
    sums
}

/// The level that S has to come down to for quantile `q`, with the tolerance of the module doc.
fn level_of(q: f64) -> Option<f64> {
    (q > 0.0 && q <= 1.0).then_some((1.0 - q) * (1.0 + TIE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(time: f64) -> Observation {
        Observation { time, event: true }
    }

    fn censored(time: f64) -> Observation {
        Observation { time, event: false }
    }

    /// Freireich et al. 1963: weeks in remission under 6-MP.
    fn six_mp() -> Vec<Observation> {
        let relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(|week| event(f64::from(week)));
        let in_remission = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|week| censored(f64::from(week)));
        [&relapsed[..], &in_remission[..]].concat()
    }

    #[test]
    fn survival_agrees_with_the_published_6_mp_table() {
        let curve = KaplanMeier::fit(&six_mp());
        let published =
            [(6.0, 0.857), (7.0, 0.807), (10.0, 0.753), (13.0, 0.690), (16.0, 0.627), (22.0, 0.538), (23.0, 0.448)];
        for (week, survival) in published {
            assert!((curve.survival_at(week) - survival).abs() < 0.0005, "week {week}");
        }
        assert_eq!((curve.at_risk_at_start(), curve.events(), curve.followed_until()), (21, 9, Some(35.0)));
    }

    #[test]
    fn quantiles_agree_with_the_published_6_mp_median() {
        let curve = KaplanMeier::fit(&six_mp());
        assert_eq!(curve.quantile(0.5), Some(23.0));
        assert_eq!(curve.quantile(0.25), Some(13.0));
        assert_eq!(curve.quantile(0.75), None);
        // The lower limit of S is first at or below one half in week 13, 0.4316; the upper never is.
        assert_eq!(curve.quantile_interval(0.5), (Some(13.0), None));
    }

    #[test]
    fn a_step_tells_who_was_at_risk_and_left() {
        let curve = KaplanMeier::fit(&six_mp());
        let first = curve.steps()[0];
        assert_eq!((first.time, first.at_risk, first.events, first.censored), (6.0, 21, 3, 1));
        assert_eq!((curve.steps()[1].time, curve.steps()[1].at_risk), (7.0, 17));
    }

    #[test]
    fn events_precede_censorings_at_ties_in_either_order() {
        let one = KaplanMeier::fit_sorted([event(1.0), censored(1.0)]);
        assert_eq!(one, KaplanMeier::fit_sorted([censored(1.0), event(1.0)]));
        assert_eq!(one.survival_at(1.0), 0.5);
    }

    #[test]
    fn the_curve_includes_the_events_of_its_very_time() {
        let curve = KaplanMeier::fit(&[event(5.0), event(7.0)]);
        assert_eq!(curve.survival_at(5.0 - 1e-9), 1.0);
        assert_eq!(curve.survival_at(5.0), 0.5);
        assert_eq!(curve.survival_at(1e9), 0.0);
    }

    #[test]
    fn a_curve_at_exactly_one_half_has_reached_its_median() {
        // 6/9 up to the censorings, 3/4 after them: one half on paper, of factors that are not exact in binary.
        let late = [
            event(1.0),
            event(2.0),
            event(3.0),
            censored(3.5),
            censored(3.6),
            event(4.0),
            censored(9.0),
            censored(9.0),
            censored(9.0),
        ];
        assert_eq!(KaplanMeier::fit(&late).quantile(0.5), Some(4.0));
        let thirds = [event(1.0), censored(2.0), event(3.0)];
        assert_eq!(KaplanMeier::fit(&thirds).quantile(1.0 / 3.0), Some(1.0));
    }

    #[test]
    fn uncensored_quantiles_are_order_statistics() {
        for n in 1..=400_u64 {
            let curve = KaplanMeier::fit_sorted((1..=n).map(|time| event(time as f64)));
            assert_eq!(curve.quantile(0.5), Some(n.div_ceil(2) as f64), "median of {n}");
            assert_eq!(curve.quantile(0.9), Some((9 * n).div_ceil(10) as f64), "p90 of {n}");
        }
    }

    #[test]
    fn where_nobody_is_left_both_limits_are_zero() {
        let curve = KaplanMeier::fit(&[event(1.0), event(2.0), event(3.0)]);
        assert_eq!(curve.interval_at(3.0), None);
        assert_eq!(curve.quantile(1.0), Some(3.0));
        assert_eq!(curve.quantile_interval(1.0), (Some(3.0), Some(3.0)));
        assert_eq!(curve.quantile_interval(0.9).1, Some(3.0));
    }

    #[test]
    fn nothing_observed_is_a_curve_that_says_nothing() {
        for curve in [KaplanMeier::fit(&[]), KaplanMeier::fit(&[event(f64::NAN), censored(f64::INFINITY)])] {
            assert_eq!((curve.at_risk_at_start(), curve.events(), curve.followed_until()), (0, 0, None));
            assert_eq!((curve.survival_at(90.0), curve.interval_at(90.0), curve.quantile(0.5)), (1.0, None, None));
            assert_eq!(curve.quantile_interval(0.5), (None, None));
        }
    }

    #[test]
    fn a_quantile_outside_the_range_is_absent() {
        let curve = KaplanMeier::fit(&six_mp());
        for q in [f64::NAN, -0.1, 0.0, 1.1] {
            assert_eq!(curve.quantile(q), None);
            assert_eq!(curve.quantile_interval(q), (None, None));
        }
        assert_eq!(curve.survival_at(f64::NAN), 1.0);
    }

    /// Straight from the definition: for each distinct event time count who is at risk.
    fn naive_survival(observations: &[Observation], time: f64) -> f64 {
        let mut times: Vec<f64> =
            observations.iter().filter(|seen| seen.event && seen.time <= time).map(|seen| seen.time).collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        let factor = |at: f64| {
            let at_risk = observations.iter().filter(|seen| seen.time >= at).count() as f64;
            let events = observations.iter().filter(|seen| seen.event && seen.time == at).count() as f64;
            1.0 - events / at_risk
        };
        times.into_iter().map(factor).product()
    }

    /// By the rule of the metric, from the intervals that [`KaplanMeier::interval_at`] gives at every step.
    fn naive_quantile_interval(curve: &KaplanMeier, q: f64) -> (Option<f64>, Option<f64>) {
        let limit = |time: f64| {
            let at = curve.survival_at(time);
            curve.interval_at(time).unwrap_or(Interval { low: at.round(), high: at.round() })
        };
        let times = || curve.steps().iter().map(|step| step.time);
        let level = (1.0 - q) * (1.0 + 1e-12);
        (times().find(|time| limit(*time).low <= level), times().find(|time| limit(*time).high <= level))
    }

    fn observations() -> impl Strategy<Value = Vec<Observation>> {
        let one = (0_u32..40, any::<bool>()).prop_map(|(time, event)| Observation { time: f64::from(time), event });
        proptest::collection::vec(one, 0..60)
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(observations in observations(), time in 0_u32..45) {
            let curve = KaplanMeier::fit(&observations);
            let time = f64::from(time);
            prop_assert!((curve.survival_at(time) - naive_survival(&observations, time)).abs() < 1e-13);
        }

        #[test]
        fn starts_at_one_and_never_rises(observations in observations()) {
            let curve = KaplanMeier::fit(&observations);
            prop_assert_eq!(curve.survival_at(-1.0), 1.0);
            prop_assert!(curve.steps().windows(2).all(|pair| pair[1].survival <= pair[0].survival));
            prop_assert!(curve.steps().iter().all(|step| (0.0..=1.0).contains(&step.survival)));
        }

        #[test]
        fn ignores_the_order_of_its_input(mut observations in observations()) {
            let forwards = KaplanMeier::fit(&observations);
            observations.reverse();
            prop_assert_eq!(forwards, KaplanMeier::fit(&observations));
        }

        #[test]
        fn intervals_contain_the_curve(observations in observations(), time in 0_u32..45) {
            let curve = KaplanMeier::fit(&observations);
            let survival = curve.survival_at(f64::from(time));
            if let Some(interval) = curve.interval_at(f64::from(time)) {
                prop_assert!(0.0 <= interval.low && interval.low <= survival);
                prop_assert!(survival <= interval.high && interval.high <= 1.0);
            } else {
                prop_assert!(survival == 0.0 || survival == 1.0);
            }
        }

        #[test]
        fn quantile_limits_follow_the_intervals(observations in observations(), q in 0.05_f64..0.95) {
            let curve = KaplanMeier::fit(&observations);
            prop_assert_eq!(curve.quantile_interval(q), naive_quantile_interval(&curve, q));
        }
    }
}
