//! The tests that an answer must pass to be more than vague: a measure with a direction, an event with a date.
//!
//! Deterministic word lists (our judgement, English first): a digit settles both tests, because a number or a date is
//! what they ask for.

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

/// Whether a text holds a number, a percentage, a date, or a named measure with a direction.
pub(super) fn names_a_measure(text: &str) -> bool {
    if has_digit(text) {
        return true;
    }
    let (mut has_direction, mut has_measure, mut has_number) = (false, false, false);
    for_each_word(text, |word| {
        has_direction |= DIRECTIONS.contains(&word);
        has_measure |= MEASURES.contains(&word);
        has_number |= NUMBERS.contains(&word);
    });
    has_number || (has_direction && has_measure)
}

/// Whether a text names an event, a date, a deadline or a change.
pub(super) fn names_an_event(text: &str) -> bool {
    let mut has_event = has_digit(text);
    if !has_event {
        for_each_word(text, |word| has_event |= EVENTS.contains(&word) || DATES.contains(&word));
    }
    has_event
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn for_each_word(text: &str, mut visit: impl FnMut(&str)) {
    let mut lower = String::new();
    for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        visit(&lower);
    }
}
