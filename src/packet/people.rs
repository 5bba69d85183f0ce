//! Who is who: one person by user id, e-mail or name through the users table, without case.

mod users;

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

use crate::domain::{Moment, Sym, TableKind, fold};
use crate::map::{Book, UNREADABLE_PERSON, canonical_id};

pub use users::Namesakes;

/// A person (or a team that stands in a person's place). Four bytes, also where there may be nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(NonZeroU32);

impl PersonId {
    /// Somebody by their position among the people.
    pub(crate) const fn at(position: usize) -> PersonId {
        match NonZeroU32::new(position as u32 + 1) {
            Some(id) => PersonId(id),
            None => PersonId(NonZeroU32::MAX),
        }
    }

    /// The position.
    pub(crate) fn position(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// Words that make a name a team or a queue when no users table says better.
const TEAM_WORDS: [&str; 14] = [
    "team",
    "queue",
    "pool",
    "group",
    "department",
    "desk",
    "unassigned",
    "roundrobin",
    "shared",
    "house",
    "admins",
    "inbox",
    "nobody",
    "tbd",
];

/// Everybody whom the exports name.
#[derive(Debug)]
pub struct People {
    persons: Vec<Person>,
    by_key: FxHashMap<String, PersonId>,
    by_symbol: FxHashMap<Sym, PersonId>,
    /// Who may be meant by somebody that stands for several users.
    bearers: FxHashMap<PersonId, Vec<PersonId>>,
    namesakes: Vec<Namesakes>,
    team_names: Vec<String>,
    /// Domains of the users' e-mail addresses, in lower case.
    domains: Vec<String>,
    has_users: bool,
    cs_teams: Vec<String>,
}

#[derive(Debug)]
struct Person {
    label: String,
    team: String,
    team_name: String,
    hired_at: Option<Moment>,
    is_active: bool,
    is_person: Option<bool>,
}

impl Person {
    /// Somebody of whom only the name is known.
    fn named(label: String) -> Person {
        Person {
            label,
            team: String::new(),
            team_name: String::new(),
            hired_at: None,
            is_active: true,
            is_person: None,
        }
    }
}

impl People {
    /// Reads the users table, when there is one.
    pub fn from_users(book: &Book, cs_teams: &[String]) -> People {
        let mut people = People {
            persons: Vec::new(),
            by_key: FxHashMap::default(),
            by_symbol: FxHashMap::default(),
            bearers: FxHashMap::default(),
            namesakes: Vec::new(),
            team_names: Vec::new(),
            domains: Vec::new(),
            has_users: false,
            cs_teams: cs_teams.to_vec(),
        };
        // Whoever stands behind a broken formula is nobody in particular: not the same as in another cell.
        // To look for a text among all symbols costs an index of them.
        let is_any_unreadable = book.files.iter().flat_map(|file| &file.unreadable).any(|&cells| cells > 0);
        if is_any_unreadable && book.symbols.find(UNREADABLE_PERSON).is_some() {
            let unreadable = people.add_label(UNREADABLE_PERSON);
            people.by_key.insert(person_key(UNREADABLE_PERSON), unreadable);
            people.bearers.insert(unreadable, Vec::new());
        }
        let Some(users) = book.table(TableKind::Users) else { return people };
        people.has_users = true;
        users::enrol(&mut people, book, users);
        people
    }

    /// The person of a cell; `None` when the cell is blank. People whom the users table does not know are added.
    pub fn resolve(&mut self, book: &Book, sym: Sym) -> Option<PersonId> {
        if sym.is_blank() {
            return None;
        }
        if let Some(&known) = self.by_symbol.get(&sym) {
            return Some(known);
        }
        let text = book.text(sym);
        let key = person_key(text);
        let known = self.by_key.get(&key).or_else(|| self.by_key.get(&person_key(address(text)?)));
        let id = match known {
            Some(&known) => known,
            None => {
                let id = PersonId::at(self.persons.len());
                let label = without_state(text).to_owned();
                self.persons.push(Person::named(label));
                self.by_key.insert(key, id);
                id
            }
        };
        self.by_symbol.insert(sym, id);
        Some(id)
    }

    /// Whether two cells name one person, or may: a name that several users bear contradicts none of them, nor does one that
    /// could not be read.
    pub fn is_same(&self, book: &Book, left: Sym, right: Sym) -> bool {
        let key = |sym: Sym| person_key(book.text(sym));
        let person = |sym: Sym| self.by_key.get(&key(sym)).copied();
        let may_be = |left: PersonId, right: PersonId| self.bearers.get(&left).is_some_and(|all| all.contains(&right));
        if [left, right].into_iter().any(|sym| book.text(sym) == UNREADABLE_PERSON) {
            return true;
        }
        let is_one = |(left, right): (PersonId, PersonId)| left == right || may_be(left, right) || may_be(right, left);
        left == right || key(left) == key(right) || person(left).zip(person(right)).is_some_and(is_one)
    }

    /// Whether both are there and one person for certain: a name that several users bear is nobody's.
    pub fn are_one(&self, left: Option<PersonId>, right: Option<PersonId>) -> bool {
        left.is_some_and(|person| Some(person) == right && !self.bearers.contains_key(&person))
    }

    /// Names, e-mails and ids that several users bear.
    pub fn namesakes(&self) -> &[Namesakes] {
        &self.namesakes
    }

    /// The user's name, else the text.
    pub fn label(&self, id: PersonId) -> &str {
        &self.persons[id.position()].label
    }

    /// The label of somebody by user id, e-mail or name; `None` for people whom nothing else names.
    pub fn known_label(&self, text: &str) -> Option<&str> {
        self.by_key.get(&person_key(text)).map(|&id| self.label(id))
    }

    /// Every spelling by which somebody is known, folded, with their label.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_key.iter().map(|(key, &id)| (key.as_str(), self.label(id)))
    }

    /// Labels everybody anew. Whether somebody is a person stays as it was told from the old label.
    pub fn relabel(&mut self, mut tell: impl FnMut(&str) -> String) {
        for index in 0..self.persons.len() {
            let is_person = self.is_person(PersonId::at(index));
            let person = &mut self.persons[index];
            person.is_person = Some(is_person);
            person.label = tell(&person.label);
        }
        self.by_key.clear();
    }

    /// A label that stands for several persons.
    pub fn add_label(&mut self, label: &str) -> PersonId {
        let id = PersonId::at(self.persons.len());
        let label = label.to_owned();
        self.persons.push(Person { is_person: Some(true), ..Person::named(label) });
        id
    }

    /// Whether a list of e-mail addresses holds those of colleagues alone; one that names nobody does not.
    pub fn are_colleagues(&self, addresses: &str) -> bool {
        let mut named = addresses.split([';', ',']).map(str::trim).filter(|text| !text.is_empty()).peekable();
        let is_colleague = |text: &str| {
            let text = address(text).unwrap_or(text);
            text.rsplit_once('@').is_some_and(|(_, domain)| self.domains.contains(&domain.to_lowercase()))
        };
        named.peek().is_some() && named.all(is_colleague)
    }

    /// Whether a users table is there; without one, the CS side is the deal's CSM alone.
    pub fn has_users(&self) -> bool {
        self.has_users
    }

    /// Whether the author is the deal's CSM, or anybody of the success side.
    pub fn is_on_cs_side(&self, author: Option<PersonId>, csm: Option<PersonId>) -> bool {
        self.are_one(author, csm) || author.is_some_and(|author| self.is_on_cs_team(author))
    }

    /// Whether the author may be somebody of the success side, or the deal's CSM, though nobody can tell: by a name that
    /// several users bear, or a cell that could not be read.
    pub fn may_be_on_cs_side(&self, author: Option<PersonId>, csm: Option<PersonId>) -> bool {
        // Asked of every activity, and nearly every export tells everybody.
        if !self.has_untold() {
            return false;
        }
        let is_cs = |one: PersonId| Some(one) == csm || self.is_on_cs_team(one);
        let bearers = author.and_then(|author| self.bearers.get(&author));
        self.may_be(author, csm) || bearers.is_some_and(|all| all.iter().any(|&one| is_cs(one)))
    }

    /// Whether anybody stands in the exports of whom nobody can tell who it is.
    pub fn has_untold(&self) -> bool {
        !self.bearers.is_empty()
    }

    /// Whether the one may be the other, though nobody can tell.
    pub fn may_be(&self, one: Option<PersonId>, other: Option<PersonId>) -> bool {
        if !self.has_untold() {
            return false;
        }
        let bearers = one.and_then(|one| self.bearers.get(&one));
        bearers.is_some_and(|all| all.is_empty() || one == other || other.is_some_and(|other| all.contains(&other)))
    }

    /// Whether anybody's team is one of `cs_teams`.
    pub fn has_cs_team(&self) -> bool {
        self.persons.iter().any(|person| !person.team.is_empty() && self.cs_teams.contains(&person.team))
    }

    /// Whether the person's team is one of `cs_teams`.
    pub fn is_on_cs_team(&self, id: PersonId) -> bool {
        let team = &self.persons[id.position()].team;
        !team.is_empty() && self.cs_teams.contains(team)
    }

    /// The team as the users table writes it; `None` where it names none.
    pub fn team(&self, id: PersonId) -> Option<&str> {
        Some(self.persons[id.position()].team_name.as_str()).filter(|team| !team.is_empty())
    }

    /// The day of hiring by the users table.
    pub fn hired_at(&self, id: PersonId) -> Option<Moment> {
        self.persons[id.position()].hired_at
    }

    /// Whether this is a person who can be asked, not a team or a queue.
    pub fn is_person(&self, id: PersonId) -> bool {
        let person = &self.persons[id.position()];
        person.is_person.unwrap_or_else(|| !self.is_team_name(&person.label))
    }

    /// Whether the users table calls the person inactive.
    pub fn is_inactive(&self, id: PersonId) -> bool {
        !self.persons[id.position()].is_active
    }

    /// Whether a name is that of a team or a queue.
    pub fn is_team_name(&self, name: &str) -> bool {
        let folded = fold(name);
        self.team_names.contains(&folded)
            || name
                .split(|character: char| !character.is_alphanumeric())
                .any(|word| TEAM_WORDS.contains(&word.to_lowercase().as_str()))
    }
}

/// Compared without case and surplus spaces; `Lovelace, Ada` is `Ada Lovelace`. A Salesforce id of 15 characters is that
/// of 18, which differ in more than case. Who has left is who they were: `Ada Lovelace (Deactivated User)`.
pub(crate) fn person_key(text: &str) -> String {
    let text = &*canonical_id(without_state(text));
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    match text.split_once(',') {
        Some((last, first)) if !first.contains(',') && !first.trim().is_empty() && !last.trim().is_empty() => {
            words(&format!("{first} {last}"))
        }
        _ => words(text),
    }
}

/// A name without what a CRM puts behind that of a user who has left.
fn without_state(text: &str) -> &str {
    const LEFT: [&str; 3] = ["deactivated user", "deactivated", "removed user"];
    let inner = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match inner {
        Some((name, state)) if !name.trim().is_empty() && LEFT.iter().any(|left| left.eq_ignore_ascii_case(state)) => {
            name
        }
        _ => text,
    }
}

/// The e-mail address in `Ada Lovelace (ada@acme.io)` or `Ada <ada@acme.io>`.
fn address(text: &str) -> Option<&str> {
    let (open, close) = if text.trim_end().ends_with('>') { ('<', '>') } else { ('(', ')') };
    let inner = text.trim_end().strip_suffix(close)?.rsplit_once(open)?.1.trim();
    inner.contains('@').then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_the_same_in_every_spelling() {
        for text in [
            "Ada Lovelace",
            "ada  lovelace ",
            "Lovelace, Ada",
            "LOVELACE,ADA",
            "Ada Lovelace (Deactivated User)",
            "Lovelace, Ada (deactivated)",
        ] {
            assert_eq!(person_key(text), "ada lovelace", "{text}");
        }
        assert_eq!(person_key("Ada Lovelace (EMEA)"), "ada lovelace (emea)");
        assert_eq!(person_key("(Deactivated User)"), "(deactivated user)", "nobody knows who");
        for text in ["Deactivated User (ada@acme.io)", "Ada <ada@acme.io>"] {
            assert_eq!(address(text), Some("ada@acme.io"), "{text}");
        }
        assert_eq!(address("Ada (EMEA)"), None);
    }
}
