//! Patterns of words, compiled: a few steps over the symbols of a sentence, without going back further than a gap.
//!
//! A pattern is tried only where its rarest words stand: see [`Pattern::anchors`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::notation::{self, Broken, Classes, Part};
use super::vocabulary::{LiteralId, Literals, Symbol};
use super::words::{CLAUSE, COLON, COMMA, PAUSE, Token};

/// A step of a compiled pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Set(u16),
    /// The next word is one that an alternative begins with; it is not consumed.
    Peek(u16),
    Not(u16),
    Any,
    Gap(u8),
    Start,
    End,
    Colon,
    Comma,
    Split(u16),
    Jump(u16),
    Done,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    steps: Box<[Step]>,
    /// One of these stands in every match.
    pub(super) anchors: Vec<LiteralId>,
    /// How many words at most stand before the anchor.
    pub(super) reach: usize,
    /// A word of each of these sets stands in every match; the rarest first.
    pub(super) needs: Box<[u16]>,
    /// The set of words that a match begins with, where it begins with a word.
    pub(super) first: Option<u16>,
}

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
    fn id(&mut self, members: &[LiteralId]) -> u16 {
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

impl Pattern {
    /// Whether a sentence with these sets of words can hold a match at all.
    pub(super) fn is_possible(&self, present: &[u64]) -> bool {
        self.needs.iter().all(|&set| present[set as usize / 64] >> (set % 64) & 1 == 1)
    }

    /// Where a match that begins at a token ends; the shortest gaps win.
    pub(super) fn matches(&self, sets: &Sets, tokens: &[Token], start: usize) -> Option<usize> {
        run(&self.steps, sets, tokens, 0, start)
    }
}

fn run(steps: &[Step], sets: &Sets, tokens: &[Token], mut step: usize, mut at: usize) -> Option<usize> {
    loop {
        match steps[step] {
            Step::Set(set) => {
                if !tokens.get(at).is_some_and(|token| sets.has(set, token.symbol)) {
                    return None;
                }
                at += 1;
            }
            Step::Peek(set) => {
                if !tokens.get(at).is_some_and(|token| sets.has(set, token.symbol)) {
                    return None;
                }
            }
            Step::Not(set) => {
                if tokens.get(at).is_some_and(|token| sets.has(set, token.symbol)) {
                    return None;
                }
            }
            Step::Any => {
                tokens.get(at)?;
                at += 1;
            }
            Step::Start if at != 0 => return None,
            Step::End if at != tokens.len() => return None,
            Step::Colon if tokens.get(at).is_none_or(|token| token.before & COLON == 0) => return None,
            Step::Comma if tokens.get(at).is_none_or(|token| token.before & COMMA == 0) => return None,
            Step::Start | Step::End | Step::Colon | Step::Comma => {}
            Step::Gap(most) => {
                for skipped in 0..=most as usize {
                    if let Some(end) = run(steps, sets, tokens, step + 1, at + skipped) {
                        return Some(end);
                    }
                    // A gap does not reach into the next clause; a dash or semicolon may stand right before it.
                    let ends = |token: &Token| token.before & CLAUSE != 0 || skipped > 0 && token.before & PAUSE != 0;
                    if at + skipped > 0 && tokens.get(at + skipped).is_none_or(ends) {
                        return None;
                    }
                }
                return None;
            }
            Step::Split(other) => {
                if let Some(end) = run(steps, sets, tokens, step + 1, at) {
                    return Some(end);
                }
                step = other as usize;
                continue;
            }
            Step::Jump(to) => {
                step = to as usize;
                continue;
            }
            Step::Done => return Some(at),
        }
        step += 1;
    }
}

/// Reads a pattern. A pattern that is nothing but a choice comes as one pattern an alternative.
pub(super) fn read(
    source: &str,
    classes: &Classes,
    literals: &mut Literals,
    (sets, needed): (&mut Sets, &mut Sets),
) -> Result<Vec<Pattern>, Broken> {
    let alternatives = notation::read(source, classes, literals)?;
    let compiled = alternatives.into_iter().map(|parts| compile(&parts, literals, sets, needed));
    let patterns: Option<Vec<Pattern>> = compiled.collect();
    patterns.ok_or_else(|| Broken::new(source, "holds no word that every match has"))
}

/// `None` where no word stands in every match.
fn compile(parts: &[Part], literals: &Literals, sets: &mut Sets, needed: &mut Sets) -> Option<Pattern> {
    let anchor = anchor(parts, literals)?;
    let mut steps = Vec::new();
    emit(parts, sets, &mut steps);
    steps.push(Step::Done);
    // The anchor's own words are there wherever the pattern is tried.
    let mut others: Vec<Anchor> = parts.iter().filter_map(|part| anchor_of(part, literals)).collect();
    others.retain(|other| other.words != anchor.words);
    others.sort_by_key(|other| other.cost);
    let mut needs: Vec<u16> = others.into_iter().map(|other| needed.id(&sorted(other.words))).collect();
    needs.dedup();
    let first = firsts(parts).map(|words| sets.id(&sorted(words)));
    Some(Pattern {
        steps: steps.into_boxed_slice(),
        anchors: anchor.words,
        reach: anchor.reach,
        needs: needs.into_boxed_slice(),
        first,
    })
}

fn sorted(mut words: Vec<LiteralId>) -> Vec<LiteralId> {
    words.sort_unstable();
    words.dedup();
    words
}

fn emit(parts: &[Part], sets: &mut Sets, steps: &mut Vec<Step>) {
    for part in parts {
        match part {
            Part::OneOf(words) => steps.push(Step::Set(sets.id(words))),
            Part::NoneOf(words) => steps.push(Step::Not(sets.id(words))),
            Part::Any => steps.push(Step::Any),
            Part::Gap(most) => steps.push(Step::Gap(*most)),
            Part::Start => steps.push(Step::Start),
            Part::End => steps.push(Step::End),
            Part::Colon => steps.push(Step::Colon),
            Part::Comma => steps.push(Step::Comma),
            Part::Optional(inner) => {
                let split = steps.len();
                steps.push(Step::Done);
                emit(inner, sets, steps);
                steps[split] = Step::Split(steps.len() as u16);
            }
            Part::Choice(alternatives) => emit_choice(alternatives, sets, steps),
        }
    }
}

fn emit_choice(alternatives: &[Vec<Part>], sets: &mut Sets, steps: &mut Vec<Step>) {
    let firsts: Option<Vec<Vec<LiteralId>>> = alternatives.iter().map(|parts| firsts(parts)).collect();
    if let Some(firsts) = firsts {
        steps.push(Step::Peek(sets.id(&sorted(firsts.concat()))));
    }
    let mut jumps = Vec::new();
    for (position, alternative) in alternatives.iter().enumerate() {
        let is_last = position + 1 == alternatives.len();
        let split = steps.len();
        if !is_last {
            steps.push(Step::Done);
        }
        emit(alternative, sets, steps);
        if !is_last {
            jumps.push(steps.len());
            steps.push(Step::Done);
            steps[split] = Step::Split(steps.len() as u16);
        }
    }
    let end = steps.len() as u16;
    jumps.into_iter().for_each(|jump| steps[jump] = Step::Jump(end));
}

/// The words that a sequence can begin with; `None` when it can begin with any.
fn firsts(parts: &[Part]) -> Option<Vec<LiteralId>> {
    let (first, rest) = parts.split_first()?;
    match first {
        Part::OneOf(words) => Some(words.clone()),
        Part::Choice(alternatives) => {
            let each: Option<Vec<Vec<LiteralId>>> = alternatives.iter().map(|parts| firsts(parts)).collect();
            Some(each?.concat())
        }
        Part::Optional(inner) => {
            let mut words = firsts(inner)?;
            words.extend(firsts(rest)?);
            Some(words)
        }
        Part::NoneOf(_) => firsts(rest),
        Part::Any | Part::Gap(_) | Part::Start | Part::End | Part::Colon | Part::Comma => None,
    }
}

/// The part of a pattern that is searched for first.
#[derive(Clone)]
struct Anchor {
    cost: u32,
    words: Vec<LiteralId>,
    reach: usize,
}

/// The part whose words are the rarest in ordinary text.
fn anchor(parts: &[Part], literals: &Literals) -> Option<Anchor> {
    let (mut best, mut before): (Option<Anchor>, usize) = (None, 0);
    for part in parts {
        if let Some(mut own) = anchor_of(part, literals) {
            own.reach += before;
            if best.as_ref().is_none_or(|best| own.cost < best.cost) {
                best = Some(own);
            }
        }
        before += width(part);
    }
    best
}

fn anchor_of(part: &Part, literals: &Literals) -> Option<Anchor> {
    match part {
        Part::OneOf(words) => {
            let cost = words.iter().map(|&word| literals.cost(word)).sum();
            Some(Anchor { cost, words: words.clone(), reach: 0 })
        }
        Part::Choice(alternatives) => {
            let mut whole = Anchor { cost: 0, words: Vec::new(), reach: 0 };
            for alternative in alternatives {
                let own = anchor(alternative, literals)?;
                whole.cost += own.cost;
                whole.words.extend(own.words);
                whole.reach = whole.reach.max(own.reach);
            }
            whole.words.sort_unstable();
            whole.words.dedup();
            Some(whole)
        }
        _ => None,
    }
}

fn width(part: &Part) -> usize {
    match part {
        Part::OneOf(_) | Part::Any => 1,
        Part::Gap(most) => *most as usize,
        Part::Optional(inner) => inner.iter().map(width).sum(),
        Part::Choice(alternatives) => alternatives.iter().map(|parts| parts.iter().map(width).sum()).max().unwrap_or(0),
        Part::NoneOf(_) | Part::Start | Part::End | Part::Colon | Part::Comma => 0,
    }
}

/// The cost of a word of every sentence.
const EVERYWHERE: u32 = 300;

/// How much searching for a word costs, relative to a rare one: words of every sentence are the last resort.
pub(super) fn commonness(word: &str) -> u32 {
    const IN_EVERY: &str = " the a an of to and in is for on that it with as was be by at this from are or have has had not but they we you i he she his her their our your its who which will would can could do does did been were if so no all any there what when how more than then them us me my him about out up into over after before only now also just one two some other new ";
    const OFTEN: &str = " team customer client data call meeting user users time day days week weeks month months year work need needs want wants get give make use go see say says said told know think ask asked asks project contract support system help start open still date next last first back here very much many people price free available ";
    static COSTS: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(|| {
        let cost = |list: &'static str, cost: u32| list.split_whitespace().map(move |word| (word, cost));
        cost(OFTEN, 30).chain(cost(IN_EVERY, EVERYWHERE)).collect()
    });
    match word {
        "#" => 150,
        "@" => EVERYWHERE,
        _ => COSTS.get(word).copied().unwrap_or(if word.len() < 5 { 3 } else { 2 }),
    }
}
