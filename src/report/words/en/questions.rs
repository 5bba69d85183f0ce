//! What people told, and what nobody has.

use crate::report::format;

/// Heads of the tables.
pub(crate) const LABELS: [&str; 3] = ["Question", "State", "Answer"];
/// A question with an answer.
pub(crate) const TOLD: &str = "Told";
/// A question without one.
pub(crate) const OPEN: &str = "Open";
/// See [`OPEN`].
pub(crate) const NO_ANSWER: &str = "nobody has answered";

/// How many questions are answered, and what an answer is worth.
pub(crate) fn note(all: u64, told: u64) -> String {
    match (all, told) {
        (0, _) => "No question is asked.".to_owned(),
        (_, 0) => "None of these questions has an answer yet. Answers stand under [questionnaire] in audit.toml, each with a name and a day; they are shown as told, never as observed.".into(),
        (all, told) => format!("{} questions are answered. An answer is what somebody told, with a name and a day; it is never shown as observed.", format::k_of_n(told, all)),
    }
}

/// Who told it, and when.
pub(crate) fn told(by: &str, on: &str) -> String {
    format!("by {by} on {}", format::date(on))
}

/// A topic with its questions.
pub(crate) fn caption(topic: &str, n: u64) -> String {
    format!("{topic}: {}", format::plural(n, "question", "questions"))
}
