//! The figures of this module against those that lifelines, statsmodels, scipy and exact fractions gave for the same
//! numbers: `tests/oracles/stats_fixtures.json`, printed by the script of that name.

use serde_json::Value;

use super::kaplan_meier::{KaplanMeier, Observation};
use super::mantel_haenszel::{Table2x2, risk_difference};
use super::{Interval, binomial, log_rank, mean, proportion, sample_size};

/// What "the same figure" means, relative for large numbers and absolute for small.
const TOLERANCE: f64 = 1e-11;

fn rows(name: &str) -> Vec<Value> {
    let figures: Value = serde_json::from_str(include_str!("../../tests/oracles/stats_fixtures.json")).unwrap();
    let rows = figures[name].as_array().unwrap().clone();
    assert!(!rows.is_empty());
    rows
}

fn numbers(row: &Value) -> Vec<f64> {
    row.as_array().unwrap().iter().map(number).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

#[track_caller]
fn assert_same(found: f64, expected: f64) {
    assert!((found - expected).abs() <= TOLERANCE * expected.abs().max(1.0), "{found} is not {expected}");
}

#[track_caller]
fn assert_limits(found: Option<Interval>, low: f64, high: f64) {
    let found = found.unwrap();
    assert_same(found.low, low);
    assert_same(found.high, high);
}

fn sample(row: &Value) -> Vec<Observation> {
    let events = row["events"].as_array().unwrap();
    let times = row["times"].as_array().unwrap();
    times.iter().zip(events).map(|(time, event)| Observation { time: number(time), event: event == 1 }).collect()
}

#[test]
fn kaplan_meier_steps_agree() {
    for row in rows("kaplan_meier") {
        let curve = KaplanMeier::fit(&sample(&row));
        let expected = row["steps"].as_array().unwrap();
        assert_eq!(curve.steps().len(), expected.len());
        for (step, expected) in curve.steps().iter().zip(expected.iter().map(numbers)) {
            assert_eq!(step.time, expected[0]);
            let counts = [step.at_risk, step.events, step.censored].map(|count| count as f64);
            assert_eq!(counts, expected[1..4]);
            assert_same(step.survival, expected[4]);
        }
    }
}

#[test]
fn kaplan_meier_intervals_agree() {
    for row in rows("kaplan_meier") {
        let curve = KaplanMeier::fit(&sample(&row));
        for expected in row["intervals"].as_array().unwrap().iter().map(numbers) {
            assert_limits(curve.interval_at(expected[0]), expected[1], expected[2]);
        }
    }
}

#[test]
fn kaplan_meier_quantiles_agree() {
    for row in rows("kaplan_meier") {
        let curve = KaplanMeier::fit(&sample(&row));
        for expected in row["quantiles"].as_array().unwrap() {
            let q = number(&expected[0]);
            assert_eq!(curve.quantile(q), expected[1].as_f64(), "{q}");
            assert_eq!(curve.quantile_interval(q), (expected[2].as_f64(), expected[3].as_f64()), "{q}");
        }
    }
}

#[test]
fn log_rank_agrees() {
    let samples: Vec<_> = rows("kaplan_meier").iter().map(sample).collect();
    for row in rows("log_rank") {
        let (a, b) = (count(&row[0]) as usize, count(&row[1]) as usize);
        assert_same(log_rank::log_rank(&samples[a], &samples[b]).unwrap(), number(&row[2]));
    }
}

#[test]
fn intervals_of_proportions_agree() {
    for row in rows("wilson") {
        assert_limits(proportion::wilson(count(&row[0]), count(&row[1])), number(&row[2]), number(&row[3]));
    }
    for row in rows("newcombe") {
        let [k1, n1, k2, n2] = [0, 1, 2, 3].map(|column| count(&row[column]));
        assert_limits(proportion::newcombe(k1, n1, k2, n2), number(&row[4]), number(&row[5]));
    }
}

#[test]
fn binomial_tails_agree() {
    for row in rows("tails") {
        let (k, n, p) = (count(&row[0]), count(&row[1]), number(&row[2]));
        assert_same(binomial::at_least(k, n, p), number(&row[3]));
        assert_same(binomial::at_most(k, n, p), number(&row[4]));
    }
}

#[test]
fn limits_of_charts_agree() {
    for row in rows("quantile_limits") {
        let limits = binomial::quantile_limits(count(&row[0]), number(&row[1]), number(&row[2]), number(&row[3]));
        assert_eq!(limits, (count(&row[4]), count(&row[5])), "{row}");
    }
}

#[test]
fn means_agree() {
    for row in rows("mean") {
        let values = numbers(&row["values"]);
        let (centre, standard_deviation) = mean::mean_and_sd(&values).unwrap();
        assert_same(centre, number(&row["mean"]));
        assert_same(standard_deviation.unwrap(), number(&row["standard_deviation"]));
        let interval = mean::t_interval(centre, standard_deviation.unwrap(), values.len() as u64);
        assert_limits(interval, number(&row["low"]), number(&row["high"]));
    }
    for row in rows("t_interval") {
        assert_limits(mean::t_interval(10.0, 3.0, count(&row[0])), number(&row[1]), number(&row[2]));
    }
}

#[test]
fn mantel_haenszel_agrees() {
    for row in rows("mantel_haenszel") {
        let table = |cells: &Value| Table2x2 {
            exposed_kept: count(&cells[0]),
            exposed: count(&cells[1]),
            unexposed_kept: count(&cells[2]),
            unexposed: count(&cells[3]),
        };
        let strata: Vec<Table2x2> = row["strata"].as_array().unwrap().iter().map(table).collect();
        let expected = numbers(&row["figures"]);
        let (difference, interval) = risk_difference(&strata).unwrap();
        assert_same(difference, expected[0]);
        assert_limits(Some(interval), expected[1], expected[2]);
    }
}

#[test]
fn sample_sizes_agree() {
    for row in rows("per_arm") {
        assert_eq!(sample_size::per_arm(number(&row[0]), number(&row[1])), row[2].as_u64(), "{row}");
    }
}
