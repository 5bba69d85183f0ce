//! `audit.xlsx`: the same tables as a workbook, typed, with the figures, the headline series and what every figure means.
//!
//! Text from the exports is always written as a string, never as a formula or a link. The file's own dates are those of
//! the audit, so that the same input gives the same bytes.

use std::io;

use rust_xlsxwriter::{
    Chart, ChartType, Color, ConditionalFormatCell, ConditionalFormatCellRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::audit::build_parts::timestamp;
use crate::audit::{Audit, Metric, MetricStatus};
use crate::domain::Moment;
use crate::report;
use crate::settings::Checklist;

use super::columns::{self, TableColumns};
use super::folder::{Error, Publication};
use super::rows::{Table, Typed};

/// Above so many things a table is left to its CSV file: a workbook that size opens in no spreadsheet in good time.
const MOST_THINGS: usize = 5_000;
/// Figures at most; audit.json holds them all.
const MOST_FIGURES: usize = 20_000;
/// What a cell of a workbook can hold is a little more (32,767).
const MOST_CHARACTERS: usize = 32_000;
/// The sheet of the headline series.
const TRENDS: &str = "by month";

/// Writes the workbook into the draft.
pub(crate) fn write_workbook(
    draft: &Publication,
    audit: &Audit,
    tables: &[Table<'_>],
    checklist: &Checklist,
) -> Result<(), Error> {
    draft.write("audit.xlsx", |out| {
        let bytes = workbook(audit, tables, checklist).map_err(io::Error::other)?;
        out.write_all(&bytes)
    })?;
    Ok(())
}

struct Faces {
    head: Format,
    wrapped: Format,
    time: Format,
    share: Format,
    /// Of a number that is no whole one: scores, hours, differences.
    fraction: Format,
}

/// The instant of the audit in seconds, so that two runs write the same bytes; 0 where it has none that a spreadsheet
/// knows.
fn made_at(as_of: Option<&str>) -> i64 {
    let seconds = as_of.and_then(|at| at.parse::<jiff::Timestamp>().ok()).map(jiff::Timestamp::as_second);
    seconds.filter(|&seconds| ExcelDateTime::from_timestamp(seconds).is_ok()).unwrap_or(0)
}

fn workbook(audit: &Audit, tables: &[Table<'_>], checklist: &Checklist) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new().set_title(cut(&audit.title)).set_author("handoff-audit");
    let made_at = ExcelDateTime::from_timestamp(made_at(audit.as_of.as_deref()))?;
    book.set_properties(&properties.set_creation_datetime(&made_at));
    let grey = Color::RGB(0xEE_EE_EA);
    let faces = Faces {
        head: Format::new().set_bold().set_background_color(grey).set_text_wrap().set_align(FormatAlign::Top),
        wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        // The page shows the local time; a cell of a spreadsheet has no zone but what its format says.
        time: Format::new().set_num_format("yyyy-mm-dd hh:mm\" UTC\""),
        share: Format::new().set_num_format("0.0%"),
        fraction: Format::new().set_num_format("0.0##"),
    };
    figures(book.add_worksheet(), audit, &faces)?;
    trends(book.add_worksheet(), audit, &faces)?;
    for table in tables {
        table_sheet(book.add_worksheet(), table, &faces)?;
    }
    definitions(book.add_worksheet(), audit, &columns::all(checklist), &faces)?;
    book.save_to_buffer()
}

/// Headings, frozen with the first column.
fn head(sheet: &mut Worksheet, name: &str, labels: &[&str], faces: &Faces) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    for (column, label) in (0u16..).zip(labels) {
        sheet.write_string_with_format(0, column, cut(label), &faces.head)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// A filter over what lies beneath the headings.
fn filter(sheet: &mut Worksheet, rows: u32, columns: usize) -> Result<(), XlsxError> {
    if rows > 0 && columns > 0 {
        sheet.autofilter(0, 0, rows, columns as u16 - 1)?;
    }
    Ok(())
}

fn widths(sheet: &mut Worksheet, widths: &[f64]) -> Result<(), XlsxError> {
    for (column, width) in (0u16..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

fn table_sheet(sheet: &mut Worksheet, table: &Table<'_>, faces: &Faces) -> Result<(), XlsxError> {
    let labels: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    head(sheet, table.name, &labels, faces)?;
    if table.n > MOST_THINGS {
        let text = format!("{} entries are too many for a sheet: {}.csv holds them all.", table.n, table.name);
        sheet.write_string(1, 0, text)?;
        return Ok(());
    }
    let rows = table.typed(0..table.n).map_err(|error| XlsxError::ParameterError(error.to_string()))?;
    for (line, cells) in (1u32..).zip(&rows) {
        for (column, cell) in (0u16..).zip(cells) {
            write(sheet, line, column, cell, faces)?;
        }
    }
    let last = rows.len() as u32;
    filter(sheet, last, labels.len())?;
    widths(sheet, &labels.iter().map(|label| width(label)).collect::<Vec<_>>())?;
    for (column, label) in (0u16..).zip(&labels) {
        shade(sheet, column, last, label)?;
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, line: u32, column: u16, cell: &Typed, faces: &Faces) -> Result<(), XlsxError> {
    match cell {
        Typed::Blank => return Ok(()),
        Typed::Text(text) => sheet.write_string(line, column, cut(text))?,
        Typed::Number(number) => return write_number(sheet, line, column, *number, faces),
        Typed::Flag(is_so) => sheet.write_boolean(line, column, *is_so)?,
        Typed::Time(moment) => match instant(*moment) {
            Some(time) => sheet.write_datetime_with_format(line, column, &time, &faces.time)?,
            // A year that no spreadsheet knows.
            None => sheet.write_string(line, column, timestamp(*moment))?,
        },
    };
    Ok(())
}

fn write_number(sheet: &mut Worksheet, line: u32, column: u16, number: f64, faces: &Faces) -> Result<(), XlsxError> {
    if number.fract() == 0.0 {
        sheet.write_number(line, column, number)?;
    } else {
        sheet.write_number_with_format(line, column, number, &faces.fraction)?;
    }
    Ok(())
}

/// Quiet shades: low scores, stops.
fn shade(sheet: &mut Worksheet, column: u16, last: u32, label: &str) -> Result<(), XlsxError> {
    if last == 0 {
        return Ok(());
    }
    let amber = Format::new().set_background_color(Color::RGB(0xFA_F1_DE));
    let rust = Format::new().set_background_color(Color::RGB(0xF4_D8_CC));
    let numbers = |rule, format| ConditionalFormatCell::new().set_rule(rule).set_format(format);
    match label {
        "n_stop" => {
            let some = numbers(ConditionalFormatCellRule::GreaterThan(0.0), rust);
            sheet.add_conditional_format(1, column, last, column, &some)?;
        }
        "severity" => {
            let stop = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo("stop".to_owned()))
                .set_format(rust);
            sheet.add_conditional_format(1, column, last, column, &stop)?;
        }
        label if label.starts_with("score_") => {
            // From just above nothing: an empty cell would count as 0.
            let low = numbers(ConditionalFormatCellRule::Between(0.1, 50.0), amber);
            sheet.add_conditional_format(1, column, last, column, &low)?;
        }
        _ => {}
    }
    Ok(())
}

fn width(label: &str) -> f64 {
    match label {
        "question" | "evidence" | "title" | "note" | "origin" => 48.0,
        "deal_name" | "account_name" => 30.0,
        label if label.ends_with("_at") || label == "at" => 21.0,
        _ => 14.0,
    }
}

/// Every figure of the whole and of each cohort.
fn figures(sheet: &mut Worksheet, audit: &Audit, faces: &Faces) -> Result<(), XlsxError> {
    let labels = [
        "figure",
        "id",
        "dimension",
        "cohort",
        "unit",
        "value",
        "numerator",
        "denominator",
        "low",
        "high",
        "status",
        "reason",
    ];
    head(sheet, "figures", &labels, faces)?;
    let shown = audit.metrics.iter().take(MOST_FIGURES);
    for (line, metric) in (1u32..).zip(shown.clone()) {
        figure(sheet, line, audit, metric, faces)?;
    }
    filter(sheet, shown.count() as u32, labels.len())?;
    widths(sheet, &[38.0, 32.0, 14.0, 22.0, 9.0, 12.0, 11.0, 12.0, 9.0, 9.0, 15.0, 50.0])
}

fn figure(sheet: &mut Worksheet, line: u32, audit: &Audit, metric: &Metric, faces: &Faces) -> Result<(), XlsxError> {
    let title = report::figure_title(audit, &metric.id);
    let words = [title.as_str(), &metric.id, &metric.cohort.dimension, &metric.cohort.value, metric.unit];
    for (column, text) in (0u16..).zip(words) {
        sheet.write_string(line, column, cut(text))?;
    }
    let is_share = metric.unit == "share";
    let ends = metric.interval.map_or((None, None), |interval| (interval.low, interval.high));
    let numbers = [
        (metric.value, is_share),
        (metric.numerator, false),
        (metric.denominator, false),
        (ends.0, is_share),
        (ends.1, is_share),
    ];
    for (column, (number, is_share)) in (5u16..).zip(numbers) {
        match number.filter(|number| number.is_finite()) {
            Some(number) if is_share => sheet.write_number_with_format(line, column, number, &faces.share)?,
            Some(number) => {
                write_number(sheet, line, column, number, faces)?;
                continue;
            }
            None => continue,
        };
    }
    let status = match metric.status {
        MetricStatus::Ok => "ok",
        MetricStatus::SmallN => "small_n",
        MetricStatus::NotComputable => "not_computable",
    };
    sheet.write_string(line, 10, status)?;
    sheet.write_string(line, 11, cut(metric.reason.as_deref().unwrap_or_default()))?;
    Ok(())
}

/// The followed rates by month, with a chart.
fn trends(sheet: &mut Worksheet, audit: &Audit, faces: &Faces) -> Result<(), XlsxError> {
    let series = report::followed_series(audit);
    let months = series.first().map_or(&[][..], |(_, points)| points);
    let last = months.len() as u32;
    let mut labels = vec!["month"];
    labels.extend(series.iter().map(|(title, _)| title.as_str()));
    head(sheet, TRENDS, &labels, faces)?;
    for (line, (month, _)) in (1u32..).zip(months) {
        sheet.write_string(line, 0, month)?;
    }
    let mut chart = Chart::new(ChartType::Line);
    for (column, (title, points)) in (1u16..).zip(&series) {
        sheet.set_column_width(column, 26.0)?;
        for (line, (_, value)) in (1u32..).zip(points) {
            if let Some(value) = value {
                sheet.write_number_with_format(line, column, *value, &faces.share)?;
            }
        }
        let one = chart.add_series();
        one.set_name(title).set_categories((TRENDS, 1, 0, last, 0)).set_values((TRENDS, 1, column, last, column));
    }
    filter(sheet, last, labels.len())?;
    if last > 1 {
        chart.title().set_name("Headline rates by month of close; a month with too few cases has no point");
        chart.y_axis().set_min(0.0).set_max(1.0).set_num_format("0%");
        chart.set_width(900).set_height(380);
        sheet.insert_chart(last + 3, 0, &chart)?;
    }
    Ok(())
}

/// What every figure counts, every choice in force, every rule.
fn definitions(sheet: &mut Worksheet, audit: &Audit, tables: &[TableColumns], faces: &Faces) -> Result<(), XlsxError> {
    let labels = [
        "kind",
        "name",
        "id",
        "numerator, value, rationale or meaning",
        "denominator, status, severity or range",
        "clock, remedy or blank cells",
    ];
    head(sheet, "definitions", &labels, faces)?;
    let mut rows = report::definition_rows(audit);
    rows.extend(tables.iter().flat_map(column_rows));
    for (line, row) in (1u32..).zip(&rows) {
        for (column, text) in (0u16..).zip(row) {
            sheet.write_string_with_format(line, column, cut(text), &faces.wrapped)?;
        }
    }
    filter(sheet, rows.len() as u32, labels.len())?;
    widths(sheet, &[12.0, 36.0, 34.0, 60.0, 60.0, 40.0])
}

/// Every column of a table, as the other definitions stand.
fn column_rows(table: &TableColumns) -> Vec<[String; 6]> {
    let row = |column: &columns::Column| {
        let blank = column.blank.map_or_else(|| "never blank".to_owned(), |blank| format!("blank: {blank}"));
        let id = format!("{}.{}", table.table, column.name);
        ["column".to_owned(), column.name.clone(), id, column.meaning.clone(), column.range.clone(), blank]
    };
    table.columns.iter().map(row).collect()
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(MOST_CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

fn instant(moment: Moment) -> Option<ExcelDateTime> {
    ExcelDateTime::from_timestamp(moment.utc().div_euclid(1_000_000)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_is_never_made_now() {
        assert_eq!(made_at(Some("2026-06-30T00:00:00Z")), 1_782_777_600);
        // Years before 1900 and after 9999 are none of a spreadsheet's.
        assert_eq!([None, Some("0001-01-01T00:00:00Z"), Some("+010000-01-01T00:00:00Z")].map(made_at), [0; 3]);
    }
}
