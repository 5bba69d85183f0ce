//! What the days in the exports do not tell: in which of two ways they are written, whether a spreadsheet has changed them,
//! and which decisions have none.

use crate::audit::DataNote;
use crate::domain::{TableKind, counted, fold};
use crate::map::Book;

use super::{MAX_EXAMPLES, note};

/// Columns that could be read in two ways, and nothing in the file says in which.
pub(super) fn open_notations(book: &Book) -> Option<DataNote> {
    let open = book.files.iter().flat_map(|file| {
        let notes = file.notes.iter().filter(|note| note.is_open);
        notes.map(|note| format!("{}: {note}", file.path))
    });
    let open: Vec<String> = open.collect();
    (!open.is_empty()).then(|| {
        let sentence = counted(
            open.len() as u64,
            "column of dates or numbers could be read in two ways",
            "columns of dates or numbers could be read in two ways",
        );
        let mut note =
            note("open-notation", open.len() as u64, sentence, Some("say in audit.toml how they are written"));
        note.examples = open.into_iter().take(MAX_EXAMPLES).collect();
        note
    })
}

/// Columns whose values another program has likely changed before they were exported.
pub(super) fn suspect_columns(book: &Book) -> Option<DataNote> {
    let notes = book.files.iter().flat_map(|file| file.notes.iter().map(move |note| (file, note)));
    let suspect: Vec<String> =
        notes.filter(|(_, note)| note.is_suspect).map(|(file, note)| format!("{}: {note}", file.path)).collect();
    let n = suspect.len() as u64;
    let sentence = counted(
        n,
        "column of dates has likely lost its days and months to a spreadsheet: what rests on it is likely wrong",
        "columns of dates have likely lost their days and months to a spreadsheet: what rests on them is likely wrong",
    );
    let advice = "export these files anew from their source, and do not save them in a spreadsheet in between";
    (n > 0).then(|| DataNote {
        examples: suspect.into_iter().take(MAX_EXAMPLES).collect(),
        ..note("swapped-days", n, sentence, Some(advice))
    })
}

/// Entries of the review log that say no time: nobody can tell what came first, or whether it had happened by `as_of`.
pub(super) fn undated_decisions(book: &Book) -> Vec<DataNote> {
    let Some(table) = book.any_table(TableKind::Reviews) else { return Vec::new() };
    let (events, times) = (table.symbols("event"), table.times("occurred_at"));
    let undated = (0..table.n_rows()).filter(|&row| !events.get(row).is_blank() && times.get(row).is_none());
    let is_decision = |row: usize| ["accepted", "returned"].contains(&fold(book.text(events.get(row))).as_str());
    let is_unread = |row: usize| is_decision(row) && table.is_unread(row, "occurred_at");
    let (unread, blank): (Vec<usize>, Vec<usize>) = undated.partition(|&row| is_unread(row));
    let place = |&row: &usize| format!("{}: {}", book.place(table.row_origin(row)), book.text(events.get(row)));
    let said = |kind: &str, rows: &[usize], words: [&str; 2], advice: &str| {
        let n = rows.len() as u64;
        let examples = rows.iter().take(MAX_EXAMPLES).map(place).collect();
        (n > 0).then(|| DataNote { examples, ..note(kind, n, counted(n, words[0], words[1]), Some(advice)) })
    };
    let no_date = [
        "entry of the review log has no date and counts as no decision",
        "entries of the review log have no date and count as no decision",
    ];
    let no_day = [
        "entry of the review log has a date that could not be read; its handoff is in no figure about acceptance",
        "entries of the review log have a date that could not be read; their handoffs are in no figure about acceptance",
    ];
    let beside = "keep the date of each decision beside it, in a column \"Review Date\"";
    let in_full = "write each date in full, with its year, or say in audit.toml how it is written (date_order)";
    let notes = [said("undated-decision", &blank, no_date, beside), said("unread-decision", &unread, no_day, in_full)];
    notes.into_iter().flatten().collect()
}
