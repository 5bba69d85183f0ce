//! What no export can show: what people told, by whom and when, and the questions that are still open.

use super::super::{format, words};
use super::definitions::Tables;
use super::parts::{Cell, Mark, Row, Table, slug};
use crate::audit::{AskedQuestion, Audit};

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Tables {
    let all = audit.questionnaire.len() as u64;
    let told = audit.questionnaire.iter().filter(|question| question.told.is_some()).count() as u64;
    let note = match (all, told) {
        (0, _) => "No question is asked.".to_owned(),
        (_, 0) => "None of these questions has an answer yet. Answers stand under [questionnaire] in audit.toml, each with a name and a day; they are shown as told, never as observed.".into(),
        (all, told) => format!("{} questions are answered. An answer is what somebody told, with a name and a day; it is never shown as observed.", format::k_of_n(told, all)),
    };
    let mut topics: Vec<&str> = audit.questionnaire.iter().map(|question| question.topic).collect();
    topics.dedup();
    Tables {
        note: Some(note),
        tables: topics.iter().enumerate().map(|(place, topic)| table(audit, topic, place)).collect(),
    }
}

fn table(audit: &Audit, topic: &str, place: usize) -> Table {
    let line = |question: &AskedQuestion| Row {
        id: Some(slug("question-", question.id)),
        cells: vec![
            Cell::text(question.question).sub(question.why),
            match &question.told {
                Some(told) => {
                    Cell::mark(Mark::new("note", "Told")).sub(format!("by {} on {}", told.by, format::date(&told.on)))
                }
                None => Cell::mark(Mark::new("cannot", "Open")),
            },
            match &question.told {
                Some(told) => {
                    let more = [&told.note, &told.evidence].into_iter().flatten().map(|text| words::sentence(text));
                    let more = more.collect::<Vec<_>>().join(" ");
                    let cell = Cell::text(words::sentence(&told.answer));
                    if more.is_empty() { cell } else { cell.sub(more) }
                }
                None => Cell::soft("nobody has answered"),
            },
        ],
        ..Row::default()
    };
    let rows: Vec<Row> = audit.questionnaire.iter().filter(|question| question.topic == topic).map(line).collect();
    let caption = format!("{topic}: {}", format::plural(rows.len() as u64, "question", "questions"));
    Table::new(format!("table-questions-{}", place + 1), caption, &["Question", "State", "Answer"], rows)
}
