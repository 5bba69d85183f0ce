//! Whether the segment that an audit is asked about is there at all: a slip of the finger would else give an audit of
//! nothing, which looks like one of a bad quarter.

use std::collections::BTreeSet;

use miette::Diagnostic;

use crate::domain::{TableKind, stage_key};
use crate::map::Book;
use crate::settings::Settings;

/// How many segments a message names.
const MOST_NAMED: usize = 8;

/// No deal and no account is of the segment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Diagnostic)]
#[error("no deal is of the segment \"{wanted}\"")]
#[diagnostic(help("{}", help(near)))]
pub struct NoSegment {
    /// As typed.
    wanted: String,
    /// The segments that there are, the nearest first.
    near: Vec<String>,
}

fn help(near: &[String]) -> String {
    match near {
        [] => "no export has a segment: leave --segment out, or map a column to it in [source.columns]".to_owned(),
        [nearest, ..] => format!("did you mean \"{nearest}\"? there are: {}", near.join(", ")),
    }
}

/// Complains about a segment that nothing is of.
///
/// # Errors
/// When `segment` is set and neither a deal nor an account has it.
pub fn check_segment(book: &Book, settings: &Settings) -> Result<(), NoSegment> {
    let Some(wanted) = &settings.audit.segment else { return Ok(()) };
    let tables = [TableKind::Deals, TableKind::Accounts].into_iter().filter_map(|kind| book.table(kind));
    let cells = tables.flat_map(|table| {
        let cells = table.symbols("segment");
        (0..table.n_rows()).map(move |row| cells.get(row))
    });
    let syms: BTreeSet<_> = cells.filter(|sym| !sym.is_blank()).collect();
    let mut segments: Vec<&str> = syms.into_iter().map(|sym| book.text(sym).trim()).collect();
    let key = stage_key(wanted);
    if segments.iter().any(|segment| stage_key(segment) == key) {
        return Ok(());
    }
    segments.sort_by_cached_key(|segment| (strsim::osa_distance(&stage_key(segment), &key), (*segment).to_owned()));
    segments.dedup();
    segments.truncate(MOST_NAMED);
    Err(NoSegment { wanted: wanted.clone(), near: segments.into_iter().map(str::to_owned).collect() })
}
