//! Columns of yes and no under headings that ask for more: `Success metric?` with `Y` says that there is one, and not
//! what it is.

use super::super::super::parse::bools::read_bool;
use super::super::super::parse::text::{is_empty_reference, without_formula};
use super::super::YES_OR_NO;
use super::super::overrides::Overrides;
use super::partial::Partial;
use super::{Binding, field_name};
use crate::domain::TableKind;

/// Fields of deals to which neither yes nor no is an answer; where "none" is one, "no" may be.
const ASKED: [&str; 11] = [
    "billing_terms",
    "product",
    "why_now",
    "decision_criteria",
    "executive_sponsor",
    "business_goals",
    "pain_points",
    "user_requirements",
    "success_metric",
    "first_value_criteria",
    "timeline_promised",
];
/// So many cells that are not blank show what a column holds.
const ENOUGH: usize = 3;

impl Binding<'_> {
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
            if columns.is_empty() || !columns.iter().all(|&column| self.says_yes_or_no(column)) {
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

    fn says_yes_or_no(&self, column: usize) -> bool {
        let cells = self.sample.iter().filter_map(|row| row.get(column)).map(|cell| without_formula(cell));
        let mut filled = cells.filter(|cell| !is_empty_reference(cell));
        let says = |cell: &str| !cell.contains(char::is_numeric) && matches!(read_bool(cell), Ok(Some(_)));
        let mut n_filled = 0;
        filled.all(|cell| {
            n_filled += 1;
            says(cell)
        }) && n_filled >= ENOUGH
    }
}
