//! Text that occurs many times, kept once: ids, names, stages. A [`Sym`] is four bytes and compares like its text.

use std::sync::OnceLock;

use hashbrown::HashTable;

use super::arena::TextArena;
use super::mixing::hash_of;

/// A text in an [`Interner`]. [`Sym::BLANK`] is the empty text and means "nothing there".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub u32);

impl Sym {
    /// The empty text.
    pub const BLANK: Sym = Sym(0);

    /// Whether this is the empty text.
    pub fn is_blank(self) -> bool {
        self == Sym::BLANK
    }

    /// The symbol's position, for tables with one entry per symbol.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All distinct texts, in the order in which they first came.
#[derive(Clone, Debug)]
pub struct Interner {
    texts: TextArena,
    /// Made by the first who looks for a text.
    table: OnceLock<HashTable<Entry>>,
}

/// A symbol with the beginning of its text beside it: most ids are short, so that a look-up is settled in one place
/// of memory instead of three.
#[derive(Clone, Copy, Debug)]
struct Entry {
    sym: u32,
    head: Head,
}

/// The first bytes of a text, padded with zeros, then how many bytes it has, or more than that.
type Head = [u8; 12];

/// Texts of so many bytes are all in their heads.
const HEAD: usize = 11;

fn head(text: &str) -> Head {
    let mut head = [0; HEAD + 1];
    let n_bytes = text.len().min(HEAD);
    head[..n_bytes].copy_from_slice(&text.as_bytes()[..n_bytes]);
    head[HEAD] = u8::try_from(text.len()).unwrap_or(u8::MAX);
    head
}

/// A text that is looked for.
struct Wanted<'a> {
    text: &'a str,
    hash: u64,
    head: Head,
}

impl<'a> Wanted<'a> {
    fn new(text: &'a str) -> Wanted<'a> {
        Wanted { text, hash: hash_of(text), head: head(text) }
    }

    fn is(&self, entry: &Entry, texts: &TextArena) -> bool {
        entry.head == self.head && (self.text.len() <= HEAD || texts.get(entry.sym as usize) == self.text)
    }
}

impl Default for Interner {
    fn default() -> Self {
        let mut texts = TextArena::default();
        texts.push("");
        Interner { texts, table: OnceLock::new() }
    }
}

impl Interner {
    /// The symbol of `text`, new if need be.
    pub fn intern(&mut self, text: &str) -> Sym {
        if text.is_empty() {
            return Sym::BLANK;
        }
        let wanted = Wanted::new(text);
        self.table();
        let Interner { texts, table } = self;
        let table = table.get_mut().expect("it was made a moment ago");
        if let Some(found) = table.find(wanted.hash, |entry| wanted.is(entry, texts)) {
            return Sym(found.sym);
        }
        let new = u32::try_from(texts.len()).expect("fewer than 2^32 distinct texts");
        texts.push(text);
        let rehash = |entry: &Entry| hash_of(texts.get(entry.sym as usize));
        table.insert_unique(wanted.hash, Entry { sym: new, head: wanted.head }, rehash);
        Sym(new)
    }

    /// The symbol of `text` when it is known.
    pub fn find(&self, text: &str) -> Option<Sym> {
        if text.is_empty() {
            return Some(Sym::BLANK);
        }
        let wanted = Wanted::new(text);
        self.table().find(wanted.hash, |entry| wanted.is(entry, &self.texts)).map(|found| Sym(found.sym))
    }

    /// The text of a symbol of this interner.
    pub fn get(&self, sym: Sym) -> &str {
        self.texts.get(sym.index())
    }

    /// How many symbols there are, the blank one included.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether only the blank symbol is there.
    pub fn is_empty(&self) -> bool {
        self.texts.len() == 1
    }

    /// All symbols with their texts, the blank one first.
    pub fn iter(&self) -> impl Iterator<Item = (Sym, &str)> {
        (0..).map(Sym).zip(self.texts.iter())
    }

    /// The same symbols with other texts; `None` keeps a symbol's own. Two symbols may come to bear one text: it is then
    /// found as the first of them.
    pub fn retold<'t>(&'t self, tell: impl Fn(Sym) -> Option<&'t str>) -> Interner {
        let mut told = Interner::default();
        for (sym, own) in self.iter().skip(1) {
            told.texts.push(tell(sym).unwrap_or(own));
        }
        told
    }

    /// Gives back what only adding texts and looking for them needs: once the exports are read, few look for one.
    pub fn settle(&mut self) {
        self.table.take();
        self.texts.shrink();
    }

    fn table(&self) -> &HashTable<Entry> {
        self.table.get_or_init(|| {
            let mut table = HashTable::with_capacity(self.len());
            for (sym, text) in self.iter().skip(1) {
                let wanted = Wanted::new(text);
                if table.find(wanted.hash, |entry| wanted.is(entry, &self.texts)).is_none() {
                    let rehash = |entry: &Entry| hash_of(self.get(Sym(entry.sym)));
                    table.insert_unique(wanted.hash, Entry { sym: sym.0, head: wanted.head }, rehash);
                }
            }
            table
        })
    }

    /// Takes over all texts of `other`; entry `i` of the answer is the symbol here of `other`'s symbol `i`.
    pub fn absorb(&mut self, other: Interner) -> Vec<Sym> {
        if self.is_empty() {
            *self = other;
            return (0..self.texts.len() as u32).map(Sym).collect();
        }
        other.iter().map(|(_, text)| self.intern(text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_symbol_and_the_blank_is_zero() {
        let mut interner = Interner::default();
        let acme = interner.intern("Acme");
        assert_eq!(interner.intern("Acme"), acme);
        assert_eq!(interner.get(acme), "Acme");
        assert_eq!(interner.intern(""), Sym::BLANK);
        assert_eq!(interner.get(Sym::BLANK), "");
        assert_eq!(interner.find("Globex"), None);
        interner.settle();
        assert_eq!((interner.find("Acme"), interner.find("Globex")), (Some(acme), None));
        assert_eq!(interner.intern("Globex").index(), acme.index() + 1);
    }

    #[test]
    fn told_anew_a_symbol_stays_the_same_symbol() {
        let mut interner = Interner::default();
        let [acme, globex, other] = ["Acme", "Globex", "Other"].map(|text| interner.intern(text));
        let mut told = interner.retold(|sym| (sym != other).then_some("Account"));
        assert_eq!([acme, globex, other].map(|sym| told.get(sym)), ["Account", "Account", "Other"]);
        assert_eq!(told.find("Account"), Some(acme));
        assert_eq!((told.find("Acme"), told.get(Sym::BLANK)), (None, ""));
        assert_eq!(told.intern("Acme").index(), 4);
    }

    #[test]
    fn absorbing_keeps_texts_and_merges_the_common_ones() {
        let (mut left, mut right) = (Interner::default(), Interner::default());
        let shared = left.intern("shared");
        let (other_new, other_shared) = (right.intern("new"), right.intern("shared"));
        let map = left.absorb(right.clone());
        assert_eq!(map[other_shared.index()], shared);
        assert_eq!(left.get(map[other_new.index()]), "new");
    }
}
