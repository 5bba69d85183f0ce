//! What the field history shows: fields first filled late, and what changed after CS had accepted.

use rustc_hash::FxHashMap;

use crate::domain::{Moment, TableKind};
use crate::packet::detail::Fill;

use super::{Gatherer, Share};

/// Amount, scope and dates: what CS accepted the handoff on.
const ACCEPTED_ON: [&str; 11] = [
    "amount",
    "currency",
    "product",
    "seats",
    "signed_scope",
    "signed_scope_url",
    "contract_term_months",
    "contract_start",
    "contract_end",
    "go_live_target",
    "closed_at",
];

impl Gatherer<'_> {
    /// First fillings of fields that were blank, by field; and changes after the standing acceptance, in file order.
    pub(super) fn changes(&self, share: &Share<'_>) -> (Box<[Fill]>, Box<[Fill]>) {
        let Some(table) = self.book.table(TableKind::FieldHistory) else { return Default::default() };
        let (names, times) = (table.symbols("field"), table.times("changed_at"));
        let (old, new) = (table.texts("old_value"), table.texts("new_value"));
        let accepted = share.events.last_decision().filter(|decision| decision.is_accepted).map(|decision| decision.at);
        let watched: Vec<usize> = ACCEPTED_ON.iter().filter_map(|name| TableKind::Deals.field(name)).collect();
        let mut by_field: FxHashMap<usize, Vec<(Moment, usize)>> = FxHashMap::default();
        let mut late = Vec::new();
        for row in share.history.iter().map(|&row| row as usize) {
            let Some(field) = self.history_fields.position(names.get(row)) else { continue };
            let Some(at) = times.get(row).filter(|at| at.utc() <= self.as_of.utc()) else { continue };
            by_field.entry(field).or_default().push((at, row));
            let is_change = old.get(row).trim() != new.get(row).trim();
            if is_change && watched.contains(&field) && accepted.is_some_and(|accepted| accepted.is_before(at)) {
                late.push(Fill { field: field as u16, at, origin: table.row_origin(row) });
            }
        }
        let mut fills: Box<[Fill]> = by_field
            .into_iter()
            .filter_map(|(field, mut entries)| {
                if !self.history_fields.is_ordered() {
                    entries.sort_by_key(|(at, _)| at.order());
                }
                let was_blank = |text: &str| text.trim().is_empty();
                if !was_blank(old.get(entries[0].1)) {
                    return None;
                }
                let &(at, row) = entries.iter().find(|(_, row)| !was_blank(new.get(*row)))?;
                Some(Fill { field: field as u16, at, origin: table.row_origin(row) })
            })
            .collect();
        fills.sort_unstable_by_key(|fill| fill.field);
        (fills, late.into())
    }
}
