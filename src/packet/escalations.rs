//! Which escalations count. **Source**: metrics.md, `escalation_rate`.

use crate::domain::{Moment, TableKind, stage_key};
use crate::map::Book;
use crate::settings::Settings;

use super::detail::Known;

/// When those of these rows were opened that are of a kind that counts, or of none, and had happened by `as_of`.
pub(super) fn counted_escalations(
    book: &Book,
    settings: &Settings,
    as_of: Moment,
    rows: &[u32],
) -> impl Iterator<Item = Known<Moment>> {
    let table = book.table(TableKind::Escalations);
    let fields = table.map(|table| (table, table.symbols("kind"), table.times("opened_at")));
    let opened = fields.into_iter().flat_map(move |(table, kinds, opened)| {
        rows.iter().map(|&row| row as usize).filter_map(move |row| {
            let kind = stage_key(book.text(kinds.get(row)));
            let is_counted = kind.is_empty() || settings.definitions.escalation_kinds.contains(&kind);
            is_counted.then(|| opened.get(row).map(|value| Known { value, origin: table.row_origin(row) })).flatten()
        })
    });
    opened.filter(move |opened| opened.value.utc() <= as_of.utc())
}
