//! Stages whose meaning `audit.toml` tells for the deals, where a history of stages names them: a stage that was won in
//! the one and unknown in the other would move the day of the win.

use rustc_hash::FxHashMap;

use super::book::{Book, MeantWord};
use crate::domain::{Sym, TableKind, word_key};

/// Reads the stage history as the words of the deals say. A file that tells words of stages itself is read already.
pub(super) fn in_history(book: &mut Book) {
    let told = told(book);
    let Some(table) = book.any_table(TableKind::StageHistory).filter(|_| !told.is_empty()) else { return };
    let tells_itself: Vec<bool> = book.files.iter().map(|file| file.words.iter().any(is_of_stages)).collect();
    let stages = table.symbols("stage");
    let mut of_symbol: FxHashMap<Sym, Option<(usize, usize)>> = FxHashMap::default();
    let found: Vec<(u32, (usize, usize))> = (0..table.n_rows())
        .filter(|&row| !tells_itself[usize::from(table.row_origin(row).file().0)])
        .filter_map(|row| {
            let stage = stages.get(row);
            let word = of_symbol.entry(stage).or_insert_with(|| *told.get(&word_key(book.text(stage)))?);
            Some((row as u32, (*word)?))
        })
        .collect();
    let mut meant: FxHashMap<u32, Sym> = FxHashMap::default();
    for (row, (file, position)) in found {
        let word = &mut book.files[file].words[position];
        word.cells += 1;
        meant.insert(row, book.symbols.intern(&word.meant));
    }
    if let Some(table) = &mut book.tables[TableKind::StageHistory as usize] {
        table.set_symbols("stage", &meant);
    }
}

/// The words of the deals' stages by their key, as file and position there; none where two files tell different things.
fn told(book: &Book) -> FxHashMap<String, Option<(usize, usize)>> {
    let mut told: FxHashMap<String, Option<(usize, usize)>> = FxHashMap::default();
    for (at, file) in book.files.iter().enumerate() {
        let words = file.words.iter().enumerate();
        for (position, word) in words.filter(|(_, word)| is_of_stages(word) && word.table == TableKind::Deals) {
            let known = told.entry(word_key(&word.exported)).or_insert(Some((at, position)));
            if known.is_some_and(|(file, position)| book.files[file].words[position].meant != word.meant) {
                *known = None;
            }
        }
    }
    told
}

fn is_of_stages(word: &MeantWord) -> bool {
    let is_table = matches!(word.table, TableKind::Deals | TableKind::StageHistory);
    is_table && word.table.field("stage") == Some(word.field)
}
