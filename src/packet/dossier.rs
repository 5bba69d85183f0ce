//! Which rows of the other tables belong to which packet, for outputs that show a deal in full.
//!
//! The packets themselves keep only what is judged; linking again when somebody asks for briefs costs less than keeping
//! every row of every deal.

use crate::domain::TableKind;
use crate::map::Book;

use super::assemble::Assembly;
use super::link::{AccountDeals, Belongs, Children, DealIds, Lines, children};
use super::model::Scope;

/// The tables that a brief shows, with how a row without a deal id finds its deal.
const TABLES: [(TableKind, Belongs); 7] = [
    (TableKind::DealContacts, Belongs::ToTheLastWin),
    (TableKind::Commitments, Belongs::ToTheNextWin),
    (TableKind::Risks, Belongs::ToTheNextWin),
    (TableKind::Activities, Belongs::ToTheLastWin),
    (TableKind::Reviews, Belongs::ToTheLastWin),
    (TableKind::Onboarding, Belongs::ToTheLastWin),
    (TableKind::StageHistory, Belongs::ToTheLastWin),
];

/// Rows by packet, linked as the packets were.
pub struct Dossiers {
    children: Vec<(TableKind, Children)>,
}

impl Dossiers {
    /// Links the rows of every table that briefs show.
    pub fn new(book: &Book, assembly: &Assembly) -> Dossiers {
        let packets = &assembly.packets;
        let ids = DealIds::new(book, packets.iter().map(|packet| packet.id));
        let in_scope = packets.iter().enumerate().filter(|(_, packet)| packet.scope == Scope::InScope);
        let accounts = AccountDeals::new(
            in_scope.filter_map(|(position, packet)| Some((packet.account?, Some((packet.won_at, position as u32))))),
            book,
        );
        let linked = |kind, belongs| children(book, kind, packets.len(), &ids, &accounts, belongs, |_| false);
        let onboarding = linked(TableKind::Onboarding, Belongs::ToTheLastWin);
        let lines = Lines::new(book, &onboarding);
        let link = |&(kind, belongs): &(TableKind, Belongs)| {
            (kind, linked(kind, belongs).along(book, kind, &lines).known_by(book, kind, assembly.as_of()))
        };
        Dossiers { children: TABLES.iter().map(link).collect() }
    }

    /// The rows of a table that belong to the packet at that position, in file order; none of a table that briefs do
    /// not show.
    pub fn rows(&self, kind: TableKind, packet: usize) -> &[u32] {
        let linked = self.children.iter().find(|(table, _)| *table == kind);
        linked.map_or(&[], |(_, children)| children.by_deal.of(packet))
    }
}
