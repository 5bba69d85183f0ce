//! How wide a text will be, before any font is known: rather more than less, so that labels are cut and never run into
//! their neighbours or out of their drawing.
//!
//! ASCII goes by the advances of DejaVu Sans, the widest of the faces that browsers take for `sans-serif`. Other scripts
//! go by the widest sign that a block holds in the fonts at hand.

use std::borrow::Cow;

use super::super::guard;
use super::canvas::Face;
use super::theme::{SMALL, TEXT};

/// Advances of the signs from space to `~` in hundredths of the font's size.
#[rustfmt::skip]
const ADVANCES: [u16; 95] = [
    32, 41, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
    100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 39, 34, 39, 84, 50,
    50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];
/// By how much the heavier face is wider.
const HEAVIER: f64 = 1.13;
/// Marks that stand on one letter at most: more of them would reach into the lines above and beneath.
const MARKS: usize = 2;

/// The width of a text in units.
pub(crate) fn width(text: &str, face: Face) -> i32 {
    let hundredths: u32 = text.chars().map(advance).sum();
    let size = match face {
        Face::Plain => TEXT,
        Face::Strong => TEXT * HEAVIER,
        Face::Small => SMALL,
    };
    (f64::from(hundredths) / 100.0 * size).ceil() as i32
}

/// A text on one line, as it will be seen: no control signs, no line feeds, no towers of marks.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let text = guard::visible(text);
    if !text.chars().any(|sign| is_mark(sign) || sign.is_whitespace() && sign != ' ') {
        return text;
    }
    let mut marks = 0;
    let kept = text.chars().filter_map(|sign| {
        marks = if is_mark(sign) { marks + 1 } else { 0 };
        (marks <= MARKS).then_some(if sign.is_whitespace() { ' ' } else { sign })
    });
    Cow::Owned(kept.collect())
}

/// A text cut to the room that it has, with an ellipsis where it is cut.
pub(crate) fn fitting(text: &str, room: i32, face: Face) -> String {
    let text = plain(text);
    if width(&text, face) <= room {
        return text.into_owned();
    }
    let mut kept = String::new();
    let ends = text.char_indices().map(|(at, sign)| at + sign.len_utf8());
    let fits = ends.take_while(|end| width(&text[..*end], face) + width("…", face) <= room).last();
    if let Some(end) = fits {
        kept.push_str(text[..end].trim_end());
    }
    kept.push('…');
    kept
}

/// Accents and the like, which stand on the sign before them, and joiners, which are not seen.
fn is_mark(sign: char) -> bool {
    matches!(sign as u32,
        0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x6D6..=0x6ED
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200B..=0x200D | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F)
}

/// The advance of a sign in hundredths of the font's size.
fn advance(sign: char) -> u32 {
    match sign as u32 {
        code @ 0x20..=0x7E => u32::from(ADVANCES[code as usize - 0x20]),
        // Marks that the usual fonts hold take no room; in the place of another stands a box beside its letter.
        0x300..=0x34F | 0x5B0..=0x5BD | 0x64B..=0x655 | 0x200B..=0x200D | 0xFE00..=0xFE0F => 0,
        _ if is_mark(sign) => 65,
        // Latin and its like: an average capital and more.
        0xA0..=0x24F | 0x2010..=0x2026 => 105,
        // Fractions, long dashes, ligatures of whole words.
        0x2E3A | 0x2E3B | 0xFDFA..=0xFDFD | 0x12000..=0x1254F => 500,
        0x1600..=0x16FF | 0x2030..=0x205E | 0xFB00..=0xFB1F | 0x1D400..=0x1D7FF | 0x1F000.. => 180,
        _ => 145,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_kept_and_one_that_does_not_is_cut() {
        assert_eq!(fitting("Ada Plain", 90, Face::Plain), "Ada Plain");
        assert_eq!(fitting("Success metric", 60, Face::Plain), "Succes…");
        assert_eq!(fitting("Success metric", 0, Face::Plain), "…");
        assert!(width(&fitting(&"W名😀".repeat(90), 120, Face::Strong), Face::Strong) <= 120);
    }

    #[test]
    fn what_is_measured_is_what_is_seen() {
        assert_eq!(plain("a\u{202E}b\tc\nd"), "a[U+202E]b c d");
        assert_eq!(plain("e\u{301}\u{302}\u{303}\u{304}x\u{301}"), "e\u{301}\u{302}x\u{301}");
        assert_eq!(width("e\u{301}", Face::Plain), width("e", Face::Plain));
        assert!(width("e\u{36B}", Face::Plain) > width("e", Face::Plain), "no usual font holds this mark");
        assert!(width("W", Face::Plain) > 3 * width("i", Face::Plain));
    }
}
