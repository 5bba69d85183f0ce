//! Persons under one pseudonym each, in whatever spelling a cell names them.

use rustc_hash::FxHashMap;

use crate::domain::BLANK;
use crate::packet::Assembly;

use super::Teller;

/// What a person is called wherever the users table or a first mention names them.
pub(super) struct Aliases {
    by_label: FxHashMap<String, String>,
}

/// Every known key of every person, with the label.
pub(super) fn aliases(assembly: &Assembly) -> Aliases {
    let known = assembly.people.keys().map(|(key, label)| (key.to_owned(), label.to_owned()));
    Aliases { by_label: known.collect() }
}

impl Teller {
    /// The pseudonym of a person, when people are withheld; of one who is named by an e-mail address in any case.
    pub(super) fn person(&mut self, text: &str) -> String {
        if text.trim().is_empty() || text == BLANK {
            return text.to_owned();
        }
        if !(self.withheld.people || (self.withheld.accounts && text.contains('@'))) {
            return self.words(text).unwrap_or_else(|| text.to_owned());
        }
        format!("Person {}", self.person_code(text))
    }

    pub(super) fn person_code(&mut self, text: &str) -> String {
        let key = crate::packet::person_key(text);
        let identity = self.people.by_label.get(&key).map_or(key, |label| crate::packet::person_key(label));
        self.pseudonyms.of("person", &identity)
    }
}

/// Everybody's label.
pub(super) fn relabel(assembly: &mut Assembly, teller: &mut Teller) {
    assembly.people.relabel(|label| match label {
        super::groups::SMALL => label.to_owned(),
        label => teller.person(label),
    });
}
