//! The share done by each time, as steps: for more deals than a strip of dots can show.

use super::super::Error;
use super::both;
use super::canvas::{Anchor, Face, draw};
use super::scale::{self, Scale};
use super::theme::{Ink, Width};
use crate::report::{format, words};

/// The whole chart.
#[derive(Clone, Debug)]
pub(crate) struct Curve {
    /// Time and the share done from then on, in order of time.
    pub(crate) steps: Vec<(f64, f64)>,
    /// The service level and its label.
    pub(crate) sla: (f64, String),
    /// `hours` or `days`.
    pub(crate) unit: &'static str,
    /// Where the axis ends.
    pub(crate) end: f64,
}

impl Curve {
    /// The share done by a time.
    fn at(&self, time: f64) -> f64 {
        self.steps.iter().take_while(|(from, _)| *from <= time).last().map_or(0.0, |(_, share)| *share)
    }
}

/// How far the share at the service level stands from its point.
const BELOW: i32 = 16;

/// Draws the curve.
pub(crate) fn steps(curve: &Curve, label: &str) -> Result<String, Error> {
    both(|width| {
        let (left, right, top, bottom) = (44, width.units() - 34, 26, 206);
        draw(width, bottom + 28, label, |canvas| {
            let across = Scale::new((0.0, curve.end), (left, right));
            let up = Scale::new((0.0, 1.0), (bottom, top));
            for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
                let y = up.at(share);
                canvas.line((left, y), (right, y), Ink::Grid, 1)?;
                canvas.text((left - 8, y), &format::share(share), Ink::Muted, Face::Small, Anchor::End)?;
            }
            let step = scale::step(curve.end, curve.unit, if width == Width::Wide { 8 } else { 4 });
            let mut tick = 0.0;
            while tick <= curve.end {
                let x = across.at(tick);
                canvas.line((x, bottom), (x, bottom + 4), Ink::Muted, 1)?;
                canvas.text(
                    (x, bottom + 14),
                    &format::limit(tick, curve.unit),
                    Ink::Muted,
                    Face::Small,
                    Anchor::Middle,
                )?;
                tick += step;
            }
            let x = across.at(curve.sla.0);
            canvas.dashes((x, top - 6), (x, bottom))?;
            canvas.text((x, top - 16), &curve.sla.1, Ink::Text, Face::Small, Anchor::Middle)?;
            canvas.path(outline(curve, &across, &up), Ink::Series, 2)?;
            let share = curve.at(curve.sla.0);
            let at = (x, up.at(share));
            canvas.dot(at, 5, Ink::Series)?;
            let words = words::charts::by_then(share);
            // Below the curve, which rises; above it where the hours of the axis stand below.
            let below = if at.1 + BELOW > bottom { -BELOW } else { BELOW };
            canvas.text((at.0 + 10, at.1 + below), &words, Ink::Text, Face::Strong, Anchor::Start)
        })
    })
}

/// The corners of the steps up to the end of the axis.
fn outline(curve: &Curve, across: &Scale, up: &Scale) -> Vec<(i32, i32)> {
    let mut points = vec![(across.at(0.0), up.at(0.0))];
    let mut level = 0.0;
    for (time, share) in curve.steps.iter().filter(|(time, _)| *time <= curve.end) {
        let x = across.at(*time);
        points.push((x, up.at(level)));
        points.push((x, up.at(*share)));
        level = *share;
    }
    points.push((across.at(curve.end), up.at(level)));
    points.dedup();
    points
}

#[cfg(test)]
mod tests {
    use super::super::layout_faults;
    use super::*;

    #[test]
    fn the_share_at_the_service_level_touches_no_other_text() {
        for percent in 0..=100 {
            let share = f64::from(percent) / 100.0;
            let steps = vec![(1.0, share)];
            let curve = Curve { steps, sla: (48.0, "48 h target".to_owned()), unit: "hours", end: 192.0 };
            assert_eq!(layout_faults(&super::steps(&curve, "fig").expect("drawn")), [""; 0], "{percent} %");
        }
    }
}
