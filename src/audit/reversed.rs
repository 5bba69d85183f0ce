//! Deals whose win was taken back, one by one: they are in no rate, and somebody may ask which they are.

use super::ReversedDeal;
use super::deals::timestamp;
use crate::domain::{Moment, TableKind};
use crate::map::Book;
use crate::packet::Assembly;

/// In order of the win; of one that many rows tell, the row that stands.
pub(super) fn reversed(book: &Book, assembly: &Assembly) -> Vec<ReversedDeal> {
    let Some(deals) = book.table(TableKind::Deals) else { return Vec::new() };
    let read = |row: usize, name: &str| {
        let read = deals.symbols(name).get(row);
        TableKind::Deals.field(name).map_or(read, |field| deals.as_exported(row, field, read))
    };
    let deal = |&(row, won_at): &(u32, Option<Moment>)| {
        let text = |name: &str| book.text(read(row as usize, name)).to_owned();
        ReversedDeal {
            deal_id: text("deal_id"),
            name: text("deal_name"),
            won_at: won_at.map(timestamp),
            stage: text("stage"),
            owner: text("owner"),
            origin: book.place(deals.row_origin(row as usize)),
        }
    };
    assembly.population.reversed_rows.iter().map(deal).collect()
}
