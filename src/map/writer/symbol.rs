//! Ids, names and words to symbols. They repeat, so each is looked at once.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::domain::{Interner, Sym, TableKind, fold, stage_key};

use super::super::lists::roles_in;
use super::super::note::FileNote;
use super::super::parse::links::{Linked, ids_of, record_of};
use super::super::parse::text::{
    canonical_id, is_empty_reference, is_null_id, is_placeholder, without_brackets, without_page_link,
};
use super::super::recognise::{FieldPlan, InWords, in_words};
use super::Reader;

/// So many texts that are read by the words in them are named.
const MAX_NAMED: usize = 5;

/// What exported words stand for.
pub(super) struct Values {
    /// By the exported word, folded.
    known: FxHashMap<String, String>,
    /// What any other word stands for; `None`: itself.
    other: Option<String>,
    /// How any other is read by the words in it.
    in_words: Option<InWords>,
}

impl Values {
    pub(super) fn of(table: TableKind, plan: &FieldPlan) -> Values {
        let known: FxHashMap<_, _> = plan.values.iter().cloned().collect();
        let in_words = in_words(table, plan.field).filter(|_| !known.is_empty() && plan.other.is_none());
        Values { known, other: plan.other.clone(), in_words }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Says which of these cells are read by the words in them alone; `None` where none is.
    pub(super) fn note_in_words<'t>(&self, cells: impl Iterator<Item = &'t str>) -> Option<FileNote> {
        let InWords { meant, says } = self.in_words?;
        let is_known = |cell: &str| self.known.contains_key(&fold(cell)) || self.known.contains_key(&stage_key(cell));
        let unknown = cells.filter(|cell| !is_known(cell) && meant(cell).is_some_and(|kind| fold(kind) != fold(cell)));
        let read: BTreeMap<&str, &str> = unknown.filter_map(|cell| Some((cell.trim(), meant(cell)?))).collect();
        let named = read.iter().take(MAX_NAMED).map(|(word, meant)| format!("\u{201c}{word}\u{201d} as {meant}"));
        let named: Vec<String> = named.collect();
        let sentence = || format!("{says}: {}", named.join(", "));
        (!named.is_empty()).then(|| FileNote::settled(sentence()))
    }

    /// The canonical value of an exported one that is known, with a number before it too: `2 - Accepted`.
    pub(super) fn get(&self, text: &str) -> Option<&str> {
        let numbered =
            || self.known.get(&stage_key(text)).filter(|_| text.starts_with(|sign: char| sign.is_ascii_digit()));
        let known = self.known.get(&fold(text)).or_else(numbered).map(String::as_str);
        known.or_else(|| (self.in_words?.meant)(text))
    }
}

/// The symbol of a text, in the form in which it is compared.
pub(super) fn symbol(
    text: &str,
    reader: &Reader,
    values: &Values,
    memo: &mut Vec<Option<Sym>>,
    symbols: &mut Interner,
) -> Sym {
    let is_word = matches!(reader, Reader::Word | Reader::Text | Reader::Roles);
    let text = if is_word || matches!(reader, Reader::Person) { without_page_link(text) } else { text };
    let raw = symbols.intern(text);
    if raw.is_blank() || (is_word && values.is_empty()) {
        return raw;
    }
    if let Some(Some(known)) = memo.get(raw.index()) {
        return *known;
    }
    let meant = match reader {
        Reader::Id(wanted) => symbol_of_id(text, *wanted, symbols),
        Reader::Person if is_null_id(text) => Sym::BLANK,
        // A report writes a user's id in 15 characters, the list of users in 18.
        Reader::Person => symbols.intern(&canonical_id(without_brackets(text))),
        Reader::Roles => mapped_roles(text, raw, values, symbols),
        _ => mapped_word(text, raw, values, symbols),
    };
    if memo.len() <= raw.index() {
        memo.resize(raw.index() + 1, None);
    }
    memo[raw.index()] = Some(meant);
    meant
}

/// Several ids may share a cell (`;`): each is put into its long form, and the cell keeps them all. A link to a record
/// of the kind that is wanted leads to its id; a deal's id is not what a link to its company ends with.
fn symbol_of_id(text: &str, wanted: Option<Linked>, symbols: &mut Interner) -> Sym {
    let is_nothing = |id: &str| is_empty_reference(id) || is_placeholder(id);
    if is_nothing(text) {
        return Sym::BLANK;
    }
    let is_wanted = |kind: Linked| wanted.is_none_or(|wanted| wanted == kind);
    let id_of = |cell| record_of(cell).filter(|(kind, _)| is_wanted(*kind)).map_or(cell, |(_, id)| id);
    let ids: Vec<_> = ids_of(text).map(|id| canonical_id(id_of(id))).filter(|id| !is_nothing(id)).collect();
    symbols.intern(&ids.join(";"))
}

/// Each role is translated for itself.
fn mapped_roles(text: &str, raw: Sym, values: &Values, symbols: &mut Interner) -> Sym {
    let known = |role: &str| values.get(role);
    if let Some(known) = known(text) {
        return symbols.intern(known);
    }
    if roles_in(text).all(|role| known(role).is_none()) {
        return raw;
    }
    let roles: Vec<&str> = roles_in(text).map(|role| known(role).unwrap_or(role)).collect();
    symbols.intern(&roles.join(";"))
}

/// Each value of a list is translated for itself. Lists are joined by `;`; a comma or a line end joins one only where
/// every part is a known value, because names of products hold commas too.
fn mapped_word(text: &str, raw: Sym, values: &Values, symbols: &mut Interner) -> Sym {
    let known = |part: &str| values.get(part);
    let mut parts: Vec<&str> = text.split(';').map(str::trim).collect();
    if parts.len() == 1 && known(text).is_none() {
        let finer: Vec<&str> = text.split([',', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
        if finer.iter().all(|part| known(part).is_some()) {
            parts = finer;
        }
    }
    if !parts.iter().any(|part| known(part).is_some()) {
        return values.other.as_ref().map_or(raw, |other| symbols.intern(other));
    }
    let mapped: Vec<&str> = parts.iter().map(|part| known(part).unwrap_or(part)).collect();
    symbols.intern(&mapped.join(";"))
}
