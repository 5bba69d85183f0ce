//! Accounts that rows name in words: a name or a domain where an id should stand becomes the id of the one account that
//! bears it.
//!
//! The order is the account's id, its name, its domain. A name that several accounts bear links nothing; one that is
//! merely near is a suggestion in the ledger. Every row that is linked so, or could not be, stands in the ledger with its
//! own words. Ids that no CRM export holds (a billing system's own) are tried as names too, and are dropped where the row
//! names a deal.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::{FileId, Origin, Sym, TableKind};

use super::book::{Book, LedgerEntry};
use super::names::{AccountNames, Budget, Named};

/// Tables whose rows name an account and have no field for its name.
const TABLES: [TableKind; 8] = [
    TableKind::Contacts,
    TableKind::Activities,
    TableKind::Reviews,
    TableKind::Commitments,
    TableKind::Risks,
    TableKind::Subscriptions,
    TableKind::Escalations,
    TableKind::Surveys,
];
/// So many different ids, none of them known, are the ids of another system (our judgement).
const FOREIGN: usize = 3;

/// Reason for a row that was linked by its account's name.
pub const LINKED_BY_NAME: &str = "linked-by-name";
/// Reason for a row that was linked by its account's domain.
pub const LINKED_BY_DOMAIN: &str = "linked-by-domain";
/// Reason for a row whose account's name several accounts bear.
pub const AMBIGUOUS_NAME: &str = "ambiguous-name";
/// Reason for a row whose account's name none bears.
pub const UNKNOWN_NAME: &str = "unknown-name";

/// Gives accounts without an id one, and puts ids in the place of names.
pub(super) fn resolve(book: &mut Book) {
    part(book);
    identify(book);
    let known = known_accounts(book);
    forget_foreign_ids(book, &known);
    // Made when the first cell asks for it: most exports hold ids only.
    let mut names = None;
    for kind in TABLES {
        resolve_table(book, kind, &known, &mut names);
    }
}

/// Makes each account of a deal that has several a symbol, wherever else it may stand.
fn part(book: &mut Book) {
    let Some(deals) = book.table(TableKind::Deals) else { return };
    let ids = deals.symbols("account_id");
    let cells: FxHashSet<Sym> = (0..deals.n_rows()).map(|row| ids.get(row)).collect();
    let several = cells.into_iter().map(|cell| book.text(cell)).filter(|text| text.contains(';'));
    let mut parts: Vec<String> = several.flat_map(|text| text.split(';').map(|id| id.trim().to_owned())).collect();
    parts.sort_unstable();
    parts.iter().for_each(|id| {
        book.symbols.intern(id);
    });
}

/// Rows of accounts without an id: the id of the deals' one account of that name, else the name itself. Where an export
/// of accounts has ids of its own, none of which a deal names, the id that the deals give the name takes the place of
/// each, wherever it stands.
fn identify(book: &mut Book) {
    let Some(table) = book.table(TableKind::Accounts) else { return };
    let (ids, texts) = (table.symbols("account_id"), table.symbols("account_name"));
    let foreign = foreign_files(book);
    let is_asked = |row: usize| ids.get(row).is_blank() || foreign.contains(&table.row_origin(row).file());
    let asked: Vec<usize> = (0..table.n_rows()).filter(|&row| !texts.get(row).is_blank() && is_asked(row)).collect();
    if asked.is_empty() {
        return;
    }
    let (names, mut meant) = (AccountNames::of_deals(book), FxHashMap::default());
    let (mut entries, mut told) = (Vec::new(), Vec::new());
    for row in asked {
        let (id, name, origin) = (ids.get(row), texts.get(row), table.row_origin(row));
        let kind = if id.is_blank() { "without an id" } else { "with an id that no deal names" };
        match names.find(book.text(name)) {
            Named::ByName(account) | Named::ByDomain(account) => {
                let note = format!("an account {kind}; the deals give this name the id {}", book.text(account));
                entries.push(entry(origin, LINKED_BY_NAME, book.text(name), note));
                meant.insert(row as u32, account);
                told.push((id, account));
            }
            Named::Ambiguous(n_accounts) => {
                let note = format!("an account {kind}; {n_accounts} accounts of deals bear its name");
                entries.push(entry(origin, AMBIGUOUS_NAME, book.text(name), note));
            }
            Named::Nobody if id.is_blank() => {
                meant.insert(row as u32, name);
            }
            Named::Nobody => {}
        }
    }
    // An id that another export of accounts holds too may be either's, wherever else it stands.
    let others = (0..table.n_rows()).filter(|&row| !foreign.contains(&table.row_origin(row).file()));
    let of_others: FxHashSet<Sym> = others.map(|row| ids.get(row)).collect();
    let clear = unanimous(told.into_iter().filter(|(id, _)| !id.is_blank() && !of_others.contains(id)));
    if let Some(table) = &mut book.tables[TableKind::Accounts as usize] {
        table.set_symbols("account_id", &meant);
    }
    translate(book, &clear);
    book.ledger.extend(entries);
}

/// The ids of which every row says the same account.
fn unanimous(told: impl Iterator<Item = (Sym, Sym)>) -> FxHashMap<Sym, Sym> {
    let mut accounts: FxHashMap<Sym, Option<Sym>> = FxHashMap::default();
    for (id, account) in told {
        let known = accounts.entry(id).or_insert(Some(account));
        *known = known.filter(|known| *known == account);
    }
    accounts.into_iter().filter_map(|(id, account)| Some((id, account?))).collect()
}

/// Puts accounts into the place of ids in the rows of other tables.
fn translate(book: &mut Book, accounts: &FxHashMap<Sym, Sym>) {
    for kind in TABLES.into_iter().chain([TableKind::Onboarding]).filter(|_| !accounts.is_empty()) {
        let Some(table) = &mut book.tables[kind as usize] else { continue };
        let cells = table.symbols("account_id");
        let rows = (0..table.n_rows()).filter_map(|row| Some((row as u32, *accounts.get(&cells.get(row))?)));
        let meant = rows.collect();
        table.set_symbols("account_id", &meant);
    }
}

/// The exports of accounts with ids of which no deal names any, though deals name accounts by ids.
fn foreign_files(book: &Book) -> FxHashSet<FileId> {
    let (Some(accounts), Some(deals)) = (book.table(TableKind::Accounts), book.table(TableKind::Deals)) else {
        return FxHashSet::default();
    };
    let of_deals = deals.symbols("account_id");
    let cells = (0..deals.n_rows()).map(|row| of_deals.get(row)).filter(|id| !id.is_blank());
    let named: FxHashSet<Sym> = cells.flat_map(|cell| book.ids_in(cell)).collect();
    if named.is_empty() {
        return FxHashSet::default();
    }
    let ids = accounts.symbols("account_id");
    let file = |row: usize| accounts.row_origin(row).file();
    let rows = || (0..accounts.n_rows()).filter(|&row| !ids.get(row).is_blank());
    let met: FxHashSet<FileId> = rows().filter(|&row| named.contains(&ids.get(row))).map(file).collect();
    rows().map(file).filter(|file| !met.contains(file)).collect()
}

/// Onboarding rows with an id that no CRM export holds, and a name: the name links them.
fn forget_foreign_ids(book: &mut Book, known: &[bool]) {
    let Some(table) = book.table(TableKind::Onboarding) else { return };
    let (accounts, names) = (table.symbols("account_id"), table.symbols("account_name"));
    let is_foreign = |cell: Sym| !cell.is_blank() && !book.ids_in(cell).any(|id| known[id.index()]);
    let rows = (0..table.n_rows()).filter(|&row| !names.get(row).is_blank() && is_foreign(accounts.get(row)));
    let meant = rows.map(|row| (row as u32, Sym::BLANK)).collect();
    if let Some(table) = &mut book.tables[TableKind::Onboarding as usize] {
        table.set_symbols("account_id", &meant);
    }
}

/// By symbol: whether it is the id of an account of the accounts or of a deal.
fn known_accounts(book: &Book) -> Vec<bool> {
    let mut known = vec![false; book.symbols.len()];
    for kind in [TableKind::Accounts, TableKind::Deals] {
        let Some(table) = book.table(kind) else { continue };
        let ids = table.symbols("account_id");
        for id in (0..table.n_rows()).map(|row| ids.get(row)).filter(|id| !id.is_blank()) {
            if !std::mem::replace(&mut known[id.index()], true) {
                book.ids_in(id).for_each(|part| known[part.index()] = true);
            }
        }
    }
    known
}

fn resolve_table(book: &mut Book, kind: TableKind, known: &[bool], names: &mut Option<AccountNames>) {
    let Some(table) = book.table(kind).filter(|table| table.symbols("account_id").is_captured()) else { return };
    let (accounts, deals) = (table.symbols("account_id"), kind.field("deal_id").map(|_| table.symbols("deal_id")));
    let mut unknown: FxHashMap<Sym, Option<Named>> = FxHashMap::default();
    let mut has_known = false;
    for cell in (0..table.n_rows()).map(|row| accounts.get(row)).filter(|cell| !cell.is_blank()) {
        let is_known = known[cell.index()];
        has_known |= is_known;
        if !is_known {
            unknown.entry(cell).or_default();
        }
    }
    let is_foreign = !has_known && unknown.len() >= FOREIGN;
    // Where an id is known, the words beside it are not needed.
    let mut ids: FxHashMap<Sym, Sym> = FxHashMap::default();
    for (cell, named) in &mut unknown {
        let parts = || book.text(*cell).split(';').map(str::trim);
        let mut own = book.ids_in(*cell).filter(|id| known[id.index()]);
        if let Some(id) = own.next() {
            if own.next().is_none() {
                ids.insert(*cell, id);
            }
            continue;
        }
        if !has_known || parts().any(looks_like_a_name) {
            let names = names.get_or_insert_with(|| AccountNames::new(book));
            let found: Vec<Named> = parts().map(|part| names.find(part)).collect();
            // A domain beside a name that several bear says which is meant.
            let is_one = |named: &&Named| matches!(named, Named::ByName(_) | Named::ByDomain(_));
            let one = found.iter().find(is_one).or_else(|| found.iter().find(|named| **named != Named::Nobody));
            *named = Some(one.cloned().unwrap_or(Named::Nobody));
        }
    }
    let (mut meant, mut entries, mut budget) = (FxHashMap::default(), Vec::new(), Budget::default());
    for row in 0..table.n_rows() {
        let cell = accounts.get(row);
        meant.extend(ids.get(&cell).map(|&id| (row as u32, id)));
        let Some(Some(named)) = unknown.get(&cell) else { continue };
        let (text, has_deal) = (book.text(cell), deals.is_some_and(|deals| !deals.get(row).is_blank()));
        let (account, kind, note) = match named {
            Named::ByName(account) => (Some(*account), LINKED_BY_NAME, "no id; one account bears this name".to_owned()),
            Named::ByDomain(account) => {
                (Some(*account), LINKED_BY_DOMAIN, "no id; one account is of this domain".to_owned())
            }
            _ if has_deal && is_foreign => {
                meant.insert(row as u32, Sym::BLANK);
                continue;
            }
            _ if has_deal => continue,
            Named::Ambiguous(n_accounts) => {
                (None, AMBIGUOUS_NAME, format!("{n_accounts} accounts bear this name; linked to none of them"))
            }
            Named::Nobody => {
                let near = names.as_ref().and_then(|names| names.suggestion(text, &mut budget));
                let near = near.map_or_else(String::new, |near| format!("; the nearest is \"{near}\""));
                (None, UNKNOWN_NAME, format!("no account has this id, name or domain{near}"))
            }
        };
        meant.extend(account.map(|account| (row as u32, account)));
        entries.push(entry(table.row_origin(row), kind, text, note));
    }
    if let Some(table) = &mut book.tables[kind as usize] {
        table.set_symbols("account_id", &meant);
    }
    book.ledger.extend(entries);
}

/// Ids have digits and no spaces.
pub(super) fn looks_like_a_name(text: &str) -> bool {
    let has = |test: fn(char) -> bool| text.contains(test);
    has(char::is_alphabetic) && (!has(|character| character.is_ascii_digit()) || has(|c| matches!(c, ' ' | '.' | '@')))
}

fn entry(origin: Origin, kind: &'static str, text: &str, note: String) -> LedgerEntry {
    LedgerEntry::row(origin, kind, text, &note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_an_id() {
        for name in ["Acme", "Acme 24 GmbH", "acme24.io", "ada@acme2.io"] {
            assert!(looks_like_a_name(name), "{name}");
        }
        for id in ["", "7001", "A-12", "001bm00001ZL8U9AAL", "cus_9x"] {
            assert!(!looks_like_a_name(id), "{id}");
        }
    }
}
