//! One sentence by itself: what it claims, and what of that its own words stop.
//!
//! What a sentence says does not depend on who asks, and people repeat themselves: mail threads quote what was written
//! before, and notes are written from templates. So a thread remembers the last sentences that it read.

use std::cell::RefCell;
use std::rc::Rc;

use super::features::Named;
use super::group::{Group, Match};
use super::judge::Judge;
use super::kinds::{CommitmentType, N_TYPES};
use super::lately::Lately;
use super::lexicon::{Entry, Finds, Lexicon, SUBJECT, TURN};
use super::sets::Present;
use super::weigh::{self, Features, PROMISE, RISK, TYPE_WEIGHTS, WEIGHTS};
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
    /// How much its words speak for each type of promise, then of risk; zeros where it claims nothing.
    pub(super) type_scores: [f32; N_TYPES],
}

impl Analysis {
    fn says_something(&self) -> bool {
        !self.claims.is_empty() || !self.stops.is_empty()
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

/// What is shorter is a name or a heading: its words alone claim nothing, where no rule fires.
const LEAST_WORDS: usize = 6;

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
    features: Features,
    is_question: bool,
    /// It speaks of what only a customer speaks of: what the other side promised or sells, their own works council.
    is_of_customer: bool,
}

thread_local! {
    static MEMORY: RefCell<Memory> = {
        // The first text comes while another thread builds the lexicon: the weights are built meanwhile.
        weigh::prepare();
        RefCell::default()
    };
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
        self.search(lexicon, sentence);
        let mut features = std::mem::take(&mut self.features);
        features.take(sentence);
        // Where no rule fires and its words do not say it, there is nothing in a sentence for a guard to stop.
        let may_claim = !self.found.is_empty() || {
            let [promise, risk] = WEIGHTS.weigh(&mut features);
            promise > PROMISE.unruled || risk > RISK.unruled
        };
        self.search_guards(lexicon, if may_claim { &lexicon.stops } else { &lexicon.far_stops });
        let is_far = |stop: &&Match| lexicon.guards[stop.of as usize].place.is_far();
        let stops = self.stops.iter().filter(is_far).map(|stop| stop.of).collect();
        let mut analysis = Analysis { stops, ..Analysis::default() };
        if may_claim {
            self.claim(lexicon, sentence, &mut features, &mut analysis);
        }
        self.features = features;
        analysis
    }

    /// Weighs what was found in a sentence, and notes what it claims.
    fn claim(&mut self, lexicon: &Lexicon, sentence: &str, features: &mut Features, analysis: &mut Analysis) {
        self.features_found(lexicon, |feature| features.add(feature));
        let [promise, risk] = WEIGHTS.weigh(features);
        for &found in &self.found {
            let entry = &lexicon.entries[found.of as usize];
            let counts = match entry.finds {
                Finds::Promise { .. } => promise > PROMISE.ruled,
                Finds::Risk(_) => risk > RISK.ruled,
                Finds::Terms | Finds::Topic(_) => !self.judge(lexicon).is_stopped(entry, found),
            };
            if counts {
                let last = (found.end as usize).max(found.start as usize + 1) - 1;
                let (start, end) = (self.tokens[found.start as usize].start, self.tokens[last].end);
                analysis.claims.push(Claim { entry: found.of, start, end });
            }
        }
        let [promise_by_words, risk_by_words] = lexicon.by_all_words;
        let mut by_words = |entry: u16, is_heavy: bool, is_one: fn(&Finds) -> bool| {
            let is_ruled = analysis.claims.iter().any(|claim| is_one(&lexicon.entries[claim.entry as usize].finds));
            if is_heavy && !is_ruled && self.tokens.len() >= LEAST_WORDS {
                analysis.claims.push(Claim { entry, start: 0, end: sentence.len() as u32 });
            }
        };
        by_words(promise_by_words, promise > PROMISE.unruled, |finds| matches!(finds, Finds::Promise { .. }));
        by_words(risk_by_words, risk > RISK.unruled, |finds| matches!(finds, Finds::Risk(_)));
        // What was sold has no types.
        let has_types = |claim: &Claim| lexicon.entries[claim.entry as usize].finds != Finds::Terms;
        if analysis.claims.iter().any(has_types) {
            analysis.topics = self.topics(lexicon);
            features_of_topics(lexicon, &analysis.topics, |feature| features.add(feature));
            analysis.type_scores = TYPE_WEIGHTS.weigh(features);
        }
    }

    /// Looks for what the rules name in a sentence.
    fn search(&mut self, lexicon: &Lexicon, sentence: &str) {
        self.read(lexicon, sentence);
        self.is_question = is_question(sentence);
        let Scratch { tokens, traits, present, found, .. } = self;
        let search = |group: &Group, found: &mut Vec<Match>| {
            found.clear();
            if *traits & group.mark != 0 {
                lexicon.search(group, tokens, present, found);
            }
        };
        search(&lexicon.voice, found);
        self.is_of_customer = !found.is_empty();
        search(&lexicon.findings, found);
    }

    /// Looks for guards in the sentence that was searched.
    fn search_guards(&mut self, lexicon: &Lexicon, group: &Group) {
        self.stops.clear();
        if self.traits & group.mark != 0 {
            lexicon.search(group, &self.tokens, &self.present, &mut self.stops);
        }
    }

    fn judge<'a>(&'a self, lexicon: &'a Lexicon) -> Judge<'a> {
        Judge { lexicon, tokens: &self.tokens, stops: &self.stops, is_question: self.is_question }
    }

    /// The features that rules and guards give the sentence which was searched.
    fn features_found(&self, lexicon: &Lexicon, mut take: impl FnMut(&Named)) {
        let judge = self.judge(lexicon);
        if self.is_question {
            take(&lexicon.question);
        }
        if self.is_of_customer {
            take(&lexicon.customer);
        }
        self.stops.iter().for_each(|stop| take(&lexicon.guards[stop.of as usize].held));
        for &found in &self.found {
            let entry = &lexicon.entries[found.of as usize];
            let features = if judge.is_stopped(entry, found) { &entry.stopped } else { &entry.standing };
            features.iter().for_each(&mut take);
        }
    }
}

/// The features that topics give a sentence.
fn features_of_topics(lexicon: &Lexicon, topics: &Topics, mut take: impl FnMut(&Named)) {
    topics.named.iter().for_each(|&kind| take(&lexicon.topic[kind as usize]));
    topics.nouns.iter().for_each(|&kind| take(&lexicon.noun[kind as usize]));
}

/// What rules and guards tell of a sentence, and then what its topics do, as `lexicon/*.tsv` write it.
#[cfg(test)]
pub(super) fn features_of(sentence: &str) -> [Vec<String>; 2] {
    let lexicon: &Lexicon = &super::lexicon::LEXICON;
    let mut scratch = Scratch::default();
    scratch.search(lexicon, sentence);
    scratch.search_guards(lexicon, &lexicon.stops);
    let [mut found, mut topics] = [Vec::new(), Vec::new()];
    scratch.features_found(lexicon, |feature| found.push(feature.name.clone()));
    features_of_topics(lexicon, &scratch.topics(lexicon), |feature| topics.push(feature.name.clone()));
    [found, topics]
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
