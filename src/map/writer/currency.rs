//! The currency of amounts that are written with it, where no column holds the currency.

use crate::domain::{FileId, Interner, Sym, ValueKind};
use crate::read::Record;

use super::super::columns::{Column, Table};
use super::super::note::FileNote;
use super::super::parse::currency::currency_of;
use super::super::recognise::{FieldPlan, TablePlan};
use super::choose::choose;
use super::{FileContext, Shown};

/// Writes the field `currency` from the cells of the amount.
pub(super) struct CurrencyWriter {
    field: usize,
    amount: FieldPlan,
    joined: String,
}

impl CurrencyWriter {
    /// A writer where the amounts of the sample are in a currency of their own, or in several. Dollar signs alone say
    /// too little: many countries write them, and a file that holds nothing else is in the audit's own currency.
    pub(super) fn new(plan: &TablePlan, shown: &Shown<'_>, notes: &mut Vec<FileNote>) -> Option<CurrencyWriter> {
        let field = plan.table.field("currency")?;
        let is_money = |bound: &&FieldPlan| plan.table.fields()[bound.field].kind == ValueKind::Money;
        let amount =
            plan.fields.iter().find(is_money).filter(|_| plan.fields.iter().all(|bound| bound.field != field))?;
        let cells =
            shown.sample.iter().flat_map(|row| amount.columns.iter().filter_map(move |&column| row.get(column)));
        let mut seen: Vec<_> = cells.filter_map(|cell| currency_of(cell)).collect();
        seen.sort_by(|left, right| left.code.cmp(&right.code));
        seen.dedup();
        if seen.iter().all(|shown| shown.is_bare_dollar) {
            return None;
        }
        let mut codes: Vec<&str> = seen.iter().map(|shown| shown.code.as_str()).collect();
        codes.dedup();
        notes.push(FileNote::settled(format!(
            "{}.currency: no column holds it; read from the amounts: {}",
            plan.table.name(),
            codes.join(", ")
        )));
        Some(CurrencyWriter { field, amount: amount.clone(), joined: String::new() })
    }

    /// Declares the field as held by the amount's column.
    pub(super) fn capture(&self, table: &mut Table, file: FileId) {
        table.capture(self.field, file, None, true);
    }

    pub(super) fn write(&mut self, record: &Record<'_>, table: &mut Table, context: &mut FileContext<'_>) {
        let (text, _) = choose(&self.amount, record, &mut self.joined);
        let symbol = symbol_of(text, &mut context.symbols);
        if let Some(Column::Symbols(cells)) = table.column_mut(self.field) {
            cells.push(symbol);
        }
    }
}

fn symbol_of(text: &str, symbols: &mut Interner) -> Sym {
    currency_of(text).map_or(Sym::BLANK, |shown| symbols.intern(&shown.code))
}
