//! Sets of words, and which of them a word of a text belongs to.

use rustc_hash::FxHashMap;

use super::vocabulary::{LiteralId, Symbol};
use super::words::Token;

/// Sets of words that patterns ask for.
#[derive(Debug, Default)]
pub(super) struct Sets {
    ids: FxHashMap<Vec<LiteralId>, u16>,
    members: Vec<Vec<LiteralId>>,
    /// Per symbol, a row of bits: the sets that it belongs to. The rows of one sentence's words fit into the first cache.
    rows: Vec<u64>,
    stride: usize,
    /// Per symbol: the sets that it belongs to.
    of: Vec<Box<[u16]>>,
}

impl Sets {
    pub(super) fn id(&mut self, members: &[LiteralId]) -> u16 {
        if let Some(&id) = self.ids.get(members) {
            return id;
        }
        let id = self.members.len() as u16;
        self.ids.insert(members.to_vec(), id);
        self.members.push(members.to_vec());
        id
    }

    /// Fills the rows once all words have symbols.
    pub(super) fn fill(&mut self, literals_of: &[Vec<LiteralId>]) {
        let mut sets_of: FxHashMap<LiteralId, Vec<usize>> = Default::default();
        for (set, members) in self.members.iter().enumerate() {
            members.iter().for_each(|&member| sets_of.entry(member).or_default().push(set));
        }
        self.stride = self.members.len().div_ceil(64);
        self.rows = vec![0; self.stride * literals_of.len()];
        for (symbol, literals) in literals_of.iter().enumerate() {
            let mut own: Vec<u16> = Vec::new();
            for &set in literals.iter().filter_map(|literal| sets_of.get(literal)).flatten() {
                self.rows[symbol * self.stride + set / 64] |= 1 << (set % 64);
                own.push(set as u16);
            }
            own.sort_unstable();
            own.dedup();
            self.of.push(own.into_boxed_slice());
        }
    }

    #[inline]
    pub(super) fn has(&self, set: u16, symbol: Symbol) -> bool {
        self.rows[symbol as usize * self.stride + set as usize / 64] >> (set % 64) & 1 == 1
    }

    /// The sets that any of the words belongs to, as a row of bits.
    pub(super) fn present(&self, tokens: &[Token], row: &mut Vec<u64>) {
        row.clear();
        row.resize(self.stride, 0);
        for token in tokens.iter().filter(|token| token.symbol != 0) {
            for &set in &self.of[token.symbol as usize] {
                row[set as usize / 64] |= 1 << (set % 64);
            }
        }
    }
}
