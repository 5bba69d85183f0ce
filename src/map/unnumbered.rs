//! Deals of files without ids: reports and lists kept by hand often hold names alone, and then a name stands for the id.
//!
//! Where another file of deals gives the one deal of that name an id, that is its id: of the same account, or, where one of
//! the two says nothing of the account, of the same day. Where none does, the name is, with its account's where it does not
//! tell it; where one account has several deals of a name, with the day of the close, and then with what else they differ
//! in: two rows that say different things of a deal without an id are two deals. So a deal keeps its id when others come.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::book::Book;
use super::called::says_won;
use super::columns::Table;
use super::names::name_key;
use super::note::FileNote;
use crate::domain::{FileId, Sym, TableKind, counted, fold, iso_date};

/// Gives each deal of a file without ids of deals one, and the rows of other tables that stand on its line.
pub(super) fn identify(book: &mut Book, won_stages: &[String]) {
    let Some(deals) = book.any_table(TableKind::Deals) else { return };
    let unnumbered = files_without_ids(book, deals);
    if unnumbered.is_empty() {
        return;
    }
    let (own, others): (Vec<usize>, Vec<usize>) =
        (0..deals.n_rows()).partition(|&row| unnumbered.contains(&deals.row_origin(row).file()));
    let mut called: Vec<Called> = own.iter().map(|&row| Called::of(book, deals, row, won_stages)).collect();
    find_accounts(&mut called);
    let numbered = Numbered::of(book, deals, &others, won_stages);
    let namesakes = Namesakes::of(&called);
    let texts: Vec<Option<String>> = called.iter().map(|called| numbered.id(called, &namesakes)).collect();
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
#[derive(Clone)]
struct Called {
    file: FileId,
    /// The deal's name, else its account's; as it is written.
    name: String,
    /// The same as names are compared; empty where nothing stands.
    key: String,
    account: String,
    account_key: String,
    day: Option<i32>,
    is_won: bool,
    /// Its owner, its amount and its stage, as they are written; the first of them changes least.
    rest: [String; 3],
}

impl Called {
    fn of(book: &Book, deals: &Table, row: usize, won_stages: &[String]) -> Called {
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
            is_won: says_won(book, deals, row, won_stages),
            rest: [
                text("owner"),
                deals.numbers("amount").get(row).map_or_else(String::new, |amount| amount.to_string()),
                text("stage"),
            ],
        }
    }

    /// Whether the other may be the same deal, of which something else than the name speaks, or against which nothing does.
    fn may_be(&self, other: &Called) -> bool {
        match (self.account_key.as_str(), other.account_key.as_str()) {
            // Clocks of two exports may differ by a day.
            ("", _) | (_, "") => self.day.zip(other.day).is_none_or(|(own, other)| own.abs_diff(other) <= 1),
            (own, other) => own == other,
        }
    }
}

/// So many deals of a name are looked through for the one that is meant.
const MAX_ALIKE: usize = 64;

/// Places among the called, by what they are called, and by that and their accounts or days.
#[derive(Default)]
struct Alike {
    by_key: FxHashMap<String, Vec<usize>>,
    by_account: FxHashMap<(String, String), Vec<usize>>,
    by_day: FxHashMap<(String, Option<i32>), Vec<usize>>,
}

impl Alike {
    fn of(called: &[Called]) -> Alike {
        let mut alike = Alike::default();
        for (place, one) in called.iter().enumerate().filter(|(_, one)| !one.key.is_empty()) {
            alike.by_key.entry(one.key.clone()).or_default().push(place);
            alike.by_account.entry((one.key.clone(), one.account_key.clone())).or_default().push(place);
            alike.by_day.entry((one.key.clone(), one.day)).or_default().push(place);
        }
        alike
    }

    /// Those that may be the same deal.
    fn of_one<'a>(&'a self, one: &'a Called, all: &'a [Called]) -> impl Iterator<Item = usize> + 'a {
        let of_day = |day: Option<i32>| self.by_day.get(&(one.key.clone(), day)).into_iter().flatten();
        let near = one.day.into_iter().flat_map(|day| [Some(day), Some(day - 1), Some(day + 1), None]).flat_map(of_day);
        let all_days = self.by_key.get(&one.key).filter(|_| one.day.is_none()).into_iter().flatten();
        let account = Some(&one.account_key).filter(|account| !account.is_empty());
        let own = account.and_then(|account| self.by_account.get(&(one.key.clone(), account.clone())));
        let found = own.into_iter().flatten().chain(near).chain(all_days).copied();
        found.filter(|&other| one.may_be(&all[other])).take(MAX_ALIKE)
    }
}

/// A row without an account is of the deal of its name in another file, where one can be meant; names and accounts are
/// written as they are first.
fn find_accounts(called: &mut [Called]) {
    let alike = Alike::of(called);
    let account_of = |one: &Called| -> Option<(String, String)> {
        let others = alike.of_one(one, called).map(|other| &called[other]);
        let told: Vec<&Called> =
            others.filter(|other| other.file != one.file && !other.account_key.is_empty()).collect();
        let is_one = |told: &[&Called]| told.iter().all(|other| other.account_key == told[0].account_key);
        let of_day: Vec<&Called> = told.iter().copied().filter(|other| other.day == one.day).collect();
        let meant = if of_day.is_empty() { told } else { of_day };
        let first = meant.first().filter(|_| is_one(&meant))?;
        Some((first.account.clone(), first.account_key.clone()))
    };
    let untold = called.iter().enumerate().filter(|(_, one)| one.account_key.is_empty() && !one.key.is_empty());
    let found: Vec<(usize, (String, String))> =
        untold.filter_map(|(place, one)| Some((place, account_of(one)?))).collect();
    for (place, (account, key)) in found {
        (called[place].account, called[place].account_key) = (account, key);
    }
    alike.by_key.values().for_each(|places| spell_alike(called, places));
}

fn spell_alike(called: &mut [Called], places: &[usize]) {
    let Some(&first) = places.first() else { return };
    let name = called[first].name.clone();
    let mut accounts: FxHashMap<String, String> = FxHashMap::default();
    for &place in places {
        let Called { account, account_key, .. } = &called[place];
        let spelt = accounts.entry(account_key.clone()).or_insert_with(|| account.clone()).clone();
        (called[place].name, called[place].account) = (name.clone(), spelt);
    }
}

/// A file, a name, an account and a day.
type Day<'a> = (FileId, &'a str, &'a str, Option<i32>);

/// Names that do not tell the deals of one file apart.
#[derive(Default)]
struct Namesakes {
    /// Of deals with different accounts.
    names: FxHashSet<String>,
    /// Of deals of one account with different days: the name and the account.
    accounts: FxHashSet<(String, String)>,
    /// Of deals of one account and one day: the name, the account and the day, with which of the rest tells them apart.
    days: FxHashMap<(String, String, Option<i32>), [bool; 3]>,
}

impl Namesakes {
    fn of(called: &[Called]) -> Namesakes {
        let mut accounts: BTreeMap<(FileId, &str), BTreeSet<&str>> = BTreeMap::new();
        let mut days: BTreeMap<(FileId, &str, &str), BTreeSet<Option<i32>>> = BTreeMap::new();
        let mut rests: BTreeMap<Day<'_>, BTreeSet<&[String; 3]>> = BTreeMap::new();
        for one in called {
            accounts.entry((one.file, &one.key)).or_default().insert(&one.account_key);
            days.entry((one.file, &one.key, &one.account_key)).or_default().insert(one.day);
            rests.entry((one.file, &one.key, &one.account_key, one.day)).or_default().insert(&one.rest);
        }
        let names =
            accounts.into_iter().filter(|(_, accounts)| accounts.len() > 1).map(|((_, name), _)| name.to_owned());
        let of_days = days.into_iter().filter(|(_, days)| days.len() > 1);
        let mut told_apart: FxHashMap<_, [bool; 3]> = FxHashMap::default();
        for ((_, name, account, day), rests) in rests.into_iter().filter(|(_, rests)| rests.len() > 1) {
            let known = told_apart.entry((name.to_owned(), account.to_owned(), day)).or_default();
            known.iter_mut().zip(telling(&rests)).for_each(|(known, tells)| *known |= tells);
        }
        Namesakes {
            names: names.collect(),
            accounts: of_days.map(|((_, name, account), _)| (name.to_owned(), account.to_owned())).collect(),
            days: told_apart,
        }
    }

    /// Its name, with what tells it from others of that name. A semicolon would make two ids of it.
    fn id(&self, called: &Called) -> String {
        let is_told = called.key.contains(&fold(&called.account)) && !self.names.contains(&called.key);
        let account = (!is_told && !called.account.is_empty()).then(|| called.account.clone());
        let has_days = self.accounts.contains(&(called.key.clone(), called.account_key.clone()));
        let day = called.day.filter(|_| has_days).map(iso_date);
        let key = (called.key.clone(), called.account_key.clone(), called.day);
        let tells = self.days.get(&key).copied().unwrap_or_default();
        let rest = called.rest.iter().zip(tells).filter(|(text, tells)| *tells && !text.is_empty());
        let parts = [Some(called.name.clone()), account, day].into_iter().flatten();
        let parts: Vec<String> = parts.chain(rest.map(|(text, _)| text.clone())).collect();
        parts.join(" / ").replace(';', ",")
    }
}

/// Which of the rest tells rows apart: the first that does so alone, else all in which they differ.
fn telling(rests: &BTreeSet<&[String; 3]>) -> [bool; 3] {
    let n_different = |nth: usize| rests.iter().map(|rest| &rest[nth]).collect::<BTreeSet<_>>().len();
    let differ = [0, 1, 2].map(n_different);
    let alone = differ.iter().position(|&n| n == rests.len());
    [0, 1, 2].map(|nth| alone.map_or(differ[nth] > 1, |alone| nth == alone))
}

/// The deals to which other files give ids.
struct Numbered {
    called: Vec<Called>,
    ids: Vec<String>,
    alike: Alike,
}

impl Numbered {
    fn of(book: &Book, deals: &Table, rows: &[usize], won_stages: &[String]) -> Numbered {
        let own = deals.symbols("deal_id");
        let rows: Vec<usize> = rows.iter().copied().filter(|&row| !own.get(row).is_blank()).collect();
        let called: Vec<Called> = rows.iter().map(|&row| Called::of(book, deals, row, won_stages)).collect();
        let ids = rows.iter().map(|&row| book.text(own.get(row)).to_owned()).collect();
        Numbered { alike: Alike::of(&called), called, ids }
    }

    /// `None` where nothing names the deal, or nobody can say which of several it is.
    fn id(&self, called: &Called, namesakes: &Namesakes) -> Option<String> {
        if called.key.is_empty() {
            return None;
        }
        let mut meant: Vec<usize> = self.alike.of_one(called, &self.called).collect();
        if meant.is_empty() {
            return Some(namesakes.id(called));
        }
        let is_one = |meant: &[usize]| meant.iter().all(|&other| self.ids[other] == self.ids[meant[0]]);
        let tests: [fn(&Called, &Called) -> bool; 2] =
            [|own, other| own.day.is_some() && own.day == other.day, |own, other| own.is_won == other.is_won];
        for test in tests {
            if !is_one(&meant) && meant.iter().any(|&other| test(called, &self.called[other])) {
                meant.retain(|&other| test(called, &self.called[other]));
            }
        }
        is_one(&meant).then(|| self.ids[meant[0]].clone())
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
