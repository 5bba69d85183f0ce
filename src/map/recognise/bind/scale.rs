//! Scales of answers that stand in headings: `CSAT (1-5)`.

use super::super::super::profile;
use super::super::FieldPlan;
use super::Binding;
use super::partial::Partial;
use crate::domain::TableKind;

impl Binding<'_> {
    /// The scale that stands behind the heading of the scores.
    pub(super) fn bind_scale(&self, partial: &mut Partial) {
        let table = partial.table;
        let plan = table.field("score").and_then(|field| partial.fields[field].as_ref());
        let column = plan.filter(|_| table == TableKind::Surveys).and_then(|plan| plan.columns.first());
        let Some((_, (low, high))) = column.and_then(|&column| profile::scale_of(self.headings.text(column))) else {
            return;
        };
        for (name, value) in [("scale_min", low), ("scale_max", Some(high))] {
            let field = table.field(name).filter(|&field| partial.fields[field].is_none());
            if let (Some(field), Some(value)) = (field, value) {
                let constant = Some(value.to_string());
                partial.fields[field] = Some(FieldPlan { constant, ..FieldPlan::of(field, Vec::new(), Vec::new()) });
            }
        }
    }
}
