//! One length split in at most three parts, each named above itself: who held something for how long.

use super::super::Error;
use super::both;
use super::canvas::{Anchor, Face, draw};
use super::theme::Ink;

/// A part.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Whose it is.
    pub(crate) label: String,
    /// How long.
    pub(crate) value: f64,
    /// The same in words.
    pub(crate) words: String,
}

/// Fills of the parts, in order: dark, middle, outline, so that they differ without colour.
const FILLS: [Ink; 3] = [Ink::Series, Ink::Met, Ink::Paper];

/// Draws the parts in the order given, a line of words each and the whole beneath.
pub(crate) fn bar(parts: &[Part], label: &str) -> Result<String, Error> {
    both(|width| {
        let (left, right, row) = (2, width.units() - 2, 24);
        let top = row * parts.len() as i32 + 8;
        draw(width, top + 40, label, |canvas| {
            let whole: f64 = parts.iter().map(|part| part.value).sum();
            let mut x = left;
            for (place, part) in parts.iter().enumerate() {
                let fill = FILLS[place.min(FILLS.len() - 1)];
                let y = 14 + row * place as i32;
                canvas.bar((left, y - 7), (left + 14, y + 7), fill)?;
                canvas.frame((left, y - 7), (left + 14, y + 7), Ink::Series)?;
                canvas.text((left + 24, y), &part.label, Ink::Text, Face::Strong, Anchor::Start)?;
                canvas.text((right - 4, y), &part.words, Ink::Text, Face::Plain, Anchor::End)?;
                let share = if whole > 0.0 { part.value / whole } else { 0.0 };
                let end = x + (share * f64::from(right - left)).round() as i32;
                let end = if place + 1 == parts.len() { right } else { end.min(right) };
                if end > x {
                    canvas.bar((x, top), (end, top + 30), fill)?;
                    canvas.frame((x, top), (end, top + 30), Ink::Series)?;
                    if end - x > 40 && place > 0 {
                        // A gap of paper between neighbours that are both dark.
                        canvas.line((x, top), (x, top + 30), Ink::Paper, 2)?;
                    }
                }
                x = end;
            }
            Ok(())
        })
    })
}
