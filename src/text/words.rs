//! The words of a sentence as symbols. Contractions and shorthand come out as the words that they stand for; case,
//! accents and typographic quotes do not matter.

use super::lately::{Lately, Walk};
use super::vocabulary::{APOSTROPHE, CLASSES, Symbol, Vocabulary, folded};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) symbol: Symbol,
    pub(super) before: u8,
    /// What the lexicon knows of the symbol; none when it is read.
    pub(super) traits: u8,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What stands between a word and the one before.
pub(super) const COMMA: u8 = 1;
/// A sign that ends a clause: semicolon, dash, bracket.
pub(super) const PAUSE: u8 = 2;
pub(super) const COLON: u8 = 4;
pub(super) const QUOTE: u8 = 8;
/// A new clause begins here: a turn, or a new subject.
pub(super) const CLAUSE: u8 = 16;

impl Vocabulary {
    /// The words of a text up to `most` of them, added to `tokens`, which are none yet; places are bytes of `text`.
    pub(super) fn read(&self, text: &str, most: usize, lately: &mut Lately, tokens: &mut Vec<Token>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut before = 0;
        while at < bytes.len() && tokens.len() < most {
            let byte = bytes[at];
            let column = CLASSES[byte as usize];
            if column < 26 {
                at = self
                    .known_word(bytes, at, &mut before, lately, tokens)
                    .unwrap_or_else(|| self.word(text, at, &mut before, tokens));
            } else if column < APOSTROPHE {
                at = self.digits(bytes, at, &mut before, tokens);
            } else if byte >= 128 {
                at = self.sign(text, at, &mut before, tokens);
            } else {
                before |= match byte {
                    b',' | b'(' | b')' | b'[' | b']' => COMMA,
                    b';' | b'|' => PAUSE,
                    b':' | b'=' => COLON,
                    b'"' | b'\'' => QUOTE,
                    b'-' if at > 0 && bytes[at - 1] == b' ' && bytes.get(at + 1) == Some(&b' ') => PAUSE,
                    b'.' | b'!' | b'?' if bytes.get(at + 1).is_none_or(|next| *next == b' ') => PAUSE,
                    b'%' => {
                        push(tokens, self.percent, &mut before, at, at + 1);
                        0
                    }
                    b'$' => {
                        push(tokens, self.currency, &mut before, at, at + 1);
                        0
                    }
                    b'&' | b'+' if bytes.get(at + 1) == Some(&b' ') => {
                        let and = self.symbol("and");
                        push(tokens, and, &mut before, at, at + 1);
                        0
                    }
                    _ => 0,
                };
                at += 1;
            }
        }
    }

    /// A word from `start`; where it ends.
    fn word(&self, text: &str, start: usize, before: &mut u8, tokens: &mut Vec<Token>) -> usize {
        let bytes = text.as_bytes();
        let mut at = start;
        let mut walk = Walk::default();
        // Where the walk would end without the apostrophe.
        let mut possessor = None;
        loop {
            at = walk.letters(self, bytes, at);
            let Some(&byte) = bytes.get(at) else { break };
            if byte < 128 && byte != b'\'' {
                break;
            }
            let Some(character) = text[at..].chars().next() else { break };
            if matches!(character, '\'' | '’' | '´' | 'ʼ') {
                let next = at + character.len_utf8();
                if !bytes.get(next).is_some_and(u8::is_ascii_alphabetic) {
                    break;
                }
                possessor = Some((walk, at));
                walk.step(self, APOSTROPHE);
                at = next;
                continue;
            }
            let Some(letters) = folded(character) else { break };
            letters.bytes().for_each(|letter| walk.step(self, CLASSES[letter as usize]));
            at += character.len_utf8();
        }
        if at < bytes.len() && bytes[at] == b'/' && at - start == 1 {
            return self.slashed(bytes, start, at, before, tokens);
        }
        let found = self.end(walk.place);
        if !walk.is_lost && found.written_out > 0 {
            let meant = &self.written_out[found.written_out as usize - 1];
            meant.iter().for_each(|&symbol| push(tokens, symbol, before, start, at));
            return at;
        }
        let is_possessive = |apostrophe: usize| {
            let sign =
                if bytes[apostrophe] < 128 { 1 } else { text[apostrophe..].chars().next().map_or(1, char::len_utf8) };
            matches!(&bytes[apostrophe + sign..at], b"s" | b"S")
        };
        let symbol = match possessor {
            Some((owner, apostrophe)) if is_possessive(apostrophe) => owner.symbol(self),
            _ => walk.symbol(self),
        };
        let is_name = symbol == 0 && bytes[start].is_ascii_uppercase() && at - start > 1;
        let symbol = if is_name { self.name } else { symbol };
        push(tokens, symbol, before, start, at);
        at
    }

    /// `w/o`, `b/c`, `n/a`: a letter, a slash and a letter.
    fn slashed(&self, bytes: &[u8], start: usize, at: usize, before: &mut u8, tokens: &mut Vec<Token>) -> usize {
        let pair = [bytes[start].to_ascii_lowercase(), bytes.get(at + 1).copied().unwrap_or(0).to_ascii_lowercase()];
        let is_pair = !bytes.get(at + 2).is_some_and(u8::is_ascii_alphanumeric);
        let (word, end) = match &pair {
            b"wo" if is_pair => ("without", at + 2),
            b"bc" if is_pair => ("because", at + 2),
            b"na" if is_pair => ("none", at + 2),
            _ if pair[0] == b'w' => ("with", at + 1),
            _ => ("", at),
        };
        push(tokens, self.symbol(word), before, start, end);
        end
    }

    /// A number, a date in digits, or a number with letters after it.
    fn digits(&self, bytes: &[u8], start: usize, before: &mut u8, tokens: &mut Vec<Token>) -> usize {
        let mut at = start;
        let mut n_separators = 0;
        while at < bytes.len() {
            let is_inner = |sign: u8| {
                matches!(sign, b'.' | b',' | b':' | b'/' | b'-') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            };
            match bytes[at] {
                digit if digit.is_ascii_digit() => {}
                sign if is_inner(sign) => n_separators += u8::from(matches!(sign, b'/' | b'-' | b'.')),
                _ => break,
            }
            at += 1;
        }
        if matches!(&bytes[start..at], b"24/7") {
            push(tokens, self.symbol("24x7"), before, start, at);
            return at;
        }
        let has_slash = bytes[start..at].contains(&b'/');
        let n_letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let suffix = bytes[at..at + n_letters].to_ascii_lowercase();
        let is_part =
            matches!(suffix.as_slice(), b"k" | b"m" | b"mio" | b"bn" | b"x" | b"th" | b"st" | b"nd" | b"rd" | b"s");
        // `3g`, `1998`: the lexicon may know it as a word.
        let end = if suffix.is_empty() || is_part || self.known(&bytes[start..at + n_letters]).is_some() {
            at + n_letters
        } else {
            at
        };
        let symbol = match self.known(&bytes[start..end]) {
            Some(word) => word,
            None if has_slash || n_separators >= 2 => self.date,
            None => self.number,
        };
        push(tokens, symbol, before, start, end);
        end
    }

    /// A word that the lexicon knows as a whole, whatever its case.
    fn known(&self, word: &[u8]) -> Option<Symbol> {
        let mut place = 0;
        for &byte in word {
            let column = CLASSES[byte as usize];
            if column >= APOSTROPHE {
                return None;
            }
            place = self.next(place, column)?;
        }
        Some(self.end(place).whole).filter(|&symbol| symbol != 0)
    }

    /// A character that is not ASCII, outside a word.
    fn sign(&self, text: &str, at: usize, before: &mut u8, tokens: &mut Vec<Token>) -> usize {
        let Some(character) = text[at..].chars().next() else { return at + 1 };
        if folded(character).is_some() {
            return self.word(text, at, before, tokens);
        }
        let end = at + character.len_utf8();
        match character {
            '€' | '£' | '¥' => push(tokens, self.currency, before, at, end),
            '–' | '—' | '…' | '•' | '·' | '→' => *before |= PAUSE,
            '“' | '”' | '„' | '«' | '»' => *before |= QUOTE,
            _ => {}
        }
        end
    }
}

pub(super) fn push(tokens: &mut Vec<Token>, symbol: Symbol, before: &mut u8, start: usize, end: usize) {
    tokens.push(Token { symbol, before: *before, traits: 0, start: start as u32, end: end as u32 });
    *before = 0;
}

#[cfg(test)]
mod tests {
    use crate::text::vocabulary::Literals;

    use super::*;

    fn spoken(sentence: &str) -> Vec<&'static str> {
        const KNOWN: [&str; 8] = ["will", "not", "go", "with", "customer", "deliver*", "and", "without"];
        let mut literals = Literals::default();
        KNOWN.iter().for_each(|word| {
            literals.id(word);
        });
        let shorthand = [("won't", "will not"), ("w", "with")].map(|(short, long)| (short.to_owned(), long.to_owned()));
        let vocabulary = Vocabulary::new(&mut literals, &shorthand);
        let mut tokens = Vec::new();
        vocabulary.read(sentence, usize::MAX, &mut Lately::default(), &mut tokens);
        let name = |token: &Token| {
            let literal = vocabulary.literals_of[token.symbol as usize].first();
            literal.map_or("?", |&id| KNOWN.get(id as usize).copied().unwrap_or("sign"))
        };
        tokens.iter().map(name).collect()
    }

    #[test]
    fn shorthand_and_marks_do_not_matter() {
        for (sentence, expected) in [
            ("WON’T go", vec!["will", "not", "go"]),
            ("delivery w/ the Customer's", vec!["deliver*", "with", "?", "customer"]),
            ("w/o 12% & £5", vec!["without", "sign", "sign", "and", "sign", "sign"]),
            ("café, 2025-03-01", vec!["?", "sign"]),
        ] {
            assert_eq!(spoken(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn places_are_those_of_the_author_s_words() {
        let sentence = "– she won’t go";
        let mut literals = Literals::default();
        let vocabulary = Vocabulary::new(&mut literals, &[("won't".to_owned(), "will not".to_owned())]);
        let mut tokens = Vec::new();
        vocabulary.read(sentence, usize::MAX, &mut Lately::default(), &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|token| &sentence[token.start as usize..token.end as usize]).collect();
        assert_eq!(words, ["she", "won’t", "won’t", "go"]);
    }
}
