//! What was set aside, mended or read otherwise, by kind.

use std::collections::BTreeMap;

use crate::audit::DataNote;
use crate::domain::counted;
use crate::map::{
    AMBIGUOUS_NAME, Book, GIVES_WAY, LINKED_BY_DOMAIN, LINKED_BY_NAME, OLDER_COPY, TOLD_TWICE, UNKNOWN_NAME, described,
};

use super::{MAX_EXAMPLES, example, note};

/// What the ledger holds, by kind, with the first places.
pub(super) fn notes(book: &Book) -> Vec<DataNote> {
    let mut kinds: BTreeMap<&str, DataNote> = BTreeMap::new();
    let own = ["unlinked-row", "blank", "preamble", LINKED_BY_NAME, LINKED_BY_DOMAIN, AMBIGUOUS_NAME, UNKNOWN_NAME];
    for entry in book.ledger.iter().filter(|entry| !own.contains(&entry.kind)) {
        let known = kinds.entry(entry.kind).or_insert_with(|| note(entry.kind, 0, String::new(), None));
        known.count += 1;
        if known.examples.len() < MAX_EXAMPLES {
            known.examples.push(example(book, entry));
        }
    }
    let mut notes: Vec<DataNote> = kinds.into_values().collect();
    for note in &mut notes {
        note.sentence = sentence(&note.kind, note.count);
        if note.kind == FILTERED {
            note.sentence.push_str(&reasons(book));
        }
        note.advice = match note.kind.as_str() {
            TOLD_TWICE => {
                Some("the deals export stands, then the first row: correct the other, so that one source holds")
            }
            GIVES_WAY => Some(
                "keep one of the files, or export when each deal was last modified, so that its latest state stands",
            ),
            OLDER_COPY => Some("keep the newest of these files only; which is later is told by the names of the files"),
            "unreadable-cell" => Some(
                "say in audit.toml how they are written (date_order, decimal, or what a word means in [source.values]), or \
                 export them in one notation; nobody is asked for what a deal's cell with digits in it may hold, while words in \
                 the place of a date or a number are asked for as a placeholder",
            ),
            kind => described(kind).and_then(|(_, remedy)| remedy),
        }
        .map(str::to_owned);
    }
    notes.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.kind.cmp(&right.kind)));
    notes
}

/// Rows that one of their cells sets aside: deleted ones, old versions, steps of a task.
const FILTERED: &str = "filtered-row";

/// Why rows were set aside for what they say, the commonest reason first.
fn reasons(book: &Book) -> String {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for entry in book.ledger.iter().filter(|entry| entry.kind == FILTERED) {
        *counts.entry(&entry.note).or_default() += 1;
    }
    let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let said: Vec<String> = counts.into_iter().map(|(why, n)| format!("{why} ({n})")).collect();
    format!(": {}", said.join(", "))
}

fn sentence(kind: &str, count: u64) -> String {
    let (one, many) = match kind {
        "unreadable-cell" => (
            "cell is full and could not be read as its field's kind",
            "cells are full and could not be read as their field's kind",
        ),
        "placeholder-cell" => (
            "cell of ids, dates or numbers says in words that there is no value",
            "cells of ids, dates or numbers say in words that there is no value",
        ),
        "by-account-instead" => (
            "row names no deal of its account by its name or id, and went by its account",
            "rows name no deal of their accounts by its name or id, and went by their accounts",
        ),
        "not-held" => (
            "day of an event was left out, as its row says that the event did not take place, or not yet",
            "days of events were left out, as their rows say that the events did not take place, or not yet",
        ),
        "damaged-id" => (
            "id was turned into a number by a spreadsheet and joins nothing",
            "ids were turned into numbers by a spreadsheet and join nothing",
        ),
        "row-without-id" => (
            "row is a title, a total or part of a table and was set aside",
            "rows are titles, totals or parts of a table and were set aside",
        ),
        "identical-row" => ("row repeats another row and was collapsed", "rows repeat another row and were collapsed"),
        FILTERED => {
            ("row was set aside for what it says of itself", "rows were set aside for what they say of themselves")
        }
        "local-time-gap" => (
            "local time falls into an hour that the clock skipped",
            "local times fall into an hour that the clock skipped",
        ),
        "local-time-overlap" => (
            "local time falls into an hour that the clock showed twice",
            "local times fall into an hour that the clock showed twice",
        ),
        "quotes-kept" => (
            "row holds a quote that bounds no cell and was used with it as text",
            "rows hold a quote that bounds no cell and were used with it as text",
        ),
        "read-as-windows-1252" => (
            "row is not UTF-8; it was read as Windows-1252 and used",
            "rows are not UTF-8; they were read as Windows-1252 and used",
        ),
        "mojibake-mended" => (
            "row was UTF-8 taken for Windows-1252; its text was put right",
            "rows were UTF-8 taken for Windows-1252; their text was put right",
        ),
        TOLD_TWICE => (
            "row with handoff fields says otherwise what the deals, or an earlier row, already say",
            "rows with handoff fields say otherwise what the deals, or an earlier row, already say",
        ),
        GIVES_WAY => (
            "row of a deal tells otherwise what the deal was completed with from another file, and neither says when it was changed: the file that comes last by its name was believed",
            "rows of deals tell otherwise what the deals were completed with from other files, and none says when it was changed: the file that comes last by its name was believed",
        ),
        OLDER_COPY => (
            "row or entry of an older copy gave way to a newer one, which has it anew or no longer",
            "rows or entries of older copies gave way to newer ones, which have them anew or no longer",
        ),
        other => return set_aside(other, count),
    };
    counted(count, one, many)
}

fn set_aside(kind: &str, count: u64) -> String {
    match described(kind) {
        Some((what, _)) => {
            format!("{} {what}", counted(count, "row was set aside, which", "rows were set aside, each of which"))
        }
        None => format!("{} set aside: {}", counted(count, "row", "rows"), kind.replace('-', " ")),
    }
}
