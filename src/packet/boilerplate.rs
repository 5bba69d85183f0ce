//! The same text in many deals of one owner is no answer.
//!
//! Texts are compared by a hash of their letters and digits, so that case, spaces and punctuation do not hide a copy.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::settings::Placeholders;

use super::people::PersonId;

/// A text of a field as written by one owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fingerprint {
    owner: Option<PersonId>,
    field: usize,
    text: u64,
}

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
        deals: impl Iterator<Item = (Option<PersonId>, Vec<(usize, &'a str)>)>,
    ) -> Boilerplate {
        let mut deals_of: FxHashMap<Option<PersonId>, u64> = FxHashMap::default();
        let mut counts: FxHashMap<Fingerprint, u64> = FxHashMap::default();
        let min_chars = placeholders.boilerplate_min_chars;
        for (owner, texts) in deals {
            *deals_of.entry(owner).or_default() += 1;
            for (field, text) in texts.into_iter().filter(|(_, text)| is_long_enough(text, min_chars)) {
                *counts.entry(fingerprint(owner, field, text)).or_default() += 1;
            }
        }
        let is_boilerplate = |fingerprint: &Fingerprint, count: u64| {
            let n_deals = deals_of.get(&fingerprint.owner).copied().unwrap_or(0);
            count >= placeholders.boilerplate_min_deals as u64
                && count as f64 >= placeholders.boilerplate_min_share * n_deals as f64
        };
        let texts = counts.into_iter().filter(|(key, count)| is_boilerplate(key, *count)).map(|(key, _)| key).collect();
        Boilerplate { texts, min_chars }
    }

    /// Whether this text of this owner is boilerplate.
    pub(super) fn holds(&self, owner: Option<PersonId>, field: usize, text: &str) -> bool {
        !self.texts.is_empty()
            && is_long_enough(text, self.min_chars)
            && self.texts.contains(&fingerprint(owner, field, text))
    }
}

fn is_long_enough(text: &str, min_chars: usize) -> bool {
    text.len() >= min_chars && text.trim().chars().take(min_chars).count() >= min_chars
}

fn fingerprint(owner: Option<PersonId>, field: usize, text: &str) -> Fingerprint {
    let mut hasher = FxHasher::default();
    for byte in text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()) {
        hasher.write_u8(byte.to_ascii_lowercase());
    }
    Fingerprint { owner, field, text: hasher.finish() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Checklist;

    const PASTED: &str = "Customer wants to grow and be successful.";

    fn boilerplate(n_pasted: usize, n_others: usize) -> Boilerplate {
        let owner = Some(PersonId(1));
        let others: Vec<String> = (0..n_others).map(|n| format!("A text of its own, number {n}.")).collect();
        let deals = std::iter::repeat_n(PASTED, n_pasted).chain(others.iter().map(String::as_str));
        Boilerplate::find(&Checklist::shipped().placeholders, deals.map(|text| (owner, vec![(0, text)])))
    }

    #[test]
    fn five_deals_and_a_third_of_the_owners_deals_are_boilerplate() {
        assert!(boilerplate(5, 10).holds(Some(PersonId(1)), 0, "customer wants to GROW and be successful"));
        assert!(!boilerplate(5, 20).holds(Some(PersonId(1)), 0, PASTED), "20 % of the deals are not enough");
        assert!(!boilerplate(4, 0).holds(Some(PersonId(1)), 0, PASTED), "four deals are not enough");
        assert!(!boilerplate(5, 0).holds(Some(PersonId(2)), 0, PASTED), "another owner's text");
    }
}
