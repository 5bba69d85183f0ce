//! Columns of yes and no under headings that ask for more: `Success metric?` with `Y` says that there is one, and not
//! what it is, `Sync held?` that it was and not when.

use super::super::super::parse::bools::read_bool;
use super::super::super::parse::text::{is_empty_reference, without_formula};
use super::super::YES_OR_NO;
use super::super::overrides::Overrides;
use super::partial::Partial;
use super::{Binding, FieldPlan, How, Use, field_name};
use crate::domain::{TableKind, ValueKind};

/// Fields of deals to which neither yes nor no is an answer; where "none" is one, "no" may be.
const ASKED: [&str; 14] = [
    "billing_terms",
    "product",
    "why_now",
    "decision_criteria",
    "executive_sponsor",
    "champion",
    "economic_buyer",
    "technical_contact",
    "business_goals",
    "pain_points",
    "user_requirements",
    "success_metric",
    "first_value_criteria",
    "timeline_promised",
];
/// So many cells that are not blank show what a column holds.
const ENOUGH: usize = 3;

/// A column of yes and no that a heading makes the time of an event.
pub(super) struct Held {
    plan: FieldPlan,
    how: How,
}

impl Binding<'_> {
    /// Sets such columns aside, so that one with the days themselves may take their place; what `audit.toml` gives stays.
    pub(super) fn set_aside_times(&mut self, partial: &mut Partial, overrides: &Overrides) -> Vec<Held> {
        let table = partial.table;
        let mut held = Vec::new();
        for (field, spec) in table.fields().iter().enumerate() {
            let is_time = matches!(spec.kind, ValueKind::Date | ValueKind::Datetime | ValueKind::When);
            let is_told = !overrides.columns(table, table, &spec.name).is_empty();
            if !is_time || is_told {
                continue;
            }
            let is_this = |used: &Use| used.table == table && used.field == field;
            let is_silent = |plan: &FieldPlan| plan.columns.iter().all(|&column| self.says_yes_or_no(column, 1));
            let how = |column: usize| self.uses[column].iter().find(|used| is_this(used)).map(|used| used.how.clone());
            let Some(how) = partial.fields[field]
                .as_ref()
                .filter(|plan| is_silent(plan))
                .and_then(|plan| how(*plan.columns.first()?))
            else {
                continue;
            };
            self.uses.iter_mut().for_each(|uses| uses.retain(|used| !is_this(used)));
            held.extend(partial.fields[field].take().map(|plan| Held { plan, how }));
        }
        held
    }

    /// Puts each back whose place nothing has taken: that an account left is more than nothing. Not so the times of
    /// onboarding: where each yes has no day and each no is a failure, the rate would be one of failures alone.
    pub(super) fn put_back(&mut self, partial: &mut Partial, held: Vec<Held>) {
        for Held { plan, how } in held {
            let (table, field) = (partial.table, plan.field);
            let asked = field_name(table, &table.fields()[field]);
            let why = match &partial.fields[field] {
                Some(_) => format!("{YES_OR_NO}, and another column is {asked}"),
                None if table == TableKind::Onboarding => format!("{YES_OR_NO}, and {asked} asks when"),
                None => {
                    self.note(table, field, &plan.columns, &how);
                    partial.set(plan);
                    continue;
                }
            };
            for column in plan.columns {
                partial.taken[column] = false;
                self.passed_over[column] = Some(why.clone());
            }
        }
    }

    /// Frees the columns whose cells say no more than yes or no to a field that asks for more; what `audit.toml` gives
    /// stays.
    pub(super) fn leave_yes_or_no(&mut self, partial: &mut Partial, overrides: &Overrides) {
        let table = partial.table;
        if table != TableKind::Deals {
            return;
        }
        for name in ASKED {
            let Some(field) = table.field(name).filter(|_| overrides.columns(table, table, name).is_empty()) else {
                continue;
            };
            let columns = partial.fields[field].as_ref().map_or_else(Vec::new, |plan| plan.columns.clone());
            if columns.is_empty() || !columns.iter().all(|&column| self.says_yes_or_no(column, ENOUGH)) {
                continue;
            }
            partial.fields[field] = None;
            let asked = field_name(table, &table.fields()[field]);
            for column in columns {
                self.uses[column].retain(|used| used.table != table || used.field != field);
                self.passed_over[column] = Some(format!("{YES_OR_NO}, and {asked} asks for more"));
            }
        }
    }

    /// Of the cells that were looked at; fewer than `least` filled ones show nothing.
    fn says_yes_or_no(&self, column: usize, least: usize) -> bool {
        let cells = self.sample.iter().filter_map(|row| row.get(column)).map(|cell| without_formula(cell));
        let mut filled = cells.filter(|cell| !is_empty_reference(cell));
        let says = |cell: &str| !cell.contains(char::is_numeric) && matches!(read_bool(cell), Ok(Some(_)));
        let mut n_filled = 0;
        filled.all(|cell| {
            n_filled += 1;
            says(cell)
        }) && n_filled >= least
    }
}
