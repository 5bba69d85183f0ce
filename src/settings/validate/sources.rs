//! `[[source]]`: which file is what, where inference is not to be trusted.

use super::super::error::Complaints;
use super::super::names::Names;
use super::super::raw::{Section, Value};
use super::super::suggest::nearest;
use super::super::{DateOrder, DecimalMark, SourceSetting};
use super::words;
use crate::domain::TableKind;

/// The entries in order.
pub(super) fn read(value: &Value, names: &Names, complaints: &mut Complaints) -> Vec<SourceSetting> {
    let entries = value.list(complaints, "[[source]] with two brackets, once for each file").unwrap_or_default();
    let mut sources: Vec<SourceSetting> = Vec::new();
    for entry in entries {
        let Some(source) = entry.section(complaints).and_then(|section| source(section, names, complaints)) else {
            continue;
        };
        if sources.iter().any(|other| other.path == source.path && other.table == source.table) {
            let help = "remove one of the two, or name another table for it";
            entry.complain(complaints, format_args!("lists \"{}\" a second time", source.path), help);
        }
        sources.push(source);
    }
    sources
}

fn source(mut section: Section, names: &Names, complaints: &mut Complaints) -> Option<SourceSetting> {
    let path_value = section.need("path", complaints, "add path = \"deals.csv\", relative to this file");
    let path = path_value.as_ref().and_then(|value| path(value, complaints));
    let table_value = section.take("table");
    let tables = TableKind::ALL.map(|kind| (kind.name(), kind));
    let table = table_value.as_ref().and_then(|value| value.one_of(complaints, &tables));
    let profile = section.take("profile").and_then(|value| value.string(complaints)).map(str::to_owned);
    let delimiter = section.take("delimiter").and_then(|value| delimiter(&value, complaints));
    let encoding = section.take("encoding").and_then(|value| encoding(&value, complaints));
    let header_line = section.take("header_line").and_then(|value| value.whole(complaints, 1, i64::from(u32::MAX)));
    let orders = [("day_first", DateOrder::DayFirst), ("month_first", DateOrder::MonthFirst)];
    let date_order = section.take("date_order").and_then(|value| value.one_of(complaints, &orders));
    let marks = [("point", DecimalMark::Point), ("comma", DecimalMark::Comma)];
    let decimal = section.take("decimal").and_then(|value| value.one_of(complaints, &marks));
    let columns = section.take("columns").and_then(|value| value.section(complaints));
    // A table that is not one was complained about; its columns are then checked against all tables.
    let columns = columns.map(|section| columns_of(section, table, complaints)).unwrap_or_default();
    let values = section.take("values").and_then(|value| value.section(complaints));
    let values = values.map(|section| words::read(section, table, names, complaints)).unwrap_or_default();
    section.finish(complaints, &[]);
    Some(SourceSetting {
        path: path?,
        table,
        profile,
        delimiter,
        encoding,
        header_line: header_line.and_then(|line| u32::try_from(line).ok()),
        date_order,
        decimal,
        columns,
        values,
        span: path_value.map_or((0, 0), |value| value.span()),
    })
}

fn path(value: &Value, complaints: &mut Complaints) -> Option<String> {
    let path = value.string(complaints)?;
    let folder = path.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
    if folder.contains(['*', '?']) {
        value.complain(complaints, "has a wildcard in its folder", "* and ? may stand in the file name only");
        return None;
    }
    Some(path.to_owned())
}

fn delimiter(value: &Value, complaints: &mut Complaints) -> Option<u8> {
    let help = "write the one character between cells, as \";\", or \"tab\"";
    // Not through `string`, which would take a tab or a space for blank.
    let byte = match value.raw.as_str() {
        None => {
            value.mistyped(complaints, "text", help);
            return None;
        }
        Some("tab") => Some(b'\t'),
        Some(character) => match character.as_bytes() {
            [byte] => Some(*byte),
            _ => None,
        },
    };
    let usable = byte.filter(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\"\r\n\0".contains(byte));
    if usable.is_none() {
        value.complain(complaints, "cannot separate cells", help);
    }
    usable
}

fn encoding(value: &Value, complaints: &mut Complaints) -> Option<String> {
    let label = value.string(complaints)?;
    if encoding_rs::Encoding::for_label(label.as_bytes()).is_none() {
        let help = "the usual ones are \"utf-8\", \"windows-1252\" and \"utf-16le\"; leave it out to have it detected";
        value.complain(complaints, format_args!("is \"{label}\", which is no known encoding"), help);
        return None;
    }
    Some(label.to_owned())
}

fn columns_of(section: Section, table: Option<TableKind>, complaints: &mut Complaints) -> Vec<(String, String)> {
    let tables = table.map_or(TableKind::ALL.to_vec(), |table| vec![table]);
    let mut columns = Vec::new();
    for value in section.rest() {
        // `region = false`: whatever the headings suggest, no column is one.
        let is_none = value.raw.as_bool() == Some(false);
        let heading = if is_none { Some("") } else { value.string(complaints) };
        if !tables.iter().any(|table| table.field(value.key).is_some()) {
            let fields = tables.iter().flat_map(|table| table.fields()).map(|field| field.name.as_str());
            let near =
                nearest(value.key, fields).map_or(String::new(), |near| format!("; the nearest is `{}`", near.name));
            let of_table = table.map_or("any table".to_owned(), |table| format!("table \"{}\"", table.name()));
            let help = format!("the field stands on the left, the heading as exported on the right{near}");
            complaints.add(&value.key_spot(), format!("`{}` is no field of {of_table}", value.key), help);
        }
        columns.extend(heading.map(|heading| (value.key.to_owned(), heading.to_owned())));
    }
    columns
}
