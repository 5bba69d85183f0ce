//! Columns whose headings are known for no system's: likely headings, a plain `id`, the words of a heading, and what names
//! an account in words.

use super::super::super::profile::{self, Key, TableRule, common_values};
use super::super::FieldPlan;
use super::super::how::How;
use super::super::shape::{Fit, fit};
use super::super::words;
use super::partial::Partial;
use super::{Binding, beside, is_implied};
use crate::domain::{TableKind, ValueKind};

/// So many columns that name a row's account are read.
const MAX_NAMES: usize = 2;

impl Binding<'_> {
    /// Headings that are likely. What the kind of file implies is not asked of any column.
    pub(super) fn bind_likely(
        &mut self,
        partial: &mut Partial,
        own: Option<&TableRule>,
        is_asked: impl Fn(ValueKind) -> bool,
    ) {
        let table = partial.table;
        for rule in profile::likely().iter().filter(|rule| rule.table == table) {
            let mut rule = rule.clone();
            rule.fields.retain(|field| !is_implied(own, field.field) && is_asked(table.fields()[field.field].kind));
            self.bind_rule(partial, &rule, How::Likely);
        }
    }

    /// `id` in a file that is one of deals by all else. It makes none one: everything has an id and a stage.
    pub(super) fn bind_plain_id(&mut self, partial: &mut Partial) {
        let table = TableKind::Deals;
        let Some(field) = table.field("deal_id").filter(|_| partial.table == table) else { return };
        let mut columns = self.headings.find_key(&Key::of("id"));
        columns.retain(|&column| !partial.taken[column]);
        if partial.fields[field].is_none() && !columns.is_empty() {
            self.note(table, field, &columns, &How::Likely);
            partial.set(FieldPlan::of(field, columns, Vec::new()));
        }
    }

    /// Columns that name the account in words, where the table has no field for its name: beside an id, which may be
    /// another system's, or in its place. Of contacts and activities, which CRMs export, ids are the CRM's own.
    pub(super) fn bind_account_names(&mut self, partial: &mut Partial) {
        let table = partial.table;
        let Some(field) = table.field("account_id").filter(|_| table.field("account_name").is_none()) else { return };
        let rules = profile::likely().iter().filter(|rule| rule.table == table);
        let names = rules.filter_map(|rule| rule.field(field)).flat_map(|rule| &rule.names);
        let columns = names
            .flat_map(|name| self.headings.find(name))
            .filter(|&column| !partial.taken[column] && self.uses[column].is_empty());
        // Headings that are spelt alike lead to one column.
        let mut seen = Vec::new();
        let columns = columns.filter(|column| {
            !seen.contains(column) && {
                seen.push(*column);
                true
            }
        });
        let columns: Vec<usize> = columns.take(MAX_NAMES).collect();
        let has_own_ids =
            matches!(table, TableKind::Contacts | TableKind::Activities) && partial.fields[field].is_some();
        if columns.is_empty() || has_own_ids {
            return;
        }
        self.note(table, field, &columns, &How::Named);
        let plan = partial.fields[field].take().unwrap_or_else(|| FieldPlan::of(field, Vec::new(), Vec::new()));
        columns.iter().for_each(|&column| partial.taken[column] = true);
        partial.set(FieldPlan { names: columns, ..plan });
    }

    /// Columns that name the deal in words, where none holds its id. Of onboarding records and reviews that name nothing
    /// else, the deals' own fields beside them take the name.
    pub(super) fn bind_deal_names(&mut self, partial: &mut Partial) {
        let table = partial.table;
        let Some(field) = table.field("deal_id").filter(|&field| partial.fields[field].is_none()) else { return };
        let names_account = ["account_id", "account_name"].into_iter().filter_map(|name| table.field(name));
        let is_left =
            beside::may_hold_handoffs(table) && names_account.into_iter().all(|of| partial.fields[of].is_none());
        if table == TableKind::Deals || is_left {
            return;
        }
        let rules = profile::likely().iter().filter(|rule| rule.table == table);
        let names = rules.filter_map(|rule| rule.field(field)).flat_map(|rule| &rule.names);
        let is_free = |column: &usize| !partial.taken[*column] && self.uses[*column].is_empty();
        let Some(column) = names.flat_map(|name| self.headings.find(name)).find(is_free) else { return };
        self.note(table, field, &[column], &How::DealNamed);
        partial.taken[column] = true;
        partial.set(FieldPlan { names: vec![column], is_list: true, ..FieldPlan::of(field, Vec::new(), Vec::new()) });
    }

    /// Columns whose heading has the words of one field's heading and of no other's, and whose cells do not speak
    /// against it; a time, a number or a yes must be confirmed by the cells.
    pub(super) fn bind_words(
        &mut self,
        partial: &mut Partial,
        own: Option<&TableRule>,
        is_asked: impl Fn(ValueKind) -> bool,
    ) {
        for column in 0..self.headings.len() {
            if partial.taken[column] || self.passed_over[column].is_some() || !self.uses[column].is_empty() {
                continue;
            }
            if beside::may_hold_handoffs(partial.table) && beside::is_handoff(self.headings, column) {
                continue;
            }
            let [known] = words::same_words(partial.table, self.headings.text(column))[..] else { continue };
            let kind = partial.table.fields()[known.field].kind;
            if !is_asked(kind) {
                continue;
            }
            let is_confirmed = fit(self.sample, column, kind).is_none_or(Fit::confirms);
            if partial.fields[known.field].is_some() || is_implied(own, known.field) || !is_confirmed {
                continue;
            }
            self.note(partial.table, known.field, &[column], &How::Words(known.text.clone()));
            let values = common_values(partial.table.name(), &partial.table.fields()[known.field].name);
            partial.set(FieldPlan::of(known.field, vec![column], values));
        }
    }
}
