//! The cells of the tables: names collected first, then told anew.

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::{Origin, Sym, TableKind, TextArena, fold};
use crate::map::{Book, Column, Table};
use crate::packet::Assembly;
use crate::settings::Settings;

use super::fields::{Secret, secret};
use super::words::Kind;
use super::{Teller, WITHHELD};

/// Where an address of ours points: nowhere.
const NOWHERE: &str = "withheld.example";

/// E-mail addresses and telephone numbers within a text.
struct Shapes {
    email: Regex,
    phone: Regex,
}

impl Shapes {
    fn new() -> Shapes {
        let email = Regex::new(r"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+");
        let phone = Regex::new(r"(?:\+|\b00)\d[\d ()/.-]{6,16}\d\b|\(\d{2,5}\)[ -]?\d[\d -]{4,12}\d\b");
        Shapes { email: email.expect("a sound pattern"), phone: phone.expect("a sound pattern") }
    }
}

impl Teller {
    /// Everything in the exports that names a deal, an account or a person.
    pub(super) fn collect(&mut self, book: &Book, settings: &Settings) {
        let shapes = Shapes::new();
        let accounts = account_ids(book);
        for table in book.tables.iter().flatten() {
            for (field, known) in table.kind.fields().iter().enumerate() {
                match (secret(table.kind, known), table.column(field)) {
                    (sort, Some(Column::Symbols(cells))) => {
                        let mut seen = FxHashSet::default();
                        for (row, &sym) in cells.iter().enumerate().filter(|(_, sym)| !sym.is_blank()) {
                            let is_new = seen.insert(sym);
                            if is_new || matches!(sort, Secret::DealName | Secret::AccountName) {
                                let origin = Some(table.origin(row, field));
                                self.collect_cell(book, table, &accounts, row, sort, sym, origin);
                            }
                            if is_new && !matches!(sort, Secret::None | Secret::Group | Secret::OtherId) {
                                self.collect_shapes(&shapes, book.text(sym), origin_of(table, row, field));
                            }
                        }
                    }
                    (_, Some(Column::Texts(cells))) => (0..table.n_rows())
                        .for_each(|row| self.collect_shapes(&shapes, cells.get(row), origin_of(table, row, field))),
                    _ => {}
                }
            }
        }
        let told = settings.questionnaire.answers.iter().map(|answer| answer.by.as_str());
        let confirmed = settings.definition_log.iter().filter_map(|definition| definition.by.as_deref());
        let persons: Vec<String> = told.chain(confirmed).map(str::to_owned).collect();
        persons.iter().for_each(|person| self.collect_person(person, None));
        let clients = [&settings.audit.client, &settings.audit.name];
        for client in clients.into_iter().flatten().filter(|_| self.withheld.accounts) {
            self.names.add(client, Kind::Account, None, "the client");
        }
        if let Some(owner) = &settings.audit.owner {
            self.collect_person(owner, None);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a cell with all that says what it names")]
    fn collect_cell(
        &mut self,
        book: &Book,
        table: &Table,
        accounts: &AccountIds,
        row: usize,
        sort: Secret,
        sym: Sym,
        origin: Option<Origin>,
    ) {
        let text = book.text(sym);
        match sort {
            Secret::DealId | Secret::DealName if self.withheld.accounts => {
                let told = self.deal(book, table, row, sort, text);
                self.names.add(text, Kind::Deal, origin, &told);
            }
            Secret::AccountId | Secret::AccountName if self.withheld.accounts => {
                let told = self.account(book, table, accounts, row, sort, text);
                self.names.add(text, Kind::Account, origin, &told);
            }
            Secret::OtherId if self.withheld.accounts => {
                let told = self.other(text);
                self.names.add(text, Kind::Account, origin, &told);
            }
            Secret::Domain if self.withheld.accounts => {
                let told = self.domain(text);
                self.names.add(text, Kind::Domain, origin, &told);
            }
            Secret::Email => self.collect_email(text, origin),
            Secret::Person => self.collect_person(text, origin),
            Secret::People => {
                let persons: Vec<String> = text.split(';').map(|person| person.trim().to_owned()).collect();
                persons.iter().for_each(|person| self.collect_person(person, origin));
            }
            _ => {}
        }
    }

    fn collect_person(&mut self, text: &str, origin: Option<Origin>) {
        if text.contains('@') {
            return self.collect_email(text, origin);
        }
        if !self.withheld.people || text.is_empty() {
            return;
        }
        let told = self.person(text);
        self.names.add(text, Kind::Person, origin, &told);
        // `Ada Lovelace` is found as `Lovelace, Ada` too.
        if let [first, last] = text.split_whitespace().collect::<Vec<_>>()[..] {
            self.names.add(&format!("{last} {first}"), Kind::Person, origin, &told);
        }
    }

    fn collect_email(&mut self, text: &str, origin: Option<Origin>) {
        if !self.withheld.has_pseudonyms() {
            return;
        }
        let told = self.email(text);
        self.names.add(text, Kind::Email, origin, &told);
        if let Some((_, domain)) = text.trim_end_matches(['>', ')', ' ']).rsplit_once('@') {
            let told = self.domain(domain);
            self.names.add(domain, Kind::Domain, origin, &told);
        }
    }

    fn collect_shapes(&mut self, shapes: &Shapes, text: &str, origin: Option<Origin>) {
        if !self.withheld.has_pseudonyms() {
            return;
        }
        if text.contains('@') {
            let found: Vec<String> = shapes.email.find_iter(text).map(|found| found.as_str().to_owned()).collect();
            found.iter().for_each(|email| self.collect_email(email, origin));
        }
        for phone in shapes.phone.find_iter(text) {
            self.names.add(phone.as_str(), Kind::Phone, origin, "(phone number withheld)");
        }
    }

    fn deal(&mut self, book: &Book, table: &Table, row: usize, sort: Secret, text: &str) -> String {
        if sort == Secret::DealId {
            return format!("D-{}", self.pseudonyms.of("deal", text));
        }
        let id = book.text(table.symbols("deal_id").get(row));
        format!("Deal {}", self.pseudonyms.of("deal", if id.is_empty() { text } else { id }))
    }

    fn account(
        &mut self,
        book: &Book,
        table: &Table,
        ids: &AccountIds,
        row: usize,
        sort: Secret,
        text: &str,
    ) -> String {
        if sort == Secret::AccountId {
            return format!("A-{}", self.pseudonyms.of("account", text));
        }
        let has_ids = table.kind.field("account_id").is_some();
        let own = if has_ids { book.text(table.symbols("account_id").get(row)) } else { "" };
        let folded = fold(text);
        let id = if own.is_empty() { ids.get(&folded).map_or(folded.as_str(), |id| book.text(*id)) } else { own };
        format!("Account {}", self.pseudonyms.of("account", id))
    }

    fn other(&mut self, text: &str) -> String {
        format!("R-{}", self.pseudonyms.of("id", text))
    }

    fn domain(&mut self, text: &str) -> String {
        format!("account-{}.{NOWHERE}", self.pseudonyms.of("domain", &text.to_lowercase()).to_lowercase())
    }

    fn email(&mut self, text: &str) -> String {
        format!("person-{}@{NOWHERE}", self.person_code(text).to_lowercase())
    }

    /// Every cell anew. Symbols that packets are known by stay the same symbols with another text.
    pub(super) fn tables(&mut self, book: &mut Book, assembly: &mut Assembly) {
        let accounts = account_ids(book);
        let (told, open) = self.symbols(book);
        let names = self.row_names(book, &accounts);
        let mut symbols = book.symbols.retold(|sym| told.get(&sym).map(String::as_str));
        // A word that names something in one column may be an ordinary word in another: there it stays.
        let kept: FxHashMap<Sym, Sym> = open
            .iter()
            .filter(|sym| told.contains_key(sym))
            .map(|&sym| (sym, symbols.intern(book.symbols.get(sym))))
            .collect();
        let keep = |sym: &mut Sym| *sym = kept.get(sym).copied().unwrap_or(*sym);
        for packet in &mut assembly.packets {
            keep(&mut packet.segment);
            keep(&mut packet.region);
            keep(&mut packet.detail.currency);
        }
        for (table, names) in
            book.tables.iter_mut().zip(names).filter_map(|(table, names)| Some((table.as_mut()?, names)))
        {
            let kind = table.kind;
            table.forget_exported();
            table.rewrite(|known, field, column| match column {
                Column::Symbols(cells) => match secret(kind, known) {
                    Secret::None | Secret::Group => cells.iter_mut().for_each(keep),
                    _ => {
                        for (row, name) in
                            names.iter().filter(|((at, _), _)| *at == field).map(|((_, row), name)| (*row, name))
                        {
                            cells[row] = symbols.intern(name);
                        }
                    }
                },
                Column::Texts(texts) => {
                    let is_promise = secret(kind, known) == Secret::Promise;
                    *texts = self.texts(texts, is_promise);
                }
                _ => {}
            });
        }
        book.symbols = symbols;
    }

    fn texts(&self, texts: &TextArena, is_promise: bool) -> TextArena {
        let mut told = TextArena::default();
        for text in texts.iter() {
            told.push(self.text(text, is_promise).as_deref().unwrap_or(text));
        }
        told
    }

    /// Texts of symbols by what they name, and the symbols that are open words somewhere.
    fn symbols(&mut self, book: &Book) -> (FxHashMap<Sym, String>, FxHashSet<Sym>) {
        let mut told = FxHashMap::default();
        let mut open = FxHashSet::default();
        for table in book.tables.iter().flatten() {
            for (field, known) in table.kind.fields().iter().enumerate() {
                let Some(Column::Symbols(cells)) = table.column(field) else { continue };
                let sort = secret(table.kind, known);
                for &sym in cells.iter().filter(|sym| !sym.is_blank()) {
                    if matches!(sort, Secret::None | Secret::Group) {
                        open.insert(sym);
                    } else if !told.contains_key(&sym)
                        && let Some(text) = self.symbol(book, table, sort, book.text(sym))
                    {
                        told.insert(sym, text);
                    }
                }
            }
        }
        self.names_as_ids(book, &mut told);
        (told, open)
    }

    /// Where the deals hold no ids of accounts, their names stand for these.
    fn names_as_ids(&mut self, book: &Book, told: &mut FxHashMap<Sym, String>) {
        let deals = book.any_table(TableKind::Deals).filter(|deals| !deals.symbols("account_id").is_captured());
        let Some(names) = deals.map(|deals| deals.symbols("account_name")).filter(|_| self.withheld.accounts) else {
            return;
        };
        let n_rows = deals.map_or(0, Table::n_rows);
        for name in (0..n_rows).map(|row| names.get(row)).filter(|name| !name.is_blank()) {
            told.entry(name).or_insert_with(|| format!("A-{}", self.pseudonyms.of("account", &fold(book.text(name)))));
        }
    }

    /// What a symbol becomes; `None` where it stays, or its row decides.
    fn symbol(&mut self, book: &Book, table: &Table, sort: Secret, text: &str) -> Option<String> {
        let accounts = self.withheld.accounts;
        match sort {
            Secret::DealId if accounts => Some(self.deal(book, table, 0, sort, text)),
            Secret::AccountId if accounts => Some(self.account(book, table, &AccountIds::default(), 0, sort, text)),
            Secret::OtherId if accounts => Some(self.other(text)),
            Secret::Domain if accounts => Some(self.domain(text)),
            Secret::Link if self.withheld.has_pseudonyms() || self.withheld.text => Some(WITHHELD.to_owned()),
            Secret::Email if self.withheld.has_pseudonyms() => Some(self.email(text)),
            Secret::Person => Some(self.person(text)).filter(|told| told != text),
            Secret::People => {
                let persons: Vec<&str> = text.split(';').map(str::trim).collect();
                let told: Vec<String> = persons.into_iter().map(|person| self.person(person)).collect();
                Some(told.join("; "))
            }
            Secret::AboutPerson if self.withheld.people || self.withheld.text => Some(WITHHELD.to_owned()),
            Secret::Text | Secret::Promise | Secret::AboutPerson => self.text(text, sort == Secret::Promise),
            _ => None,
        }
    }

    /// Names of deals and accounts by table, field and row: two deals of one name stay two.
    #[allow(clippy::type_complexity, reason = "a place and its name, one list a table")]
    fn row_names(&mut self, book: &Book, accounts: &AccountIds) -> Vec<Vec<((usize, usize), String)>> {
        let mut all = Vec::new();
        let is_told = self.withheld.accounts;
        for table in &book.tables {
            let mut names = Vec::new();
            for (table, field, sort) in table.iter().flat_map(name_fields).filter(|_| is_told) {
                let Some(Column::Symbols(cells)) = table.column(field) else { continue };
                for (row, &sym) in cells.iter().enumerate().filter(|(_, sym)| !sym.is_blank()) {
                    let text = book.text(sym);
                    let name = match sort {
                        Secret::DealName => self.deal(book, table, row, sort, text),
                        _ => self.account(book, table, accounts, row, sort, text),
                    };
                    names.push(((field, row), name));
                }
            }
            all.push(names);
        }
        all
    }
}

fn name_fields(table: &Table) -> impl Iterator<Item = (&Table, usize, Secret)> {
    let fields = table.kind.fields().iter().enumerate();
    fields
        .map(move |(field, known)| (table, field, secret(table.kind, known)))
        .filter(|(_, _, sort)| matches!(sort, Secret::DealName | Secret::AccountName))
}

fn origin_of(table: &Table, row: usize, field: usize) -> Option<Origin> {
    Some(table.origin(row, field))
}

/// Account ids by folded name, where one account alone bears it.
type AccountIds = FxHashMap<String, Sym>;

fn account_ids(book: &Book) -> AccountIds {
    let mut ids = AccountIds::default();
    let Some(table) = book.table(TableKind::Accounts) else { return ids };
    let (names, own) = (table.symbols("account_name"), table.symbols("account_id"));
    let mut shared: FxHashSet<String> = FxHashSet::default();
    for row in 0..table.n_rows() {
        let (name, id) = (fold(book.text(names.get(row))), own.get(row));
        if name.is_empty() || id.is_blank() {
            continue;
        }
        if ids.insert(name.clone(), id).is_some_and(|other| other != id) {
            shared.insert(name);
        }
    }
    ids.retain(|name, _| !shared.contains(name));
    ids
}
