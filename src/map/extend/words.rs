//! Words of the exports that an entry of an earlier `audit.toml` does not tell, as comments to be filled in.
//!
//! They stand where the entry tells the words of their field already: behind those of `[source.values.FIELD]`, be it a
//! comment. A word that the entry names is not asked for again.

use std::ops::Range;

use super::super::propose::{word_line, word_lines, word_lines_within};
use super::super::survey::{Surveyed, SurveyedColumn};
use super::layout::{Layout, uncommented};
use crate::domain::word_key;

/// The words of one field that are asked for.
pub(super) struct Asked {
    /// Before which line they are put; `None`: behind the columns of the entry.
    pub(super) place: Option<usize>,
    /// What is put there.
    pub(super) lines: Vec<String>,
    /// How many words.
    pub(super) n_words: usize,
}

/// The words of each field that the entry does not name.
pub(super) fn asked(layout: &Layout, entry: usize, files: &[&Surveyed]) -> Vec<Asked> {
    fields(files).into_iter().filter_map(|column| asked_of(layout, entry, column)).collect()
}

/// One column a field, with the words of it that are not known in any file: a line holds for every file of the entry.
fn fields(files: &[&Surveyed]) -> Vec<SurveyedColumn> {
    let mut fields: Vec<SurveyedColumn> = Vec::new();
    for column in files.iter().flat_map(|file| &file.columns).filter(|column| !column.unknown_words.is_empty()) {
        match fields.iter_mut().find(|known| known.settable == column.settable) {
            None => fields.push(column.clone()),
            // Fields of one name in files of several tables may know other words.
            Some(known) if known.known_words == column.known_words => add(&mut known.unknown_words, column),
            Some(_) => {}
        }
    }
    fields
}

/// The commonest word first, as in one file.
fn add(words: &mut Vec<(String, u64)>, column: &SurveyedColumn) {
    for (word, n) in &column.unknown_words {
        match words.iter_mut().find(|(known, _)| known == word) {
            Some((_, cells)) => *cells += n,
            None => words.push((word.clone(), *n)),
        }
    }
    words.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
}

fn asked_of(layout: &Layout, entry: usize, mut column: SurveyedColumn) -> Option<Asked> {
    let field = column.settable.clone()?;
    let sections = sections(layout, layout.blocks.get(entry)?.all.clone(), &field);
    let named: Vec<String> = sections.iter().flat_map(|section| section.words(layout)).collect();
    column.unknown_words.retain(|(word, _)| !named.contains(&word_key(word)));
    let n_words = column.unknown_words.len();
    let own = sections.iter().max_by_key(|section| section.is_in_force);
    let (place, lines) = match own {
        _ if n_words == 0 => return None,
        Some(section) => (Some(layout.end_of(&section.lines)), column.unknown_words.iter().map(word_line).collect()),
        None if tells(layout, entry, &field) => (None, word_lines_within(&column, &beside(&field))),
        None => (None, word_lines(&column)),
    };
    Some(Asked { place, lines, n_words })
}

/// Above words whose field is told in one line, to which no line can be added.
fn beside(field: &str) -> String {
    format!("within values.{field}:")
}

/// Lines that are about the words of one field: its heading, or [`beside`], and what follows.
struct Section {
    lines: Range<usize>,
    /// No comment.
    is_in_force: bool,
}

impl Section {
    /// The words that it names, in force or in comments, as they are compared.
    fn words(&self, layout: &Layout) -> Vec<String> {
        let keys = |line: &&str| toml::from_str::<toml::Table>(uncommented(line)).ok();
        let tables = layout.lines[self.lines.clone()].iter().skip(1).filter_map(keys);
        tables.flat_map(|table| table.keys().map(|key| word_key(key)).collect::<Vec<_>>()).collect()
    }
}

/// The sections of a field. One that is a comment ends with the comment.
fn sections(layout: &Layout, entry: Range<usize>, field: &str) -> Vec<Section> {
    let is_comment = |position: usize| layout.lines[position].trim_start().starts_with('#');
    let mut sections = Vec::new();
    for start in entry.clone() {
        let line = uncommented(layout.lines[start]);
        if heads(line, field) || line.starts_with(&beside(field)) {
            let is_in_force = !is_comment(start);
            let is_within = |&position: &usize| {
                let line = layout.lines[position];
                let is_heading = line.trim_start().starts_with('[') || Layout::starts_words(line);
                (is_in_force || is_comment(position)) && !is_heading
            };
            let end = (start + 1..entry.end).take_while(is_within).last().unwrap_or(start) + 1;
            sections.push(Section { lines: start..end, is_in_force });
        }
    }
    sections
}

/// Whether a line is the heading of a field's words.
fn heads(line: &str, field: &str) -> bool {
    let compact: String = line.split(']').next().unwrap_or_default().split_whitespace().collect();
    compact.strip_prefix("[source.values.").is_some_and(|named| named.trim_matches(['"', '\'']) == field)
}

/// Whether the entry tells words of the field, however that is written.
fn tells(layout: &Layout, entry: usize, field: &str) -> bool {
    let Ok(settings) = toml::from_str::<toml::Table>(layout.text) else { return false };
    let source = settings.get("source").and_then(|sources| sources.get(entry));
    source.and_then(|source| source.get("values")?.get(field)).is_some()
}
