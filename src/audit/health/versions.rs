//! Deals that stand in several exports: which were put together from them, and which export's row or cell was taken where
//! only the names of the files decide.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::DataNote;
use crate::domain::{FileId, Origin, Sym, TableKind, counted};
use crate::map::{Book, IDENTICAL_ROW, Table, newest_of_each};
use crate::packet::{Assembly, OTHER_VERSION, OTHER_VIEW, Scope};

use super::{MAX_EXAMPLES, note};

/// The rows of deals that do not stand for these reasons.
fn set_aside<'a>(assembly: &'a Assembly, reasons: &'a [&str]) -> impl Iterator<Item = Origin> + 'a {
    let aside = assembly.ledger.iter().filter(|entry| reasons.contains(&entry.kind));
    aside.map(|entry| Origin::row(entry.file, entry.line))
}

/// A deal with rows in several views: the row that stands and the others.
struct Viewed {
    stands: usize,
    views: Vec<usize>,
}

/// The deals with several views, in order of the rows that stand.
fn viewed(deals: &Table, assembly: &Assembly) -> Vec<Viewed> {
    let mut views: FxHashMap<Sym, Vec<usize>> = FxHashMap::default();
    let ids = deals.symbols("deal_id");
    for row in set_aside(assembly, &[OTHER_VIEW]).filter_map(|place| deals.row_at(place)) {
        views.entry(ids.get(row)).or_default().push(row);
    }
    if views.is_empty() {
        return Vec::new();
    }
    let standing = newest_of_each(deals, |row| views.contains_key(&ids.get(row)));
    let mut all: Vec<Viewed> = views
        .into_iter()
        .filter_map(|(id, views)| Some(Viewed { stands: *standing.get(&id)? as usize, views }))
        .collect();
    all.sort_by_key(|deal| deal.stands);
    all
}

/// Deals that were put together from several exports with other columns.
pub(super) fn put_together(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let mut of_files: BTreeMap<Vec<FileId>, u64> = BTreeMap::new();
    for deal in viewed(deals, assembly) {
        let files: BTreeSet<FileId> =
            deal.views.iter().chain([&deal.stands]).map(|&row| deals.row_origin(row).file()).collect();
        *of_files.entry(files.into_iter().collect()).or_default() += 1;
    }
    let n = of_files.values().sum::<u64>();
    let told = |(files, n): (&Vec<FileId>, &u64)| {
        let paths: Vec<&str> = files.iter().map(|&file| book.file(file).path.as_str()).collect();
        format!("{}: {}", paths.join(", "), counted(*n, "deal", "deals"))
    };
    let sentence = counted(
        n,
        "deal was put together from several exports with other columns",
        "deals were put together from several exports with other columns",
    );
    (n > 0).then(|| DataNote {
        examples: of_files.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note("put-together", n, sentence, None)
    })
}

/// Deals of which two files hold differing rows without a time of change: the file that comes later by its name stands,
/// whichever month it is of.
pub(super) fn decided_by_name(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let (ids, modified) = (deals.symbols("deal_id"), deals.times("modified_at"));
    let places: FxHashSet<Origin> = set_aside(assembly, &[OTHER_VERSION, OTHER_VIEW]).collect();
    if places.is_empty() {
        return None;
    }
    let stands = |row: &usize| !places.contains(&deals.row_origin(*row)) && modified.get(*row).is_none();
    let standing: FxHashMap<Sym, usize> = (0..deals.n_rows()).filter(stands).map(|row| (ids.get(row), row)).collect();
    let mut pairs: BTreeMap<(FileId, FileId), FxHashSet<Sym>> = BTreeMap::new();
    for place in &places {
        let Some(aside) = deals.row_at(*place) else { continue };
        let Some(&row) = standing.get(&ids.get(aside)) else { continue };
        let file = deals.row_origin(row).file();
        if file != place.file() && deals.may_contradict(row, aside) {
            pairs.entry((place.file(), file)).or_default().insert(ids.get(aside));
        }
    }
    let n = pairs.values().flatten().collect::<FxHashSet<_>>().len() as u64;
    let told = |((gives_way, stands), ids): (&(FileId, FileId), &FxHashSet<Sym>)| {
        let deals = counted(ids.len() as u64, "deal", "deals");
        format!("{} gives way to {} in {deals}", book.file(*gives_way).path, book.file(*stands).path)
    };
    let sentence = counted(
        n,
        "deal stands in several files with different values and no time of change: the file that comes last by its name was believed",
        "deals stand in several files with different values and no time of change: the file that comes last by its name was believed",
    );
    let advice = "keep one of the files, or export when each deal was last modified, so that its latest state stands";
    (n > 0).then(|| DataNote {
        examples: pairs.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note("believed-by-name", n, sentence, Some(advice))
    })
}

/// Deals in scope of an export of which a later file is a newer copy that does not hold them: they may have been deleted,
/// or merged with others, in the CRM.
pub(super) fn gone_since(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let ids = deals.symbols("deal_id");
    let mut of_files: BTreeMap<FileId, FxHashSet<Sym>> = BTreeMap::new();
    for row in (0..deals.n_rows()).filter(|&row| !ids.get(row).is_blank()) {
        of_files.entry(deals.row_origin(row).file()).or_default().insert(ids.get(row));
    }
    // A row that is the same in both files is read once; the ledger has the others.
    let repeated = book.ledger.iter().filter(|entry| entry.kind == IDENTICAL_ROW && !entry.text.is_empty());
    for (file, id) in repeated.filter_map(|entry| Some((entry.file, book.symbols.find(&entry.text)?))) {
        of_files.entry(file).or_default().insert(id);
    }
    let newer_copy = |older: FileId| {
        of_files.keys().rev().copied().find(|&newer| newer > older && is_copy(deals, &of_files, older, newer))
    };
    let copies: BTreeMap<FileId, FileId> =
        of_files.keys().filter_map(|&older| Some((older, newer_copy(older)?))).collect();
    let mut gone: BTreeMap<(FileId, FileId), u64> = BTreeMap::new();
    for packet in assembly.packets.iter().filter(|packet| packet.scope == Scope::InScope) {
        let older = deals.row_origin(packet.row as usize).file();
        if let Some(newer) = copies.get(&older).filter(|newer| !of_files[newer].contains(&packet.id)) {
            *gone.entry((older, *newer)).or_default() += 1;
        }
    }
    let n = gone.values().sum();
    let told = |((older, newer), n): (&(FileId, FileId), &u64)| {
        format!(
            "{} of {}, of which {} is a newer copy",
            counted(*n, "deal", "deals"),
            book.file(*older).path,
            book.file(*newer).path
        )
    };
    let sentence = counted(
        n,
        "deal in scope stands in an older copy of the deals and not in the newer one, and counts",
        "deals in scope stand in an older copy of the deals and not in the newer one, and count",
    );
    let advice = "where they were deleted or merged in the CRM, leave the older copy out";
    (n > 0).then(|| DataNote {
        examples: gone.iter().take(MAX_EXAMPLES).map(told).collect(),
        ..note("gone-since", n, sentence, Some(advice))
    })
}

/// Whether the newer file has the same columns and most of the deals of the older one.
fn is_copy(deals: &Table, of_files: &BTreeMap<FileId, FxHashSet<Sym>>, older: FileId, newer: FileId) -> bool {
    let fields = 0..TableKind::Deals.fields().len();
    let has_same_columns =
        fields.into_iter().all(|field| deals.is_captured_by(field, older) == deals.is_captured_by(field, newer));
    let n_kept = of_files[&older].intersection(&of_files[&newer]).count();
    has_same_columns && 2 * n_kept > of_files[&older].len()
}
