//! Charts: pure functions from prepared marks to inline SVG, each drawn in two widths.
//!
//! A chart's title is its finding and stands in HTML above it; its figures stand in a table beside it. What is drawn
//! here are marks and direct labels only: no legends, no fonts, no background, no statistics.

pub(crate) mod bars;
pub(crate) mod calendar;
pub(crate) mod canvas;
pub(crate) mod curve;
#[cfg(test)]
mod faults;
pub(crate) mod gaps;
pub(crate) mod intervals;
pub(crate) mod link;
pub(crate) mod measure;
pub(crate) mod run;
pub(crate) mod scale;
pub(crate) mod split;
pub(crate) mod squares;
pub(crate) mod strip;
pub(crate) mod survival;
mod svg;
pub(crate) mod theme;

use super::Error;
#[cfg(test)]
pub(crate) use faults::layout_faults;
use theme::Width;

/// Draws a chart in both widths, the wide one first.
pub(crate) fn both(mut draw: impl FnMut(Width) -> Result<String, Error>) -> Result<String, Error> {
    Ok(draw(Width::Wide)? + &draw(Width::Narrow)?)
}
