//! Charts: pure functions from prepared marks to inline SVG, each drawn in two widths.
//!
//! A chart's title is its finding and stands in HTML above it; its figures stand in a table beside it. What is drawn
//! here are marks and direct labels only: no legends, no fonts, no background, no statistics.

pub(crate) mod bars;
pub(crate) mod calendar;
pub(crate) mod canvas;
pub(crate) mod curve;
pub(crate) mod gaps;
pub(crate) mod intervals;
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
use theme::Width;

/// Draws a chart in both widths, the wide one first.
pub(crate) fn both(mut draw: impl FnMut(Width) -> Result<String, Error>) -> Result<String, Error> {
    Ok(draw(Width::Wide)? + &draw(Width::Narrow)?)
}

/// Texts of drawings that run out of their sheet or lie on another text, by their estimated boxes.
#[cfg(test)]
pub(crate) fn layout_faults(page: &str) -> Vec<String> {
    use canvas::Face;

    fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
        tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or("")
    }
    struct Box {
        left: i32,
        right: i32,
        y: i32,
        words: String,
    }
    let mut faults = Vec::new();
    for drawing in page.split("<svg class=\"").skip(1).filter(|drawing| drawing.contains("aria-labelledby")) {
        let drawing = drawing.split("</svg>").next().unwrap_or("");
        let name = attribute(drawing, "aria-labelledby").to_owned();
        let sheet: Vec<i32> =
            attribute(drawing, "viewBox").split(' ').map(|number| number.parse().unwrap_or(0)).collect();
        let boxes: Vec<Box> = drawing
            .split("<text")
            .skip(1)
            .map(|piece| {
                let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
                let words = rest.split('<').next().unwrap_or("").to_owned();
                let face = match (attribute(tag, "font-size"), tag.contains("font-weight")) {
                    ("11.5", _) => Face::Small,
                    (_, true) => Face::Strong,
                    _ => Face::Plain,
                };
                let seen = words
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&apos;", "'")
                    .replace("&amp;", "&");
                let wide = measure::width(&seen, face);
                let number = |name: &str| attribute(tag, name).parse::<i32>().unwrap_or(0);
                let left = match attribute(tag, "text-anchor") {
                    "middle" => number("x") - wide / 2,
                    "end" => number("x") - wide,
                    _ => number("x"),
                };
                Box { left, right: left + wide, y: number("y"), words }
            })
            .collect();
        for (place, one) in boxes.iter().enumerate() {
            if one.left < 0 || one.right > sheet[2] || one.y < 6 || one.y > sheet[3] - 4 {
                faults.push(format!("{name} of {}: \u{201c}{}\u{201d} is clipped", sheet[2], one.words));
            }
            for other in &boxes[place + 1..] {
                if (one.y - other.y).abs() < 10 && one.left.max(other.left) < one.right.min(other.right) {
                    let (one, other) = (&one.words, &other.words);
                    faults
                        .push(format!("{name} of {}: \u{201c}{one}\u{201d} lies on \u{201c}{other}\u{201d}", sheet[2]));
                }
            }
        }
    }
    faults
}
