//! The same text in many deals of one owner is no answer.
//!
//! Texts are compared by a hash of their letters and digits, so that case, spaces and punctuation do not hide a copy; and
//! among those that differ, by their words, so that another name in the same sentence does not either.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::settings::Placeholders;

use super::alike::{self, Written};
use super::people::PersonId;

/// A text of a field as written by one owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Fingerprint {
    owner: Option<PersonId>,
    field: u32,
    text: u64,
}

/// A text as it stands in one deal.
type Held<'a> = (Fingerprint, &'a str);

/// The texts that are boilerplate.
#[derive(Debug, Default)]
pub(super) struct Boilerplate {
    texts: FxHashSet<Fingerprint>,
    min_chars: usize,
}

impl Boilerplate {
    /// From each deal's (owner, texts by field); every deal counts once a field.
    pub(super) fn find<'a>(
        placeholders: &Placeholders,
        deals: impl ParallelIterator<Item = (Option<PersonId>, Vec<(usize, &'a str)>)>,
    ) -> Boilerplate {
        let min_chars = placeholders.boilerplate_min_chars;
        let of_deal = |(owner, texts): (Option<PersonId>, Vec<(usize, &'a str)>)| {
            let texts = texts.into_iter().filter(|(_, text)| is_long_enough(text, min_chars));
            (owner, texts.map(|(field, text)| (fingerprint(owner, field, text), text)).collect::<Vec<_>>())
        };
        let deals: Vec<(Option<PersonId>, Vec<Held<'a>>)> = deals.map(of_deal).collect();
        let mut deals_of: FxHashMap<Option<PersonId>, u64> = FxHashMap::default();
        for (owner, _) in &deals {
            *deals_of.entry(*owner).or_default() += 1;
        }
        let mut all: Vec<Held<'a>> = deals.into_iter().flat_map(|(_, texts)| texts).collect();
        all.par_sort_unstable();
        let fields: Vec<&[Held<'a>]> = all.chunk_by(|left, right| left.0.is_beside(right.0)).collect();
        let least = |owner: Option<PersonId>| {
            let n_deals = deals_of.get(&owner).copied().unwrap_or(0);
            let share = (placeholders.boilerplate_min_share * n_deals as f64).ceil();
            (share as usize).max(placeholders.boilerplate_min_deals)
        };
        let texts = fields.into_par_iter().flat_map_iter(|texts| of_field(texts, least(texts[0].0.owner)));
        Boilerplate { texts: texts.collect(), min_chars }
    }

    /// Whether this text of this owner is boilerplate.
    pub(super) fn holds(&self, owner: Option<PersonId>, field: usize, text: &str) -> bool {
        !self.texts.is_empty()
            && is_long_enough(text, self.min_chars)
            && self.texts.contains(&fingerprint(owner, field, text))
    }
}

impl Fingerprint {
    /// Of the same owner in the same field.
    fn is_beside(self, other: Fingerprint) -> bool {
        (self.owner, self.field) == (other.owner, other.field)
    }
}

/// Those texts of one owner in one field, ascending, that at least `least` deals hold word for word or nearly so.
fn of_field(texts: &[Held<'_>], least: usize) -> Vec<Fingerprint> {
    if texts.len() < least {
        return Vec::new();
    }
    let same: Vec<&[Held<'_>]> = texts.chunk_by(|left, right| left.0 == right.0).collect();
    let written: Vec<Written<'_>> =
        same.iter().map(|same| Written { text: same[0].1, hash: same[0].0.text, deals: same.len() }).collect();
    let is_common = alike::common(&written, least);
    let held = same.iter().zip(is_common).filter(|(same, is_common)| *is_common || same.len() >= least);
    held.map(|(same, _)| same[0].0).collect()
}

fn is_long_enough(text: &str, min_chars: usize) -> bool {
    text.len() >= min_chars && text.trim().chars().take(min_chars).count() >= min_chars
}

/// Each byte as it is compared: ASCII letters in lower case, digits and all bytes beyond ASCII as they are, 0 for the
/// rest.
const COMPARED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let own = byte as u8;
        if own.is_ascii_alphanumeric() || !own.is_ascii() {
            table[byte] = own.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

fn fingerprint(owner: Option<PersonId>, field: usize, text: &str) -> Fingerprint {
    let mut hasher = FxHasher::default();
    let (mut word, mut n_bytes) = (0_u64, 0);
    for byte in text.bytes().map(|byte| COMPARED[byte as usize]).filter(|byte| *byte != 0) {
        word = word << 8 | u64::from(byte);
        n_bytes += 1;
        if n_bytes % 8 == 0 {
            hasher.write_u64(word);
        }
    }
    hasher.write_u64(word);
    hasher.write_u64(n_bytes);
    Fingerprint { owner, field: field as u32, text: hasher.finish() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Checklist;

    const PASTED: &str = "Customer wants to grow and be successful.";

    fn boilerplate(n_pasted: usize, n_others: usize) -> Boilerplate {
        boilerplate_of(vec![PASTED; n_pasted], n_others)
    }

    fn boilerplate_of(pasted: Vec<&str>, n_others: usize) -> Boilerplate {
        let owner = Some(PersonId::at(1));
        let others: Vec<String> = (0..n_others).map(|n| format!("A text of its own, number {n}.")).collect();
        let texts: Vec<&str> = pasted.into_iter().chain(others.iter().map(String::as_str)).collect();
        let deals = texts.into_par_iter().map(|text| (owner, vec![(0, text)]));
        Boilerplate::find(&Checklist::shipped().placeholders, deals)
    }

    #[test]
    fn another_name_in_the_same_sentence_hides_no_copy() {
        let texts = ["Acme", "Globex", "Hooli", "Initech", "Umbrella"]
            .map(|name| format!("{name} wants to grow with us and be successful, as every one of our customers does."));
        let found = boilerplate_of(texts.iter().map(String::as_str).collect(), 10);
        assert!(texts.iter().all(|text| found.holds(Some(PersonId::at(1)), 0, text)));
        assert!(!found.holds(Some(PersonId::at(1)), 0, "A text of its own, number 3."));
        assert!(!boilerplate_of(texts[..4].iter().map(String::as_str).collect(), 10).holds(
            Some(PersonId::at(1)),
            0,
            &texts[0]
        ));
    }

    #[test]
    fn five_deals_and_a_third_of_the_owners_deals_are_boilerplate() {
        assert!(boilerplate(5, 10).holds(Some(PersonId::at(1)), 0, "customer wants to GROW and be successful"));
        assert!(!boilerplate(5, 20).holds(Some(PersonId::at(1)), 0, PASTED), "20 % of the deals are not enough");
        assert!(!boilerplate(4, 0).holds(Some(PersonId::at(1)), 0, PASTED), "four deals are not enough");
        assert!(!boilerplate(5, 0).holds(Some(PersonId::at(2)), 0, PASTED), "another owner's text");
    }
}
