//! Won deals that are in no rate, one by one: somebody may ask which they are.

use super::deals::timestamp;
use super::{Audit, DealAside};
use crate::domain::{Moment, TableKind};
use crate::map::Book;
use crate::packet::Assembly;

/// Deals whose win was taken back, in order of the win.
pub(super) fn reversed(book: &Book, assembly: &Assembly) -> Vec<DealAside> {
    listed(book, assembly.population.reversed_rows.iter().copied())
}

/// Won deals of a type that is out of scope, in order of their rows.
pub(super) fn other_types(book: &Book, assembly: &Assembly) -> Vec<DealAside> {
    listed(book, assembly.population.other_type_rows.iter().copied())
}

fn listed(book: &Book, rows: impl Iterator<Item = (u32, Option<Moment>)>) -> Vec<DealAside> {
    let Some(deals) = book.table(TableKind::Deals) else { return Vec::new() };
    let read = |row: usize, name: &str| {
        let read = deals.symbols(name).get(row);
        TableKind::Deals.field(name).map_or(read, |field| deals.as_exported(row, field, read))
    };
    let deal = |(row, won_at): (u32, Option<Moment>)| {
        let text = |name: &str| book.text(read(row as usize, name)).to_owned();
        DealAside {
            deal_id: text("deal_id"),
            name: text("deal_name"),
            won_at: won_at.map(timestamp),
            stage: text("stage"),
            deal_type: text("deal_type"),
            owner: text("owner"),
            origin: book.place(deals.row_origin(row as usize)),
        }
    };
    rows.take(Audit::MAX_DEALS).map(deal).collect()
}
