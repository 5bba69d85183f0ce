//! Text from the exports made safe to look at: what would be invisible, or would reorder its neighbours, is shown.
//!
//! Escaping is another matter and done by the template engine; this is about characters that a browser would drop
//! (NUL), hide (controls) or obey (bidirectional overrides). Line feeds and tabs stay.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with controls as U+2400 pictures, and bidirectional controls and other invisible signs as `[U+202E]`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|sign| mark(sign) != Mark::None) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        match mark(sign) {
            Mark::None => shown.push(sign),
            Mark::Picture(picture) => shown.push(picture),
            // Writing into a string cannot fail.
            Mark::Code => _ = write!(shown, "[U+{:04X}]", sign as u32),
        }
    }
    Cow::Owned(shown)
}

/// A link that a browser takes for a page of the web; any other could run something.
pub(crate) fn web_link(link: Option<&str>) -> Option<String> {
    let is_safe = |link: &&str| ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme));
    link.filter(is_safe).map(str::to_owned)
}

#[derive(PartialEq)]
enum Mark {
    None,
    Picture(char),
    Code,
}

fn mark(sign: char) -> Mark {
    match sign {
        '\n' | '\t' => Mark::None,
        '\0'..='\u{1F}' => Mark::Picture(char::from_u32(0x2400 + sign as u32).unwrap_or('\u{FFFD}')),
        '\u{7F}' => Mark::Picture('\u{2421}'),
        '\u{80}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Mark::Code,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' => Mark::Code,
        _ => Mark::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(visible("Zoë\tand\nco. 日本 🏳️‍🌈"), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_become_pictures() {
        assert_eq!(visible("a\0b\u{1B}[31m\r\u{7F}"), "a\u{2400}b\u{241B}[31m\u{240D}\u{2421}");
    }

    #[test]
    fn overrides_are_spelled_out() {
        assert_eq!(visible("x\u{202E}fdp.exe\u{2069}\u{85}"), "x[U+202E]fdp.exe[U+2069][U+0085]");
    }
}
