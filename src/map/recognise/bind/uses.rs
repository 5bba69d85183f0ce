//! A word on every heading: what it feeds, why it feeds nothing, and what it might be as well.

use super::super::super::parse::text::is_blank;
use super::super::how::weigh;
use super::super::{ColumnUse, words};
use super::{Binding, field_name, fit};
use crate::domain::TableKind;

/// In a file with more columns than this the nearest field of each unknown heading is not looked for.
const MAX_GUESSED: usize = 1_000;

/// From so many words on a cell is a text (our judgement).
const TEXT_WORDS: usize = 4;

impl Binding<'_> {
    /// One entry a heading.
    pub(in crate::map::recognise) fn into_uses(self, own: TableKind) -> Vec<ColumnUse> {
        (0..self.headings.len()).map(|column| self.column_use(column, own)).collect()
    }

    fn column_use(&self, column: usize, own: TableKind) -> ColumnUse {
        let (heading, uses) = (self.headings.text(column).to_owned(), &self.uses[column]);
        let rivals = self.rivals(column, own);
        let Some(first) = uses.first() else {
            let unknown = || match heading.trim() {
                "" => "not used: no heading".to_owned(),
                _ => format!("not used: no field of {} is known by this heading", own.name()),
            };
            let how = self.passed_over[column].clone().unwrap_or_else(unknown);
            return ColumnUse {
                heading,
                how,
                rivals,
                is_unread_text: self.holds_texts(column),
                ..ColumnUse::default()
            };
        };
        let kind = first.table.fields()[first.field].kind;
        let (how, confidence) = weigh(&first.how, kind, fit(self.sample, column, kind));
        let field = uses.iter().map(|used| used.name.as_str()).collect::<Vec<_>>().join(", ");
        let confidence = Some(confidence);
        ColumnUse { heading, field: Some(field), how, confidence, rivals, is_unread_text: false }
    }

    /// Whether half of a column's cells are texts of several words, and not one for all: addresses are, names are not.
    fn holds_texts(&self, column: usize) -> bool {
        let cells = self.sample.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim());
        let filled: Vec<&str> = cells.filter(|cell| !is_blank(cell)).collect();
        let is_word = |word: &&str| word.chars().filter(|character| character.is_alphabetic()).count() > 1;
        let is_text = |cell: &&&str| cell.split_whitespace().filter(is_word).take(TEXT_WORDS).count() == TEXT_WORDS;
        let n_texts = filled.iter().filter(is_text).count();
        n_texts > 0
            && 2 * n_texts >= filled.len()
            && (filled.len() == 1 || filled.iter().any(|cell| *cell != filled[0]))
    }

    /// Other fields with a heading of the same words; for a column that is not used, the nearest field.
    fn rivals(&self, column: usize, own: TableKind) -> Vec<String> {
        let heading = self.headings.text(column);
        let is_used = |field: usize| self.uses[column].iter().any(|used| used.table == own && used.field == field);
        let mut rivals = Vec::new();
        for known in words::same_words(own, heading).into_iter().filter(|known| !is_used(known.field)) {
            rivals.push(format!("{}: {}", field_name(own, &own.fields()[known.field]), self.why_not(column, known)));
        }
        let is_wide = self.headings.len() > MAX_GUESSED;
        if rivals.is_empty() && self.uses[column].is_empty() && self.passed_over[column].is_none() && !is_wide {
            rivals.extend(words::nearest(own, heading).map(|(known, near)| {
                let field = field_name(own, &own.fields()[known.field]);
                format!("{field}: nearest, to \"{}\" ({:.0} % alike)", known.text, 100.0 * near)
            }));
        }
        rivals
    }

    fn why_not(&self, column: usize, known: &words::Known) -> String {
        let holder = (0..self.headings.len())
            .find(|&other| self.uses[other].iter().any(|used| used.table == known.table && used.field == known.field));
        match (holder, fit(self.sample, column, known.table.fields()[known.field].kind)) {
            (Some(other), _) => format!("read from \"{}\"", self.headings.text(other).trim()),
            (None, Some(fit)) if !fit.confirms() => {
                format!("{} of {} cells looked at would fit", fit.fits, fit.filled)
            }
            _ => "another field is likelier, or several are as likely".to_owned(),
        }
    }
}
