//! The deals in scope, one position each, and the columnar table that their counts per cohort come from.
//!
//! This is the only place that touches polars: a table of yes and no, one row a deal (numerators, denominators and
//! exclusions of every rate), counted by cohort. What leaves is plain vectors.

use polars::prelude::{BooleanChunked, Column, DataFrame, NewChunkedArray};

use crate::assess::{Assessed, Assessment};
use crate::domain::TableKind;
use crate::map::{Book, Table};
use crate::packet::{Assembly, Packet, Scope};
use crate::settings::Settings;

use super::cohort::Dimension;

/// Everything that figures are computed from.
pub struct Facts<'a> {
    pub(super) book: &'a Book,
    pub(super) assembly: &'a Assembly,
    pub(super) settings: &'a Settings,
    pub(super) deals: &'a Table,
    /// In-scope packets with their assessments, in the packets' order.
    pub(super) cases: Vec<(&'a Packet, &'a Assessment)>,
    /// Position among the cases of each packet; `None` for renewals.
    pub(super) case_of_packet: Vec<Option<u32>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(
        book: &'a Book,
        assembly: &'a Assembly,
        assessed: &'a Assessed,
        settings: &'a Settings,
    ) -> Facts<'a> {
        let mut cases = Vec::new();
        let mut case_of_packet = Vec::with_capacity(assembly.packets.len());
        for (packet, assessment) in assembly.packets.iter().zip(&assessed.assessments) {
            let is_in_scope = packet.scope == Scope::InScope;
            case_of_packet.push(is_in_scope.then_some(cases.len() as u32));
            if is_in_scope {
                cases.push((packet, assessment));
            }
        }
        let deals = book.table(TableKind::Deals).expect("an audit has deals");
        Facts { book, assembly, settings, deals, cases, case_of_packet }
    }

    /// `t0 + days` on the calendar, at or before `as_of`.
    pub(super) fn is_older_than(&self, packet: &Packet, days: i64) -> bool {
        self.settings.zone.plus_days(packet.won_at, days) <= self.assembly.as_of().utc()
    }

    pub(super) fn min_cohort(&self) -> u64 {
        self.settings.definitions.min_cohort
    }
}

/// Yes or no per deal, one column a question.
pub(super) struct CountTable {
    frame: DataFrame,
}

impl CountTable {
    /// `columns[c][deal]` says whether the deal counts in column c.
    pub(super) fn new(n_deals: usize, columns: Vec<Vec<bool>>) -> CountTable {
        let columns = columns.into_iter().enumerate().map(|(position, cells)| Column::new(name(position), cells));
        let frame = DataFrame::new(n_deals, columns.collect()).expect("all columns have one cell a deal");
        CountTable { frame }
    }

    /// Sums per cohort: `sums[label][column]`. A deal that is in several cohorts counts in each.
    pub(super) fn sum_along(&self, dimension: &Dimension) -> Vec<Vec<u64>> {
        let columns: Vec<&BooleanChunked> =
            self.frame.columns().iter().map(|column| column.bool().expect("every column is yes or no")).collect();
        let (deals, starts) = dimension.runs();
        starts.windows(2).map(|ends| self.sums_of(&columns, &deals[ends[0]..ends[1]])).collect()
    }

    /// A large cohort is a mask, counted sixty-four deals at a time; a small one is looked up deal by deal.
    fn sums_of(&self, columns: &[&BooleanChunked], deals: &[u32]) -> Vec<u64> {
        let n_deals = self.frame.height();
        if deals.len() == n_deals {
            return columns.iter().map(|column| u64::from(column.sum().unwrap_or(0))).collect();
        }
        if deals.len() < n_deals / 64 {
            let count = |column: &BooleanChunked| {
                deals.iter().filter(|&&deal| column.get(deal as usize) == Some(true)).count() as u64
            };
            return columns.iter().map(|column| count(column)).collect();
        }
        let mut is_member = vec![false; n_deals];
        deals.iter().for_each(|&deal| is_member[deal as usize] = true);
        let mask = BooleanChunked::from_slice("mask".into(), &is_member);
        columns.iter().map(|column| u64::from((*column & &mask).sum().unwrap_or(0))).collect()
    }
}

fn name(position: usize) -> polars::prelude::PlSmallStr {
    format!("count{position}").into()
}
