//! Lookups of Salesforce's custom objects: `Opportunity__c` holds the id of a deal, though its bare name is that of a
//! deal's name. The cells say so: every id of Salesforce begins with the kind of its record. So do links to records, which
//! people paste into sheets.

use std::collections::BTreeSet;

use super::super::super::parse::links::{Linked, record_of};
use super::super::super::parse::text::{canonical_id, is_empty_reference, without_formula};
use super::super::FieldPlan;
use super::super::how::How;
use super::Binding;
use super::partial::Partial;
use crate::domain::TableKind;

/// A kind of record that rows of other tables are about.
struct Record {
    field: &'static str,
    /// The field of what such a record is called, which has the bare name of the lookup.
    called: &'static str,
    /// The first letters of its ids (Salesforce's standard object key prefixes).
    begins: &'static str,
    /// The same kind of record in a link.
    linked: Linked,
    /// Bare names of the lookup, folded.
    names: &'static [&'static str],
    /// Whether the only column of such ids is the lookup whatever its heading. Many records name several accounts
    /// (partners, parents), and which one is meant must then be said by the heading.
    by_cells_alone: bool,
}

const RECORDS: [Record; 3] = [
    Record {
        field: "deal_id",
        called: "deal_name",
        begins: "006",
        linked: Linked::Deal,
        names: &["opportunity", "opp", "deal"],
        by_cells_alone: true,
    },
    Record {
        field: "account_id",
        called: "account_name",
        begins: "001",
        linked: Linked::Account,
        names: &["account", "customer", "client"],
        by_cells_alone: false,
    },
    Record {
        field: "contact_id",
        called: "contact_name",
        begins: "003",
        linked: Linked::Contact,
        names: &["contact"],
        by_cells_alone: false,
    },
];

/// The letters of an id in the form in which ids are compared.
const ID_LETTERS: usize = 18;

impl Record {
    fn is_meant(&self, cell: &str) -> bool {
        (cell.starts_with(self.begins) && is_id(cell)) || record_of(cell).is_some_and(|(kind, _)| kind == self.linked)
    }
}

impl Binding<'_> {
    /// Columns whose cells are ids of deals, accounts or contacts, for fields that no column feeds so far.
    pub(super) fn bind_lookups(&mut self, partial: &mut Partial) {
        let table = partial.table;
        for record in &RECORDS {
            let Some(field) = table.field(record.field).filter(|&field| partial.fields[field].is_none()) else {
                continue;
            };
            let called = table.field(record.called).and_then(|field| partial.fields[field].as_ref());
            let is_called = |column: usize| called.is_some_and(|plan| plan.columns.contains(&column));
            let is_free = |column: usize| !partial.taken[column] || is_called(column);
            // The id of a deal's own row is on each row, and on no other: else it is another deal's, an earlier one say.
            let is_own = table == TableKind::Deals && record.linked == Linked::Deal;
            let is_one = |column: &usize| {
                is_free(*column) && self.holds_ids(*column, record) && (!is_own || self.tells_rows_apart(*column))
            };
            let columns: Vec<usize> = (0..self.headings.len()).filter(is_one).collect();
            let is_named = |column: &usize| record.names.contains(&self.headings.keys()[*column].bare.as_str());
            let only = (record.by_cells_alone && columns.len() == 1).then(|| columns[0]);
            let Some(column) = columns.iter().copied().find(is_named).or(only) else { continue };
            self.unbind(partial, field, &[column]);
            self.note(table, field, &[column], &How::Ids);
            partial.set(FieldPlan::of(field, vec![column], Vec::new()));
        }
    }

    /// Whether each row looked at that holds anything has a cell there, and none has another's.
    fn tells_rows_apart(&self, column: usize) -> bool {
        let rows = self.sample.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        let cells: Vec<&str> =
            rows.map(|row| row.get(column).map_or("", |cell| without_formula(cell).trim())).collect();
        let different: BTreeSet<&str> = cells.iter().copied().collect();
        !different.contains("") && different.len() == cells.len()
    }

    /// Whether all cells looked at that hold anything are ids of such records or links to them, and there are some.
    fn holds_ids(&self, column: usize, record: &Record) -> bool {
        let cells = self.sample.iter().filter_map(|row| row.get(column)).map(|cell| without_formula(cell).trim());
        let mut filled = cells.filter(|cell| !is_empty_reference(cell)).peekable();
        filled.peek().is_some() && filled.all(|cell| record.is_meant(cell))
    }
}

fn is_id(cell: &str) -> bool {
    canonical_id(cell).len() == ID_LETTERS && cell.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
