//! What an amount is of: a contract's whole term, unless the heading of its column says that it is of a year.

use rustc_hash::FxHashSet;

use crate::domain::{FileId, Origin, TableKind};
use crate::map::{Book, Table};

/// Words of a heading that say so: `Annual contract value`, `ARR`, `hs_acv`, `Valor anual`.
const YEARLY: [&str; 13] = [
    "arr",
    "acv",
    "annual",
    "annually",
    "annualized",
    "annualised",
    "yearly",
    "anual",
    "annuel",
    "annuelle",
    "annuale",
    "jahreswert",
    "jährlich",
];

/// The deals' amounts with what they are of.
pub(super) struct Amounts<'a> {
    deals: &'a Table,
    field: Option<usize>,
    yearly: FxHashSet<(FileId, u16)>,
}

impl<'a> Amounts<'a> {
    pub(super) fn new(book: &Book, deals: &'a Table) -> Amounts<'a> {
        let files = (0_u16..).map(FileId).zip(&book.files);
        let yearly = files.flat_map(|(file, read)| {
            let columns = (0_u16..).zip(&read.columns);
            let of_a_year = columns
                .filter(|(_, column)| column.field.as_deref() == Some("deals.amount") && says_a_year(&column.heading));
            of_a_year.map(move |(column, _)| (file, column))
        });
        Amounts { deals, field: TableKind::Deals.field("amount"), yearly: yearly.collect() }
    }

    /// Whether the amount of that row is one a year whatever the term.
    pub(super) fn is_yearly(&self, row: usize) -> bool {
        let stands_there = |origin: Origin| Some((origin.file(), origin.column()?));
        !self.yearly.is_empty()
            && self
                .field
                .and_then(|field| stands_there(self.deals.origin(row, field)))
                .is_some_and(|place| self.yearly.contains(&place))
    }

    /// The amount of that row a year. **Absent**: `None` where no amount is known.
    pub(super) fn annual(&self, row: usize) -> Option<f64> {
        let amount = self.deals.numbers("amount").get(row)?;
        Some(a_year(amount, self.deals.numbers("contract_term_months").get(row), self.is_yearly(row)))
    }
}

/// An amount a year: that of a whole term is divided by the term, where one is known.
pub(super) fn a_year(amount: f64, term_months: Option<f64>, is_yearly: bool) -> f64 {
    let term = term_months.filter(|&term| term > 0.0 && !is_yearly);
    term.map_or(amount, |term| amount * 12.0 / term)
}

fn says_a_year(heading: &str) -> bool {
    let folded = heading.to_lowercase();
    let mut words = folded.split(|character: char| !character.is_alphanumeric());
    words.any(|word| YEARLY.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_of_a_year_or_does_not() {
        for heading in
            ["Annual contract value", "ARR (USD)", "hs_acv", "property_hs_arr", "ACV__c", "Contract Value [ARR]"]
        {
            assert!(says_a_year(heading), "{heading}");
        }
        for heading in ["Amount", "Total contract value", "TCV", "Barr amount", "Carryover", "Deal Value"] {
            assert!(!says_a_year(heading), "{heading}");
        }
    }
}
