//! One dot with its 95 % interval a row, against a target line: for rates that are compared, and for one alone.
//!
//! A row without enough cases has no mark, only its words: a dot would be read as a rate.

use super::super::Error;
use super::both;
use super::canvas::{Anchor, Canvas, Face, Outcome, draw};
use super::measure::{self, fitting};
use super::scale::Scale;
use super::theme::{Ink, Width};
use crate::report::format;

/// A row of the chart.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What it is a rate of.
    pub(crate) label: String,
    /// The figure; `None` draws no mark.
    pub(crate) mark: Option<Mark>,
    /// Its figures in words.
    pub(crate) words: String,
    /// What is to be expected of it, from the widest range to the narrowest, behind the mark.
    pub(crate) bands: Vec<(f64, f64)>,
}

impl Row {
    /// A row without bands.
    pub(crate) fn new(label: impl Into<String>, mark: Option<Mark>, words: impl Into<String>) -> Row {
        Row { label: label.into(), mark, words: words.into(), bands: Vec::new() }
    }
}

/// A rate with its interval, 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    /// Point estimate.
    pub(crate) value: f64,
    /// Both ends, where there is an interval.
    pub(crate) ends: Option<(f64, f64)>,
    /// What it means.
    pub(crate) ink: Ink,
    /// What it was before, as a ring at the other end of a line.
    pub(crate) before: Option<f64>,
}

impl Mark {
    /// A value with its interval.
    pub(crate) fn new(value: f64, ends: Option<(f64, f64)>, ink: Ink) -> Mark {
        Mark { value, ends, ink, before: None }
    }
}

/// The axis and the line to read against.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    /// Where ticks stand, and their labels.
    pub(crate) ticks: Vec<(f64, String)>,
    /// The line and its label.
    pub(crate) target: Option<(f64, String)>,
}

impl Axis {
    /// 0 to 100 %.
    pub(crate) fn shares(target: Option<(f64, String)>) -> Axis {
        let ticks = [0.0, 0.25, 0.5, 0.75, 1.0].map(|at| (at, format::share(at))).to_vec();
        Axis { ticks, target }
    }
}

/// Where things stand in one width.
struct Layout {
    left: i32,
    right: i32,
    top: i32,
    row: i32,
}

impl Layout {
    fn of(width: Width) -> Layout {
        if width.is_narrow() {
            Layout { left: 10, right: width.units() - 20, top: 26, row: 44 }
        } else {
            Layout { left: 212, right: width.units() - 176, top: 26, row: 27 }
        }
    }
}

impl Layout {
    /// From where to where lines run: all the way, or beside the words of each row.
    fn spans(&self, n_rows: usize, width: Width) -> Vec<(i32, i32)> {
        if !width.is_narrow() {
            return vec![(self.top - 4, self.top + self.row * n_rows as i32)];
        }
        (0..n_rows as i32).map(|row| self.top + self.row * row).map(|top| (top + 21, top + 42)).collect()
    }
}

/// Draws the rows in the order given; `label` is the id of the sentence that names the chart.
pub(crate) fn rows(rows: &[Row], axis: &Axis, label: &str) -> Result<String, Error> {
    both(|width| {
        let layout = Layout::of(width);
        let bottom = layout.top + layout.row * rows.len() as i32;
        draw(width, bottom + 26, label, |canvas| {
            let scale = Scale::new((0.0, 1.0), (layout.left, layout.right));
            labels(canvas, axis, &scale, (layout.top - 4, bottom))?;
            for (place, row) in rows.iter().enumerate() {
                bands(canvas, row, &scale, &layout, width, layout.top + layout.row * place as i32)?;
            }
            for span in layout.spans(rows.len(), width) {
                lines(canvas, axis, &scale, span)?;
            }
            for (place, row) in rows.iter().enumerate() {
                let top = layout.top + layout.row * place as i32;
                one_row(canvas, row, &scale, &layout, width, top)?;
            }
            Ok(())
        })
    })
}

fn bands(canvas: &Canvas<'_>, row: &Row, scale: &Scale, layout: &Layout, width: Width, top: i32) -> Outcome {
    let (y, half) = if width.is_narrow() { (top + 31, 9) } else { (top + layout.row / 2, 10) };
    for (place, (low, high)) in row.bands.iter().enumerate() {
        // The narrower range is the more likely one: higher, and the darker of the two.
        let (half, ink) = if place == 0 { (half - 4, Ink::Track) } else { (half, Ink::Grid) };
        canvas.bar((scale.at(*low), y - half), (scale.at(*high), y + half), ink)?;
    }
    Ok(())
}

fn labels(canvas: &Canvas<'_>, axis: &Axis, scale: &Scale, (top, bottom): (i32, i32)) -> Outcome {
    for (at, text) in &axis.ticks {
        canvas.text((scale.at(*at), bottom + 12), text, Ink::Muted, Face::Small, Anchor::Middle)?;
    }
    let Some((at, text)) = &axis.target else { return Ok(()) };
    canvas.text((scale.at(*at), top - 10), text, Ink::Text, Face::Small, Anchor::Middle)
}

fn lines(canvas: &Canvas<'_>, axis: &Axis, scale: &Scale, (top, bottom): (i32, i32)) -> Outcome {
    for (at, _) in &axis.ticks {
        canvas.line((scale.at(*at), top), (scale.at(*at), bottom), Ink::Grid, 1)?;
    }
    axis.target.iter().try_for_each(|(at, _)| canvas.dashes((scale.at(*at), top), (scale.at(*at), bottom)))
}

fn one_row(canvas: &Canvas<'_>, row: &Row, scale: &Scale, layout: &Layout, width: Width, top: i32) -> Outcome {
    let ink = if row.mark.is_some() { Ink::Text } else { Ink::Muted };
    if width.is_narrow() {
        let y = top + 12;
        let words = fitting(&row.words, width.units() - 110, Face::Plain);
        let room = width.units() - 18 - measure::width(&words, Face::Plain);
        canvas.text((2, y), &fitting(&row.label, room, Face::Plain), ink, Face::Plain, Anchor::Start)?;
        canvas.text((width.units() - 4, y), &words, ink, Face::Plain, Anchor::End)?;
        return mark(canvas, row, scale, top + 31);
    }
    let y = top + layout.row / 2;
    let label = fitting(&row.label, layout.left - 18, Face::Plain);
    canvas.text((layout.left - 14, y), &label, ink, Face::Plain, Anchor::End)?;
    let words = fitting(&row.words, width.units() - layout.right - 18, Face::Plain);
    canvas.text((layout.right + 16, y), &words, ink, Face::Plain, Anchor::Start)?;
    mark(canvas, row, scale, y)
}

fn mark(canvas: &Canvas<'_>, row: &Row, scale: &Scale, y: i32) -> Outcome {
    let Some(mark) = row.mark else { return Ok(()) };
    if let Some((low, high)) = mark.ends {
        canvas.line((scale.at(low), y), (scale.at(high), y), mark.ink, 2)?;
    }
    let at = (scale.at(mark.value), y);
    if let Some(before) = mark.before {
        canvas.line((scale.at(before), y), at, mark.ink, 2)?;
        canvas.ring((scale.at(before), y), 5, Ink::Cannot)?;
    }
    // The shape says what the ink says, for those who cannot tell the inks apart.
    match mark.ink {
        Ink::Missed => canvas.square(at, 5, mark.ink),
        Ink::Watch => canvas.triangle(at, 6, mark.ink),
        Ink::Cannot => canvas.ring(at, 5, mark.ink),
        ink => canvas.dot(at, 5, ink),
    }
}

/// One rate alone, large, with its ends labelled: the verdict.
pub(crate) fn single(mark: Mark, words: &str, axis: &Axis, label: &str) -> Result<String, Error> {
    both(|width| {
        let (left, right) = (24, width.units() - 34);
        draw(width, 118, label, |canvas| {
            let scale = Scale::new((0.0, 1.0), (left, right));
            let (y, bottom) = (62, 92);
            canvas.line((left, bottom), (right, bottom), Ink::Grid, 1)?;
            for (at, text) in &axis.ticks {
                let x = scale.at(*at);
                canvas.line((x, bottom), (x, bottom + 4), Ink::Muted, 1)?;
                canvas.text((x, bottom + 14), text, Ink::Muted, Face::Small, Anchor::Middle)?;
            }
            if let Some((at, text)) = &axis.target {
                let x = scale.at(*at);
                canvas.dashes((x, 22), (x, bottom))?;
                canvas.text((x, 12), text, Ink::Text, Face::Small, Anchor::Middle)?;
            }
            if let Some((low, high)) = mark.ends {
                let (from, to) = (scale.at(low), scale.at(high));
                canvas.bar((from, y - 3), (to, y + 3), mark.ink)?;
                let (low, high) = (format::share(low), format::share(high));
                let (low_width, high_width) = (measure::width(&low, Face::Small), measure::width(&high, Face::Small));
                // Where there is no room beside an end, or the target's line would cross its label, that stands beneath.
                let target = axis.target.as_ref().map(|(target, _)| scale.at(*target));
                let is_crossed = |left: i32, right: i32| target.is_some_and(|line| (left..=right).contains(&line));
                let drop = |is_tight: bool| if is_tight { y + 18 } else { y };
                let y_low = drop(from - 9 < low_width || is_crossed(from - 9 - low_width, from - 5));
                let y_high = drop(to + 9 + high_width > width.units() || is_crossed(to + 5, to + 9 + high_width));
                canvas.text((from - 7, y_low), &low, Ink::Muted, Face::Small, Anchor::End)?;
                canvas.text((to + 7, y_high), &high, Ink::Muted, Face::Small, Anchor::Start)?;
            }
            canvas.dot((scale.at(mark.value), y), 9, mark.ink)?;
            // Beside the target's line, never across it: to the left where there is more room.
            let at = scale.at(mark.value);
            let line = axis.target.as_ref().map(|(target, _)| scale.at(*target)).filter(|line| *line > at);
            let (x, side) = if mark.value > 0.5 {
                (line.map_or(at + 11, |line| (at + 11).min(line - 8)), Anchor::End)
            } else {
                (at - 11, Anchor::Start)
            };
            canvas.text((x, y - 22), words, Ink::Text, Face::Strong, side)
        })
    })
}
