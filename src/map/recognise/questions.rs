//! The questions of handoff forms: a column of answers is headed by what was asked.

use std::sync::LazyLock;

use serde::Deserialize;

use super::headings::Headings;
use super::words::spaced;
use crate::domain::TableKind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Questions {
    question: Vec<Question>,
}

/// What questions ask for a field of the deal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// The field of the deals, by name.
    pub(super) field: String,
    /// Words that stand in such a question, in lower case with single spaces.
    phrases: Vec<String>,
}

static QUESTIONS: LazyLock<Vec<Question>> = LazyLock::new(|| {
    let shipped: Questions =
        toml::from_str(include_str!("../profiles/questions.toml")).expect("the shipped questions follow the schema");
    shipped.question
});

/// What begins a question of how well somebody handed over, in lower case with single spaces.
const OF_GRADES: [&str; 12] = [
    "was the",
    "was a",
    "was there",
    "were the",
    "were there",
    "were you",
    "did you receive",
    "did you get",
    "how clear",
    "how well",
    "how complete",
    "rate the",
];
/// What stands in such a question.
const IN_GRADES: [&str; 8] = [
    "documented",
    "written down",
    "passed on",
    "clear enough",
    "how satisfied",
    "how useful",
    "easy to find",
    "quality of",
];

/// Whether a question asks how well a handoff went: its answers are grades by who received it, and no answers of the rep.
fn is_graded(text: &str) -> bool {
    OF_GRADES.iter().any(|begin| text.trim_start().starts_with(begin))
        || IN_GRADES.iter().any(|part| text.contains(part))
}

/// What a heading asks for, and the phrase that says so.
pub(super) fn asked(heading: &str) -> Option<(&'static Question, &'static str)> {
    let text = format!(" {}", spaced(heading));
    if is_graded(&text) {
        return None;
    }
    QUESTIONS.iter().find_map(|question| {
        let phrase = question.phrases.iter().find(|phrase| text.contains(&format!(" {phrase}")))?;
        Some((question, phrase.as_str()))
    })
}

/// How many fields of the deal a file asks for.
pub(super) fn n_asked(headings: &Headings<'_>) -> usize {
    let mut fields: Vec<&str> =
        headings.texts().filter_map(asked).map(|(question, _)| question.field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.len()
}

/// The field's place among those of the deals.
pub(super) fn field_of(question: &Question) -> Option<usize> {
    TableKind::Deals.field(&question.field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_asks_for_one_field() {
        for (heading, field) in [
            ("What problem are they solving? Why now?", Some("why_now")),
            ("Success metric in 90 days", Some("success_metric")),
            ("What does success look like?", Some("success_metric")),
            ("Is the champion at risk of leaving?", Some("champion_at_risk")),
            ("Any risks or red flags?", Some("implementation_risks")),
            ("What did we promise?", Some("verbal_commitments")),
            ("Target go-live date", Some("go_live_target")),
            ("Key pains", Some("pain_points")),
            ("Campaign", None),
            ("Company", None),
            ("Asterisk", None),
        ] {
            assert_eq!(asked(heading).map(|(question, _)| question.field.as_str()), field, "{heading}");
        }
        assert!(QUESTIONS.iter().all(|question| field_of(question).is_some()));
    }
}
