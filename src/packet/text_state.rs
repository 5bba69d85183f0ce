//! Whether a text is an answer: blank, placeholder, explicit none, vague, or answered.

use rustc_hash::FxHashSet;

use crate::domain::{dotted_letters, fold};
use crate::settings::{Measure, Placeholders};

use super::measure::{names_a_measure, names_an_event};
use super::model::FieldState;

/// Texts longer than this many bytes are never compared with the lists: no entry is near that long.
const LONGEST_LISTED: usize = 96;
/// Rows of neighbouring keys.
const KEY_ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
/// The shortest text that can be a run on the keyboard.
const SHORTEST_RUN: usize = 4;
/// What says in German that nothing is said, beside the lists: they are the checklist's.
const NOT_STATED: [&str; 2] = ["keine angabe", "ohne angabe"];
/// Its letters, which stand for it with dots alone: without them they are a name's.
const NOT_STATED_LETTERS: &str = "ka";

/// The lists of the checklist, ready to compare with.
#[derive(Debug)]
pub(super) struct TextRules {
    exact: FxHashSet<String>,
    explicit_none: FxHashSet<String>,
    /// Length of the longest entry of both lists, in bytes.
    longest_entry: usize,
    repeated_character: bool,
    keyboard_run: bool,
    own_label: bool,
    /// Ids of people that look like placeholders, as `22` does.
    odd_ids: FxHashSet<String>,
}

/// What an item allows and asks of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand<'a> {
    /// Folded labels of the field; a text that only repeats one is no answer.
    pub(super) labels: &'a [String],
    /// Whether "none" is an answer.
    pub(super) none_ok: bool,
    /// What an answer must hold.
    pub(super) measure: Option<Measure>,
}

impl TextRules {
    pub(super) fn new(placeholders: &Placeholders) -> TextRules {
        let list = |entries: &[String]| entries.iter().map(|text| bare(text)).collect::<FxHashSet<String>>();
        let (exact, explicit_none) = (list(&placeholders.exact), list(&placeholders.explicit_none));
        TextRules {
            longest_entry: exact.iter().chain(&explicit_none).map(String::len).max().unwrap_or(0),
            exact,
            explicit_none,
            repeated_character: placeholders.repeated_character,
            keyboard_run: placeholders.keyboard_run,
            own_label: placeholders.own_label,
            odd_ids: FxHashSet::default(),
        }
    }

    /// The same, knowing the ids of people: whoever has one of them is somebody.
    pub(super) fn knowing<'a>(mut self, ids: impl Iterator<Item = &'a str>) -> TextRules {
        self.odd_ids = ids.filter(|id| self.is_placeholder_name(id)).map(str::to_owned).collect();
        self
    }

    /// The state of a text that stands in a captured field. Persons are judged by the caller.
    pub(super) fn judge(&self, text: &str, demand: Demand<'_>) -> FieldState {
        let text = text.trim();
        if text.is_empty() {
            return FieldState::Blank;
        }
        if text.len() <= LONGEST_LISTED {
            let listed = self.listed(text);
            if listed.as_ref().is_some_and(|bare| self.explicit_none.contains(bare)) {
                return if demand.none_ok { FieldState::ExplicitNone } else { FieldState::Placeholder };
            }
            if self.is_placeholder(text, listed.as_deref(), demand.labels) {
                return FieldState::Placeholder;
            }
        }
        match demand.measure {
            Some(Measure::Number) if !names_a_measure(text) => FieldState::Vague,
            Some(Measure::Event) if !names_an_event(text) => FieldState::Vague,
            _ => FieldState::Answered,
        }
    }

    /// Whether the text says that there are none.
    pub(super) fn is_explicit_none(&self, text: &str) -> bool {
        text.len() <= LONGEST_LISTED && self.listed(text).is_some_and(|bare| self.explicit_none.contains(&bare))
    }

    /// Whether a short text, a name say, is a placeholder.
    pub(super) fn is_placeholder_name(&self, text: &str) -> bool {
        let listed = self.listed(text);
        let is_listed = |bare: &String| self.explicit_none.contains(bare) || self.exact.contains(bare);
        listed.as_ref().is_some_and(is_listed)
            || (!is_initials(text.trim()) && self.is_placeholder(text.trim(), listed.as_deref(), &[]))
    }

    /// Whether the text in a person's place is somebody's: neither blank nor a placeholder.
    pub(super) fn names_somebody(&self, text: &str) -> bool {
        !text.is_empty() && (!self.is_placeholder_name(text) || self.odd_ids.contains(text))
    }

    /// Whether the text in a field of numbers, dates or yes and no is no value at all.
    pub(super) fn is_placeholder_value(&self, text: &str) -> bool {
        self.is_placeholder(text.trim(), self.listed(text).as_deref(), &[])
    }

    /// The text as the lists hold theirs; `None` when it has more letters than any of them.
    fn listed(&self, text: &str) -> Option<String> {
        let core = core(text);
        let n_bytes = core.bytes().filter(|byte| !byte.is_ascii_whitespace()).take(self.longest_entry + 1).count();
        (n_bytes <= self.longest_entry).then(|| bare(core))
    }

    fn is_placeholder(&self, text: &str, listed: Option<&str>, labels: &[String]) -> bool {
        listed.is_some_and(|bare| bare.is_empty() || self.exact.contains(bare) || NOT_STATED.contains(&bare))
            || dotted_letters(text)
                .is_some_and(|letters| letters == NOT_STATED_LETTERS || self.exact.contains(&letters))
            || (self.repeated_character && is_one_character(text))
            || (self.keyboard_run && is_keyboard_run(core(text)))
            || (self.own_label && is_own_label(text, labels))
    }
}

/// Whether the text only repeats one of the folded labels.
fn is_own_label(text: &str, labels: &[String]) -> bool {
    let longest = labels.iter().map(String::len).max().unwrap_or(0);
    let n_bytes = text.bytes().filter(|byte| byte.is_ascii_alphanumeric()).take(longest + 1).count();
    n_bytes <= longest && !labels.is_empty() && labels.contains(&fold(text))
}

/// Without surrounding punctuation and white space.
fn core(text: &str) -> &str {
    text.trim_matches(|character: char| !character.is_alphanumeric())
}

/// Lower case, without surrounding punctuation, inner white space single. Text of punctuation alone becomes empty.
fn bare(text: &str) -> String {
    let lower = text.to_lowercase();
    let trimmed = lower.trim_matches(|character: char| !character.is_alphanumeric());
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a name is two equal capitals, as those of Cara Cole are, or capitals with dots that mean nothing in English:
/// a person, though one character is repeated, or the letters are those of `k.A.`.
fn is_initials(name: &str) -> bool {
    let mut letters = name.chars();
    let (first, second, more) = (letters.next(), letters.next(), letters.next());
    let is_dotted = || dotted_letters(name).is_some_and(|letters| letters == NOT_STATED_LETTERS);
    first.is_some_and(char::is_uppercase) && ((first == second && more.is_none()) || is_dotted())
}

/// One character, at least twice.
fn is_one_character(text: &str) -> bool {
    let mut characters = text.chars().filter(|character| !character.is_whitespace());
    let Some(first) = characters.next() else { return false };
    let mut n_more = 0;
    characters.all(|character| {
        n_more += 1;
        character == first
    }) && n_more > 0
}

/// Whether all letters stand in runs of at least three keys beside each other, one way: `asdf`, `qweqwe`, `lkjh`.
fn is_keyboard_run(core: &str) -> bool {
    let mut letters = core.chars().filter(|character| !character.is_whitespace()).map(|c| c.to_ascii_lowercase());
    let Some(mut last) = letters.next().filter(char::is_ascii_lowercase) else { return false };
    let (mut run, mut way, mut n_letters) = (1, None, 1);
    for letter in letters {
        let step = step(last, letter);
        if step.is_some() && (way.is_none() || way == step) {
            (run, way) = (run + 1, step);
        } else if run >= 3 && letter.is_ascii_lowercase() {
            (run, way) = (1, None);
        } else {
            return false;
        }
        last = letter;
        n_letters += 1;
    }
    run >= 3 && n_letters >= SHORTEST_RUN
}

/// One key to the right, or to the left, in the same row; `None` for anything else.
fn step(left: char, right: char) -> Option<bool> {
    KEY_ROWS.iter().find_map(|row| {
        let (left, right) = (row.find(left)?, row.find(right)?);
        (left.abs_diff(right) == 1).then_some(right > left)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Checklist;

    fn state(text: &str, none_ok: bool, measure: Option<Measure>) -> FieldState {
        let rules = TextRules::new(&Checklist::shipped().placeholders);
        rules.judge(text, Demand { labels: &["successmetric".to_owned()], none_ok, measure })
    }

    #[test]
    fn placeholders_are_no_answers() {
        for text in [
            "TBD",
            " n/a ",
            "#N/A",
            "-",
            "...",
            "xxxx",
            "asdf",
            "qweqwe",
            "see notes.",
            "Success metric:",
            "(blank)",
            "n.a.",
            "n. a.",
            "N.A",
            "k.A.",
            "k. A.",
            "K.A.",
            "Keine Angabe.",
            "tbc",
            "t.b.c.",
            "t.b.d.",
            "T.B.A.",
        ] {
            assert_eq!(state(text, true, None), FieldState::Placeholder, "{text}");
        }
    }

    #[test]
    fn two_equal_capitals_are_a_person_and_no_text() {
        let rules = TextRules::new(&Checklist::shipped().placeholders);
        for name in ["CC", " JJ ", "ÖÖ", "AB", "KA", "K.A.", "A.B."] {
            assert!(!rules.is_placeholder_name(name), "{name}");
        }
        for name in ["XX", "xx", "cc", "CCC", "--", "11", "TBD", "none", "n.a.", "k.A.", "t.b.d.", "keine Angabe"] {
            assert!(rules.is_placeholder_name(name), "{name}");
        }
        assert_eq!(state("CC", true, None), FieldState::Placeholder);
    }

    #[test]
    fn none_is_an_answer_only_where_it_is_allowed() {
        assert_eq!(state("None identified.", true, None), FieldState::ExplicitNone);
        assert_eq!(state("none", false, None), FieldState::Placeholder);
    }

    #[test]
    fn an_answer_without_a_measure_is_vague() {
        assert_eq!(state("Make things better", false, Some(Measure::Number)), FieldState::Vague);
        assert_eq!(state("Cut handling time by 20 %", false, Some(Measure::Number)), FieldState::Answered);
        assert_eq!(state("They like us", false, Some(Measure::Event)), FieldState::Vague);
        assert_eq!(state("Old contract expires in March", false, Some(Measure::Event)), FieldState::Answered);
    }

    #[test]
    fn blank_and_white_space_are_blank() {
        assert_eq!(state(" \t ", true, None), FieldState::Blank);
    }

    #[test]
    fn ordinary_words_are_not_keyboard_runs() {
        assert_eq!(state("were", false, None), FieldState::Answered);
        assert_eq!(state("property", false, None), FieldState::Answered);
        assert_eq!(state("Salesforce", false, None), FieldState::Answered);
    }
}
