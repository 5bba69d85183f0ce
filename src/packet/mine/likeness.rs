//! Whether two texts speak of the same thing: the telling words that they share.

use rustc_hash::FxHashSet;

/// Words that say nothing about what a promise or a risk is about.
const IDLE: [&str; 44] = [
    "about", "after", "agreed", "also", "before", "been", "client", "could", "customer", "from", "have", "into",
    "just", "more", "need", "needs", "only", "over", "promise", "promised", "risk", "said", "should", "still", "that",
    "their", "them", "then", "there", "they", "this", "told", "until", "want", "wants", "were", "what", "when", "will",
    "with", "would", "your", "does", "none",
];

/// The telling words of a text: longer ones without their endings, and numbers.
pub(super) struct Words(FxHashSet<String>);

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let lower = text.to_lowercase();
        let words = lower.split(|character: char| !character.is_alphanumeric());
        Words(words.filter(|word| is_telling(word)).map(stem).collect())
    }

    /// How many they share.
    pub(super) fn shared(&self, other: &Words) -> usize {
        self.0.intersection(&other.0).count()
    }
}

fn is_telling(word: &str) -> bool {
    let is_number = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number || (word.chars().count() > 3 && !IDLE.contains(&word))
}

/// The first six letters: `integration` and `integrate` are one word.
fn stem(word: &str) -> String {
    word.chars().take(6).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telling_words_are_shared_across_their_forms() {
        let shared = |left: &str, right: &str| Words::of(left).shared(&Words::of(right));
        assert_eq!(shared("We will integrate NetSuite", "NetSuite integration promised"), 2);
        assert_eq!(shared("They said that they will", "they will, the customer said"), 0);
        assert_eq!(shared("120 seats", "for 120 people"), 1);
    }
}
