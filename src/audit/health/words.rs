//! Words of the exports that are no words of the program, and what `audit.toml` says of them.
//!
//! Nobody is told to edit an export: it is evidence. What a word means is told in `audit.toml`, by a line that is given
//! here ready to be filled in.

use std::collections::BTreeMap;

use crate::anonymise::WITHHELD;
use crate::audit::DataNote;
use crate::domain::{TableKind, counted};
use crate::map::{Book, LedgerEntry, MeantWord, quoted};
use crate::settings::Settings;

use super::{MAX_EXAMPLES, note};

/// So many words stand in a line for `audit.toml`; the others come up when these are told.
const MAX_TOLD: usize = 8;
/// So many columns of one kind are told one by one.
const MAX_COLUMNS: usize = 5;

/// `values.event = { "Signed off" = "", "Bounced" = "" }`.
pub(super) fn line_to_fill<'w>(field: &str, words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.take(MAX_TOLD).map(|word| format!("{} = \"\"", quoted(word))).collect();
    format!("values.{field} = {{ {} }}", words.join(", "))
}

/// How an advice begins that is about a `[[source]]`, where there is none yet: one alone would leave all other files out.
pub(super) fn first_init(settings: &Settings) -> &'static str {
    if settings.sources.is_empty() { "run `handoff-audit init`, which names every file, then " } else { "" }
}

/// A yes-or-no column with the words that are neither, and in how many cells each stands.
struct Unread<'b> {
    file: &'b str,
    heading: &'b str,
    /// `deals.is_won`.
    field: &'b str,
    words: BTreeMap<&'b str, u64>,
}

impl Unread<'_> {
    fn n_cells(&self) -> u64 {
        self.words.values().sum()
    }

    fn is_win(&self) -> bool {
        self.field == "deals.is_won"
    }
}

/// Cells of yes-or-no columns that say neither, column by column: which deals are won first, then by the number of cells.
pub(super) fn unread_flags(book: &Book, settings: &Settings) -> Vec<DataNote> {
    let mut columns = unread_columns(book);
    columns.sort_by_key(|column| (!column.is_win(), std::cmp::Reverse(column.n_cells())));
    let more = columns.split_off(columns.len().min(MAX_COLUMNS));
    let n: u64 = more.iter().map(Unread::n_cells).sum();
    let more = (n > 0).then(|| {
        let sentence = format!(
            "{} by a word that is neither yes nor no in {}",
            counted(n, "cell more says yes or no", "cells more say yes or no"),
            counted(more.len() as u64, "other column", "other columns")
        );
        note("unread-flag", n, sentence, Some("tell the words of the columns above, and these are named"))
    });
    columns.iter().map(|column| unread_flag(column, settings)).chain(more).collect()
}

fn unread_columns(book: &Book) -> Vec<Unread<'_>> {
    let mut columns: BTreeMap<(u16, u16), BTreeMap<&str, u64>> = BTreeMap::new();
    let says_neither = |entry: &&LedgerEntry| entry.kind == "unreadable-cell" && &*entry.note == "yes or no";
    for entry in book.ledger.iter().filter(says_neither) {
        let Some(column) = entry.column else { continue };
        *columns.entry((entry.file.0, column)).or_default().entry(&entry.text).or_default() += 1;
    }
    let unread = |((file, column), words): ((u16, u16), _)| {
        let file = &book.files[usize::from(file)];
        let column = file.columns.get(usize::from(column))?;
        let field = column.fields().next()?;
        Some(Unread { file: &file.path, heading: column.heading.trim(), field, words })
    };
    columns.into_iter().filter_map(unread).collect()
}

fn unread_flag(column: &Unread<'_>, settings: &Settings) -> DataNote {
    let Unread { file, heading, field, words } = column;
    let name = field.split_once('.').map_or(*field, |(_, name)| name);
    let n = column.n_cells();
    let sentence = format!(
        "{} of \"{heading}\" in {file} {} {field} by a word that is neither yes nor no, and {} as blank",
        counted(n, "cell", "cells"),
        if n == 1 { "says" } else { "say" },
        if n == 1 { "counts" } else { "count" },
    );
    // Where names are withheld the words are too: they are asked for without them.
    let told = || words.iter().filter(|(word, _)| **word != WITHHELD);
    let line = match told().next() {
        Some(_) => line_to_fill(name, told().map(|(word, _)| *word)),
        None => format!("values.{name} = {{ .. }}"),
    };
    let advice = format!(
        "{}say which is which in audit.toml, below the path of its [[source]], each as \"yes\" or \"no\": {line}",
        first_init(settings),
    );
    let kind = if column.is_win() { "unread-win" } else { "unread-flag" };
    let shown = told().map(|(word, n)| format!("\u{201c}{word}\u{201d}: {}", counted(*n, "row", "rows")));
    DataNote { examples: shown.take(MAX_EXAMPLES).collect(), ..note(kind, n, sentence, Some(&advice)) }
}

/// What was read as `audit.toml` says, and what it says of words that stand nowhere.
pub(super) fn told_words(book: &Book) -> Vec<DataNote> {
    let mut told: BTreeMap<(TableKind, usize, &str), (&MeantWord, u64)> = BTreeMap::new();
    for word in book.files.iter().flat_map(|file| &file.words) {
        told.entry((word.table, word.field, &word.exported)).or_insert((word, 0)).1 += word.cells;
    }
    let (idle, used): (Vec<_>, Vec<_>) = told.into_values().partition(|(_, cells)| *cells == 0);
    let place = |word: &MeantWord| format!("{}.{}", word.table.name(), word.table.fields()[word.field].name);
    let n: u64 = used.iter().map(|(_, cells)| cells).sum();
    let read = |(word, cells): &(&MeantWord, u64)| {
        let cells = counted(*cells, "cell", "cells");
        format!("{}: \u{201c}{}\u{201d} read as {}: {cells}", place(word), word.exported, word.meant)
    };
    let used = (n > 0).then(|| DataNote {
        examples: used.iter().take(MAX_EXAMPLES).map(read).collect(),
        ..note(
            "told-word",
            n,
            counted(
                n,
                "cell was read as audit.toml says that its word means",
                "cells were read as audit.toml says that their words mean",
            ),
            None,
        )
    });
    let n_idle = idle.len() as u64;
    let idle = (n_idle > 0).then(|| DataNote {
        examples: idle
            .iter()
            .take(MAX_EXAMPLES)
            .map(|(word, _)| format!("{}: \u{201c}{}\u{201d}", place(word), word.exported))
            .collect(),
        ..note(
            "idle-word",
            n_idle,
            counted(
                n_idle,
                "word that audit.toml tells the meaning of stands in no cell",
                "words that audit.toml tells the meaning of stand in no cell",
            ),
            Some("write it as the export has it, or remove it from [source.values]"),
        )
    });
    used.into_iter().chain(idle).collect()
}

#[cfg(test)]
mod tests {
    use super::line_to_fill;

    #[test]
    fn a_line_to_fill_is_one_of_audit_toml() {
        let line = line_to_fill("event", ["Signed \"off\"", "OK"].into_iter());
        assert_eq!(line, "values.event = { \"Signed \\\"off\\\"\" = \"\", \"OK\" = \"\" }");
        assert!(toml::from_str::<toml::Table>(&line).is_ok(), "{line}");
        let many: Vec<String> = (0..20).map(|word| format!("w{word}")).collect();
        assert_eq!(line_to_fill("event", many.iter().map(String::as_str)).matches("= \"\"").count(), 8);
    }
}
