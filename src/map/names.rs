//! Accounts by name and by domain, for rows that name no id; and the account that each deal is of.
//!
//! A name is compared without case and punctuation, then without umlauts and accents, then without legal form too. It
//! links a row only when exactly one account bears it; two accounts of one name link nothing. A name that is merely near
//! is a suggestion for a person, never a link.

use rustc_hash::{FxHashMap, FxHashSet};

use super::book::Book;
use super::columns::Table;
use crate::domain::{Sym, TableKind};

/// Words at the end of a name that say what kind of company it is.
const LEGAL_FORMS: [&str; 38] = [
    "inc",
    "incorporated",
    "llc",
    "llp",
    "lp",
    "ltd",
    "limited",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "mbh",
    "kg",
    "kgaa",
    "ohg",
    "gbr",
    "se",
    "ug",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "sl",
    "bv",
    "nv",
    "ab",
    "as",
    "asa",
    "aps",
    "oy",
    "oyj",
    "pty",
    "pte",
    "kk",
];
/// Forms that are words or names without their dots: `Power EV` makes cars.
const DOTTED_FORMS: [&str; 6] = ["e.v.", "e. v.", "e.v", "e.g.", "e. g.", "e.g"];
/// Nearer than this a name is worth suggesting (our judgement).
const NEAR: f64 = 0.92;
/// So many comparisons are made for suggestions, then none.
const MAX_COMPARISONS: usize = 2_000_000;

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// One account, by its name.
    ByName(Sym),
    /// One account, by its domain.
    ByDomain(Sym),
    /// More than one account; as many as that.
    Ambiguous(usize),
    /// None.
    Nobody,
}

/// Names and domains of accounts.
#[derive(Debug, Default)]
pub struct AccountNames {
    /// With the legal form: it tells two companies of one name apart.
    by_whole: FxHashMap<String, FxHashSet<Sym>>,
    /// The same without umlauts and accents, for those who type without them.
    by_letters: FxHashMap<String, FxHashSet<Sym>>,
    /// Without legal form.
    by_name: FxHashMap<String, FxHashSet<Sym>>,
    /// Without legal form, umlauts and accents: all that a short name may mean.
    by_stem: FxHashMap<String, FxHashSet<Sym>>,
    by_domain: FxHashMap<String, FxHashSet<Sym>>,
}

impl AccountNames {
    /// The accounts of the accounts table.
    pub fn of_accounts(book: &Book) -> AccountNames {
        let mut names = AccountNames::default();
        let Some(table) = book.table(TableKind::Accounts) else { return names };
        let (ids, texts, domains) =
            (table.symbols("account_id"), table.symbols("account_name"), table.symbols("domain"));
        for row in (0..table.n_rows()).filter(|&row| !ids.get(row).is_blank()) {
            names.add(book.text(texts.get(row)), ids.get(row));
            add(&mut names.by_domain, domain(book.text(domains.get(row))), ids.get(row));
        }
        names
    }

    /// The accounts of deals that have both an id and a name.
    pub fn of_deals(book: &Book) -> AccountNames {
        let mut names = AccountNames::default();
        let Some(deals) = book.table(TableKind::Deals) else { return names };
        let (ids, texts) = (deals.symbols("account_id"), deals.symbols("account_name"));
        for row in (0..deals.n_rows()).filter(|&row| !ids.get(row).is_blank() && !texts.get(row).is_blank()) {
            names.add(book.text(texts.get(row)), first_id(book, ids.get(row)));
        }
        names
    }

    /// These and the names that the deals themselves give their accounts.
    pub fn new(book: &Book) -> AccountNames {
        let mut names = AccountNames::of_accounts(book);
        let Some(deals) = book.table(TableKind::Deals) else { return names };
        let (texts, accounts) = (deals.symbols("account_name"), DealAccounts::new(book));
        for row in (0..deals.n_rows()).filter(|&row| !texts.get(row).is_blank()) {
            if let Some(account) = accounts.of_deal(book, deals, row) {
                names.add(book.text(texts.get(row)), account);
            }
        }
        names
    }

    /// Adds a name of an account.
    pub fn add(&mut self, name: &str, account: Sym) {
        let (whole, key) = (whole_key(name), name_key(name));
        add(&mut self.by_stem, plain_letters(&key), account);
        add(&mut self.by_letters, plain_letters(&whole), account);
        add(&mut self.by_whole, whole, account);
        add(&mut self.by_name, key, account);
    }

    /// The account that a text names.
    pub fn find(&self, text: &str) -> Named {
        let named = |accounts: &FxHashSet<Sym>, by: fn(Sym) -> Named| match accounts.iter().next() {
            Some(account) if accounts.len() == 1 => by(*account),
            _ => Named::Ambiguous(accounts.len()),
        };
        if let Some(accounts) = self.bearers(text) {
            return named(accounts, Named::ByName);
        }
        let of_domain = domain(text).and_then(|domain| self.by_domain.get(&domain));
        of_domain.map_or(Named::Nobody, |accounts| named(accounts, Named::ByDomain))
    }

    /// The accounts that bear the name as nearly as any does; `None` where none does.
    fn bearers(&self, text: &str) -> Option<&FxHashSet<Sym>> {
        let (whole, key) = (whole_key(text), name_key(text));
        let has_form = whole != key;
        let is_borne = |accounts: &&FxHashSet<Sym>| !accounts.is_empty();
        // A name as it is written stands before one that is only spelled alike. Without its legal form it may be any of
        // those that have one.
        let of_one_name = || self.by_name.get(&key).is_some_and(|accounts| accounts.len() == 1);
        let as_written = self.by_whole.get(&whole).filter(is_borne).filter(|_| has_form || of_one_name());
        let spelled_alike = || self.by_letters.get(&plain_letters(&whole)).filter(is_borne).filter(|_| has_form);
        as_written.or_else(spelled_alike).or_else(|| self.by_stem.get(&plain_letters(&key)))
    }

    /// The known name that is nearest to a text, for a person to look at; at most so many names are looked at in all as
    /// `budget` still allows.
    pub fn suggestion(&self, text: &str, budget: &mut Budget) -> Option<&str> {
        let key = name_key(text);
        if key.is_empty() || budget.0 < self.by_name.len() {
            return None;
        }
        budget.0 -= self.by_name.len();
        let near = |name: &String| strsim::jaro_winkler(&key, name);
        let candidates = self.by_name.keys().map(|name| (near(name), name)).filter(|(near, _)| *near >= NEAR);
        // Of equally near names the first in the alphabet, whatever the order of the map.
        let best = candidates.max_by(|left, right| left.0.total_cmp(&right.0).then_with(|| right.1.cmp(left.1)));
        best.map(|(_, name)| name.as_str())
    }
}

/// The accounts of deals.
#[derive(Debug, Default)]
pub struct DealAccounts(FxHashMap<Sym, Sym>);

impl DealAccounts {
    /// Where the deals hold no account ids, the account of each name that they write and one account bears.
    pub fn new(book: &Book) -> DealAccounts {
        let mut by_name = FxHashMap::default();
        let Some(deals) = book.table(TableKind::Deals).filter(|deals| !deals.symbols("account_id").is_captured())
        else {
            return DealAccounts::default();
        };
        let (known, names) = (AccountNames::of_accounts(book), deals.symbols("account_name"));
        for name in (0..deals.n_rows()).map(|row| names.get(row)).filter(|name| !name.is_blank()) {
            if !by_name.contains_key(&name)
                && let Named::ByName(account) | Named::ByDomain(account) = known.find(book.text(name))
            {
                by_name.insert(name, account);
            }
        }
        DealAccounts(by_name)
    }

    /// The account that a deal's words for it lead to.
    pub fn by_name(&self, name: Sym) -> Option<Sym> {
        self.0.get(&name).copied()
    }

    /// A deal's account: its id (the first of several). Where no export gives deals account ids at all, the id of the
    /// one account that bears its account's name, else that name.
    pub fn of_deal(&self, book: &Book, deals: &Table, row: usize) -> Option<Sym> {
        let ids = deals.symbols("account_id");
        let cell = if ids.is_captured() {
            first_id(book, ids.get(row))
        } else {
            let name = deals.symbols("account_name").get(row);
            self.by_name(name).unwrap_or(name)
        };
        Some(cell).filter(|cell| !cell.is_blank())
    }

    /// The accounts whose rows are about a deal: [`DealAccounts::of_deal`], and the others of its cell.
    pub fn all_of_deal<'a>(&self, book: &'a Book, deals: &'a Table, row: usize) -> impl Iterator<Item = Sym> + 'a {
        let first = self.of_deal(book, deals, row);
        let ids = deals.symbols("account_id");
        let cell = if ids.is_captured() { ids.get(row) } else { Sym::BLANK };
        let others = book.ids_in(cell).filter(move |id| !id.is_blank() && Some(*id) != first && *id != cell);
        first.into_iter().chain(others)
    }
}

/// The first of several ids in a cell.
pub(super) fn first_id(book: &Book, cell: Sym) -> Sym {
    match book.text(cell).split_once(';') {
        Some((first, _)) => book.symbols.find(first.trim()).unwrap_or(cell),
        None => cell,
    }
}

/// How many comparisons suggestions may still cost.
#[derive(Debug)]
pub struct Budget(usize);

impl Default for Budget {
    fn default() -> Budget {
        Budget(MAX_COMPARISONS)
    }
}

fn add(map: &mut FxHashMap<String, FxHashSet<Sym>>, key: impl Into<Option<String>>, account: Sym) {
    let Some(key) = key.into().filter(|key| !key.is_empty()) else { return };
    let accounts = map.entry(key).or_default();
    if !account.is_blank() {
        accounts.insert(account);
    }
}

/// Words without case and punctuation, `&` as "and", without a leading "the" and without legal forms at the end; a name
/// that is nothing else keeps them.
pub(super) fn name_key(name: &str) -> String {
    let text = lettered(without_dotted_form(name.trim()));
    let mut words = words(&text);
    let is_form = |word: &&str| LEGAL_FORMS.contains(word);
    while words.len() > 1 && words.last().is_some_and(is_form) {
        words.pop();
        // GmbH & Co. KG.
        if let [_, .., form, "and"] = words[..]
            && is_form(&form)
        {
            words.pop();
        }
    }
    words.join(" ")
}

/// The same with the legal form.
fn whole_key(name: &str) -> String {
    words(&lettered(name)).join(" ")
}

fn lettered(name: &str) -> String {
    // Dots within a word are abbreviations: S.A. is SA.
    name.replace('&', " and ").replace('.', "").to_lowercase()
}

fn words(lettered: &str) -> Vec<&str> {
    let mut words: Vec<&str> =
        lettered.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words
}

/// The name before a form at its end that is known by its dots; a name that is nothing else keeps it.
fn without_dotted_form(name: &str) -> &str {
    let before = |form: &&str| {
        let (before, end) = name.split_at_checked(name.len().checked_sub(form.len())?)?;
        let stands_apart = before.ends_with(|last: char| !last.is_alphanumeric()) && !before.trim().is_empty();
        (stands_apart && end.eq_ignore_ascii_case(form)).then_some(before)
    };
    DOTTED_FORMS.iter().find_map(before).unwrap_or(name)
}

/// A name as it is typed where the keyboard has no umlauts and accents: `müller` is `mueller`, `société` is `societe`.
fn plain_letters(key: &str) -> String {
    let mut plain = String::with_capacity(key.len() + 4);
    for letter in key.chars() {
        match letter {
            'ä' | 'æ' => plain.push_str("ae"),
            'ö' | 'ø' | 'œ' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'å' => plain.push_str("aa"),
            'à' | 'á' | 'â' | 'ã' => plain.push('a'),
            'ç' => plain.push('c'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' => plain.push('o'),
            'ù' | 'ú' | 'û' => plain.push('u'),
            other => plain.push(other),
        }
    }
    plain
}

/// `https://www.acme.io/about`, `ada@acme.io` and `Acme.io` are of `acme.io`; `None` for what is no host name.
fn domain(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let host = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or(host);
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|character| character.is_alphanumeric() || character == '-')
    };
    (host.contains('.') && host.split('.').all(is_label)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_punctuation_and_legal_form() {
        for (left, right) in [
            ("ACME, Inc.", "acme"),
            ("The Acme Company", "Acme"),
            ("Müller & Söhne GmbH", "müller and söhne"),
            ("Grupo Sol S.A.", "grupo sol"),
            ("acme-labs  ltd", "Acme Labs"),
            ("Gamma GmbH & Co. KG", "Gamma"),
            ("Iota AG & Co. KGaA", "iota"),
            ("Sportfreunde Nord e.V.", "sportfreunde nord"),
            ("Sportfreunde Nord E. V.", "Sportfreunde Nord"),
            ("Volksbank Süd e.G.", "Volksbank Süd"),
        ] {
            assert_eq!(name_key(left), name_key(right));
        }
        assert_ne!(name_key("Acme Labs"), name_key("Acme"));
        assert_ne!(name_key("Gamma and Delta KG"), name_key("Gamma"));
        assert_ne!(name_key("Hand and Co"), name_key("Hand"));
        assert_eq!(name_key("Co"), "co");
        assert_eq!(name_key("e.V."), "ev");
        assert_ne!(name_key("Power EV"), name_key("Power GmbH"));
        assert_ne!(name_key("Power eg"), name_key("Power"));
        assert_ne!(name_key("Love. V."), name_key("Lov"));
    }

    #[test]
    fn a_name_typed_without_umlauts_is_that_name_unless_another_bears_it() {
        let (umlaut, plain) = (Sym(1), Sym(2));
        let mut names = AccountNames::default();
        names.add("Müller Bau GmbH", umlaut);
        names.add("Société Générale SA", umlaut);
        assert_eq!(names.find("Mueller Bau"), Named::ByName(umlaut));
        assert_eq!(names.find("Societe Generale"), Named::ByName(umlaut));
        assert_eq!(names.find("Muller Bau"), Named::Nobody);
        assert_eq!(names.find("Mueller Bau AG"), Named::ByName(umlaut), "no other company has the name");
        names.add("Mueller Bau AG", plain);
        names.add("Müller-Bau", umlaut);
        assert_eq!(names.find("Müller Bau"), Named::ByName(umlaut), "as it is written");
        assert_eq!(names.find("Mueller Bau KG"), Named::Ambiguous(2));
    }

    #[test]
    fn the_legal_form_tells_two_companies_of_one_name_apart() {
        let (umlaut, plain) = (Sym(1), Sym(2));
        let mut names = AccountNames::default();
        names.add("Müller Bau GmbH", umlaut);
        names.add("Mueller Bau AG", plain);
        for (text, named) in [
            ("Mueller Bau GmbH", Named::ByName(umlaut)),
            ("MÜLLER BAU, GMBH", Named::ByName(umlaut)),
            ("Müller Bau AG", Named::ByName(plain)),
            ("Mueller Bau", Named::Ambiguous(2)),
            ("Müller Bau", Named::Ambiguous(2)),
            ("Müller Bau Ltd", Named::Ambiguous(2)),
        ] {
            assert_eq!(names.find(text), named, "{text}");
        }
        names.add("Müller Bau GmbH", Sym(3));
        assert_eq!(names.find("Müller Bau GmbH"), Named::Ambiguous(2), "two of them in the CRM");
        names.add("Twin", umlaut);
        names.add("Twin Ltd", plain);
        assert_eq!(names.find("Twin"), Named::Ambiguous(2), "either may be meant");
        assert_eq!(names.find("Twin Ltd."), Named::ByName(plain));
    }

    #[test]
    fn a_domain_is_read_from_addresses_of_all_kinds() {
        for text in ["acme.io", "https://www.acme.io/about?x=1", "ada@acme.io", " WWW.ACME.IO "] {
            assert_eq!(domain(text).as_deref(), Some("acme.io"), "{text}");
        }
        for text in ["Acme", "Acme Inc.", "", "a..b", "see notes."] {
            assert_eq!(domain(text), None, "{text}");
        }
    }
}
