//! What is bound of one table so far.

use super::super::super::profile::TableRule;
use super::super::{Combine, FieldPlan, TablePlan};
use crate::domain::TableKind;

/// What is bound of one table so far.
pub(super) struct Partial {
    pub(super) table: TableKind,
    pub(super) fields: Vec<Option<FieldPlan>>,
    pub(super) taken: Vec<bool>,
    pub(super) requires: Vec<usize>,
}

impl Partial {
    pub(super) fn new(table: TableKind, n_columns: usize) -> Partial {
        Partial { table, fields: vec![None; table.fields().len()], taken: vec![false; n_columns], requires: Vec::new() }
    }

    pub(super) fn set(&mut self, plan: FieldPlan) {
        plan.columns.iter().for_each(|&column| self.taken[column] = true);
        let field = plan.field;
        self.fields[field] = Some(plan);
    }

    /// What the kind of file implies: values of fields without a column, and of blank cells.
    pub(super) fn complete(&mut self, rule: &TableRule) {
        for field in &rule.fields {
            let plan = &mut self.fields[field.field];
            match (plan.as_mut(), &field.absent) {
                (None, Some(absent)) => {
                    let values = field.values.clone();
                    *plan = Some(FieldPlan {
                        constant: Some(absent.clone()),
                        ..FieldPlan::of(field.field, Vec::new(), values)
                    });
                }
                (Some(bound), _) if bound.constant.is_none() => bound.constant.clone_from(&field.blank),
                _ => {}
            }
        }
    }

    pub(super) fn into_plan(self) -> TablePlan {
        TablePlan {
            table: self.table,
            fields: self.fields.into_iter().flatten().collect(),
            stage_entries: Vec::new(),
            associations: Vec::new(),
            skip: Vec::new(),
            requires: self.requires,
        }
    }
}

impl FieldPlan {
    pub(super) fn of(field: usize, columns: Vec<usize>, values: Vec<(String, String)>) -> FieldPlan {
        FieldPlan {
            field,
            columns,
            combine: Combine::FirstNonBlank,
            weak: Vec::new(),
            constant: None,
            prefixes: Vec::new(),
            names: Vec::new(),
            is_list: false,
            values,
            other: None,
            flags: Vec::new(),
            when: None,
            unless: Vec::new(),
            planned: Vec::new(),
        }
    }
}
