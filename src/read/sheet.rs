//! A sheet of a workbook as CSV text: a line a row, so that line numbers are row numbers unless a cell holds line ends.
//!
//! Dates come out as ISO text, whole numbers without a decimal point, formulas as the value that was saved with them.

use std::path::Path;

use calamine::{Data, ExcelDateTime, Reader, SheetVisible, Sheets, open_workbook_auto};

use super::merged::Merged;

/// The names of the sheets, in order, or why the workbook cannot be read.
pub(super) fn names(file: &Path) -> Result<Vec<String>, String> {
    open_workbook_auto(file).map(|book| book.sheet_names()).map_err(|error| error.to_string())
}

/// The names of the sheets that the workbook hides, or why it cannot be read.
pub(super) fn hidden(file: &Path) -> Result<Vec<String>, String> {
    let book = open_workbook_auto(file).map_err(|error| error.to_string())?;
    let hidden = book.sheets_metadata().iter().filter(|sheet| sheet.visible != SheetVisible::Visible);
    Ok(hidden.map(|sheet| sheet.name.clone()).collect())
}

/// The sheet as text; `None` when it would be longer than `max` bytes. Empty for a sheet without cells.
pub(super) fn text(file: &Path, name: &str, max: u64) -> Result<Option<Vec<u8>>, String> {
    let mut book = open_workbook_auto(file).map_err(|error| error.to_string())?;
    if let Sheets::Xlsx(xlsx) = &mut book {
        // Cell by cell: a single cell far out would make a range of billions.
        let mut width = 0;
        let mut cells = xlsx.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
        while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
            let is_blank = Data::from(cell.get_value().clone()) == Data::Empty;
            width = width.max(if is_blank { 0 } else { cell.get_position().1 as usize + 1 });
        }
        drop(cells);
        let mut lines = Lines::new(width, max);
        // A workbook that cannot tell what it merges is read as it stands.
        let mut merged = Merged::new(xlsx.merge_cells_by_sheet_name(name).unwrap_or_default());
        let mut cells = xlsx.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
        let (mut row, mut of_row) = (0, Vec::new());
        while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
            let value = Data::from(cell.get_value().clone());
            let at = cell.get_position();
            if at.0 != row && !lines.put_row(row, &mut merged, std::mem::take(&mut of_row)) {
                return Ok(None);
            }
            row = at.0;
            of_row.extend((!says_nothing(&value)).then_some((at.1, value)));
        }
        let fits = lines.put_row(row, &mut merged, of_row);
        return Ok(lines.finish().filter(|_| fits));
    }
    let range = book.worksheet_range(name).map_err(|error| error.to_string())?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut lines = Lines::new(first_column as usize + range.width(), max);
    for (row, column, cell) in range.used_cells() {
        if !lines.put((first_row + row as u32, first_column + column as u32), cell) {
            return Ok(None);
        }
    }
    Ok(lines.finish())
}

/// Rows as they come.
struct Lines {
    text: Vec<u8>,
    width: usize,
    max: u64,
    row: u32,
    /// Cells that the current row has.
    n_cells: usize,
}

impl Lines {
    fn new(width: usize, max: u64) -> Lines {
        Lines { text: Vec::new(), width, max, row: 0, n_cells: 0 }
    }

    /// Adds a row's cells, with what merged cells say of it; `false` when the text has grown too long.
    fn put_row(&mut self, row: u32, merged: &mut Merged, mut cells: Vec<(u32, Data)>) -> bool {
        merged.fill(row, &mut cells);
        cells.iter().all(|(column, value)| self.put((row, *column), value))
    }

    /// Adds a cell; `false` when the text has grown too long.
    fn put(&mut self, (row, column): (u32, u32), cell: &Data) -> bool {
        let Some((text, is_text)) = written(cell) else { return true };
        while self.row < row && self.text.len() as u64 <= self.max {
            self.end_row();
        }
        // The first cell of a row has no delimiter before it, so none is missing.
        let n_delimiters = (column as usize).saturating_sub(self.n_cells.saturating_sub(1));
        let n_delimiters = if self.n_cells == 0 { column as usize } else { n_delimiters };
        self.text.extend(std::iter::repeat_n(b',', n_delimiters));
        self.n_cells = column as usize + 1;
        if is_text {
            self.text.push(b'"');
            self.text.extend(text.replace('"', "\"\"").bytes());
            self.text.push(b'"');
        } else {
            self.text.extend(text.bytes());
        }
        self.text.len() as u64 <= self.max
    }

    /// Blank rows are empty lines; others have all cells, for a sheet knows no narrow rows.
    fn end_row(&mut self) {
        if self.n_cells > 0 {
            self.text.extend(std::iter::repeat_n(b',', self.width.saturating_sub(self.n_cells)));
        }
        self.text.push(b'\n');
        self.n_cells = 0;
        self.row += 1;
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        if self.n_cells > 0 {
            self.end_row();
        }
        (self.text.len() as u64 <= self.max).then_some(self.text)
    }
}

fn says_nothing(value: &Data) -> bool {
    matches!(value, Data::Empty) || matches!(value, Data::String(text) if text.is_empty())
}

/// The cell as text, and whether it was text; `None` for a blank one.
fn written(cell: &Data) -> Option<(String, bool)> {
    Some(match cell {
        Data::Empty => return None,
        Data::Int(value) => (value.to_string(), false),
        Data::Float(value) => (number(*value), false),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) if text.is_empty() => return None,
        Data::String(text) => (text.clone(), true),
        Data::Bool(value) => (if *value { "TRUE" } else { "FALSE" }.to_owned(), false),
        Data::DateTime(value) => (date(value), false),
        Data::DateTimeIso(text) | Data::DurationIso(text) => (text.clone(), false),
        Data::Error(error) => (error.to_string(), true),
    })
}

/// Whole numbers, such as ids, have no decimal point.
fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { format!("{value:.0}") } else { value.to_string() }
}

/// `2026-01-31`, `2026-01-31 09:30:00`, or for a time or duration `09:30:00`.
fn date(value: &ExcelDateTime) -> String {
    let seconds = (value.as_f64() * 86_400.0).round();
    if value.is_duration() || (0.0..86_400.0).contains(&seconds) {
        let (sign, seconds) = (if seconds < 0.0 { "-" } else { "" }, seconds.abs() as u64);
        return format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_padded_and_blank_rows_are_empty_lines() {
        let mut lines = Lines::new(3, 1000);
        let cell = |text: &str| Data::String(text.to_owned());
        assert!(lines.put((1, 0), &cell("id")) && lines.put((1, 2), &cell("a \"b\"")));
        assert!(lines.put((3, 1), &Data::Float(12.0)) && lines.put((3, 2), &Data::Float(1.5)));
        assert_eq!(lines.finish().as_deref(), Some(b"\n\"id\",,\"a \"\"b\"\"\"\n\n,12,1.5\n".as_slice()));
        assert!(!Lines::new(3, 10).put((100, 0), &cell("far down")));
    }
}
