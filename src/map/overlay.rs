//! Fields of deals that stand beside the deals: a tracker kept by hand holds the handoff fields, the deals export holds
//! the deals.
//!
//! Such rows are no deals of their own. Each goes to the deal whose id it bears, else to the one deal of its name, else to
//! the one won deal of its account; a row that several deals could be meant by fills none. What the deals export says
//! stands; only its blanks are filled, and each filled cell keeps the file and line where it was found. Of several rows for
//! one deal the first fills a blank, of several answers to a form the last. What a row says otherwise than what stands there is named in the ledger.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::accounts::{AMBIGUOUS_NAME, LINKED_BY_NAME, UNKNOWN_NAME};
use super::book::{Book, LedgerEntry};
use super::called::{Alike, Called, Meaning, says_won};
use super::columns::Table;
use super::names::name_key;
use super::note::FileNote;
use crate::domain::{FileId, Moment, Origin, Sym, TableKind, counted, fold};

/// A row that says of a deal otherwise what already stands there.
pub(crate) const TOLD_TWICE: &str = "deal-told-twice";

/// The fields that say which deal is meant.
const KEYS: [&str; 4] = ["deal_id", "deal_name", "account_id", "account_name"];

/// When a handoff was submitted: when a form was answered.
const SUBMITTED: &str = "handoff_submitted_at";

/// Takes the rows of other files out of the deals, and fills the deals' blanks with them.
pub(super) fn fill_deals(book: &mut Book, won_stages: &[String]) {
    let Some(table) = book.table(TableKind::Deals) else { return };
    let is_own = |row: &u32| {
        let file = table.row_origin(*row as usize).file();
        book.file(file).table == Some(TableKind::Deals)
    };
    let (own, beside): (Vec<u32>, Vec<u32>) = (0..table.n_rows() as u32).partition(is_own);
    if beside.is_empty() {
        return;
    }
    let symbols: Vec<Sym> = (0..book.symbols.len() as u32).map(Sym).collect();
    let (mut deals, beside) = (table.only(&own, &symbols), table.only(&beside, &symbols));
    let known = Known::new(book, &deals, won_stages);
    let found: Vec<Found> = (0..beside.n_rows()).map(|row| known.find(book, &beside, row)).collect();
    let rows_of = |found: &Found| found.deal().map_or(&[][..], |deal| known.rows_of(deal));
    let pairs: Vec<(u32, u32)> = found
        .iter()
        .enumerate()
        .flat_map(|(other, found)| rows_of(found).iter().map(move |&row| (row, other as u32)))
        .collect();
    let files: BTreeSet<FileId> = (0..beside.n_rows()).map(|row| beside.row_origin(row).file()).collect();
    for &file in &files {
        let of_file: Vec<(u32, u32)> =
            pairs.iter().copied().filter(|(_, other)| beside.row_origin(*other as usize).file() == file).collect();
        let n_filled = fill(&mut deals, &beside, of_file.clone());
        let n_rows = (0..beside.n_rows()).filter(|&row| beside.row_origin(row).file() == file).count();
        let n_deals = found
            .iter()
            .zip(0..)
            .filter(|(found, row)| found.deal().is_some() && beside.row_origin(*row).file() == file);
        let filled = counted(n_filled, "blank cell of the deals was", "blank cells of the deals were");
        let note = match has_fields(&beside, file) {
            true => format!(
                "{} of {n_rows} rows with handoff fields name a deal; {filled} filled from them",
                n_deals.count()
            ),
            false => format!("{} of {n_rows} rows name a deal by its name", n_deals.count()),
        };
        book.files[usize::from(file.0)].notes.push(FileNote::settled(note));
        if of_file.is_empty() {
            deals.forget_fields_of(&[file]);
        }
    }
    name_deals(book, &beside, &found);
    let entries = (0..beside.n_rows()).filter_map(|row| entry(book, &beside, row, &found[row])).collect::<Vec<_>>();
    book.ledger.extend(entries);
    let twice = pairs.iter().filter_map(|&pair| contradiction(book, &deals, &beside, pair)).collect::<Vec<_>>();
    book.ledger.extend(twice);
    book.tables[TableKind::Deals as usize] = Some(deals);
}

/// Fills the deals' blanks with the rows of one file. Of several answers to a form the last one is what the rep says now; the
/// first one is when the handoff was submitted.
fn fill(deals: &mut Table, beside: &Table, mut pairs: Vec<(u32, u32)>) -> u64 {
    let submitted = beside.times(SUBMITTED);
    let at = |other: u32| submitted.get(other as usize).map(Moment::utc);
    if pairs.iter().all(|&(_, other)| at(other).is_none()) {
        return deals.fill_blanks(beside, &pairs, &KEYS);
    }
    let rest: Vec<&str> = TableKind::Deals.fields().iter().map(|field| field.name.as_str()).collect();
    let rest: Vec<&str> = rest.into_iter().filter(|name| *name != SUBMITTED).collect();
    pairs.sort_by_key(|&(row, other)| (row, at(other)));
    let n_submitted = deals.fill_blanks(beside, &pairs, &rest);
    pairs.sort_by_key(|&(row, other)| (row, Reverse(at(other))));
    n_submitted + deals.fill_blanks(beside, &pairs, &KEYS)
}

/// Whether a file has a column for any field of the deals, or only says which deal its rows are about.
fn has_fields(beside: &Table, file: FileId) -> bool {
    let mut fields = TableKind::Deals.fields().iter().enumerate();
    fields.any(|(field, known)| !KEYS.contains(&known.name.as_str()) && beside.is_captured_by(field, file))
}

/// Which deal a row is about.
enum Found {
    ById(Sym),
    /// By the deal's name; what no other table of the row knows.
    ByName(Sym),
    /// By the account, by which its other tables go as well.
    ByAccount(Sym),
    Several(usize),
    None,
}

impl Found {
    fn deal(&self) -> Option<Sym> {
        match self {
            Found::ById(deal) | Found::ByName(deal) | Found::ByAccount(deal) => Some(*deal),
            Found::Several(_) | Found::None => None,
        }
    }
}

/// The deals by what may name them.
#[derive(Default)]
struct Known {
    rows: FxHashMap<Sym, Vec<u32>>,
    by_name: Called,
    by_account: FxHashMap<Sym, Alike>,
    by_account_name: FxHashMap<String, Alike>,
}

impl Known {
    fn new(book: &Book, deals: &Table, won_stages: &[String]) -> Known {
        let mut known = Known::default();
        let ids = deals.symbols("deal_id");
        for row in (0..deals.n_rows()).filter(|&row| !ids.get(row).is_blank()) {
            known.rows.entry(ids.get(row)).or_default().push(row as u32);
        }
        let mut of_deals: Vec<(Sym, Vec<u32>)> = known.rows.iter().map(|(id, rows)| (*id, rows.clone())).collect();
        of_deals.sort_unstable_by_key(|(_, rows)| rows[0]);
        for (deal, rows) in of_deals {
            known.add(book, deals, deal, &rows, won_stages);
        }
        known
    }

    fn add(&mut self, book: &Book, deals: &Table, deal: Sym, rows: &[u32], won_stages: &[String]) {
        let rows = || rows.iter().map(|&row| row as usize);
        let is_won = rows().any(|row| says_won(book, deals, row, won_stages));
        let of = |field: &str| -> BTreeSet<Sym> { rows().map(|row| deals.symbols(field).get(row)).collect() };
        let accounts: BTreeSet<String> = rows().flat_map(|row| account_keys(book, deals, row)).collect();
        let accounts: Vec<String> = accounts.into_iter().collect();
        let names: BTreeSet<String> = of("deal_name").into_iter().map(|name| fold(book.text(name))).collect();
        names.iter().for_each(|name| self.by_name.add(name, &accounts, deal, is_won));
        for account in of("account_id").into_iter().filter(|account| !account.is_blank()) {
            self.by_account.entry(account).or_default().add(deal, is_won);
        }
        let called: BTreeSet<String> = of("account_name").into_iter().map(|name| name_key(book.text(name))).collect();
        for name in called.into_iter().filter(|name| !name.is_empty()) {
            self.by_account_name.entry(name).or_default().add(deal, is_won);
        }
    }

    fn rows_of(&self, deal: Sym) -> &[u32] {
        self.rows.get(&deal).map_or(&[], Vec::as_slice)
    }

    fn find(&self, book: &Book, table: &Table, row: usize) -> Found {
        let [id, name, account, account_name] = KEYS.map(|key| table.symbols(key).get(row));
        // A column of deals may hold their ids or their names.
        if let Some(&deal) = [id, name].iter().find(|deal| self.rows.contains_key(deal)) {
            return Found::ById(deal);
        }
        let found = |meaning: Meaning, found: fn(Sym) -> Found| match meaning {
            Meaning::Nobody | Meaning::OfOthers => None,
            Meaning::One(deal) | Meaning::Among(deal) => Some(found(deal)),
            Meaning::Several(n) => Some(Found::Several(n)),
        };
        let by_name = |name: Sym| {
            let accounts = account_keys(book, table, row);
            found(self.by_name.meaning(&fold(book.text(name)), &accounts), Found::ByName)
        };
        if !id.is_blank() {
            return by_name(id).unwrap_or(Found::None);
        }
        let of_account = |alike: Option<&Alike>| found(alike.copied().unwrap_or_default().meaning(), Found::ByAccount);
        by_name(name)
            .or_else(|| of_account(self.by_account.get(&account)))
            .or_else(|| of_account(self.by_account_name.get(&name_key(book.text(account_name)))))
            .unwrap_or(Found::None)
    }
}

/// What the account of a row goes by: its id, and its name.
fn account_keys(book: &Book, table: &Table, row: usize) -> Vec<String> {
    let text = |field: &str| book.text(table.symbols(field).get(row));
    let (id, name) = (text("account_id").trim(), name_key(text("account_name")));
    let named = (!name.is_empty()).then(|| format!("name {name}"));
    (!id.is_empty()).then(|| id.to_owned()).into_iter().chain(named).collect()
}

/// The reviews and onboarding records that stand on the same lines are of the same deals. One that names a deal by a name
/// that is none's, or several deals', and names nothing else keeps that name for an id, so that it is said what it names.
fn name_deals(book: &mut Book, beside: &Table, found: &[Found]) {
    let place = |table: &Table, row: usize| (table.row_origin(row).file(), table.row_origin(row).line());
    let meant: FxHashMap<(FileId, u32), (usize, &Found)> =
        found.iter().enumerate().map(|(row, found)| (place(beside, row), (row, found))).collect();
    for kind in [TableKind::Reviews, TableKind::Onboarding] {
        let Some(table) = book.table(kind) else { continue };
        let ids = table.symbols("deal_id");
        let deal_of = |row: usize| match meant.get(&place(table, row))? {
            // An onboarding record finds its deal by its account and its times.
            (_, Found::ByAccount(_)) if kind == TableKind::Onboarding => None,
            (other, Found::Several(_) | Found::None) => name_alone(beside, *other),
            (_, found) => found.deal(),
        };
        let named = (0..table.n_rows()).filter(|&row| ids.get(row).is_blank());
        let named: FxHashMap<u32, Sym> = named.filter_map(|row| Some((row as u32, deal_of(row)?))).collect();
        if let Some(table) = &mut book.tables[kind as usize] {
            table.set_symbols("deal_id", &named);
        }
    }
}

/// The name of a row that names a deal by it and by nothing else.
fn name_alone(beside: &Table, row: usize) -> Option<Sym> {
    let [id, name, account, account_name] = KEYS.map(|key| beside.symbols(key).get(row));
    (!name.is_blank() && [id, account, account_name].iter().all(|key| key.is_blank())).then_some(name)
}

/// What the ledger says of a row that tells otherwise what already stands there of the deal.
fn contradiction(book: &Book, deals: &Table, beside: &Table, (row, other): (u32, u32)) -> Option<LedgerEntry> {
    let fields = deals.contradicted(row, beside, other, &KEYS);
    let named = fields.iter().map(|&field| field_and_line(book, field, deals.origin(row as usize, field)));
    let named: Vec<String> = named.collect();
    let note = format!("not used, since another value stands there: {}", named.join(", "));
    (!named.is_empty()).then(|| LedgerEntry::row(beside.row_origin(other as usize), TOLD_TWICE, "", &note))
}

/// A field of the deals in words, and the line where it is told: `go live (deals.csv line 12)`.
pub(super) fn field_and_line(book: &Book, field: usize, told: Origin) -> String {
    let line = book.place(Origin::row(told.file(), told.line()));
    format!("{} ({line})", TableKind::Deals.fields()[field].name.replace('_', " "))
}

/// What the ledger says of a row that was linked by a name, or not at all.
fn entry(book: &Book, table: &Table, row: usize, found: &Found) -> Option<LedgerEntry> {
    let [id, name, _, account] = KEYS.map(|key| table.symbols(key).get(row));
    let text = [id, name, account].into_iter().find(|sym| !sym.is_blank()).map_or("", |sym| book.text(sym));
    // An onboarding record is listed by itself when it is linked by its account, or not at all.
    let is_onboarding = book.file(table.row_origin(row).file()).table == Some(TableKind::Onboarding);
    let has_fields = has_fields(table, table.row_origin(row).file());
    let (kind, note) = match found {
        Found::ById(_) => return None,
        // Its own table says so of the same line.
        Found::ByName(_) if !id.is_blank() => return None,
        Found::None if !has_fields => (UNKNOWN_NAME, "no id, and no deal bears this name".to_owned()),
        Found::Several(n_deals) if !has_fields => {
            (AMBIGUOUS_NAME, format!("{n_deals} deals bear this name; linked to none of them"))
        }
        Found::ByAccount(_) | Found::None if is_onboarding => return None,
        Found::ByName(_) => (LINKED_BY_NAME, "no id; one deal bears this name".to_owned()),
        Found::ByAccount(_) => (LINKED_BY_NAME, "no id; one deal of this account can be meant".to_owned()),
        Found::Several(n_deals) => {
            (AMBIGUOUS_NAME, format!("{n_deals} deals can be meant; its handoff fields were used for none of them"))
        }
        Found::None => {
            (UNKNOWN_NAME, "no deal has this id, name or account; its handoff fields were not used".to_owned())
        }
    };
    Some(LedgerEntry::row(table.row_origin(row), kind, text, &note))
}
