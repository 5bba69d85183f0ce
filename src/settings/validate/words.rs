//! `[source.values]`: what a word of an export means in the words of the program.
//!
//! Only words are told so. A date or a number is read by its notation, an id and a text stand for themselves.

use super::super::SourceWords;
use super::super::error::Complaints;
use super::super::names::Names;
use super::super::raw::{Section, Value, choice_help};
use super::super::suggest::nearest;
use crate::domain::{Field, TableKind, ValueKind, fold, word_key};

/// The words of every field that the section names.
pub(super) fn read(
    section: Section,
    table: Option<TableKind>,
    names: &Names,
    complaints: &mut Complaints,
) -> Vec<SourceWords> {
    section.rest().into_iter().filter_map(|value| words(&value, table, names, complaints)).collect()
}

/// A field that the name may mean, with its table.
type NamedField = (TableKind, &'static Field);

fn words(value: &Value, table: Option<TableKind>, names: &Names, complaints: &mut Complaints) -> Option<SourceWords> {
    let named = fields(value.key, table);
    if named.is_empty() {
        let of_table = table.map_or("any table".to_owned(), |table| format!("table \"{}\"", table.name()));
        let near = nearest(value.key, every_field(table).map(|(_, field)| field.name.as_str()));
        let near = near.map_or(String::new(), |near| format!("; the nearest is `{}`", near.name));
        let help = format!("a field stands here, and below it \"word as exported\" = \"word of the program\"{near}");
        complaints.add(&value.key_spot(), format!("`{}` is no field of {of_table}", value.key), help);
        return None;
    }
    let of_words: Vec<NamedField> = named.iter().copied().filter(|(_, field)| holds_words(field.kind)).collect();
    if of_words.is_empty() {
        let (what, help) = refusal(named[0].1.kind);
        complaints.add(&value.key_spot(), format!("`{}` holds {what}, which have no other word", value.key), help);
        return None;
    }
    let mut words: Vec<(String, String)> = Vec::new();
    for entry in value.section(complaints)?.rest() {
        let exported = entry.key.trim();
        if exported.is_empty() {
            let help = "a blank cell has no meaning to be given; remove the line";
            complaints.add(&entry.key_spot(), format!("a word of `{}` is blank", value.name), help);
            continue;
        }
        let Some(meant) = meant(&entry, &of_words, names, complaints) else { continue };
        let twin = words.iter().find(|(known, _)| word_key(known) == word_key(exported));
        match twin {
            None => words.push((exported.to_owned(), meant)),
            Some((_, other)) if *other == meant => {}
            Some(_) => {
                let help = "words are compared without case, spaces and punctuation; remove one of the two";
                let message = format!("\"{exported}\" has two meanings in `{}`", value.name);
                complaints.add(&entry.key_spot(), message, help);
            }
        }
    }
    Some(SourceWords { field: value.key.to_owned(), words })
}

/// The fields of that name: those of the table, else of the tables that a sheet of it may hold beside its own.
fn fields(name: &str, table: Option<TableKind>) -> Vec<NamedField> {
    const BESIDE: [TableKind; 3] = [TableKind::Deals, TableKind::Reviews, TableKind::Onboarding];
    let of = |tables: &[TableKind]| -> Vec<NamedField> {
        let field = |&table: &TableKind| Some((table, &table.fields()[table.field(name)?]));
        tables.iter().filter_map(field).collect()
    };
    match table {
        None => of(&TableKind::ALL),
        Some(table) => {
            let own = of(&[table]);
            if own.is_empty() { of(&BESIDE) } else { own }
        }
    }
}

fn every_field(table: Option<TableKind>) -> impl Iterator<Item = NamedField> {
    let tables = table.map_or(TableKind::ALL.to_vec(), |table| vec![table]);
    tables.into_iter().flat_map(|table| table.fields().iter().map(move |field| (table, field)))
}

fn holds_words(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Enum | ValueKind::Bool | ValueKind::List | ValueKind::Text | ValueKind::Person)
}

/// What the cells of such a field are, and what settles their reading instead.
fn refusal(kind: ValueKind) -> (&'static str, &'static str) {
    match kind {
        ValueKind::Date | ValueKind::Datetime | ValueKind::When => {
            ("times", "where their order is not found, date_order = \"day_first\" or \"month_first\" settles it")
        }
        ValueKind::Number | ValueKind::Money | ValueKind::Percent => {
            ("numbers", "where their decimal mark is not found, decimal = \"comma\" or \"point\" settles it")
        }
        ValueKind::Id => ("ids", "ids are compared as they stand; correct them in the export"),
        _ => ("texts", "a text is judged as it was written"),
    }
}

/// What a word is to mean.
fn meant(entry: &Value, fields: &[NamedField], names: &Names, complaints: &mut Complaints) -> Option<String> {
    let is_yes_or_no = fields.iter().all(|(_, field)| field.kind == ValueKind::Bool);
    if is_yes_or_no {
        let choices = [("yes", "yes"), ("no", "no"), ("true", "yes"), ("false", "no")];
        return match entry.raw.as_bool() {
            Some(flag) => Some(if flag { "yes" } else { "no" }.to_owned()),
            None => entry.one_of(complaints, &choices).map(str::to_owned),
        };
    }
    let word = entry.string(complaints)?;
    // A name that several tables have is free where one of them is.
    let choices: Vec<&[&str]> = fields
        .iter()
        // A checklist may ask for roles of its own.
        .map(|(table, field)| names.words_of(*table, &field.name).filter(|_| field.kind != ValueKind::List))
        .collect::<Option<_>>()
        .unwrap_or_default();
    let choices: Vec<&str> = choices.concat();
    let known = choices.iter().find(|known| fold(known) == fold(word));
    if choices.is_empty() || known.is_some() {
        return Some(known.map_or(word, |known| known).to_owned());
    }
    let help = choice_help(word, &choices);
    entry.complain(complaints, format_args!("is \"{word}\", which the program does not know there"), help);
    None
}
