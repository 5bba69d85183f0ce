//! A table as Parquet: the same columns and cells as its CSV file, typed, a group of rows at a time.
//!
//! Words are UTF-8, numbers doubles, counts 64-bit integers, instants microseconds in UTC; a blank cell is null. Nothing
//! is guarded against spreadsheets: no reader of this format takes a text for a formula.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::types::{Type, TypePtr};

use super::columns::{CellKind, Column};
use super::rows::{Table, Typed};

/// Things of a table that become one group of rows.
const GROUP: usize = 20_000;

/// Writes a table of one row a thing.
pub(super) fn write(table: &Table<'_>, out: &mut (dyn Write + Send)) -> io::Result<()> {
    written(table, out).map_err(io::Error::other)
}

fn written(table: &Table<'_>, out: &mut (dyn Write + Send)) -> Result<(), ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("handoff-audit ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(out, schema(table)?, Arc::new(properties))?;
    for start in (0..table.n).step_by(GROUP) {
        let rows = table.typed(start..table.n.min(start + GROUP))?;
        let mut group = file.next_row_group()?;
        for at in 0..table.columns.len() {
            let Some(mut column) = group.next_column()? else { break };
            write_column(column.untyped(), rows.iter().map(|row| &row[at]))?;
            column.close()?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

/// All words of such a file, a line each.
pub(super) fn words(file: File) -> io::Result<String> {
    let reader = SerializedFileReader::new(file).map_err(io::Error::other)?;
    let mut words = String::new();
    for row in reader.get_row_iter(None).map_err(io::Error::other)? {
        for (_, cell) in row.map_err(io::Error::other)?.get_column_iter() {
            if let Field::Str(text) = cell {
                words.push_str(text);
                words.push('\n');
            }
        }
    }
    Ok(words)
}

fn schema(table: &Table<'_>) -> Result<TypePtr, ParquetError> {
    let fields = table.columns.iter().map(|column| field(column).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        CellKind::Text | CellKind::List => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        CellKind::Number => (Physical::DOUBLE, None),
        CellKind::Count => (Physical::INT64, None),
        CellKind::Flag => (Physical::BOOLEAN, None),
        CellKind::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
    };
    let field = Type::primitive_type_builder(&column.name, physical).with_repetition(Repetition::OPTIONAL);
    field.with_logical_type(logical).build()
}

/// The cells that hold something, and for each cell whether it does.
fn write_column<'c>(writer: &mut ColumnWriter<'_>, cells: impl Iterator<Item = &'c Typed>) -> Result<(), ParquetError> {
    macro_rules! put {
        ($writer:expr, $cells:expr, $value:expr) => {{
            let values: Vec<_> = $cells.map($value).collect();
            let held: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
            let values: Vec<_> = values.into_iter().flatten().collect();
            $writer.write_batch(&values, Some(&held), None)?;
        }};
    }
    match writer {
        ColumnWriter::ByteArrayColumnWriter(writer) => put!(writer, cells, |cell| match cell {
            Typed::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        ColumnWriter::DoubleColumnWriter(writer) => put!(writer, cells, |cell| match cell {
            Typed::Number(number) => Some(*number),
            _ => None,
        }),
        ColumnWriter::Int64ColumnWriter(writer) => put!(writer, cells, |cell| match cell {
            Typed::Number(number) => Some(*number as i64),
            Typed::Time(moment) => Some(moment.utc()),
            _ => None,
        }),
        ColumnWriter::BoolColumnWriter(writer) => put!(writer, cells, |cell| match cell {
            Typed::Flag(is_so) => Some(*is_so),
            _ => None,
        }),
        _ => return Err(ParquetError::General("a column of a kind that no table has".to_owned())),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::columns;
    use crate::output::rows::Row;

    #[test]
    fn what_is_written_is_read_back_with_its_types() {
        let noon = crate::settings::Settings::defaults(std::path::Path::new(".")).zone.date(20_454);
        let rows = move |thing: usize, row: &mut Row<'_>| {
            row.cell(if thing == 0 { "" } else { "=Zoë" })?;
            row.time((thing > 0).then_some(noon))?;
            row.flag(thing > 0)?;
            row.end()
        };
        let all = columns::events();
        let columns: Vec<Column> = ["deal_id", "occurred_at", "is_date_only"]
            .iter()
            .filter_map(|name| all.iter().find(|column| column.name == *name).cloned())
            .collect();
        let table = Table { name: "events", columns, n: GROUP + 2, rows: Box::new(rows) };
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("events.parquet");
        written(&table, &mut File::create(&path).expect("created")).expect("written");
        let reader = SerializedFileReader::new(File::open(&path).expect("opened")).expect("Parquet");
        assert_eq!(reader.metadata().num_row_groups(), 2);
        let read: Vec<_> = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
        assert_eq!(read.len(), GROUP + 2);
        let cells = |row: usize| read[row].get_column_iter().map(|(_, cell)| cell.clone()).collect::<Vec<_>>();
        assert_eq!(cells(0), [Field::Null, Field::Null, Field::Bool(false)]);
        let instant = Field::TimestampMicros(noon.utc());
        assert_eq!(cells(GROUP + 1), [Field::Str("=Zoë".to_owned()), instant, Field::Bool(true)]);
        assert!(words(File::open(&path).expect("opened")).expect("read").starts_with("=Zoë\n"));
    }
}
