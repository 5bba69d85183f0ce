//! A sentence as patterns see it: small ASCII letters, contractions and shorthand written out, hyphens as spaces.
//!
//! Every byte of the result remembers the byte of the sentence that it came from, so that a match can be shown in the
//! author's own words.

use rustc_hash::FxHashMap;

/// Shorthand in small letters to what is read.
pub(super) type Shorthand = FxHashMap<String, String>;

/// A sentence as patterns see it.
#[derive(Debug, Default)]
pub(super) struct Normal {
    pub(super) text: String,
    origins: Vec<u32>,
}

impl Normal {
    /// Reads a sentence.
    pub(super) fn of(sentence: &str, shorthand: &Shorthand) -> Normal {
        let mut normal = Normal {
            text: String::with_capacity(sentence.len() + 16),
            origins: Vec::with_capacity(sentence.len() + 16),
        };
        let mut word = String::new();
        let mut start = 0;
        for (at, character) in sentence.char_indices() {
            let plain = fold(character);
            if is_of_word(plain) {
                if word.is_empty() {
                    start = at;
                }
                word.push_str(plain);
                continue;
            }
            normal.push_word(&mut word, start, shorthand);
            let next = sentence[at + character.len_utf8()..].chars().next();
            let is_date =
                plain == "-" && is_digit(normal.text.bytes().last()) && next.is_some_and(|c| c.is_ascii_digit());
            normal.push(if plain == "-" && !is_date { " " } else { plain }, at);
        }
        normal.push_word(&mut word, start, shorthand);
        normal
    }

    fn push(&mut self, text: &str, origin: usize) {
        self.text.push_str(text);
        self.origins.extend(std::iter::repeat_n(origin as u32, text.len()));
    }

    fn push_word(&mut self, word: &mut String, start: usize, shorthand: &Shorthand) {
        if word.is_empty() {
            return;
        }
        if let Some(meant) = shorthand.get(word.as_str()) {
            self.push(meant, start);
            // `w/her` and `3+1` keep the words apart.
        } else if let Some((first, rest)) = word.split_once('/').filter(|(first, _)| *first == "w") {
            self.push(shorthand.get(first).map_or(first, String::as_str), start);
            self.push(" ", start);
            self.push(rest, start);
        } else {
            for (offset, byte) in word.bytes().enumerate() {
                self.text.push(byte as char);
                self.origins.push((start + offset) as u32);
            }
        }
        word.clear();
    }

    /// The span of the sentence that a span of this text came from.
    pub(super) fn origin(&self, start: usize, end: usize, sentence: &str) -> (usize, usize) {
        let from = self.origins.get(start).map_or(0, |&at| at as usize).min(sentence.len());
        let last = self.origins.get(end.saturating_sub(1)).map_or(from, |&at| at as usize);
        let rest = sentence.get(last..).unwrap_or("");
        // A word that was written out ends where the word of the sentence does.
        let is_written_out = self.origins.get(end).is_some_and(|&next| next as usize == last);
        let length = match rest.find(|character: char| character.is_whitespace()) {
            Some(length)
                if is_written_out
                    || self.origins.get(end.saturating_sub(2)) == self.origins.get(end.saturating_sub(1)) =>
            {
                length
            }
            _ => rest.chars().next().map_or(0, char::len_utf8),
        };
        (floor(sentence, from), ceil(sentence, (last + length).min(sentence.len())))
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn is_digit(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_digit())
}

/// Letters, digits, and what hurried people put between them.
fn is_of_word(plain: &str) -> bool {
    plain.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'/' | b'&' | b'@' | b'+'))
        && !plain.is_empty()
}

/// A character in small ASCII letters; a space for what has no such form.
fn fold(character: char) -> &'static str {
    const ASCII: &str = "\0\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\t\n\u{b}\u{c}\r\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{1a}\u{1b}\u{1c}\u{1d}\u{1e}\u{1f} !\"#$%&'()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u{7f}";
    let code = character as usize;
    if code < 128 {
        return &ASCII[code..code + 1];
    }
    match character {
        '‘' | '’' | '´' | 'ʼ' => "'",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '–' | '—' | '‑' => "-",
        '…' => ".",
        '€' => "eur ",
        '£' => "gbp ",
        'ä' | 'Ä' | 'à' | 'À' | 'á' | 'Á' | 'â' | 'Â' | 'å' | 'Å' | 'ã' => "a",
        'é' | 'É' | 'è' | 'È' | 'ê' | 'Ê' | 'ë' | 'Ë' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'Í' => "i",
        'ö' | 'Ö' | 'ó' | 'Ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'Ø' => "o",
        'ü' | 'Ü' | 'ú' | 'Ú' | 'ù' | 'û' => "u",
        'ñ' | 'Ñ' => "n",
        'ç' | 'Ç' => "c",
        'ß' => "ss",
        _ => " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shorthand() -> Shorthand {
        [("won't", "will not"), ("w/", "with"), ("w", "with"), ("ok'd", "okayed")]
            .map(|(short, long)| (short.to_owned(), long.to_owned()))
            .into_iter()
            .collect()
    }

    #[test]
    fn shorthand_is_written_out() {
        for (sentence, expected) in [
            ("We WON’T go", "we will not go"),
            ("OK'd w/ her, w/him", "okayed with her, with him"),
            ("two-way, 2025-03-01", "two way, 2025-03-01"),
            ("café – 5 €", "cafe   5 eur "),
        ] {
            assert_eq!(Normal::of(sentence, &shorthand()).text, expected);
        }
    }

    #[test]
    fn spans_come_back_in_the_author_s_words() {
        let sentence = "Sie sagte: we won’t go";
        let normal = Normal::of(sentence, &shorthand());
        let at = normal.text.find("will not").expect("written out");
        let (start, end) = normal.origin(at, at + "will not".len(), sentence);
        assert_eq!(&sentence[start..end], "won’t");
    }
}
