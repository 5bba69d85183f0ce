//! How the figures are made, whom they cover, and what they cannot say.

use serde::Serialize;

use super::super::{format, words};
use super::parts::{Cell, Row, Table};
use crate::audit::Audit;

/// The section.
#[derive(Serialize)]
pub(crate) struct Method {
    population: Table,
}

/// Builds the section.
pub(crate) fn view(audit: &Audit) -> Method {
    let population = &audit.population;
    let mut lines: Vec<(String, u64, String)> = [
        ("Deals in the exports", population.rows, "after identical rows collapsed"),
        ("Won", population.won, "by the won flag, else the won stages"),
        ("In scope", population.in_scope, "won, observed, in the window, of a type in scope"),
        ("Due", population.due, "old enough for a review; every rate over handoffs is over these"),
        ("Too young", population.fresh, "in scope but not due; in no rate"),
        ("Reversed", population.reversed, "won once and not won now; in no rate"),
        ("Reopened", population.reopened, "won twice; counted once, at the first win"),
        ("Renewals and expansions", population.renewals, "scored against the renewal checklist, reported apart"),
        ("Other types", population.other_types, "won, but of a type that is out of scope"),
        ("Repeated rows", population.duplicates, "another row, or another version of the same deal"),
        ("Implementation records", population.implementation, "never the sales handoff; set aside"),
    ]
    .map(|(name, n, what)| (name.to_owned(), n, what.to_owned()))
    .into();
    for (table, n) in &population.unlinked {
        lines.push((format!("Unlinked {}", words::opened(table)), *n, "rows that name no deal in the exports".into()));
    }
    let row = |(name, n, what): (String, u64, String)| {
        Row::new(vec![Cell::text(name), Cell::number(format::count(n)), Cell::text(what)])
    };
    Method {
        population: Table::new(
            "table-population",
            "Whom the figures cover",
            &["Deals", "#Number", "What they are"],
            lines.into_iter().map(row).collect(),
        ),
    }
}
