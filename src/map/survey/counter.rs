//! The cells of one column, counted: values of the field's kind, blank ones, and those that cannot be read.

mod words;

use crate::domain::{ValueKind, Zone};
use crate::read::{Probe, Record};
use crate::settings::{DateOrder, Names, SourceSetting};

use super::super::parse::bools::read_bool;
use super::super::parse::dates::{DateReader, Told};
use super::super::parse::numbers::NumberReader;
use super::super::parse::text::{is_empty_reference, is_placeholder, without_formula};
use super::super::recognise::{ColumnUse, Recognition};
use super::super::settle::order_of_file;
use super::super::writer::Meant;
use super::{Example, SurveyedColumn};
use words::Words;

/// How many unreadable cells of a column are shown.
const MAX_EXAMPLES: usize = 3;
/// How many sample values of a column are shown, masked.
const MAX_SAMPLES: usize = 3;
/// The longest masked value, in characters.
const MAX_MASKED: usize = 24;

/// How the cells of a column are read.
enum Reader {
    Text,
    Date(DateReader),
    /// Open: no cell of the sample shows the column's decimal mark.
    Number {
        reader: NumberReader,
        is_open: bool,
    },
    Bool {
        values: Vec<(String, String)>,
    },
}

/// Counts the cells of one column.
pub(super) struct Counter {
    reader: Reader,
    is_used: bool,
    parsed: u64,
    blank: u64,
    unparsable: u64,
    ambiguous: u64,
    notation: String,
    examples: Vec<Example>,
    samples: Vec<String>,
    words: Option<Words>,
    /// What its words mean.
    meant: Option<Meant>,
}

/// A counter for each column of a file.
pub(super) fn counters(
    probe: &Probe,
    recognition: Option<&Recognition>,
    setting: &SourceSetting,
    names: &Names,
    by_others: Option<DateOrder>,
) -> Vec<Counter> {
    let plans = recognition.map_or(&[][..], Recognition::plans);
    let told = Told { said: setting.date_order, by_file: order_of_file(&probe.sample, plans), by_others };
    (0..probe.headings.len())
        .map(|column| {
            let cells = || probe.sample.iter().filter_map(move |row| row.get(column)).map(String::as_str);
            let fed = plans.iter().find_map(|plan| {
                let field = plan.fields.iter().find(|field| field.columns.contains(&column))?;
                Some((plan.table, field))
            });
            let fed_kind = fed.map(|(table, field)| table.fields()[field.field].kind);
            let is_stage = plans.first().is_some_and(|plan| plan.stage_entries.iter().any(|e| e.column == column));
            let kind = fed_kind.or(is_stage.then_some(ValueKind::When));
            let (reader, notation) = match kind {
                Some(ValueKind::Date | ValueKind::Datetime | ValueKind::When) => {
                    let decision = DateReader::decide_as(cells(), told);
                    (Reader::Date(decision.reader), decision.format.to_owned())
                }
                Some(kind @ (ValueKind::Number | ValueKind::Money | ValueKind::Percent)) => {
                    let decision = NumberReader::decide_as(cells(), kind == ValueKind::Money, setting.decimal);
                    let is_open = !cells().any(NumberReader::is_decisive);
                    (Reader::Number { reader: decision.reader, is_open }, decision.reader.notation().to_owned())
                }
                Some(ValueKind::Bool) => {
                    let values = fed.map_or_else(Vec::new, |(_, field)| field.values.clone());
                    (Reader::Bool { values }, String::new())
                }
                _ => (Reader::Text, String::new()),
            };
            let words = fed.and_then(|(table, field)| Words::of(table, field, names));
            let meant = fed.and_then(|(table, field)| Meant::of(table, field.field, &setting.values));
            Counter { words, meant, ..Counter::new(reader, kind.is_some(), notation) }
        })
        .collect()
}

impl Counter {
    fn new(reader: Reader, is_used: bool, notation: String) -> Counter {
        Counter {
            reader,
            is_used,
            parsed: 0,
            blank: 0,
            unparsable: 0,
            ambiguous: 0,
            notation,
            examples: Vec::new(),
            samples: Vec::new(),
            words: None,
            meant: None,
        }
    }

    pub(super) fn count(&mut self, record: &Record<'_>, column: usize, zone: &Zone) {
        let text = without_formula(record.cell(column).trim());
        if is_empty_reference(text) {
            self.blank += 1;
            return;
        }
        if self.samples.len() < MAX_SAMPLES {
            let masked = masked(text);
            if !self.samples.contains(&masked) {
                self.samples.push(masked);
            }
        }
        let text = self.meant.as_mut().map_or(text, |meant| meant.read(text));
        if let Some(words) = &mut self.words {
            words.count(text);
        }
        let expected = match &self.reader {
            Reader::Text => None,
            Reader::Date(reader) => {
                self.ambiguous += u64::from(DateReader::is_ambiguous(text));
                match reader.read(text, zone) {
                    Ok(None) => {
                        self.blank += 1;
                        return;
                    }
                    Ok(Some(_)) => None,
                    Err(unreadable) => Some(unreadable.expected),
                }
            }
            Reader::Number { reader, is_open } => {
                self.ambiguous += u64::from(*is_open && NumberReader::is_ambiguous(text));
                reader.read(text).err().map(|unreadable| unreadable.expected)
            }
            Reader::Bool { values } => {
                let folded = crate::domain::fold(text);
                let meant = values.iter().find(|(known, _)| *known == folded).map_or(text, |(_, meant)| meant);
                read_bool(meant).err().map(|unreadable| unreadable.expected)
            }
        };
        match expected {
            None => self.parsed += 1,
            Some(_) if is_placeholder(text) => self.blank += 1,
            Some(expected) => {
                self.unparsable += 1;
                if self.examples.len() < MAX_EXAMPLES {
                    let text = text.chars().take(200).collect();
                    self.examples.push(Example { line: record.line(), text, expected: expected.to_owned() });
                }
            }
        }
    }

    pub(super) fn finish(self, column: ColumnUse, settable: Option<String>) -> SurveyedColumn {
        let Counter { reader, is_used, parsed, blank, unparsable, ambiguous, notation, examples, samples, .. } = self;
        let (unknown_words, known_words) = self.words.map(Words::finish).unwrap_or_default();
        // Of a column that feeds nothing nothing is expected.
        debug_assert!(is_used || unparsable == 0, "only used columns are read as a kind");
        let settled_by = match reader {
            Reader::Date(_) if ambiguous > 0 => "date_order",
            Reader::Number { .. } if ambiguous > 0 => "decimal",
            _ => "",
        };
        SurveyedColumn {
            column,
            settable,
            parsed,
            blank,
            unparsable,
            ambiguous,
            settled_by,
            notation,
            examples,
            samples,
            unknown_words,
            known_words,
        }
    }
}

/// The shape of a value without the value: letters become `x` and `X`, digits `9`.
fn masked(text: &str) -> String {
    let mask = |character: char| match character {
        digit if digit.is_numeric() => '9',
        letter if letter.is_uppercase() => 'X',
        letter if letter.is_alphabetic() => 'x',
        control if control.is_control() => ' ',
        other => other,
    };
    let mut masked: String = text.chars().take(MAX_MASKED).map(mask).collect();
    if text.chars().nth(MAX_MASKED).is_some() {
        masked.push('…');
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_value_shows_its_shape_only() {
        assert_eq!(masked("Ada.Lovelace@acme.io"), "Xxx.Xxxxxxxx@xxxx.xx");
        assert_eq!(masked("2026-05-11"), "9999-99-99");
        assert_eq!(masked(&"a".repeat(30)).chars().count(), MAX_MASKED + 1);
    }
}
