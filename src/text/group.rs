//! Patterns that are searched for together: each is tried only where its rarest words stand.

use rustc_hash::FxHashMap;

use super::pattern::Pattern;
use super::sets::Sets;
use super::vocabulary::Symbol;
use super::words::Token;

/// A span of a sentence that a pattern matched, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    /// The rule or guard.
    pub(super) of: u16,
    pub(super) start: u16,
    pub(super) end: u16,
}

/// Patterns that are searched for together.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) patterns: Vec<(u16, Pattern)>,
    /// Per symbol: the patterns that it anchors.
    anchored: Vec<Box<[Try]>>,
}

/// A pattern that is worth a try where its anchor stands. What rules most of them out stands here, side by side.
#[derive(Clone, Copy, Debug)]
struct Try {
    pattern: u16,
    /// One more set of words that every match has a word of; [`NO_SET`] for none.
    need: u16,
}

const NO_SET: u16 = u16::MAX;

impl Group {
    /// Notes which words make which patterns worth a try, once all words have symbols.
    pub(super) fn index(&mut self, literals_of: &[Vec<u32>]) {
        let mut patterns_of: FxHashMap<u32, Vec<u16>> = Default::default();
        for (position, (_, pattern)) in self.patterns.iter().enumerate() {
            for &anchor in &pattern.anchors {
                patterns_of.entry(anchor).or_default().push(position as u16);
            }
        }
        let of_symbol = |literals: &Vec<u32>| {
            let mut patterns: Vec<u16> =
                literals.iter().filter_map(|literal| patterns_of.get(literal)).flatten().copied().collect();
            patterns.sort_unstable();
            patterns.dedup();
            let tried = patterns.into_iter().map(|pattern| {
                let need = self.patterns[pattern as usize].1.needs.first().copied().unwrap_or(NO_SET);
                Try { pattern, need }
            });
            tried.collect::<Vec<Try>>().into_boxed_slice()
        };
        self.anchored = literals_of.iter().map(of_symbol).collect();
    }

    /// Whether a word makes any pattern worth a try.
    pub(super) fn is_anchor(&self, symbol: Symbol) -> bool {
        !self.anchored[symbol as usize].is_empty()
    }

    /// Every match of a pattern in a sentence, in order of rule, then of place.
    pub(super) fn search(&self, sets: &Sets, tokens: &[Token], present: &[u64], found: &mut Vec<Match>) {
        found.clear();
        for (at, token) in tokens.iter().enumerate() {
            for tried in &self.anchored[token.symbol as usize] {
                if tried.need != NO_SET && present[tried.need as usize / 64] >> (tried.need % 64) & 1 == 0 {
                    continue;
                }
                let (of, pattern) = &self.patterns[tried.pattern as usize];
                if !pattern.is_possible(present) {
                    continue;
                }
                for start in at.saturating_sub(pattern.reach)..=at {
                    if pattern.first.is_some_and(|set| !sets.has(set, tokens[start].symbol)) {
                        continue;
                    }
                    if let Some(end) = pattern.matches(sets, tokens, start) {
                        found.push(Match { of: *of, start: start as u16, end: end as u16 });
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
    }
}
