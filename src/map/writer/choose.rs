//! Which text of a record feeds a field: one cell of several, several joined, or what the record's kind implies.

use crate::domain::fold;
use crate::read::Record;

use super::super::parse::bools::read_bool;
use super::super::parse::text::{is_blank, is_empty_reference, without_formula, without_page_link};
use super::super::recognise::{Combine, FieldPlan};

/// The text that feeds a field and the column that it came from.
pub(super) fn choose<'r>(plan: &'r FieldPlan, record: &Record<'r>, joined: &'r mut String) -> (&'r str, u16) {
    let first = plan.columns.first().or(plan.names.first()).map_or(0, |&column| column as u16);
    let when = plan.when.as_ref().filter(|when| {
        when.told_by.iter().any(|&column| {
            let cell = record.cell(column);
            !is_blank(cell) && when.values.contains(&fold(cell))
        })
    });
    if let Some(is) = when.and_then(|when| when.is.as_deref()) {
        return (is, first);
    }
    if plan.combine != Combine::FirstNonBlank
        && plan.columns.len() > usize::from(plan.combine == Combine::JoinWithSpace)
    {
        join(plan, record, joined);
        return (joined.as_str(), first);
    }
    if !plan.names.is_empty() {
        name_account(plan, record, joined);
        return (joined.as_str(), first);
    }
    let also = when.map_or(&[][..], |when| when.columns.as_slice());
    let mut weak = None;
    for &column in plan.columns.iter().chain(also) {
        let cell = cell_of(record, column);
        if cell.is_empty() || !has_prefix(plan, cell) {
            continue;
        }
        if plan.weak.is_empty() || !plan.weak.contains(&fold(cell)) {
            return (cell, column as u16);
        }
        weak.get_or_insert((cell, column as u16));
    }
    if let Some(weak) = weak {
        return weak;
    }
    (plan.constant.as_deref().unwrap_or(""), first)
}

/// A cell without what surrounds its text.
fn cell_of<'r>(record: &Record<'r>, column: usize) -> &'r str {
    without_formula(record.cell(column).trim())
}

/// Every way in which the row names its account or its deals, an id first. A name of an account keeps no separator of its
/// own.
fn name_account(plan: &FieldPlan, record: &Record<'_>, joined: &mut String) {
    joined.clear();
    let id = plan.columns.iter().map(|&column| cell_of(record, column)).find(|cell| !cell.is_empty());
    joined.push_str(id.unwrap_or(""));
    let names = plan.names.iter().map(|&column| without_page_link(cell_of(record, column)));
    for cell in names.filter(|cell| is_filled(cell)) {
        if !joined.is_empty() {
            joined.push(';');
        }
        let apart = |character| if character == ';' && !plan.is_list { ',' } else { character };
        joined.extend(cell.chars().map(apart));
    }
}

/// First and last name, or the values of all flags that say yes.
fn join(plan: &FieldPlan, record: &Record<'_>, joined: &mut String) {
    joined.clear();
    for (position, &column) in plan.columns.iter().enumerate() {
        let cell = cell_of(record, column);
        let (part, between) = match plan.flags.get(position) {
            Some(value) if matches!(read_bool(cell), Ok(Some(true))) => (value.as_str(), ';'),
            Some(_) => ("", ';'),
            None => (cell, ' '),
        };
        if !joined.is_empty() && !part.is_empty() {
            joined.push(between);
        }
        joined.push_str(part);
    }
}

fn has_prefix(plan: &FieldPlan, cell: &str) -> bool {
    plan.prefixes.is_empty() || plan.prefixes.iter().any(|prefix| cell.starts_with(prefix.as_str()))
}

/// Whether an id stands there, and not one of the spellings of "none".
pub(super) fn is_filled(id: &str) -> bool {
    !is_blank(id) && !is_empty_reference(id)
}
