//! `[anonymise]` and `--anonymise`: what is withheld from the outputs, and by which key.

use std::str::FromStr;

use super::error::Complaints;
use super::raw::Section;

/// What is withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Deals and accounts: names, ids, domains.
    pub accounts: bool,
    /// Names, e-mail addresses, user ids, job titles.
    pub people: bool,
    /// Every free text.
    pub text: bool,
    /// The words of commitments and risks alone.
    pub promises: bool,
}

impl Withheld {
    /// Nothing is withheld.
    pub fn is_nothing(self) -> bool {
        self == Withheld::default()
    }

    /// Whether names give way to pseudonyms.
    pub fn has_pseudonyms(self) -> bool {
        self.accounts || self.people
    }

    /// The words of `--anonymise` that say it.
    pub fn names(self) -> Vec<&'static str> {
        let all = [
            (self.accounts, "accounts"),
            (self.people, "people"),
            (self.text, "text"),
            (self.promises && !self.text, "promises"),
        ];
        all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, name)| name).collect()
    }

    /// Both.
    pub fn and(self, other: Withheld) -> Withheld {
        Withheld {
            accounts: self.accounts || other.accounts,
            people: self.people || other.people,
            text: self.text || other.text,
            promises: self.promises || other.promises,
        }
    }

    fn add(&mut self, word: &str) -> bool {
        match word {
            "accounts" => self.accounts = true,
            "people" => self.people = true,
            "text" => self.text = true,
            "promises" => self.promises = true,
            _ => return false,
        }
        true
    }
}

const CHOICES: &str = "give accounts, people, text or promises, with commas between them";

impl FromStr for Withheld {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Withheld, &'static str> {
        let mut withheld = Withheld::default();
        let is_known = text.split(',').map(str::trim).filter(|word| !word.is_empty()).all(|word| withheld.add(word));
        if is_known && !withheld.is_nothing() { Ok(withheld) } else { Err(CHOICES) }
    }
}

/// `[anonymise]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anonymise {
    /// What is withheld.
    pub withheld: Withheld,
    /// The secret that pseudonyms are made with: two runs agree only with the same key. `None`: one made of the exports,
    /// so that other exports give other pseudonyms.
    pub key: Option<String>,
    /// Groups of fewer deals are merged; `min_cohort` when not set.
    pub smallest_group: Option<u64>,
    /// Names that are ordinary words too, and are not looked for in the outputs.
    pub ordinary_words: Vec<String>,
}

/// The shortest key that is worth its name.
const LEAST_KEY: usize = 16;

/// Reads the section.
pub(super) fn read(section: Option<Section>, complaints: &mut Complaints) -> Anonymise {
    let Some(mut section) = section else { return Anonymise::default() };
    let mut withheld = Withheld::default();
    if let Some(value) = section.take("withhold") {
        for (word, entry) in value.strings(complaints).unwrap_or_default() {
            if !withheld.add(word) {
                entry.complain(complaints, format_args!("is \"{word}\", which cannot be withheld"), CHOICES);
            }
        }
    }
    let key = section.take("key").and_then(|value| {
        let key = value.string(complaints)?;
        if key.chars().count() < LEAST_KEY {
            let help =
                "anybody who guesses the key can tell who is who; take a long random text, and keep it to yourself";
            value.complain(complaints, format_args!("is shorter than {LEAST_KEY} characters"), help);
        }
        Some(key.to_owned())
    });
    let smallest = section.take("smallest_group").and_then(|value| value.whole(complaints, 1, 1000));
    let words = section.take("ordinary_words").and_then(|value| value.strings(complaints)).unwrap_or_default();
    section.finish(complaints, &[]);
    Anonymise {
        withheld,
        key,
        smallest_group: smallest.map(i64::unsigned_abs),
        ordinary_words: words.into_iter().map(|(word, _)| word.to_owned()).collect(),
    }
}
