//! What `audit.toml` says about single columns: checked first, and stronger than any profile.

use super::headings::{Headings, nearest};
use super::{FieldPlan, TablePlan, Unrecognised};
use crate::domain::TableKind;

/// One `canonical = "Heading"`.
#[derive(Clone, Debug)]
pub(super) struct Override {
    /// The table that it names; `None`: the file's own.
    pub(super) table: Option<TableKind>,
    /// The field by name.
    pub(super) field: String,
    /// The column; `None`: no column feeds the field.
    pub(super) column: Option<usize>,
}

/// All of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Overrides(pub(super) Vec<Override>);

impl Overrides {
    pub(super) fn of(columns: &[(String, String)], headings: &Headings) -> Result<Overrides, Unrecognised> {
        let mut overrides = Vec::new();
        for (written, heading) in columns {
            let unknown = || Unrecognised::NoSuchHeading {
                heading: heading.clone(),
                suggestion: nearest(heading, headings.texts()),
                known: headings.texts().map(str::to_owned).collect(),
            };
            let column = match heading.as_str() {
                "" => None,
                heading => Some(headings.find_written(heading).ok_or_else(unknown)?),
            };
            let (table, field) = match written.split_once('.') {
                Some((table, field)) => (Some(table_named(table, written)?), field),
                None => (None, written.as_str()),
            };
            overrides.push(Override { table, field: field.trim().to_owned(), column });
        }
        Ok(Overrides(overrides))
    }

    /// The table that they all name.
    pub(super) fn only_table(&self) -> Option<TableKind> {
        let first = self.0.first()?.table?;
        self.0.iter().all(|entry| entry.table == Some(first)).then_some(first)
    }

    /// Whether each names a field of its table, now that the file's own is known.
    pub(super) fn check(&self, own: TableKind) -> Result<(), Unrecognised> {
        for entry in &self.0 {
            let table = entry.table.unwrap_or(own);
            if table.field(&entry.field).is_none() {
                return Err(Unrecognised::UnknownField {
                    field: format!("{}.{}", table.name(), entry.field),
                    suggestion: nearest(&entry.field, table.fields().iter().map(|field| field.name.as_str())),
                });
            }
        }
        Ok(())
    }

    /// Those that change something: what a plan says anyway stays the inference that it is, with its reason.
    pub(super) fn beyond(self, plans: &[TablePlan]) -> Overrides {
        let is_so = |entry: &Override| {
            plans.iter().enumerate().any(|(position, plan)| {
                let is_meant = entry.table.map_or(position == 0, |table| table == plan.table);
                let fed = plan.fields.iter().find(|fed| plan.table.fields()[fed.field].name == entry.field);
                let is_same = |fed: &FieldPlan| entry.column.is_some_and(|column| fed.columns == [column]);
                is_meant && fed.is_some_and(|fed| is_same(fed) && fed.prefixes.is_empty() && fed.names.is_empty())
            })
        };
        Overrides(self.0.into_iter().filter(|entry| !is_so(entry)).collect())
    }

    /// The column given for a field.
    pub(super) fn columns(&self, own: TableKind, table: TableKind, field: &str) -> Vec<usize> {
        let given = self.0.iter().filter(|entry| entry.table.unwrap_or(own) == table && entry.field == field);
        given.filter_map(|entry| entry.column).collect()
    }

    /// Whether no column is to feed the field.
    pub(super) fn forbid(&self, own: TableKind, table: TableKind, field: &str) -> bool {
        let given = self.0.iter().filter(|entry| entry.table.unwrap_or(own) == table && entry.field == field);
        given.clone().count() > 0 && given.into_iter().all(|entry| entry.column.is_none())
    }

    /// Tables other than the file's own that columns are given for.
    pub(super) fn other_tables(&self, own: TableKind) -> Vec<TableKind> {
        let mut tables: Vec<TableKind> = self
            .0
            .iter()
            .filter(|entry| entry.column.is_some())
            .filter_map(|entry| entry.table)
            .filter(|&table| table != own)
            .collect();
        tables.sort_unstable();
        tables.dedup();
        tables
    }
}

fn table_named(table: &str, written: &str) -> Result<TableKind, Unrecognised> {
    TableKind::named(table.trim()).ok_or_else(|| Unrecognised::UnknownField {
        field: written.to_owned(),
        suggestion: nearest(table, TableKind::ALL.into_iter().map(TableKind::name)),
    })
}
