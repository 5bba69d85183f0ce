//! The users table to persons: which of its rows are one person, and which keys name two.
//!
//! Rows are one person when they share a user id or an e-mail address, or a name that nothing speaks against: two
//! addresses, or two ids in one file, are two people of one name. A key that two people bear names neither of them.

use rustc_hash::FxHashMap;

use super::{People, Person, PersonId, person_key};
use crate::domain::{FileId, Origin, Sym, fold};
use crate::map::{Book, Table};

/// A name, e-mail or id that stands for several users.
#[derive(Clone, Debug)]
pub struct Namesakes {
    /// The person that cells with this key name: nobody in particular.
    pub who: PersonId,
    /// Where the users stand.
    pub origins: Vec<Origin>,
}

/// Rows of the users table that are one person.
struct User {
    person: Person,
    email: String,
    ids: Vec<(FileId, Sym)>,
    origin: Origin,
}

/// The users so far, and who bears a key.
#[derive(Default)]
struct Roll {
    users: Vec<User>,
    bearers: FxHashMap<String, Vec<usize>>,
    /// The keys in the order in which they were met, as written.
    keys: Vec<(String, String)>,
}

/// Adds everybody of the users table.
pub(super) fn enrol(people: &mut People, book: &Book, table: &Table) {
    let mut roll = Roll::default();
    let (ids, names, emails) = (table.symbols("user_id"), table.symbols("name"), table.symbols("email"));
    let (teams, active, persons) = (table.symbols("team"), table.bools("is_active"), table.bools("is_person"));
    let hired = table.times("hired_at");
    for row in 0..table.n_rows() {
        let (id, name, email) = (ids.get(row), names.get(row), emails.get(row));
        let Some(label) = [name, email, id].into_iter().find(|sym| !sym.is_blank()) else { continue };
        let team = fold(book.text(teams.get(row)));
        if !team.is_empty() && !people.team_names.contains(&team) {
            people.team_names.push(team.clone());
        }
        let person = Person {
            label: book.text(label).to_owned(),
            team,
            team_name: book.text(teams.get(row)).trim().to_owned(),
            hired_at: hired.get(row),
            is_active: active.get(row).unwrap_or(true),
            is_person: persons.get(row),
        };
        people.add_domain(book.text(email));
        let origin = table.row_origin(row);
        let ids = if id.is_blank() { Vec::new() } else { vec![(origin.file(), id)] };
        let user = User { person, email: person_key(book.text(email)), ids, origin };
        roll.add(user, [id, email, name].map(|sym| book.text(sym)));
    }
    roll.settle(people, book);
}

/// Where anybody may have an address: those of one such domain are no colleagues.
const OF_ANYBODY: [&str; 12] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.de",
    "proton.me",
];

impl People {
    fn add_domain(&mut self, email: &str) {
        let domain = email.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase());
        let is_own = |domain: &String| !OF_ANYBODY.contains(&domain.as_str()) && !self.domains.contains(domain);
        if let Some(domain) = domain.filter(is_own) {
            self.domains.push(domain);
        }
    }
}

impl Roll {
    fn add(&mut self, user: User, keys: [&str; 3]) {
        let keys = keys.map(|text| (person_key(text), text));
        let bearers = |key: &String| self.bearers.get(key).into_iter().flatten().copied();
        // Where two could be meant it is neither.
        let by_key = |key: &String| {
            let mut all = bearers(key).filter(|&other| self.users[other].may_be(&user));
            all.next().filter(|_| all.next().is_none())
        };
        let [id, email, name] = &keys;
        let same_id = bearers(&id.0).find(|&other| user.ids.iter().any(|id| self.users[other].ids.contains(id)));
        let known = same_id.or_else(|| by_key(&id.0)).or_else(|| by_key(&email.0)).or_else(|| by_key(&name.0));
        let index = known.unwrap_or(self.users.len());
        match known {
            Some(known) => self.users[known].take(user),
            None => self.users.push(user),
        }
        for (key, text) in keys.into_iter().filter(|(key, _)| !key.is_empty()) {
            let bearers = self.bearers.entry(key.clone()).or_default();
            if bearers.is_empty() {
                self.keys.push((key, text.to_owned()));
            }
            if !bearers.contains(&index) {
                bearers.push(index);
            }
        }
    }

    /// Numbers the persons in the order of the table; then those who stand for several.
    fn settle(mut self, people: &mut People, book: &Book) {
        self.tell_apart(book);
        let first = people.persons.len();
        let id_of = |index: usize| PersonId::at(first + index);
        let origins: Vec<Origin> = self.users.iter().map(|user| user.origin).collect();
        people.persons.extend(self.users.into_iter().map(|user| user.person));
        for (key, text) in self.keys {
            let bearers = &self.bearers[&key];
            let &[bearer] = bearers.as_slice() else {
                let person = any_of(bearers.iter().map(|&index| &people.persons[first + index]), text);
                let who = PersonId::at(people.persons.len());
                people.persons.push(person);
                people.by_key.insert(key, who);
                let origins = bearers.iter().map(|&index| origins[index]).collect();
                people.bearers.insert(who, bearers.iter().map(|&index| id_of(index)).collect());
                people.namesakes.push(Namesakes { who, origins });
                continue;
            };
            people.by_key.insert(key, id_of(bearer));
        }
    }

    /// Gives users of one label the e-mail address, else the id, that tells them apart.
    fn tell_apart(&mut self, book: &Book) {
        let mut n_of: FxHashMap<String, usize> = FxHashMap::default();
        for user in &self.users {
            *n_of.entry(person_key(&user.person.label)).or_default() += 1;
        }
        for user in self.users.iter_mut().filter(|user| n_of[&person_key(&user.person.label)] > 1) {
            let id = user.ids.first().map(|&(_, id)| book.text(id)).unwrap_or_default();
            let mark = if user.email.is_empty() { id } else { &user.email };
            if !mark.is_empty() {
                user.person.label = format!("{} ({mark})", user.person.label);
            }
        }
    }
}

impl User {
    /// Whether nothing speaks against the two being one person.
    fn may_be(&self, other: &User) -> bool {
        let has_two_addresses = !self.email.is_empty() && !other.email.is_empty() && self.email != other.email;
        let has_one_address = !self.email.is_empty() && self.email == other.email;
        let has_two_ids =
            self.ids.iter().any(|(file, id)| other.ids.iter().any(|(theirs, other)| file == theirs && id != other));
        has_one_address || !(has_two_addresses || has_two_ids)
    }

    /// Adds what another row says of the same person; what is known stands.
    fn take(&mut self, other: User) {
        self.ids.extend(other.ids);
        if self.email.is_empty() {
            self.email = other.email;
        }
        let (own, theirs) = (&mut self.person, other.person);
        if own.team.is_empty() {
            (own.team, own.team_name) = (theirs.team, theirs.team_name);
        }
        own.hired_at = own.hired_at.or(theirs.hired_at);
        own.is_person = own.is_person.or(theirs.is_person);
    }
}

/// Somebody of whom only that is known which all of them share.
fn any_of<'p>(bearers: impl Iterator<Item = &'p Person>, label: String) -> Person {
    let all: Vec<&Person> = bearers.collect();
    let first = all[0];
    let is_shared = |same: fn(&Person, &Person) -> bool| all.iter().all(|person| same(person, first));
    let team = is_shared(|left, right| left.team == right.team);
    Person {
        team: if team { first.team.clone() } else { String::new() },
        team_name: if team { first.team_name.clone() } else { String::new() },
        hired_at: None,
        is_active: all.iter().any(|person| person.is_active),
        is_person: first.is_person.filter(|_| is_shared(|left, right| left.is_person == right.is_person)),
        label,
    }
}
