//! One text to its hits: each sentence by itself, then each among its neighbours.

use super::analysis::{Analysis, Claim, Typed, is_question};
use super::kinds::{CommitmentType, N_TYPES, RiskType};
use super::lexicon::{Entry, Finds, LEXICON, Place, Thing};
use super::memory::Memory;
use super::neighbours::Neighbours;
use super::segment::{Segment, segments};
use super::types::{outvote, reconsider, risk_type, settle};
use super::weigh::near;
use super::{Hit, Reading, RuleId, Side, markup};

/// Reads a text, as written, of a side.
pub fn read(text: &str, side: Side) -> Reading {
    Memory::with(|memory| read_with(text, side, memory))
}

fn read_with(text: &str, side: Side, memory: &mut Memory) -> Reading {
    let plain = markup::plain_text(text);
    let segments = segments(&plain, side);
    let neighbours = Neighbours::hear(&segments, memory);
    let opening = neighbours.analysis(0).map_or_else(Vec::new, |first| far_stops(first, Place::Text));
    let mut text = Text { segments: &segments, neighbours: &neighbours, memory, opening };
    let (mut reading, mut claims) = (Reading::default(), Vec::new());
    for position in 0..segments.len() {
        if let Some(analysis) = neighbours.analysis(position) {
            neighbours.claims(position, analysis, &mut claims);
            text.retain_standing(position, &mut claims);
            reading.commitments.extend(text.promise(position, analysis, &claims));
            reading.risks.extend(text.risk(position, analysis, &claims));
            reading.terms.extend(text.terms(position, &claims));
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
    neighbours: &'a Neighbours,
    memory: &'a mut Memory,
    /// Guards of the first sentence that speak for the whole text.
    opening: Vec<u16>,
}

impl Text<'_> {
    fn promise(&mut self, position: usize, analysis: &Analysis, claims: &[Claim]) -> Option<Hit<CommitmentType>> {
        let side = self.segments[position].side;
        let is_heard = |entry: &Entry| match side {
            Side::Customer => entry.is_for_customer,
            Side::Unknown => true,
            Side::Seller => !entry.is_for_customer,
        };
        let (mut best, mut kinds): (Option<(&Claim, bool)>, _) = (None, Vec::new());
        let mut fallback: Vec<CommitmentType> = Vec::new();
        let (mut takes_nouns, mut refers_back) = (false, false);
        for claim in claims.iter().filter(|claim| claim.thing == Thing::Promise) {
            let entry = claim.rule();
            let Finds::Promise { is_strong, alone, otherwise } = &entry.finds else { continue };
            if !is_heard(entry) {
                continue;
            }
            kinds.extend(alone.iter().copied());
            fallback.extend(otherwise.iter().copied());
            takes_nouns |= entry.takes_nouns;
            refers_back |= entry.refers_back;
            if best.is_none_or(|(_, was_strong)| *is_strong && !was_strong) {
                best = Some((claim, *is_strong));
            }
        }
        let (claim, _) = best?;
        let Typed { topics, scores } = self.typed(position, analysis);
        kinds.extend(&topics.named);
        if kinds.is_empty() && takes_nouns {
            kinds.extend(&topics.nouns);
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
        let scores = self.type_scores(position, scores);
        reconsider(&mut kinds, &CommitmentType::ALL, &scores[..CommitmentType::ALL.len()]);
        settle(&mut kinds);
        Some(self.hit(position, claim, kinds))
    }

    /// Keeps what a sentence claims that no guard elsewhere stops, in the opening of the text or in the sentence behind. What
    /// was sold is sold, whatever the sentence behind makes of it.
    fn retain_standing(&self, position: usize, claims: &mut Vec<Claim>) {
        if claims.is_empty() {
            return;
        }
        let next = self.neighbours.analysis(position + 1);
        let behind = next.map_or_else(Vec::new, |next| far_stops(next, Place::Near));
        let is_stopped =
            |entry: &Entry, stops: &[u16]| stops.iter().any(|stop| entry.guards.binary_search(stop).is_ok());
        claims.retain(|claim| {
            let entry = claim.rule();
            let is_sold = claim.thing == Thing::Terms;
            !is_stopped(entry, &self.opening) && (is_sold || !is_stopped(entry, &behind))
        });
    }

    fn typed<'s>(&mut self, position: usize, analysis: &'s Analysis) -> &'s Typed {
        let sentence = self.neighbours.sentence(position);
        self.memory.typed(&LEXICON, self.segments[position].text, sentence, analysis)
    }

    /// How much a sentence speaks for each type, its neighbours with it.
    fn type_scores(&mut self, position: usize, own: &[f32; N_TYPES]) -> [f32; N_TYPES] {
        let mut scores = *own;
        for (other, stands) in near(position, self.segments.len()) {
            let types = self.memory.types(self.segments[other].text, self.neighbours.sentence(other));
            scores.iter_mut().zip(types.beside.standing(stands)).for_each(|(score, share)| *score += share);
        }
        scores
    }

    fn risk(&mut self, position: usize, analysis: &Analysis, claims: &[Claim]) -> Option<Hit<RiskType>> {
        let is_weak = |claim: &&Claim| claim.rule().is_weak;
        let all: Vec<&Claim> = claims.iter().filter(|claim| risk_type(claim).is_some()).collect();
        all.first()?;
        let (weak, mut claims): (Vec<&Claim>, Vec<&Claim>) = all.iter().copied().partition(is_weak);
        if claims.is_empty() {
            claims = weak;
        }
        let speaks_for_itself = |claim: &&Claim| !claim.rule().is_lead;
        let mut kinds: Vec<RiskType> = claims.into_iter().filter(speaks_for_itself).filter_map(risk_type).collect();
        kinds.sort();
        kinds.dedup();
        outvote(&mut kinds, &all);
        let speaks = |claim: &&&Claim| risk_type(claim).is_some_and(|kind| kinds.contains(&kind));
        let first = all.iter().find(speaks).or(all.first())?;
        let Typed { scores, .. } = self.typed(position, analysis);
        let scores = self.type_scores(position, scores);
        reconsider(&mut kinds, &RiskType::ALL, &scores[CommitmentType::ALL.len()..]);
        if kinds.len() > 1 {
            kinds.retain(|kind| *kind != RiskType::Other);
        }
        Some(self.hit(position, first, kinds))
    }

    fn terms(&self, position: usize, claims: &[Claim]) -> Option<Hit<()>> {
        let states = |claim: &&Claim| claim.thing == Thing::Terms;
        claims.iter().find(states).map(|claim| self.hit(position, claim, Vec::new()))
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
