//! Letters to symbols: a walk through the words that the lexicon knows, and the words that were walked lately.

use super::keys::letters;
use super::vocabulary::{APOSTROPHE, CLASSES, Symbol, Vocabulary};
use super::words::{Token, push};

/// Where the letters of a word have led so far.
#[derive(Clone, Copy, Default)]
pub(super) struct Walk {
    pub(super) place: usize,
    /// The last letters led nowhere: the place is that before them.
    pub(super) is_lost: bool,
}

impl Walk {
    #[inline]
    pub(super) fn step(&mut self, vocabulary: &Vocabulary, column: u8) {
        if !self.is_lost {
            match vocabulary.next(self.place, column) {
                Some(next) => self.place = next,
                None => self.is_lost = true,
            }
        }
    }

    /// Walks on along the letters and digits from a byte; where they end.
    #[inline]
    pub(super) fn letters(&mut self, vocabulary: &Vocabulary, bytes: &[u8], mut at: usize) -> usize {
        while let Some(&byte) = bytes.get(at) {
            let column = CLASSES[byte as usize];
            if column >= APOSTROPHE {
                break;
            }
            self.step(vocabulary, column);
            at += 1;
        }
        at
    }

    pub(super) fn symbol(self, vocabulary: &Vocabulary) -> Symbol {
        let end = vocabulary.end(self.place);
        if self.is_lost { end.stem } else { end.whole }
    }
}

/// The words that were read last, by their letters: most words of any text are the same few hundred.
#[derive(Debug, Default)]
pub(super) struct Lately(Vec<Known>);

#[derive(Clone, Copy, Debug, Default)]
struct Known {
    key: [u64; 2],
    symbol: Symbol,
    written_out: u16,
}

const N_LATELY: usize = 1 << 10;
const LONGEST_KNOWN: usize = 16;

impl Lately {
    /// Where a word's reading is kept.
    fn at(&mut self, [beginning, rest]: [u64; 2]) -> &mut Known {
        if self.0.is_empty() {
            self.0.resize(N_LATELY, Known::default());
        }
        let spread = (beginning ^ rest.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        &mut self.0[spread as usize >> 40 & (N_LATELY - 1)]
    }
}

impl Vocabulary {
    /// A word of plain letters from `start`, as it was read lately or at first; where it ends. `None` for any other word.
    pub(super) fn known_word(
        &self,
        bytes: &[u8],
        start: usize,
        before: &mut u8,
        lately: &mut Lately,
        tokens: &mut Vec<Token>,
    ) -> Option<usize> {
        let n = bytes[start..].iter().take_while(|&&byte| CLASSES[byte as usize] < APOSTROPHE).count();
        let end = start + n;
        let is_plain = match bytes.get(end) {
            None => true,
            Some(b'/') => n > 1,
            Some(&next) => next < 128 && next != b'\'',
        };
        if !is_plain || n > LONGEST_KNOWN {
            return None;
        }
        let key = [letters(bytes, start, n.min(8)), if n > 8 { letters(bytes, start + 8, n - 8) } else { 0 }];
        let known = lately.at(key);
        if known.key != key {
            let mut walk = Walk::default();
            walk.letters(self, bytes, start);
            let written_out = if walk.is_lost { 0 } else { self.end(walk.place).written_out };
            *known = Known { key, symbol: walk.symbol(self), written_out };
        }
        match known.written_out.checked_sub(1) {
            Some(meant) => {
                self.written_out[meant as usize].iter().for_each(|&symbol| push(tokens, symbol, before, start, end));
            }
            None => {
                let is_name = known.symbol == 0 && bytes[start].is_ascii_uppercase() && n > 1;
                push(tokens, if is_name { self.name } else { known.symbol }, before, start, end);
            }
        }
        Some(end)
    }
}
