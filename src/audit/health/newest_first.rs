//! A log of reviews that is sorted the newest first and has days without times: of two entries of one day the lower one came
//! first, and is read as the later one.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::DataNote;
use crate::domain::{FileId, Sym, TableKind, counted};
use crate::map::{Book, Table};

use super::{MAX_EXAMPLES, note};

/// So many different days in descending order are no chance (our judgement).
const ENOUGH_DAYS: usize = 4;

/// Deals with different events on one day of such a log: which of them stands is by the order of the rows.
pub(super) fn newest_first(book: &Book) -> Option<DataNote> {
    let reviews = book.table(TableKind::Reviews)?;
    let mut files: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    (0..reviews.n_rows()).for_each(|row| files.entry(reviews.row_origin(row).file()).or_default().push(row));
    let torn: BTreeMap<FileId, u64> = files
        .into_iter()
        .filter(|(_, rows)| is_newest_first(reviews, rows))
        .map(|(file, rows)| (file, torn_deals(reviews, &rows)))
        .filter(|(_, n)| *n > 0)
        .collect();
    let n = torn.values().sum();
    let sentence = counted(
        n,
        "deal has different decisions on one day of a log that is sorted the newest first: the lower row is read as the later one",
        "deals have different decisions on one day of a log that is sorted the newest first: the lower row is read as the later one",
    );
    let advice = "export the time of each decision, or sort the log the oldest first";
    let named = |(file, n): (&FileId, &u64)| format!("{}: {}", book.file(*file).path, counted(*n, "deal", "deals"));
    (n > 0).then(|| DataNote {
        examples: torn.iter().take(MAX_EXAMPLES).map(named).collect(),
        ..note("newest-first", n, sentence, Some(advice))
    })
}

fn is_newest_first(reviews: &Table, rows: &[usize]) -> bool {
    let times = reviews.times("occurred_at");
    let mut days: Vec<i32> = rows.iter().filter_map(|&row| times.get(row)).map(|at| at.day()).collect();
    let is_descending = days.windows(2).all(|pair| pair[0] >= pair[1]);
    days.dedup();
    is_descending && days.len() >= ENOUGH_DAYS
}

/// Deals with two different events on one day without a time.
fn torn_deals(reviews: &Table, rows: &[usize]) -> u64 {
    let (deals, events, times) = (reviews.symbols("deal_id"), reviews.symbols("event"), reviews.times("occurred_at"));
    let mut of_day: FxHashMap<(Sym, i32), FxHashSet<Sym>> = FxHashMap::default();
    let dated = rows.iter().filter_map(|&row| Some((row, times.get(row).filter(|at| at.is_day())?)));
    for (row, at) in dated.filter(|(row, _)| !deals.get(*row).is_blank()) {
        of_day.entry((deals.get(row), at.day())).or_default().insert(events.get(row));
    }
    let torn: FxHashSet<Sym> =
        of_day.into_iter().filter(|(_, events)| events.len() > 1).map(|((deal, _), _)| deal).collect();
    torn.len() as u64
}
