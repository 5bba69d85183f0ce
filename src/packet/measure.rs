//! The tests that an answer must pass to be more than vague: a measure with a direction, an event with a date.
//!
//! Deterministic word lists (our judgement, English first): a digit settles both tests, because a number or a date is
//! what they ask for.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Words that name a direction.
const DIRECTIONS: &[&str] = &[
    "increase",
    "increases",
    "increased",
    "raise",
    "raised",
    "grow",
    "growth",
    "improve",
    "improved",
    "higher",
    "more",
    "double",
    "triple",
    "reduce",
    "reduces",
    "reduced",
    "reduction",
    "lower",
    "less",
    "fewer",
    "cut",
    "cuts",
    "decrease",
    "decreased",
    "shorten",
    "shorter",
    "faster",
    "halve",
    "half",
    "eliminate",
    "zero",
    "below",
    "under",
    "above",
    "over",
    "within",
    "reach",
    "drop",
    "stop",
];
/// Words that name something that is measured.
const MEASURES: &[&str] = &[
    "time",
    "times",
    "cost",
    "costs",
    "revenue",
    "churn",
    "retention",
    "adoption",
    "usage",
    "tickets",
    "ticket",
    "csat",
    "nps",
    "conversion",
    "utilisation",
    "utilization",
    "productivity",
    "throughput",
    "errors",
    "error",
    "defects",
    "downtime",
    "uptime",
    "hours",
    "days",
    "weeks",
    "minutes",
    "backlog",
    "volume",
    "rate",
    "margin",
    "sales",
    "pipeline",
    "users",
    "seats",
    "logins",
    "turnaround",
    "handling",
    "response",
    "resolution",
    "accuracy",
    "coverage",
    "spend",
    "savings",
    "sla",
    "attrition",
    "turnover",
    "incidents",
    "calls",
    "satisfaction",
    "forecast",
    "cycle",
];
/// Numbers as words.
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty",
    "thirty", "forty", "fifty", "hundred", "thousand", "million", "percent", "quarter", "third",
];
/// Months, weekdays and words of time that date an event.
const DATES: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "deadline",
    "quarter",
    "q1",
    "q2",
    "q3",
    "q4",
    "today",
    "tomorrow",
    "week",
    "month",
    "year",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "eoy",
    "eoq",
    "christmas",
];
/// Words that name an event or a change.
const EVENTS: &[&str] = &[
    "expire",
    "expires",
    "expired",
    "expiring",
    "expiry",
    "renewal",
    "renews",
    "ends",
    "ending",
    "end",
    "audit",
    "regulation",
    "compliance",
    "gdpr",
    "merger",
    "merged",
    "acquisition",
    "acquired",
    "migration",
    "migrating",
    "migrate",
    "launch",
    "launching",
    "reorganisation",
    "reorganization",
    "restructuring",
    "restructure",
    "layoffs",
    "hired",
    "hiring",
    "joined",
    "left",
    "leaving",
    "leaves",
    "replaced",
    "replacing",
    "replace",
    "sunset",
    "sunsetting",
    "discontinued",
    "outage",
    "breach",
    "incident",
    "failed",
    "failing",
    "ipo",
    "funding",
    "raised",
    "round",
    "budget",
    "expansion",
    "expanding",
    "opening",
    "opened",
    "moving",
    "move",
    "moved",
    "switching",
    "switch",
    "changed",
    "change",
    "new",
    "mandate",
    "mandated",
    "board",
    "cutover",
    "certification",
    "penalty",
    "fine",
    "growth",
    "doubled",
    "approved",
    "signed",
    "announced",
    "rollout",
    "season",
    "peak",
    "conference",
    "tender",
    "rfp",
];

/// What a word is, as bits.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds(u8);

const DIRECTION: u8 = 1;
const MEASURE: u8 = 2;
const NUMBER: u8 = 4;
const EVENT: u8 = 8;

/// All words of the lists; asked once a word of millions of texts.
static WORDS: LazyLock<FxHashMap<&str, Kinds>> = LazyLock::new(|| {
    let lists = [(DIRECTION, DIRECTIONS), (MEASURE, MEASURES), (NUMBER, NUMBERS), (EVENT, EVENTS), (EVENT, DATES)];
    let mut words: FxHashMap<&str, Kinds> = FxHashMap::default();
    for (kind, list) in lists {
        list.iter().for_each(|word| words.entry(word).or_default().0 |= kind);
    }
    words
});

/// Whether a text holds a number, a percentage, a date, or a named measure with a direction.
pub(super) fn names_a_measure(text: &str) -> bool {
    has_digit(text) || {
        let kinds = kinds_of_words(text);
        kinds & NUMBER != 0 || (kinds & DIRECTION != 0 && kinds & MEASURE != 0)
    }
}

/// Whether a text names an event, a date, a deadline or a change.
pub(super) fn names_an_event(text: &str) -> bool {
    has_digit(text) || kinds_of_words(text) & EVENT != 0
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The kinds of all words of a text.
fn kinds_of_words(text: &str) -> u8 {
    text.split(|character: char| !character.is_alphanumeric()).fold(0, |kinds, word| kinds | kinds_of_word(word))
}

/// No word of the lists is longer, in bytes.
const LONGEST_WORD: usize = 16;

/// The kinds of one word; all listed words are ASCII.
fn kinds_of_word(word: &str) -> u8 {
    if word.is_empty() || word.len() > LONGEST_WORD || !word.is_ascii() {
        return 0;
    }
    let mut lower = [0; LONGEST_WORD];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|word| WORDS.get(word)).map_or(0, |kinds| kinds.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_listed_words_can_all_be_found() {
        for word in WORDS.keys() {
            assert_ne!(kinds_of_word(&word.to_uppercase()), 0, "{word}");
        }
    }

    #[test]
    fn a_measure_needs_a_number_or_a_direction_with_something_measured() {
        assert!(names_a_measure("Cut handling time"));
        assert!(names_a_measure("resolve within 24 h"));
        assert!(names_a_measure("halve it by a third"));
        assert!(!names_a_measure("Make the users happy"));
    }

    #[test]
    fn an_event_is_named_or_dated() {
        assert!(names_an_event("The old contract expires"));
        assert!(names_an_event("by end of Q3"));
        assert!(!names_an_event("They like it"));
    }
}
