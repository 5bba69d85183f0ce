//! One sentence by itself: which rules fire in it, how loud it speaks, and what it tells of its neighbours.

use std::cell::OnceCell;
use std::ops::Range;

use super::features::Named;
use super::group::{Group, Match};
use super::judge::Judge;
use super::kinds::{CommitmentType, N_TYPES};
use super::lately::Lately;
use super::lexicon::{Entry, Finds, LEXICON, Lexicon, SUBJECT, TURN, Thing};
use super::sets::Present;
use super::weigh::{Features, PROMISE, RISK, Spoken, TYPE_WEIGHTS, WEIGHTS};
use super::words::{CLAUSE, COMMA, Token};

/// What a sentence seems to say, whoever wrote it and wherever it stands.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    /// In order of rule, then of place.
    pub(super) claims: Vec<Claim>,
    /// How much it speaks for a promise and for a risk; `None` where no rule fires, its words do not say it, and only what
    /// it tells of its neighbours was looked for.
    pub(super) score: Option<[f32; 2]>,
    /// Guards in it that stop what its neighbours claim.
    pub(super) stops: Vec<u16>,
    /// Whether its words can claim something where no rule fires: the sentence, all of it.
    pub(super) by_all_words: Option<Range<u32>>,
    pub(super) typed: OnceCell<Box<Typed>>,
}

/// What a promise or a risk in a sentence would be about.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) topics: Topics,
    /// How much the sentence speaks for each type of promise, then of risk.
    pub(super) scores: [f32; N_TYPES],
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
    /// What the rule finds.
    pub(super) thing: Thing,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Claim {
    /// That this rule fired there.
    pub(super) fn new(entry: u16, place: Range<u32>) -> Claim {
        let thing = LEXICON.entries[entry as usize].finds.thing();
        Claim { entry, thing, start: place.start, end: place.end }
    }

    pub(super) fn rule(&self) -> &'static Entry {
        &LEXICON.entries[self.entry as usize]
    }
}

/// What is shorter is a name or a heading: its words alone claim nothing, where no rule fires.
const LEAST_WORDS: usize = 4;

/// What is longer is a table or a dump, and read no further.
const MOST_WORDS: usize = 1_000;

/// Buffers that one sentence after the other uses.
#[derive(Default)]
pub(super) struct Scratch {
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

impl Scratch {
    pub(super) fn read(&mut self, lexicon: &Lexicon, sentence: &str) {
        self.tokens.clear();
        lexicon.vocabulary.read(sentence, MOST_WORDS, &mut self.lately, &mut self.tokens);
        self.tokens.truncate(MOST_WORDS);
        self.traits = mark(lexicon, &mut self.tokens);
        lexicon.present(&self.tokens, &mut self.present);
    }

    /// What a promise in the sentence would be about that was read.
    pub(super) fn topics(&mut self, lexicon: &Lexicon) -> Topics {
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

    /// What the words of a sentence weigh, and what it says by itself.
    pub(super) fn hear(&mut self, lexicon: &Lexicon, sentence: &str) -> (Spoken<2>, Option<Analysis>) {
        self.search(lexicon, sentence);
        self.features.take(sentence);
        let spoken = WEIGHTS.spoken(&mut self.features);
        let [promise, risk] = WEIGHTS.by_words(&spoken);
        // Where no rule fires and its words do not say it, there is nothing in a sentence for a guard to stop.
        if !self.found.is_empty() || promise > PROMISE || risk > RISK {
            self.search_guards(lexicon, &lexicon.stops);
            let analysis = self.analyse(lexicon, sentence, &spoken);
            return (spoken, Some(analysis));
        }
        self.search_guards(lexicon, &lexicon.far_stops);
        let stops = self.far_stops(lexicon);
        let analysis = (!stops.is_empty()).then(|| Analysis { stops, ..Analysis::default() });
        (spoken, analysis)
    }

    /// What a sentence says that may say something only among its neighbours.
    pub(super) fn among_others(&mut self, lexicon: &Lexicon, sentence: &str, spoken: &Spoken<2>) -> Analysis {
        self.find(lexicon, sentence);
        self.analyse(lexicon, sentence, spoken)
    }

    /// Looks for what rules and guards name in a sentence.
    fn find(&mut self, lexicon: &Lexicon, sentence: &str) {
        self.search(lexicon, sentence);
        self.search_guards(lexicon, &lexicon.stops);
        self.features.forget_found();
    }

    /// How much the words of a sentence speak for each type.
    pub(super) fn types_of_words(&mut self, sentence: &str) -> Spoken<N_TYPES> {
        self.features.take(sentence);
        TYPE_WEIGHTS.spoken(&mut self.features)
    }

    fn far_stops(&self, lexicon: &Lexicon) -> Vec<u16> {
        let is_far = |stop: &&Match| lexicon.guards[stop.of as usize].place.is_far();
        self.stops.iter().filter(is_far).map(|stop| stop.of).collect()
    }

    /// Weighs what was found in a sentence, and notes what it claims.
    fn analyse(&mut self, lexicon: &Lexicon, sentence: &str, spoken: &Spoken<2>) -> Analysis {
        let mut features = std::mem::take(&mut self.features);
        self.features_found(lexicon, |feature| features.add(feature));
        let score = WEIGHTS.with_rules(spoken, &mut features);
        self.features = features;
        let by_all_words = (self.tokens.len() >= LEAST_WORDS).then_some(0..sentence.len() as u32);
        let (claims, stops) = (self.claims(lexicon), self.far_stops(lexicon));
        Analysis { claims, score: Some(score), stops, by_all_words, typed: OnceCell::new() }
    }

    /// The rules that fired; of those that are not weighed, only what no guard stops.
    fn claims(&self, lexicon: &Lexicon) -> Vec<Claim> {
        let counts = |found: &&Match| {
            let entry = &lexicon.entries[found.of as usize];
            match entry.finds {
                Finds::Promise { .. } | Finds::Risk(_) => true,
                Finds::Terms | Finds::Topic(_) => !self.judge(lexicon).is_stopped(entry, **found),
            }
        };
        let claim = |found: &Match| {
            let last = (found.end as usize).max(found.start as usize + 1) - 1;
            Claim::new(found.of, self.tokens[found.start as usize].start..self.tokens[last].end)
        };
        self.found.iter().filter(counts).map(claim).collect()
    }

    /// What a sentence is about that claims something.
    pub(super) fn typed(&mut self, lexicon: &Lexicon, sentence: &str, spoken: &Spoken<N_TYPES>) -> Typed {
        self.find(lexicon, sentence);
        let topics = self.topics(lexicon);
        let mut features = std::mem::take(&mut self.features);
        self.features_found(lexicon, |feature| features.add(feature));
        features_of_topics(lexicon, &topics, |feature| features.add(feature));
        let scores = TYPE_WEIGHTS.with_rules(spoken, &mut features);
        self.features = features;
        Typed { topics, scores }
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
