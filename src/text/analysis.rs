//! One sentence by itself: what it claims, and what of that its own words stop.
//!
//! What a sentence says does not depend on who asks, and people repeat themselves: mail threads quote what was written
//! before, and notes are written from templates. So a thread remembers the last sentences that it read.

use std::cell::RefCell;
use std::rc::Rc;

use super::group::{Group, Match};
use super::judge::Judge;
use super::kinds::{CommitmentType, N_TYPES};
use super::lately::Lately;
use super::lexicon::{Entry, Finds, Lexicon, SUBJECT, TURN};
use super::sets::Present;
use super::weigh::{Keys, PROMISE, RISK, TYPE_WEIGHTS, WEIGHTS};
use super::words::{CLAUSE, COMMA, Token};

/// What a sentence seems to say, whoever wrote it.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    /// In order of rule, then of place; none that the sentence's own words stop or outweigh.
    pub(super) claims: Vec<Claim>,
    /// What a promise in it would be about; empty where it holds none.
    pub(super) topics: Topics,
    /// Guards in it that stop what its neighbours claim.
    pub(super) stops: Vec<u16>,
    /// All its words together speak for a promise.
    pub(super) leans_to_promise: bool,
    /// How much its words speak for each type of promise, then of risk; zeros where it claims nothing.
    pub(super) type_scores: [f32; N_TYPES],
    /// It speaks of what only a customer speaks of: what the other side promised or sells, their own works council.
    pub(super) is_of_customer: bool,
}

impl Analysis {
    fn says_something(&self) -> bool {
        !self.claims.is_empty() || !self.stops.is_empty() || self.is_of_customer
    }
}

/// What a promise in a sentence would be about.
#[derive(Debug, Default)]
pub(super) struct Topics {
    /// Named in so many words.
    pub(super) named: Vec<CommitmentType>,
    /// Suggested by a noun, where the words of promise leave no doubt.
    pub(super) nouns: Vec<CommitmentType>,
}

/// A rule that fired, and the words that it rests on, in bytes of the sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    pub(super) entry: u16,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A thread remembers sentences in shelves, by hash: the last few of each shelf, the newest first. A shelf is one line of
/// the processor's cache. One place a hash would forget: of ten thousand sentences that come again and again, every
/// tenth would take turns with another.
const N_SHELVES: usize = 1 << 14;
const SHELF: usize = 4;

/// A greeting stands among so many words at the beginning.
const GREETING_WORDS: usize = 2;

/// What is longer is a table or a dump, and read no further.
const MOST_WORDS: usize = 1_000;

/// A sentence's hash and what it says; `None` for nothing.
type Remembered = (u64, Option<Rc<Analysis>>);

/// The sentences that a thread read last, by hash.
#[derive(Default)]
pub(super) struct Memory {
    shelves: Vec<[Remembered; SHELF]>,
    scratch: Scratch,
}

/// Buffers that one sentence after the other uses.
#[derive(Default)]
struct Scratch {
    tokens: Vec<Token>,
    /// Those of any of them.
    traits: u8,
    lately: Lately,
    present: Present,
    found: Vec<Match>,
    stops: Vec<Match>,
    topics: Vec<Match>,
    keys: Keys,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

impl Memory {
    /// Lends the thread's memory.
    pub(super) fn with<T>(work: impl FnOnce(&mut Memory) -> T) -> T {
        MEMORY.with_borrow_mut(work)
    }

    /// What a sentence says; `None` for nothing.
    pub(super) fn analyse(&mut self, lexicon: &Lexicon, sentence: &str) -> Option<Rc<Analysis>> {
        if self.shelves.is_empty() {
            self.shelves.resize_with(N_SHELVES, Default::default);
        }
        let hash = xxhash_rust::xxh3::xxh3_64(sentence.as_bytes());
        let shelf = &mut self.shelves[hash as usize % N_SHELVES];
        match shelf.iter().position(|(known, _)| *known == hash) {
            Some(place) => shelf[place].1.clone(),
            None => {
                let analysis = self.scratch.analyse(lexicon, sentence);
                let analysis = analysis.says_something().then(|| Rc::new(analysis));
                shelf.rotate_right(1);
                shelf[0] = (hash, analysis.clone());
                analysis
            }
        }
    }

    /// What a promise in this sentence would be about.
    pub(super) fn topics(&mut self, lexicon: &Lexicon, sentence: &str) -> Topics {
        self.scratch.read(lexicon, sentence);
        self.scratch.topics(lexicon)
    }

    /// Whether a text that begins with this sentence begins as letters do.
    pub(super) fn is_greeting(&mut self, lexicon: &Lexicon, sentence: &str) -> bool {
        let Scratch { tokens, lately, .. } = &mut self.scratch;
        tokens.clear();
        lexicon.vocabulary.read(sentence, GREETING_WORDS, lately, tokens);
        tokens.iter().take(GREETING_WORDS).any(|token| lexicon.greetings[token.symbol as usize])
    }
}

impl Scratch {
    fn read(&mut self, lexicon: &Lexicon, sentence: &str) {
        self.tokens.clear();
        lexicon.vocabulary.read(sentence, MOST_WORDS, &mut self.lately, &mut self.tokens);
        self.tokens.truncate(MOST_WORDS);
        self.traits = mark(lexicon, &mut self.tokens);
        lexicon.present(&self.tokens, &mut self.present);
    }

    fn topics(&mut self, lexicon: &Lexicon) -> Topics {
        lexicon.search(&lexicon.topics, &self.tokens, &self.present, &mut self.topics);
        let kinds = |counts: &dyn Fn(&Entry) -> bool| {
            let entries = self.topics.iter().map(|found| &lexicon.entries[found.of as usize]);
            let mut kinds: Vec<CommitmentType> = entries
                .filter(|entry| counts(entry))
                .filter_map(|entry| if let Finds::Topic(kind) = entry.finds { Some(kind) } else { None })
                .collect();
            kinds.dedup();
            kinds
        };
        let nouns = kinds(&|entry| entry.takes_nouns);
        let mut named = kinds(&|entry| !entry.is_weak && !entry.takes_nouns);
        if named.is_empty() {
            named = kinds(&|entry| entry.is_weak);
        }
        Topics { named, nouns }
    }

    fn analyse(&mut self, lexicon: &Lexicon, sentence: &str) -> Analysis {
        let mut analysis = Analysis::default();
        self.read(lexicon, sentence);
        let holds = |group: &Group| self.traits & group.mark != 0;
        if holds(&lexicon.voice) {
            lexicon.search(&lexicon.voice, &self.tokens, &self.present, &mut self.found);
            analysis.is_of_customer = !self.found.is_empty();
        }
        self.found.clear();
        if holds(&lexicon.findings) {
            lexicon.search(&lexicon.findings, &self.tokens, &self.present, &mut self.found);
        }
        if self.found.is_empty() {
            if holds(&lexicon.far_stops) {
                lexicon.search(&lexicon.far_stops, &self.tokens, &self.present, &mut self.stops);
                analysis.stops.extend(self.stops.iter().map(|stop| stop.of));
            }
            return analysis;
        }
        lexicon.search(&lexicon.stops, &self.tokens, &self.present, &mut self.stops);
        let is_far = |stop: &&Match| lexicon.guards[stop.of as usize].place.is_far();
        analysis.stops.extend(self.stops.iter().filter(is_far).map(|stop| stop.of));
        let judge = Judge { lexicon, tokens: &self.tokens, stops: &self.stops, is_question: is_question(sentence) };
        self.keys.take(sentence);
        let [promise, risk] = WEIGHTS.weigh(&mut self.keys);
        analysis.leans_to_promise = PROMISE.counts(promise, true, false);
        let mut has_promise = false;
        for &found in &self.found {
            let entry = &lexicon.entries[found.of as usize];
            let is_stopped = judge.is_stopped(entry, found);
            let counts = match entry.finds {
                Finds::Promise { .. } => PROMISE.counts(promise, is_stopped, entry.is_lead),
                Finds::Risk(_) => RISK.counts(risk, is_stopped, entry.is_lead),
                Finds::Terms | Finds::Topic(_) => !is_stopped,
            };
            if !counts {
                continue;
            }
            has_promise |= matches!(entry.finds, Finds::Promise { .. });
            let last = (found.end as usize).max(found.start as usize + 1) - 1;
            let (start, end) = (self.tokens[found.start as usize].start, self.tokens[last].end);
            analysis.claims.push(Claim { entry: found.of, start, end });
        }
        if !analysis.claims.is_empty() {
            analysis.type_scores = TYPE_WEIGHTS.weigh(&mut self.keys);
        }
        if has_promise {
            analysis.topics = self.topics(lexicon);
        }
        analysis
    }
}

/// Whether a sentence asks, also inside quotation marks; `…, ok?` only seeks a nod.
pub(super) fn is_question(sentence: &str) -> bool {
    const TAGS: [&str; 8] = ["ok", "okay", "right", "yes", "deal", "alright", "fair", "agreed"];
    let trimmed = sentence.trim_end_matches(['"', '\'', ')', '”', '’', '»']);
    let Some(asked) = trimmed.strip_suffix('?') else { return false };
    let is_tag =
        asked.rsplit_once(", ").is_some_and(|(_, tag)| TAGS.iter().any(|known| known.eq_ignore_ascii_case(tag)));
    !is_tag
}

/// Marks what the lexicon knows of the words, and where clauses begin: they end at a semicolon or a dash, at a `but`, and
/// at a comma or an `and` before a new subject. Returns the traits of any word.
fn mark(lexicon: &Lexicon, tokens: &mut [Token]) -> u8 {
    let (mut all, mut is_first, mut is_after_and) = (0, true, false);
    for token in tokens {
        token.traits = lexicon.traits[token.symbol as usize];
        all |= token.traits;
        let is_subject = token.traits & SUBJECT != 0;
        let is_turn = token.traits & TURN != 0 || is_subject && (token.before & COMMA != 0 || is_after_and);
        if is_turn && !is_first {
            token.before |= CLAUSE;
        }
        is_first = false;
        is_after_and = token.symbol == lexicon.and;
    }
    all
}
