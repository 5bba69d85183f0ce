//! Deals that exports name in words: reports and lists kept by hand often hold no id of a deal, and then a name stands
//! for it.
//!
//! A deal of a file without ids has the id that another file of deals gives the one deal of its name. Where no file does,
//! its name is its id; where several deals of one file bear the name, with the account's, and where that is not enough,
//! with the day of its close. Rows of other tables that hold a deal's name where an id should stand go to the one deal
//! that bears it; a name that several bear links nothing.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::accounts::{LINKED_BY_NAME, looks_like_a_name};
use super::book::{Book, LedgerEntry};
use super::columns::Table;
use super::names::{DealAccounts, name_key};
use super::note::FileNote;
use crate::domain::{FileId, Sym, TableKind, counted, fold, iso_date};

/// Gives each deal of a file without ids of deals one, and the rows of other tables that stand on its line.
pub(super) fn identify(book: &mut Book) {
    let Some(deals) = book.any_table(TableKind::Deals) else { return };
    let unnumbered = files_without_ids(book, deals);
    if unnumbered.is_empty() {
        return;
    }
    let (own, others): (Vec<usize>, Vec<usize>) =
        (0..deals.n_rows()).partition(|&row| unnumbered.contains(&deals.row_origin(row).file()));
    let called: Vec<Called> = own.iter().map(|&row| Called::of(book, deals, row)).collect();
    let numbered = Numbered::of(book, deals, &others);
    let shared = Shared::of(&called);
    let texts: Vec<Option<String>> = called.iter().map(|called| numbered.id(called, &shared)).collect();
    let places: Vec<(FileId, u32)> =
        own.iter().map(|&row| (deals.row_origin(row).file(), deals.row_origin(row).line())).collect();
    let ids: Vec<Option<Sym>> = texts.iter().map(|text| Some(book.symbols.intern(text.as_ref()?))).collect();
    note(book, &called, &ids);
    let by_place: FxHashMap<(FileId, u32), Sym> =
        places.into_iter().zip(ids).filter_map(|(place, id)| Some((place, id?))).collect();
    for table in book.tables.iter_mut().flatten().filter(|table| table.kind.field("deal_id").is_some()) {
        let cells = table.symbols("deal_id");
        let unnamed = (0..table.n_rows()).filter(|&row| cells.get(row).is_blank());
        let place = |row: usize| (table.row_origin(row).file(), table.row_origin(row).line());
        let meant = unnamed.filter_map(|row| Some((row as u32, *by_place.get(&place(row))?))).collect();
        table.set_symbols("deal_id", &meant);
    }
}

/// The exports of deals that have no column for an id of a deal.
fn files_without_ids(book: &Book, deals: &Table) -> FxHashSet<FileId> {
    let field = TableKind::Deals.field("deal_id").unwrap_or_default();
    let files = (0..).map(FileId).zip(&book.files);
    let of_deals = files.filter(|(_, file)| file.table == Some(TableKind::Deals)).map(|(id, _)| id);
    of_deals.filter(|&file| !deals.is_captured_by(field, file)).collect()
}

/// What a row of a deal is called by.
struct Called {
    file: FileId,
    /// The deal's name, else its account's; as it is written.
    name: String,
    /// The same as names are compared; empty where nothing stands.
    key: String,
    account: String,
    account_key: String,
    day: Option<i32>,
}

impl Called {
    fn of(book: &Book, deals: &Table, row: usize) -> Called {
        let text = |field: &str| book.text(deals.symbols(field).get(row)).trim().to_owned();
        let (deal, account) = (text("deal_name"), text("account_name"));
        let name = if fold(&deal).is_empty() { account.clone() } else { deal };
        let days = ["closed_at", "won_at", "created_at"];
        Called {
            file: deals.row_origin(row).file(),
            key: fold(&name),
            name,
            account_key: name_key(&account),
            account,
            day: days.into_iter().find_map(|field| deals.times(field).get(row)).map(|at| at.day()),
        }
    }
}

/// Names that do not tell the deals of one file apart.
#[derive(Default)]
struct Shared {
    /// Of deals with different accounts.
    names: FxHashSet<String>,
    /// Of deals of one account with different days: the name and the account.
    accounts: FxHashSet<(String, String)>,
}

impl Shared {
    fn of(called: &[Called]) -> Shared {
        let mut accounts: BTreeMap<(FileId, &str), BTreeSet<&str>> = BTreeMap::new();
        let mut days: BTreeMap<(FileId, &str, &str), BTreeSet<Option<i32>>> = BTreeMap::new();
        for one in called {
            accounts.entry((one.file, &one.key)).or_default().insert(&one.account_key);
            days.entry((one.file, &one.key, &one.account_key)).or_default().insert(one.day);
        }
        let names =
            accounts.into_iter().filter(|(_, accounts)| accounts.len() > 1).map(|((_, name), _)| name.to_owned());
        let of_days = days.into_iter().filter(|(_, days)| days.len() > 1);
        Shared {
            names: names.collect(),
            accounts: of_days.map(|((_, name, account), _)| (name.to_owned(), account.to_owned())).collect(),
        }
    }
}

/// The ids that other files give deals, by their names and their accounts.
struct Numbered(FxHashMap<String, BTreeMap<String, BTreeSet<String>>>);

impl Numbered {
    fn of(book: &Book, deals: &Table, rows: &[usize]) -> Numbered {
        let mut ids: FxHashMap<String, BTreeMap<String, BTreeSet<String>>> = FxHashMap::default();
        let own = deals.symbols("deal_id");
        for &row in rows.iter().filter(|&&row| !own.get(row).is_blank()) {
            let called = Called::of(book, deals, row);
            let of_account = ids.entry(called.key).or_default().entry(called.account_key).or_default();
            of_account.insert(book.text(own.get(row)).to_owned());
        }
        Numbered(ids)
    }

    /// `None` where nothing names the deal, or nobody can say which of several it is.
    fn id(&self, called: &Called, shared: &Shared) -> Option<String> {
        if called.key.is_empty() {
            return None;
        }
        let Some(by_account) = self.0.get(&called.key) else { return Some(shared.id(called)) };
        let of_account = by_account.get(&called.account_key).filter(|_| !called.account_key.is_empty());
        let mut ids = match of_account {
            Some(ids) => ids.iter().collect::<Vec<_>>(),
            None => by_account.values().flatten().collect(),
        };
        ids.dedup();
        let [id] = ids[..] else { return None };
        Some(id.clone())
    }
}

impl Shared {
    /// Its name, with what tells it from others of that name. A semicolon would make two ids of it.
    fn id(&self, called: &Called) -> String {
        let has_namesakes = self.names.contains(&called.key);
        let has_days = self.accounts.contains(&(called.key.clone(), called.account_key.clone()));
        let account = (has_namesakes && !called.account.is_empty()).then(|| called.account.clone());
        let day = called.day.filter(|_| has_days).map(iso_date);
        let parts: Vec<String> = [Some(called.name.clone()), account, day].into_iter().flatten().collect();
        parts.join(" / ").replace(';', ",")
    }
}

fn note(book: &mut Book, called: &[Called], ids: &[Option<Sym>]) {
    let mut rows: BTreeMap<FileId, (u64, u64)> = BTreeMap::new();
    for (one, id) in called.iter().zip(ids) {
        let (n_named, n_rows) = rows.entry(one.file).or_default();
        *n_named += u64::from(id.is_some());
        *n_rows += 1;
    }
    for (file, (n_named, n_rows)) in rows {
        let rows = counted(n_rows, "row", "rows");
        let text = format!("no column holds an id of the deal: its name stands for it in {n_named} of {rows}");
        book.files[usize::from(file.0)].notes.push(FileNote::settled(text));
    }
}

/// The deals by what may name them.
struct Known {
    /// By symbol: whether it is a deal's id.
    is_id: Vec<bool>,
    /// Ids that are names.
    is_name: FxHashSet<Sym>,
    accounts: FxHashMap<Sym, Sym>,
    /// Folded names, each with the deals that bear it.
    bearers: FxHashMap<String, Vec<Sym>>,
}

impl Known {
    fn new(book: &Book, deals: &Table) -> Known {
        let mut known = Known {
            is_id: vec![false; book.symbols.len()],
            is_name: FxHashSet::default(),
            accounts: FxHashMap::default(),
            bearers: FxHashMap::default(),
        };
        let unnumbered = files_without_ids(book, deals);
        let (ids, names, accounts) = (deals.symbols("deal_id"), deals.symbols("deal_name"), DealAccounts::new(book));
        for row in (0..deals.n_rows()).filter(|&row| !ids.get(row).is_blank()) {
            let id = ids.get(row);
            known.is_id[id.index()] = true;
            known.accounts.extend(accounts.of_deal(book, deals, row).map(|account| (id, account)));
            // Where a name stands for the id, it may be the account's; an id is never compared as a name.
            let own = Some(id).filter(|_| unnumbered.contains(&deals.row_origin(row).file()));
            known.is_name.extend(own);
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
    fn named(&self, name: &str) -> &[Sym] {
        self.bearers.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// The one of these deals, or the one of them that is of one of the accounts.
    fn only(&self, deals: &[Sym], mut accounts: impl Iterator<Item = Sym>) -> Option<Sym> {
        if let [deal] = deals {
            return Some(*deal);
        }
        let account = accounts.next()?;
        let mut of_account = deals.iter().filter(|deal| self.accounts.get(*deal) == Some(&account));
        of_account.next().copied().filter(|_| of_account.next().is_none())
    }
}

/// Puts ids in the place of names of deals. A name that no deal bears gives way to the row's account, where it names one.
pub(super) fn resolve(book: &mut Book) {
    let kinds = TableKind::ALL.into_iter().filter(|&kind| kind != TableKind::Deals && kind.field("deal_id").is_some());
    // Made when the first cell asks for it: most exports hold ids only.
    let mut known = None;
    for kind in kinds {
        let (Some(deals), Some(table)) = (book.any_table(TableKind::Deals), book.any_table(kind)) else { continue };
        let known = known.get_or_insert_with(|| Known::new(book, deals));
        let (meant, entries) = resolved(book, table, known);
        if let Some(table) = &mut book.tables[kind as usize] {
            table.set_symbols("deal_id", &meant);
        }
        book.ledger.extend(entries);
    }
}

/// The deals of the rows of a table that name one in words, and what the ledger says of them.
fn resolved(book: &Book, table: &Table, known: &Known) -> (FxHashMap<u32, Sym>, Vec<LedgerEntry>) {
    let (mut meant, mut entries) = (FxHashMap::default(), Vec::new());
    let cells = table.symbols("deal_id");
    let file = |row: usize| table.row_origin(row).file();
    let mut unknown: FxHashMap<Sym, &[Sym]> = FxHashMap::default();
    let mut with_ids: FxHashSet<FileId> = FxHashSet::default();
    for row in (0..table.n_rows()).filter(|&row| !cells.get(row).is_blank()) {
        let cell = cells.get(row);
        if known.is_id[cell.index()] || book.ids_in(cell).any(|id| known.is_id[id.index()]) {
            with_ids.extend((!known.is_name.contains(&cell)).then(|| file(row)));
        } else {
            unknown.entry(cell).or_insert_with(|| known.named(book.text(cell)));
        }
    }
    for row in (0..table.n_rows()).filter(|_| !unknown.is_empty()) {
        let cell = cells.get(row);
        let Some(&deals) = unknown.get(&cell) else { continue };
        let accounts = table.kind.field("account_id").map_or(Sym::BLANK, |_| table.symbols("account_id").get(row));
        let origin = table.row_origin(row);
        if let Some(deal) = known.only(deals, book.ids_in(accounts)) {
            meant.insert(row as u32, deal);
            let note = if deals.len() > 1 { "no id; one deal of its account bears this name" } else { ONE_BEARER };
            entries.push(LedgerEntry::row(origin, LINKED_BY_NAME, book.text(cell), note));
        } else if deals.is_empty()
            && !with_ids.contains(&file(row))
            && names_account(table, row)
            && looks_like_a_name(book.text(cell))
        {
            meant.insert(row as u32, Sym::BLANK);
        }
    }
    (meant, entries)
}

/// What the ledger says of a row that names one deal by its name.
const ONE_BEARER: &str = "no id; one deal bears this name";

fn names_account(table: &Table, row: usize) -> bool {
    let fields = ["account_id", "account_name"].into_iter().filter(|field| table.kind.field(field).is_some());
    fields.map(|field| table.symbols(field).get(row)).any(|cell| !cell.is_blank())
}
