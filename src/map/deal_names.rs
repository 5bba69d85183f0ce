//! Deals that rows of other tables name in words: a name where an id should stand becomes the id of the one deal that bears
//! it, or of the one of the row's account.
//!
//! A name that several deals bear links nothing else, and so does an id that no deal has, unless no id of its file is a
//! deal's: then they are another system's, and the row goes by its account. Every row that is linked so stands in the ledger with its own
//! words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::accounts::{LINKED_BY_NAME, looks_like_a_name};
use super::book::{Book, LedgerEntry};
use super::columns::Table;
use super::names::DealAccounts;
use super::unnumbered::files_without_ids;
use crate::domain::{FileId, Sym, TableKind, fold};

/// The names of deals.
struct Names {
    /// Ids that are names.
    ids: FxHashSet<Sym>,
    accounts: FxHashMap<Sym, Sym>,
    /// Folded names, each with the deals that bear it.
    bearers: FxHashMap<String, Vec<Sym>>,
}

impl Names {
    fn of(book: &Book, deals: &Table) -> Names {
        let mut known =
            Names { ids: FxHashSet::default(), accounts: FxHashMap::default(), bearers: FxHashMap::default() };
        let unnumbered = files_without_ids(book, deals);
        let (ids, names, accounts) = (deals.symbols("deal_id"), deals.symbols("deal_name"), DealAccounts::new(book));
        for row in (0..deals.n_rows()).filter(|&row| !ids.get(row).is_blank()) {
            let id = ids.get(row);
            known.accounts.extend(accounts.of_deal(book, deals, row).map(|account| (id, account)));
            // Where a name stands for the id, it may be the account's; an id is never compared as a name.
            let own = Some(id).filter(|_| unnumbered.contains(&deals.row_origin(row).file()));
            known.ids.extend(own);
            for name in [Some(names.get(row)), own].into_iter().flatten() {
                let bearers = known.bearers.entry(fold(book.text(name))).or_default();
                if !bearers.contains(&id) {
                    bearers.push(id);
                }
            }
        }
        known.bearers.remove("");
        known
    }

    /// The deals that bear the name.
    fn bearers(&self, name: &str) -> &[Sym] {
        self.bearers.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// The one of these deals, or the one of them that is of that account.
    fn only(&self, deals: &[Sym], account: Option<Sym>) -> Option<Sym> {
        if let [deal] = deals {
            return Some(*deal);
        }
        let mut of_account =
            deals.iter().filter(|deal| account.is_some() && self.accounts.get(*deal) == account.as_ref());
        of_account.next().copied().filter(|_| of_account.next().is_none())
    }
}

/// Puts ids in the place of names of deals. A name that no deal bears gives way to the row's account, where it names one.
pub(super) fn resolve(book: &mut Book) {
    let Some(deals) = book.any_table(TableKind::Deals) else { return };
    let (ids, mut is_id) = (deals.symbols("deal_id"), vec![false; book.symbols.len()]);
    (0..deals.n_rows()).for_each(|row| is_id[ids.get(row).index()] = true);
    is_id[Sym::BLANK.index()] = false;
    // Made when the first cell asks for it: most exports hold ids only.
    let mut names = None;
    let kinds = TableKind::ALL.into_iter().filter(|&kind| kind != TableKind::Deals && kind.field("deal_id").is_some());
    for kind in kinds {
        let Some(table) = book.any_table(kind) else { continue };
        let is_known = |cell: Sym| is_id[cell.index()] || book.ids_in(cell).any(|id| is_id[id.index()]);
        let cells = table.symbols("deal_id");
        if (0..table.n_rows()).all(|row| cells.get(row).is_blank() || is_known(cells.get(row))) {
            continue;
        }
        let (meant, entries) = match (names.as_ref(), book.any_table(TableKind::Deals)) {
            (Some(names), _) => resolved(book, table, names, is_known),
            (None, Some(deals)) => resolved(book, table, names.insert(Names::of(book, deals)), is_known),
            (None, None) => return,
        };
        if let Some(table) = &mut book.tables[kind as usize] {
            table.set_symbols("deal_id", &meant);
        }
        book.ledger.extend(entries);
    }
}

/// The deals of the rows of a table that name one in words, and what the ledger says of them.
fn resolved(
    book: &Book,
    table: &Table,
    names: &Names,
    is_known: impl Fn(Sym) -> bool,
) -> (FxHashMap<u32, Sym>, Vec<LedgerEntry>) {
    let (mut meant, mut entries) = (FxHashMap::default(), Vec::new());
    let cells = table.symbols("deal_id");
    let has_account = table.kind.field("account_id").is_some();
    let account = |row: usize| book.ids_in(table.symbols("account_id").get(row)).next();
    let file = |row: usize| table.row_origin(row).file();
    let mut bearers: FxHashMap<Sym, &[Sym]> = FxHashMap::default();
    let mut with_ids: FxHashSet<FileId> = FxHashSet::default();
    for (row, cell) in (0..table.n_rows()).map(|row| (row, cells.get(row))).filter(|(_, cell)| !cell.is_blank()) {
        if !is_known(cell) {
            bearers.entry(cell).or_insert_with(|| names.bearers(book.text(cell)));
        } else if !names.ids.contains(&cell) {
            with_ids.insert(file(row));
        }
    }
    for row in 0..table.n_rows() {
        let Some(&deals) = bearers.get(&cells.get(row)) else { continue };
        let text = book.text(cells.get(row));
        if let Some(deal) = names.only(deals, has_account.then(|| account(row)).flatten()) {
            meant.insert(row as u32, deal);
            let note = if deals.len() > 1 { "no id; one deal of its account bears this name" } else { ONE_BEARER };
            entries.push(LedgerEntry::row(table.row_origin(row), LINKED_BY_NAME, text, note));
        } else if deals.is_empty()
            && !with_ids.contains(&file(row))
            && names_account(table, row)
            && (looks_like_a_name(text) || bearers.len() >= FOREIGN)
        {
            meant.insert(row as u32, Sym::BLANK);
        }
    }
    (meant, entries)
}

/// So many different ids, none of them known, are the ids of another system (our judgement).
const FOREIGN: usize = 3;

/// What the ledger says of a row that names one deal by its name.
const ONE_BEARER: &str = "no id; one deal bears this name";

fn names_account(table: &Table, row: usize) -> bool {
    let fields = ["account_id", "account_name"].into_iter().filter(|field| table.kind.field(field).is_some());
    fields.map(|field| table.symbols(field).get(row)).any(|cell| !cell.is_blank())
}
