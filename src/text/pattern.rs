//! Patterns of words, compiled: a few steps over the symbols of a sentence, without going back further than a gap.
//!
//! A pattern is tried only where its rarest words stand: see [`Pattern::anchors`].

use super::anchor::{Anchor, anchor, anchor_of};
use super::notation::{self, Broken, Classes, Part};
use super::sets::Sets;
use super::vocabulary::{LiteralId, Literals};
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
