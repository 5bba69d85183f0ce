//! What is wrong with the texts of drawings, by their estimated boxes: for tests of whole pages.

use super::canvas::Face;
use super::measure;

/// Texts of drawings that run out of their sheet or lie on another text.
pub(crate) fn layout_faults(page: &str) -> Vec<String> {
    let drawings = page.split("<svg class=\"").skip(1).filter(|drawing| drawing.contains("aria-labelledby"));
    drawings.flat_map(|drawing| faults_of(drawing.split("</svg>").next().unwrap_or(""))).collect()
}

/// Where a text stands.
struct TextBox {
    left: i32,
    right: i32,
    y: i32,
    words: String,
}

fn faults_of(drawing: &str) -> Vec<String> {
    let name = attribute(drawing, "aria-labelledby");
    let sheet: Vec<i32> = attribute(drawing, "viewBox").split(' ').map(|number| number.parse().unwrap_or(0)).collect();
    let boxes: Vec<TextBox> = drawing.split("<text").skip(1).map(text_box).collect();
    let mut faults = Vec::new();
    for (place, one) in boxes.iter().enumerate() {
        if one.left < 0 || one.right > sheet[2] || one.y < 6 || one.y > sheet[3] - 4 {
            faults.push(format!("{name} of {}: \u{201c}{}\u{201d} is clipped", sheet[2], one.words));
        }
        let touching = boxes[place + 1..]
            .iter()
            .filter(|other| (one.y - other.y).abs() < 10 && one.left.max(other.left) < one.right.min(other.right));
        faults.extend(touching.map(|other| {
            format!("{name} of {}: \u{201c}{}\u{201d} lies on \u{201c}{}\u{201d}", sheet[2], one.words, other.words)
        }));
    }
    faults
}

fn text_box(piece: &str) -> TextBox {
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
    TextBox { left, right: left + wide, y: number("y"), words }
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or("")
}
