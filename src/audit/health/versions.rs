//! Deals that stand in several exports: which export's row was taken, where only the names of the files decide.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::DataNote;
use crate::domain::{FileId, Origin, Sym, TableKind, counted};
use crate::map::Book;
use crate::packet::{Assembly, OTHER_VERSION};

use super::{MAX_EXAMPLES, note};

/// Deals of which two files hold differing rows without a time of change: the file that comes later by its name stands,
/// whichever month it is of.
pub(super) fn decided_by_name(book: &Book, assembly: &Assembly) -> Option<DataNote> {
    let deals = book.table(TableKind::Deals)?;
    let (ids, modified) = (deals.symbols("deal_id"), deals.times("modified_at"));
    let aside = assembly.ledger.iter().filter(|entry| entry.kind == OTHER_VERSION);
    let places: FxHashSet<Origin> = aside.map(|entry| Origin::row(entry.file, entry.line)).collect();
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
    let path = |file: FileId| &book.files[usize::from(file.0)].path;
    let told = |((gives_way, stands), ids): (&(FileId, FileId), &FxHashSet<Sym>)| {
        let deals = counted(ids.len() as u64, "deal", "deals");
        format!("{} gives way to {} in {deals}", path(*gives_way), path(*stands))
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
