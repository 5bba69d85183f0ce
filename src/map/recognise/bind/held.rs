//! Columns that say whether an event took place: beside the day of a kickoff stands "cancelled", or "Kickoff held?" with
//! a no. A day alone would make it an event.

use super::super::super::parse::bools::says_done;
use super::super::super::parse::events::says_not_held;
use super::super::super::parse::text::is_blank;
use super::super::super::profile::Key;
use super::super::FieldPlan;
use super::partial::Partial;
use super::{Binding, field_name};
use crate::domain::TableKind;

/// The times of onboarding of which files say in another column whether they took place, with what people call them.
const EVENTS: [(&str, &[&str]); 4] = [
    (
        "sync_at",
        &[
            "Sync",
            "Internal Sync",
            "Handoff Sync",
            "Handover Sync",
            "AE/CSM Sync",
            "Sync Meeting",
            "Sync Call",
            "Handoff Call",
            "Handoff Meeting",
            "Handover Call",
            "Handover Meeting",
            "Internal Handoff Call",
            "Knowledge Transfer",
        ],
    ),
    (
        "kickoff_at",
        &[
            "Kickoff",
            "Kick-off",
            "Kick off",
            "Kickoff Call",
            "Kick-off Call",
            "Kickoff Meeting",
            "Kick-off Meeting",
            "Customer Kickoff",
        ],
    ),
    ("first_value_at", &["First Value", "Value"]),
    ("go_live_at", &["Go-Live", "Go Live", "Launch"]),
];

/// What such a column's heading says of the event. The first of them are headings of the time itself too.
const SAID: [&str; 11] = [
    "Held",
    "Completed",
    "Done",
    "Complete",
    "Achieved",
    "Reached",
    "Status",
    "Outcome",
    "State",
    "Happened",
    "Took Place",
];

/// So many of its cells must say that something did not take place, or that it did, for the column to be one of these.
const ENOUGH: usize = 1;

impl Binding<'_> {
    /// Gives the times of onboarding the columns that say whether they are those of an event.
    pub(super) fn bind_held(&mut self, partial: &mut Partial) {
        if partial.table != TableKind::Onboarding {
            return;
        }
        for (name, stems) in EVENTS {
            let Some(field) = partial.table.field(name).filter(|&field| partial.fields[field].is_some()) else {
                continue;
            };
            let telling = self.telling(partial, stems);
            let field_name = field_name(partial.table, &partial.table.fields()[field]);
            for &column in &telling {
                self.passed_over[column] = Some(format!("tells whether {field_name} took place"));
            }
            let Some(plan) = &mut partial.fields[field] else { continue };
            plan.unless.clone_from(&telling);
            // The day of a kickoff that was not held, or not yet, is the day that was planned.
            let planned = partial.table.field("kickoff_planned_at").filter(|_| name == "kickoff_at");
            if let Some(planned) = planned.filter(|&planned| partial.fields[planned].is_none() && !telling.is_empty()) {
                let columns = partial.fields[field].as_ref().map_or_else(Vec::new, |plan| plan.columns.clone());
                partial.fields[planned] =
                    Some(FieldPlan { planned: telling, ..FieldPlan::of(planned, columns, Vec::new()) });
            }
        }
    }

    /// The columns that nothing else uses, whose headings ask whether one of those took place, and whose cells say of
    /// some that it did, or not.
    fn telling(&self, partial: &Partial, stems: &[&str]) -> Vec<usize> {
        let headings = stems.iter().flat_map(|stem| SAID.map(|said| Key::of(&format!("{stem} {said}"))));
        let mut columns: Vec<usize> = headings.flat_map(|key| self.headings.find_key(&key)).collect();
        columns.sort_unstable();
        columns.dedup();
        let says = |column: usize| {
            let cells = self.sample.iter().filter_map(|row| row.get(column)).filter(|cell| !is_blank(cell));
            cells.filter(|cell| says_not_held(cell) || says_done(cell)).count() >= ENOUGH
        };
        columns.retain(|&column| !partial.taken[column] && self.uses[column].is_empty() && says(column));
        columns
    }
}
