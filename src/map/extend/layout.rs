//! The lines of an `audit.toml` that is there already: which belong to which entry, and where a line may be put in.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::propose::{WORDS_OF, quoted};

/// The beginning of each heading of told words.
const VALUES: &str = "[source.values";

/// The lines of an `audit.toml`, and where its entries stand.
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) lines: Vec<&'t str>,
    pub(super) blocks: Vec<Block>,
}

/// One `[[source]]`, as ranges of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) all: Range<usize>,
    /// Its own keys, from its heading on.
    pub(super) keys: Range<usize>,
    /// `[source.columns]`, from that heading on.
    pub(super) columns: Option<Range<usize>>,
    /// Its columns are written as `columns = {..}` or `columns.x = ..`.
    pub(super) is_inline: bool,
}

impl<'t> Layout<'t> {
    pub(super) fn of(text: &'t str) -> Layout<'t> {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let inside = values(text);
        let mut offset = 0;
        let mut headings: Vec<(usize, String)> = Vec::new();
        for (position, line) in lines.iter().enumerate() {
            // A line of a list or of a long text may begin with a bracket too.
            let is_value = inside.iter().any(|value| value.start < offset && offset < value.end);
            if line.trim_start().starts_with('[') && !is_value {
                let end = line.find('#').unwrap_or(line.len());
                headings.push((position, line[..end].split_whitespace().collect()));
            }
            offset += line.len();
        }
        let ends = headings.iter().skip(1).map(|(position, _)| *position).chain([lines.len()]);
        let mut blocks: Vec<Block> = Vec::new();
        for ((start, heading), end) in headings.iter().zip(ends) {
            match (heading.as_str(), blocks.last_mut()) {
                ("[[source]]", _) => {
                    let is_inline = lines[*start..end].iter().any(|line| line.trim_start().starts_with("columns"));
                    blocks.push(Block { all: *start..end, keys: *start..end, columns: None, is_inline });
                }
                ("[source.columns]", Some(block)) if block.all.end == *start => {
                    block.columns = Some(*start..end);
                    block.all.end = end;
                }
                (heading, Some(block)) if heading.starts_with(VALUES) && block.all.end == *start => {
                    block.all.end = end;
                }
                _ => {}
            }
        }
        Layout { text, lines, blocks }
    }

    /// The line behind the last one that belongs to what the range holds: comments that a blank line sets apart, the
    /// blank line itself, and words that are asked for belong to what follows.
    pub(super) fn end_of(&self, range: &Range<usize>) -> usize {
        let is_said = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let last = self.lines[range.clone()].iter().rposition(|line| is_said(line)).unwrap_or(0);
        let after = &self.lines[range.start + last + 1..range.end];
        let is_comment = |line: &&&str| line.trim_start().starts_with('#') && !Layout::starts_words(line);
        range.start + last + 1 + after.iter().take_while(is_comment).count()
    }

    /// Whether the words of a field begin with a line, be it a comment.
    pub(super) fn starts_words(line: &str) -> bool {
        let line = uncommented(line);
        line.starts_with(VALUES) || line.starts_with(WORDS_OF)
    }

    /// Whether a line of the block, or a comment in it, is about that heading.
    pub(super) fn mentions(&self, block: &Block, heading: &str) -> bool {
        let (basic, literal) = (quoted(heading), format!("'{heading}'"));
        self.lines[block.all.clone()].iter().any(|line| {
            let line = uncommented(line);
            let value = line.split_once('=').map_or("", |(_, value)| value.trim_start());
            [line, value].iter().any(|said| said.starts_with(&basic) || said.starts_with(&literal))
                || (block.is_inline && line.starts_with("columns") && line.contains(&basic))
        })
    }

    /// The text with lines put before those of the given numbers.
    pub(super) fn with(&self, added: BTreeMap<usize, Vec<String>>) -> String {
        if added.values().all(Vec::is_empty) {
            return self.text.to_owned();
        }
        let end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut text = String::with_capacity(2 * self.text.len());
        for position in 0..=self.lines.len() {
            for line in added.get(&position).into_iter().flatten() {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push_str(end);
                }
                text.push_str(line);
                text.push_str(end);
            }
            text.push_str(self.lines.get(position).copied().unwrap_or(""));
        }
        text
    }
}

/// A line without the marks that make it a comment.
pub(super) fn uncommented(line: &str) -> &str {
    line.trim_start().trim_start_matches(['#', ' ', '\t'])
}

/// Where the values of a TOML text stand, in bytes; none for a text that does not parse.
fn values(text: &str) -> Vec<Range<usize>> {
    fn collect(table: &DeTable<'_>, spans: &mut Vec<Range<usize>>) {
        for value in table.values() {
            match value.get_ref() {
                DeValue::Table(inner) => collect(inner, spans),
                DeValue::Array(items) if items.iter().all(|item| matches!(item.get_ref(), DeValue::Table(_))) => {
                    items.iter().filter_map(|item| item.get_ref().as_table()).for_each(|inner| collect(inner, spans));
                }
                _ => spans.push(value.span()),
            }
        }
    }
    let mut spans = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        collect(table.get_ref(), &mut spans);
    }
    spans
}
