//! What no export can show: what people told, by whom and when, and the questions that are still open.

use super::super::words;
use super::super::words::questions as say;
use super::definitions::Tables;
use super::parts::{Cell, Mark, Row, Table, slug};
use crate::audit::{AskedQuestion, Audit};

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Tables {
    let all = audit.questionnaire.len() as u64;
    let told = audit.questionnaire.iter().filter(|question| question.told.is_some()).count() as u64;
    let mut topics: Vec<&str> = audit.questionnaire.iter().map(|question| question.topic).collect();
    topics.dedup();
    Tables {
        note: Some(say::note(all, told)),
        tables: topics.iter().enumerate().map(|(place, topic)| table(audit, topic, place)).collect(),
    }
}

fn table(audit: &Audit, topic: &str, place: usize) -> Table {
    let line = |question: &AskedQuestion| Row {
        id: Some(slug("question-", question.id)),
        cells: vec![
            Cell::text(question.question).sub(question.why),
            match &question.told {
                Some(told) => Cell::mark(Mark::new("note", say::TOLD)).sub(say::told(&told.by, &told.on)),
                None => Cell::mark(Mark::new("cannot", say::OPEN)),
            },
            match &question.told {
                Some(told) => {
                    let more = [&told.note, &told.evidence].into_iter().flatten().map(|text| words::sentence(text));
                    let more = more.collect::<Vec<_>>().join(" ");
                    let cell = Cell::text(words::sentence(&told.answer));
                    if more.is_empty() { cell } else { cell.sub(more) }
                }
                None => Cell::soft(say::NO_ANSWER),
            },
        ],
        ..Row::default()
    };
    let rows: Vec<Row> = audit.questionnaire.iter().filter(|question| question.topic == topic).map(line).collect();
    let caption = say::caption(topic, rows.len() as u64);
    Table::new(format!("table-questions-{}", place + 1), caption, &say::LABELS, rows)
}
