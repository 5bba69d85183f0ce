//! Facts about the data that a reader must know, with what to do about them.

use serde::Serialize;

use super::super::words::health as say;
use super::super::{format, words};
use super::parts::slug;
use crate::audit::{Audit, DataNote};

/// The section.
#[derive(Serialize)]
pub(crate) struct Health {
    empty: Option<&'static str>,
    notes: Vec<Note>,
}

#[derive(Serialize)]
struct Note {
    id: String,
    count: String,
    sentence: String,
    advice: Option<String>,
    examples: Vec<String>,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Health {
    // Kinds may repeat; ids must not.
    let note = |(place, note): (usize, &DataNote)| Note {
        id: slug("note-", &format!("{}-{}", note.kind, place + 1)),
        count: format::count(note.count),
        sentence: words::sentence(&note.sentence),
        advice: note.advice.as_deref().map(words::sentence),
        examples: if is_named { note.examples.clone() } else { Vec::new() },
    };
    Health {
        empty: audit.data_health.is_empty().then_some(say::NONE),
        notes: audit.data_health.iter().enumerate().map(note).collect(),
    }
}
