//! A budget as squares: one a case, group by group, each group under its name and number.

use super::super::Error;
use super::both;
use super::canvas::{Anchor, Canvas, Face, Outcome, draw};
use super::link::Link;
use super::theme::{Ink, Width};

/// How the squares of a group are drawn; shapes differ without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Filled.
    Solid,
    /// Filled, with a bar of paper across.
    Barred,
    /// An outline.
    Hollow,
    /// An outline with a dot.
    Dotted,
}

/// Cases of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// What they are, with their number.
    pub(crate) label: String,
    /// How many squares.
    pub(crate) squares: u64,
    /// Where they lead, in order; may be fewer.
    pub(crate) links: Vec<Option<Link>>,
    /// What they mean.
    pub(crate) ink: Ink,
    /// How they look.
    pub(crate) fill: Fill,
}

/// Units from one square to the next.
const PITCH: i32 = 15;
/// Half of a square.
const HALF: i32 = 5;
/// Units that a group's name takes.
const NAME: i32 = 20;
/// Units between groups.
const GAP: i32 = 8;

/// Draws the groups in the order given.
pub(crate) fn groups(groups: &[Group], label: &str) -> Result<String, Error> {
    both(|width| {
        let across = i64::from((width.units() - 4) / PITCH).max(1) as u64;
        let heights: Vec<i32> =
            groups.iter().map(|group| NAME + group.squares.div_ceil(across) as i32 * PITCH + GAP).collect();
        draw(width, heights.iter().sum(), label, |canvas| {
            let mut top = 0;
            for (group, height) in groups.iter().zip(&heights) {
                one_group(canvas, group, across, top, width)?;
                top += height;
            }
            Ok(())
        })
    })
}

fn one_group(canvas: &Canvas<'_>, group: &Group, across: u64, top: i32, width: Width) -> Outcome {
    let face = if width.is_narrow() { Face::Small } else { Face::Plain };
    canvas.text((2, top + NAME / 2), &group.label, Ink::Text, face, Anchor::Start)?;
    (0..group.squares).try_for_each(|place| {
        let column = (place % across) as i32;
        let row = (place / across) as i32;
        let at = (2 + HALF + column * PITCH, top + NAME + HALF + row * PITCH);
        if let Some(Some(link)) = group.links.get(place as usize) {
            canvas.link(at, PITCH / 2, link);
        }
        square(canvas, at, group)
    })
}

fn square(canvas: &Canvas<'_>, (x, y): (i32, i32), group: &Group) -> Outcome {
    let frame = || canvas.frame((x - HALF, y - HALF), (x + HALF, y + HALF), group.ink);
    match group.fill {
        Fill::Solid => canvas.square((x, y), HALF, group.ink),
        Fill::Barred => {
            canvas.square((x, y), HALF, group.ink)?;
            canvas.line((x - HALF, y), (x + HALF, y), Ink::Paper, 2)
        }
        Fill::Hollow => frame(),
        Fill::Dotted => {
            frame()?;
            canvas.bar((x - 1, y - 1), (x + 2, y + 2), group.ink)
        }
    }
}
