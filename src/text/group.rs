//! Patterns that are searched for together: each is tried only where its rarest words stand.

use super::pattern::{Draft, Pattern};
use super::sets::{BySymbol, NOTHING, Need, Needed, Present, Sets};
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
#[derive(Debug)]
pub(super) struct Group {
    /// The bit that the words which make a pattern worth a try have among their traits.
    pub(super) mark: u8,
    patterns: Vec<Anchored>,
    /// The patterns that are worth a try where a word stands.
    tries: BySymbol<Try>,
}

#[derive(Debug)]
struct Anchored {
    of: u16,
    /// How many words stand before its anchor, at least and at most.
    least: u16,
    most: u16,
    /// Other words that stand in every match, and where: the first here, where it is at hand, the others behind.
    need: Option<Need>,
    needs: Box<[Need]>,
    pattern: Pattern,
}

/// A pattern that is worth a try where its anchor stands. What rules most of them out stands here, side by side.
#[derive(Clone, Copy, Debug)]
struct Try {
    pattern: u16,
    /// Of this set, too, every match holds a word; none where the anchor is rare.
    need: u16,
}

/// An anchor of words that stand so often among ten thousand is worth no second look at what else the sentence holds.
const RARE: u32 = 6;

impl Group {
    /// Patterns, each with its rule or guard, that are searched for together.
    pub(super) fn new(
        drafts: &[(u16, Draft)],
        mark: u8,
        n_symbols: usize,
        sets: &mut Sets,
        needed: &mut Needed,
    ) -> Group {
        let mut rows = vec![Vec::new(); n_symbols];
        let mut patterns = Vec::with_capacity(drafts.len());
        for (position, (of, draft)) in drafts.iter().enumerate() {
            let anchor = &draft.anchors[0];
            let others = draft.anchors[1..].iter().filter(|other| other.words != anchor.words);
            let rarest = others.clone().next().filter(|_| anchor.cost > RARE);
            let need = rarest.map_or(NOTHING, |other| needed.id(sets.symbols(&other.words)));
            let mut needs = others.map(|other| Need::new(sets.set(&other.words), anchor.distance(other)));
            let (first, others) = (needs.next(), needs.collect());
            for symbol in sets.symbols(&anchor.words) {
                rows[symbol as usize].push(Try { pattern: position as u16, need });
            }
            let before = anchor.before();
            let (least, most) = (before.least as u16, before.most as u16);
            patterns.push(Anchored { of: *of, least, most, need: first, needs: others, pattern: draft.compile(sets) });
        }
        Group { mark, patterns, tries: BySymbol::new(rows) }
    }

    /// The symbols that make any pattern worth a try.
    pub(super) fn anchors(&self) -> impl Iterator<Item = Symbol> {
        self.tries.symbols()
    }

    /// Every match of a pattern in a sentence, in order of rule, then of place.
    pub(super) fn search(&self, sets: &Sets, tokens: &[Token], present: &Present, found: &mut Vec<Match>) {
        found.clear();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.traits & self.mark != 0) {
            for tried in self.tries.of(token.symbol) {
                if !present.has(tried.need) {
                    continue;
                }
                let anchored = &self.patterns[tried.pattern as usize];
                let is_met = |need: &Need| need.is_met(sets, tokens, at);
                if !anchored.need.as_ref().is_none_or(is_met) || !anchored.needs.iter().all(is_met) {
                    continue;
                }
                let Some(last) = at.checked_sub(anchored.least as usize) else { continue };
                for start in at.saturating_sub(anchored.most as usize)..=last {
                    if let Some(end) = anchored.pattern.matches(sets, tokens, start) {
                        found.push(Match { of: anchored.of, start: start as u16, end: end as u16 });
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
    }
}
