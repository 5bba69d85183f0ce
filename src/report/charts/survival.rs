//! Who is still there after how many days, as steps: one line a group, named at its end, with the number still followed
//! beneath the axis.

use super::super::Error;
use super::super::words::charts as words;
use super::both;
use super::canvas::{Anchor, Face, draw};
use super::measure::fitting;
use super::scale::Scale;
use super::theme::{Ink, Width};
use crate::report::format;

/// A group.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its name.
    pub(crate) label: String,
    /// (day, share still there after it), in order of time.
    pub(crate) steps: Vec<(f64, f64)>,
    /// (day, how many are followed up to it), the same days for every line.
    pub(crate) at_risk: Vec<(f64, u64)>,
    /// Where its line ends.
    pub(crate) until: f64,
    /// Its colour; the label says the same.
    pub(crate) ink: Ink,
}

/// The whole chart.
#[derive(Clone, Debug)]
pub(crate) struct Survival {
    /// At most two, so that labels and inks tell them apart.
    pub(crate) lines: Vec<Line>,
    /// Last day of the axis.
    pub(crate) end: f64,
    /// The lowest share on the axis.
    pub(crate) floor: f64,
}

/// Draws the lines; `label` is the id of the sentence that names the chart.
pub(crate) fn steps(chart: &Survival, label: &str) -> Result<String, Error> {
    both(|width| {
        let (left, right) = match width {
            Width::Wide => (64, width.units() - 190),
            Width::Narrow => (46, width.units() - 20),
        };
        let head = if width.is_narrow() { 18 * chart.lines.len() as i32 } else { 0 };
        let (top, bottom) = (head + 12, head + 170);
        let names = if width.is_narrow() { 15 } else { 0 };
        let height = bottom + 32 + (16 + names) * chart.lines.len() as i32 + 14;
        draw(width, height, label, |canvas| {
            let across = Scale::new((0.0, chart.end), (left, right));
            let up = Scale::new((chart.floor, 1.0), (bottom, top));
            for share in [chart.floor, (1.0 + chart.floor) / 2.0, 1.0] {
                let y = up.at(share);
                canvas.line((left, y), (right, y), Ink::Grid, 1)?;
                canvas.text((left - 8, y), &format::share(share), Ink::Muted, Face::Small, Anchor::End)?;
            }
            let days: &[(f64, u64)] = chart.lines.first().map_or(&[], |line| &line.at_risk);
            for (day, _) in days {
                let x = across.at(*day);
                canvas.line((x, bottom), (x, bottom + 4), Ink::Muted, 1)?;
                canvas.text((x, bottom + 14), &format::number(*day), Ink::Muted, Face::Small, Anchor::Middle)?;
            }
            canvas.text((2, bottom + 30), words::FOLLOWED, Ink::Muted, Face::Small, Anchor::Start)?;
            let mut ends: Vec<i32> = Vec::new();
            for (place, line) in chart.lines.iter().enumerate() {
                let points = outline(line, chart, &across, &up);
                let end = points.last().copied().unwrap_or((left, top));
                canvas.path(points, line.ink, 2)?;
                let row = bottom + 46 + (16 + names) * place as i32;
                if width.is_narrow() {
                    let y = 8 + 18 * place as i32;
                    canvas.line((2, y), (18, y), line.ink, 3)?;
                    canvas.text(
                        (24, y),
                        &fitting(&line.label, 300, Face::Plain),
                        Ink::Text,
                        Face::Plain,
                        Anchor::Start,
                    )?;
                    canvas.text(
                        (2, row),
                        &fitting(&line.label, 320, Face::Small),
                        Ink::Text,
                        Face::Small,
                        Anchor::Start,
                    )?;
                } else {
                    // Two lines that end close would have their names on one another.
                    let close = ends.iter().any(|y| (y - end.1).abs() < 17);
                    let y = if close { end.1 + 17 } else { end.1 };
                    ends.push(y);
                    canvas.text(
                        (right + 12, y),
                        &fitting(&line.label, 176, Face::Strong),
                        line.ink,
                        Face::Strong,
                        Anchor::Start,
                    )?;
                    canvas.text(
                        (right + 30, row),
                        &fitting(&line.label, 158, Face::Small),
                        Ink::Text,
                        Face::Small,
                        Anchor::Start,
                    )?;
                }
                for (day, n) in &line.at_risk {
                    let at = (across.at(*day), row + names);
                    canvas.text(at, &format::count(*n), Ink::Text, Face::Small, Anchor::Middle)?;
                }
            }
            Ok(())
        })
    })
}

/// The corners of a line up to where it ends.
fn outline(line: &Line, chart: &Survival, across: &Scale, up: &Scale) -> Vec<(i32, i32)> {
    let mut points = vec![(across.at(0.0), up.at(1.0))];
    let mut level = 1.0;
    for (day, share) in line.steps.iter().filter(|(day, _)| *day <= chart.end) {
        let x = across.at(*day);
        points.push((x, up.at(level)));
        points.push((x, up.at(*share)));
        level = *share;
    }
    points.push((across.at(line.until.min(chart.end)), up.at(level)));
    points.dedup();
    points
}
