//! Two audits against each other: what was fixed, what is new, what got worse, and how far each figure moved.
//!
//! Both sides are read as `audit.json`, so that a baseline of last quarter needs nothing but that file. Definitions that
//! differ are named before any figure: two figures under two definitions are not one figure that moved.

mod deals;
mod figures;
mod past;
mod rules;
mod threshold;

pub use deals::{DealChange, Deals, FindingChange};
pub use figures::{FigureChange, Point, is_better_when_lower};
pub use past::{Error, Past};
pub use rules::{RuleCount, RuleMoved};
pub use threshold::{Bound, Standing, Threshold, ThresholdError, ThresholdResult};

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use past::RuleSetting;

/// The second audit against the first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Comparison {
    /// `handoff-audit-comparison/1`.
    pub schema: &'static str,
    /// The earlier audit.
    pub before: Side,
    /// The later one.
    pub after: Side,
    /// Definitions in force that differ, by id.
    pub definitions: Vec<DefinitionChange>,
    /// What else a reader must know before comparing.
    pub notes: Vec<String>,
    /// Figures of the whole, then of segments and tiers.
    pub figures: Vec<FigureChange>,
    /// Deals and their findings.
    pub deals: Deals,
    /// What each rule of deals found, by code.
    pub rules: Vec<RuleMoved>,
}

/// One of the two audits.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Side {
    /// Its title.
    pub title: String,
    /// Up to when its exports observe; `None` where no export held a time.
    pub as_of: Option<String>,
    /// The zone of its local days; empty where it does not say.
    pub timezone: String,
    /// First day of its window.
    pub from: Option<String>,
    /// First day after its window.
    pub to: Option<String>,
    /// Version of the program that made it.
    pub version: String,
    /// Handoffs in scope.
    pub in_scope: u64,
    /// Of these, due.
    pub due: u64,
    /// Its verdict.
    pub verdict: String,
    /// Its definitions in force; those that differ are listed on their own.
    #[serde(skip)]
    pub definitions: BTreeMap<String, Value>,
}

/// A definition that differs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DefinitionChange {
    /// Key in `[definitions]`.
    pub id: String,
    /// Value in the first; null where it has none.
    pub before: Value,
    /// Value in the second.
    pub after: Value,
}

/// Holds `after` against `before`.
pub fn compare(before: &Past, after: &Past) -> Comparison {
    let deals = deals::changes(before, after);
    Comparison {
        schema: "handoff-audit-comparison/1",
        before: side(before),
        after: side(after),
        definitions: definitions(before, after),
        notes: notes(before, after),
        figures: figures::changes(before, after),
        rules: rules::changes(before, after, &deals),
        deals,
    }
}

fn side(past: &Past) -> Side {
    Side {
        title: past.title.clone(),
        as_of: past.as_of.clone(),
        timezone: past.timezone.clone(),
        from: past.window.from.clone(),
        to: past.window.to.clone(),
        version: past.tool.version.clone(),
        in_scope: past.population.in_scope,
        due: past.population.due,
        verdict: past.verdict.state.clone(),
        definitions: in_force(past),
    }
}

fn in_force(past: &Past) -> BTreeMap<String, Value> {
    past.definitions.iter().map(|definition| (definition.id.clone(), definition.value.clone())).collect()
}

fn definitions(before: &Past, after: &Past) -> Vec<DefinitionChange> {
    let (before, after) = (in_force(before), in_force(after));
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let value = |side: &BTreeMap<String, Value>, id: &String| side.get(id).cloned().unwrap_or(Value::Null);
    let changes = ids.into_iter().map(|id| DefinitionChange {
        id: id.clone(),
        before: value(&before, id),
        after: value(&after, id),
    });
    changes.filter(|change| change.before != change.after).collect()
}

fn notes(before: &Past, after: &Past) -> Vec<String> {
    let mut notes = Vec::new();
    if before.tool.version != after.tool.version {
        let (old, new) = (&before.tool.version, &after.tool.version);
        notes.push(format!("the audits were made by two versions of the program: {old} and {new}"));
    }
    if (&before.window.from, &before.window.to) != (&after.window.from, &after.window.to) {
        notes.push("the windows differ: the figures are of different deals".to_owned());
    }
    if before.as_of.as_ref().zip(after.as_of.as_ref()).is_some_and(|(before, after)| after < before) {
        notes.push("the second audit observes less far than the first: they may stand the wrong way round".to_owned());
    }
    notes.extend(rule_settings(before, after));
    notes.extend(unread(before, after, "second", "is out of sight, and was not fixed"));
    notes.extend(unread(after, before, "first", "could not be seen then, and is not new"));
    for (name, past) in [("first", before), ("second", after)] {
        if past.deals.is_empty() && past.population.in_scope > 0 {
            notes.push(format!("the {name} audit lists no deals, as it does above 10,000: deals are not compared"));
        }
    }
    let shared = deals::shared(before, after);
    if shared == 0 && !before.deals.is_empty() && !after.deals.is_empty() {
        notes.push("no deal is in both audits: they may be of two systems or two windows".to_owned());
    }
    if shared > 0 {
        let deals = if shared == 1 { "deal is" } else { "deals are" };
        notes.push(format!(
            "{shared} {deals} in both audits; the intervals of change take the two for independent samples"
        ));
    }
    notes
}

/// What one audit reads and the other does not: what rests on it is not held against anything.
fn unread(of: &Past, by: &Past, name: &str, so: &str) -> Option<String> {
    let (known, read) = (of.fields(), by.fields());
    if known.is_empty() || read.is_empty() {
        return None;
    }
    let table = |field: &&str| field.split('.').next().unwrap_or_default().to_owned();
    let tables: BTreeSet<String> = read.iter().map(table).collect();
    let lacking: Vec<&str> = known.difference(&read).copied().collect();
    let whole: BTreeSet<String> = lacking.iter().map(table).filter(|table| !tables.contains(table)).collect();
    let single: Vec<&str> = lacking.into_iter().filter(|field| !whole.contains(&table(field))).collect();
    let exports =
        (!whole.is_empty()).then(|| format!("no export of {}", whole.into_iter().collect::<Vec<_>>().join(", ")));
    let columns = (!single.is_empty()).then(|| format!("no column of {}", some_of(&single)));
    let lacks: Vec<String> = exports.into_iter().chain(columns).collect();
    (!lacks.is_empty()).then(|| format!("the {name} audit reads {}: what rests on it {so}", lacks.join(" and ")))
}

/// The first of many, and how many more there are.
fn some_of(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Rules that are set otherwise: what they found then and finds now is not one count that moved.
fn rule_settings(before: &Past, after: &Past) -> Option<String> {
    let only = |one: &Past, other: &Past, name: &str| -> Vec<String> {
        let settings: BTreeSet<&RuleSetting> = one.rule_changes.iter().collect();
        let others: BTreeSet<&RuleSetting> = other.rule_changes.iter().collect();
        settings.difference(&others).map(|set| format!("{} {} in the {name}", set.code, set.change)).collect()
    };
    let differ = [only(before, after, "first"), only(after, before, "second")].concat();
    (!differ.is_empty()).then(|| format!("rules are set otherwise: {}", differ.join("; ")))
}

#[cfg(test)]
mod tests;
