//! Scores from 0 to 100 as bars, two readings of one thing on the same line: solid for the first, outline for the second.

use super::super::Error;
use super::both;
use super::canvas::{Anchor, Face, draw};
use super::scale::Scale;
use super::theme::{Ink, Width};

/// A row of the chart.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What is scored.
    pub(crate) label: String,
    /// The first reading, solid.
    pub(crate) solid: Option<f64>,
    /// The second, as an outline.
    pub(crate) outline: Option<f64>,
    /// Both in words.
    pub(crate) words: String,
}

/// Draws the rows in the order given.
pub(crate) fn rows(rows: &[Row], label: &str) -> Result<String, Error> {
    both(|width| {
        let (left, right, row) = match width {
            Width::Wide => (130, width.units() - 260, 34),
            Width::Narrow => (2, width.units() - 12, 50),
        };
        let (top, height) = (6, row * rows.len() as i32);
        draw(width, top + height + 26, label, |canvas| {
            let scale = Scale::new((0.0, 100.0), (left, right));
            for tick in [0, 25, 50, 75, 100] {
                let x = scale.at(f64::from(tick));
                canvas.line((x, top), (x, top + height), Ink::Grid, 1)?;
                canvas.text(
                    (x.max(6), top + height + 12),
                    &tick.to_string(),
                    Ink::Muted,
                    Face::Small,
                    Anchor::Middle,
                )?;
            }
            for (place, bar) in rows.iter().enumerate() {
                let start = top + row * place as i32;
                let y = if width.is_narrow() { start + 33 } else { start + row / 2 };
                if width.is_narrow() {
                    canvas.text((2, start + 12), &bar.label, Ink::Text, Face::Strong, Anchor::Start)?;
                    canvas.text((width.units() - 4, start + 12), &bar.words, Ink::Text, Face::Small, Anchor::End)?;
                } else {
                    canvas.text((left - 14, y), &bar.label, Ink::Text, Face::Plain, Anchor::End)?;
                    canvas.text((right + 16, y), &bar.words, Ink::Text, Face::Plain, Anchor::Start)?;
                }
                if let Some(outline) = bar.outline {
                    canvas.bar((left, y - 9), (scale.at(outline), y + 9), Ink::Paper)?;
                    canvas.frame((left, y - 9), (scale.at(outline), y + 9), Ink::Series)?;
                }
                if let Some(solid) = bar.solid {
                    canvas.bar((left, y - 5), (scale.at(solid).max(left + 1), y + 5), Ink::Series)?;
                }
            }
            Ok(())
        })
    })
}
