//! Tables of which no row meets a deal: their ids are another system's, or the column of the deals' ids was not found.
//! What they hold is of nobody; a figure that rests on them would say "0 of 50" of what nobody has looked at.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use crate::domain::{FileId, Sym, TableKind};

use super::book::Book;
use super::columns::Table;
use super::names::{AccountNames, DealAccounts, Named};

/// Tables whose rows are about a deal.
fn of_deals() -> impl Iterator<Item = TableKind> {
    TableKind::ALL.into_iter().filter(|&kind| kind != TableKind::Deals && kind.field("deal_id").is_some())
}

/// Tables in which every handoff leaves rows: an export of them that holds its headings alone was filtered, or broke off.
/// Promises, risks, escalations and answers there may be none of.
const ALWAYS_FILLED: [TableKind; 5] =
    [TableKind::Activities, TableKind::Reviews, TableKind::Onboarding, TableKind::Contacts, TableKind::DealContacts];

/// Those of which no row names a deal, or the account of a deal, of the deals export, and those whose exports hold their
/// headings alone.
pub(super) fn strays(book: &Book) -> Vec<TableKind> {
    let Some(keys) = Keys::new(book) else { return Vec::new() };
    let empty = ALWAYS_FILLED.into_iter().filter(|&kind| has_headings_alone(book, kind));
    let is_stray = |kind: &TableKind| {
        let table = book.table(*kind).filter(|table| table.n_rows() > 0);
        table.is_some_and(|table| !(0..table.n_rows()).any(|row| keys.meet(table, row) || keys.meet_beside(table, row)))
    };
    of_deals().filter(is_stray).chain(empty).collect()
}

/// Whether the table has no row, and nothing but exports of its own, each without a record: of a column beside the deals
/// that is blank throughout it is known that nobody filled it.
fn has_headings_alone(book: &Book, kind: TableKind) -> bool {
    let Some(table) = book.table(kind).filter(|table| table.n_rows() == 0) else { return false };
    let holders: FxHashSet<FileId> = (0..kind.fields().len()).flat_map(|field| table.holders(field)).collect();
    let is_empty = |file: &FileId| {
        let file = book.file(*file);
        file.table == Some(kind) && file.rows_read == 0
    };
    !holders.is_empty() && holders.iter().all(is_empty)
}

/// By what rows name deals.
struct Keys<'a> {
    book: &'a Book,
    /// By symbol: whether it is a deal's id, or that of a deal's account.
    is_key: Vec<bool>,
    /// Made when the first row without an id asks for it.
    names: OnceCell<AccountNames>,
    /// Lines of onboarding records about a deal; made when the first row that names nothing asks for it.
    lines: OnceCell<FxHashSet<(FileId, u32)>>,
}

impl<'a> Keys<'a> {
    fn new(book: &'a Book) -> Option<Keys<'a>> {
        let deals = book.table(TableKind::Deals)?;
        let (ids, accounts) = (deals.symbols("deal_id"), DealAccounts::new(book));
        let mut is_key = vec![false; book.symbols.len()];
        for row in 0..deals.n_rows() {
            is_key[ids.get(row).index()] = true;
            accounts.all_of_deal(book, deals, row).for_each(|account| is_key[account.index()] = true);
        }
        is_key[Sym::BLANK.index()] = false;
        Some(Keys { book, is_key, names: OnceCell::new(), lines: OnceCell::new() })
    }

    fn meet(&self, table: &Table, row: usize) -> bool {
        let cell = |field: &str| table.kind.field(field).map_or(Sym::BLANK, |_| table.symbols(field).get(row));
        let (deal, account, name) = (cell("deal_id"), cell("account_id"), cell("account_name"));
        let has_name_alone = deal.is_blank() && account.is_blank() && !name.is_blank();
        // An id that no deal has links a row to nothing, whatever else it names.
        if !deal.is_blank() {
            return self.is_one(deal);
        }
        self.is_one(account) || (has_name_alone && self.is_name(name))
    }

    /// Whether a row that names nothing stands on the line of an onboarding record about a deal.
    fn meet_beside(&self, table: &Table, row: usize) -> bool {
        let keys = ["deal_id", "account_id", "account_name"].into_iter();
        let mut named = keys.filter(|key| table.kind.field(key).is_some()).map(|key| table.symbols(key).get(row));
        let place = |table: &Table, row: usize| (table.row_origin(row).file(), table.row_origin(row).line());
        let lines = || {
            let onboarding = self.book.any_table(TableKind::Onboarding);
            let rows = onboarding.into_iter().flat_map(|table| (0..table.n_rows()).map(move |row| (table, row)));
            rows.filter(|&(table, row)| self.meet(table, row)).map(|(table, row)| place(table, row)).collect()
        };
        named.all(Sym::is_blank) && self.lines.get_or_init(lines).contains(&place(table, row))
    }

    fn is_name(&self, name: Sym) -> bool {
        let names = self.names.get_or_init(|| AccountNames::new(self.book));
        names.find(self.book.text(name)) != Named::Nobody
    }

    /// Whether a cell holds a key; it may hold several (`;`).
    fn is_one(&self, cell: Sym) -> bool {
        let is_key = |id: &str| self.book.symbols.find(id.trim()).is_some_and(|id| self.is_key[id.index()]);
        let text = self.book.text(cell);
        self.is_key[cell.index()] || (text.contains(';') && text.split(';').any(is_key))
    }
}
