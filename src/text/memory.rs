//! What a thread remembers of the sentences that it read.
//!
//! What a sentence says does not depend on who asks, and people repeat themselves: mail threads quote what was written
//! before, and notes are written from templates. So a thread remembers the last sentences that it read.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::analysis::{Analysis, Scratch, Topics, Typed};
use super::kinds::N_TYPES;
use super::lexicon::Lexicon;
use super::weigh::{Beside, Spoken, WEIGHTS};

/// A sentence as it was heard.
#[derive(Debug)]
pub(super) struct Sentence {
    /// How much its words speak for a promise and for a risk.
    spoken: Spoken<2>,
    /// The same for what is said near it.
    pub(super) beside: Beside<2>,
    /// How much it speaks for a promise and for a risk by itself.
    pub(super) score: [f32; 2],
    /// Whether no rule fires in it and its words do not say anything.
    pub(super) is_silent: bool,
    /// What it says by itself, if anything.
    pub(super) by_itself: Option<Box<Analysis>>,
    /// What it says where its neighbours speak for it; made when it is asked for.
    among_others: OnceCell<Box<Analysis>>,
    /// How much its words speak for each type; made when it is asked for.
    types: OnceCell<Box<SpokenTypes>>,
}

/// How much the words of a sentence speak for each type, in it and near it.
#[derive(Debug)]
pub(super) struct SpokenTypes {
    spoken: Spoken<N_TYPES>,
    pub(super) beside: Beside<N_TYPES>,
}

impl Sentence {
    fn new(spoken: Spoken<2>, by_itself: Option<Box<Analysis>>) -> Sentence {
        let by_rules = by_itself.as_ref().and_then(|analysis| analysis.score);
        let (score, is_silent) = (by_rules.unwrap_or_else(|| WEIGHTS.by_words(&spoken)), by_rules.is_none());
        let (beside, among_others, types) = (spoken.beside(), OnceCell::new(), OnceCell::new());
        Sentence { spoken, beside, score, is_silent, by_itself, among_others, types }
    }

    /// What it says where its neighbours speak for it; `None` where nobody asked for it yet.
    pub(super) fn carried(&self) -> Option<&Analysis> {
        self.among_others.get().map(|analysis| &**analysis)
    }
}

/// A thread remembers sentences in shelves, by hash: the last few of each shelf, the newest first. A shelf is one line of
/// the processor's cache. One place a hash would forget: of ten thousand sentences that come again and again, every
/// tenth would take turns with another.
const N_SHELVES: usize = 1 << 14;
const SHELF: usize = 4;

/// A sentence's hash, and how it was heard.
type Remembered = (u64, Option<Rc<Sentence>>);

/// The sentences that a thread read last, by hash.
#[derive(Default)]
pub(super) struct Memory {
    shelves: Vec<[Remembered; SHELF]>,
    scratch: Scratch,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

impl Memory {
    /// Forgets what this thread remembers.
    pub(super) fn clear() {
        MEMORY.take();
    }

    /// Lends the thread's memory.
    pub(super) fn with<T>(work: impl FnOnce(&mut Memory) -> T) -> T {
        MEMORY.with_borrow_mut(work)
    }

    /// What a sentence says by itself.
    pub(super) fn hear(&mut self, lexicon: &Lexicon, text: &str) -> Rc<Sentence> {
        if self.shelves.is_empty() {
            self.shelves.resize_with(N_SHELVES, Default::default);
        }
        let hash = xxhash_rust::xxh3::xxh3_64(text.as_bytes());
        let shelf = &mut self.shelves[hash as usize % N_SHELVES];
        if let Some((_, Some(sentence))) = shelf.iter().find(|(known, _)| *known == hash) {
            return Rc::clone(sentence);
        }
        let (spoken, by_itself) = self.scratch.hear(lexicon, text);
        let sentence = Rc::new(Sentence::new(spoken, by_itself.map(Box::new)));
        shelf.rotate_right(1);
        shelf[0] = (hash, Some(Rc::clone(&sentence)));
        sentence
    }

    /// What a sentence says that says nothing by itself, where its neighbours speak for it.
    pub(super) fn among_others<'a>(&mut self, lexicon: &Lexicon, text: &str, sentence: &'a Sentence) -> &'a Analysis {
        sentence.among_others.get_or_init(|| Box::new(self.scratch.among_others(lexicon, text, &sentence.spoken)))
    }

    /// What a sentence is about that claims something.
    pub(super) fn typed<'a>(
        &mut self,
        lexicon: &Lexicon,
        text: &str,
        sentence: &Sentence,
        analysis: &'a Analysis,
    ) -> &'a Typed {
        let types = self.types(text, sentence);
        analysis.typed.get_or_init(|| Box::new(self.scratch.typed(lexicon, text, &types.spoken)))
    }

    /// How much the words of a sentence speak for each type.
    pub(super) fn types<'a>(&mut self, text: &str, sentence: &'a Sentence) -> &'a SpokenTypes {
        sentence.types.get_or_init(|| {
            let spoken = self.scratch.types_of_words(text);
            Box::new(SpokenTypes { beside: spoken.beside(), spoken })
        })
    }

    /// What a promise in this sentence would be about.
    pub(super) fn topics(&mut self, lexicon: &Lexicon, sentence: &str) -> Topics {
        self.scratch.read(lexicon, sentence);
        self.scratch.topics(lexicon)
    }
}
