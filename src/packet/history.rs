//! What the fields held at an earlier instant, by the property history.
//!
//! A field without a history row keeps its present value; before its first row it has that row's old value; items that
//! other tables hold stand as they are now.

use rustc_hash::FxHashMap;

use crate::domain::{Moment, Sym, TableKind, ValueKind, fold};
use crate::map::Book;

use super::fields::{Cell, text_cell};
use super::stages::is_in_time_order;
use super::text_state::TextRules;

/// Which deals field a history row is about.
pub(super) struct HistoryFields {
    by_name: FxHashMap<Sym, usize>,
    is_ordered: bool,
}

impl HistoryFields {
    /// By the canonical name, or by the heading that was mapped to the field.
    pub(super) fn new(book: &Book) -> HistoryFields {
        let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
        for column in book.files.iter().filter(|file| file.table == Some(TableKind::Deals)).flat_map(|f| &f.columns) {
            let field = column.fields().find_map(|field| field.strip_prefix("deals."));
            if let Some(position) = field.and_then(|name| TableKind::Deals.field(name)) {
                by_key.insert(key(&column.heading), position);
            }
        }
        for (position, field) in TableKind::Deals.fields().iter().enumerate() {
            by_key.insert(key(&field.name), position);
        }
        let mut by_name = FxHashMap::default();
        let mut is_ordered = true;
        if let Some(table) = book.table(TableKind::FieldHistory) {
            let names = table.symbols("field");
            for row in 0..table.n_rows() {
                let name = names.get(row);
                if let Some(&position) = by_key.get(&key(book.text(name))) {
                    by_name.insert(name, position);
                }
            }
            let times = table.times("changed_at");
            is_ordered = is_in_time_order((0..table.n_rows()).filter_map(|row| times.get(row)));
        }
        HistoryFields { by_name, is_ordered }
    }

    /// Whether the file stands in time order.
    pub(super) fn is_ordered(&self) -> bool {
        self.is_ordered
    }

    /// The deals field that a history row is about.
    pub(super) fn position(&self, name: Sym) -> Option<usize> {
        self.by_name.get(&name).copied()
    }
}

fn key(name: &str) -> String {
    let name = name.strip_suffix("__c").or_else(|| name.strip_suffix("_c")).unwrap_or(name);
    fold(name)
}

/// The values of one deal's fields at one instant, for those that have history.
pub(super) struct FieldsAt<'a>(FxHashMap<usize, &'a str>);

impl<'a> FieldsAt<'a> {
    /// From the deal's rows of the property history, in file order.
    pub(super) fn new(book: &'a Book, fields: &HistoryFields, rows: &[u32], at: i64) -> FieldsAt<'a> {
        let mut by_field: FxHashMap<usize, Vec<(Moment, u32)>> = FxHashMap::default();
        let Some(table) = book.table(TableKind::FieldHistory) else { return FieldsAt(FxHashMap::default()) };
        let (names, times) = (table.symbols("field"), table.times("changed_at"));
        for &row in rows {
            let field = fields.position(names.get(row as usize));
            if let (Some(field), Some(changed)) = (field, times.get(row as usize)) {
                by_field.entry(field).or_default().push((changed, row));
            }
        }
        let (old, new) = (table.texts("old_value"), table.texts("new_value"));
        let value = |mut changes: Vec<(Moment, u32)>| {
            if !fields.is_ordered {
                changes.sort_by_key(|(changed, _)| changed.order());
            }
            match changes.iter().rev().find(|(changed, _)| changed.utc() <= at) {
                Some(&(_, row)) => new.get(row as usize),
                None => changes.first().map_or("", |&(_, row)| old.get(row as usize)),
            }
        };
        FieldsAt(by_field.into_iter().map(|(field, changes)| (field, value(changes))).collect())
    }

    /// The cell of a field that has history; `None` for one that keeps its present value.
    pub(super) fn cell(&self, field: usize, rules: &TextRules) -> Option<Cell<'a>> {
        let text = *self.0.get(&field)?;
        let is_text = matches!(
            TableKind::Deals.fields()[field].kind,
            ValueKind::Longtext
                | ValueKind::Text
                | ValueKind::Person
                | ValueKind::Enum
                | ValueKind::List
                | ValueKind::Url
                | ValueKind::Id
        );
        Some(match text_cell(text) {
            Cell::Text(_) if !is_text && rules.is_placeholder_value(text) => Cell::Placeholder,
            Cell::Text(_) if !is_text => Cell::Value,
            other => other,
        })
    }
}
