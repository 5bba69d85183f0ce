//! A run chart: one point a month with its number of cases beneath it, the target as a line, and where a month of that
//! size lies by chance as a band.
//!
//! A month without enough cases has no mark, only its count: a dot would be read as a rate.

use super::super::Error;
use super::both;
use super::canvas::{Anchor, Canvas, Face, Outcome, draw};
use super::measure::fitting;
use super::scale::Scale;
use super::theme::{Ink, Width};
use crate::report::format;

/// A month.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    /// The month in as few letters as fit.
    pub(crate) label: String,
    /// Cases.
    pub(crate) n: u64,
    /// The share, where there are cases enough.
    pub(crate) value: Option<f64>,
    /// Where a month of its size lies by chance, where that is known.
    pub(crate) limits: Option<(f64, f64)>,
    /// Whether it is out of the ordinary.
    pub(crate) is_signal: bool,
    /// Whether the month was over.
    pub(crate) is_over: bool,
    /// Numbers of the dated events of the month, as they stand in the chart's words; empty for none.
    pub(crate) marks: String,
}

/// Draws the months in the order given; `label` is the id of the sentence that names the chart.
pub(crate) fn months(points: &[Point], target: Option<f64>, label: &str) -> Result<String, Error> {
    both(|width| {
        let head = if points.iter().any(|point| !point.marks.is_empty()) { 16 } else { 0 };
        let (left, right, top, bottom) = match width {
            Width::Wide => (44, width.units() - 60, head + 12, head + 84),
            Width::Narrow => (42, width.units() - 44, head + 12, head + 92),
        };
        draw(width, bottom + 34, label, |canvas| {
            let up = Scale::new((0.0, 1.0), (bottom, top));
            let room = (right - left) / points.len().max(1) as i32;
            let at = |place: usize| left + room / 2 + room * place as i32;
            for (place, point) in points.iter().enumerate() {
                let Some((low, high)) = point.limits else { continue };
                canvas.bar(
                    (at(place) - room / 2, up.at(high)),
                    (at(place) + room - room / 2, up.at(low)),
                    Ink::Track,
                )?;
            }
            for share in [0.0, 0.5, 1.0] {
                let y = up.at(share);
                canvas.line((left, y), (right, y), Ink::Grid, 1)?;
                canvas.text((left - 7, y), &format::share(share), Ink::Muted, Face::Small, Anchor::End)?;
            }
            for (place, point) in points.iter().enumerate().filter(|(_, point)| !point.marks.is_empty()) {
                let numbers = fitting(&point.marks, room - 4, Face::Small);
                canvas.text((at(place), 9), &numbers, Ink::Text, Face::Small, Anchor::Middle)?;
                canvas.line((at(place), 17), (at(place), bottom), Ink::Cannot, 1)?;
            }
            if let Some(target) = target {
                let y = up.at(target);
                canvas.dashes((left, y), (right, y))?;
                // Beside the last gridline's end, so that no mark stands under it.
                canvas.text((right + 5, y), &format::share(target), Ink::Text, Face::Small, Anchor::Start)?;
            }
            let marks: Vec<((i32, i32), &Point)> = points
                .iter()
                .enumerate()
                .filter_map(|(place, point)| Some(((at(place), up.at(point.value?)), point)))
                .collect();
            if marks.len() > 1 {
                canvas.path(marks.iter().map(|(mark, _)| *mark).collect(), Ink::Series, 2)?;
            }
            marks.iter().try_for_each(|(mark, point)| match (point.is_signal, point.is_over) {
                (true, _) => canvas.triangle(*mark, 6, Ink::Watch),
                (false, true) => canvas.dot(*mark, 4, Ink::Series),
                (false, false) => canvas.ring(*mark, 4, Ink::Series),
            })?;
            // Where months stand close, every second or third is named; the table names them all.
            let every = (34 / room.max(1) + 1) as usize;
            let named = points.iter().enumerate().rev().step_by(every);
            named.into_iter().try_for_each(|(place, point)| foot(canvas, at(place), bottom, point))
        })
    })
}

fn foot(canvas: &Canvas<'_>, x: i32, bottom: i32, point: &Point) -> Outcome {
    canvas.text((x, bottom + 13), &point.label, Ink::Muted, Face::Small, Anchor::Middle)?;
    canvas.text((x, bottom + 27), &format::count(point.n), Ink::Muted, Face::Small, Anchor::Middle)
}
