//! The lexicon: word classes, shorthand, guards, topics and rules, read from the TOML files beside this one.

mod raw;

use std::sync::LazyLock;

use super::features::Named;
use super::group::{Group, Match};
use super::kinds::{CommitmentType, RiskType};
use super::notation::{Broken, Classes};
use super::pattern::{self, Draft};
use super::sets::{Needed, Present, Sets};
use super::vocabulary::{LiteralId, Literals, Symbol, Vocabulary};
use super::words::Token;
use raw::{RawGuards, RawRules};

/// The shipped lexicon, built when the first text is read.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let files = Files {
        classes: include_str!("lexicon/classes.toml"),
        shorthand: include_str!("lexicon/shorthand.toml"),
        guards: include_str!("lexicon/guards.toml"),
        rules: &[
            include_str!("lexicon/promises.toml"),
            include_str!("lexicon/undertakings.toml"),
            include_str!("lexicon/topics.toml"),
            include_str!("lexicon/risks.toml"),
            include_str!("lexicon/terms.toml"),
            include_str!("lexicon/words.toml"),
        ],
    };
    Lexicon::read(&files).expect("the shipped lexicon is well formed: a test reads it")
});

/// The texts of a lexicon.
pub(super) struct Files<'a> {
    pub(super) classes: &'a str,
    pub(super) shorthand: &'a str,
    pub(super) guards: &'a str,
    pub(super) rules: &'a [&'a str],
}

/// What a rule finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Finds {
    /// That somebody bound himself; `alone`: the types that it stands for without a topic beside it.
    /// `otherwise`: the types where nothing says what about.
    Promise { is_strong: bool, alone: Vec<CommitmentType>, otherwise: Vec<CommitmentType> },
    /// What a promise is about.
    Topic(CommitmentType),
    /// An open obstacle.
    Risk(RiskType),
    /// What was sold: seats, a term, an amount.
    Terms,
}

/// The same in a word, which a claim carries with it: sentences come again and again, and each time their claims are
/// asked what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Promise,
    Topic,
    Risk(RiskType),
    Terms,
}

impl Finds {
    pub(super) fn thing(&self) -> Thing {
        match self {
            Finds::Promise { .. } => Thing::Promise,
            Finds::Topic(_) => Thing::Topic,
            Finds::Risk(kind) => Thing::Risk(*kind),
            Finds::Terms => Thing::Terms,
        }
    }
}

/// A rule of language.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) says: String,
    pub(super) finds: Finds,
    /// Heard only from the customer's side, or from nobody knows whom.
    pub(super) is_for_customer: bool,
    /// Its type counts only where no other rule gives one: it rests on words that many troubles share.
    pub(super) is_weak: bool,
    /// Its words alone say nothing: it only counts where all words of the sentence speak for it.
    pub(super) is_lead: bool,
    /// A promise: its words leave no doubt, and a mere noun says what about. A topic: such a noun.
    pub(super) takes_nouns: bool,
    /// A promise that may point to what was said before it: a nod, `agreed with him`, `said it to her face`.
    pub(super) refers_back: bool,
    /// Positions of the guards that stop it.
    pub(super) guards: Vec<u16>,
    /// The features of a sentence in which it fired, and of one in which a guard stopped it.
    pub(super) standing: Vec<Named>,
    pub(super) stopped: Vec<Named>,
}

/// Where a guard is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At most so many words before the match, in its clause.
    Before(usize),
    /// At most so many words after the match, in its clause.
    After(usize),
    /// In the clause of the match.
    Clause,
    /// In its sentence.
    Sentence,
    /// In its sentence and the next one.
    Near,
    /// Inside the match, or at most so many words before it.
    Within(usize),
    /// The sentence is a question.
    Asked,
    /// Anywhere in the text up to the sentence.
    Text,
}

impl Place {
    /// Whether the guard stops what neighbouring sentences claim.
    pub(super) fn is_far(self) -> bool {
        matches!(self, Place::Near | Place::Text)
    }
}

/// What stops a hit.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) id: String,
    pub(super) says: String,
    pub(super) place: Place,
    /// Does not stop when it is itself negated.
    pub(super) is_negatable: bool,
    is_for_risks: bool,
    is_for_promises: bool,
    /// Stops only the rules that name it.
    is_named: bool,
    /// The feature of a sentence that holds its words.
    pub(super) held: Named,
}

/// Everything that reading rests on.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) entries: Vec<Entry>,
    pub(super) guards: Vec<Guard>,
    pub(super) vocabulary: Vocabulary,
    /// Rules that find promises and risks.
    pub(super) findings: Group,
    /// What promises are about.
    pub(super) topics: Group,
    /// What stops them.
    pub(super) stops: Group,
    /// Those of them that stop what neighbouring sentences claim, once more.
    pub(super) far_stops: Group,
    /// What only a customer writes.
    pub(super) voice: Group,
    sets: Sets,
    needed: Needed,
    /// What each symbol is, as bits: [`TURN`] and the like, and the groups that it makes worth a search.
    pub(super) traits: Vec<u8>,
    pub(super) and: Symbol,
    pub(super) not: Symbol,
    /// The rules of sentences whose words together say it: a promise, a risk.
    pub(super) by_all_words: [u16; 2],
    /// The feature of a question, and of what only a customer speaks of.
    pub(super) question: Named,
    pub(super) customer: Named,
    /// The features of topics, by type: named in so many words, and suggested by a noun.
    pub(super) topic: [Named; CommitmentType::ALL.len()],
    pub(super) noun: [Named; CommitmentType::ALL.len()],
}

/// A word that turns what was said before.
pub(super) const TURN: u8 = 1;
/// The subject of a new clause.
pub(super) const SUBJECT: u8 = 2;
/// A word that denies.
pub(super) const DENIAL: u8 = 4;
/// The marks of the groups.
const GROUPS: [u8; 5] = [8, 16, 32, 64, 128];

/// A lexicon that cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    #[error(transparent)]
    Pattern(#[from] Broken),
    #[error("{0}: no such type, place, class or guard")]
    Unknown(String),
}

/// What is shared while patterns are read.
#[derive(Default)]
struct Making {
    classes: Classes,
    literals: Literals,
}

/// Patterns of a group, each with its rule or guard.
type Drafts = Vec<(u16, Draft)>;

impl Making {
    fn add(&mut self, group: &mut Drafts, of: usize, sources: &[String]) -> Result<(), Fault> {
        for source in sources {
            let drafts = pattern::read(source, &self.classes, &mut self.literals)?;
            group.extend(drafts.into_iter().map(|draft| (of as u16, draft)));
        }
        Ok(())
    }

    /// The words of a class of single words.
    fn class(&mut self, name: &str) -> Result<Vec<LiteralId>, Fault> {
        let drafts = pattern::read(&format!("<{name}>"), &self.classes, &mut self.literals)?;
        Ok(drafts.iter().flat_map(|draft| &draft.anchors[0].words).copied().collect())
    }
}

impl Lexicon {
    pub(super) fn read(files: &Files<'_>) -> Result<Lexicon, Fault> {
        let mut making = Making { classes: toml::from_str(files.classes)?, ..Making::default() };
        let shorthand: std::collections::BTreeMap<String, String> = toml::from_str(files.shorthand)?;
        let [mut findings, mut topics, mut stops, mut far_stops, mut voice] = [(); 5].map(|()| Drafts::new());
        let raw: RawGuards = toml::from_str(files.guards)?;
        let mut guards = Vec::new();
        for raw in raw.guard {
            making.add(&mut stops, guards.len(), &raw.pattern)?;
            let guard = raw::guard(&raw)?;
            if guard.place.is_far() {
                making.add(&mut far_stops, guards.len(), &raw.pattern)?;
            }
            guards.push(guard);
        }
        let mut entries = Vec::new();
        for file in files.rules {
            let raw: RawRules = toml::from_str(file)?;
            for rule in raw.rule {
                making.add(&mut findings, entries.len(), &rule.pattern)?;
                entries.push(raw::entry(rule, false, &guards)?);
            }
            for topic in raw.topic {
                making.add(&mut topics, entries.len(), &topic.pattern)?;
                entries.push(raw::entry(topic, true, &guards)?);
            }
        }
        making.add(&mut voice, 0, &["<customer_voice>".to_owned()])?;
        let [turns, subjects, denials] = ["turn", "new_subject", "denial"].map(|name| making.class(name));
        let words = [(TURN, turns?), (SUBJECT, subjects?), (DENIAL, denials?)];
        let shorthand: Vec<(String, String)> = shorthand.into_iter().collect();
        let vocabulary = Vocabulary::new(&mut making.literals, &shorthand);
        let n_symbols = vocabulary.literals_of.len();
        let (mut sets, mut needed) = (Sets::new(&vocabulary.literals_of), Needed::default());
        let mut marks = GROUPS.into_iter();
        let [findings, topics, stops, far_stops, voice] = [findings, topics, stops, far_stops, voice]
            .map(|drafts| Group::new(&drafts, marks.next().unwrap_or(0), n_symbols, &mut sets, &mut needed));
        needed.index(n_symbols);
        let mut traits = vec![0; n_symbols];
        for (mark, words) in words {
            sets.symbols(&words).into_iter().for_each(|symbol| traits[symbol as usize] |= mark);
        }
        for group in [&findings, &topics, &stops, &far_stops, &voice] {
            group.anchors().for_each(|symbol| traits[symbol as usize] |= group.mark);
        }
        let by_all_words = |id: &str| {
            let position = entries.iter().position(|entry| entry.id == id);
            position.map(|position| position as u16).ok_or_else(|| Fault::Unknown(id.to_owned()))
        };
        let by_all_words = [by_all_words("promise.by-all-words")?, by_all_words("risk.by-all-words")?];
        let of_type = |sort: &str| CommitmentType::ALL.map(|kind| Named::new(&format!("{sort} {}", kind.name())));
        Ok(Lexicon {
            by_all_words,
            question: Named::new("question"),
            customer: Named::new("customer"),
            topic: of_type("topic"),
            noun: of_type("noun"),
            entries,
            guards,
            findings,
            topics,
            stops,
            far_stops,
            voice,
            sets,
            needed,
            traits,
            and: vocabulary.symbol("and"),
            not: vocabulary.symbol("not"),
            vocabulary,
        })
    }

    /// Notes which of the words that patterns need a sentence holds, for [`Lexicon::search`].
    pub(super) fn present(&self, tokens: &[Token], present: &mut Present) {
        self.needed.present(tokens, present);
    }

    /// Every match of a group in a sentence, in order of rule, then of place.
    pub(super) fn search(&self, group: &Group, tokens: &[Token], present: &Present, found: &mut Vec<Match>) {
        group.search(&self.sets, tokens, present, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_used_once() {
        let mut ids: Vec<&str> = LEXICON.entries.iter().map(|entry| entry.id.as_str()).collect();
        ids.extend(LEXICON.guards.iter().map(|guard| guard.id.as_str()));
        ids.sort_unstable();
        let n_ids = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n_ids, "an id stands twice");
    }
}
