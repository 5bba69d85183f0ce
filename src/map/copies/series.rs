//! Which file is an older copy of which: the same name but for its numbers, the same table with no column less, and
//! most of the same rows.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::OLDER_COPY;
use super::retold::{Fate, Told};
use crate::domain::{FileId, TableKind};
use crate::map::discover::pattern;
use crate::map::file::FileOutcome;
use crate::map::join::IDENTICAL_ROW;

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

/// Why a record gives way to a newer copy of its file.
#[derive(Clone, Copy, Debug)]
pub(in crate::map) struct GivesWay {
    /// For the ledger.
    pub(in crate::map) kind: &'static str,
    /// The copy.
    pub(in crate::map) newer: FileId,
    /// The copy has it no longer.
    pub(in crate::map) is_gone: bool,
}

/// The copies among the files, which stand in order of their names; and by file, by record, what gives way.
pub(in crate::map) fn give_way(outcomes: &[FileOutcome]) -> (Vec<OlderCopy>, FxHashMap<usize, Vec<Option<GivesWay>>>) {
    let mut series: FxHashMap<(String, TableKind), Vec<usize>> = FxHashMap::default();
    for (position, outcome) in outcomes.iter().enumerate() {
        if let Some(table) =
            outcome.file.table.filter(|_| outcome.tables.first().is_some_and(|own| own.records.is_some()))
        {
            series.entry((pattern(&outcome.file.path), table)).or_default().push(position);
        }
    }
    let mut found: Vec<(OlderCopy, Vec<Option<GivesWay>>)> = series
        .into_par_iter()
        .filter(|(_, files)| files.len() > 1)
        .flat_map_iter(|(_, files)| of_series(outcomes, &files))
        .collect();
    found.sort_by_key(|(copy, _)| copy.older);
    found.into_iter().map(|(copy, records)| (copy.clone(), (usize::from(copy.older.0), records))).unzip()
}

fn of_series(outcomes: &[FileOutcome], files: &[usize]) -> Vec<(OlderCopy, Vec<Option<GivesWay>>)> {
    let told: Vec<Option<Told>> = files.iter().map(|&file| Told::of(&outcomes[file])).collect();
    let mut found = Vec::new();
    for (position, older) in told.iter().enumerate() {
        let Some(older) = older else { continue };
        let (file, n_records) = (files[position], outcomes[files[position]].hashes.len());
        let newer = (position + 1..files.len()).find_map(|at| {
            let has_columns = holds_columns_of(&outcomes[files[at]], &outcomes[file]);
            let newer = told[at].as_ref().filter(|_| has_columns)?;
            Some((files[at], older.fates(newer, n_records)?))
        });
        if let Some((newer, fates)) = newer {
            found.push(judged(outcomes, file, newer, &fates));
        }
    }
    found
}

fn judged(outcomes: &[FileOutcome], older: usize, newer: usize, fates: &[Fate]) -> (OlderCopy, Vec<Option<GivesWay>>) {
    let anew: FxHashSet<u128> = outcomes[newer].hashes.iter().copied().collect();
    let [older_id, newer_id] = [older, newer].map(|file| FileId(file as u16));
    let mut copy = OlderCopy { older: older_id, newer: newer_id, retold: 0, gone: 0, kept: 0 };
    let records = fates.iter().zip(&outcomes[older].hashes).map(|(fate, hash)| {
        let is_same = anew.contains(hash);
        let count = match fate {
            _ if is_same => None,
            Fate::Stands => Some(&mut copy.kept),
            Fate::Retold => Some(&mut copy.retold),
            Fate::Gone => Some(&mut copy.gone),
        };
        count.into_iter().for_each(|count| *count += 1);
        let kind = if is_same { IDENTICAL_ROW } else { OLDER_COPY };
        let is_gone = *fate == Fate::Gone && !is_same;
        (is_same || *fate != Fate::Stands).then_some(GivesWay { kind, newer: newer_id, is_gone })
    });
    let records = records.collect();
    (copy, records)
}

/// Whether a file has a column for all that another has one for.
fn holds_columns_of(newer: &FileOutcome, older: &FileOutcome) -> bool {
    older.tables.iter().all(|held| {
        let same = newer.tables.iter().find(|table| table.table.kind == held.table.kind);
        let is_held = |field: usize| same.is_some_and(|table| table.table.is_captured(field));
        (0..held.table.kind.fields().len()).all(|field| !held.table.is_captured(field) || is_held(field))
    })
}
