//! What the accounts know of their deals.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::domain::{FileId, Origin, Sym, TableKind};
use crate::map::{Book, DealAccounts, Table};

/// First non-blank cell of each account, by id; and ids by name for deals that name their account in words only.
pub(super) struct Accounts<'a> {
    book: &'a Book,
    pub(super) rows: rustc_hash::FxHashMap<Sym, Vec<u32>>,
    pub(super) of_deals: DealAccounts,
    /// The lines on which accounts stand; made when the first is asked for.
    lines: OnceLock<FxHashSet<(Sym, FileId, u32)>>,
}

impl<'a> Accounts<'a> {
    pub(super) fn new(book: &'a Book) -> Accounts<'a> {
        let mut rows: rustc_hash::FxHashMap<Sym, Vec<u32>> = Default::default();
        if let Some(table) = book.table(TableKind::Accounts) {
            let ids = table.symbols("account_id");
            for row in (0..table.n_rows()).filter(|&row| !ids.get(row).is_blank()) {
                rows.entry(ids.get(row)).or_default().push(row as u32);
            }
        }
        Accounts { book, rows, of_deals: DealAccounts::new(book), lines: OnceLock::new() }
    }

    /// A deal's account.
    pub(super) fn of_deal(&self, deals: &Table, row: usize) -> Option<Sym> {
        self.of_deals.of_deal(self.book, deals, row)
    }

    /// The accounts whose rows are about a deal, its own first.
    pub(super) fn all_of_deal(&self, deals: &'a Table, row: usize) -> impl Iterator<Item = Sym> {
        self.of_deals.all_of_deal(self.book, deals, row)
    }

    /// Whether a row of the account stands on that line.
    pub(super) fn stands_on(&self, account: Sym, line: Origin) -> bool {
        let all = || {
            let Some(table) = self.book.table(TableKind::Accounts) else { return FxHashSet::default() };
            let of = |(&account, rows): (&Sym, &Vec<u32>)| {
                let origins = rows.iter().map(|&row| table.row_origin(row as usize));
                origins.map(|origin| (account, origin.file(), origin.line())).collect::<Vec<_>>()
            };
            self.rows.iter().flat_map(of).collect()
        };
        self.lines.get_or_init(all).contains(&(account, line.file(), line.line()))
    }

    /// The first non-blank word of a field.
    pub(super) fn word(&self, account: Option<Sym>, field: &str) -> Sym {
        let rows = account.and_then(|account| self.rows.get(&account));
        let (Some(rows), Some(table)) = (rows, self.book.table(TableKind::Accounts)) else { return Sym::BLANK };
        let cells = table.symbols(field);
        rows.iter().map(|&row| cells.get(row as usize)).find(|cell| !cell.is_blank()).unwrap_or(Sym::BLANK)
    }
}

/// The deal's own word, else its account's.
pub(super) fn own_or_account(
    deals: &Table,
    row: usize,
    accounts: &Accounts<'_>,
    account: Option<Sym>,
    field: &str,
) -> Sym {
    let own = deals.symbols(field).get(row);
    if own.is_blank() { accounts.word(account, field) } else { own }
}
