//! People of the customer on each deal: who they are, what role they hold, and how they can be reached.

use rustc_hash::FxHashMap;

use crate::domain::{Sym, TableKind, fold};
use crate::map::{Book, roles_in};
use crate::packet::detail::{Known, REACH, Role, Roles, Stakeholder};

use super::Gatherer;

/// How the people of deals are found and read.
#[derive(Debug, Default)]
pub(in crate::packet) struct Stakeholders {
    /// The first row of each id in the contacts table.
    contacts: FxHashMap<Sym, u32>,
    /// What each text of a role names.
    roles: FxHashMap<Sym, Roles>,
    /// Whether an export holds each column of contacts that says how somebody is reached.
    holds_reach: [bool; REACH.len()],
}

/// The columns of contacts that hold [`REACH`].
const COLUMNS: [&str; REACH.len()] = ["email", "preferred_channel", "time_zone"];

impl Stakeholders {
    pub(in crate::packet) fn new(book: &Book) -> Stakeholders {
        let Some(table) = book.table(TableKind::DealContacts) else { return Stakeholders::default() };
        let contacts = book.table(TableKind::Contacts);
        let by_id: FxHashMap<Sym, u32> = contacts.map_or_else(FxHashMap::default, |contacts| {
            let ids = contacts.symbols("contact_id");
            (0..contacts.n_rows() as u32).rev().map(|row| (ids.get(row as usize), row)).collect()
        });
        let mut named = FxHashMap::default();
        for table in contacts.into_iter().chain([table]) {
            let cells = table.symbols("role");
            for role in (0..table.n_rows()).map(|row| cells.get(row)) {
                named.entry(role).or_insert_with(|| roles(book.text(role)));
            }
        }
        let holds = |field: &str| contacts.is_some_and(|contacts| contacts.symbols(field).is_captured());
        Stakeholders { contacts: by_id, roles: named, holds_reach: COLUMNS.map(holds) }
    }

    /// The people of one deal.
    pub(super) fn of(&self, book: &Book, rows: &[u32]) -> Vec<Stakeholder> {
        let Some(table) = book.table(TableKind::DealContacts) else { return Vec::new() };
        let contacts = book.table(TableKind::Contacts);
        let (ids, names) = (table.symbols("contact_id"), table.symbols("contact_name"));
        let (cells, added) = (table.symbols("role"), table.times("added_at"));
        let person = |row: usize| {
            let id = ids.get(row);
            let contact = contacts.zip(self.contacts.get(&id).filter(|_| !id.is_blank()));
            let of_contact = |field: &str| {
                contact.map_or(Sym::BLANK, |(contacts, &contact)| contacts.symbols(field).get(contact as usize))
            };
            let own_or = |own: Sym, field: &str| if own.is_blank() { of_contact(field) } else { own };
            let name = own_or(names.get(row), "name");
            Stakeholder {
                key: if id.is_blank() { name } else { id },
                name,
                email: of_contact("email"),
                roles: self.roles.get(&own_or(cells.get(row), "role")).copied().unwrap_or_default(),
                added_at: added.get(row),
                lacks: std::array::from_fn(|nth| self.holds_reach[nth] && of_contact(COLUMNS[nth]).is_blank()),
                origin: table.row_origin(row),
            }
        };
        rows.iter().map(|&row| person(row as usize)).collect()
    }
}

fn roles(cell: &str) -> Roles {
    let held: Vec<String> = roles_in(cell).map(fold).collect();
    Role::ALL.into_iter().filter(|role| held.iter().any(|held| held == role.folded())).collect()
}

impl Gatherer<'_> {
    /// A contact in the sponsor's role, when the field names another person and no sponsor contact is that person.
    pub(super) fn other_sponsor(&self, named: Option<Known<Sym>>, people: &[Stakeholder]) -> Option<Known<Sym>> {
        let named = named?;
        let is_named = |person: &&Stakeholder| self.rules.names_somebody(self.book.text(person.name));
        let sponsors: Vec<&Stakeholder> =
            people.iter().filter(|person| person.roles.contains(Role::ExecutiveSponsor)).filter(is_named).collect();
        let is_same = |person: &&Stakeholder| self.is_one_person(named.value, person);
        if sponsors.iter().any(is_same) {
            return None;
        }
        sponsors.first().map(|person| Known { value: person.name, origin: person.origin })
    }

    /// Whether a cell names this contact, by name, id or e-mail. `Dana Lee (CFO)` names Dana Lee.
    pub(super) fn is_one_person(&self, cell: Sym, person: &Stakeholder) -> bool {
        if cell == person.key || cell == person.name {
            return true;
        }
        let (own, cell, name) = (cell, fold(self.book.text(cell)), fold(self.book.text(person.name)));
        let is_named = cell == name || has_words(self.book.text(own), self.book.text(person.name));
        let [key, email] = [person.key, person.email].map(|other| fold(self.book.text(other)));
        // `Dana Lee <dana.lee@acme.example>`.
        let has_email = self.book.text(person.email).contains('@') && cell.contains(&email);
        !name.is_empty() && is_named || has_email || (!key.is_empty() && key == cell)
    }
}

/// Whether the words of a name stand in a text one after the other, or written together: `Jo Li` is not in `Jo Lindqvist`.
/// Scripts without spaces have no words.
fn has_words(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(str::to_lowercase).collect()
    };
    let has_spaces = |text: &str| text.chars().all(|letter| !is_of_no_spaces(letter));
    let (whole, called) = (fold(text), fold(name));
    let (text, name) = (words(text), words(name));
    if name.is_empty() {
        return false;
    }
    text.windows(name.len()).any(|part| part == name)
        || text.contains(&called)
        || (!has_spaces(&called) && whole.contains(&called))
}

/// Whether a letter is of a script whose words stand without spaces between: Chinese, Japanese, Thai.
fn is_of_no_spaces(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_in_a_text_as_whole_words() {
        assert!(has_words("Dana Lee (CFO)", "dana lee") && has_words("CFO: Dana Lee", "Dana Lee"));
        assert!(
            has_words("\u{674e}\u{5a1c}\u{603b}\u{76d1}", "\u{674e}\u{5a1c}") && has_words("DanaLee (CFO)", "Dana Lee")
        );
        assert!(!has_words("Jo Lindqvist", "Jo Li") && !has_words("Dana", "Dana Lee") && !has_words("Dana", ""));
    }
}
