//! Deals of files without ids: reports and lists kept by hand often hold names alone, and then a name stands for the id.
//!
//! Where another file of deals gives the one deal of that name an id, that is its id. Where none does, the name is; where
//! several deals of one file bear it, the name with the account's, and where that is not enough, with the day of the close.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::book::Book;
use super::columns::Table;
use super::names::name_key;
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
pub(super) fn files_without_ids(book: &Book, deals: &Table) -> FxHashSet<FileId> {
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
