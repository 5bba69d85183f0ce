//! Sets of words as sets of symbols, and where in a sentence words of them stand.

use rustc_hash::FxHashMap;

use super::vocabulary::{LiteralId, Symbol};
use super::words::Token;

/// Items by symbol, one symbol's behind the other's.
#[derive(Debug, Default)]
pub(super) struct BySymbol<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> BySymbol<T> {
    pub(super) fn new(rows: Vec<Vec<T>>) -> BySymbol<T> {
        let (mut starts, mut items) = (Vec::with_capacity(rows.len() + 1), Vec::new());
        for row in rows {
            starts.push(items.len() as u32);
            items.extend(row);
        }
        starts.push(items.len() as u32);
        BySymbol { starts, items }
    }

    /// The symbols that have any.
    pub(super) fn symbols(&self) -> impl Iterator<Item = Symbol> {
        let has_any = |(symbol, ends): (usize, &[u32])| (ends[0] < ends[1]).then_some(symbol as Symbol);
        self.starts.windows(2).enumerate().filter_map(has_any)
    }

    #[inline]
    pub(super) fn of(&self, symbol: Symbol) -> &[T] {
        let symbol = symbol as usize;
        &self.items[self.starts[symbol] as usize..self.starts[symbol + 1] as usize]
    }
}

/// A set of symbols. Words that begin alike have symbols that follow each other, so most sets are a mere range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SymbolSet {
    first: Symbol,
    /// How far the last is from the first.
    span: u16,
    /// How many the list of a small set holds; [`RANGE`] for a range, [`BITS`] for a large set.
    n_listed: u16,
    /// Where the list or the bits begin.
    place: u32,
}

const RANGE: u16 = u16::MAX;
const BITS: u16 = u16::MAX - 1;

/// Up to so many symbols, a list is shorter than bits and as fast.
const MOST_LISTED: usize = 32;

/// Sets of words that patterns ask for.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// Per literal: the symbols that satisfy it.
    symbols_of: Vec<Vec<Symbol>>,
    known: FxHashMap<Vec<Symbol>, SymbolSet>,
    /// The symbols of small sets.
    lists: Vec<Symbol>,
    /// A bit a symbol from the first of a large set to its last.
    bits: Vec<u64>,
}

impl Sets {
    /// No sets yet; `literals_of`: what each symbol satisfies.
    pub(super) fn new(literals_of: &[Vec<LiteralId>]) -> Sets {
        let n_literals = literals_of.iter().flatten().max().map_or(0, |&last| last as usize + 1);
        let mut symbols_of = vec![Vec::new(); n_literals];
        for (symbol, literals) in literals_of.iter().enumerate() {
            literals.iter().for_each(|&literal| symbols_of[literal as usize].push(symbol as Symbol));
        }
        Sets { symbols_of, ..Sets::default() }
    }

    /// The symbols that satisfy one of the words, in order.
    pub(super) fn symbols(&self, words: &[LiteralId]) -> Vec<Symbol> {
        let of = |word: &LiteralId| self.symbols_of.get(*word as usize).into_iter().flatten().copied();
        let mut symbols: Vec<Symbol> = words.iter().flat_map(of).collect();
        symbols.sort_unstable();
        symbols.dedup();
        symbols
    }

    /// The set of the symbols that satisfy one of the words.
    pub(super) fn set(&mut self, words: &[LiteralId]) -> SymbolSet {
        let symbols = self.symbols(words);
        let [Some(&first), Some(&last)] = [symbols.first(), symbols.last()] else {
            return SymbolSet { first: Symbol::MAX, span: 0, n_listed: RANGE, place: 0 };
        };
        let span = last - first;
        if symbols.len() == span as usize + 1 {
            return SymbolSet { first, span, n_listed: RANGE, place: 0 };
        }
        if let Some(&set) = self.known.get(&symbols) {
            return set;
        }
        let set = if symbols.len() <= MOST_LISTED {
            let place = self.lists.len() as u32;
            self.lists.extend(&symbols);
            SymbolSet { first, span, n_listed: symbols.len() as u16, place }
        } else {
            let place = self.bits.len();
            self.bits.resize(place + span as usize / 64 + 1, 0);
            for &symbol in &symbols {
                self.bits[place + (symbol - first) as usize / 64] |= 1 << ((symbol - first) % 64);
            }
            SymbolSet { first, span, n_listed: BITS, place: place as u32 }
        };
        self.known.insert(symbols, set);
        set
    }

    #[inline]
    pub(super) fn has(&self, set: SymbolSet, symbol: Symbol) -> bool {
        let offset = symbol.wrapping_sub(set.first);
        offset <= set.span && (set.n_listed == RANGE || self.has_among_others(set, symbol))
    }

    fn has_among_others(&self, set: SymbolSet, symbol: Symbol) -> bool {
        let place = set.place as usize;
        if set.n_listed == BITS {
            let offset = symbol - set.first;
            return self.bits[place + offset as usize / 64] >> (offset % 64) & 1 == 1;
        }
        // To the end, whatever is found: eight are compared at once.
        self.lists[place..place + set.n_listed as usize].iter().fold(false, |has, &listed| has | (listed == symbol))
    }
}

/// Sets of which every match of some pattern holds a word.
#[derive(Debug, Default)]
pub(super) struct Needed {
    ids: FxHashMap<Vec<Symbol>, u16>,
    /// Per symbol, a bit a set: whether it belongs to it. The first bit is [`NOTHING`]'s.
    rows: Vec<u64>,
    stride: usize,
}

/// The set that every sentence holds a word of.
pub(super) const NOTHING: u16 = 0;

impl Needed {
    /// The number of a set.
    pub(super) fn id(&mut self, symbols: Vec<Symbol>) -> u16 {
        let next = self.ids.len() as u16 + 1;
        *self.ids.entry(symbols).or_insert(next)
    }

    /// Notes which symbol belongs to which sets, once all have numbers.
    pub(super) fn index(&mut self, n_symbols: usize) {
        self.stride = self.ids.len() / 64 + 1;
        self.rows = vec![0; self.stride * n_symbols];
        for (symbols, &id) in &self.ids {
            for &symbol in symbols {
                self.rows[symbol as usize * self.stride + id as usize / 64] |= 1 << (id % 64);
            }
        }
    }

    /// Notes which sets a sentence holds words of.
    pub(super) fn present(&self, tokens: &[Token], present: &mut Present) {
        present.0.clear();
        present.0.resize(self.stride, 0);
        present.0[0] |= 1 << NOTHING;
        for token in tokens.iter().filter(|token| token.symbol != 0) {
            let row = &self.rows[token.symbol as usize * self.stride..][..self.stride];
            present.0.iter_mut().zip(row).for_each(|(all, own)| *all |= own);
        }
    }
}

/// Of the needed sets, those that a sentence holds a word of.
#[derive(Debug, Default)]
pub(super) struct Present(Vec<u64>);

impl Present {
    #[inline]
    pub(super) fn has(&self, set: u16) -> bool {
        self.0[set as usize / 64] >> (set % 64) & 1 == 1
    }
}

/// Around a word, the places where one of a set stands in every match.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// From so many words after it (before, if negative).
    first: i8,
    /// To so many words after it.
    last: i8,
    set: SymbolSet,
}

impl Need {
    /// From the first distance to the last, both included.
    pub(super) fn new(set: SymbolSet, (first, last): (i32, i32)) -> Need {
        let near = |distance: i32| distance.clamp(i8::MIN.into(), i8::MAX.into()) as i8;
        Need { first: near(first), last: near(last), set }
    }

    /// Whether it is met around the word at a place.
    #[inline]
    pub(super) fn is_met(&self, sets: &Sets, tokens: &[Token], at: usize) -> bool {
        let place = |distance: i8| at.saturating_add_signed(distance.into());
        let (first, end) = (place(self.first), place(self.last).saturating_add(1).min(tokens.len()));
        tokens.get(first..end).is_some_and(|near| near.iter().any(|token| sets.has(self.set, token.symbol)))
    }
}
