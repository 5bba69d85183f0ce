//! The figures again, straight from their definitions over the deals that `audit.json` lists, on random exports.
//!
//! Nothing here is shared with the program: rates are loops, Wilson is the textbook formula, a median without censoring is
//! the middle of a sorted list, and the exact binomial is a sum of products.

mod support;

use std::path::Path;

use serde_json::Value;
use support::{call, read_audit};

const Z: f64 = 1.959_963_984_540_054;

fn audit(deals: usize, seed: usize, more: &[&str]) -> Value {
    let home = tempfile::tempdir().expect("a folder");
    let (exports, out) = (home.path().join("exports"), home.path().join("out"));
    let (deals, seed) = (deals.to_string(), seed.to_string());
    let text = |path: &Path| path.to_str().expect("plain").to_owned();
    let made = call(&["sample", "--deals", &deals, "--seed", &seed, "--profile", "generic", "--out", &text(&exports)]);
    assert!(made.status.success());
    let (exports, folder) = (text(&exports), text(&out));
    let mut arguments = vec!["run", &exports, "--out", &folder];
    arguments.extend(more);
    assert!(call(&arguments).status.success());
    read_audit(&out)
}

fn whole<'a>(audit: &'a Value, id: &str) -> &'a Value {
    figure(audit, id, "all", "all")
}

fn figure<'a>(audit: &'a Value, id: &str, dimension: &str, value: &str) -> &'a Value {
    let metrics = audit["metrics"].as_array().expect("metrics");
    metrics
        .iter()
        .find(|metric| {
            metric["id"] == id && metric["cohort"]["dimension"] == dimension && metric["cohort"]["value"] == value
        })
        .unwrap_or_else(|| panic!("{id} along {dimension} at {value}"))
}

/// Seconds since 1970, by the calendar alone.
fn seconds(time: &str) -> f64 {
    let number = |range: std::ops::Range<usize>| time[range].parse::<i64>().expect("a number");
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let days_before = |year: i64| 365 * year + year / 4 - year / 100 + year / 400;
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let in_year: i64 = lengths[..month as usize - 1].iter().sum::<i64>() + i64::from(is_leap && month > 2) + day - 1;
    let days = days_before(year - 1) - days_before(1969) + in_year;
    let fraction: f64 = time[19..].trim_end_matches('Z').parse().unwrap_or(0.0);
    (days * 86_400 + number(11..13) * 3_600 + number(14..16) * 60 + number(17..19)) as f64 + fraction
}

fn assert_share(metric: &Value, k: u64, n: u64) {
    let id = &metric["id"];
    if n == 0 {
        assert_eq!(metric["status"], "not_computable", "{id}");
        return;
    }
    assert_eq!(metric["numerator"].as_f64(), Some(k as f64), "numerator of {metric}");
    assert_eq!(metric["denominator"].as_f64(), Some(n as f64), "denominator of {metric}");
    let (p, n) = (k as f64 / n as f64, n as f64);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    let expected = [p, (p + Z * Z / (2.0 * n) - half) / scale, (p + Z * Z / (2.0 * n) + half) / scale];
    let found = [&metric["value"], &metric["interval"]["low"], &metric["interval"]["high"]];
    for (found, expected) in found.into_iter().zip(expected) {
        assert!((found.as_f64().expect("a number") - expected).abs() < 1e-9, "{id}: {found} is not {expected}");
    }
    assert_eq!(metric["status"], if n < 5.0 { "small_n" } else { "ok" }, "{id}");
}

fn in_scope(audit: &Value) -> Vec<&Value> {
    let deals = audit["deals"].as_array().expect("deals").iter();
    deals.filter(|deal| deal["scope"] == "in_scope").collect()
}

fn count(deals: &[&Value], test: impl Fn(&Value) -> bool) -> u64 {
    deals.iter().filter(|deal| test(deal)).count() as u64
}

fn is_full(state: &Value) -> bool {
    state == "answered" || state == "explicit_none"
}

#[test]
fn rates_over_the_whole_and_over_cohorts_agree_with_loops_over_the_deals() {
    for (deals, seed) in [(25, 21), (60, 22), (110, 23)] {
        let audit = audit(deals, seed, &[]);
        let scope = in_scope(&audit);
        assert_eq!(audit["population"]["in_scope"].as_u64(), Some(scope.len() as u64));
        let as_of = seconds(audit["as_of"].as_str().expect("a time"));
        let won = |deal: &Value| seconds(deal["won_at"].as_str().expect("a time"));
        let mut cohorts = vec![("all", "all".to_owned(), scope.clone())];
        for dimension in ["segment", "ae", "tier"] {
            let mut values: Vec<&str> = scope.iter().filter_map(|deal| deal[dimension].as_str()).collect();
            values.sort_unstable();
            values.dedup();
            for value in values {
                let deals = scope.iter().copied().filter(|deal| deal[dimension] == value).collect();
                cohorts.push((dimension, value.to_owned(), deals));
            }
        }
        for (dimension, value, deals) in &cohorts {
            let of = |id: &str| figure(&audit, id, dimension, value);
            let due: Vec<&Value> = deals.iter().copied().filter(|deal| won(deal) + 72.0 * 3600.0 <= as_of).collect();
            assert_eq!(count(deals, |deal| deal["is_due"] == true), due.len() as u64);
            let n = due.len() as u64;
            assert_share(of("acceptance_rate"), count(&due, |deal| deal["decision"] == "accepted"), n);
            let all_elements =
                |deal: &Value| deal["elements"].as_object().expect("six").values().all(|state| state == "complete");
            if of("verified_acceptance_rate")["status"] != "not_computable" {
                let both = |deal: &Value| deal["decision"] == "accepted" && all_elements(deal);
                assert_share(of("verified_acceptance_rate"), count(&due, both), n);
            }
            let captured = |deal: &Value| {
                let fields = deal["fields"].as_object().expect("fields").values();
                fields.filter(|state| *state != "not_captured").all(is_full)
            };
            assert_share(of("fields_complete_rate_captured"), count(&due, captured), n);
            for (event, sla) in [("first_touch", 48.0), ("sync", 72.0), ("kickoff", 168.0)] {
                let old: Vec<&Value> = deals.iter().copied().filter(|deal| won(deal) + sla * 3600.0 <= as_of).collect();
                let within = |deal: &Value| {
                    let at = deal["events"][format!("{event}_at")].as_str().map(seconds);
                    at.is_some_and(|at| at - won(deal) <= sla * 3600.0)
                };
                assert_share(of(&format!("{event}_within_sla")), count(&old, within), old.len() as u64);
            }
        }
    }
}

#[test]
fn means_of_scores_agree_with_the_sum_over_the_deals() {
    let audit = audit(80, 24, &[]);
    let due: Vec<f64> = in_scope(&audit)
        .into_iter()
        .filter(|deal| deal["is_due"] == true)
        .filter_map(|deal| deal["scores"]["overall"].as_f64())
        .collect();
    let found = whole(&audit, "score_overall")["value"].as_f64().expect("a mean");
    assert!((found - due.iter().sum::<f64>() / due.len() as f64).abs() < 1e-9);
}

/// The product over event times, each time counted anew.
fn naive_survival(seen: &[(f64, bool)], at: f64) -> f64 {
    let mut times: Vec<f64> =
        seen.iter().filter(|(time, is_event)| *is_event && *time <= at).map(|one| one.0).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let risk = |time: f64| seen.iter().filter(|one| one.0 >= time).count() as f64;
    let events = |time: f64| seen.iter().filter(|one| one.1 && one.0 == time).count() as f64;
    times.into_iter().map(|time| 1.0 - events(time) / risk(time)).product()
}

#[test]
fn medians_are_where_the_naive_curve_comes_down_to_one_half() {
    let audit = audit(90, 25, &[]);
    let as_of = seconds(audit["as_of"].as_str().expect("a time"));
    for (event, unit) in [("first_touch", 3600.0), ("kickoff", 86_400.0)] {
        let seen: Vec<(f64, bool)> = in_scope(&audit)
            .into_iter()
            .map(|deal| {
                let won = seconds(deal["won_at"].as_str().expect("a time"));
                let at = deal["events"][format!("{event}_at")].as_str().map(seconds);
                let churn = deal["events"]["churned_at"].as_str().map(seconds).filter(|churn| *churn >= won);
                match at {
                    Some(at) => ((at - won).max(0.0) / unit, true),
                    None => ((churn.unwrap_or(as_of).min(as_of) - won) / unit, false),
                }
            })
            .collect();
        let metric = whole(&audit, &format!("{event}_median"));
        assert_eq!(metric["denominator"].as_f64(), Some(seen.len() as f64));
        let mut times: Vec<f64> = seen.iter().filter(|one| one.1).map(|one| one.0).collect();
        times.sort_by(f64::total_cmp);
        let expected = times.into_iter().find(|time| naive_survival(&seen, *time) <= 0.5 + 1e-12);
        match (metric["value"].as_f64(), expected) {
            (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-9, "{event}: {found}, {expected}"),
            (found, expected) => assert_eq!(found, expected, "{event}"),
        }
    }
}

#[test]
fn chances_of_the_verdict_are_the_exact_binomial_ones() {
    let audit = audit(60, 26, &[]);
    let verdict = &audit["verdict"];
    let n = verdict["denominator"].as_u64().expect("due handoffs");
    let mass = |k: u64, p: f64| {
        let choose: f64 = (0..k).map(|idx| (n - idx) as f64 / (idx + 1) as f64).product();
        choose * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
    };
    let passes = |k: &u64| *k as f64 >= 0.9 * n as f64 - 1e-9;
    let pass: f64 = (0..=n).filter(passes).map(|k| mass(k, 0.80)).sum();
    let fail: f64 = (0..=n).filter(|k| !passes(k)).map(|k| mass(k, 0.95)).sum();
    assert!((verdict["chance_80_passes"].as_f64().expect("a chance") - pass).abs() < 1e-9);
    assert!((verdict["chance_95_fails"].as_f64().expect("a chance") - fail).abs() < 1e-9);
}

#[test]
fn twenty_seven_of_thirty_are_ninety_percent_with_74_to_97() {
    let mut deals = "deal_id,deal_name,stage,closed_at,owner\n".to_owned();
    let mut reviews = "deal_id,event,occurred_at,material\n".to_owned();
    for number in 1..=30 {
        deals.push_str(&format!("D{number},Deal {number},Closed Won,2026-03-{:02}T09:00:00Z,Ann\n", number.min(28)));
        let event = if number <= 27 { "accepted" } else { "returned" };
        reviews.push_str(&format!("D{number},{event},2026-04-02T09:00:00Z,yes\n"));
    }
    let files = [("deals.csv".to_owned(), deals), ("reviews.csv".to_owned(), reviews)];
    let home = support::run_files(&files);
    let audit: Value = read_audit(&home.path().join("out"));
    let metric = whole(&audit, "first_pass_acceptance_rate");
    assert_share(metric, 27, 30);
    let percent = |value: &Value| (100.0 * value.as_f64().expect("a share")).round();
    assert_eq!(
        [percent(&metric["value"]), percent(&metric["interval"]["low"]), percent(&metric["interval"]["high"])],
        [90.0, 74.0, 97.0]
    );
    assert_eq!(audit["verdict"]["state"], "not_proven");
    assert!((audit["verdict"]["chance_80_passes"].as_f64().expect("a chance") - 0.1227).abs() < 0.00005);
}

#[test]
fn a_deal_of_another_segment_changes_only_what_it_belongs_to() {
    let row = |id: u32, segment: &str| {
        format!("D{id},Deal {id},Closed Won,2026-03-{:02}T09:00:00Z,Ann {segment},{segment}\n", id + 1)
    };
    let head = "deal_id,deal_name,stage,closed_at,owner,segment\n";
    let base: String = (0..12).map(|id| row(id, if id % 2 == 0 { "North" } else { "South" })).collect();
    let reviews = "deal_id,event,occurred_at\nD0,accepted,2026-03-02T09:00:00Z\nD99,returned,2026-03-20T09:00:00Z\nD3,accepted,2026-04-20T09:00:00Z\n";
    let run = |deals: String| -> Value {
        let files = [("deals.csv".to_owned(), deals), ("reviews.csv".to_owned(), reviews.to_owned())];
        let home = support::run_files(&files);
        read_audit(&home.path().join("out"))
    };
    let before = run(format!("{head}{base}"));
    let after = run(format!("{head}{base}D99,Other,Closed Won,2026-03-15T09:00:00Z,Ann East,East\n"));
    assert_eq!(before["as_of"], after["as_of"]);
    let of = |audit: &Value, dimension: &str, value: &str| -> Vec<Value> {
        let metrics = audit["metrics"].as_array().expect("metrics").iter();
        metrics
            .filter(|metric| metric["cohort"]["dimension"] == dimension && metric["cohort"]["value"] == value)
            .cloned()
            .collect()
    };
    for (dimension, value) in [("segment", "North"), ("segment", "South"), ("ae", "Ann North"), ("ae", "Ann South")] {
        assert!(!of(&before, dimension, value).is_empty());
        assert_eq!(of(&before, dimension, value), of(&after, dimension, value), "{dimension} {value}");
    }
    assert_ne!(of(&before, "all", "all"), of(&after, "all", "all"));
}
