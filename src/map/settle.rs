//! Dates and numbers whose notation the first rows leave open: the rest of the file is asked before anything is read.
//!
//! A column of `03/04/2026` may show its order in row 5,000 only. The cells that show it join the sample, so that the
//! decision is one for the whole column; a column that nothing settles is read the commoner way, with a note.

use std::path::Path;

use crate::domain::ValueKind;
use crate::read::{self, Limits, Probe};
use crate::settings::{DateOrder, SourceSetting};

use super::parse::dates::DateReader;
use super::parse::numbers::NumberReader;
use super::recognise::TablePlan;

/// So many rows are asked for the order of a file's dates.
const MAX_ROWS: usize = 500;
/// So many cells that show the order are enough.
const ENOUGH: usize = 200;

/// Adds to the sample the cells that settle the notation of open columns.
pub(super) fn settle(path: &Path, probe: &mut Probe, plans: &[TablePlan], said: &SourceSetting, limits: &Limits) {
    if probe.is_whole {
        return;
    }
    let is_said = |kind| match kind {
        Written::Date => said.date_order.is_some(),
        Written::Number => said.decimal.is_some(),
    };
    let columns = columns(plans).into_iter().filter(|(_, kind)| !is_said(*kind));
    let open: Vec<(usize, Written)> = columns.filter(|&(column, kind)| is_open(probe, column, kind)).collect();
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
            for (&(column, kind), n_found) in open.iter().zip(&mut n_found) {
                let cell = record.cell(column).trim();
                if *n_found < ENOUGH && kind.is_decisive(cell) {
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

/// The order that the dates of a file show, in whatever columns, where some used column shows none and no other order is
/// shown: an exporter writes all dates of a file alike.
pub(super) fn order_of_file(sample: &[Vec<String>], plans: &[TablePlan]) -> Option<DateOrder> {
    let cells = |column: usize| sample.iter().filter_map(move |row| row.get(column)).map(String::as_str);
    let is_open = |&(column, kind): &(usize, Written)| {
        kind == Written::Date
            && cells(column).any(DateReader::is_ambiguous)
            && !cells(column).any(DateReader::is_decisive)
    };
    if columns(plans).iter().any(is_open) { shown_order(sample) } else { None }
}

/// What a file shows of the order of its dates, for the files around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ShownDates {
    /// The order that its dates show; `None` where they show none, or two.
    pub(super) order: Option<DateOrder>,
    /// Whether some used column could be either, and the file does not show which.
    pub(super) is_open: bool,
}

impl ShownDates {
    pub(super) fn of(sample: &[Vec<String>], plans: &[TablePlan]) -> ShownDates {
        let cells = |column: usize| sample.iter().filter_map(move |row| row.get(column)).map(String::as_str);
        let mut dates = columns(plans).into_iter().filter(|(_, kind)| *kind == Written::Date);
        let is_open = dates.any(|(column, _)| cells(column).any(DateReader::is_ambiguous));
        let order = shown_order(sample);
        ShownDates { order, is_open: is_open && order.is_none() }
    }
}

/// The order that the files around one show: the other sheets of its workbook, else all files, where those that show any
/// show the same.
pub(super) fn order_of_others(names: &[&str], shown: &[ShownDates], one: usize) -> Option<DateOrder> {
    let book = |name: &str| name.split_once('#').map(|(book, _)| book.to_owned());
    let own = book(names[one]);
    let orders = |is_near: &dyn Fn(usize) -> bool| {
        let others = (0..names.len()).filter(|&other| other != one && is_near(other));
        let mut orders = others.filter_map(|other| shown[other].order);
        let first = orders.next()?;
        Some(orders.all(|order| order == first).then_some(first))
    };
    let in_book = own.and_then(|own| orders(&|other| book(names[other]).as_ref() == Some(&own)));
    in_book.or_else(|| orders(&|_| true)).flatten()
}

/// The order that the cells of a file show, where they show one and no other.
fn shown_order(sample: &[Vec<String>]) -> Option<DateOrder> {
    let mut shown = sample.iter().take(MAX_ROWS).flatten().filter_map(|cell| DateReader::order_of(cell));
    let first = shown.next()?;
    shown.all(|order| order == first).then_some(first)
}

/// What is written in two ways that look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Written {
    /// Day and month.
    Date,
    /// Thousands and decimals.
    Number,
}

impl Written {
    fn of(kind: ValueKind) -> Option<Written> {
        match kind {
            ValueKind::Date | ValueKind::Datetime | ValueKind::When => Some(Written::Date),
            ValueKind::Number | ValueKind::Money | ValueKind::Percent => Some(Written::Number),
            _ => None,
        }
    }

    fn is_ambiguous(self, cell: &str) -> bool {
        match self {
            Written::Date => DateReader::is_ambiguous(cell),
            Written::Number => NumberReader::is_ambiguous(cell),
        }
    }

    fn is_decisive(self, cell: &str) -> bool {
        match self {
            Written::Date => DateReader::is_decisive(cell),
            Written::Number => NumberReader::is_decisive(cell),
        }
    }
}

fn columns(plans: &[TablePlan]) -> Vec<(usize, Written)> {
    let of_plan = |plan: &TablePlan| {
        let fields = plan.fields.iter().filter_map(|field| {
            let kind = Written::of(plan.table.fields()[field.field].kind)?;
            Some(field.columns.iter().map(move |&column| (column, kind)))
        });
        let stages = plan.stage_entries.iter().map(|entry| (entry.column, Written::Date));
        fields.flatten().chain(stages).collect::<Vec<_>>()
    };
    let mut columns: Vec<(usize, Written)> = plans.iter().flat_map(of_plan).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Whether the sample holds cells of two readings and none that shows which is meant.
fn is_open(probe: &Probe, column: usize, kind: Written) -> bool {
    let cells = || probe.sample.iter().filter_map(move |row| row.get(column)).map(String::as_str);
    cells().any(|cell| kind.is_ambiguous(cell)) && !cells().any(|cell| kind.is_decisive(cell))
}
