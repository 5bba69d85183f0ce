//! The headings of a file, ready to be compared.

use rustc_hash::FxHashMap;

use super::super::profile::{Key, Name};
use super::decisions::decision_dates;

/// The headings of a file, in its order. Profiles ask for thousands of names and a file may have as many columns, so
/// each is looked up.
pub(super) struct Headings<'a> {
    texts: &'a [String],
    keys: Vec<Key>,
    by_text: FxHashMap<&'a str, Vec<usize>>,
    by_whole: FxHashMap<String, Vec<usize>>,
    by_bare: FxHashMap<String, Vec<usize>>,
}

impl<'a> Headings<'a> {
    pub(super) fn of(texts: &'a [String]) -> Headings<'a> {
        let keys: Vec<Key> = texts.iter().map(|text| Key::of(text)).collect();
        let (mut by_text, mut by_whole, mut by_bare) =
            (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        for (column, (text, key)) in texts.iter().zip(&keys).enumerate() {
            by_text.entry(text.trim()).or_insert_with(Vec::new).push(column);
            by_whole.entry(key.whole.clone()).or_insert_with(Vec::new).push(column);
            by_bare.entry(key.bare.clone()).or_insert_with(Vec::new).push(column);
        }
        Headings { texts, keys, by_text, by_whole, by_bare }
    }

    /// Columns that hold the days of a handoff's decisions go by the heading of that date too, and no more by a bare word.
    pub(super) fn with_dates(mut self, sample: &[Vec<String>]) -> Headings<'a> {
        for one in decision_dates(self.texts, sample) {
            if one.is_bare {
                let own = &self.keys[one.column];
                for columns in self.by_whole.get_mut(&own.whole).into_iter().chain(self.by_bare.get_mut(&own.bare)) {
                    columns.retain(|&column| column != one.column);
                }
            }
            let date = Key::of(one.heading);
            for columns in [self.by_whole.entry(date.whole).or_default(), self.by_bare.entry(date.bare).or_default()] {
                if !columns.contains(&one.column) {
                    columns.push(one.column);
                }
            }
        }
        self.by_whole.retain(|_, columns| !columns.is_empty());
        self.by_bare.retain(|_, columns| !columns.is_empty());
        self
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.texts.iter().map(String::as_str)
    }

    pub(super) fn text(&self, column: usize) -> &'a str {
        &self.texts[column]
    }

    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The columns with that heading: as written if there are any, else those that differ by a connector's marks.
    pub(super) fn find(&self, name: &Name) -> Vec<usize> {
        self.find_key(&name.key)
    }

    pub(super) fn find_key(&self, key: &Key) -> Vec<usize> {
        if key.whole.is_empty() {
            return Vec::new();
        }
        let whole = self.by_whole.get(&key.whole);
        let bare = || self.by_bare.get(&key.bare).filter(|_| !key.bare.is_empty());
        whole.or_else(bare).cloned().unwrap_or_default()
    }

    pub(super) fn has(&self, name: &Name) -> bool {
        let key = &name.key;
        !key.whole.is_empty() && (self.by_whole.contains_key(&key.whole) || self.by_bare.contains_key(&key.bare))
    }

    /// The columns that are headed by a canonical name, letter by letter: `Name` is a label of Salesforce, `name` is not.
    pub(super) fn find_canonical(&self, name: &str) -> Vec<usize> {
        self.by_text.get(name).cloned().unwrap_or_default()
    }

    /// The column that a person means by a heading.
    pub(super) fn find_written(&self, heading: &str) -> Option<usize> {
        let exact = self.by_text.get(heading.trim()).and_then(|columns| columns.first().copied());
        let key = Key::of(heading);
        let by_key = || self.find_key(&key).first().copied();
        exact.or_else(by_key).or_else(|| self.keys.iter().position(|own| own.whole == key.whole))
    }
}

/// The nearest of some words, when it is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    known
        .map(|candidate| (strsim::jaro_winkler(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity > 0.75)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate.to_owned())
}
