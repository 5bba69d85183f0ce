//! Elapsed times from the win: shares within the service level, and Kaplan–Meier quantiles.
//!
//! A deal that nobody has touched by `as_of` is censored, not missing: dropping it would flatter the median. Units: hours
//! for first touch, transition e-mail and sync; days of 24 hours for kickoff and first value. A deal whose e-mails do not
//! say which way they went is in no curve where one of them may have been the event, and in no share where it may have
//! been in time: it is counted as left out. So is one whose sync, kickoff or first value stands in a cell that could not be
//! read.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::{DAY_MICROS, HOUR_MICROS, Moment};
use crate::packet::{Events, Missing, Packet, Timed};
use crate::settings::Definitions;
use crate::stats::kaplan_meier::{KaplanMeier, Observation};

use super::availability::Availability;
use super::cohort::Dimension;
use super::estimate::{Cohort, Interval, Metric, MetricStatus, NO_CASE, Share, UNDIRECTED_EMAIL, UNREADABLE_CELL};
use super::facts::Facts;

/// An elapsed time.
pub(super) struct Kind {
    pub(super) id: &'static str,
    pub(super) unit: &'static str,
    micros: i64,
    sla: fn(&Definitions) -> f64,
    event: fn(&Events) -> Option<Moment>,
    timed: Timed,
    needs: fn(&Availability) -> Missing,
}

impl Kind {
    /// Why nobody can tell the event of a deal.
    fn why_untold(&self) -> &'static str {
        if self.timed.is_of_emails() { UNDIRECTED_EMAIL } else { UNREADABLE_CELL }
    }
}

/// p90 is only shown from so many events on.
const LEAST_EVENTS_FOR_P90: u64 = 20;

const KINDS: &[Kind] = &[
    Kind {
        id: "first_touch",
        unit: "hours",
        micros: HOUR_MICROS,
        sla: |definitions| definitions.first_touch_sla_hours,
        event: |events| events.first_touch_at,
        timed: Timed::FirstTouch,
        needs: |availability| availability.first_touch.clone(),
    },
    Kind {
        id: "transition_email",
        unit: "hours",
        micros: HOUR_MICROS,
        sla: |definitions| definitions.transition_email_sla_hours,
        event: |events| events.transition_email_at,
        timed: Timed::TransitionEmail,
        needs: |availability| availability.transition_email.clone(),
    },
    Kind {
        id: "sync",
        unit: "hours",
        micros: HOUR_MICROS,
        sla: |definitions| definitions.sync_sla_hours,
        event: |events| events.sync_at,
        timed: Timed::Sync,
        needs: |availability| availability.sync.clone(),
    },
    Kind {
        id: "kickoff",
        unit: "days",
        micros: DAY_MICROS,
        sla: |definitions| definitions.kickoff_sla_days,
        event: |events| events.kickoff_at,
        timed: Timed::Kickoff,
        needs: |availability| availability.kickoff.clone(),
    },
    Kind {
        id: "first_value",
        unit: "days",
        micros: DAY_MICROS,
        sla: |definitions| definitions.first_value_sla_days,
        event: |events| events.first_value_at,
        timed: Timed::FirstValue,
        needs: |availability| availability.first_value.clone(),
    },
];

/// One kind measured on every deal.
pub(super) struct Measured {
    pub(super) kind: &'static Kind,
    pub(super) missing: Missing,
    pub(super) sla: f64,
    /// One a deal.
    pub(super) deals: Vec<Elapsed>,
    /// Deals by elapsed time.
    order: Vec<u32>,
}

/// A deal's elapsed time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Elapsed {
    /// To the event, or to where the deal was last seen without it; in the kind's unit.
    pub(super) time: f64,
    /// The event happened.
    pub(super) is_event: bool,
    /// It may have happened without an export saying so, or earlier than one says.
    pub(super) is_untold: bool,
    /// How the deal counts in the share within the SLA.
    pub(super) part: Part,
}

/// How a deal counts in a share within a service level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// In neither: `won_at` + SLA has not passed.
    Young,
    /// In neither: the event may have happened within the SLA without an export saying so.
    Untold,
    /// In the denominator.
    Late,
    /// In both.
    Within,
}

impl Part {
    /// Whether the event happened within the SLA; `None` for a deal that is not in the share.
    pub(super) fn is_within(self) -> Option<bool> {
        match self {
            Part::Young | Part::Untold => None,
            Part::Late => Some(false),
            Part::Within => Some(true),
        }
    }
}

/// Every kind on every deal.
pub(super) fn measure(facts: &Facts<'_>, availability: &Availability) -> Vec<Measured> {
    KINDS
        .par_iter()
        .map(|kind| {
            let sla = (kind.sla)(&facts.settings.definitions);
            let deals: Vec<Elapsed> = facts.cases.iter().map(|(packet, _)| elapsed(facts, kind, sla, packet)).collect();
            let mut order: Vec<u32> = (0..deals.len() as u32).collect();
            order.sort_by(|&left, &right| deals[left as usize].time.total_cmp(&deals[right as usize].time));
            Measured { kind, missing: (kind.needs)(availability), sla, deals, order }
        })
        .collect()
}

fn elapsed(facts: &Facts<'_>, kind: &Kind, sla: f64, packet: &Packet) -> Elapsed {
    let event = (kind.event)(&packet.events);
    let micros = match event {
        Some(at) => between(facts, packet.won_at, at),
        None => {
            let churn = facts.assembly.churned_at(packet).filter(|churn| !churn.is_before(packet.won_at));
            let to_as_of = counted(facts, packet.won_at, facts.assembly.as_of());
            churn.map_or(to_as_of, |churn| between(facts, packet.won_at, churn).min(to_as_of))
        }
    };
    let untold = packet.events.untold(kind.timed);
    let part = against(facts, kind, sla, packet.won_at, event, untold);
    // What came in time came in time, even if it came earlier still.
    let is_untold = untold.is_some() && !(event.is_some() && part == Part::Within);
    Elapsed { time: micros as f64 / kind.micros as f64, is_event: event.is_some(), is_untold, part }
}

/// Counted time from the win to an event: 0 where the order of the two cannot be told.
fn between(facts: &Facts<'_>, won_at: Moment, to: Moment) -> i64 {
    if to.shares_undivided_day(won_at) { 0 } else { counted(facts, won_at, to) }
}

fn counted(facts: &Facts<'_>, from: Moment, to: Moment) -> i64 {
    facts.settings.zone.counted(&facts.settings.definitions.clock, from.utc(), to.utc())
}

/// Whether `won_at` + SLA has passed, and whether the event happened within the SLA: also where nobody can tell if it
/// happened at all, as long as that would have been later.
fn against(
    facts: &Facts<'_>,
    kind: &Kind,
    sla: f64,
    won_at: Moment,
    event: Option<Moment>,
    untold: Option<Moment>,
) -> Part {
    let sla_micros = (sla * kind.micros as f64).round() as i64;
    let end = facts.settings.zone.plus_counted(&facts.settings.definitions.clock, won_at.utc(), sla_micros);
    let is_within = |at: Option<Moment>| at.is_some_and(|at| between(facts, won_at, at) <= sla_micros);
    if end > facts.assembly.as_of().utc() {
        Part::Young
    } else if is_within(event) {
        Part::Within
    } else if is_within(untold) {
        Part::Untold
    } else {
        Part::Late
    }
}

/// The same for times that were read otherwise than those of the packet.
pub(super) fn judge(
    facts: &Facts<'_>,
    measured: &Measured,
    won_at: Moment,
    event: Option<Moment>,
    untold: Option<Moment>,
) -> Part {
    against(facts, measured.kind, measured.sla, won_at, event, untold)
}

impl Measured {
    /// The event of this kind.
    pub(super) fn event(&self, events: &Events) -> Option<Moment> {
        (self.kind.event)(events)
    }

    /// When it may first have come without an export saying so.
    pub(super) fn untold(&self, events: &Events) -> Option<Moment> {
        events.untold(self.kind.timed)
    }
}

/// The three figures of every kind in every cohort of a dimension.
pub(super) fn along(times: &[Measured], dimension: &Dimension, facts: &Facts<'_>) -> Vec<Metric> {
    let mut metrics = Vec::new();
    for measured in times {
        if let Some(reason) = &measured.missing {
            for position in 0..dimension.labels.len() {
                metrics.extend(not_computable(measured, &dimension.cohort(position), reason));
            }
            continue;
        }
        for (position, deals) in by_cohort(measured, dimension).into_iter().enumerate() {
            metrics.extend(figures(measured, &deals, dimension.cohort(position), facts.min_cohort()));
        }
    }
    metrics
}

fn not_computable(measured: &Measured, cohort: &Cohort, reason: &str) -> [Metric; 3] {
    let id = measured.kind.id;
    let metric =
        |suffix: &str, unit| Metric::not_computable(format!("{id}_{suffix}"), unit, cohort.clone(), reason.to_owned());
    [metric("within_sla", "share"), metric("median", measured.kind.unit), metric("p90", measured.kind.unit)]
}

/// Each cohort's deals by elapsed time.
fn by_cohort(measured: &Measured, dimension: &Dimension) -> Vec<Vec<Elapsed>> {
    let mut cohorts = vec![Vec::new(); dimension.labels.len()];
    for &deal in &measured.order {
        for &code in dimension.codes(deal) {
            cohorts[code as usize].push(measured.deals[deal as usize]);
        }
    }
    cohorts
}

fn figures(measured: &Measured, deals: &[Elapsed], cohort: Cohort, min_cohort: u64) -> [Metric; 3] {
    let id = measured.kind.id;
    let with = |part: Part| deals.iter().filter(|deal| deal.part == part).count() as u64;
    let share = Share {
        numerator: with(Part::Within),
        denominator: with(Part::Within) + with(Part::Late),
        excluded: left_out([("younger_than_sla", with(Part::Young)), (measured.kind.why_untold(), with(Part::Untold))]),
    };
    let bounds = Bounds { least: share.numerator, told: share.denominator, untold: with(Part::Untold) };
    let curve = curve(deals);
    let untold = deals.iter().filter(|deal| deal.is_untold).count() as u64;
    let quantile = |q, suffix, cohort| {
        let metric = Metric {
            excluded: left_out([(measured.kind.why_untold(), untold)]),
            ..quantile(measured, &curve, q, suffix, cohort, min_cohort)
        };
        let is_open = measured.kind.timed.is_of_emails() && 2 * untold >= deals.len() as u64 && untold > 0;
        if is_open { refused(metric, rests_on_emails(untold, deals.len() as u64)) } else { metric }
    };
    let within = Metric::share(format!("{id}_within_sla"), cohort.clone(), share, min_cohort);
    [
        if measured.kind.timed.is_of_emails() { bounds.hold(within) } else { within },
        quantile(0.5, "median", cohort.clone()),
        quantile(0.9, "p90", cohort),
    ]
}

/// What e-mails that do not say which way they went could make of a share. The deals that they leave open are those that
/// would be late without them: a share of the others says little where these are many.
struct Bounds {
    least: u64,
    told: u64,
    untold: u64,
}

impl Bounds {
    /// The share with its bounds; no share where half of the deals or more are open (our judgement).
    fn hold(&self, metric: Metric) -> Metric {
        let all = self.told + self.untold;
        if self.untold == 0 {
            return metric;
        }
        let (low, high) = (self.least as f64 / all as f64, (self.least + self.untold) as f64 / all as f64);
        let between = format!("between {low:.3} and {high:.3}");
        if 2 * self.untold >= all {
            return refused(metric, format!("{between}: {}", rests_on_emails(self.untold, all)));
        }
        let reason = metric.reason.is_none().then(|| format!("{between} if the {} left out were counted", self.untold));
        Metric { reason: reason.or(metric.reason), ..metric }
    }
}

fn rests_on_emails(untold: u64, all: u64) -> String {
    let (noun, verb) = (if all == 1 { "deal" } else { "deals" }, if untold == 1 { "rests" } else { "rest" });
    format!(
        "{untold} of {all} {noun} {verb} on e-mails that do not say which way they went, or on authors whom nobody can tell"
    )
}

/// The same figure, of which there is none.
fn refused(metric: Metric, reason: String) -> Metric {
    let Metric { id, unit, cohort, excluded, .. } = metric;
    Metric { excluded, ..Metric::not_computable(id, unit, cohort, reason) }
}

/// Why deals were left out, with how many; nothing where there are none.
fn left_out<const N: usize>(reasons: [(&str, u64); N]) -> BTreeMap<String, u64> {
    let real = reasons.into_iter().filter(|(_, n)| *n > 0);
    real.map(|(reason, n)| (reason.to_owned(), n)).collect()
}

/// Deals by elapsed time, as a curve: those of which an export says whether and when it came.
pub(super) fn curve(deals: &[Elapsed]) -> KaplanMeier {
    let told = deals.iter().filter(|deal| !deal.is_untold);
    KaplanMeier::fit_sorted(told.map(|deal| Observation { time: deal.time, event: deal.is_event }))
}

/// All deals of a kind by elapsed time.
pub(super) fn in_order(measured: &Measured) -> Vec<Elapsed> {
    measured.order.iter().map(|&deal| measured.deals[deal as usize]).collect()
}

fn quantile(measured: &Measured, curve: &KaplanMeier, q: f64, suffix: &str, cohort: Cohort, min_cohort: u64) -> Metric {
    let n = curve.at_risk_at_start();
    let id = format!("{}_{suffix}", measured.kind.id);
    if n == 0 {
        return Metric {
            numerator: Some(0.0),
            denominator: Some(0.0),
            ..Metric::not_computable(id, measured.kind.unit, cohort, NO_CASE.to_owned())
        };
    }
    let value = curve.quantile(q);
    let (low, high) = curve.quantile_interval(q);
    let is_rare = q > 0.5 && curve.events() < LEAST_EVENTS_FOR_P90;
    Metric {
        id,
        unit: measured.kind.unit,
        cohort,
        value,
        numerator: Some(curve.events() as f64),
        denominator: Some(n as f64),
        interval: Some(Interval { low, high, level: 0.95, method: "brookmeyer-crowley" }),
        excluded: Default::default(),
        status: if is_rare { MetricStatus::SmallN } else { MetricStatus::of(n, min_cohort) },
        reason: value.is_none().then(|| "not reached".to_owned()),
        last_observed: curve.followed_until(),
    }
}
