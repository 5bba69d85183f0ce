//! `explain METRIC [SOURCE]`: definition, formula and settings of a figure, and its worked numbers for a source.

use std::path::Path;

use handoff_audit::metrics::{Meaning, Metric, MetricStatus, meaning, metric_ids};
use handoff_audit::report::figure_words;
use handoff_audit::settings::{Definition, Overrides, Settings, Status};
use handoff_audit::{Error, figures_of};

use super::{Console, Failure};

/// The most cohorts of a dimension that are listed.
const MAX_COHORTS: usize = 12;
/// The dimensions whose cohorts are listed.
const DIMENSIONS: [&str; 2] = ["segment", "close_month"];

/// Explains a figure; false when the name is none.
pub(crate) fn run(name: &str, source: Option<&Path>, console: &mut Console) -> Result<bool, Failure> {
    let Some(meaning) = meaning(name) else { return Ok(false) };
    for line in words(&meaning) {
        console.say(&line);
    }
    match source {
        None => console.say(&format!("rests on:   {}", meaning.settings.join(", "))),
        Some(source) => {
            let settings = handoff_audit::load_settings(source, &Overrides::default()).map_err(Error::from)?;
            console.say("rests on:");
            for line in in_force(&meaning, &settings) {
                console.say(&line);
            }
            let figures = figures_of(&settings)?;
            for line in worked(name, &figures) {
                console.say(&line);
            }
        }
    }
    Ok(true)
}

/// The ids that can be explained, a line each.
pub(crate) fn list(console: &mut Console) {
    console.say("\nfigures:");
    for id in metric_ids() {
        console.say(&format!("  {id}"));
    }
}

fn words(meaning: &Meaning) -> Vec<String> {
    vec![
        meaning.id.clone(),
        String::new(),
        format!("means:      {}", meaning.definition),
        format!("formula:    {}", meaning.formula),
        format!("interval:   {}", meaning.interval),
        format!("needs:      {}", meaning.needs),
    ]
}

fn in_force(meaning: &Meaning, settings: &Settings) -> Vec<String> {
    let used = settings.definition_log.iter().filter(|definition| meaning.settings.contains(&definition.id));
    used.map(|definition| format!("  {}", setting(definition))).collect()
}

/// A definition in force, and who stands behind it.
pub(super) fn setting(definition: &Definition) -> String {
    let status = match (definition.status, &definition.by) {
        (Status::Assumed, _) => "assumed".to_owned(),
        (Status::Confirmed, Some(by)) => format!("confirmed by {by}"),
        (Status::Confirmed, None) => "confirmed by nobody named".to_owned(),
    };
    format!("{} = {} ({status})", definition.id, definition.value)
}

fn worked(id: &str, figures: &[Metric]) -> Vec<String> {
    let mine = || figures.iter().filter(|metric| metric.id == id);
    let Some(whole) = mine().find(|metric| metric.cohort.dimension == "all") else {
        return vec!["this source has no such figure".to_owned()];
    };
    let mut lines = vec![String::new(), "worked numbers, the whole:".to_owned()];
    lines.extend(steps(whole));
    for dimension in DIMENSIONS {
        let cohorts: Vec<&Metric> = mine().filter(|metric| metric.cohort.dimension == dimension).collect();
        if !cohorts.is_empty() {
            lines.push(format!("by {dimension} ({}):", parts(whole)[1]));
            lines.extend(
                cohorts
                    .iter()
                    .take(MAX_COHORTS)
                    .map(|metric| format!("  {}: {}", metric.cohort.value, figure_words(metric).line)),
            );
        }
        if cohorts.len() > MAX_COHORTS {
            lines.push(format!("  and {} more, in audit.json", cohorts.len() - MAX_COHORTS));
        }
    }
    lines
}

/// Every number that the figure is made of.
fn steps(metric: &Metric) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(metric.numerator.is_some().then(|| format!("  {}", parts(metric)[0])));
    match (metric.value, figure_words(metric).figure) {
        (Some(value), Some(shown)) => lines.push(format!("  value {shown} ({value:.4} {})", unit(metric))),
        (Some(value), None) => lines.push(format!("  value {value:.4} {}", unit(metric))),
        (None, _) => lines.push(format!("  no value: {}", metric.reason.as_deref().unwrap_or("no case"))),
    }
    if let Some(interval) = metric.interval {
        let bound = |bound: Option<f64>| bound.map_or_else(|| "not reached".to_owned(), |bound| format!("{bound:.4}"));
        lines.push(format!(
            "  95 % interval {} to {} ({})",
            bound(interval.low),
            bound(interval.high),
            interval.method
        ));
        if let (Some(k), Some(n), "wilson") = (metric.numerator, metric.denominator, interval.method) {
            lines.extend(wilson_by_hand(k, n));
        }
    }
    for (reason, count) in &metric.excluded {
        lines.push(format!("  left out: {count} ({})", reason.replace('_', " ")));
    }
    if metric.status == MetricStatus::SmallN {
        lines.push("  small_n: the page shows the counts and no percentage".to_owned());
    }
    if let (Some(_), Some(reason)) = (metric.value, &metric.reason) {
        lines.push(format!("  note: {reason}"));
    }
    lines
}

/// What the two numbers beside a figure are: with the numbers, and in short.
fn parts(metric: &Metric) -> [String; 2] {
    let number = |value: Option<f64>| value.unwrap_or_default();
    let (k, n) = (number(metric.numerator), number(metric.denominator));
    let named = |one: &str, all: &str| [format!("{k} {one}, {n} {all}"), format!("{one}, of {all}")];
    match metric.unit {
        "share" if metric.id.ends_with("_km") => named("churned by then", "customers"),
        "share" => [format!("numerator {k}, denominator {n}"), "numerator of denominator".to_owned()],
        "hours" | "days" => named("with the event", "handoffs"),
        "points" => [format!("points sum to {k}, over {n} cases"), "cases; their mean".to_owned()],
        "difference" | "p" => named("exposed", "compared"),
        currency => named(&format!("{currency} kept"), &format!("{currency} in all")),
    }
}

/// A figure's unit; none for a p value.
fn unit(metric: &Metric) -> &'static str {
    match metric.unit {
        "p" => "as p",
        "share" => "as a share",
        "difference" => "as a difference of shares",
        unit => unit,
    }
}

/// The interval with its numbers put in, to be checked with a pocket calculator.
fn wilson_by_hand(k: f64, n: f64) -> [String; 2] {
    let (p, z) = (k / n, handoff_audit::stats::Z_95);
    let z2 = z * z;
    [
        format!("    p = {k} / {n} = {p:.6}; z = {z:.6}; z2 = {z2:.6}"),
        format!(
            "    (p + z2/2n -/+ z * sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n) = ({:.6} -/+ {:.6}) / {:.6}",
            p + z2 / (2.0 * n),
            z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt(),
            1.0 + z2 / n
        ),
    ]
}
