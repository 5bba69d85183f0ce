//! Deals that rows of other tables name in words: a name where an id should stand becomes the id of the one deal that bears
//! it, or of the one of the row's account.
//!
//! A name that several deals bear links nothing else, and so does an id that no deal has, unless no id of its file is a
//! deal's, or looks like one: then they are another system's, and the row goes by its account. Ids of the same make are
//! those of deals that were not exported. Every row that is linked so stands in the ledger with its own words.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::accounts::{LINKED_BY_NAME, looks_like_a_name};
use super::book::{Book, LedgerEntry};
use super::called::{Called, Meaning, says_won};
use super::columns::Table;
use super::names::{AccountNames, DealAccounts, Named};
use super::unnumbered::files_without_ids;
use crate::domain::{FileId, Sym, TableKind, fold};

/// The names of deals.
struct Names {
    /// Ids that are names.
    ids: FxHashSet<Sym>,
    called: Called,
    /// The makes of the ids.
    makes: FxHashSet<String>,
}

impl Names {
    fn of(book: &Book, deals: &Table, won_stages: &[String]) -> Names {
        let mut known = Names { ids: FxHashSet::default(), called: Called::default(), makes: FxHashSet::default() };
        let unnumbered = files_without_ids(book, deals);
        let (ids, names, accounts) = (deals.symbols("deal_id"), deals.symbols("deal_name"), DealAccounts::new(book));
        let mut rows: BTreeMap<Sym, Vec<usize>> = BTreeMap::new();
        (0..deals.n_rows()).for_each(|row| rows.entry(ids.get(row)).or_default().push(row));
        rows.remove(&Sym::BLANK);
        for (id, rows) in rows {
            let own: BTreeSet<Sym> = rows.iter().filter_map(|&row| accounts.of_deal(book, deals, row)).collect();
            let own: Vec<String> = own.into_iter().map(|account| book.text(account).to_owned()).collect();
            // Where a name stands for the id, it may be the account's; an id is never compared as a name.
            let is_name = rows.iter().any(|&row| unnumbered.contains(&deals.row_origin(row).file()));
            if is_name {
                known.ids.insert(id);
            } else {
                known.makes.insert(make(book.text(id)));
            }
            let is_won = rows.iter().any(|&row| says_won(book, deals, row, won_stages));
            let called = rows.iter().map(|&row| names.get(row)).chain(is_name.then_some(id));
            let called: BTreeSet<String> = called.map(|name| fold(book.text(name))).collect();
            called.iter().for_each(|name| known.called.add(name, &own, id, is_won));
        }
        known
    }

    /// The deal that a text means in a row of that account. A name that only a deal of another account bears is not its; nor
    /// is any where the account is none of a deal, though others of its file are.
    fn meaning(&self, book: &Book, text: &str, account: Option<Sym>, are_known: bool) -> Meaning {
        if are_known && account.is_some_and(|account| !self.called.goes_by(book.text(account))) {
            return Meaning::OfOthers;
        }
        let keys: Vec<String> = account.map(|account| book.text(account).to_owned()).into_iter().collect();
        self.called.meaning(&fold(text), &keys)
    }
}

/// Puts ids in the place of names of deals. A name that no deal bears, or none of the row's account, gives way to the
/// account, where the row names one.
pub(super) fn resolve(book: &mut Book, won_stages: &[String]) {
    let Some(deals) = book.any_table(TableKind::Deals) else { return };
    let (ids, mut is_id) = (deals.symbols("deal_id"), vec![false; book.symbols.len()]);
    (0..deals.n_rows()).for_each(|row| is_id[ids.get(row).index()] = true);
    is_id[Sym::BLANK.index()] = false;
    // Made when the first cell asks for it: most exports hold ids only.
    let mut names = None;
    let kinds = TableKind::ALL.into_iter().filter(|&kind| kind != TableKind::Deals && kind.field("deal_id").is_some());
    for kind in kinds {
        let Some(table) = book.any_table(kind) else { continue };
        let is_known = |cell: Sym| is_id.get(cell.index()).copied().unwrap_or(false);
        let is_id = |part: &str| part.trim().is_empty() || book.symbols.find(part.trim()).is_some_and(is_known);
        let is_list = |text: &str| text.contains(';') && text.split(';').all(is_id);
        let is_whole = |cell: Sym| is_known(cell) || is_list(book.text(cell));
        let cells = table.symbols("deal_id");
        if (0..table.n_rows()).all(|row| cells.get(row).is_blank() || is_whole(cells.get(row))) {
            continue;
        }
        let Some(deals) = book.any_table(TableKind::Deals) else { return };
        let names = names.get_or_insert_with(|| Names::of(book, deals, won_stages));
        let (meant, entries) = Reading { book, table, names, is_known: &is_known, accounts: OnceCell::new() }.read();
        let meant: FxHashMap<u32, Sym> =
            meant.into_iter().map(|(row, text)| (row, book.symbols.intern(&text))).collect();
        if let Some(table) = &mut book.tables[kind as usize] {
            table.set_symbols("deal_id", &meant);
        }
        book.ledger.extend(entries);
    }
}

/// A table some of whose rows name their deals in words.
struct Reading<'a> {
    book: &'a Book,
    table: &'a Table,
    names: &'a Names,
    is_known: &'a dyn Fn(Sym) -> bool,
    /// Made when the first row asks for it.
    accounts: OnceCell<AccountNames>,
}

impl Reading<'_> {
    /// The ids in the place of each such cell, and what the ledger says of it; an empty one gives way to the account.
    fn read(&self) -> (BTreeMap<u32, String>, Vec<LedgerEntry>) {
        let (mut meant, mut entries) = (BTreeMap::new(), Vec::new());
        let cells = self.table.symbols("deal_id");
        let file = |row: usize| self.table.row_origin(row).file();
        let mut with_ids: FxHashSet<FileId> = FxHashSet::default();
        let mut unknown: FxHashMap<FileId, FxHashSet<Sym>> = FxHashMap::default();
        let rows = || (0..self.table.n_rows()).filter(|&row| !cells.get(row).is_blank());
        for row in rows() {
            let cell = cells.get(row);
            match self.book.ids_in(cell).find(|&id| (self.is_known)(id)) {
                Some(id) => {
                    if !self.names.ids.contains(&id) {
                        with_ids.insert(file(row));
                    }
                }
                None => _ = unknown.entry(file(row)).or_default().insert(cell),
            }
        }
        let foreign = |file: FileId| !with_ids.contains(&file) && self.are_foreign(&unknown[&file]);
        let foreign: FxHashSet<FileId> = unknown.keys().copied().filter(|&file| foreign(file)).collect();
        let with_accounts: FxHashSet<FileId> = match unknown.is_empty() {
            true => FxHashSet::default(),
            false => rows().filter(|&row| self.names_account_of_deal(row)).map(file).collect(),
        };
        for row in rows() {
            let cell = cells.get(row);
            let text = self.book.text(cell);
            let is_unknown = unknown.get(&file(row)).is_some_and(|cells| cells.contains(&cell));
            if (self.is_known)(cell) || !(is_unknown || text.contains(';')) {
                continue;
            }
            let named = self
                .named(row, text, with_accounts.contains(&file(row)))
                .map(|(ids, note)| (ids, LINKED_BY_NAME, note));
            let (has_ids, is_foreign) = (with_ids.contains(&file(row)), foreign.contains(&file(row)));
            let instead = || self.instead(row, text, has_ids, is_foreign).filter(|_| is_unknown);
            let Some((ids, kind, note)) = named.or_else(|| Some((String::new(), BY_ACCOUNT, instead()?))) else {
                continue;
            };
            meant.insert(row as u32, ids);
            entries.push(LedgerEntry::row(self.table.row_origin(row), kind, text, note));
        }
        (meant, entries)
    }

    /// The ids of the deals that a cell names, each for itself where it names several.
    fn named(&self, row: usize, text: &str, are_known: bool) -> Option<(String, &'static str)> {
        let account = self.account(row);
        let one = |text: &str| match self.names.meaning(self.book, text, account, are_known) {
            Meaning::One(deal) => Some((self.book.text(deal).to_owned(), ONE_BEARER)),
            Meaning::Among(deal) => {
                Some((self.book.text(deal).to_owned(), "no id; one deal that can be meant bears this name"))
            }
            Meaning::Several(_) | Meaning::OfOthers | Meaning::Nobody => None,
        };
        if let Some(whole) = one(text) {
            return Some(whole);
        }
        let parts: Vec<&str> = text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
        let is_id = |part: &str| self.book.symbols.find(part).is_some_and(|id| (self.is_known)(id));
        let found: Vec<Option<String>> =
            parts.iter().map(|part| if is_id(part) { None } else { Some(one(part)?.0) }).collect();
        let is_list = parts.len() > 1 && found.iter().any(Option::is_some);
        let ids = found.into_iter().zip(&parts).map(|(id, part)| id.unwrap_or_else(|| (*part).to_owned()));
        is_list.then(|| (ids.collect::<Vec<_>>().join(";"), "no ids; deals bear these names"))
    }

    /// Why a row goes by its account instead of by what should name its deal; `None` where it does not.
    fn instead(&self, row: usize, text: &str, has_ids: bool, is_foreign: bool) -> Option<&'static str> {
        if !names_account(self.table, row) {
            return None;
        }
        let is_borne = self.names.called.meaning(&fold(text), &[]) != Meaning::Nobody;
        match is_borne {
            true if self.account(row).is_some() => {
                Some("no deal of its account alone bears this name; the row goes by its account")
            }
            true => None,
            false if has_ids => None,
            false if looks_like_a_name(text) => Some("no deal bears this name; the row goes by its account"),
            false if is_foreign => Some("no deal has this id; the row goes by its account"),
            false => None,
        }
    }

    fn account(&self, row: usize) -> Option<Sym> {
        self.table.kind.field("account_id")?;
        let mut accounts = self.book.ids_in(self.table.symbols("account_id").get(row));
        accounts.find(|account| !account.is_blank()).or_else(|| self.account_by_name(row))
    }

    /// The account that a row names in words alone.
    fn account_by_name(&self, row: usize) -> Option<Sym> {
        self.table.kind.field("account_name")?;
        let name = Some(self.table.symbols("account_name").get(row)).filter(|name| !name.is_blank())?;
        match self.accounts.get_or_init(|| AccountNames::new(self.book)).find(self.book.text(name)) {
            Named::ByName(account) | Named::ByDomain(account) => Some(account),
            _ => None,
        }
    }

    fn names_account_of_deal(&self, row: usize) -> bool {
        self.account(row).is_some_and(|account| self.names.called.goes_by(self.book.text(account)))
    }

    /// Whether ids that no deal has are those of another system: there are several, and none is made like a deal's.
    fn are_foreign(&self, ids: &FxHashSet<Sym>) -> bool {
        let is_like_a_deals = |id: &Sym| self.names.makes.contains(&make(self.book.text(*id)));
        ids.len() >= FOREIGN && !ids.iter().any(is_like_a_deals)
    }
}

/// Reason for a row with an id or a name that no deal has, which went by its account.
const BY_ACCOUNT: &str = "by-account-instead";

/// What an id is made of, part by part: `101` is digits, `HS-101` letters and digits, `006Ab1` a mixture.
fn make(id: &str) -> String {
    let kind = |part: &str| match part {
        part if part.chars().all(char::is_numeric) => "0",
        part if part.chars().all(char::is_alphabetic) => "a",
        _ => "x",
    };
    let is_mark = |letter: char| !letter.is_alphanumeric();
    let parts = id.trim().split(is_mark).map(kind);
    parts.collect::<Vec<_>>().join("-")
}

/// So many different ids of a file, none of them known, are the ids of another system (our judgement).
const FOREIGN: usize = 3;

/// What the ledger says of a row that names one deal by its name.
const ONE_BEARER: &str = "no id; one deal bears this name";

fn names_account(table: &Table, row: usize) -> bool {
    let fields = ["account_id", "account_name"].into_iter().filter(|field| table.kind.field(field).is_some());
    fields.map(|field| table.symbols(field).get(row)).any(|cell| !cell.is_blank())
}
