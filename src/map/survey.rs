//! A second look at every file, for people rather than for figures: what was decided about it, and per column how many
//! cells can be read, are blank, or cannot be read, with the first of those.
//!
//! A run does without: it decides the same (the same functions are called) and notes only what it could not read.

use serde::Serialize;

use crate::domain::{TableKind, ValueKind, Zone};
use crate::read::{self, Limits, Probe, Record};
use crate::settings::{Settings, SourceSetting};

use super::discover::{Found, discover};
use super::file::{delimiter_name, said_of, why_not};
use super::load::Error;
use super::parse::bools::read_bool;
use super::parse::dates::{DateReader, Told};
use super::parse::numbers::NumberReader;
use super::parse::text::{is_empty_reference, is_placeholder};
use super::recognise::{ColumnUse, Combine, Recognition, TablePlan, recognise};
use super::settle::{order_of_file, settle};

/// How many unreadable cells of a column are shown.
const MAX_EXAMPLES: usize = 3;
/// How many sample values of a column are shown, masked.
const MAX_SAMPLES: usize = 3;
/// The longest masked value, in characters.
const MAX_MASKED: usize = 24;

/// What was decided about a file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Surveyed {
    /// Path relative to the source folder, with `/`.
    pub path: String,
    /// Which `[[source]]` of `audit.toml` names it, counted from 0; `None` for a file found in the folder.
    #[serde(skip)]
    pub entry: Option<usize>,
    /// The table that its rows are.
    pub table: Option<TableKind>,
    /// The profile; `generic` where the headings are canonical names.
    pub profile: Option<String>,
    /// Why it was taken so, or why it is not used.
    pub why: String,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Whether its rows name the stages of a pipeline instead of filling a table.
    pub is_stage_catalogue: bool,
    /// Encoding as read; empty for a file that cannot be read.
    pub encoding: String,
    /// The character between cells, in words.
    pub delimiter: String,
    /// Physical line of the header.
    pub header_line: u32,
    /// Rows that have as many cells as there are headings.
    pub rows: u64,
    /// Every heading in order.
    pub columns: Vec<SurveyedColumn>,
}

/// A column with its cells counted: `rows` = `parsed` + `blank` + `unparsable`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SurveyedColumn {
    /// What became of the heading.
    #[serde(flatten)]
    pub column: ColumnUse,
    /// The name under which `[source.columns]` may set it; `None` where one name cannot say how it is read.
    #[serde(skip)]
    pub settable: Option<String>,
    /// Cells that hold a value of the field's kind; any text where the column is not used.
    pub parsed: u64,
    /// Cells without a value.
    pub blank: u64,
    /// Cells that hold text which is no value of the kind.
    pub unparsable: u64,
    /// How many cells could be day/month or month/day, or thousands or decimals.
    pub ambiguous: u64,
    /// The key of `[[source]]` that settles those; empty where there is nothing to settle.
    pub settled_by: &'static str,
    /// How dates or numbers are read, in words; empty for other kinds.
    pub notation: String,
    /// The first unparsable cells.
    pub examples: Vec<Example>,
    /// The first values, letters and digits masked.
    pub samples: Vec<String>,
}

/// A cell that cannot be read.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// Physical line.
    pub line: u32,
    /// Its text.
    pub text: String,
    /// What was expected.
    pub expected: String,
}

/// Looks at every file that the settings name, or at every export of the folder.
///
/// # Errors
/// The folder cannot be listed, or a file that `audit.toml` names is not there.
pub fn survey(settings: &Settings) -> Result<Vec<Surveyed>, Error> {
    Ok(discover(settings)?.iter().map(|found| look(found, &settings.zone)).collect())
}

fn look(found: &Found, zone: &Zone) -> Surveyed {
    let limits = Limits::default();
    let (overrides, wanted) = said_of(&found.setting);
    let unread = |why: String| Surveyed { path: found.name.clone(), entry: found.entry, why, ..Surveyed::default() };
    let mut probe = match read::probe(&found.path, &overrides, &limits) {
        Ok(probe) => probe,
        Err(error) => return unread(error.to_string()),
    };
    let recognition = recognise(&found.name, &probe.headings, &probe.sample, &wanted);
    let (recognition, why) = match recognition {
        Ok(recognition) => (Some(recognition), None),
        Err(unrecognised) => (None, Some(why_not(unrecognised).0)),
    };
    let known = recognition.as_ref().map_or(&[][..], Recognition::plans);
    settle(&found.path, &mut probe, known, &found.setting, &limits);
    let mut cells = counters(&probe, recognition.as_ref(), &found.setting);
    let mut rows = 0;
    let streamed = read::stream(&found.path, &probe, &limits, |record| {
        rows += 1;
        cells.iter_mut().enumerate().for_each(|(column, cell)| cell.count(record, column, zone));
    });
    if let Err(error) = streamed {
        return unread(error.to_string());
    }
    let plans = recognition.as_ref().map_or(&[][..], Recognition::plans);
    Surveyed {
        path: found.name.clone(),
        entry: found.entry,
        table: plans.first().map(|plan| plan.table),
        profile: recognition.as_ref().map(|recognition| recognition.profile.clone()),
        why: why.unwrap_or_else(|| recognition.as_ref().map_or_else(String::new, |known| known.why.clone())),
        confidence: recognition.as_ref().map_or(0.0, |recognition| recognition.confidence),
        is_stage_catalogue: recognition.as_ref().is_some_and(|known| known.plans().is_empty()),
        encoding: probe.dialect.encoding.to_owned(),
        delimiter: delimiter_name(probe.dialect.delimiter),
        header_line: probe.header_line,
        rows,
        columns: columns(&probe, recognition.as_ref(), cells, plans),
    }
}

fn columns(
    probe: &Probe,
    recognition: Option<&Recognition>,
    cells: Vec<Counter>,
    plans: &[TablePlan],
) -> Vec<SurveyedColumn> {
    let unknown = |heading: &String| ColumnUse {
        heading: heading.clone(),
        field: None,
        how: "not used: the file is no known table".to_owned(),
        confidence: None,
        rivals: Vec::new(),
    };
    let column = |(position, cell): (usize, Counter)| {
        let known = recognition.and_then(|recognition| recognition.columns.get(position)).cloned();
        let column = known.unwrap_or_else(|| unknown(&probe.headings[position]));
        cell.finish(column, plans.first().and_then(|plan| settable(plan, position)))
    };
    cells.into_iter().enumerate().map(column).collect()
}

/// The field of the file's own table that this column alone feeds, as it stands.
fn settable(plan: &TablePlan, column: usize) -> Option<String> {
    let fed = plan.fields.iter().find(|field| field.columns == [column])?;
    let is_plain = fed.combine == Combine::FirstNonBlank && fed.prefixes.is_empty();
    is_plain.then(|| plan.table.fields()[fed.field].name.clone())
}

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

struct Counter {
    reader: Reader,
    is_used: bool,
    parsed: u64,
    blank: u64,
    unparsable: u64,
    ambiguous: u64,
    notation: String,
    examples: Vec<Example>,
    samples: Vec<String>,
}

fn counters(probe: &Probe, recognition: Option<&Recognition>, setting: &SourceSetting) -> Vec<Counter> {
    let plans = recognition.map_or(&[][..], Recognition::plans);
    let told = Told { said: setting.date_order, by_file: order_of_file(&probe.sample, plans) };
    (0..probe.headings.len())
        .map(|column| {
            let cells = || probe.sample.iter().filter_map(move |row| row.get(column)).map(String::as_str);
            let fed = plans.iter().find_map(|plan| {
                let field = plan.fields.iter().find(|field| field.columns.contains(&column))?;
                Some((plan.table.fields()[field.field].kind, field))
            });
            let is_stage = plans.first().is_some_and(|plan| plan.stage_entries.iter().any(|e| e.column == column));
            let kind = fed.map(|(kind, _)| kind).or(is_stage.then_some(ValueKind::When));
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
            Counter::new(reader, kind.is_some(), notation)
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
        }
    }

    fn count(&mut self, record: &Record<'_>, column: usize, zone: &Zone) {
        let text = record.cell(column).trim();
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

    fn finish(self, column: ColumnUse, settable: Option<String>) -> SurveyedColumn {
        let Counter { reader, is_used, parsed, blank, unparsable, ambiguous, notation, examples, samples } = self;
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
