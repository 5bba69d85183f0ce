//! Dates whose order the first rows leave open: the rest of the file is asked before anything is read.
//!
//! A column of `03/04/2026` may show its order in row 5,000 only. The cells that show it join the sample, so that the
//! decision is one for the whole column; a column that nothing settles keeps the order of its separator, with a note.

use std::path::Path;

use crate::domain::ValueKind;
use crate::read::{self, Limits, Probe};
use crate::settings::DateOrder;

use super::parse::dates::DateReader;
use super::recognise::TablePlan;

/// So many cells that show the order are enough.
const ENOUGH: usize = 200;

/// Adds to the sample the cells that settle the order of open date columns.
pub(super) fn settle(path: &Path, probe: &mut Probe, plans: &[TablePlan], said: Option<DateOrder>, limits: &Limits) {
    if probe.is_whole || said.is_some() {
        return;
    }
    let open: Vec<usize> = date_columns(plans).into_iter().filter(|&column| is_open(probe, column)).collect();
    if open.is_empty() {
        return;
    }
    let (n_columns, mut n_found) = (probe.headings.len(), vec![0_usize; open.len()]);
    let mut rows: Vec<Vec<String>> = Vec::new();
    // What cannot be read to its end is reported by the reading proper.
    let _ = read::stream_sealed(
        path,
        probe,
        limits,
        |record| {
            for (&column, n_found) in open.iter().zip(&mut n_found) {
                let cell = record.cell(column).trim();
                if *n_found < ENOUGH && DateReader::is_decisive(cell) {
                    *n_found += 1;
                    let mut row = vec![String::new(); n_columns];
                    cell.clone_into(&mut row[column]);
                    rows.push(row);
                }
            }
        },
        false,
    );
    probe.sample.extend(rows);
}

fn date_columns(plans: &[TablePlan]) -> Vec<usize> {
    let is_date = |kind| matches!(kind, ValueKind::Date | ValueKind::Datetime | ValueKind::When);
    let of_plan = |plan: &TablePlan| {
        let fields = plan.fields.iter().filter(|field| is_date(plan.table.fields()[field.field].kind));
        let columns = fields.flat_map(|field| field.columns.iter().copied());
        columns.chain(plan.stage_entries.iter().map(|entry| entry.column)).collect::<Vec<_>>()
    };
    let mut columns: Vec<usize> = plans.iter().flat_map(of_plan).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Whether the sample holds dates of two readings and none that shows which is meant.
fn is_open(probe: &Probe, column: usize) -> bool {
    let cells = || probe.sample.iter().filter_map(move |row| row.get(column)).map(String::as_str);
    cells().any(DateReader::is_ambiguous) && !cells().any(DateReader::is_decisive)
}
