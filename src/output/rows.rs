//! Rows of a table, once as text of a CSV file and once as typed cells of a sheet, from one description.
//!
//! Rows are formatted in parallel, chunk by chunk, and written in order.

use std::io::{self, Write};
use std::ops::Range;

use rayon::prelude::*;

use crate::audit::build_parts::instant;
use crate::domain::Moment;
use crate::report::csv::guard;

use super::columns::Column;

/// Things whose rows are formatted at once: few enough that they are still in the processor's cache when they are
/// written.
const CHUNK: usize = 128;

/// Bytes that are formatted before they are put with the others.
const BUFFER_BYTES: usize = 1 << 16;

/// Writes the rows of the thing at a position.
pub(super) type RowsOf<'t> = dyn Fn(usize, &mut Row<'_>) -> io::Result<()> + Sync + 't;

/// A table: its headings, and the rows of each of `n` things.
pub(crate) struct Table<'t> {
    /// The name of its file and its sheet.
    pub(super) name: &'static str,
    /// Its columns, each with its heading.
    pub(super) columns: Vec<Column>,
    /// How many things there are; each may give several rows.
    pub(super) n: usize,
    /// Writes the rows of a thing.
    pub(super) rows: Box<RowsOf<'t>>,
}

/// A cell with its type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    /// Nothing.
    Blank,
    /// Words, whatever they look like.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// An instant.
    Time(Moment),
}

enum Sink<'w> {
    Csv(&'w mut csv::Writer<Vec<u8>>, &'w mut String),
    Sheet(&'w mut Vec<Vec<Typed>>, Vec<Typed>),
}

/// A row that is being written, cell by cell.
pub(super) struct Row<'w> {
    sink: Sink<'w>,
}

impl Row<'_> {
    /// Adds words.
    pub(super) fn cell(&mut self, text: &str) -> io::Result<()> {
        match &mut self.sink {
            Sink::Csv(writer, _) => writer.write_field(guard(text).as_bytes()).map_err(io::Error::other),
            Sink::Sheet(_, row) => {
                row.push(if text.is_empty() { Typed::Blank } else { Typed::Text(text.to_owned()) });
                Ok(())
            }
        }
    }

    /// Adds words that are made for this cell alone; `None` leaves it blank.
    pub(super) fn words(&mut self, words: Option<impl std::fmt::Display>) -> io::Result<()> {
        let Some(words) = words else { return self.cell("") };
        match &mut self.sink {
            Sink::Csv(writer, scratch) => {
                scratch.clear();
                std::fmt::Write::write_fmt(scratch, format_args!("{words}")).map_err(io::Error::other)?;
                writer.write_field(guard(scratch).as_bytes()).map_err(io::Error::other)
            }
            Sink::Sheet(..) => self.cell(&words.to_string()),
        }
    }

    /// Adds a number.
    pub(super) fn number(&mut self, value: Option<f64>) -> io::Result<()> {
        match &mut self.sink {
            Sink::Csv(writer, scratch) => {
                scratch.clear();
                if let Some(value) = value {
                    std::fmt::Write::write_fmt(scratch, format_args!("{value}")).map_err(io::Error::other)?;
                }
                writer.write_field(scratch.as_bytes()).map_err(io::Error::other)
            }
            Sink::Sheet(_, row) => {
                row.push(value.filter(|value| value.is_finite()).map_or(Typed::Blank, Typed::Number));
                Ok(())
            }
        }
    }

    /// Adds a count.
    pub(super) fn count(&mut self, count: usize) -> io::Result<()> {
        self.number(Some(count as f64))
    }

    /// Adds true or false.
    pub(super) fn flag(&mut self, is_so: bool) -> io::Result<()> {
        match &mut self.sink {
            Sink::Csv(..) => self.cell(if is_so { "true" } else { "false" }),
            Sink::Sheet(_, row) => {
                row.push(Typed::Flag(is_so));
                Ok(())
            }
        }
    }

    /// Adds an instant: RFC 3339 in UTC in a CSV file.
    pub(super) fn time(&mut self, moment: Option<Moment>) -> io::Result<()> {
        match &mut self.sink {
            Sink::Csv(..) => self.words(moment.and_then(instant)),
            Sink::Sheet(_, row) => {
                row.push(moment.map_or(Typed::Blank, Typed::Time));
                Ok(())
            }
        }
    }

    /// Ends the row.
    pub(super) fn end(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Csv(writer, _) => writer.write_record(None::<&[u8]>).map_err(io::Error::other),
            Sink::Sheet(rows, row) => {
                rows.push(std::mem::take(row));
                Ok(())
            }
        }
    }
}

impl Table<'_> {
    /// Writes the whole table as CSV.
    pub(super) fn write_csv(&self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        out.write_all(&formatted(|row| {
            self.columns.iter().try_for_each(|column| row.cell(&column.name))?;
            row.end()
        })?)?;
        // A few chunks at a time, so that memory stays bounded however long the table is; each group is written while
        // the next is formatted.
        let starts: Vec<usize> = (0..self.n).step_by(CHUNK).collect();
        let mut ready: Vec<io::Result<Vec<u8>>> = Vec::new();
        for group in starts.chunks(2 * rayon::current_num_threads()) {
            let format = |&start: &usize| {
                formatted(|row| (start..self.n.min(start + CHUNK)).try_for_each(|thing| (self.rows)(thing, row)))
            };
            let (next, written) = rayon::join(
                || group.par_iter().map(format).collect(),
                || std::mem::take(&mut ready).into_iter().try_for_each(|chunk| out.write_all(&chunk?)),
            );
            written?;
            ready = next;
        }
        ready.into_iter().try_for_each(|chunk| out.write_all(&chunk?))
    }

    /// The rows of some of its things as typed cells.
    pub(super) fn typed(&self, mut things: Range<usize>) -> io::Result<Vec<Vec<Typed>>> {
        let mut rows = Vec::with_capacity(things.len());
        things.try_for_each(|thing| {
            let mut row = Row { sink: Sink::Sheet(&mut rows, Vec::new()) };
            (self.rows)(thing, &mut row)
        })?;
        Ok(rows)
    }
}

fn formatted(fill: impl FnOnce(&mut Row<'_>) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().flexible(true).buffer_capacity(BUFFER_BYTES).from_writer(Vec::new());
    fill(&mut Row { sink: Sink::Csv(&mut writer, &mut String::new()) })?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_description_gives_text_and_types() {
        let rows = |thing: usize, row: &mut Row<'_>| {
            row.cell("=1+1")?;
            row.count(thing)?;
            row.number(None)?;
            row.flag(true)?;
            row.end()
        };
        let columns = super::super::columns::findings().into_iter().take(4).collect();
        let table = Table { name: "test", columns, n: 2, rows: Box::new(rows) };
        let mut text = Vec::new();
        table.write_csv(&mut text).expect("written");
        assert_eq!(
            String::from_utf8(text).expect("text"),
            "code,title,deal_id,deal_name\n'=1+1,0,,true\n'=1+1,1,,true\n"
        );
        let typed = table.typed(0..2).expect("made");
        let second = [Typed::Text("=1+1".into()), Typed::Number(1.0), Typed::Blank, Typed::Flag(true)];
        assert_eq!(typed[1], second);
    }
}
