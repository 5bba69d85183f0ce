//! When something can be known: a bar a cohort, from the day on which its first case is old enough to the day on which
//! its last one is, against the day up to which the exports observe.

use super::super::Error;
use super::both;
use super::canvas::{Anchor, Face, draw};
use super::measure::{self, fitting};
use super::scale::Scale;
use super::theme::{Ink, Width};

/// A cohort.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its name.
    pub(crate) label: String,
    /// First and last day, as days on the axis; `None` where nothing is to come.
    pub(crate) span: Option<(f64, f64)>,
    /// The state in words.
    pub(crate) words: String,
}

/// The whole chart.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    /// In order of time.
    pub(crate) rows: Vec<Row>,
    /// The first days of months, and their labels.
    pub(crate) ticks: Vec<(f64, String)>,
    /// The day up to which the exports observe, and its label.
    pub(crate) today: (f64, String),
    /// First and last day of the axis.
    pub(crate) span: (f64, f64),
}

/// Draws the cohorts in the order given.
pub(crate) fn rows(calendar: &Calendar, label: &str) -> Result<String, Error> {
    both(|width| {
        let (left, right, row) = match width {
            Width::Wide => (110, width.units() - 200, 22),
            Width::Narrow => (6, width.units() - 14, 40),
        };
        let (top, height) = (26, row * calendar.rows.len() as i32);
        draw(width, top + height + 22, label, |canvas| {
            let scale = Scale::new(calendar.span, (left, right));
            let mut free = i32::MIN;
            for (day, text) in &calendar.ticks {
                let x = scale.at(*day);
                canvas.line((x, top), (x, top + height), Ink::Grid, 1)?;
                // A label needs about forty units; where months stand closer every second or third is named.
                if x >= free {
                    canvas.text((x, top + height + 12), text, Ink::Muted, Face::Small, Anchor::Middle)?;
                    free = x + 56;
                }
            }
            for (place, cohort) in calendar.rows.iter().enumerate() {
                let start = top + row * place as i32;
                let y = if width.is_narrow() {
                    let label = fitting(&cohort.label, 90, Face::Strong);
                    canvas.text((2, start + 12), &label, Ink::Text, Face::Strong, Anchor::Start)?;
                    let room = width.units() - 16 - measure::width(&label, Face::Strong);
                    let words = fitting(&cohort.words, room, Face::Small);
                    canvas.text((width.units() - 4, start + 12), &words, Ink::Text, Face::Small, Anchor::End)?;
                    start + 29
                } else {
                    canvas.text((left - 12, start + row / 2), &cohort.label, Ink::Text, Face::Plain, Anchor::End)?;
                    let words = fitting(&cohort.words, width.units() - right - 16, Face::Plain);
                    canvas.text((right + 14, start + row / 2), &words, Ink::Text, Face::Plain, Anchor::Start)?;
                    start + row / 2
                };
                let Some((first, last)) = cohort.span else { continue };
                let (from, to) = (scale.at(first), scale.at(last).max(scale.at(first) + 4));
                let today = scale.at(calendar.today.0).clamp(from, to);
                if today > from {
                    canvas.bar((from, y - 5), (today, y + 5), Ink::Series)?;
                }
                canvas.frame((from, y - 5), (to, y + 5), Ink::Series)?;
            }
            let x = scale.at(calendar.today.0);
            if width.is_narrow() {
                // Beside the words of each row, never through them.
                let starts = (0..calendar.rows.len() as i32).map(|place| top + row * place);
                starts.into_iter().try_for_each(|start| canvas.dashes((x, start + 20), (x, start + row - 2)))?;
            } else {
                canvas.dashes((x, top - 6), (x, top + height))?;
            }
            canvas.text((x, top - 15), &calendar.today.1, Ink::Text, Face::Small, Anchor::Middle)
        })
    })
}
