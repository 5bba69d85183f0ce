//! The nearest known name to one that is not known.

use crate::domain::fold;

/// The nearest of some names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near<'n> {
    /// The name.
    pub(super) name: &'n str,
    /// Whether it is so near that the user probably meant it.
    pub(super) is_close: bool,
}

/// The candidate with the fewest edits (Damerau-Levenshtein, optimal string alignment) from `word`, without case and
/// punctuation; the first of equals. `None` without candidates.
///
/// Close is at most one edit in three characters, our judgement, or that one contains the other: `sla_hours` and
/// `review_sla_hours`.
pub(super) fn nearest<'n>(word: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<Near<'n>> {
    let folded = fold(word);
    let ranked = candidates.into_iter().map(|name| {
        let other = fold(name);
        let edits = strsim::osa_distance(&folded, &other);
        let shorter = folded.chars().count().min(other.chars().count());
        let longer = folded.chars().count().max(other.chars().count());
        let is_part = shorter >= 4 && (folded.contains(&other) || other.contains(&folded));
        (edits, Near { name, is_close: edits * 3 <= longer || is_part })
    });
    ranked.min_by_key(|(edits, near)| (!near.is_close, *edits)).map(|(_, near)| near)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(word: &str, candidates: &[&'static str]) -> Option<&'static str> {
        nearest(word, candidates.iter().copied()).filter(|near| near.is_close).map(|near| near.name)
    }

    #[test]
    fn slips_of_the_finger_and_other_spellings_are_close() {
        assert_eq!(close("asof", &["name", "as_of"]), Some("as_of"));
        assert_eq!(close("Won-Stages", &["won_stages"]), Some("won_stages"));
        assert_eq!(close("sla_hours", &["clock", "review_sla_hours"]), Some("review_sla_hours"));
        assert_eq!(close("onwer", &["name", "owner"]), Some("owner"));
    }

    #[test]
    fn another_word_is_not_close_but_there_is_always_a_nearest() {
        assert_eq!(close("budget", &["name", "owner"]), None);
        assert!(nearest("budget", ["name"]).is_some());
        assert_eq!(nearest("budget", []), None);
    }
}
