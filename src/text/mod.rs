//! What notes, call summaries, e-mails and free-text fields say: promises by the seller's side, and risks.
//!
//! Pure reading of text. It knows no CRM, no packet and no rule: a text and the side that wrote it go in, hits come out,
//! each with its types, the words that it rests on and the rule of language that fired. It is always a suggestion for a
//! person to confirm, never a fact.
//!
//! The rules are data (`lexicon/*.toml`), one file a family: how a seller binds himself, what a promise is about, what an
//! obstacle looks like, and what stops a hit. What they find in a sentence is weighed together with all its words and
//! with those of the sentences near it, by weights learned from labelled notes.
//! [`read`] is deterministic: a thread remembers sentences that it has read, and reads them the same way again.

mod analysis;
mod anchor;
mod features;
mod figures;
mod group;
mod judge;
mod keys;
mod kinds;
mod lately;
#[cfg(test)]
mod lay_out;
#[cfg(test)]
mod learn;
mod lexicon;
pub mod loudest;
pub mod markup;
mod memory;
mod neighbours;
mod notation;
mod pattern;
mod reader;
mod segment;
mod sets;
mod types;
mod vocabulary;
mod weigh;
mod weights;
mod words;

use std::ops::Range;

pub use figures::{Figure, FigureKind, MONTHS, figures};
pub use kinds::{CommitmentType, RiskType};
pub use reader::read;

/// Who wrote a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The seller's side.
    Seller,
    /// The customer's side.
    Customer,
    /// Nobody says.
    Unknown,
}

impl Side {
    /// The side that a quoted message comes from.
    pub fn other(self) -> Side {
        match self {
            Side::Seller => Side::Customer,
            Side::Customer => Side::Seller,
            Side::Unknown => Side::Unknown,
        }
    }
}

/// What a text seems to say; hits in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Promises by the seller's side.
    pub commitments: Vec<Hit<CommitmentType>>,
    /// Open risks.
    pub risks: Vec<Hit<RiskType>>,
    /// Sentences that state what was sold: seats, a term, an amount.
    pub terms: Vec<Hit<()>>,
}

/// A rule of language that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(u16);

impl RuleId {
    /// Its name; `explain` prints it.
    pub fn name(self) -> &'static str {
        &lexicon::LEXICON.entries[self.0 as usize].id
    }
}

/// A sentence that reads like a promise or a risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<T> {
    /// Its types, in order, each once; empty only for terms.
    pub kinds: Vec<T>,
    /// The rule that fired.
    pub rule: RuleId,
    /// The sentence as written, markup removed.
    pub sentence: Box<str>,
    /// The words of the sentence that the rule rests on, in bytes.
    pub evidence: Range<usize>,
}

/// A rule of language, for `explain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleOfLanguage {
    /// Its name.
    pub id: &'static str,
    /// What it looks for.
    pub says: &'static str,
    /// What would have stopped a hit: name and meaning.
    pub stopped_by: Vec<(&'static str, &'static str)>,
}

/// Builds the lexicon, which the first text would wait for.
pub fn prepare() {
    std::sync::LazyLock::force(&lexicon::LEXICON);
}

/// Forgets the sentences that this thread remembers: for who has read all texts and goes on to other work.
pub fn forget() {
    memory::Memory::clear();
}

/// Every rule, in the order of the lexicon.
pub fn rules() -> Vec<RuleOfLanguage> {
    let lexicon = &*lexicon::LEXICON;
    let guards = |entry: &'static lexicon::Entry| {
        entry
            .guards
            .iter()
            .map(|&guard| &lexicon.guards[guard as usize])
            .map(|guard| (guard.id.as_str(), guard.says.as_str()))
            .chain(gives_way(entry))
            .chain(outweighed(entry))
            .collect()
    };
    let rule =
        |entry: &'static lexicon::Entry| RuleOfLanguage { id: &entry.id, says: &entry.says, stopped_by: guards(entry) };
    lexicon.entries.iter().map(rule).collect()
}

/// All words of a sentence are weighed beside the rules.
fn outweighed(entry: &lexicon::Entry) -> Option<(&'static str, &'static str)> {
    match entry.finds {
        lexicon::Finds::Promise { .. } | lexicon::Finds::Risk(_) if entry.is_lead => Some((
            "not-followed",
            "the words of the sentence and those near it, with what rules and guards find in it, do not speak for it",
        )),
        lexicon::Finds::Promise { .. } | lexicon::Finds::Risk(_) => Some((
            "outweighed",
            "the words of the sentence and those near it, with all that rules and guards find in it, speak against it",
        )),
        _ => None,
    }
}

/// What a weak rule, or one whose words may mean nothing yet, waits for.
fn gives_way(entry: &lexicon::Entry) -> Option<(&'static str, &'static str)> {
    match &entry.finds {
        lexicon::Finds::Risk(_) if entry.is_weak => {
            Some(("weak", "a stronger rule finds another type in the sentence, or the sentence is a promise"))
        }
        lexicon::Finds::Promise { is_strong: false, alone, otherwise } if alone.is_empty() && otherwise.is_empty() => {
            Some(("no-topic", "nothing in the sentence or beside it says what is promised"))
        }
        lexicon::Finds::Topic(_) if entry.is_weak => Some(("weak", "another topic is named in so many words")),
        _ => None,
    }
}
