//! A TOML text as values that know their name and place, and tables whose every key must be asked for.
//!
//! Not serde: a derived type stops at the first wrong value, and the promise here is to report all of them. [`Section`]
//! gives out keys one by one; [`Section::finish`] complains about what nobody asked for, so the set of known keys is
//! exactly what the code reads and cannot drift from it.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Complaints, Spot, Text};
use super::suggest::nearest;

/// A value with its name in messages and its place.
#[derive(Clone, Debug)]
pub(super) struct Value<'t> {
    /// Its full name, `definitions.min_cohort` or `--as-of`.
    pub(super) name: String,
    /// The key alone.
    pub(super) key: &'t str,
    pub(super) raw: &'t DeValue<'t>,
    text: Option<Text>,
    span: Range<usize>,
    key_span: Range<usize>,
}

/// Parses a text. Every syntax error is a complaint, and then there is no table: what the parser could save would only
/// lead to misleading complaints about what it could not.
pub(super) fn parse<'t>(content: &'t str, text: &Text, complaints: &mut Complaints) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(content);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let spot = Spot { text: Some(text.clone()), span };
        complaints.add(&spot, format!("not TOML: {}", error.message()), syntax_help(error.message()));
    }
    errors.is_empty().then_some(table)
}

fn syntax_help(message: &str) -> &'static str {
    if message.contains("duplicate") {
        "each key may stand once in its section; remove one of the two"
    } else {
        "text stands in \"quotes\", lists in [brackets], dates as 2026-01-31; a Windows path wants 'single quotes'"
    }
}

impl<'t> Value<'t> {
    /// A value from the command line.
    pub(super) fn given(option: &'t str, raw: &'t DeValue<'t>) -> Value<'t> {
        Value { name: option.to_owned(), key: option, raw, text: None, span: 0..0, key_span: 0..0 }
    }

    /// The same value under another name in messages.
    pub(super) fn named(self, name: &str) -> Value<'t> {
        Value { name: name.to_owned(), ..self }
    }

    /// Where it stands.
    pub(super) fn spot(&self) -> Spot {
        Spot { text: self.text.clone(), span: self.span.clone() }
    }

    /// Where its key stands.
    pub(super) fn key_spot(&self) -> Spot {
        Spot { text: self.text.clone(), span: self.key_span.clone() }
    }

    /// Byte range in its text.
    pub(super) fn span(&self) -> (usize, usize) {
        (self.span.start, self.span.end)
    }

    /// Complains about this value; the message follows its name.
    pub(super) fn complain(&self, complaints: &mut Complaints, message: impl Display, help: impl Into<String>) {
        complaints.add(&self.spot(), format!("`{}` {message}", self.name), help);
    }

    /// Complains that it is not what is `expected`.
    pub(super) fn mistyped(&self, complaints: &mut Complaints, expected: &str, help: impl Into<String>) {
        let found = match self.raw {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.complain(complaints, format_args!("is {found}, expected {expected}"), help);
    }

    /// Text that is not blank, without surrounding spaces.
    pub(super) fn string(&self, complaints: &mut Complaints) -> Option<&'t str> {
        let DeValue::String(content) = self.raw else {
            self.mistyped(complaints, "text", "put it in quotes");
            return None;
        };
        let content = content.trim();
        if content.is_empty() {
            self.complain(complaints, "is blank", "fill it in, or remove the line");
            return None;
        }
        Some(content)
    }

    /// True or false.
    pub(super) fn flag(&self, complaints: &mut Complaints) -> Option<bool> {
        let flag = self.raw.as_bool();
        if flag.is_none() {
            self.mistyped(complaints, "true or false", "write true or false, without quotes");
        }
        flag
    }

    /// A number that is finite.
    pub(super) fn number(&self, complaints: &mut Complaints) -> Option<f64> {
        let number = match self.raw {
            DeValue::Integer(integer) => {
                i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|whole| whole as f64)
            }
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            _ => {
                self.mistyped(complaints, "a number", "write the number alone, without quotes or unit");
                return None;
            }
        };
        let finite = number.filter(|number| number.is_finite());
        if finite.is_none() {
            self.complain(complaints, "is not a number that can be counted with", "write an ordinary finite number");
        }
        finite
    }

    /// A number above 0 and at most `most`.
    pub(super) fn positive(&self, complaints: &mut Complaints, most: f64) -> Option<f64> {
        let number = self.number(complaints)?;
        if number <= 0.0 || number > most {
            let help = format!("give a number above 0 and up to {most}");
            self.complain(complaints, format_args!("is {number}, out of range"), help);
            return None;
        }
        Some(number)
    }

    /// A whole number from `least` to `most`; `7.0` is one.
    pub(super) fn whole(&self, complaints: &mut Complaints, least: i64, most: i64) -> Option<i64> {
        let number = self.number(complaints)?;
        if number.fract() != 0.0 || number < least as f64 || number > most as f64 {
            let help = format!("give a whole number from {least} to {most}");
            self.complain(complaints, format_args!("is {number}, expected a whole number in range"), help);
            return None;
        }
        Some(number as i64)
    }

    /// The entries of a list.
    pub(super) fn list(&self, complaints: &mut Complaints, example: &str) -> Option<Vec<Value<'t>>> {
        let DeValue::Array(entries) = self.raw else {
            self.mistyped(complaints, "a list", format!("write {example}"));
            return None;
        };
        let entry = |raw: &'t Spanned<DeValue<'t>>| Value { raw: raw.get_ref(), span: raw.span(), ..self.clone() };
        Some(entries.iter().map(entry).collect())
    }

    /// The texts of a list of texts, each with its value; entries that are none are complained about and left out.
    pub(super) fn strings(&self, complaints: &mut Complaints) -> Option<Vec<(&'t str, Value<'t>)>> {
        let entries = self.list(complaints, "a list of texts: [\"one\", \"two\"]")?;
        Some(entries.into_iter().filter_map(|entry| Some((entry.string(complaints)?, entry))).collect())
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy>(&self, complaints: &mut Complaints, choices: &[(&str, T)]) -> Option<T> {
        let word = self.string(complaints)?;
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(*choice);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        self.complain(
            complaints,
            format_args!("is \"{word}\", which is none of its choices"),
            choice_help(word, &names),
        );
        None
    }

    /// Its keys, when it is a table.
    pub(super) fn section(&self, complaints: &mut Complaints) -> Option<Section<'t>> {
        let DeValue::Table(table) = self.raw else {
            self.mistyped(
                complaints,
                "a table",
                format!("write [{}] on a line of its own and its keys below", self.name),
            );
            return None;
        };
        Some(Section::new(&self.name, table, self.spot()))
    }
}

/// What to write instead of a word that is none of the choices.
pub(super) fn choice_help(word: &str, names: &[&str]) -> String {
    let all = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    match nearest(word, names.iter().copied()) {
        Some(near) if near.is_close => format!("did you mean \"{}\"? The choices are {all}", near.name),
        _ => format!("the choices are {all}"),
    }
}

/// A table whose keys are taken one by one.
#[derive(Debug)]
pub(super) struct Section<'t> {
    /// Its full name; empty for the whole file.
    pub(super) name: String,
    /// Where it stands.
    pub(super) spot: Spot,
    entries: Vec<Value<'t>>,
    known: Vec<&'static str>,
}

impl<'t> Section<'t> {
    /// The table of that full name.
    pub(super) fn new(name: &str, table: &'t DeTable<'t>, spot: Spot) -> Section<'t> {
        let entry = |(key, raw): (&'t Spanned<Cow<'t, str>>, &'t Spanned<DeValue<'t>>)| Value {
            name: if name.is_empty() { key.get_ref().to_string() } else { format!("{name}.{}", key.get_ref()) },
            key: key.get_ref(),
            raw: raw.get_ref(),
            text: spot.text.clone(),
            span: raw.span(),
            key_span: key.span(),
        };
        Section { name: name.to_owned(), entries: table.iter().map(entry).collect(), known: Vec::new(), spot }
    }

    /// A table that is not there.
    pub(super) fn empty(name: &str) -> Section<'t> {
        Section { name: name.to_owned(), spot: Spot::nowhere(), entries: Vec::new(), known: Vec::new() }
    }

    /// The value of a key, which is a known one from now on.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        let position = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(position))
    }

    /// [`Section::take`] for a key that must be there.
    pub(super) fn need(&mut self, key: &'static str, complaints: &mut Complaints, help: &str) -> Option<Value<'t>> {
        let value = self.take(key);
        if value.is_none() {
            complaints.add(&self.spot, format!("`{}` lacks `{key}`", self.name), help);
        }
        value
    }

    /// Whether a key that was not taken is still there.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// All values not taken, in the order of the file: for tables whose keys the user chooses.
    pub(super) fn rest(self) -> Vec<Value<'t>> {
        self.entries
    }

    /// Complains about every key that was not taken. `homes` are the keys of other sections, for a key in the wrong one.
    pub(super) fn finish(self, complaints: &mut Complaints, homes: &[(&str, &[&str])]) {
        for entry in &self.entries {
            let home = homes.iter().find(|(home, keys)| *home != self.name && keys.contains(&entry.key));
            let near = nearest(entry.key, self.known.iter().copied());
            let help = match (home, near) {
                (_, Some(near)) if near.is_close => format!("did you mean `{}`?", near.name),
                (Some((home, _)), _) => format!("`{}` belongs in [{home}]", entry.key),
                (None, Some(near)) => {
                    format!("the nearest known key is `{}`; there are {}", near.name, self.known.join(", "))
                }
                (None, None) => String::new(),
            };
            let place = if self.name.is_empty() { "the settings".to_owned() } else { format!("`{}`", self.name) };
            complaints.add(&entry.key_spot(), format!("unknown key `{}` in {place}", entry.key), help);
        }
    }
}
