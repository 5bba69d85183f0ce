//! Retention of customers: the share still there after so many days, and the curve that uses everybody observed.

use std::collections::BTreeMap;

use crate::domain::{DAY_MICROS, TableKind};
use crate::packet::{Churn, Life};
use crate::stats::kaplan_meier::{KaplanMeier, Observation};

use super::cohort::Dimension;
use super::estimate::{Cohort, Interval, Metric, MetricStatus, NO_CASE, Share, UNREADABLE_CELL};
use super::facts::Facts;

/// A customer as retention counts it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    /// Its origin deal among the cases.
    pub(super) case: u32,
    pub(super) standing: Standing,
    /// Position among the assembly's customers.
    pub(super) customer: u32,
}

/// How a customer counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Standing {
    /// Left out, for this reason.
    Out(&'static str),
    /// Observed.
    In {
        /// Days to churn, or to `as_of`.
        days: f64,
        is_churned: bool,
        /// Churned at or before t0 + retention days.
        is_lost: bool,
        /// t0 + retention days lies at or before `as_of`.
        is_mature: bool,
    },
}

const NOT_OBSERVED: &str = "not_observed";
const UNDATED: &str = "churned_without_date";
const IMMATURE: &str = "not_mature";
const LEAVERS: &str = "list_of_leavers";
/// So many accounts that all left are a list of those who left (our judgement).
const ENOUGH_LEAVERS: usize = 3;
/// Why such a list is no rate.
pub(super) const LEAVERS_ALONE: &str =
    "the accounts that are exported are those that left, and nothing shows who stayed: export the others too";

/// Every customer.
pub(super) fn customers(facts: &Facts<'_>) -> Vec<Counted> {
    let as_of = facts.assembly.as_of();
    let days_of_figure = facts.settings.definitions.retention_days;
    let lists_leavers = lists_leavers(facts);
    let counted = facts.assembly.customers.iter().enumerate().filter_map(|(position, customer)| {
        let case = facts.case_of_packet[customer.packet]?;
        let standing = match (customer.start, customer.life) {
            (None, _) => Standing::Out("no_contract_start"),
            (Some(_), Life::Unobserved) => Standing::Out(NOT_OBSERVED),
            (Some(_), Life::Observed(_)) if lists_leavers => Standing::Out(LEAVERS),
            (Some(_), Life::Observed(Churn::Undated)) => Standing::Out(UNDATED),
            (Some(_), Life::Observed(Churn::Unread)) => Standing::Out(UNREADABLE_CELL),
            (Some(start), Life::Observed(churn)) => {
                let (end, is_churned) = match churn {
                    Churn::At(at) => (at, true),
                    _ => (as_of, false),
                };
                let is_undivided = is_churned && end.shares_undivided_day(start);
                let wall = if is_undivided { 0 } else { (end.wall() - start.wall()).max(0) };
                let day_of_figure = facts.settings.zone.plus_days(start, days_of_figure);
                Standing::In {
                    days: wall as f64 / DAY_MICROS as f64,
                    is_churned,
                    is_lost: is_churned && (is_undivided || end.utc() <= day_of_figure),
                    is_mature: day_of_figure <= as_of.utc(),
                }
            }
        };
        Some(Counted { case, standing, customer: position as u32 })
    });
    counted.collect()
}

/// Whether the accounts are a list of those who left, beside customers that are in no export: over the former alone nobody
/// would ever have stayed.
pub(super) fn lists_leavers(facts: &Facts<'_>) -> bool {
    let Some(accounts) = facts.book.table(TableKind::Accounts) else { return false };
    let churned = accounts.times("churned_at");
    facts.book.table(TableKind::Subscriptions).is_none()
        && accounts.n_rows() >= ENOUGH_LEAVERS
        && (0..accounts.n_rows()).all(|row| churned.get(row).is_some())
        && facts.assembly.customers.iter().any(|customer| customer.life == Life::Unobserved)
}

/// Customers of each cohort, by their origin deals.
pub(super) fn by_cohort(customers: &[Counted], dimension: &Dimension) -> Vec<Vec<Counted>> {
    let mut cohorts = vec![Vec::new(); dimension.labels.len()];
    for customer in customers {
        for &code in dimension.codes(customer.case) {
            cohorts[code as usize].push(*customer);
        }
    }
    cohorts
}

/// Both figures in every cohort of a dimension.
pub(super) fn along(customers: &[Counted], dimension: &Dimension, facts: &Facts<'_>) -> Vec<Metric> {
    by_cohort(customers, dimension)
        .into_iter()
        .enumerate()
        .flat_map(|(position, customers)| {
            [
                mature(&customers, dimension.cohort(position), facts),
                curve(&customers, dimension.cohort(position), facts),
            ]
        })
        .collect()
}

fn days_of_figure(facts: &Facts<'_>) -> f64 {
    facts.settings.definitions.retention_days as f64
}

/// Why customers are left out, counted.
pub(super) fn left_out(customers: &[Counted], is_immature_out: bool) -> BTreeMap<String, u64> {
    let mut reasons = BTreeMap::new();
    for customer in customers {
        let reason = match customer.standing {
            Standing::Out(reason) => reason,
            Standing::In { is_mature: false, .. } if is_immature_out => IMMATURE,
            Standing::In { .. } => continue,
        };
        *reasons.entry(reason.to_owned()).or_default() += 1;
    }
    reasons
}

/// What would show whether a customer stayed.
pub(super) const WITHOUT: &str = "neither accounts.churned_at nor the status or end of a subscription";

/// When nobody can be observed at all, the reason is the export that is missing.
fn nobody(customers: &[Counted]) -> String {
    if customers.iter().any(|customer| customer.standing == Standing::Out(LEAVERS)) {
        return LEAVERS_ALONE.to_owned();
    }
    let is_unobserved = |customer: &Counted| customer.standing == Standing::Out(NOT_OBSERVED);
    if !customers.is_empty() && customers.iter().all(is_unobserved) {
        format!("no export shows whether these customers stayed: {WITHOUT}")
    } else {
        NO_CASE.to_owned()
    }
}

fn mature(customers: &[Counted], cohort: Cohort, facts: &Facts<'_>) -> Metric {
    let mut share = Share { excluded: left_out(customers, true), ..Share::default() };
    for customer in customers {
        if let Standing::In { is_lost, is_mature: true, .. } = customer.standing {
            share.denominator += 1;
            share.numerator += u64::from(!is_lost);
        }
    }
    let bounds = bounds(&share);
    let mut metric = Metric::share("retention_90d", cohort, share, facts.min_cohort());
    match metric.status {
        MetricStatus::NotComputable => metric.reason = Some(why_nobody_is_mature(customers)),
        _ => metric.reason = bounds,
    }
    metric
}

fn why_nobody_is_mature(customers: &[Counted]) -> String {
    let is_observed = |customer: &Counted| matches!(customer.standing, Standing::In { .. });
    if customers.iter().any(is_observed) {
        "no case: no observed customer has reached the day yet".to_owned()
    } else {
        nobody(customers)
    }
}

/// What customers of whom nobody knows when, or whether, they left could make of the rate.
fn bounds(share: &Share) -> Option<String> {
    let left_out = |reason: &str| share.excluded.get(reason).copied().unwrap_or(0);
    let (undated, unread) = (left_out(UNDATED), left_out(UNREADABLE_CELL));
    let unknown = undated + unread;
    if unknown == 0 {
        return None;
    }
    let all = (share.denominator + unknown) as f64;
    let (low, high) = (share.numerator as f64 / all, (share.numerator + unknown) as f64 / all);
    let who = if unread == 0 { "churned without a date" } else { "whose end is not known" };
    Some(format!("between {low:.3} and {high:.3} if the {unknown} {who} were counted"))
}

fn curve(customers: &[Counted], cohort: Cohort, facts: &Facts<'_>) -> Metric {
    let limit = days_of_figure(facts);
    let observations: Vec<Observation> = customers
        .iter()
        .filter_map(|customer| match customer.standing {
            Standing::In { days, is_churned, .. } => Some(Observation { time: days, event: is_churned }),
            Standing::Out(_) => None,
        })
        .collect();
    let curve = KaplanMeier::fit(&observations);
    let n = curve.at_risk_at_start();
    let churned = observations.iter().filter(|seen| seen.event && seen.time <= limit).count();
    let survival = curve.survival_at(limit);
    let is_followed = curve.followed_until().is_some_and(|until| until >= limit);
    let base = |reason: String| Metric {
        numerator: Some(churned as f64),
        denominator: Some(n as f64),
        excluded: left_out(customers, false),
        ..Metric::not_computable("retention_90d_km", "share", cohort.clone(), reason)
    };
    if n == 0 {
        return base(nobody(customers));
    }
    if !is_followed && survival > 0.0 {
        return base("nobody has been followed for that long".to_owned());
    }
    Metric {
        value: Some(survival),
        interval: curve.interval_at(limit).map(|at| Interval::closed(at.low, at.high, "log-log greenwood")),
        status: MetricStatus::of(n, facts.min_cohort()),
        reason: None,
        ..base(String::new())
    }
}
