//! How the figures are made, whom they cover, and what they cannot say.

use serde::Serialize;

use super::super::format;
use super::super::words::method as say;
use super::parts::{Cell, Row, Table};
use crate::audit::Audit;

/// The section.
#[derive(Serialize)]
pub(crate) struct Method {
    population: Table,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Method {
    let deals = &audit.population;
    let kinds = [
        deals.rows,
        deals.won,
        deals.in_scope,
        deals.due,
        deals.fresh,
        deals.reversed,
        deals.reopened,
        deals.renewals,
        deals.other_types,
        deals.duplicates,
        deals.implementation,
    ];
    let row = |name: &str, n: u64, what: &str| {
        Row::new(vec![Cell::text(name), Cell::number(format::count(n)), Cell::text(what)])
    };
    let mut rows: Vec<Row> = say::KINDS.iter().zip(kinds).map(|((name, what), n)| row(name, n, what)).collect();
    let (linked, unlinked): (Vec<_>, Vec<_>) = deals.unlinked.iter().partition(|(_, n)| **n == 0);
    rows.extend(unlinked.iter().map(|(table, n)| row(&say::unlinked(table), **n, say::UNLINKED)));
    // Tables that have nothing to tell share a line.
    if !linked.is_empty() {
        let names: Vec<&str> = linked.iter().map(|(table, _)| **table).collect();
        rows.push(row(say::OTHERS_UNLINKED, 0, &say::all_linked(&names)));
    }
    Method { population: Table::new("table-population", say::CAPTION, &say::LABELS, rows) }
}
