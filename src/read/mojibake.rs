//! Text that was UTF-8, was taken for Windows-1252 and saved as UTF-8 again: `MÃ¼ller` for `Müller`.
//!
//! It is put right only where that is certain: every letter beyond ASCII of the record belongs to such a sequence, and
//! what comes out are letters of Western names or punctuation. `É»` may be meant so, and is left alone.

use encoding_rs::WINDOWS_1252;

/// How often a text may have been through it.
const MAX_ROUNDS: usize = 3;

/// Whether the bytes may hold such a sequence: one of the letters `Â`, `Ã` and `â` in UTF-8.
pub(super) fn is_suspect(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0xC3, bytes).any(|at| matches!(bytes.get(at + 1), Some(0x82 | 0x83 | 0xA2)))
}

/// The text as it was meant, when it is certain to have been misread.
pub(super) fn mended(text: &str) -> Option<String> {
    let mut mended = once(text)?;
    for _ in 1..MAX_ROUNDS {
        let Some(again) = once(&mended) else { break };
        mended = again;
    }
    Some(mended)
}

fn once(text: &str) -> Option<String> {
    if !is_suspect(text.as_bytes()) {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (plain, marked) = rest.split_at(start);
        let end = marked.find(|c: char| c.is_ascii()).unwrap_or(marked.len());
        mended.push_str(plain);
        let meant = meant(&marked[..end])?;
        // `SÃO` and `AMANHÃ»` are words in capitals.
        let is_small = meant.starts_with(char::is_lowercase);
        if is_small && mended.bytes().rev().take(2).filter(u8::is_ascii_uppercase).count() == 2 {
            return None;
        }
        mended.push_str(&meant);
        rest = &marked[end..];
    }
    mended.push_str(rest);
    Some(mended)
}

/// What a run of letters beyond ASCII was before, when all of it was misread.
fn meant(run: &str) -> Option<String> {
    let (bytes, _, has_unmapped) = WINDOWS_1252.encode(run);
    let is_lead = |byte: u8| matches!(byte, 0xC2 | 0xC3 | 0xE2);
    let meant = std::str::from_utf8(&bytes).ok().filter(|_| !has_unmapped)?;
    let is_likely = |c: char| {
        // Of three bytes: dashes, quotes, dots, the euro and trade mark signs.
        let is_sign = matches!(c, '\u{2010}'..='\u{203A}' | '\u{20AC}' | '\u{2122}');
        is_lead(c.to_string().as_bytes()[0]) && (matches!(c, '\u{A0}'..='\u{FF}') || is_sign)
    };
    meant.chars().all(is_likely).then(|| meant.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_certain_is_put_right() {
        for (text, meant) in [
            ("MÃ¼ller, ZoÃ«", "Müller, Zoë"),
            ("itâ€™s 5 â‚¬", "it’s 5 €"),
            ("Ã\u{A0} la carte", "à la carte"),
            ("MÃƒÂ¼ller", "Müller"),
            ("Â£5", "£5"),
        ] {
            assert_eq!(mended(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn what_may_be_meant_so_is_left() {
        for text in
            ["Müller", "SÃO PAULO", "CAFÉ»", "AMANHÃ»", "MÃ¼ller and Zoë", "Ã", "«AMANHÃ»", "日本", "plain", "Ä‡"]
        {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
