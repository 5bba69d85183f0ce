//! Deals and rows that go by names instead of ids.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::DataNote;
use crate::domain::{FileId, TableKind, counted};
use crate::map::{AMBIGUOUS_NAME, Book, LINKED_BY_DOMAIN, LINKED_BY_NAME, UNKNOWN_NAME};
use crate::packet::Assembly;

use super::{MAX_EXAMPLES, example, note};

/// Deals of exports without a column for their ids.
pub(super) fn deals_by_name(book: &Book) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let (field, ids) = (TableKind::Deals.field("deal_id")?, deals.symbols("deal_id"));
    let file = |row: usize| deals.row_origin(row).file();
    let goes_by_name = |row: &usize| !deals.is_captured_by(field, file(*row)) && !ids.get(*row).is_blank();
    let mut rows: BTreeMap<FileId, u64> = BTreeMap::new();
    (0..deals.n_rows()).filter(goes_by_name).for_each(|row| *rows.entry(file(row)).or_default() += 1);
    let n = rows.values().sum();
    let sentence = format!(
        "{} no id: the name stands for it, with the account or the day of the close where several deals bear one name",
        counted(n, "row of the deals has", "rows of the deals have")
    );
    let named = |(file, n): (&FileId, &u64)| format!("{}: {}", book.file(*file).path, counted(*n, "row", "rows"));
    let advice =
        "export the deals with their ids (Salesforce: Opportunity ID): a deal that is renamed looks like another";
    (n > 0).then(|| DataNote {
        examples: rows.iter().take(MAX_EXAMPLES).map(named).collect(),
        ..note("deals-by-name", n, sentence, Some(advice))
    })
}

/// Links that rest on a name instead of an id, and names that link nothing.
pub(super) fn links(book: &Book, assembly: &Assembly) -> Vec<DataNote> {
    let kinds = [
        (
            LINKED_BY_NAME,
            [
                "row has no id and was linked by the name of its account or deal",
                "rows have no id and were linked by the name of their account or deal",
            ],
            "export the id of the deal or the account with each row",
        ),
        (
            LINKED_BY_DOMAIN,
            [
                "row has no id and was linked by its account's domain",
                "rows have no id and were linked by their account's domain",
            ],
            "export the id of the deal or the account with each row",
        ),
        (
            AMBIGUOUS_NAME,
            [
                "row names an account or a deal by a name that several bear, and was linked to none",
                "rows name an account or a deal by a name that several bear, and were linked to none",
            ],
            "export the id of the deal or the account with each row",
        ),
        (
            UNKNOWN_NAME,
            [
                "row has no id and names neither a deal nor an account with a deal in scope",
                "rows have no id and name neither a deal nor an account with a deal in scope",
            ],
            "correct the name, or export the id of the deal or the account with each row",
        ),
    ];
    let mut notes = Vec::new();
    for (kind, [one, many], advice) in kinds {
        let entries = || book.ledger.iter().chain(&assembly.ledger).filter(|entry| entry.kind == kind);
        // A row may name both its deal and its account.
        let count = entries().map(|entry| (entry.file, entry.line)).collect::<BTreeSet<_>>().len() as u64;
        if count > 0 {
            let mut note = note(kind, count, counted(count, one, many), Some(advice));
            note.examples = entries().take(MAX_EXAMPLES).map(|entry| example(book, entry)).collect();
            notes.push(note);
        }
    }
    notes
}
