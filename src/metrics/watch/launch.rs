//! Dated events of `audit.toml`: the four weeks after a launch, and before against after.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{fold, iso_date};
use crate::settings::Event;
use crate::stats::alarms;

use super::super::estimate::MetricStatus;
use super::charts::Change;
use super::{CHARTED, counts, month_of, windows};
use crate::metrics::facts::Facts;
use crate::metrics::{Along, Dimension};

/// The four weeks after a launch.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Hypercare {
    /// The launch as `audit.toml` calls it.
    pub label: String,
    /// Its day.
    pub launched_on: String,
    /// `completion_rate`, or `_captured`.
    pub metric: String,
    /// Weeks 1 to 4.
    pub weeks: Vec<HypercareWeek>,
    /// Whether week 4 is over and below 70 %: extend by two weeks and look for the causes.
    pub is_to_be_extended: bool,
}

/// A week after the launch: the deals won in it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HypercareWeek {
    /// 1 to 4.
    pub week: u8,
    /// First day.
    pub from: String,
    /// First day after.
    pub to: String,
    /// `ahead`, `running`, `over`.
    pub state: &'static str,
    /// What to look at.
    pub focus: &'static str,
    /// What must not be.
    pub red_flag: &'static str,
    /// How often completion is looked at.
    pub rhythm: &'static str,
    /// Deals won and in scope.
    pub won: u64,
    /// Of these, due.
    pub due: u64,
    /// Of the due, complete.
    pub complete: u64,
    /// `complete` / `due`.
    pub completion: Option<f64>,
    /// Wilson's lower bound.
    pub low: Option<f64>,
    /// Wilson's upper bound.
    pub high: Option<f64>,
}

/// Focus, red flag and rhythm of each week, after the roll-out guide.
const WEEKS: [(&str, &str, &str); 4] = [
    ("Are notifications firing? Are reps completing the fields?", "Completion below 50 %", "daily"),
    (
        "Is CS using what was handed over? Do escalations work?",
        "CSMs still ask customers to repeat what they said",
        "daily",
    ),
    ("Are edge cases handled? Do automations conflict?", "More than three unresolved exceptions", "weekly"),
    (
        "Does the process hold without daily help?",
        "Completion not trending to 80 %; below 70 %: extend by two weeks",
        "weekly",
    ),
];

/// Below this in week 4 the weeks are extended.
const EXTEND_BELOW: f64 = 0.7;

/// After the latest launch at or before `as_of`; else the first to come.
pub(super) fn hypercare(facts: &Facts<'_>, along: &Along<'_>) -> Option<Hypercare> {
    let today = facts.assembly.as_of().day();
    let launches: Vec<&Event> = facts.settings.events.iter().filter(|event| fold(&event.kind) == "launch").collect();
    let launch = launches.iter().rfind(|event| event.day <= today).or(launches.first())?;
    let labels: Vec<String> = (1..=4).map(|week| format!("week {week}")).collect();
    let weeks = Dimension::windows("week_after_launch", labels, facts, |packet| {
        let days = packet.won_at.day() - launch.day;
        (0..28).contains(&days).then_some((days / 7) as usize)
    });
    let figures = along.rates(&weeks);
    let is_computable = |id: &str| {
        let of_weeks = || figures.iter().filter(|metric| metric.id == id);
        of_weeks().any(|metric| metric.status != MetricStatus::NotComputable)
    };
    let metric = match is_computable("completion_rate") {
        true => "completion_rate",
        false => "completion_rate_captured",
    };
    let sizes: Vec<u64> = weeks.deals().iter().map(|deals| deals.len() as u64).collect();
    let week = |idx: usize| {
        let figure = windows(&figures, metric, &weeks, idx);
        let (complete, due) = figure.map(counts).unwrap_or_default();
        let interval = figure.and_then(|figure| figure.interval);
        let from = launch.day + 7 * idx as i32;
        let (focus, red_flag, rhythm) = WEEKS[idx];
        HypercareWeek {
            week: idx as u8 + 1,
            from: iso_date(from),
            to: iso_date(from + 7),
            state: match today {
                today if today < from => "ahead",
                today if today < from + 6 => "running",
                _ => "over",
            },
            focus,
            red_flag,
            rhythm,
            won: sizes[idx],
            due,
            complete,
            completion: (due > 0).then(|| complete as f64 / due as f64),
            low: interval.and_then(|interval| interval.low),
            high: interval.and_then(|interval| interval.high),
        }
    };
    let weeks: Vec<HypercareWeek> = (0..4).map(week).collect();
    let last = &weeks[3];
    Some(Hypercare {
        label: launch.label.clone(),
        launched_on: iso_date(launch.day),
        metric: metric.to_owned(),
        is_to_be_extended: last.state == "over" && last.completion.is_some_and(|rate| rate < EXTEND_BELOW),
        weeks,
    })
}

/// Where the line through the four weeks ends; `None` while a week has no due handoff.
pub(super) fn trend_end(hypercare: &Hypercare) -> Option<f64> {
    let rates: Vec<f64> = hypercare.weeks.iter().filter_map(|week| week.completion).collect();
    Some(alarms::line_end(<[f64; 4]>::try_from(rates).ok()?))
}

/// Before against after an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BeforeAfter {
    /// Its day: deals won on it are after.
    pub on: String,
    /// Its month, where charts mark it.
    pub month: String,
    /// Its kind.
    pub kind: String,
    /// What the chart says.
    pub label: String,
    /// Each share that has cases on both sides.
    pub contrasts: Vec<Contrast>,
}

/// A share before and after.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Contrast {
    /// The figure.
    pub metric: String,
    /// Numerator and denominator before.
    pub before: (u64, u64),
    /// Numerator and denominator after.
    pub after: (u64, u64),
    /// After minus before, Newcombe's interval.
    pub change: Change,
    /// `higher`, `lower`, or `cannot_tell`.
    pub state: &'static str,
    /// A side has fewer cases than `min_cohort`.
    pub is_small: bool,
}

pub(super) fn before_after(facts: &Facts<'_>, along: &Along<'_>) -> Vec<BeforeAfter> {
    facts.settings.events.iter().map(|event| around(event, facts, along)).collect()
}

fn around(event: &Event, facts: &Facts<'_>, along: &Along<'_>) -> BeforeAfter {
    let labels = vec!["before".to_owned(), "after".to_owned()];
    let sides =
        Dimension::windows("around_event", labels, facts, |packet| Some(usize::from(packet.won_at.day() >= event.day)));
    let figures = along.shares(&sides);
    let contrast = |id: &&str| {
        let side = |position: usize| windows(&figures, id, &sides, position).map(counts).unwrap_or_default();
        let (before, after) = (side(0), side(1));
        let change = Change::between(before, after)?;
        Some(Contrast {
            metric: (*id).to_owned(),
            before,
            after,
            state: change.word(),
            change,
            is_small: before.1.min(after.1) < facts.min_cohort(),
        })
    };
    BeforeAfter {
        on: iso_date(event.day),
        month: month_of(event.day),
        kind: event.kind.clone(),
        label: event.label.clone(),
        contrasts: CHARTED.iter().filter_map(contrast).collect(),
    }
}
