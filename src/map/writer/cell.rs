//! A text to a cell of its field's kind: a value, or what stands there instead.

use super::super::columns::{Column, Table};
use super::super::parse::bools::{read_bool, says_done};
use super::super::parse::dates::DateReader;
use super::super::parse::events::{says_ahead, says_goes_on};
use super::super::parse::text::{NOT_FOUND, is_broken, is_damaged_id, is_empty_reference, is_placeholder, plain_text};
use super::symbol::{Values, symbol};
use super::{FileContext, Reader, UNREADABLE_PERSON};
use crate::domain::{LocalTime, Sym, TableKind, Zone};

/// Texts to cells of one field.
pub(super) struct CellReader {
    pub(super) field: usize,
    pub(super) reader: Reader,
    pub(super) values: Values,
    /// Raw symbol to the symbol that stands for it; ids and words repeat, so each is looked at once.
    pub(super) memo: Vec<Option<Sym>>,
    /// The text of the row before with its symbol: exports are sorted by something, and many columns hold one value.
    pub(super) last: (String, Sym),
}

impl CellReader {
    pub(super) fn push(
        &mut self,
        text: &str,
        column: u16,
        line: u32,
        table: &mut Table,
        context: &mut FileContext<'_>,
    ) {
        let kind = table.kind;
        let problem = match (table.column_mut(self.field), &self.reader) {
            (Some(Column::Symbols(cells)), Reader::Person) if text == NOT_FOUND => {
                cells.push(Sym::BLANK);
                None
            }
            // Somebody stands there: nobody is asked who.
            (Some(Column::Symbols(cells)), Reader::Person) if is_broken(text) => {
                cells.push(context.symbols.intern(UNREADABLE_PERSON));
                Some(Problem::Unreadable("a name"))
            }
            (Some(Column::Symbols(cells)), reader) => {
                let (is_id, is_new) = (matches!(reader, Reader::Id(_)), text != self.last.0);
                let joins = is_id && !is_record_id(kind, self.field);
                if is_id && is_new && is_damaged_id(text) {
                    cells.push(Sym::BLANK);
                    joins.then_some(Problem::DamagedId)
                } else {
                    if is_new {
                        self.last.1 = symbol(text, reader, &self.values, &mut self.memo, &mut context.symbols);
                        text.clone_into(&mut self.last.0);
                    }
                    cells.push(self.last.1);
                    (joins && self.last.1.is_blank() && is_placeholder(text)).then_some(Problem::Placeholder)
                }
            }
            (Some(Column::Texts(cells)), _) => {
                // Rich-text fields hold markup; text that is nothing but markup is kept as it stands.
                let plain = plain_text(text);
                cells.push(if plain.trim().is_empty() { text } else { &plain });
                None
            }
            (Some(Column::Times(cells)), Reader::Time(reader)) => push_time(cells, reader, text, context.zone),
            (Some(Column::Numbers(cells)), Reader::Number(reader)) => push_read(
                cells,
                if is_empty_reference(text) { Ok(None) } else { reader.read(text).map_err(|e| e.expected) },
            ),
            (Some(Column::Bools(cells)), _) => push_read(cells, self.read_bool(text)),
            _ => None,
        };
        match problem {
            None if text == NOT_FOUND && self.is_value() => {
                context.note(
                    line,
                    column,
                    "placeholder-cell",
                    text,
                    "a look-up of the spreadsheet found nothing; blank",
                );
            }
            None => {}
            Some(Problem::Unreadable(_) | Problem::Placeholder) if is_placeholder(text) => {
                table.mark_placeholder(self.field);
                context.note(line, column, "placeholder-cell", text, "says in words that there is no value; blank");
            }
            Some(Problem::Placeholder) => {}
            Some(Problem::Unreadable(_)) if is_broken(text) => {
                table.mark_unreadable(self.field);
                context.note_unreadable(line, column, text, "a value; the formula of the spreadsheet is broken");
            }
            Some(Problem::Unreadable(expected)) => {
                // "soon" is what somebody wrote instead of a date; "31.02.26" is a date that the program cannot read, and
                // "done" or "last week" a day that nobody knows.
                let is_day = text.contains(char::is_numeric)
                    || (matches!(self.reader, Reader::Time(_))
                        && (says_done(text) || happened(kind, self.field, text)));
                let is_words = !matches!(self.reader, Reader::Bool) && !is_day;
                if is_words {
                    table.mark_placeholder(self.field);
                } else {
                    table.mark_unreadable(self.field);
                }
                context.note_unreadable(line, column, text, expected);
            }
            Some(Problem::DamagedId) => context.note(
                line,
                column,
                "damaged-id",
                text,
                "a spreadsheet has turned this id into a number; it is joined to nothing: export the column as text",
            ),
            Some(Problem::Gap) => context.note(
                line,
                column,
                "local-time-gap",
                text,
                "the clock skipped this time; read with the offset before the gap",
            ),
            Some(Problem::Overlap) => context.note(
                line,
                column,
                "local-time-overlap",
                text,
                "the clock showed this time twice; read as the earlier",
            ),
        }
    }

    /// Whether a cell is a person, a time, a number, or yes or no.
    fn is_value(&self) -> bool {
        matches!(self.reader, Reader::Person | Reader::Time(_) | Reader::Number(_) | Reader::Bool)
    }

    pub(super) fn is_word(&self) -> bool {
        matches!(self.reader, Reader::Word | Reader::Person)
    }

    fn read_bool(&self, text: &str) -> Result<Option<bool>, &'static str> {
        if is_empty_reference(text) {
            return Ok(None);
        }
        let mapped = if self.values.is_empty() { None } else { self.values.get(text) };
        read_bool(mapped.unwrap_or(text)).map_err(|unreadable| unreadable.expected)
    }
}

/// Whether words in the place of an event's day are of an event that took place: an entry of a log did, whatever they
/// say.
fn happened(table: TableKind, field: usize, text: &str) -> bool {
    match (table, table.fields()[field].name.as_str()) {
        (TableKind::Reviews, "occurred_at") => true,
        (TableKind::Onboarding, "sync_at" | "first_touch_at" | "kickoff_at" | "first_value_at" | "go_live_at") => {
            !says_ahead(text)
        }
        (TableKind::Accounts, "churned_at") | (TableKind::Subscriptions, "ended_at") => !says_goes_on(text),
        _ => false,
    }
}

/// Whether an id says which record it is, and joins nothing to it.
fn is_record_id(table: TableKind, field: usize) -> bool {
    let name = table.fields()[field].name.as_str();
    matches!((table, name), (TableKind::Onboarding, "project_id") | (TableKind::Subscriptions, "subscription_id"))
}

enum Problem {
    Unreadable(&'static str),
    Placeholder,
    DamagedId,
    Gap,
    Overlap,
}

fn push_read<T>(cells: &mut Vec<Option<T>>, read: Result<Option<T>, &'static str>) -> Option<Problem> {
    match read {
        Ok(value) => {
            cells.push(value);
            None
        }
        Err(expected) => {
            cells.push(None);
            Some(Problem::Unreadable(expected))
        }
    }
}

fn push_time(
    cells: &mut Vec<Option<crate::domain::Moment>>,
    reader: &DateReader,
    text: &str,
    zone: &Zone,
) -> Option<Problem> {
    if text.is_empty() || is_empty_reference(text) {
        cells.push(None);
        return None;
    }
    match reader.read(text, zone) {
        Ok(Some((moment, kind))) => {
            cells.push(Some(moment));
            match kind {
                LocalTime::Plain => None,
                LocalTime::Gap => Some(Problem::Gap),
                LocalTime::Overlap => Some(Problem::Overlap),
            }
        }
        Ok(None) => push_read(cells, Ok(None)),
        Err(unreadable) => push_read(cells, Err(unreadable.expected)),
    }
}
