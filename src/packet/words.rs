//! Questions about interned words, each asked once a word: a million activities share a dozen types.

use crate::domain::{Sym, fold};
use crate::map::Book;

/// A yes-or-no question about a word, remembered per symbol.
pub(super) struct WordTest<'a, F> {
    book: &'a Book,
    test: F,
    known: Vec<Option<bool>>,
}

impl<'a, F: Fn(&str) -> bool> WordTest<'a, F> {
    /// `test` is asked with the folded word.
    pub(super) fn new(book: &'a Book, test: F) -> WordTest<'a, F> {
        WordTest { book, test, known: Vec::new() }
    }

    /// The answer for a symbol.
    pub(super) fn holds(&mut self, sym: Sym) -> bool {
        if let Some(Some(known)) = self.known.get(sym.index()) {
            return *known;
        }
        let answer = (self.test)(&fold(self.book.text(sym)));
        if self.known.len() <= sym.index() {
            self.known.resize(sym.index() + 1, None);
        }
        self.known[sym.index()] = Some(answer);
        answer
    }
}
