//! Texts that are nearly the same, found among many without comparing each with each.
//!
//! Texts are sets of words without case and punctuation. Two are nearly the same when they share 85 % of all their words
//! (Jaccard; our judgement) and hold the same numbers and months: these are what makes an answer this customer's own.
//!
//! Only what a good share of the deals hold is looked for. So a sample of the deals, drawn by hashes (Efraimidis and
//! Spirakis, Weighted random sampling with a reservoir, 2006) and as large as that share asks for, holds several copies of
//! it; a sample without two near copies ends the search, and its texts are the only centres that are compared with all. The
//! cost is linear in the number of texts.

use std::cmp::Ordering;
use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::domain::{GOLDEN_STEP, hash_of, mixed};
use crate::text::MONTHS;

/// Shared words among all words from which on two texts are nearly the same.
const LEAST_SHARED: f64 = 0.85;
/// So many copies of a common text are expected in the sample; the chance of fewer than two is below 1 in 100 000.
const COPIES_IN_SAMPLE: f64 = 15.0;
/// Words that date a text, beside the months.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A text with the number of deals that hold it word for word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    /// A hash of the text.
    pub(super) hash: u64,
    pub(super) deals: usize,
}

/// A text as it is compared.
#[derive(Debug)]
struct Words {
    /// Hashes of the different words, ascending.
    words: Vec<u64>,
    /// Hash of its numbers and months, in order.
    facts: u64,
}

/// Whether each text is nearly the same as one that, with all its near copies, at least `least` deals hold.
pub(super) fn common(texts: &[Written<'_>], least: usize) -> Vec<bool> {
    let mut is_common = vec![false; texts.len()];
    let n_deals: usize = texts.iter().map(|written| written.deals).sum();
    if n_deals < least || texts.len() < 2 {
        return is_common;
    }
    let sample = sample(texts, (COPIES_IN_SAMPLE * n_deals as f64 / least as f64).ceil() as usize);
    let centres: Vec<Words> = sample.iter().map(|&one| words(texts[one].text)).collect();
    let has_copy = |at: usize| (0..centres.len()).any(|other| other != at && is_near(&centres[at], &centres[other]));
    let promising: Vec<usize> = (0..centres.len()).filter(|&at| has_copy(at)).collect();
    if promising.is_empty() {
        return is_common;
    }
    let all: Vec<Words> = texts.iter().map(|written| words(written.text)).collect();
    for at in promising {
        if is_common[sample[at]] {
            continue;
        }
        let near: Vec<usize> = (0..all.len()).filter(|&one| is_near(&centres[at], &all[one])).collect();
        if near.iter().map(|&one| texts[one].deals).sum::<usize>() >= least {
            near.into_iter().for_each(|one| is_common[one] = true);
        }
    }
    is_common
}

/// Positions of `size` texts, each drawn with the weight of its deals by its own hash: the same whatever the order.
fn sample(texts: &[Written<'_>], size: usize) -> Vec<usize> {
    let rank = |one: usize| {
        let uniform = (mixed(texts[one].hash.wrapping_add(GOLDEN_STEP)) >> 11) as f64 / (1_u64 << 53) as f64;
        -(1.0 - uniform).ln() / texts[one].deals as f64
    };
    let mut ranked: Vec<(f64, usize)> = (0..texts.len()).map(|one| (rank(one), one)).collect();
    let by_rank = |left: &(f64, usize), right: &(f64, usize)| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1));
    if size < ranked.len() {
        ranked.select_nth_unstable_by(size, by_rank);
        ranked.truncate(size);
    }
    ranked.sort_unstable_by(by_rank);
    ranked.into_iter().map(|(_, one)| one).collect()
}

fn words(text: &str) -> Words {
    let mut words = Vec::new();
    let mut facts = FxHasher::default();
    let is_part = |character: char| character.is_alphanumeric() || character == '\'' || character == '\u{2019}';
    for word in text.split(|character| !is_part(character)).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let hash = hash_of(&word);
        // What dates a text tells it from others like its numbers do.
        let is_dating = MONTHS.contains(&word.as_str()) || WEEKDAYS.contains(&word.as_str());
        if is_dating || word.bytes().any(|byte| byte.is_ascii_digit()) {
            facts.write_u64(hash);
        }
        words.push(hash);
    }
    words.sort_unstable();
    words.dedup();
    Words { words, facts: facts.finish() }
}

fn is_near(left: &Words, right: &Words) -> bool {
    if left.facts != right.facts {
        return false;
    }
    let both = left.words.len() + right.words.len();
    // Shared words s of all words a = both - s with s / a at its least.
    let most_apart = both as f64 * (1.0 - LEAST_SHARED) / (1.0 + LEAST_SHARED);
    let (mut at, mut other, mut apart) = (0, 0, 0_usize);
    while at < left.words.len() && other < right.words.len() && apart as f64 <= most_apart {
        match left.words[at].cmp(&right.words[other]) {
            Ordering::Equal => (at, other) = (at + 1, other + 1),
            Ordering::Less => (at, apart) = (at + 1, apart + 1),
            Ordering::Greater => (other, apart) = (other + 1, apart + 1),
        }
    }
    apart += left.words.len() - at + right.words.len() - other;
    both > 0 && apart as f64 <= most_apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common_of(texts: &[&str], least: usize) -> Vec<bool> {
        common(&texts.iter().map(|text| Written { text, hash: hash_of(text), deals: 1 }).collect::<Vec<_>>(), least)
    }

    #[test]
    fn the_same_sentence_with_another_customers_name_is_one_text() {
        let names = ["Acme", "Initech", "Globex", "Umbrella", "Hooli"];
        let texts = names.map(|name| {
            format!("{name} wants to grow its business with us and to be successful together in the years ahead")
        });
        let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        texts.push("Their dispatchers lose two hours every morning because orders arrive by fax and are typed twice");
        assert_eq!(common_of(&texts, 5), [true, true, true, true, true, false]);
        assert_eq!(common_of(&texts, 6), [false; 6]);
    }

    #[test]
    fn short_different_texts_are_not_merged() {
        let systems = ["SAP", "NetSuite", "Dynamics", "Sage", "Odoo", "Xero"];
        let texts = systems.map(|system| format!("Integration with {system} is needed"));
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(common_of(&texts, 5), [false; 6], "one word of five is another text");
    }

    #[test]
    fn numbers_and_months_make_a_text_this_customers_own() {
        let of = |fact: &dyn Fn(usize) -> String| -> Vec<String> {
            (0..8).map(|n| format!("The contract with the vendor they have used for many years ends on the first of {} and will not be renewed again", fact(n))).collect()
        };
        let months = of(&|n| MONTHS[n].to_owned());
        assert_eq!(common_of(&months.iter().map(String::as_str).collect::<Vec<_>>(), 5), [false; 8]);
        let days = of(&|n| format!("{} days", n + 3));
        assert_eq!(common_of(&days.iter().map(String::as_str).collect::<Vec<_>>(), 5), [false; 8]);
        let same = of(&|_| "May".to_owned());
        assert_eq!(common_of(&same.iter().map(String::as_str).collect::<Vec<_>>(), 5), [true; 8]);
    }

    #[test]
    fn a_text_that_a_third_of_many_deals_hold_in_other_words_each_is_found() {
        let name = |n: usize| format!("{}{}{}", word(n), word(n / 20), word(n / 400));
        let copies = (0..900).map(|n| {
            format!("{} wants to grow its business with us and to be successful together in the years ahead", name(n))
        });
        let own = (0..2_000).map(|n| (0..12).map(|at| name(n * 31 + at * 977)).collect::<Vec<_>>().join(" "));
        let texts: Vec<String> = copies.chain(own).collect();
        let found = common_of(&texts.iter().map(String::as_str).collect::<Vec<_>>(), 870);
        assert!(found[..900].iter().all(|is_common| *is_common) && !found[900..].contains(&true));
    }

    /// One of twenty syllables.
    fn word(n: usize) -> &'static str {
        [
            "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve",
            "wi", "xo", "zu",
        ][n % 20]
    }

    #[test]
    fn the_order_of_texts_does_not_matter() {
        let names = ["Acme", "Initech", "Globex", "Umbrella", "Hooli", "Stark"];
        let texts = names.map(|name| format!("{name} wants to grow with us and to be successful in the years ahead"));
        let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        texts.extend(["Dispatchers type every order twice", "Orders arrive by fax each morning and get lost"]);
        let found = common_of(&texts, 6);
        texts.reverse();
        assert_eq!(common_of(&texts, 6).into_iter().rev().collect::<Vec<_>>(), found);
    }
}
