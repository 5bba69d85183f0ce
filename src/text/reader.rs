//! One text to its hits: each sentence by itself, then each among its neighbours.

use std::rc::Rc;

use super::analysis::{Analysis, Claim, Memory, is_question};
use super::kinds::{CommitmentType, RiskType};
use super::lexicon::{Entry, Finds, LEXICON, Place};
use super::segment::{Segment, segments};
use super::{Hit, Reading, RuleId, Side, markup};

/// Reads a text, as written, of a side.
pub fn read(text: &str, side: Side) -> Reading {
    Memory::with(|memory| read_with(text, side, memory))
}

fn read_with(text: &str, side: Side, memory: &mut Memory) -> Reading {
    let plain = markup::plain_text(text);
    let segments = segments(&plain, side);
    let analyses: Vec<_> = segments.iter().map(|segment| memory.analyse(&LEXICON, segment.text)).collect();
    let mut reading = Reading::default();
    if analyses.iter().all(Option::is_none) {
        return reading;
    }
    let opening = analyses[0].as_ref().map_or_else(Vec::new, |first| far_stops(first, Place::Text));
    let mut text = Text { segments: &segments, analyses: &analyses, memory, opening };
    for (position, analysis) in analyses.iter().enumerate() {
        if let Some(analysis) = analysis {
            let promise = text.promise(position, analysis);
            reading.risks.extend(text.risk(position, analysis));
            reading.commitments.extend(promise);
            reading.terms.extend(text.terms(position, analysis));
        }
    }
    reading
}

/// The guards of that reach in a sentence, which stop what its neighbours claim.
fn far_stops(analysis: &Analysis, place: Place) -> Vec<u16> {
    analysis.stops.iter().copied().filter(|&stop| LEXICON.guards[stop as usize].place == place).collect()
}

struct Text<'a> {
    segments: &'a [Segment<'a>],
    analyses: &'a [Option<Rc<Analysis>>],
    memory: &'a mut Memory,
    /// Guards of the first sentence that speak for the whole text.
    opening: Vec<u16>,
}

impl Text<'_> {
    fn promise(&mut self, position: usize, analysis: &Rc<Analysis>) -> Option<Hit<CommitmentType>> {
        let side = self.segments[position].side;
        let is_heard = |entry: &Entry| match side {
            Side::Customer => entry.is_for_customer,
            Side::Unknown => true,
            Side::Seller => !entry.is_for_customer,
        };
        let promises = || {
            analysis.claims.iter().filter_map(|claim| {
                let entry = &LEXICON.entries[claim.entry as usize];
                match &entry.finds {
                    Finds::Promise { is_strong, alone, otherwise } if is_heard(entry) => {
                        Some((claim, entry, *is_strong, alone, otherwise))
                    }
                    _ => None,
                }
            })
        };
        promises().next()?;
        let next = self.analyses.get(position + 1).and_then(Option::as_ref);
        let mut stops = next.map_or_else(Vec::new, |next| far_stops(next, Place::Near));
        stops.extend(&self.opening);
        let is_standing = |entry: &Entry| stops.iter().all(|stop| entry.guards.binary_search(stop).is_err());
        let (mut best, mut kinds): (Option<(&Claim, bool)>, _) = (None, Vec::new());
        let mut fallback: Vec<CommitmentType> = Vec::new();
        let (mut takes_nouns, mut refers_back) = (false, false);
        for (claim, entry, is_strong, alone, otherwise) in promises().filter(|(_, entry, ..)| is_standing(entry)) {
            kinds.extend(alone.iter().copied());
            fallback.extend(otherwise.iter().copied());
            takes_nouns |= entry.takes_nouns;
            refers_back |= entry.refers_back;
            if best.is_none_or(|(_, was_strong)| is_strong && !was_strong) {
                best = Some((claim, is_strong));
            }
        }
        let (claim, _) = best?;
        kinds.extend(&analysis.topics.named);
        if kinds.is_empty() && takes_nouns {
            kinds.extend(&analysis.topics.nouns);
        }
        let is_announcement = is_announcement(self.segments[position].text);
        // What a nod refers to stands before it, perhaps with an aside between.
        let before = (position.saturating_sub(2)..position).rev().take_while(|_| refers_back);
        let after = (is_announcement && position + 1 < self.segments.len()).then_some(position + 1);
        for neighbour in before.chain(after) {
            if kinds.is_empty() {
                let topics = self.memory.topics(&LEXICON, self.segments[neighbour].text);
                let is_answer =
                    takes_nouns && (is_question(self.segments[neighbour].text) || neighbour + 1 == position);
                kinds = if topics.named.is_empty() && is_answer { topics.nouns } else { topics.named };
            }
        }
        if kinds.is_empty() {
            kinds = fallback;
        }
        if kinds.is_empty() && is_announcement {
            return None;
        }
        reconsider(&mut kinds, &CommitmentType::ALL, &analysis.type_scores[..CommitmentType::ALL.len()]);
        settle(&mut kinds);
        Some(self.hit(position, claim, kinds))
    }

    fn risk(&self, position: usize, analysis: &Rc<Analysis>) -> Option<Hit<RiskType>> {
        let next = self.analyses.get(position + 1).and_then(Option::as_ref);
        let mut stops = next.map_or_else(Vec::new, |next| far_stops(next, Place::Near));
        stops.extend(&self.opening);
        let standing = |claim: &&Claim| {
            let entry = &LEXICON.entries[claim.entry as usize];
            matches!(entry.finds, Finds::Risk(_)) && stops.iter().all(|stop| entry.guards.binary_search(stop).is_err())
        };
        let is_weak = |claim: &&Claim| LEXICON.entries[claim.entry as usize].is_weak;
        let all: Vec<&Claim> = analysis.claims.iter().filter(standing).collect();
        all.first()?;
        let (weak, mut claims): (Vec<&Claim>, Vec<&Claim>) = all.iter().copied().partition(is_weak);
        if claims.is_empty() {
            claims = weak;
        }
        let speaks_for_itself = |claim: &&Claim| !LEXICON.entries[claim.entry as usize].is_lead;
        let mut kinds: Vec<RiskType> = claims.into_iter().filter(speaks_for_itself).filter_map(risk_type).collect();
        kinds.sort();
        kinds.dedup();
        outvote(&mut kinds, &all);
        let speaks = |claim: &&&Claim| risk_type(claim).is_some_and(|kind| kinds.contains(&kind));
        let first = all.iter().find(speaks).or(all.first())?;
        reconsider(&mut kinds, &RiskType::ALL, &analysis.type_scores[CommitmentType::ALL.len()..]);
        if kinds.len() > 1 {
            kinds.retain(|kind| *kind != RiskType::Other);
        }
        Some(self.hit(position, first, kinds))
    }

    fn terms(&self, position: usize, analysis: &Rc<Analysis>) -> Option<Hit<()>> {
        let states = |claim: &&Claim| {
            let entry = &LEXICON.entries[claim.entry as usize];
            entry.finds == Finds::Terms && self.opening.iter().all(|stop| entry.guards.binary_search(stop).is_err())
        };
        analysis.claims.iter().find(states).map(|claim| self.hit(position, claim, Vec::new()))
    }

    fn hit<T>(&self, position: usize, claim: &Claim, kinds: Vec<T>) -> Hit<T> {
        let rule = RuleId(claim.entry);
        let evidence = claim.start as usize..claim.end as usize;
        Hit { kinds, rule, sentence: self.segments[position].text.into(), evidence }
    }
}

/// A sentence that only points to the next one: `Promised so far:`, `Yes.`
fn is_announcement(sentence: &str) -> bool {
    sentence.ends_with(':') || is_question(sentence) || sentence.split_whitespace().count() <= 3
}

/// Holds the types that rules found against those that the words speak for: both together decide, and one always stays.
fn reconsider<T: Copy + PartialEq>(kinds: &mut Vec<T>, all: &[T], scores: &[f32]) {
    let score = |(kind, score): (&T, &f32)| score + if kinds.contains(kind) { RULE_WEIGHT } else { -RULE_WEIGHT };
    let scores: Vec<f32> = all.iter().zip(scores).map(score).collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let is_kept = |score: f32| score > LEAST_TYPE_SCORE || score == most;
    *kinds = all.iter().zip(&scores).filter(|&(_, &score)| is_kept(score)).map(|(kind, _)| *kind).collect();
}

/// What a rule of language weighs against the words around it.
const RULE_WEIGHT: f32 = 0.5;
const LEAST_TYPE_SCORE: f32 = 0.5;

fn risk_type(claim: &Claim) -> Option<RiskType> {
    match LEXICON.entries[claim.entry as usize].finds {
        Finds::Risk(kind) => Some(kind),
        _ => None,
    }
}

/// A type gives way to another where the same words speak louder for that one: every claim of it lies over claims of
/// the other, which has more.
fn outvote(kinds: &mut Vec<RiskType>, claims: &[&Claim]) {
    let weight = |kind: RiskType| -> usize {
        let own = claims.iter().filter(|claim| risk_type(claim) == Some(kind));
        own.map(|claim| if LEXICON.entries[claim.entry as usize].is_weak { 1 } else { 2 }).sum()
    };
    let lies_over = |kind: RiskType, other: RiskType| {
        let mut own = claims.iter().filter(|claim| risk_type(claim) == Some(kind));
        own.all(|claim| {
            claims
                .iter()
                .any(|rival| risk_type(rival) == Some(other) && rival.start < claim.end && claim.start < rival.end)
        })
    };
    for kind in kinds.clone() {
        let winner = RiskType::ALL
            .into_iter()
            .find(|&other| other != kind && weight(other) > weight(kind) && lies_over(kind, other));
        if let Some(winner) = winner {
            kinds.retain(|known| *known != kind);
            kinds.push(winner);
        }
    }
    kinds.sort();
    kinds.dedup();
}

/// One entry a type, in order. A release date is part of a roadmap promise and no timeline of its own.
fn settle(kinds: &mut Vec<CommitmentType>) {
    kinds.sort();
    kinds.dedup();
    if kinds.contains(&CommitmentType::Roadmap) || kinds.contains(&CommitmentType::Refund) {
        kinds.retain(|kind| *kind != CommitmentType::Timeline);
    }
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != CommitmentType::Other);
    }
}
