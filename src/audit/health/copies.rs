//! Copies of one export that were taken on several days: which stand, and what they no longer hold.

use std::collections::BTreeMap;

use crate::audit::DataNote;
use crate::domain::{TableKind, counted};
use crate::map::{Book, OlderCopy};

use super::{MAX_EXAMPLES, note};

/// The notes, in order of what they change.
pub(super) fn notes(book: &Book) -> impl Iterator<Item = DataNote> {
    [gone(book), kept(book), copies(book)].into_iter().flatten()
}

/// Copies and their newest ones.
fn copies(book: &Book) -> Option<DataNote> {
    let next: BTreeMap<_, _> = book.older_copies.iter().map(|copy| (copy.older, copy.newer)).collect();
    let newest = |copy: &OlderCopy| {
        let mut newest = copy.newer;
        while let Some(&newer) = next.get(&newest) {
            newest = newer;
        }
        newest
    };
    let mut of_newest: BTreeMap<_, (u64, u64)> = BTreeMap::new();
    for copy in &book.older_copies {
        let (n, retold) = of_newest.entry(newest(copy)).or_default();
        *n += 1;
        *retold += copy.retold;
    }
    let n = book.older_copies.len() as u64;
    let sentence = counted(
        n,
        "file is an older copy of an export, by its name and its rows: what the newest copy tells stands",
        "files are older copies of exports, by their names and their rows: what the newest copy tells stands",
    );
    let told = |(newest, (n, retold)): (&crate::domain::FileId, &(u64, u64))| {
        let copies = counted(*n, "older copy", "older copies");
        format!("{} stands for {copies} ({} told otherwise)", book.file(*newest).path, counted(*retold, "row", "rows"))
    };
    (n > 0).then(|| DataNote {
        examples: of_newest.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note("older-copies", n, sentence, None)
    })
}

/// Entries that a newer copy covers and no longer holds.
fn gone(book: &Book) -> Option<DataNote> {
    let sentence = |n| {
        counted(
            n,
            "entry of an older copy is not in the newer one, which covers its day or its deal, and does not count",
            "entries of older copies are not in the newer ones, which cover their days or their deals, and do not count",
        )
    };
    let advice = "where the newer export is not whole, export it again";
    of_copies(book, "gone-from-copy", |_, copy| copy.gone, sentence, advice)
}

/// Records that only an older copy holds. Deals have a note of their own.
fn kept(book: &Book) -> Option<DataNote> {
    let sentence = |n| {
        counted(
            n,
            "row stands in an older copy of an export and not in the newer one, and counts",
            "rows stand in older copies of exports and not in the newer ones, and count",
        )
    };
    let count = |table, copy: &OlderCopy| if table == Some(TableKind::Deals) { 0 } else { copy.kept };
    of_copies(book, "kept-from-copy", count, sentence, "where they were deleted since, leave the older copy out")
}

fn of_copies(
    book: &Book,
    kind: &str,
    count: impl Fn(Option<TableKind>, &OlderCopy) -> u64,
    sentence: impl Fn(u64) -> String,
    advice: &str,
) -> Option<DataNote> {
    let counts = book.older_copies.iter().map(|copy| (copy, count(book.file(copy.older).table, copy)));
    let counts: Vec<(&OlderCopy, u64)> = counts.filter(|(_, n)| *n > 0).collect();
    let n = counts.iter().map(|(_, n)| n).sum();
    let told = |(copy, n): &(&OlderCopy, u64)| {
        let rows = counted(*n, "row", "rows");
        format!("{rows} of {}, of which {} is a newer copy", book.file(copy.older).path, book.file(copy.newer).path)
    };
    (n > 0).then(|| DataNote {
        examples: counts.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note(kind, n, sentence(n), Some(advice))
    })
}
