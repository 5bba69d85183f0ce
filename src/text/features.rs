//! What a sentence is weighed by: its words without their endings, and its pairs of words.

use std::ops::Range;

use super::lately::letters;
use super::vocabulary::folded;

/// The words and the pairs of words of a sentence, in its order, as hashes.
pub(super) fn keys(sentence: &str, mut take: impl FnMut(u64)) {
    let mut before = None;
    words(sentence, |text, place| {
        let stem = place.start..place.start + stem(&text[place.clone()]);
        let own = hash_at(text, place.clone());
        take(joined(0, if stem.end == place.end { own } else { hash_at(text, stem) }));
        if let Some(before) = before.replace(own) {
            take(joined(joined(0, before), own));
        }
    });
}

/// [`keys`] as the file writes them, each once.
#[cfg(test)]
pub(super) fn features(sentence: &str) -> std::collections::BTreeSet<String> {
    let (mut features, mut before) = (std::collections::BTreeSet::new(), None::<String>);
    words(sentence, |text, place| {
        let word = String::from_utf8_lossy(&text[place]).to_ascii_lowercase();
        features.insert(word[..stem(word.as_bytes())].to_owned());
        features.extend(before.take().map(|before| format!("{before} {word}")));
        before = Some(word);
    });
    features
}

/// The hash of a word.
pub(super) fn hash(word: &str) -> u64 {
    hash_at(word.as_bytes(), 0..word.len())
}

/// The hash of a word of a text, in whatever case, eight letters at a time.
fn hash_at(text: &[u8], place: Range<usize>) -> u64 {
    let mut hash = place.len() as u64;
    let mut at = place.start;
    while place.end - at > 8 {
        hash = joined(hash, letters(text, at, 8));
        at += 8;
    }
    mixed(joined(hash, letters(text, at, place.end - at)))
}

/// The hash of a word after another; after 0, of the word alone.
pub(super) fn joined(before: u64, word: u64) -> u64 {
    before.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word
}

/// Spreads every bit over all.
fn mixed(hash: u64) -> u64 {
    let product = u128::from(hash ^ 0x2545_F491_4F6C_DD1D) * 0xA076_1D64_78BD_642F;
    product as u64 ^ (product >> 64) as u64
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
}
