//! The lexicon: word classes, shorthand, guards, topics and rules, read from the TOML files beside this one.

use std::sync::LazyLock;

use serde::Deserialize;

use super::kinds::{CommitmentType, RiskType};
use super::notation::{Broken, Classes};
use super::pattern::{self, Pattern, Sets};
use super::vocabulary::{Literals, Symbol, Vocabulary};
use super::words::Token;

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
}

/// A span of a sentence that a pattern matched, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    /// The rule or guard.
    pub(super) of: u16,
    pub(super) start: u16,
    pub(super) end: u16,
}

/// Patterns that are searched for together.
#[derive(Debug, Default)]
pub(super) struct Group {
    patterns: Vec<(u16, Pattern)>,
    /// Per symbol: the patterns that it anchors.
    anchored: Vec<Box<[Try]>>,
}

/// A pattern that is worth a try where its anchor stands. What rules most of them out stands here, side by side.
#[derive(Clone, Copy, Debug)]
struct Try {
    pattern: u16,
    /// One more set of words that every match has a word of; [`NO_SET`] for none.
    need: u16,
}

const NO_SET: u16 = u16::MAX;

impl Group {
    fn index(&mut self, literals_of: &[Vec<u32>]) {
        let mut patterns_of: rustc_hash::FxHashMap<u32, Vec<u16>> = Default::default();
        for (position, (_, pattern)) in self.patterns.iter().enumerate() {
            for &anchor in &pattern.anchors {
                patterns_of.entry(anchor).or_default().push(position as u16);
            }
        }
        let of_symbol = |literals: &Vec<u32>| {
            let mut patterns: Vec<u16> =
                literals.iter().filter_map(|literal| patterns_of.get(literal)).flatten().copied().collect();
            patterns.sort_unstable();
            patterns.dedup();
            let tried = patterns.into_iter().map(|pattern| {
                let need = self.patterns[pattern as usize].1.needs.first().copied().unwrap_or(NO_SET);
                Try { pattern, need }
            });
            tried.collect::<Vec<Try>>().into_boxed_slice()
        };
        self.anchored = literals_of.iter().map(of_symbol).collect();
    }

    /// Whether a word makes any pattern worth a try.
    pub(super) fn is_anchor(&self, symbol: Symbol) -> bool {
        !self.anchored[symbol as usize].is_empty()
    }
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
    /// The sets of which every match of a pattern holds a word.
    needed: Sets,
    /// Words that turn what was said before; subjects of a new clause; words that deny.
    pub(super) turns: Vec<bool>,
    pub(super) subjects: Vec<bool>,
    pub(super) denials: Vec<bool>,
    pub(super) greetings: Vec<bool>,
    pub(super) and: Symbol,
    pub(super) not: Symbol,
}

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(default)]
    topic: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    says: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    pattern: Vec<String>,
    #[serde(default)]
    strong: bool,
    #[serde(default)]
    alone: Vec<String>,
    #[serde(default)]
    otherwise: Vec<String>,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    nouns: bool,
    #[serde(default)]
    customer: bool,
    #[serde(default)]
    lead: bool,
    #[serde(default)]
    back: bool,
    #[serde(default)]
    skip: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
struct RawGuards {
    guard: Vec<RawGuard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGuard {
    id: String,
    says: String,
    #[serde(rename = "for")]
    for_what: String,
    #[serde(rename = "where")]
    place: String,
    #[serde(default)]
    negatable: bool,
    #[serde(default)]
    named: bool,
    pattern: Vec<String>,
}

/// What is shared while patterns are read.
#[derive(Default)]
struct Making {
    classes: Classes,
    literals: Literals,
    sets: Sets,
    needed: Sets,
}

impl Making {
    fn add(&mut self, group: &mut Group, of: usize, sources: &[String]) -> Result<(), Fault> {
        for source in sources {
            let patterns =
                pattern::read(source, &self.classes, &mut self.literals, (&mut self.sets, &mut self.needed))?;
            group.patterns.extend(patterns.into_iter().map(|pattern| (of as u16, pattern)));
        }
        Ok(())
    }

    /// The words of a class of single words.
    fn class(&mut self, name: &str) -> Result<Vec<u32>, Fault> {
        let mut group = Group::default();
        self.add(&mut group, 0, &[format!("<{name}>")])?;
        Ok(group.patterns.into_iter().flat_map(|(_, pattern)| pattern.anchors).collect())
    }
}

impl Lexicon {
    pub(super) fn read(files: &Files<'_>) -> Result<Lexicon, Fault> {
        let mut making = Making { classes: toml::from_str(files.classes)?, ..Making::default() };
        let shorthand: std::collections::BTreeMap<String, String> = toml::from_str(files.shorthand)?;
        let [mut findings, mut topics, mut stops, mut far_stops, mut voice] = [(); 5].map(|()| Group::default());
        let raw: RawGuards = toml::from_str(files.guards)?;
        let mut guards = Vec::new();
        for raw in raw.guard {
            making.add(&mut stops, guards.len(), &raw.pattern)?;
            let guard = guard(&raw)?;
            if matches!(guard.place, Place::Near | Place::Text) {
                making.add(&mut far_stops, guards.len(), &raw.pattern)?;
            }
            guards.push(guard);
        }
        let mut entries = Vec::new();
        for file in files.rules {
            let raw: RawRules = toml::from_str(file)?;
            for rule in raw.rule {
                making.add(&mut findings, entries.len(), &rule.pattern)?;
                entries.push(entry(rule, false, &guards)?);
            }
            for topic in raw.topic {
                making.add(&mut topics, entries.len(), &topic.pattern)?;
                entries.push(entry(topic, true, &guards)?);
            }
        }
        making.add(&mut voice, 0, &["<customer_voice>".to_owned()])?;
        let [turns, subjects, denials, greetings] =
            ["turn", "new_subject", "denial", "greeting"].map(|name| making.class(name));
        let (turns, subjects, denials, greetings) = (turns?, subjects?, denials?, greetings?);
        let shorthand: Vec<(String, String)> = shorthand.into_iter().collect();
        let vocabulary = Vocabulary::new(&mut making.literals, &shorthand);
        making.sets.fill(&vocabulary.literals_of);
        making.needed.fill(&vocabulary.literals_of);
        for group in [&mut findings, &mut topics, &mut stops, &mut far_stops, &mut voice] {
            group.index(&vocabulary.literals_of);
        }
        let of = |words: &[u32]| {
            vocabulary.literals_of.iter().map(|literals| literals.iter().any(|own| words.contains(own))).collect()
        };
        let (turns, subjects, denials, greetings) = (of(&turns), of(&subjects), of(&denials), of(&greetings));
        let Making { sets, needed, .. } = making;
        Ok(Lexicon {
            entries,
            guards,
            findings,
            topics,
            stops,
            far_stops,
            voice,
            sets,
            needed,
            turns,
            subjects,
            denials,
            greetings,
            and: vocabulary.symbol("and"),
            not: vocabulary.symbol("not"),
            vocabulary,
        })
    }

    /// The sets that a sentence holds words of, for [`Lexicon::search`].
    pub(super) fn present(&self, tokens: &[Token], row: &mut Vec<u64>) {
        self.needed.present(tokens, row);
    }

    /// Every match of a group in a sentence, in order of rule, then of place.
    pub(super) fn search(&self, group: &Group, tokens: &[Token], present: &[u64], found: &mut Vec<Match>) {
        found.clear();
        for (at, token) in tokens.iter().enumerate() {
            for tried in &group.anchored[token.symbol as usize] {
                if tried.need != NO_SET && present[tried.need as usize / 64] >> (tried.need % 64) & 1 == 0 {
                    continue;
                }
                let (of, pattern) = &group.patterns[tried.pattern as usize];
                if !pattern.is_possible(present) {
                    continue;
                }
                for start in at.saturating_sub(pattern.reach)..=at {
                    if pattern.first.is_some_and(|set| !self.sets.has(set, tokens[start].symbol)) {
                        continue;
                    }
                    if let Some(end) = pattern.matches(&self.sets, tokens, start) {
                        found.push(Match { of: *of, start: start as u16, end: end as u16 });
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
    }
}

fn guard(raw: &RawGuard) -> Result<Guard, Fault> {
    let unknown = |name: &str| Fault::Unknown(name.to_owned());
    let (word, near) = raw.place.split_once(' ').unwrap_or((raw.place.as_str(), ""));
    let near = || near.parse::<usize>().map_err(|_| unknown(&raw.place));
    let place = match word {
        "before" => Place::Before(near()?),
        "after" => Place::After(near()?),
        "clause" => Place::Clause,
        "sentence" => Place::Sentence,
        "near" => Place::Near,
        "asked" => Place::Asked,
        "within" => Place::Within(near()?),
        "text" => Place::Text,
        _ => return Err(unknown(&raw.place)),
    };
    if !matches!(raw.for_what.as_str(), "commitment" | "risk" | "both") {
        return Err(unknown(&raw.for_what));
    }
    Ok(Guard {
        id: raw.id.clone(),
        says: raw.says.clone(),
        place,
        is_negatable: raw.negatable,
        is_for_risks: raw.for_what != "commitment",
        is_for_promises: raw.for_what != "risk",
        is_named: raw.named,
    })
}

fn entry(raw: RawRule, is_topic: bool, guards: &[Guard]) -> Result<Entry, Fault> {
    let commitment = |name: &str| {
        CommitmentType::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| Fault::Unknown(name.to_owned()))
    };
    let all = |names: &[String]| names.iter().map(|name| commitment(name)).collect::<Result<_, _>>();
    let finds = match &raw.kind {
        Some(kind) if is_topic => Finds::Topic(commitment(kind)?),
        Some(kind) if kind == "terms" => Finds::Terms,
        Some(kind) => Finds::Risk(
            RiskType::ALL.into_iter().find(|known| known.name() == kind).ok_or_else(|| Fault::Unknown(kind.clone()))?,
        ),
        None => Finds::Promise { is_strong: raw.strong, alone: all(&raw.alone)?, otherwise: all(&raw.otherwise)? },
    };
    if let Some(unknown) = raw.skip.iter().chain(&raw.also).find(|name| guards.iter().all(|guard| guard.id != **name)) {
        return Err(Fault::Unknown(unknown.clone()));
    }
    let is_stopped_by = |guard: &Guard| {
        raw.also.contains(&guard.id)
            || !guard.is_named
                && match finds {
                    Finds::Promise { .. } | Finds::Terms => guard.is_for_promises,
                    Finds::Risk(_) => guard.is_for_risks,
                    Finds::Topic(_) => false,
                }
    };
    let guards = (0..guards.len())
        .filter(|&position| is_stopped_by(&guards[position]) && !raw.skip.contains(&guards[position].id))
        .map(|position| position as u16)
        .collect();
    Ok(Entry {
        id: raw.id,
        says: raw.says,
        finds,
        is_for_customer: raw.customer,
        is_weak: raw.weak,
        is_lead: raw.lead,
        takes_nouns: raw.nouns,
        refers_back: raw.back,
        guards,
    })
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
