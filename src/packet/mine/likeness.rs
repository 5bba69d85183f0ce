//! Whether two texts speak of the same thing: the telling words that they share.

use crate::domain::hash_of;

/// Words that say nothing about what a promise or a risk is about, in alphabetical order.
const IDLE: [&str; 44] = [
    "about", "after", "agreed", "also", "been", "before", "client", "could", "customer", "does", "from", "have",
    "into", "just", "more", "need", "needs", "none", "only", "over", "promise", "promised", "risk", "said", "should",
    "still", "that", "their", "them", "then", "there", "they", "this", "told", "until", "want", "wants", "were",
    "what", "when", "will", "with", "would", "your",
];

/// Letters that make a stem: `integration` and `integrate` are one word.
const STEM: usize = 6;

/// The telling words of a text, longer ones without their endings, and its numbers: hashes, ascending. Every sentence of
/// every deal is made into one, so no word is kept as text.
#[derive(Debug)]
pub(super) struct Words(Box<[u64]>);

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let mut words = Vec::new();
        let mut lower = String::new();
        for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            if is_telling(&lower) {
                words.push(hash_of(stem(&lower)));
            }
        }
        words.sort_unstable();
        words.dedup();
        Words(words.into_boxed_slice())
    }

    /// How many they share.
    pub(super) fn shared(&self, other: &Words) -> usize {
        self.0.iter().filter(|word| other.0.binary_search(word).is_ok()).count()
    }
}

fn is_telling(word: &str) -> bool {
    let is_number = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number || (word.chars().nth(3).is_some() && IDLE.binary_search(&word).is_err())
}

fn stem(word: &str) -> &str {
    word.char_indices().nth(STEM).map_or(word, |(end, _)| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_words_are_in_order() {
        assert!(IDLE.is_sorted());
    }

    #[test]
    fn telling_words_are_shared_across_their_forms() {
        let shared = |left: &str, right: &str| Words::of(left).shared(&Words::of(right));
        assert_eq!(shared("We will integrate NetSuite", "NetSuite integration promised"), 2);
        assert_eq!(shared("They said that they will", "they will, the customer said"), 0);
        assert_eq!(shared("120 seats", "for 120 people"), 1);
    }
}
