//! The proof point: whether what was done at the handoff goes with retention. An association, never an effect.
//!
//! Each exposure is known at the landmark, t0 + `landmark_days`; customers who are still active there are compared, so that
//! nobody counts as unexposed only because they left too early to be exposed.

mod exposure;
mod report;

pub use report::{Arm, Difference, Proof, Stratum};

use crate::domain::{DAY_MICROS, Moment};
use crate::packet::{Churn, Life, Missing, Packet};
use crate::stats::kaplan_meier::Observation;
use crate::stats::mantel_haenszel::Table2x2;
use crate::stats::{log_rank, mantel_haenszel, proportion};

use super::availability::Availability;
use super::estimate::{Cohort, Interval, Metric, MetricStatus, NO_CASE};
use super::facts::Facts;
use super::retention::{LEAVERS_ALONE, WITHOUT, lists_leavers};
use exposure::EXPOSURES;

/// A customer who is still active at the landmark.
#[derive(Clone, Copy)]
struct Compared<'a> {
    packet: &'a Packet,
    /// t0 + landmark days.
    landmark: i64,
    /// t0 + retention days.
    end: i64,
    is_mature: bool,
    /// No churn at or before `end`.
    is_kept: bool,
    /// From the landmark to churn, or to where the customer was last seen; days of local time.
    days: f64,
    is_churned: bool,
}

/// An exposure with the compared customers, each exposed or not.
struct Comparison<'a> {
    rows: Vec<(Compared<'a>, bool)>,
}

/// The figures of all exposures, and how they are shown.
pub(super) fn proofs(facts: &Facts<'_>, availability: &Availability) -> (Vec<Metric>, Vec<Proof>) {
    let compared = compared(facts);
    let mut metrics = Vec::new();
    let mut proofs = Vec::new();
    for exposure in EXPOSURES {
        let missing = unobservable(facts).or_else(|| (exposure.needs)(availability));
        let comparison = match missing {
            None => {
                Ok(Comparison { rows: (exposure.split)(facts, &compared) }).and_then(|comparison: Comparison<'_>| {
                    if comparison.rows.is_empty() { Err(NO_CASE.to_owned()) } else { Ok(comparison) }
                })
            }
            Some(reason) => Err(reason),
        };
        let figures = Figures::of(exposure.id, &comparison, facts);
        proofs.push(report::proof(exposure, &comparison, &figures, facts));
        metrics.extend([figures.difference, figures.log_rank, figures.stratified]);
    }
    (metrics, proofs)
}

/// Why no customer's staying could be seen at all.
fn unobservable(facts: &Facts<'_>) -> Missing {
    let is_any_observed = facts.assembly.customers.iter().any(|customer| customer.life != Life::Unobserved);
    let is_empty = facts.assembly.customers.is_empty();
    if lists_leavers(facts) {
        return Some(LEAVERS_ALONE.to_owned());
    }
    (!is_any_observed && !is_empty).then(|| format!("no export shows whether customers stayed: {WITHOUT}"))
}

fn compared<'a>(facts: &Facts<'a>) -> Vec<Compared<'a>> {
    let definitions = &facts.settings.definitions;
    let (zone, as_of) = (&facts.settings.zone, facts.assembly.as_of());
    let customers = facts.assembly.customers.iter().filter_map(|customer| {
        let start = customer.start?;
        let churn = match customer.life {
            Life::Observed(Churn::None) => None,
            Life::Observed(Churn::At(at)) => Some(at),
            Life::Observed(Churn::Undated | Churn::Unread) | Life::Unobserved => return None,
        };
        let landmark = zone.plus_days(start, definitions.landmark_days);
        let is_gone = |churn: Moment| churn.shares_undivided_day(start) || churn.utc() <= landmark;
        if landmark > as_of.utc() || churn.is_some_and(is_gone) {
            return None;
        }
        let end = zone.plus_days(start, definitions.retention_days);
        let last = as_of.utc().min(end);
        let churn_seen = churn.filter(|churn| churn.utc() <= last);
        let to = churn_seen.map_or_else(|| zone.instant(last).wall(), Moment::wall);
        Some(Compared {
            packet: &facts.assembly.packets[customer.packet],
            landmark,
            end,
            is_mature: end <= as_of.utc(),
            is_kept: churn.is_none_or(|churn| churn.utc() > end),
            days: (to - zone.instant(landmark).wall()) as f64 / DAY_MICROS as f64,
            is_churned: churn_seen.is_some(),
        })
    });
    customers.collect()
}

/// The three figures of an exposure.
struct Figures {
    difference: Metric,
    log_rank: Metric,
    stratified: Metric,
}

fn whole() -> Cohort {
    Cohort { dimension: "all".to_owned(), value: "all".to_owned() }
}

impl Figures {
    fn of(exposure: &str, comparison: &Result<Comparison<'_>, String>, facts: &Facts<'_>) -> Figures {
        let ids = ["difference", "logrank", "mh_difference"].map(|name| format!("retention_by_{exposure}_{name}"));
        let [difference, log_rank, stratified] = ids;
        match comparison {
            Err(reason) => Figures {
                difference: Metric::not_computable(difference, "difference", whole(), reason.clone()),
                log_rank: Metric::not_computable(log_rank, "p", whole(), reason.clone()),
                stratified: Metric::not_computable(stratified, "difference", whole(), reason.clone()),
            },
            Ok(comparison) => Figures {
                difference: comparison.difference(difference, facts),
                log_rank: comparison.log_rank(log_rank, facts),
                stratified: comparison.stratified(stratified, facts),
            },
        }
    }
}

impl<'a> Comparison<'a> {
    /// Exposed and all compared: numerator and denominator of all three figures.
    fn counts(&self) -> (u64, u64) {
        let exposed = self.rows.iter().filter(|(_, is_exposed)| *is_exposed).count() as u64;
        (exposed, self.rows.len() as u64)
    }

    fn mature(&self) -> impl Iterator<Item = &(Compared<'a>, bool)> {
        self.rows.iter().filter(|(compared, _)| compared.is_mature)
    }

    /// Kept, and all, of both arms among the mature.
    fn table(&self) -> Table2x2 {
        tally(self.mature())
    }

    fn smaller_arm(&self) -> u64 {
        let (exposed, all) = self.counts();
        exposed.min(all - exposed)
    }

    /// A figure of this comparison without a value yet.
    fn base(&self, id: String, unit: &'static str, reason: &str) -> Metric {
        let (exposed, all) = self.counts();
        Metric {
            numerator: Some(exposed as f64),
            denominator: Some(all as f64),
            excluded: self.immature(),
            ..Metric::not_computable(id, unit, whole(), reason.to_owned())
        }
    }

    fn immature(&self) -> std::collections::BTreeMap<String, u64> {
        let count = (self.rows.len() - self.mature().count()) as u64;
        if count == 0 { Default::default() } else { [("not_mature".to_owned(), count)].into() }
    }

    fn difference(&self, id: String, facts: &Facts<'_>) -> Metric {
        let table = self.table();
        let limits = proportion::newcombe(table.exposed_kept, table.exposed, table.unexposed_kept, table.unexposed);
        let Some(limits) = limits else {
            return self.base(id, "difference", "no case: one of the two arms has no mature customer");
        };
        Metric {
            value: Some(share(table.exposed_kept, table.exposed) - share(table.unexposed_kept, table.unexposed)),
            interval: Some(Interval::closed(limits.low, limits.high, "newcombe")),
            status: small_or_ok(table.exposed.min(table.unexposed), facts),
            reason: None,
            ..self.base(id, "difference", "")
        }
    }

    fn log_rank(&self, id: String, facts: &Facts<'_>) -> Metric {
        let arm = |wanted: bool| -> Vec<Observation> {
            let rows = self.rows.iter().filter(|(_, is_exposed)| *is_exposed == wanted);
            rows.map(|(compared, _)| Observation { time: compared.days, event: compared.is_churned }).collect()
        };
        let base = |reason: &str| Metric { excluded: Default::default(), ..self.base(id.clone(), "p", reason) };
        if self.smaller_arm() == 0 {
            return base("no case: one of the two arms has no customer");
        }
        let Some(p) = log_rank::log_rank(&arm(true), &arm(false)) else {
            return base("no churn between the landmark and the day of the figure");
        };
        Metric { value: Some(p), status: small_or_ok(self.smaller_arm(), facts), reason: None, ..base("") }
    }

    /// (segment, table), by segment.
    fn strata(&self, facts: &Facts<'_>) -> Vec<(String, Table2x2)> {
        let mut by_segment: std::collections::BTreeMap<String, Vec<&(Compared<'a>, bool)>> = Default::default();
        for row in self.mature() {
            let segment = super::cohort::label(facts.book.text(row.0.packet.segment));
            by_segment.entry(segment).or_default().push(row);
        }
        by_segment.into_iter().map(|(segment, rows)| (segment, tally(rows.into_iter()))).collect()
    }

    fn stratified(&self, id: String, facts: &Facts<'_>) -> Metric {
        let strata = self.strata(facts);
        let tables: Vec<Table2x2> = strata.iter().map(|(_, table)| *table).collect();
        let Some((difference, limits)) = mantel_haenszel::risk_difference(&tables) else {
            return self.base(id, "difference", "no case: no segment has mature customers in both arms");
        };
        let table = self.table();
        let small: Vec<&str> = strata
            .iter()
            .filter(|(_, table)| (1..facts.min_cohort()).contains(&table.exposed.min(table.unexposed)))
            .map(|(segment, _)| segment.as_str())
            .collect();
        Metric {
            value: Some(difference),
            interval: Some(Interval::closed(limits.low, limits.high, "mantel-haenszel sato")),
            status: small_or_ok(table.exposed.min(table.unexposed), facts),
            reason: (!small.is_empty()).then(|| format!("small segments are in: {}", small.join(", "))),
            ..self.base(id, "difference", "")
        }
    }
}

fn tally<'r, 'a: 'r>(rows: impl Iterator<Item = &'r (Compared<'a>, bool)>) -> Table2x2 {
    let mut table = Table2x2::default();
    for (compared, is_exposed) in rows {
        let (kept, all) = match is_exposed {
            true => (&mut table.exposed_kept, &mut table.exposed),
            false => (&mut table.unexposed_kept, &mut table.unexposed),
        };
        *kept += u64::from(compared.is_kept);
        *all += 1;
    }
    table
}

fn share(kept: u64, all: u64) -> f64 {
    kept as f64 / all as f64
}

fn small_or_ok(smaller_arm: u64, facts: &Facts<'_>) -> MetricStatus {
    if smaller_arm < facts.min_cohort() { MetricStatus::SmallN } else { MetricStatus::Ok }
}
