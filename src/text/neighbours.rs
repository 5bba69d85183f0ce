//! The sentences of a text among their neighbours: how loud each speaks where it stands, and what it claims there.

use std::rc::Rc;

use super::analysis::{Analysis, Claim};
use super::lexicon::{LEXICON, Thing};
use super::memory::{Memory, Sentence};
use super::segment::Segment;
use super::weigh::{Beside, PROMISE, RISK, near};

/// How much a sentence must speak for a promise, and for a risk.
const BOUNDS: [f32; 2] = [PROMISE, RISK];

/// How much louder another sentence must speak to drown one out.
const MUCH: f32 = 1.0;

/// Sentences that were heard, in the order of the text.
pub(super) struct Neighbours {
    sentences: Vec<Neighbour>,
}

/// A sentence where it stands.
struct Neighbour {
    sentence: Rc<Sentence>,
    /// How much it speaks for a promise and for a risk near it.
    beside: Beside<2>,
    /// How much those around it speak for a promise and for a risk in it.
    around: [f32; 2],
    /// The same with the sentence itself.
    score: [f32; 2],
    /// Whether it says something only among these.
    is_carried: bool,
}

impl Neighbours {
    /// Hears the sentences of a text.
    pub(super) fn hear(segments: &[Segment], memory: &mut Memory) -> Neighbours {
        let hear = |segment: &Segment| {
            let sentence = memory.hear(&LEXICON, segment.text);
            Neighbour { beside: sentence.beside, around: [0.0; 2], score: sentence.score, is_carried: false, sentence }
        };
        let mut sentences: Vec<Neighbour> = segments.iter().map(hear).collect();
        for at in 0..sentences.len() {
            let around = around(&sentences, at);
            let own = &mut sentences[at];
            own.around = around;
            own.score = sum(own.score, around);
            if own.sentence.is_silent && own.score.iter().zip(BOUNDS).any(|(&score, bound)| score > bound) {
                own.is_carried = true;
                let analysis = memory.among_others(&LEXICON, segments[at].text, &own.sentence);
                own.score = sum(analysis.score.unwrap_or(own.sentence.score), around);
            }
        }
        Neighbours { sentences }
    }

    /// A sentence as it was heard.
    pub(super) fn sentence(&self, position: usize) -> &Sentence {
        &self.sentences[position].sentence
    }

    /// What a sentence says, if anything.
    pub(super) fn analysis(&self, position: usize) -> Option<&Analysis> {
        let own = self.sentences.get(position)?;
        if own.is_carried { own.sentence.carried() } else { own.sentence.by_itself.as_deref() }
    }

    /// Puts what a sentence claims that its words and those around it do not outweigh in the place of what is there: few
    /// sentences claim anything, and one buffer serves a whole text.
    pub(super) fn claims(&self, position: usize, analysis: &Analysis, claims: &mut Vec<Claim>) {
        let mut is_ruled = [false; 2];
        analysis.claims.iter().filter_map(side).for_each(|side| is_ruled[side] = true);
        let is_said = [0, 1].map(|thing| self.is_said(position, thing, is_ruled[thing]));
        let stands = |claim: &&Claim| match side(claim) {
            Some(side) => is_said[side],
            None => claim.thing == Thing::Terms,
        };
        claims.clear();
        claims.extend(analysis.claims.iter().filter(stands).copied());
        for thing in 0..2 {
            if let (true, false, Some(whole)) = (is_said[thing], is_ruled[thing], &analysis.by_all_words) {
                let entry = LEXICON.by_all_words[thing];
                claims.push(Claim::new(entry, whole.clone()));
            }
        }
    }

    /// Whether a sentence speaks loud enough where it stands. One in which no rule fires, or which does so only because of
    /// its neighbours, is a neighbour of what is said where another speaks much louder.
    fn is_said(&self, position: usize, thing: usize, is_ruled: bool) -> bool {
        let (Neighbour { score, around, .. }, bound) = (&self.sentences[position], BOUNDS[thing]);
        let (score, own) = (score[thing], score[thing] - around[thing]);
        let is_drowned =
            || near(position, self.sentences.len()).any(|(other, _)| self.sentences[other].score[thing] > score + MUCH);
        score > bound && (is_ruled && own > bound || !is_drowned())
    }
}

/// Whether a claim is a promise (0) or a risk (1).
fn side(claim: &Claim) -> Option<usize> {
    match claim.thing {
        Thing::Promise => Some(0),
        Thing::Risk(_) => Some(1),
        Thing::Terms | Thing::Topic => None,
    }
}

/// How much the sentences around one speak for a promise and for a risk in it.
fn around(sentences: &[Neighbour], at: usize) -> [f32; 2] {
    let mut around = [0.0; 2];
    for (other, stands) in near(at, sentences.len()) {
        around = sum(around, *sentences[other].beside.standing(stands));
    }
    around
}

fn sum(one: [f32; 2], other: [f32; 2]) -> [f32; 2] {
    [one[0] + other[0], one[1] + other[1]]
}
