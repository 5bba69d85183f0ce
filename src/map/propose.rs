//! An `audit.toml` for a folder of exports: every inference as a line that a person can correct, with the reason and how
//! sure it is beside it. A text, not a decision: everything in it is assumed until somebody confirms it.

use std::fmt::Write;

use crate::domain::counted;
use crate::settings::{Definition, Settings};

use super::survey::{Surveyed, SurveyedColumn};

/// How many headings that are not used are listed one by one.
pub(super) const MAX_UNUSED: usize = 60;

/// A new file: the definitions in force and a `[[source]]` for each file. `prefix` leads from the new file's folder to
/// the exports, `""` or ending in `/`.
pub fn new_file(settings: &Settings, files: &[Surveyed], prefix: &str) -> String {
    let mut text = String::from(
        "# What handoff-audit takes this folder for. Every line is inferred or a default, and so assumed: correct what is\n\
         # wrong, and write status = \"confirmed\" (with by = \"..\" and on = a date) to what you have agreed on. A field that\n\
         # no column holds, whatever its heading suggests, is field = false in [source.columns].\n\n\
         [audit]\n# name = \"..\"      # title of the report; the folder's name without it\n\
         # as_of = ..       # up to when the exports observe; without it, the newest time that any export holds\n\n\
         [definitions]\n",
    );
    settings.definition_log.iter().for_each(|definition| line_of(&mut text, definition));
    text.push_str(&sources(files, prefix));
    text
}

/// The `[[source]]` entries for some files, and what could not be placed as comments.
pub fn sources(files: &[Surveyed], prefix: &str) -> String {
    let mut text = String::new();
    for file in files {
        source(&mut text, file, prefix);
    }
    text
}

fn line_of(text: &mut String, definition: &Definition) {
    let Definition { id, value, .. } = definition;
    // TOML and JSON write texts, numbers and lists alike; what is nothing or a table is left to its default.
    let _ = match value {
        serde_json::Value::Null | serde_json::Value::Object(_) => writeln!(text, "# {id} = ..   # not set"),
        value => writeln!(text, "{id} = {{ value = {value}, status = \"assumed\" }}"),
    };
}

fn source(text: &mut String, file: &Surveyed, prefix: &str) {
    let path = quoted(&format!("{prefix}{}", file.path));
    let how = format!("{}, {}, header on line {}", file.encoding, file.delimiter, file.header_line);
    match (file.table, file.is_stage_catalogue) {
        (Some(table), _) => {
            let _ = write!(
                text,
                "\n[[source]]\npath = {path}   # {how}; {} rows\ntable = \"{}\"   # {}: {}\nprofile = {}\n",
                file.rows,
                table.name(),
                percent(file.confidence),
                plain(&file.why),
                quoted(file.profile.as_deref().unwrap_or_default()),
            );
            text.extend(unsettled(file.columns.iter()).into_iter().map(|line| line + "\n"));
            columns(text, file);
        }
        (None, true) => {
            let _ = write!(text, "\n[[source]]\npath = {path}   # {how}; {}\n", plain(&file.why));
        }
        (None, false) => unplaced(text, file, &path),
    }
}

/// What hangs on the order of day and month or on the decimal mark, and how to settle it: a comment each.
pub(super) fn unsettled<'a>(columns: impl Iterator<Item = &'a SurveyedColumn> + Clone) -> Vec<String> {
    let told = |key: &'static str, other: &str| {
        let open = columns.clone().filter(|column| column.settled_by == key).map(|column| {
            format!("{} cells of {}, read as {}", column.ambiguous, quoted(&column.column.heading), column.notation)
        });
        let open = plain(&open.collect::<Vec<_>>().join("; "));
        (!open.is_empty()).then(|| format!("# {key} = {other}; on it hang {open}"))
    };
    let keys = [("date_order", "\"day_first\"   # or \"month_first\""), ("decimal", "\"comma\"   # or \"point\"")];
    keys.into_iter().filter_map(|(key, other)| told(key, other)).collect()
}

fn columns(text: &mut String, file: &Surveyed) {
    text.push_str("[source.columns]\n");
    let mut n_unused = 0;
    for column in &file.columns {
        n_unused += usize::from(column.column.field.is_none());
        if column.column.field.is_some() || n_unused <= MAX_UNUSED {
            let _ = writeln!(text, "{}", column_line(column));
        }
    }
    if n_unused > MAX_UNUSED {
        let _ = writeln!(text, "# and {} more headings that are not used", n_unused - MAX_UNUSED);
    }
    file.columns.iter().flat_map(word_lines).for_each(|line| text.push_str(&(line + "\n")));
}

/// The beginning of the comment above words that are not known.
pub(super) const WORDS_OF: &str = "Words of \"";

/// Words of a column that are not known, as a `[source.values]` to be filled in: comments, since nothing can be inferred.
pub(super) fn word_lines(column: &SurveyedColumn) -> Vec<String> {
    match column.settable.as_deref().filter(|_| !column.unknown_words.is_empty()) {
        Some(field) => word_lines_within(column, &format!("[source.values.{field}]")),
        None => Vec::new(),
    }
}

/// The same below another line than the heading of the field's words.
pub(super) fn word_lines_within(column: &SurveyedColumn, place: &str) -> Vec<String> {
    let heading = quoted(&column.column.heading);
    let known = &column.known_words;
    let mut lines = vec![
        format!("# Words of {heading} that are not known; known are {known}. To say what they mean:"),
        format!("# {place}"),
    ];
    lines.extend(column.unknown_words.iter().map(word_line));
    lines
}

/// A word with nothing said of it yet.
pub(super) fn word_line((word, n): &(String, u64)) -> String {
    format!("# {} = \"\"   # {}", quoted(word), counted(*n, "cell", "cells"))
}

/// What was inferred about a column, as a line of `[source.columns]`; a comment where one name cannot say it.
pub(super) fn column_line(column: &SurveyedColumn) -> String {
    let heading = quoted(&column.column.heading);
    let (how, rivals) = (plain(&column.column.how), rivals(column));
    match (&column.settable, &column.column.field, column.column.confidence) {
        (Some(field), Some(fields), Some(confidence)) => {
            let other = if fields.contains(", ") { format!("; feeds {}", plain(fields)) } else { String::new() };
            format!("{field} = {heading}   # {}: {how}{other}{rivals}", percent(confidence))
        }
        (None, Some(fields), Some(confidence)) => {
            format!("# {heading} feeds {}: {}, {how}{rivals}", plain(fields), percent(confidence))
        }
        _ => format!("# {heading}: {how}{rivals}{}", samples(column)),
    }
}

fn unplaced(text: &mut String, file: &Surveyed, path: &str) {
    let _ = write!(
        text,
        "\n# Not placed: {path}\n# {}\n# To use it, remove the # and say which table it is:\n",
        plain(&file.why)
    );
    let _ = write!(text, "# [[source]]\n# path = {path}\n# table = \"..\"\n");
    for column in file.columns.iter().take(MAX_UNUSED) {
        let _ = writeln!(text, "#   {}{}", quoted(&column.column.heading), samples(column));
    }
}

fn rivals(column: &SurveyedColumn) -> String {
    match column.column.rivals.is_empty() {
        true => String::new(),
        false => format!("; not {}", plain(&column.column.rivals.join("; not "))),
    }
}

fn samples(column: &SurveyedColumn) -> String {
    match column.samples.is_empty() {
        true => String::new(),
        false => format!("; values like {}", plain(&column.samples.join(" | "))),
    }
}

fn percent(confidence: f64) -> String {
    format!("assumed, {:.0} % sure", 100.0 * confidence)
}

/// A basic string of TOML; whatever the data holds stays within its quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        let _ = match character {
            '"' | '\\' => write!(quoted, "\\{character}"),
            control if control.is_control() => write!(quoted, "\\u{:04X}", u32::from(control)),
            other => write!(quoted, "{other}"),
        };
    }
    quoted.push('"');
    quoted
}

/// Text for a comment: on one line, without controls.
fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_from_the_data_stay_within_their_quotes() {
        assert_eq!(quoted("Date entered \"Won\"\n[x]\\"), "\"Date entered \\\"Won\\\"\\u000A[x]\\\\\"");
        assert_eq!(plain("a\nb\u{7f}c"), "a b c");
    }
}
