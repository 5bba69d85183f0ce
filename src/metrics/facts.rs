//! The deals in scope, one position each, and the columnar table that their counts per cohort come from.
//!
//! This is the only place that touches polars: a table of whole numbers, one row a deal (numerators, denominators and
//! exclusions of every rate), gathered by cohort and summed. What leaves is plain vectors.

use polars::prelude::{Column, DataFrame, IdxCa, IdxSize, IntoLazy, col};

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

/// Counts per deal, one column a count.
pub(super) struct CountTable {
    frame: DataFrame,
    n_columns: usize,
}

impl CountTable {
    /// `columns[c][deal]` is the count of deal in column c: 0 or 1.
    pub(super) fn new(n_deals: usize, columns: Vec<Vec<u32>>) -> CountTable {
        let n_columns = columns.len();
        let columns = columns.into_iter().enumerate().map(|(position, cells)| Column::new(name(position), cells));
        let frame = DataFrame::new(n_deals, columns.collect()).expect("all columns have one cell a deal");
        CountTable { frame, n_columns }
    }

    /// Sums per cohort: `sums[label][column]`. A deal that is in several cohorts counts in each.
    pub(super) fn sum_along(&self, dimension: &Dimension) -> Vec<Vec<u64>> {
        let mut sums = vec![vec![0; self.n_columns]; dimension.labels.len()];
        if dimension.members.is_empty() || self.n_columns == 0 {
            return sums;
        }
        let (rows, codes): (Vec<IdxSize>, Vec<u32>) =
            dimension.members.iter().map(|&(deal, code)| (deal as IdxSize, code)).unzip();
        let rows = IdxCa::from_vec("row".into(), rows);
        let mut members = self.frame.take(&rows).expect("members are deals of the table");
        members.with_column(Column::new(COHORT.into(), codes)).expect("one code a member");
        let grouped = members
            .lazy()
            .group_by([col(COHORT)])
            .agg((0..self.n_columns).map(|position| col(name(position)).sum()).collect::<Vec<_>>())
            .collect()
            .expect("sums of whole numbers");
        let codes = whole_numbers(&grouped, COHORT);
        let columns: Vec<Vec<u64>> =
            (0..self.n_columns).map(|position| whole_numbers(&grouped, name(position).as_str())).collect();
        for (row, code) in codes.into_iter().enumerate() {
            sums[code as usize] = columns.iter().map(|column| column[row]).collect();
        }
        sums
    }
}

const COHORT: &str = "cohort";

fn name(position: usize) -> polars::prelude::PlSmallStr {
    format!("count{position}").into()
}

fn whole_numbers(frame: &DataFrame, column: &str) -> Vec<u64> {
    let column = frame.column(column).expect("the column was asked for");
    let cells = column.u32().expect("counts are whole numbers");
    cells.iter().map(|cell| u64::from(cell.unwrap_or(0))).collect()
}
