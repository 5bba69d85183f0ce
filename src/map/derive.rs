//! What a table says in another shape than its own: changes of the stage in a field history are a stage history, and the
//! dates of a handoff that stand in one row are the entries of a review log.

use rustc_hash::FxHashMap;

use crate::domain::{FileId, Moment, Origin, Sym, TableKind, counted, fold};

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

/// The dates of a handoff that may stand in one row, each with the event that it is.
const DATED: [(&str, &str); 3] =
    [("submitted_at", "submitted"), ("returned_at", "returned"), ("accepted_at", "accepted")];

/// Those of them that decide on a handoff.
const DECISIONS: [&str; 2] = ["returned", "accepted"];

/// An event whose date stands in a column of its own.
struct Dated {
    event: &'static str,
    /// `None` where the cell could not be read.
    at: Option<Moment>,
    origin: Origin,
}

/// Makes an entry of the review log of each date of a handoff. A row that says an event and when keeps it beside them,
/// in the place of a date that says the same; a status without a time says no more than they do, and where no date
/// stands either, nothing. A decision that none of the row's dates is of stays as it stands, without a time: it counts as
/// none, and data health says so.
pub(super) fn events_from_dates(book: &mut Book) {
    let Some(table) = book.any_table(TableKind::Reviews) else { return };
    if DATED.iter().all(|(name, _)| !table.times(name).is_captured()) {
        return;
    }
    let (events, times) = (table.symbols("event"), table.times("occurred_at"));
    let (mut rows, mut dated): (Vec<u32>, Vec<Option<Dated>>) = (Vec::new(), Vec::new());
    let mut undated: FxHashMap<FileId, u64> = FxHashMap::default();
    for row in 0..table.n_rows() {
        let mut of_row: Vec<Dated> = DATED.iter().filter_map(|dated| dated_in(table, row, *dated)).collect();
        of_row.sort_by_key(|dated| dated.at.map(Moment::order));
        let said = times.get(row).filter(|_| !events.get(row).is_blank());
        if let Some(at) = said {
            let event = fold(book.text(events.get(row)));
            of_row.retain(|dated| dated.event != event || dated.at.map(Moment::day) != Some(at.day()));
        }
        let word = fold(book.text(events.get(row)));
        let is_undated = DECISIONS.contains(&word.as_str()) && of_row.iter().all(|dated| dated.event != word);
        if said.is_some() || is_undated || (of_row.is_empty() && !has_dates(table, row)) {
            rows.push(row as u32);
            dated.push(None);
        } else if of_row.is_empty() {
            *undated.entry(table.row_origin(row).file()).or_default() += 1;
        }
        rows.extend(of_row.iter().map(|_| row as u32));
        dated.extend(of_row.into_iter().map(Some));
    }
    // Columns of dates without one are as good as none.
    if dated.iter().all(Option::is_none) {
        return;
    }
    let symbols: Vec<Sym> = (0..book.symbols.len() as u32).map(Sym).collect();
    let mut log = table.only(&rows, &symbols);
    let has_reasons = table.symbols("reason").is_captured();
    let told = || dated.iter().zip(0_u32..).filter_map(|(dated, row)| Some((row, dated.as_ref()?)));
    log.set_times("occurred_at", &told().map(|(row, dated)| (row, dated.at, dated.origin)).collect::<Vec<_>>());
    let words = told().map(|(row, dated)| (row, book.symbols.intern(dated.event))).collect();
    log.set_symbols("event", &words);
    if has_reasons {
        // The reason that stands in the row is that of its return.
        let others = told().filter(|(_, dated)| dated.event != "returned").map(|(row, _)| (row, Sym::BLANK)).collect();
        log.set_symbols("reason", &others);
    }
    book.tables[TableKind::Reviews as usize] = Some(log);
    for (file, n) in undated {
        let no_entry = counted(
            n,
            "row without any date of a handoff is no entry",
            "rows without any date of a handoff are no entries",
        );
        book.files[usize::from(file.0)].notes.push(FileNote::settled(format!("{no_entry} of the review log")));
    }
}

/// Whether the row's file has a column for the date of any event.
fn has_dates(table: &Table, row: usize) -> bool {
    let mut fields = DATED.iter().filter_map(|(name, _)| TableKind::Reviews.field(name));
    fields.any(|field| table.is_captured_by(field, table.row_origin(row).file()))
}

fn dated_in(table: &Table, row: usize, (name, event): (&str, &'static str)) -> Option<Dated> {
    let at = table.times(name).get(row);
    if at.is_none() && !table.is_unread(row, name) {
        return None;
    }
    let origin = table.origin(row, TableKind::Reviews.field(name)?);
    Some(Dated { event, at, origin })
}

/// What a field history may call the stage, folded: its canonical name, the CRMs' own, and the headings mapped to it.
fn stage_names(book: &Book) -> Vec<String> {
    let headings = book
        .files
        .iter()
        .flat_map(|file| &file.columns)
        .filter(|column| column.fields().any(|field| field == "deals.stage"));
    ["stage", "StageName", "dealstage"]
        .map(fold)
        .into_iter()
        .chain(headings.map(|column| fold(&column.heading)))
        .collect()
}
