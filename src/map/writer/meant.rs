//! Words whose meaning `audit.toml` tells: each cell is read as if it said what it means, and it is counted which word
//! stood in how many cells, because one that never did is likely to be a slip.

use rustc_hash::FxHashMap;

use super::super::book::MeantWord;
use super::super::lists::separators;
use crate::domain::{TableKind, word_key};
use crate::settings::SourceWords;

/// The told words of one field of one file.
pub(in crate::map) struct Meant {
    words: Vec<MeantWord>,
    by_key: FxHashMap<String, usize>,
    /// Which of the words a text is; texts repeat, so each is compared once.
    memo: FxHashMap<String, Option<usize>>,
    /// What joins the words of a list.
    separators: &'static [char],
    joined: String,
}

impl Meant {
    /// Those of a field; `None` where nothing is told of it.
    pub(in crate::map) fn of(table: TableKind, field: usize, told: &[SourceWords]) -> Option<Meant> {
        let told = told.iter().find(|told| told.field == table.fields()[field].name)?;
        let word = |(exported, meant): &(String, String)| MeantWord {
            table,
            field,
            exported: exported.clone(),
            meant: meant.clone(),
            cells: 0,
        };
        let by_key = told.words.iter().enumerate().map(|(at, (exported, _))| (word_key(exported), at)).collect();
        let words = told.words.iter().map(word).collect();
        let separators = separators(table, field);
        Some(Meant { words, by_key, memo: FxHashMap::default(), separators, joined: String::new() })
    }

    /// What a cell's text means: the whole of it, else each value of a list by itself; the text where nothing is told.
    pub(in crate::map) fn read<'t>(&'t mut self, text: &'t str) -> &'t str {
        if let Some(at) = self.told(text) {
            self.words[at].cells += 1;
            return &self.words[at].meant;
        }
        if !text.contains(self.separators) {
            return text;
        }
        let parts: Vec<(&str, Option<usize>)> =
            text.split(self.separators).map(|part| (part.trim(), self.told(part))).collect();
        if parts.iter().all(|(_, told)| told.is_none()) {
            return text;
        }
        self.joined.clear();
        for (position, (part, told)) in parts.into_iter().enumerate() {
            if position > 0 {
                self.joined.push(';');
            }
            self.joined.push_str(told.map_or(part, |at| &self.words[at].meant));
            told.into_iter().for_each(|at| self.words[at].cells += 1);
        }
        &self.joined
    }

    fn told(&mut self, text: &str) -> Option<usize> {
        if let Some(&known) = self.memo.get(text) {
            return known;
        }
        let told = self.by_key.get(&word_key(text)).copied();
        self.memo.insert(text.to_owned(), told);
        told
    }

    /// The words, each with the number of its cells.
    pub(in crate::map) fn into_words(self) -> Vec<MeantWord> {
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_by_itself_and_in_a_list() {
        let told = |exported: &str, meant: &str| (exported.to_owned(), meant.to_owned());
        let words = vec![told("Accepted by CS", "accepted"), told("✓", "yes"), told("Nowhere", "returned")];
        let field = TableKind::Reviews.field("event").expect("a field");
        let told = [SourceWords { field: "event".to_owned(), words }];
        let mut meant = Meant::of(TableKind::Reviews, field, &told).expect("words of the field");
        for (text, read) in [
            (" accepted BY cs", "accepted"),
            ("accepted-by-cs", "accepted"),
            ("✓", "yes"),
            ("Accepted by CS; Other", "accepted;Other"),
            ("Accepted", "Accepted"),
            ("a; b", "a; b"),
            ("", ""),
        ] {
            assert_eq!(meant.read(text), read, "{text}");
        }
        let cells: Vec<u64> = meant.into_words().iter().map(|word| word.cells).collect();
        assert_eq!(cells, [3, 1, 0]);
        assert!(Meant::of(TableKind::Reviews, 0, &told).is_none());
    }

    #[test]
    fn each_role_of_a_contact_is_read_by_itself() {
        let words = vec![("Geldgeber".to_owned(), "economic buyer".to_owned())];
        let field = TableKind::DealContacts.field("role").expect("a field");
        let told = [SourceWords { field: "role".to_owned(), words }];
        let mut meant = Meant::of(TableKind::DealContacts, field, &told).expect("words of the field");
        assert_eq!(meant.read("Geldgeber, Treiber / Technik"), "economic buyer;Treiber;Technik");
        assert_eq!(meant.read("Treiber, Technik"), "Treiber, Technik");
    }
}
