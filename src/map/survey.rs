//! A second look at every file, for people rather than for figures: what was decided about it, and per column how many
//! cells can be read, are blank, or cannot be read, with the first of those.
//!
//! A run does without: it decides the same (the same functions are called) and notes only what it could not read.

mod counter;

use serde::Serialize;

use crate::domain::{TableKind, Zone};
use crate::read::{self, Limits, Probe};
use crate::settings::{DateOrder, Names, Settings};

use super::discover::{Found, HIDDEN, discover};
use super::file::{delimiter_name, said_of, why_not};
use super::load::Error;
use super::recognise::{ColumnUse, Combine, Recognition, TablePlan, recognise};
use super::settle::{ShownDates, order_of_others, settle};
use counter::{Counter, counters};

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
    /// What it shows of the order of day and month.
    #[serde(skip)]
    pub(super) dates: ShownDates,
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
    /// Words on which figures rest and that are not known, with the number of their cells, the commonest first.
    pub unknown_words: Vec<(String, u64)>,
    /// The words that are known in such a column, in words; empty where any may stand.
    #[serde(skip)]
    pub known_words: String,
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

/// Looks at every file that the settings name, or at every export of the folder; `names`: the words that are known.
///
/// # Errors
/// The folder cannot be listed, or a file that `audit.toml` names is not there.
pub fn survey(settings: &Settings, names: &Names) -> Result<Vec<Surveyed>, Error> {
    let found = discover(settings)?;
    let mut all: Vec<Surveyed> = found.iter().map(|found| look(found, &settings.zone, names, None)).collect();
    let paths: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
    let shown: Vec<ShownDates> = all.iter().map(|one| one.dates).collect();
    for index in (0..found.len()).filter(|&index| shown[index].is_open && found[index].setting.date_order.is_none()) {
        if let order @ Some(_) = order_of_others(&paths, &shown, index) {
            all[index] = look(&found[index], &settings.zone, names, order);
        }
    }
    Ok(all)
}

fn look(found: &Found, zone: &Zone, names: &Names, by_others: Option<DateOrder>) -> Surveyed {
    let limits = Limits::default();
    let (overrides, wanted) = said_of(&found.setting);
    let unread = |why: String| Surveyed { path: found.name.clone(), entry: found.entry, why, ..Surveyed::default() };
    if found.is_hidden {
        return unread(HIDDEN.to_owned());
    }
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
    let mut cells = counters(&probe, recognition.as_ref(), &found.setting, names, by_others);
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
        dates: ShownDates::of(&probe.sample, plans),
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
        how: "not used: the file is no known table".to_owned(),
        ..ColumnUse::default()
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
