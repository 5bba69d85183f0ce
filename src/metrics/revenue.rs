//! Revenue retention: the same customers, weighted by annual value.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Sym;

use super::cohort::Dimension;
use super::estimate::{Cohort, Metric, MetricStatus, NO_CASE};
use super::facts::Facts;
use super::retention::{Counted, Standing, by_cohort, left_out};

const ID: &str = "revenue_retention_90d";
/// Why a customer weighs nothing: no export says what it is worth.
const NO_VALUE: &str = "no_annual_value";
/// Or says that it is worth less than nothing, as a credit note does: lost, it would take from the whole and let more be
/// kept than there was. A value of zero is one, and weighs nothing.
const BELOW_ZERO: &str = "annual_value_below_zero";

/// The figure in every cohort of a dimension.
pub(super) fn along(customers: &[Counted], dimension: &Dimension, facts: &Facts<'_>) -> Vec<Metric> {
    by_cohort(customers, dimension)
        .into_iter()
        .enumerate()
        .map(|(position, customers)| figure(&customers, dimension.cohort(position), facts))
        .collect()
}

/// A mature customer with its value in one currency.
struct Valued {
    annual: f64,
    is_kept: bool,
}

fn figure(customers: &[Counted], cohort: Cohort, facts: &Facts<'_>) -> Metric {
    let mut excluded = left_out(customers, true);
    let leave_out = |excluded: &mut BTreeMap<String, u64>, why: &str| *excluded.entry(why.to_owned()).or_default() += 1;
    let mut currencies = BTreeSet::new();
    let mut valued = Vec::new();
    for customer in customers {
        let Standing::In { is_lost, is_mature: true, .. } = customer.standing else { continue };
        let weight = &facts.assembly.customers[customer.customer as usize].weight;
        if weight.is_empty() {
            leave_out(&mut excluded, NO_VALUE);
            continue;
        }
        let mut unrated = BTreeSet::new();
        let annual = sum(weight.iter().map(|&(value, currency)| {
            let currency = currency_of(currency, facts);
            let rate = rate(&currency, facts);
            if rate.is_none() && !currency.is_empty() {
                unrated.insert(currency);
            }
            value * rate.unwrap_or(1.0)
        }));
        if annual < 0.0 {
            leave_out(&mut excluded, BELOW_ZERO);
            continue;
        }
        currencies.extend(unrated);
        valued.push(Valued { annual, is_kept: !is_lost });
    }
    if currencies.len() > 1 || (!currencies.is_empty() && facts.settings.rates.is_some()) {
        let names: Vec<&str> = currencies.iter().map(String::as_str).collect();
        let reason = format!("several currencies and no [rates] for {}", names.join(", "));
        return Metric { excluded, ..Metric::not_computable(ID, "share", cohort, reason) };
    }
    summed(&valued, excluded, cohort, facts)
}

fn summed(valued: &[Valued], excluded: BTreeMap<String, u64>, cohort: Cohort, facts: &Facts<'_>) -> Metric {
    let total = sum(valued.iter().map(|customer| customer.annual));
    let kept = sum(valued.iter().filter(|customer| customer.is_kept).map(|customer| customer.annual));
    if total == 0.0 {
        let has_values = !valued.is_empty() || excluded.contains_key(BELOW_ZERO);
        let reason = if has_values { "no annual value above zero" } else { NO_CASE };
        return Metric { excluded, ..Metric::not_computable(ID, "share", cohort, reason.to_owned()) };
    }
    Metric {
        value: Some(kept / total),
        numerator: Some(kept),
        denominator: Some(total),
        excluded,
        status: MetricStatus::of(valued.len() as u64, facts.min_cohort()),
        reason: None,
        ..Metric::not_computable(ID, "share", cohort, String::new())
    }
}

/// The same to the last digit in whatever order the customers come.
fn sum(amounts: impl Iterator<Item = f64>) -> f64 {
    let mut amounts: Vec<f64> = amounts.collect();
    amounts.sort_by(f64::total_cmp);
    amounts.into_iter().sum()
}

/// The currency of an amount; the audit's own where the export says none.
fn currency_of(currency: Sym, facts: &Facts<'_>) -> String {
    let own = facts.book.text(currency);
    if own.is_empty() { facts.settings.audit.currency.clone().unwrap_or_default() } else { own.to_uppercase() }
}

/// What one unit of a currency is worth; `None` where `[rates]` does not say, so that currencies must agree.
fn rate(currency: &str, facts: &Facts<'_>) -> Option<f64> {
    let rates = facts.settings.rates.as_ref()?;
    let is_own = facts.settings.audit.currency.as_deref() == Some(currency);
    rates.get(currency).copied().or(is_own.then_some(1.0))
}
