//! What `audit.toml` says of the columns of a file: it goes before everything that headings say.

use super::super::super::profile::common_values;
use super::super::FieldPlan;
use super::super::how::How;
use super::super::overrides::Overrides;
use super::partial::Partial;
use super::{Binding, field_name};
use crate::domain::TableKind;

impl Binding<'_> {
    /// The columns that `audit.toml` gives; they are taken from whatever held them.
    pub(super) fn bind_overrides(
        &mut self,
        partial: &mut Partial,
        own: TableKind,
        overrides: &Overrides,
    ) -> Vec<usize> {
        let mut all = Vec::new();
        for (field, spec) in partial.table.fields().iter().enumerate() {
            let columns = overrides.columns(own, partial.table, &spec.name);
            if columns.is_empty() {
                continue;
            }
            self.unbind(partial, field, &columns);
            self.note(partial.table, field, &columns, &How::AuditToml);
            all.extend(&columns);
            partial.set(FieldPlan::of(field, columns, common_values(partial.table.name(), &spec.name)));
        }
        all
    }

    /// Frees the columns of fields that, `audit.toml` says, no column feeds.
    pub(super) fn forbid(&mut self, partial: &mut Partial, own: TableKind, overrides: &Overrides) {
        let table = partial.table;
        for (field, spec) in table.fields().iter().enumerate() {
            if !overrides.forbid(own, table, &spec.name) {
                continue;
            }
            let why = format!("not used: audit.toml says that no column is {}", field_name(table, spec));
            if let Some(plan) = partial.fields[field].take() {
                for column in plan.columns.into_iter().chain(plan.names) {
                    self.uses[column].retain(|used| used.table != table || used.field != field);
                    self.passed_over[column] = Some(why.clone());
                }
            }
        }
    }

    /// Frees a field and the columns that are to feed it.
    pub(super) fn unbind(&mut self, partial: &mut Partial, field: usize, columns: &[usize]) {
        let table = partial.table;
        self.uses.iter_mut().for_each(|uses| uses.retain(|used| used.table != table || used.field != field));
        partial.fields[field] = None;
        for &column in columns {
            self.uses[column].retain(|used| used.table != table);
        }
        for plan in &mut partial.fields {
            if let Some(kept) = plan.as_mut() {
                kept.columns.retain(|column| !columns.contains(column));
                if kept.columns.is_empty() {
                    *plan = None;
                }
            }
        }
    }
}
