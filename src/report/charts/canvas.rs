//! A sheet to draw on: the few marks that our charts are made of, in units of the view box.
//!
//! The only file that touches plotters. Coordinates are whole units with the origin at the top left.

use std::cell::RefCell;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::super::Error;
use super::link::{self, Link};
use super::theme::{Ink, SMALL, TEXT, Width};
use super::{measure, svg};

/// On which side of its point a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// To the right of it.
    Start,
    /// Around it.
    Middle,
    /// To the left of it.
    End,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// Ordinary.
    Plain,
    /// Heavier.
    Strong,
    /// Smaller: axis labels and notes.
    Small,
}

/// Units that a text keeps from the edge of the sheet.
const EDGE: i32 = 2;

/// One drawing.
pub(crate) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    /// Units across.
    units: i32,
    /// What leads somewhere, as markup.
    links: RefCell<String>,
}

/// What plotters may report.
pub(crate) type Outcome = Result<(), Error>;

/// Draws a chart of that height by `marks` and returns it as an element of the page.
pub(crate) fn draw(
    width: Width,
    height: i32,
    label: &str,
    marks: impl FnOnce(&Canvas<'_>) -> Outcome,
) -> Result<String, Error> {
    let mut text = String::new();
    let links = {
        let size = (width.units() as u32, height.max(1) as u32);
        let area = SVGBackend::with_string(&mut text, size).into_drawing_area();
        let canvas = Canvas { area, units: width.units(), links: RefCell::default() };
        marks(&canvas)?;
        canvas.area.present().map_err(chart)?;
        canvas.links.take()
    };
    Ok(link::add(svg::adapt(&text, if width.is_narrow() { "narrow" } else { "wide" }, label), &links))
}

fn chart<E: std::error::Error + Send + Sync>(error: DrawingAreaErrorKind<E>) -> Error {
    Error::Chart(error.to_string())
}

impl Canvas<'_> {
    /// Text from our words or from the data; the latter may hold anything. A text that would run out of the sheet
    /// stands at its edge, one that is wider than the sheet is cut.
    pub(crate) fn text(&self, (x, y): (i32, i32), text: &str, ink: Ink, face: Face, anchor: Anchor) -> Outcome {
        let text = measure::fitting(text, self.units - 2 * EDGE, face);
        let wide = measure::width(&text, face);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - wide / 2,
            Anchor::End => x - wide,
        };
        let (x, anchor) = match left {
            left if left < 0 => (EDGE, Anchor::Start),
            left if left + wide > self.units => (self.units - EDGE, Anchor::End),
            _ => (x, anchor),
        };
        let (size, style) = match face {
            Face::Plain => (TEXT, FontStyle::Normal),
            Face::Strong => (TEXT, FontStyle::Bold),
            Face::Small => (SMALL, FontStyle::Normal),
        };
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // plotters takes the size for the line's and writes 1/1.24 of it as the font's.
        let font = FontDesc::new(FontFamily::SansSerif, size * 1.24, style);
        let color = ink.color();
        let style = TextStyle::from(font).color(&color).pos(Pos::new(side, VPos::Center));
        self.area.draw_text(&text, &style, (x, y)).map_err(chart)
    }

    /// A mark that leads somewhere: a square of that half width around it.
    pub(crate) fn link(&self, at: (i32, i32), half: i32, link: &Link) {
        link::write(link, at, half, &mut self.links.borrow_mut());
    }

    /// A straight line.
    pub(crate) fn line(&self, from: (i32, i32), to: (i32, i32), ink: Ink, width: u32) -> Outcome {
        self.area.draw(&PathElement::new(vec![from, to], ink.color().stroke_width(width))).map_err(chart)
    }

    /// A dashed line.
    pub(crate) fn dashes(&self, from: (i32, i32), to: (i32, i32)) -> Outcome {
        // plotters knows no dashes: the ink stands for them until the drawing is adapted to the page.
        self.line(from, to, Ink::Dashed, 1)
    }

    /// A line through many points.
    pub(crate) fn path(&self, points: Vec<(i32, i32)>, ink: Ink, width: u32) -> Outcome {
        self.area.draw(&PathElement::new(points, ink.color().stroke_width(width))).map_err(chart)
    }

    /// A filled rectangle between two corners.
    pub(crate) fn bar(&self, from: (i32, i32), to: (i32, i32), ink: Ink) -> Outcome {
        self.area.draw(&Rectangle::new([from, to], ink.color().filled())).map_err(chart)
    }

    /// The outline of a rectangle.
    pub(crate) fn frame(&self, from: (i32, i32), to: (i32, i32), ink: Ink) -> Outcome {
        self.area.draw(&Rectangle::new([from, to], ink.color())).map_err(chart)
    }

    /// A filled disc with a ring of paper, so that it stands off what lies beneath.
    pub(crate) fn dot(&self, at: (i32, i32), radius: i32, ink: Ink) -> Outcome {
        self.area.draw(&Circle::new(at, radius + 1, Ink::Paper.color().filled())).map_err(chart)?;
        self.area.draw(&Circle::new(at, radius, ink.color().filled())).map_err(chart)
    }

    /// A hollow disc.
    pub(crate) fn ring(&self, at: (i32, i32), radius: i32, ink: Ink) -> Outcome {
        self.area.draw(&Circle::new(at, radius, Ink::Paper.color().filled())).map_err(chart)?;
        self.area.draw(&Circle::new(at, radius, ink.color().stroke_width(2))).map_err(chart)
    }

    /// A filled square.
    pub(crate) fn square(&self, (x, y): (i32, i32), half: i32, ink: Ink) -> Outcome {
        self.bar((x - half, y - half), (x + half, y + half), ink)
    }

    /// A filled triangle, point up.
    pub(crate) fn triangle(&self, (x, y): (i32, i32), half: i32, ink: Ink) -> Outcome {
        let corners = vec![(x - half, y + half), (x + half, y + half), (x, y - half)];
        self.area.draw(&Polygon::new(corners, ink.color().filled())).map_err(chart)
    }
}
