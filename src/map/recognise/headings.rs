//! The headings of a file, ready to be compared.

use super::super::profile::{Key, Name};

/// The headings of a file, in its order.
pub(super) struct Headings<'a> {
    texts: &'a [String],
    keys: Vec<Key>,
}

impl<'a> Headings<'a> {
    pub(super) fn of(texts: &'a [String]) -> Headings<'a> {
        Headings { texts, keys: texts.iter().map(|text| Key::of(text)).collect() }
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
        let columns = |is_same: &dyn Fn(&Key) -> bool| -> Vec<usize> {
            (0..self.keys.len()).filter(|&column| is_same(&self.keys[column])).collect()
        };
        let whole = columns(&|known| known.whole == key.whole);
        if whole.is_empty() { columns(&|known| !known.bare.is_empty() && known.bare == key.bare) } else { whole }
    }

    pub(super) fn has(&self, name: &Name) -> bool {
        !name.key.whole.is_empty() && self.keys.iter().any(|key| key.matches(&name.key))
    }

    /// The columns that are headed by a canonical name, letter by letter: `Name` is a label of Salesforce, `name` is not.
    pub(super) fn find_canonical(&self, name: &str) -> Vec<usize> {
        (0..self.texts.len()).filter(|&column| self.texts[column].trim() == name).collect()
    }

    /// The column that a person means by a heading.
    pub(super) fn find_written(&self, heading: &str) -> Option<usize> {
        let exact = self.texts.iter().position(|text| text.trim() == heading.trim());
        exact.or_else(|| self.find_key(&Key::of(heading)).first().copied())
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
