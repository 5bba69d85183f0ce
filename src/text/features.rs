//! What a sentence is weighed by: its words without their endings, the beginnings of its words, its pairs of words, and
//! what the rules of language found in it.
//!
//! A feature is written as a `word`, as `two words` that follow each other, as `two _ words` with one between, as a
//! `begin~`ning of five letters, or as a `@name` that a rule gives. In pairs a sentence begins with the word `<` and
//! ends with the word `>`: "Told them…" and "…, told them" say different things.

use std::ops::Range;

use super::keys::{Sort, hash, hash_at, named};
use super::vocabulary::folded;

/// Letters that begin many words of one meaning: `deliv~` of deliver, delivery, delivered.
const BEGINNING: usize = 5;

/// What pairs with the first word of a sentence, and with its last.
const START: &str = "<";
const END: &str = ">";

/// The features of the words of a sentence, in its order, as hashes; as often as they stand there.
pub(super) fn keys(sentence: &str, mut take: impl FnMut(u64)) {
    let (mut before, mut earlier) = (hash(START.as_bytes()), None);
    words(sentence, |text, place| {
        let own = hash_at(text, place.clone());
        let part = |end: usize| if end == place.end { own } else { hash_at(text, place.start..end) };
        take(Sort::Word.key(0, part(place.start + stem(&text[place.clone()]))));
        if place.len() >= BEGINNING {
            take(Sort::Beginning.key(0, part(place.start + BEGINNING)));
        }
        pairs(before, earlier, own, &mut take);
        (before, earlier) = (own, Some(before));
    });
    pairs(before, earlier, hash(END.as_bytes()), &mut take);
}

/// The pairs of a word with those before it.
fn pairs(before: u64, earlier: Option<u64>, own: u64, take: &mut impl FnMut(u64)) {
    take(Sort::Pair.key(before, own));
    if let Some(earlier) = earlier {
        take(Sort::Apart.key(earlier, own));
    }
}

/// A feature that a rule gives, with its key, which is asked for in every sentence.
#[derive(Debug)]
pub(super) struct Named {
    /// `@name`.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what is learned is written by name; what is read needs the key")
    )]
    pub(super) name: String,
    pub(super) key: u64,
}

impl Named {
    /// The feature `@name`, of what stands behind the sign.
    pub(super) fn new(name: &str) -> Named {
        let name = format!("@{name}");
        Named { key: named(name.as_bytes()), name }
    }
}

/// The features of the words of a sentence as they are written, each once, and how many there are with those that repeat.
#[cfg(test)]
pub(super) fn written(sentence: &str) -> (std::collections::BTreeSet<String>, usize) {
    let (mut features, mut all) = (Vec::new(), vec![START.to_owned()]);
    words(sentence, |text, place| {
        let word = String::from_utf8_lossy(&text[place]).to_ascii_lowercase();
        features.push(word[..stem(word.as_bytes())].to_owned());
        features.extend(word.get(..BEGINNING).map(|letters| format!("{letters}~")));
        all.push(word);
    });
    all.push(END.to_owned());
    features.extend(all.windows(2).map(|pair| pair.join(" ")));
    features.extend(all.windows(3).map(|three| format!("{} _ {}", three[0], three[2])));
    let n_features = features.len();
    (features.into_iter().collect(), n_features)
}

/// The words of a sentence, each as a text and its place there: in any case, without accents; a number is `#`, `n't` is
/// a word of its own and says `not`.
fn words(sentence: &str, mut take: impl FnMut(&[u8], Range<usize>)) {
    let bytes = sentence.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    // A word that is not written as it is taken; most are.
    let mut word = String::new();
    let (mut at, mut is_number) = (0, false);
    while at <= bytes.len() {
        let start = at;
        while is_letter(at) {
            at += 1;
        }
        if at > start {
            if std::mem::take(&mut is_number) {
                take(b"#", 0..1);
            }
            if word.is_empty() && bytes.get(at).is_none_or(|&next| next != b'\'' && next < 128) {
                take(bytes, start..at);
            } else {
                word.push_str(&sentence[start..at]);
            }
            continue;
        }
        // What stands behind the last word ends it.
        let character = sentence[at..].chars().next().unwrap_or(' ');
        at += character.len_utf8();
        match character {
            '\'' | '’' if !word.is_empty() => word.push('\''),
            '0'..='9' => {
                uncontracted(&mut word, &mut take);
                is_number = true;
            }
            '.' | ',' | ':' if is_number => {}
            other => {
                if let Some(letters) = folded(other) {
                    word.push_str(letters);
                    continue;
                }
                uncontracted(&mut word, &mut take);
                if std::mem::take(&mut is_number) {
                    take(b"#", 0..1);
                }
                match other {
                    '?' => take(b"?", 0..1),
                    '%' => take(b"%", 0..1),
                    '$' | '€' | '£' => take(b"$", 0..1),
                    ':' => take(b":", 0..1),
                    _ => {}
                }
            }
        }
    }
}

/// Hands on a word that may be a contraction, and empties it.
fn uncontracted(word: &mut String, take: &mut impl FnMut(&[u8], Range<usize>)) {
    if word.is_empty() {
        return;
    }
    let (own, ending) = word.trim_matches('\'').split_once('\'').unwrap_or((word.trim_matches('\''), ""));
    let (own, ending) = match ending {
        "t" | "T" if own.ends_with(['n', 'N']) => (&own[..own.len() - 1], "not"),
        "d" | "D" => (own, "will"),
        ending if ending.eq_ignore_ascii_case("ll") => (own, "will"),
        _ => (own, ending),
    };
    for part in [own, ending] {
        if !part.is_empty() {
            take(part.as_bytes(), 0..part.len());
        }
    }
    word.clear();
}

/// How long a word is without its regular ending.
fn stem(word: &[u8]) -> usize {
    let n_ending = match word {
        [_, _, _, _, .., b'i' | b'I', b'n' | b'N', b'g' | b'G'] => 3,
        [_, _, _, _, .., b'e' | b'E', b'd' | b'D' | b's' | b'S'] | [_, _, _, _, .., b'l' | b'L', b'y' | b'Y'] => 2,
        [_, _, _, _, .., b's' | b'S'] => 1,
        _ => 0,
    };
    word.len() - n_ending
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lay_out::key;

    #[test]
    fn words_are_those_that_people_mean() {
        for (sentence, expected) in [
            ("We can't wait, they'll PAY 12,50 €", "ca not wait they will pay # $ we"),
            ("Müller's café — 100%?", "# % ? cafe muller s"),
        ] {
            let mut spoken = Vec::new();
            words(sentence, |text, place| spoken.push(String::from_utf8_lossy(&text[place]).to_ascii_lowercase()));
            spoken.sort();
            let mut expected: Vec<&str> = expected.split(' ').collect();
            expected.sort_unstable();
            assert_eq!(spoken, expected, "{sentence}");
        }
    }

    #[test]
    fn every_feature_is_found_as_it_is_written() {
        let sentence = "We'll DELIVER the Müller feed by May 3, feed?";
        let (written, n_written) = written(sentence);
        let (mut found, mut n_found) = (std::collections::BTreeSet::new(), 0);
        keys(sentence, |key| {
            found.insert(key);
            n_found += 1;
        });
        assert_eq!(written.iter().map(|text| key(text.as_bytes())).collect::<std::collections::BTreeSet<u64>>(), found);
        assert_eq!((n_written, written.len()), (n_found, found.len()));
        for text in ["deliv~", "muller feed", "the _ feed", "#", "?", "will", "< we", "< _ will", "? >"] {
            assert!(written.contains(text), "{text}");
        }
    }
}
