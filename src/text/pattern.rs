//! Patterns of words, compiled: a few steps over the symbols of a sentence, without going back further than a gap.
//!
//! A pattern is tried only where its rarest words stand: see [`Draft::anchors`] and `group.rs`.

use std::collections::BTreeMap;

use super::anchor::{Anchor, anchors};
use super::notation::{self, Broken, Classes, Part};
use super::sets::{Sets, SymbolSet};
use super::vocabulary::{LiteralId, Literals, Symbol};
use super::words::{CLAUSE, COLON, COMMA, PAUSE, Token};

/// A step of a compiled pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Set(SymbolSet),
    /// The next word is one that an alternative begins with; it is not consumed.
    Peek(SymbolSet),
    /// Goes on elsewhere unless the next word is one of these; it is not consumed.
    Unless(SymbolSet, u16),
    Not(SymbolSet),
    Any,
    Gap(u8),
    Start,
    End,
    Colon,
    Comma,
    Split(u16),
    /// One of several ways to go on, by the next word; it is not consumed.
    Choose(u16),
    Jump(u16),
    Done,
}

/// Where to go on, by the next word.
#[derive(Debug)]
struct Choice {
    /// Open addressing by symbol: the symbol, the end of its part of `ways` and how many they are; 0 where nothing is.
    places: Box<[(Symbol, u16, u16)]>,
    ways: Box<[u16]>,
}

impl Choice {
    fn new(ways_of: &BTreeMap<Symbol, Vec<u16>>) -> Choice {
        let mut places = vec![(0, 0, 0); (ways_of.len() * 2).next_power_of_two()].into_boxed_slice();
        let mut all = Vec::new();
        for (&symbol, ways) in ways_of {
            all.extend(ways);
            let mut place = symbol as usize & (places.len() - 1);
            while places[place].2 != 0 {
                place = (place + 1) & (places.len() - 1);
            }
            places[place] = (symbol, all.len() as u16, ways.len() as u16);
        }
        Choice { places, ways: all.into() }
    }

    /// The first steps of the ways that can begin with a word, in the order that they are tried.
    fn ways(&self, symbol: Symbol) -> &[u16] {
        let mut place = symbol as usize & (self.places.len() - 1);
        loop {
            match self.places[place] {
                (_, _, 0) => return &[],
                (known, end, n) if known == symbol => return &self.ways[(end - n) as usize..end as usize],
                _ => place = (place + 1) & (self.places.len() - 1),
            }
        }
    }
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The set of words that a match begins with, where it begins with a word.
    first: Option<SymbolSet>,
    steps: Box<[Step]>,
    choices: Box<[Choice]>,
}

impl Pattern {
    /// Where a match that begins at a token ends; the shortest gaps win.
    #[inline]
    pub(super) fn matches(&self, sets: &Sets, tokens: &[Token], start: usize) -> Option<usize> {
        if self.first.is_some_and(|first| !sets.has(first, tokens[start].symbol)) {
            return None;
        }
        self.run(sets, tokens, 0, start)
    }

    fn run(&self, sets: &Sets, tokens: &[Token], mut step: usize, mut at: usize) -> Option<usize> {
        loop {
            match self.steps[step] {
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
                    let next = match self.steps[step + 1] {
                        Step::Set(set) | Step::Peek(set) => Some(set),
                        _ => None,
                    };
                    let may_go_on = |token: Option<&Token>| {
                        next.is_none_or(|set| token.is_some_and(|token| sets.has(set, token.symbol)))
                    };
                    for skipped in 0..=most as usize {
                        if may_go_on(tokens.get(at + skipped))
                            && let Some(end) = self.run(sets, tokens, step + 1, at + skipped)
                        {
                            return Some(end);
                        }
                        // A gap does not reach into the next clause; a dash or semicolon may stand right before it.
                        let ends =
                            |token: &Token| token.before & CLAUSE != 0 || skipped > 0 && token.before & PAUSE != 0;
                        if at + skipped > 0 && tokens.get(at + skipped).is_none_or(ends) {
                            return None;
                        }
                    }
                    return None;
                }
                Step::Unless(set, other) => {
                    if !tokens.get(at).is_some_and(|token| sets.has(set, token.symbol)) {
                        step = other as usize;
                        continue;
                    }
                }
                Step::Split(other) => {
                    if let Some(end) = self.run(sets, tokens, step + 1, at) {
                        return Some(end);
                    }
                    step = other as usize;
                    continue;
                }
                Step::Choose(choice) => {
                    let ways = self.choices[choice as usize].ways(tokens.get(at)?.symbol);
                    let (&last, others) = ways.split_last()?;
                    if let Some(end) = others.iter().find_map(|&way| self.run(sets, tokens, way as usize, at)) {
                        return Some(end);
                    }
                    step = last as usize;
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
}

/// A pattern as it is written, before all words have symbols.
pub(super) struct Draft {
    parts: Vec<Part>,
    /// Its parts that have a word in every match, the rarest first: at least one.
    pub(super) anchors: Vec<Anchor>,
}

/// Reads a pattern. A pattern that is nothing but a choice comes as one pattern an alternative.
pub(super) fn read(source: &str, classes: &Classes, literals: &mut Literals) -> Result<Vec<Draft>, Broken> {
    let drafted = notation::read(source, classes, literals)?.into_iter().map(|parts| {
        let mut anchors = anchors(&parts, literals);
        anchors.sort_by_key(|anchor| anchor.cost);
        Draft { parts, anchors }
    });
    let drafts: Vec<Draft> = drafted.collect();
    if drafts.iter().any(|draft| draft.anchors.is_empty()) {
        return Err(Broken::new(source, "holds no word that every match has"));
    }
    Ok(drafts)
}

impl Draft {
    pub(super) fn compile(&self, sets: &mut Sets) -> Pattern {
        let mut maker = Maker { sets, steps: Vec::new(), choices: Vec::new() };
        maker.emit(&self.parts);
        maker.steps.push(Step::Done);
        let (steps, choices) = (maker.steps, maker.choices);
        let first = firsts(&self.parts).map(|words| sets.set(&words));
        Pattern { first, steps: steps.into(), choices: choices.into() }
    }
}

/// Compiles one pattern.
struct Maker<'a> {
    sets: &'a mut Sets,
    steps: Vec<Step>,
    choices: Vec<Choice>,
}

impl Maker<'_> {
    fn emit(&mut self, parts: &[Part]) {
        for part in parts {
            let step = match part {
                Part::OneOf(words) => Step::Set(self.sets.set(words)),
                Part::NoneOf(words) => Step::Not(self.sets.set(words)),
                Part::Any => Step::Any,
                Part::Gap(most) => Step::Gap(*most),
                Part::Start => Step::Start,
                Part::End => Step::End,
                Part::Colon => Step::Colon,
                Part::Comma => Step::Comma,
                Part::Optional(inner) => {
                    self.emit_split(inner, |_| {});
                    continue;
                }
                Part::Choice(alternatives) => {
                    self.emit_choice(alternatives);
                    continue;
                }
            };
            self.steps.push(step);
        }
    }

    fn emit_choice(&mut self, alternatives: &[Vec<Part>]) {
        let firsts: Option<Vec<Vec<LiteralId>>> = alternatives.iter().map(|parts| firsts(parts)).collect();
        let mut jumps = Vec::new();
        if let Some(firsts) = firsts {
            self.steps.extend([Step::Peek(self.sets.set(&firsts.concat())), Step::Choose(self.choices.len() as u16)]);
            // Choices within the alternatives come behind this one.
            let place = self.choices.len();
            self.choices.push(Choice::new(&BTreeMap::new()));
            let mut ways: BTreeMap<Symbol, Vec<u16>> = BTreeMap::new();
            for (alternative, first) in alternatives.iter().zip(firsts) {
                let way = self.steps.len() as u16;
                self.sets.symbols(&first).into_iter().for_each(|symbol| ways.entry(symbol).or_default().push(way));
                self.emit(alternative);
                jumps.push(self.steps.len());
                self.steps.push(Step::Done);
            }
            self.choices[place] = Choice::new(&ways);
        } else if let Some((last, others)) = alternatives.split_last() {
            for alternative in others {
                self.emit_split(alternative, |steps| {
                    jumps.push(steps.len());
                    steps.push(Step::Done);
                });
            }
            self.emit(last);
        }
        let end = self.steps.len() as u16;
        jumps.into_iter().for_each(|jump| self.steps[jump] = Step::Jump(end));
    }

    /// Steps that are tried, with what follows them, before those behind them; not even tried where the next word is
    /// none that they can begin with.
    fn emit_split(&mut self, parts: &[Part], end: impl FnOnce(&mut Vec<Step>)) {
        let first = firsts(parts).map(|words| self.sets.set(&words));
        let begin = self.steps.len();
        self.steps.extend(first.map(|_| Step::Done));
        let split = self.steps.len();
        self.steps.push(Step::Done);
        self.emit(parts);
        end(&mut self.steps);
        let behind = self.steps.len() as u16;
        self.steps[split] = Step::Split(behind);
        if let Some(first) = first {
            self.steps[begin] = Step::Unless(first, behind);
        }
    }
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
