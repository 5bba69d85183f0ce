//! The columns that a profile's rule gives a field.

use super::super::super::profile::{FieldRule, Name};
use super::super::shape::{Fit, fit};
use super::super::{Combine, FieldPlan, When};
use super::Binding;
use super::partial::Partial;
use crate::domain::ValueKind;

impl Binding<'_> {
    /// Whether the cells of one of the columns are not of that kind.
    pub(super) fn contradict(&self, columns: &[usize], kind: ValueKind) -> bool {
        columns.iter().any(|&column| fit(self.sample, column, kind).is_some_and(Fit::contradicts))
    }

    /// The columns for a field among those that are free, and the name that found the first.
    pub(super) fn plan<'r>(&self, partial: &Partial, rule: &'r FieldRule) -> Option<(FieldPlan, &'r Name)> {
        let free = |name: &Name| -> Vec<usize> {
            self.headings.find(name).into_iter().filter(|&column| !partial.taken[column]).collect()
        };
        let hits = |names: &'r [Name]| {
            names.iter().map(|name| (name, free(name))).filter(|(_, columns)| !columns.is_empty()).collect::<Vec<_>>()
        };
        let told = |names: &[Name]| names.iter().flat_map(|name| self.headings.find(name)).collect::<Vec<_>>();
        let when = rule.when.as_ref().map(|when| When {
            told_by: told(&when.headings),
            values: when.values.clone(),
            is: when.is.clone(),
            columns: told(&when.from),
        });
        let plan = |columns| FieldPlan {
            constant: rule.blank.clone(),
            weak: rule.weak.clone(),
            other: rule.other.clone(),
            when: when.clone().filter(|when| !when.told_by.is_empty()),
            ..FieldPlan::of(rule.field, columns, rule.values.clone())
        };
        let from = hits(&rule.from);
        // "Kickoff held: yes" beside the date of the kickoff is not when it was.
        let kind = partial.table.fields()[rule.field].kind;
        let is_time = matches!(kind, ValueKind::Date | ValueKind::Datetime | ValueKind::When);
        let is_apt = |columns: &[usize]| !is_time || !self.contradict(columns, kind);
        if let Some((name, first)) = from.iter().find(|(_, columns)| is_apt(columns)).or(from.first()) {
            let mut columns = first.clone();
            if rule.merge {
                let more = from.iter().skip(1).flat_map(|(_, columns)| columns.iter().copied());
                columns.extend(more.collect::<Vec<_>>());
                columns.dedup();
            }
            return Some((plan(columns), name));
        }
        let parts = hits(&rule.join);
        if let Some((name, _)) = parts.first() {
            let columns = parts.iter().map(|(_, columns)| columns[0]).collect();
            return Some((FieldPlan { combine: Combine::JoinWithSpace, ..plan(columns) }, name));
        }
        let flags: Vec<(&Name, usize, String)> = rule
            .flags
            .iter()
            .flat_map(|(name, value)| free(name).into_iter().map(move |column| (name, column, value.clone())))
            .collect();
        if let Some((name, ..)) = flags.first() {
            let columns = flags.iter().map(|(_, column, _)| *column).collect();
            let values = flags.iter().map(|(_, _, value)| value.clone()).collect();
            return Some((FieldPlan { combine: Combine::Flags, flags: values, ..plan(columns) }, name));
        }
        let prefixed = rule.prefixed.iter().map(|name| (name, self.headings.find(name)));
        if let Some((name, columns)) = prefixed.into_iter().find(|(_, columns)| !columns.is_empty()) {
            return Some((FieldPlan { prefixes: rule.prefixes.clone(), ..plan(columns) }, name));
        }
        // No column of its own: another one tells the rows that have a value, and which.
        let teller = rule.when.as_ref().filter(|when| when.is.is_some())?;
        let name = teller.headings.iter().find(|name| self.headings.has(name))?;
        Some((plan(Vec::new()), name))
    }
}
