//! Elapsed times deal by deal: a lane a state, dots stacked where they meet, a line at the service level.
//!
//! The axis ends at a stated limit; what lies beyond stands in a bin at its right edge, so that one old deal does not
//! press all the others together.

use std::collections::BTreeMap;

use super::super::Error;
use super::super::words::charts as words;
use super::both;
use super::canvas::{Anchor, Canvas, Face, Outcome, draw};
use super::link::Link;
use super::scale::{self, Scale};
use super::theme::{Ink, Width};
use crate::report::format;

/// A lane: the deals in one state.
#[derive(Clone, Debug)]
pub(crate) struct Lane {
    /// What they have in common, with their number.
    pub(crate) label: String,
    /// Their times, in the chart's unit, and where each leads.
    pub(crate) deals: Vec<(f64, Option<Link>)>,
    /// What they mean.
    pub(crate) ink: Ink,
    /// Whether the time still runs: drawn hollow.
    pub(crate) is_open: bool,
}

/// The whole chart.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// From top to bottom.
    pub(crate) lanes: Vec<Lane>,
    /// The service level and its label.
    pub(crate) sla: (f64, String),
    /// `hours` or `days`.
    pub(crate) unit: &'static str,
    /// Where the axis ends.
    pub(crate) end: f64,
}

/// Units from one dot to the next in a stack.
const PITCH: i32 = 11;
/// Width of the bin for what lies beyond the end.
const BEYOND: i32 = 44;

/// Draws the strip.
pub(crate) fn lanes(strip: &Strip, label: &str) -> Result<String, Error> {
    both(|width| {
        let (left, right) = match width {
            Width::Wide => (212, width.units() - 70),
            Width::Narrow => (8, width.units() - 58),
        };
        let scale = Scale::new((0.0, strip.end), (left, right));
        let stacks: Vec<Stack> = strip.lanes.iter().map(|lane| Stack::of(lane, &scale, strip.end, right)).collect();
        let label_height = if width.is_narrow() { 20 } else { 0 };
        let heights: Vec<i32> = stacks.iter().map(|stack| label_height + stack.deepest.max(1) * PITCH + 14).collect();
        let bottom = 26 + heights.iter().sum::<i32>();
        draw(width, bottom + 28, label, |canvas| {
            axis(canvas, strip, &scale, (left, right), bottom)?;
            let mut top = 26;
            for ((lane, stack), height) in strip.lanes.iter().zip(&stacks).zip(&heights) {
                let base = top + height - 12;
                let (at, side) =
                    if width.is_narrow() { ((2, top + 10), Anchor::Start) } else { ((left - 16, base), Anchor::End) };
                canvas.text(at, &lane.label, Ink::Text, Face::Plain, side)?;
                stack.draw(canvas, lane, base)?;
                top += height;
                canvas.line((left, top - 2), (right + BEYOND, top - 2), Ink::Grid, 1)?;
            }
            Ok(())
        })
    })
}

/// Dots by place along the axis, stacked upwards.
struct Stack {
    dots: Vec<(i32, i32)>,
    deepest: i32,
}

impl Stack {
    fn of(lane: &Lane, scale: &Scale, end: f64, right: i32) -> Stack {
        let mut heights: BTreeMap<i32, i32> = BTreeMap::new();
        let mut dots = Vec::with_capacity(lane.deals.len());
        for (value, _) in &lane.deals {
            let x = if *value > end { right + BEYOND / 2 } else { scale.at(*value) };
            // Dots share a stack when they would overlap: places are bins of one dot's width.
            let bin = x.div_euclid(PITCH);
            let height = heights.entry(bin).or_insert(0);
            dots.push((bin * PITCH + PITCH / 2, *height));
            *height += 1;
        }
        Stack { deepest: heights.values().copied().max().unwrap_or(0), dots }
    }

    fn draw(&self, canvas: &Canvas<'_>, lane: &Lane, base: i32) -> Outcome {
        for ((x, height), (_, link)) in self.dots.iter().zip(&lane.deals) {
            let at = (*x, base - height * PITCH);
            if let Some(link) = link {
                canvas.link(at, PITCH / 2, link);
            }
            match (lane.is_open, lane.ink) {
                (true, ink) => canvas.ring(at, 4, ink)?,
                (false, Ink::Missed) => canvas.square(at, 4, lane.ink)?,
                (false, ink) => canvas.dot(at, 4, ink)?,
            }
        }
        Ok(())
    }
}

fn axis(canvas: &Canvas<'_>, strip: &Strip, scale: &Scale, (left, right): (i32, i32), bottom: i32) -> Outcome {
    let step = scale::step(strip.end, strip.unit, if right - left > 300 { 8 } else { 4 });
    let mut tick = 0.0;
    while tick <= strip.end {
        let x = scale.at(tick);
        if right - x < 26 && x > left {
            break;
        }
        canvas.line((x, bottom - 2), (x, bottom + 3), Ink::Muted, 1)?;
        let side = if x < 20 { Anchor::Start } else { Anchor::Middle };
        canvas.text((x, bottom + 13), &format::limit(tick, strip.unit), Ink::Muted, Face::Small, side)?;
        tick += step;
    }
    canvas.line((right + 1, 20), (right + 1, bottom), Ink::Grid, 1)?;
    canvas.text((right + BEYOND / 2, bottom + 13), words::BEYOND, Ink::Muted, Face::Small, Anchor::Middle)?;
    let x = scale.at(strip.sla.0);
    canvas.dashes((x, 20), (x, bottom))?;
    canvas.text((x, 10), &strip.sla.1, Ink::Text, Face::Small, Anchor::Middle)
}
