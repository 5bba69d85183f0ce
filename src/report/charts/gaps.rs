//! What is missing, item by item: one column of small bars a state, all on one scale, so that the column's head is the
//! label and nothing needs a legend.

use super::super::Error;
use super::both;
use super::canvas::{Anchor, Canvas, Face, Outcome, draw};
use super::measure::{self, fitting};
use super::scale::Scale;
use super::theme::{Ink, Width};

/// A column: its head and whether its bars are gaps.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// The head, in as few words as it takes.
    pub(crate) head: &'static str,
    /// What its bars mean.
    pub(crate) ink: Ink,
}

/// A row: an item with one count a column.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The item.
    pub(crate) label: String,
    /// A mark before the label: one of the eight required fields.
    pub(crate) is_strong: bool,
    /// Counts in the order of the columns, as numbers and as text.
    pub(crate) counts: Vec<(u64, String)>,
}

/// Draws the rows in the order given; `most` is the count that fills a column.
pub(crate) fn rows(columns: &[Column], rows: &[Row], most: u64, label: &str) -> Result<String, Error> {
    both(|width| {
        let (left, row, bar) = match width {
            Width::Wide => (212, 20, 6),
            Width::Narrow => (2, 44, 6),
        };
        let share = (width.units() - left - 8) / columns.len().max(1) as i32;
        let head = if width.is_narrow() { 34 } else { 26 };
        let height = head + 8 + row * rows.len() as i32;
        let texts = rows.iter().flat_map(|row| &row.counts).map(|(_, text)| measure::width(text, Face::Small));
        let count = texts.max().unwrap_or(0);
        draw(width, height, label, |canvas| {
            for (place, column) in columns.iter().enumerate() {
                let x = left + share * place as i32;
                // Heads stand on two lines where one would not hold them.
                let y = if width.is_narrow() && place % 2 == 1 { 6 } else { head - 14 };
                let lines = if width.is_narrow() && columns.len() > 1 { 2 } else { 1 };
                let room = (lines * share).min(width.units() - x) - 6;
                canvas.text(
                    (x, y),
                    &fitting(column.head, room, Face::Small),
                    Ink::Muted,
                    Face::Small,
                    Anchor::Start,
                )?;
            }
            canvas.line((left, head), (width.units() - 8, head), Ink::Grid, 1)?;
            for (place, item) in rows.iter().enumerate() {
                let top = head + 4 + row * place as i32;
                let face = if item.is_strong { Face::Strong } else { Face::Plain };
                let y = if width.is_narrow() {
                    canvas.text(
                        (2, top + 12),
                        &fitting(&item.label, width.units() - 6, face),
                        Ink::Text,
                        face,
                        Anchor::Start,
                    )?;
                    top + 30
                } else {
                    canvas.text(
                        (left - 14, top + row / 2),
                        &fitting(&item.label, left - 18, face),
                        Ink::Text,
                        face,
                        Anchor::End,
                    )?;
                    top + row / 2
                };
                let cells = Cells { left, share, bar, y, most, count };
                cells.draw(canvas, columns, item)?;
            }
            Ok(())
        })
    })
}

struct Cells {
    left: i32,
    share: i32,
    bar: i32,
    y: i32,
    most: u64,
    /// Width of the longest count of all rows, so that all bars are on one scale.
    count: i32,
}

impl Cells {
    fn draw(&self, canvas: &Canvas<'_>, columns: &[Column], item: &Row) -> Outcome {
        // Room for the longest count after the longest bar.
        let room = (self.share - self.count - 13).max(2);
        for (place, (column, (count, text))) in columns.iter().zip(&item.counts).enumerate() {
            let x = self.left + self.share * place as i32;
            let end = Scale::new((0.0, self.most.max(1) as f64), (x, x + room)).at(*count as f64);
            if *count == 0 && column.ink == Ink::Cannot {
                continue;
            }
            if *count == 0 {
                canvas.text((x, self.y), text, Ink::Cannot, Face::Small, Anchor::Start)?;
                continue;
            }
            let end = end.max(x + 2);
            if column.ink == Ink::Cannot {
                canvas.frame((x, self.y - self.bar), (end, self.y + self.bar), column.ink)?;
            } else {
                canvas.bar((x, self.y - self.bar), (end, self.y + self.bar), column.ink)?;
            }
            canvas.text((end + 5, self.y), text, Ink::Text, Face::Small, Anchor::Start)?;
        }
        Ok(())
    }
}
