//! Words that no definition knows, in fields on which figures rest.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::audit::DataNote;
use crate::domain::{Sym, TableKind, counted, fold};
use crate::map::{Book, Table, is_placeholder, words_in};
use crate::packet::{KNOWN_WORDS, KnownWords};
use crate::settings::{Settings, Source};

use super::values::counts_of_words;
use super::words::{first_init, line_to_fill};
use super::{MAX_EXAMPLES, note};

/// A figure of zero would say of everybody what only the word says.
pub(super) fn unknown_words(book: &Book, settings: &Settings) -> Vec<DataNote> {
    KNOWN_WORDS
        .iter()
        .filter(|field| is_read(book, field))
        .filter_map(|field| of_field(book, settings, field))
        .collect()
}

/// Whether anything rests on the field: contacts' own roles stand in for those that they have on a deal.
fn is_read(book: &Book, field: &KnownWords) -> bool {
    let on_deals = || book.table(TableKind::DealContacts).map(|table| table.symbols("role").is_captured());
    field.table != TableKind::Contacts || on_deals() == Some(false)
}

/// What the cells of a field say that is not known.
#[derive(Default)]
struct Unknown<'b> {
    n_rows: u64,
    /// With the number of its rows, the commonest first.
    words: Vec<(&'b str, u64)>,
    /// Cells with such a word.
    cells: Vec<&'b str>,
}

fn of_field(book: &Book, settings: &Settings, field: &KnownWords) -> Option<DataNote> {
    let table = book.table(field.table)?;
    let unknown = unknown_of(book, table, settings, field);
    let n = unknown.n_rows;
    if n == 0 {
        return None;
    }
    let known = field.known.join(", ");
    let sentence = format!(
        "{n} of {} of {} {} another {} than {known} and {} as {}",
        counted(table.n_records() as u64, "row", "rows"),
        field.table.name(),
        if n == 1 { "has" } else { "have" },
        field.field,
        if n == 1 { "counts" } else { "count" },
        field.else_counts_as
    );
    let named = |(word, n): &(&str, u64)| format!("\u{201c}{word}\u{201d}: {}", counted(*n, "row", "rows"));
    let words = table.symbols(field.field);
    let is_unknown = |row: &usize| unknown.cells.contains(&book.text(words.get(*row)));
    let file = (0..table.n_rows()).find(is_unknown).map(|row| table.row_origin(row).file());
    let path = file.map_or("the file", |file| &book.file(file).path);
    let or_else = field.as_else.first().map_or_else(String::new, |word| format!(" or {word}"));
    let advice = format!(
        "{}say what they mean in audit.toml, below the path of {path} in its [[source]], each one of {known}{or_else}: {}",
        first_init(settings),
        line_to_fill(field.field, unknown.words.iter().map(|(word, _)| *word))
    );
    Some(DataNote {
        examples: unknown.words.iter().take(MAX_EXAMPLES).map(named).collect(),
        ..note(if field.is_usual { "other-word" } else { "unknown-word" }, n, sentence, Some(&advice))
    })
}

fn unknown_of<'b>(book: &'b Book, table: &Table, settings: &Settings, field: &KnownWords) -> Unknown<'b> {
    if !table.symbols(field.field).is_captured() {
        return Unknown::default();
    }
    let decided = field.unless.map(|time| table.times(time));
    let only = field.only.map(|(name, words)| (table.symbols(name), words));
    // Activities are many and of few types.
    let are_asked: RefCell<FxHashMap<Sym, bool>> = RefCell::default();
    let is_one_of = |word: Sym, words: &[&str]| {
        *are_asked.borrow_mut().entry(word).or_insert_with(|| words.contains(&fold(book.text(word)).as_str()))
    };
    let is_asked = |row: usize| {
        decided.is_none_or(|times| times.get(row).is_none())
            && only.is_none_or(|(cells, words)| is_one_of(cells.get(row), words))
    };
    let roles = settings.checklist.items.iter().flat_map(|item| &item.sources).filter_map(|source| match source {
        Source::Role(role) if field.field == "role" => Some(role.as_str()),
        _ => None,
    });
    let known: Vec<String> = field.known.iter().chain(field.as_else).copied().chain(roles).map(fold).collect();
    let is_unknown = |word: &&str| !is_placeholder(word) && !known.contains(&fold(word));
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut unknown = Unknown::default();
    for (cell, n) in counts_of_words(book, table, field.field, is_asked) {
        let words: Vec<&str> = words_in(field.table, field.field, cell).filter(is_unknown).collect();
        // A role of the checklist may have one of the characters that stand between roles.
        if words.is_empty() || !is_unknown(&cell) {
            continue;
        }
        unknown.n_rows += n;
        unknown.cells.push(cell);
        words.into_iter().for_each(|word| *counts.entry(word).or_default() += n);
    }
    unknown.words = counts.into_iter().collect();
    unknown.words.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0)));
    unknown
}
