//! Inks and sizes of the charts.
//!
//! A chart is drawn in the colours of the light theme, each of which stands for one role; `svg.rs` then writes the role's
//! CSS variable in its place, so that the page decides in dark mode, in print and in forced colours. The colours are the
//! palette of the reference (section G.7), checked for contrast and for colour-blind readers.

use plotters::style::RGBColor;

/// What a mark means; never what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Text and axes.
    Text,
    /// Secondary text.
    Muted,
    /// Grid lines: decoration only.
    Grid,
    /// The page behind the marks.
    Paper,
    /// A bar's empty track.
    Track,
    /// Met, on time, usable.
    Met,
    /// Watch.
    Watch,
    /// Missed, late.
    Missed,
    /// Cannot tell.
    Cannot,
    /// A series without a verdict.
    Series,
    /// A line of dashes, in the colour of text: a target.
    Dashed,
}

/// Every ink with its colour in the light theme and its variable in the style sheet.
pub(crate) const INKS: &[(Ink, RGBColor, &str)] = &[
    (Ink::Text, RGBColor(0x1F, 0x1F, 0x1F), "ink"),
    (Ink::Muted, RGBColor(0x59, 0x59, 0x59), "muted"),
    (Ink::Grid, RGBColor(0xD9, 0xD9, 0xD9), "rule"),
    (Ink::Paper, RGBColor(0xFF, 0xFF, 0xFF), "paper"),
    (Ink::Track, RGBColor(0xEE, 0xEE, 0xEA), "track"),
    (Ink::Met, RGBColor(0x20, 0x73, 0xBC), "met"),
    (Ink::Watch, RGBColor(0xB9, 0x85, 0x00), "watch"),
    (Ink::Missed, RGBColor(0x7A, 0x1B, 0x0C), "missed"),
    (Ink::Cannot, RGBColor(0x76, 0x76, 0x76), "cannot"),
    (Ink::Series, RGBColor(0x12, 0x43, 0x6D), "series"),
    // One step off the colour of text, so that the adapter can tell it from a plain line.
    (Ink::Dashed, RGBColor(0x1F, 0x1F, 0x1E), DASHED),
];

/// The name of dashes among the inks.
pub(crate) const DASHED: &str = "dashed";

impl Ink {
    /// Its colour in the light theme.
    pub(crate) fn color(self) -> RGBColor {
        INKS.iter().find(|(ink, ..)| *ink == self).map_or(RGBColor(0, 0, 0), |(_, color, _)| *color)
    }
}

/// The two widths that every chart is drawn in, in units of its view box; the style sheet shows one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// For the page and for print.
    Wide,
    /// For 320 px and for high zoom: labels stand above their rows.
    Narrow,
}

impl Width {
    /// Units across.
    pub(crate) fn units(self) -> i32 {
        match self {
            Width::Wide => 780,
            Width::Narrow => 330,
        }
    }

    /// Whether labels stand above their rows.
    pub(crate) fn is_narrow(self) -> bool {
        self == Width::Narrow
    }
}

/// Size of ordinary text in units.
pub(crate) const TEXT: f64 = 13.0;
/// Size of axis labels and notes in units.
pub(crate) const SMALL: f64 = 11.5;
