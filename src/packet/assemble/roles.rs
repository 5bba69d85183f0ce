//! Which named contact of a deal holds which role of the checklist.

use rustc_hash::FxHashMap;

use crate::domain::{Origin, Sym, TableKind, fold};
use crate::map::{Book, roles_in};
use crate::packet::text_state::TextRules;
use crate::packet::words::WordTest;
use crate::settings::Source;

/// Which named contact of a deal holds which role of the checklist.
pub(super) struct Roles {
    wanted: Vec<String>,
    /// Per row of deal_contacts: the role, when the contact is named.
    by_row: Vec<Sym>,
    /// The folded roles among the wanted ones that a role's text names.
    named: FxHashMap<Sym, Vec<u16>>,
}

impl Roles {
    pub(super) fn new(book: &Book, rules: &TextRules, items: &[crate::settings::Item]) -> Roles {
        let mut wanted: Vec<String> = items
            .iter()
            .flat_map(|item| &item.sources)
            .filter_map(|source| match source {
                Source::Role(role) => Some(fold(role)),
                _ => None,
            })
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut named: FxHashMap<Sym, Vec<u16>> = FxHashMap::default();
        let by_row = book.table(TableKind::DealContacts).map_or_else(Vec::new, |table| {
            let contacts = ContactFacts::new(book);
            let (roles, names, ids) =
                (table.symbols("role"), table.symbols("contact_name"), table.symbols("contact_id"));
            let mut is_no_name = WordTest::new(book, |name| !rules.names_somebody(name));
            (0..table.n_rows())
                .map(|row| {
                    let contact = contacts.get(ids.get(row));
                    let name = if names.get(row).is_blank() { contact.0 } else { names.get(row) };
                    let role = if roles.get(row).is_blank() { contact.1 } else { roles.get(row) };
                    if role.is_blank() || is_no_name.holds(name) {
                        return Sym::BLANK;
                    }
                    named.entry(role).or_insert_with(|| positions(book.text(role), &wanted));
                    role
                })
                .collect()
        });
        Roles { wanted, by_row, named }
    }

    /// The roles of one deal with where each stands.
    pub(super) fn of(&self, book: &Book, rows: &[u32]) -> Vec<(String, Origin)> {
        let Some(table) = book.table(TableKind::DealContacts) else { return Vec::new() };
        let mut held = Vec::new();
        for &row in rows {
            for &role in self.named.get(&self.by_row[row as usize]).into_iter().flatten() {
                held.push((self.wanted[role as usize].clone(), table.row_origin(row as usize)));
            }
        }
        held
    }
}

fn positions(cell: &str, wanted: &[String]) -> Vec<u16> {
    // A role of the checklist may have one of the characters that stand between roles.
    let held: Vec<String> = std::iter::once(cell).chain(roles_in(cell)).map(fold).collect();
    (0..wanted.len() as u16).filter(|&role| held.contains(&wanted[role as usize])).collect()
}

/// Name and roles of the contacts table, by id.
struct ContactFacts(FxHashMap<Sym, (Sym, Sym)>);

impl ContactFacts {
    fn new(book: &Book) -> ContactFacts {
        let mut facts: FxHashMap<Sym, (Sym, Sym)> = Default::default();
        if let Some(table) = book.table(TableKind::Contacts) {
            let (ids, names, roles) = (table.symbols("contact_id"), table.symbols("name"), table.symbols("role"));
            for row in 0..table.n_rows() {
                facts.entry(ids.get(row)).or_insert((names.get(row), roles.get(row)));
            }
        }
        ContactFacts(facts)
    }

    fn get(&self, id: Sym) -> (Sym, Sym) {
        if id.is_blank() {
            return (Sym::BLANK, Sym::BLANK);
        }
        self.0.get(&id).copied().unwrap_or((Sym::BLANK, Sym::BLANK))
    }
}
