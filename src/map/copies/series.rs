//! Which file is an older copy of which: the same name but for its numbers, the same table with no column less, and
//! most of the same rows.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::retold::{Fate, Told};
use crate::domain::{FileId, TableKind};
use crate::map::discover::pattern;
use crate::map::file::FileOutcome;

/// A file and its next newer copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OlderCopy {
    /// The file.
    pub older: FileId,
    /// Its copy of a later day.
    pub newer: FileId,
    /// Records that the copy tells anew with other values.
    pub retold: u64,
    /// Records that the copy covers and no longer holds: they do not count.
    pub gone: u64,
    /// Records of which the copy does not tell: they count.
    pub kept: u64,
}

/// The copies among the files, which stand in order of their names, each with the fates of the older one's records.
pub(in crate::map) fn older_copies(outcomes: &[FileOutcome]) -> Vec<(OlderCopy, Vec<Fate>)> {
    let mut series: FxHashMap<(String, TableKind), Vec<usize>> = FxHashMap::default();
    for (position, outcome) in outcomes.iter().enumerate() {
        if let Some(table) = outcome.file.table {
            series.entry((pattern(&outcome.file.path), table)).or_default().push(position);
        }
    }
    let several = series.into_par_iter().filter(|(_, files)| files.len() > 1);
    let mut found: Vec<_> = several.flat_map_iter(|(_, files)| of_series(outcomes, &files)).collect();
    found.sort_by_key(|(copy, _)| copy.older);
    found
}

fn of_series(outcomes: &[FileOutcome], files: &[usize]) -> Vec<(OlderCopy, Vec<Fate>)> {
    let told: Vec<(usize, Told)> = files.iter().filter_map(|&file| Some((file, Told::of(&outcomes[file])?))).collect();
    let copy = |(position, (file, older)): (usize, &(usize, Told))| {
        let n_records = outcomes[*file].hashes.len();
        let fates = |(newer, told): &(usize, Told)| {
            let is_whole = holds_columns_of(&outcomes[*newer], &outcomes[*file]);
            let fates = if is_whole { older.fates(told, n_records) } else { None };
            Some((*newer, fates?))
        };
        let (newer, fates) = told[position + 1..].iter().find_map(fates)?;
        Some(counted(outcomes, *file, newer, fates))
    };
    told.iter().enumerate().filter_map(copy).collect()
}

fn counted(outcomes: &[FileOutcome], older: usize, newer: usize, mut fates: Vec<Fate>) -> (OlderCopy, Vec<Fate>) {
    let anew: FxHashSet<u128> = outcomes[newer].hashes.iter().copied().collect();
    for (fate, hash) in fates.iter_mut().zip(&outcomes[older].hashes) {
        if anew.contains(hash) {
            *fate = Fate::Same;
        }
    }
    let n = |wanted: Fate| fates.iter().filter(|fate| **fate == wanted).count() as u64;
    let [older, newer] = [older, newer].map(|file| FileId(file as u16));
    let copy = OlderCopy { older, newer, retold: n(Fate::Retold), gone: n(Fate::Gone), kept: n(Fate::Stands) };
    (copy, fates)
}

/// Whether a file has a column for all that another has one for.
fn holds_columns_of(newer: &FileOutcome, older: &FileOutcome) -> bool {
    older.tables.iter().all(|held| {
        let same = newer.tables.iter().find(|table| table.table.kind == held.table.kind);
        let is_held = |field: usize| same.is_some_and(|table| table.table.is_captured(field));
        (0..held.table.kind.fields().len()).all(|field| !held.table.is_captured(field) || is_held(field))
    })
}
