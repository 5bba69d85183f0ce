//! The conditions under which an audit or a pilot must not go ahead: what the exports show of each, and what people told.
//!
//! An answer of the questionnaire overrides what the exports suggest, because they can only suggest; both are kept, so
//! that a reader sees that it was told. While a condition is not met, outcomes are withheld and [`fix_first`] says what
//! to mend. The thresholds are our judgement; the specification names the conditions.

mod observe;

use crate::settings::questionnaire::{Answer, QUESTIONS, Reply};
use crate::settings::{Questionnaire, Settings};

use super::deals::Places;
use super::{AskedQuestion, Fix, ItemSummary, Readiness, Told};

/// What the exports show of one condition.
struct Observed {
    state: &'static str,
    evidence: String,
}

impl Observed {
    fn unknown(evidence: impl Into<String>) -> Observed {
        Observed { state: "unknown", evidence: evidence.into() }
    }
}

/// A condition: its id, its question, and what to do where it is not met.
const CONDITIONS: [(&str, &str, &str); 4] = [
    (
        "sales_notes_reliable",
        "Are sales notes there to rely on?",
        "Have AEs write call and meeting notes into the CRM within two days, in their own words for each deal",
    ),
    (
        "source_documents_accessible",
        "Are the signed documents at hand?",
        "Put the signed scope, or a link that CS can open, on every won deal",
    ),
    (
        "cs_can_reject",
        "Can CS return a handoff?",
        "Give CS a way to return a handoff with a reason, and have it go back to the AE",
    ),
    (
        "coverage",
        "Do the exports cover the same customers?",
        "Export all tables for the same won deals, with the deal id in each, and without a filter",
    ),
];

/// What to export where a condition cannot be judged.
const EXPORT_NOTES: &str = "export notes, calls and meetings with their text and the id of their deal";
const EXPORT_SCOPE: &str = "export the signed scope, or a link to it, with each deal";
const EXPORT_REVIEWS: &str = "export the review log (who accepted or returned which handoff, and when)";

/// Each condition with what was seen and what was told.
pub(super) fn readiness(places: &Places<'_>) -> Vec<Readiness> {
    let Places { book, assembly, assessed, settings } = *places;
    let crowd = &assessed.crowd;
    CONDITIONS
        .iter()
        .map(|&(id, title, _)| {
            let observed = match id {
                "sales_notes_reliable" => observe::ruled(crowd, "HA902", observe::notes, EXPORT_NOTES),
                "source_documents_accessible" => observe::ruled(crowd, "HA903", observe::documents, EXPORT_SCOPE),
                "cs_can_reject" => observe::ruled(crowd, "HA901", observe::returns, EXPORT_REVIEWS),
                _ => observe::coverage(book, assembly, assessed),
            };
            judged(id, title, observed, settings.questionnaire.answer(id))
        })
        .collect()
}

fn judged(id: &'static str, title: &'static str, observed: Observed, answer: Option<&Answer>) -> Readiness {
    let state = match answer.map(|answer| &answer.reply) {
        Some(Reply::Yes) => "ready",
        Some(Reply::No) => "not_ready",
        // Told in part settles nothing.
        Some(Reply::Partly | Reply::Words(_)) | None => observed.state,
    };
    Readiness { id, title, state, evidence: observed.evidence, observed: observed.state, told: answer.map(told) }
}

/// What was told about a condition.
pub(super) fn answered(settings: &Settings, id: &str) -> Option<Told> {
    settings.questionnaire.answer(id).map(told)
}

fn told(answer: &Answer) -> Told {
    Told {
        answer: answer.reply.text().to_owned(),
        by: answer.by.clone(),
        on: answer.on.clone(),
        note: answer.note.clone(),
        evidence: answer.evidence.clone(),
    }
}

/// What to mend before outcomes are read, with what it rests on; empty when nothing speaks against reading them.
pub(super) fn fix_first(readiness: &[Readiness], items: &[ItemSummary]) -> Vec<Fix> {
    let failed: Vec<&Readiness> = readiness.iter().filter(|condition| condition.state == "not_ready").collect();
    if failed.is_empty() {
        return Vec::new();
    }
    let mut fixes: Vec<Fix> = failed
        .iter()
        .map(|condition| {
            let remedy = CONDITIONS.iter().find(|(id, ..)| *id == condition.id).map_or("", |(.., remedy)| remedy);
            let because = match &condition.told {
                Some(told) => {
                    format!("told by {} on {}; by the exports alone: {}", told.by, told.on, condition.evidence)
                }
                None => condition.evidence.clone(),
            };
            Fix { what: remedy.to_owned(), because }
        })
        .collect();
    let mut poor: Vec<&ItemSummary> =
        items.iter().filter(|item| item.is_eight && item.captured && 2 * item.usable() < item.required).collect();
    poor.sort_by_key(|item| (item.usable(), item.id.clone()));
    fixes.extend(poor.iter().take(3).map(|item| Fix {
        what: format!("Get \u{201c}{}\u{201d} answered at close", item.label),
        because: format!("usable in {} of {} due handoffs", item.usable(), item.required),
    }));
    fixes
}

/// Every question with its answer, in the order in which they are asked.
pub(super) fn questionnaire(questionnaire: &Questionnaire) -> Vec<AskedQuestion> {
    QUESTIONS
        .iter()
        .map(|question| AskedQuestion {
            id: question.id,
            topic: question.topic,
            question: question.text,
            why: question.why,
            told: questionnaire.answer(question.id).map(told),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::questionnaire::parse;

    fn with(answer: &str, observed: &'static str) -> Readiness {
        let text = format!("[cs_can_reject]\nanswer = \"{answer}\"\nby = \"Ana\"\non = 2026-01-02\n");
        let read = parse(&text, std::path::Path::new("questionnaire.toml")).expect("it holds");
        let observed = Observed { state: observed, evidence: "0 of 30 decisions".to_owned() };
        judged("cs_can_reject", "", observed, read.answer("cs_can_reject"))
    }

    #[test]
    fn what_is_told_overrides_what_is_seen_and_both_are_kept() {
        let told_yes = with("yes", "not_ready");
        assert_eq!((told_yes.state, told_yes.observed), ("ready", "not_ready"));
        assert_eq!(told_yes.told.map(|told| (told.answer, told.by)), Some(("yes".to_owned(), "Ana".to_owned())));
        assert_eq!(with("no", "ready").state, "not_ready");
        assert_eq!(with("partly", "unknown").state, "unknown");
    }

    #[test]
    fn an_open_question_is_never_a_pass() {
        let observed = Observed::unknown("no export holds the review log");
        assert_eq!(judged("cs_can_reject", "", observed, None).state, "unknown");
    }

    #[test]
    fn outcomes_are_withheld_only_while_a_condition_is_not_met() {
        assert!(fix_first(&[with("yes", "not_ready")], &[]).is_empty());
        let fixes = fix_first(&[with("no", "ready")], &[]);
        assert_eq!(fixes.len(), 1);
        assert!(fixes[0].what.starts_with("Give CS a way to return"));
    }
}
