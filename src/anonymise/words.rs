//! Names looked for in text, however it is written: without case, across punctuation, at the borders of words.
//!
//! A text is a row of words, a name is a short row of words; both are compared by one rolling hash, so that a hundred
//! thousand names are looked for in one pass.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::domain::Origin;

/// Words of a name that are compared; what two long names share to here is one name.
const MOST_WORDS: usize = 12;
/// A name with fewer letters and digits is not looked for: it would be found everywhere.
const LEAST_SIGNS: usize = 4;
/// The same for a number alone.
const LEAST_DIGITS: usize = 8;
/// The base of the rolling hash.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// What kind of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A deal, by name or id.
    Deal,
    /// An account, by name or id.
    Account,
    /// A person, by name or id.
    Person,
    /// An e-mail address.
    Email,
    /// A domain of the internet.
    Domain,
    /// A telephone number.
    Phone,
}

impl Kind {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Deal => "deal",
            Kind::Account => "account",
            Kind::Person => "person",
            Kind::Email => "e-mail address",
            Kind::Domain => "domain",
            Kind::Phone => "phone number",
        }
    }
}

/// A name that must not be seen.
#[derive(Clone, Debug)]
pub struct Name {
    words: Box<str>,
    n_words: usize,
    /// What it names.
    pub kind: Kind,
    /// Where it stands in the exports, the first time.
    pub origin: Option<Origin>,
    /// What is said in its place.
    pub instead: Box<str>,
}

/// Where a name stands in a text.
#[derive(Clone, Debug)]
pub struct Found<'n> {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The name.
    pub name: &'n Name,
}

/// Names that must not be seen.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_hash: FxHashMap<u64, Name>,
    lengths: Vec<usize>,
    /// Names that are too short to be told from other words.
    pub n_short: u64,
    /// Names that are words of the report.
    pub n_ordinary: u64,
}

struct Word {
    range: Range<usize>,
    hash: u64,
}

impl Names {
    /// Adds a name, the first of its spelling; whether it can be looked for.
    pub fn add(&mut self, text: &str, kind: Kind, origin: Option<Origin>, instead: &str) -> bool {
        let words = words(text);
        let words = &words[..words.len().min(MOST_WORDS)];
        if !is_telling(text, words) {
            self.n_short += u64::from(!words.is_empty());
            return false;
        }
        let name =
            Name { words: joined(text, words).into(), n_words: words.len(), kind, origin, instead: instead.into() };
        self.by_hash.entry(hash(words)).or_insert(name);
        if let Err(place) = self.lengths.binary_search(&words.len()) {
            self.lengths.insert(place, words.len());
        }
        true
    }

    /// Forgets names that stand in a text of our own.
    pub fn forget(&mut self, own: &str) {
        let ordinary: Vec<u64> = self.all(own).into_iter().map(|(hash, _)| hash).collect();
        for hash in ordinary {
            self.n_ordinary += u64::from(self.by_hash.remove(&hash).is_some());
        }
    }

    /// How many names are looked for.
    pub fn len(&self) -> usize {
        self.by_hash.len()
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.by_hash.is_empty()
    }

    /// The first name in a text, the longest where several begin.
    pub fn first<'n>(&'n self, text: &str) -> Option<Found<'n>> {
        self.all(text).into_iter().next().map(|(_, found)| found)
    }

    /// The text with what is said in place of each name.
    pub fn replaced(&self, text: &str) -> Option<String> {
        let mut told = String::new();
        let mut end = 0;
        for (_, found) in self.all(text) {
            if found.range.start < end {
                continue;
            }
            told.push_str(&text[end..found.range.start]);
            told.push_str(&found.name.instead);
            end = found.range.end;
        }
        (end > 0).then(|| told + &text[end..])
    }

    /// Every name in a text with its hash, by place, the longest first.
    fn all<'n>(&'n self, text: &str) -> Vec<(u64, Found<'n>)> {
        if self.by_hash.is_empty() {
            return Vec::new();
        }
        let words = words(text);
        let mut sums = Vec::with_capacity(words.len() + 1);
        sums.push(0_u64);
        for word in &words {
            let last = sums.last().copied().unwrap_or(0);
            sums.push(last.wrapping_mul(BASE).wrapping_add(word.hash));
        }
        let powers: Vec<u64> = self.lengths.iter().map(|&length| BASE.wrapping_pow(length as u32)).collect();
        let mut found = Vec::new();
        for start in 0..words.len() {
            for (&length, power) in self.lengths.iter().zip(&powers).rev() {
                let Some(sum) = sums.get(start + length) else { continue };
                let hash = sum.wrapping_sub(sums[start].wrapping_mul(*power));
                let Some(name) = self.by_hash.get(&hash).filter(|name| name.n_words == length) else { continue };
                let range = words[start].range.start..words[start + length - 1].range.end;
                if joined(text, &words[start..start + length]) == *name.words {
                    found.push((hash, Found { range, name }));
                }
            }
        }
        found
    }
}

/// Enough letters to be a name, or digits to be an id.
fn is_telling(text: &str, words: &[Word]) -> bool {
    let signs = || words.iter().flat_map(|word| text[word.range.clone()].chars());
    let (n_signs, n_ideographs) = (signs().count(), signs().filter(|sign| is_ideograph(*sign)).count());
    let is_number = signs().all(|sign| sign.is_ascii_digit());
    n_ideographs >= 2 || n_signs >= if is_number { LEAST_DIGITS } else { LEAST_SIGNS }
}

fn joined(text: &str, words: &[Word]) -> String {
    words.iter().map(|word| text[word.range.clone()].to_lowercase()).collect::<Vec<_>>().join(" ")
}

fn hash(words: &[Word]) -> u64 {
    words.iter().fold(0, |sum: u64, word| sum.wrapping_mul(BASE).wrapping_add(word.hash))
}

/// Runs of letters and digits; a sign of a script without spaces is a word of its own.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut is_open = false;
    for (at, sign) in text.char_indices() {
        if !sign.is_alphanumeric() {
            is_open = false;
            continue;
        }
        let end = at + sign.len_utf8();
        let is_alone = is_ideograph(sign);
        match words.last_mut().filter(|_| is_open && !is_alone) {
            Some(word) => {
                word.range.end = end;
                word.hash = lowered(sign, word.hash);
            }
            None => words.push(Word { range: at..end, hash: lowered(sign, 0xcbf2_9ce4_8422_2325) }),
        }
        is_open = !is_alone;
    }
    words
}

/// FNV over the lower-case signs.
fn lowered(sign: char, hash: u64) -> u64 {
    let step = |hash: u64, sign: char| (hash ^ u64::from(sign as u32)).wrapping_mul(0x0100_0000_01b3);
    if sign.is_ascii() { step(hash, sign.to_ascii_lowercase()) } else { sign.to_lowercase().fold(hash, step) }
}

fn is_ideograph(sign: char) -> bool {
    matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[&str]) -> Names {
        let mut names = Names::default();
        for text in texts {
            names.add(text, Kind::Account, None, "X");
        }
        names
    }

    #[test]
    fn a_name_is_found_in_every_spelling_and_never_within_a_word() {
        let names = names(&["Acme Corp", "O'Neil & Sons", "ada@acme.example", "株式会社"]);
        for text in
            ["at ACME CORP.", "acme-corp/1", "o&#39;no, O'Neil & Sons", "x ADA@acme.example", "これは株式会社です"]
        {
            assert!(names.first(text).is_some(), "{text}");
        }
        for text in ["acmecorp", "Acme", "Acme Corporation", "Neil and Sons"] {
            assert!(names.first(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_too_short_is_counted_and_not_looked_for() {
        let names = names(&["A-1", "Bo", "1234567", "12345678", "---"]);
        assert_eq!((names.len(), names.n_short), (1, 3));
    }

    #[test]
    fn each_name_gives_way_to_its_pseudonym() {
        let mut names = names(&["Acme", "Acme Corp"]);
        names.add("Ada Plain", Kind::Person, None, "Person 1");
        let told = names.replaced("(Acme Corp) and Acme, says Ada  Plain.");
        assert_eq!(told.as_deref(), Some("(X) and X, says Person 1."));
        assert_eq!(names.replaced("nobody"), None);
    }

    #[test]
    fn our_own_words_are_forgotten() {
        let mut names = names(&["Closed Won", "Acme Corp"]);
        names.forget("<td>closed won</td>");
        assert_eq!((names.len(), names.n_ordinary), (1, 1));
    }
}
