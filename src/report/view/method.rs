//! How the figures are made, whom they cover, and what they cannot say.

use serde::Serialize;

use super::super::format;
use super::super::words::method as say;
use super::parts::{Cell, Row, Table};
use crate::audit::{Audit, DealAside};

/// The section.
#[derive(Serialize)]
pub(crate) struct Method {
    population: Table,
    aside: Vec<Table>,
}

/// So many deals are listed on the page; all stand in audit.json.
const MAX_ROWS: usize = 50;

/// Builds the section.
pub(crate) fn view(audit: &Audit, is_named: bool) -> Method {
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
    let lists = [
        ("table-reversed", say::REVERSED, deals.reversed, &audit.reversed),
        ("table-other-types", say::OTHER_TYPES, deals.other_types, &audit.other_types),
    ];
    let shown = lists.into_iter().filter(|(.., deals)| is_named && !deals.is_empty());
    let aside =
        shown.map(|(id, what, all, deals)| listed(id, &say::aside(what, deals.len().min(MAX_ROWS), all), deals, audit));
    Method { aside: aside.collect(), population: Table::new("table-population", say::CAPTION, &say::LABELS, rows) }
}

/// Won deals that are in no rate, each as it stands now.
fn listed(id: &'static str, caption: &str, deals: &[DealAside], audit: &Audit) -> Table {
    let told = |text: &str| if text.is_empty() { Cell::soft(say::NOT_TOLD) } else { Cell::text(text) };
    let row = |deal: &DealAside| {
        let won_at = deal.won_at.as_deref().map(|at| Cell::day(at, &audit.timezone));
        Row::new(vec![
            Cell::of_deal(&deal.name, &deal.deal_id),
            won_at.unwrap_or_else(|| Cell::soft(say::NOT_TOLD)),
            told(&deal.stage),
            told(&deal.deal_type),
            told(&deal.owner),
            Cell::text(&deal.origin),
        ])
    };
    let rows: Vec<Row> = deals.iter().take(MAX_ROWS).map(row).collect();
    Table::new(id, caption, &say::ASIDE_LABELS, rows)
}
