//! What one table says about another: changes of the stage in a field history are a stage history.

use crate::domain::{TableKind, fold};

use super::book::Book;
use super::columns::{Column, Table};
use super::note::FileNote;

/// Fills the stage history from the field history, where no export holds one of its own: a stage that both name would
/// look like a deal that had left it and come back.
pub(super) fn stages_from_field_history(book: &mut Book) {
    if book.table(TableKind::StageHistory).is_some() {
        return;
    }
    let Some(history) = book.table(TableKind::FieldHistory) else { return };
    let names = stage_names(book);
    let (deals, fields, by) = (history.symbols("deal_id"), history.symbols("field"), history.symbols("by"));
    let (values, times) = (history.texts("new_value"), history.times("changed_at"));
    let is_stage = |row: usize| names.contains(&fold(book.text(fields.get(row))));
    let mut entries = Vec::new();
    for row in (0..history.n_rows()).filter(|&row| is_stage(row)) {
        let (stage, origin) = (values.get(row).trim(), history.row_origin(row));
        if let (Some(entered), false) = (times.get(row), stage.is_empty()) {
            entries.push((origin, deals.get(row), stage.to_owned(), entered, by.get(row)));
        }
    }
    if entries.is_empty() {
        return;
    }
    let mut table = Table::new(TableKind::StageHistory);
    let by_field = TableKind::StageHistory.field("by").unwrap_or_default();
    for name in ["deal_id", "stage", "entered_at", "by"] {
        let field = TableKind::StageHistory.field(name).unwrap_or_default();
        table.capture(field, entries[0].0.file(), None, true);
    }
    for (origin, deal, stage, entered, by) in entries {
        let stage = book.symbols.intern(&stage);
        table.push_stage_entry(origin.file(), origin.line(), deal, stage, entered);
        if let Some(Column::Symbols(column)) = table.column_mut(by_field) {
            column.push(by);
        }
    }
    let n_rows = table.n_rows();
    book.tables[TableKind::StageHistory as usize] = Some(table);
    for file in book.files.iter_mut().filter(|file| file.table == Some(TableKind::FieldHistory)) {
        let note = format!(
            "no export holds a stage history; {n_rows} changes of the stage in the field history are read as one"
        );
        file.notes.push(FileNote::settled(note));
    }
}

/// What a field history may call the stage, folded: its canonical name, the CRMs' own, and the headings mapped to it.
fn stage_names(book: &Book) -> Vec<String> {
    let headings = book.files.iter().flat_map(|file| &file.columns).filter(|column| {
        let fields = column.field.as_deref().unwrap_or_default();
        fields.split(", ").any(|field| field == "deals.stage")
    });
    ["stage", "StageName", "dealstage"]
        .map(fold)
        .into_iter()
        .chain(headings.map(|column| fold(&column.heading)))
        .collect()
}
