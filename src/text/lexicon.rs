//! The lexicon: word classes, shorthand, guards, topics and rules, read from the TOML files beside this one.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

use super::kinds::{CommitmentType, RiskType};
use super::normal::Shorthand;
use super::pattern::{self, Classes};

/// The shipped lexicon, built when the first text is read.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let files = Files {
        classes: include_str!("lexicon/classes.toml"),
        shorthand: include_str!("lexicon/shorthand.toml"),
        guards: include_str!("lexicon/guards.toml"),
        rules: &[
            include_str!("lexicon/commitments.toml"),
            include_str!("lexicon/topics.toml"),
            include_str!("lexicon/risks.toml"),
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
    Promise { is_strong: bool, alone: Vec<CommitmentType> },
    /// What a promise is about.
    Topic(CommitmentType),
    /// An open obstacle.
    Risk(RiskType),
}

/// A rule of language.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) says: String,
    pub(super) finds: Finds,
    /// Only in texts of the customer's side, or of nobody knows whom.
    pub(super) is_for_customer: bool,
    /// Positions of the guards that stop it.
    pub(super) guards: Vec<usize>,
}

/// One pattern of a rule.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) entry: u16,
    expression: String,
    regex: OnceLock<Option<Regex>>,
}

impl Trial {
    /// Compiled when the first candidate turns up: most runs meet few of the patterns.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(&self.expression)).as_ref()
    }
}

/// Where a guard is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Where {
    /// Right before the match, in its clause.
    Before,
    /// Right after the match.
    After,
    /// In the clause of the match.
    Clause,
    /// In its sentence.
    Sentence,
    /// In its sentence and the next one.
    Near,
}

/// What stops a hit.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) id: String,
    pub(super) says: String,
    pub(super) place: Where,
    /// For `Before` and `After`: how many characters away.
    pub(super) near: usize,
    /// Does not stop when it is itself negated.
    pub(super) is_negatable: bool,
    is_for_risks: bool,
    is_for_promises: bool,
    expression: String,
    regex: OnceLock<Option<Regex>>,
}

impl Guard {
    /// Compiled on first use.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(&self.expression)).as_ref()
    }
}

fn compile(expression: &str) -> Option<Regex> {
    RegexBuilder::new(expression).unicode(false).size_limit(64 << 20).dfa_size_limit(16 << 20).build().ok()
}

/// Everything that reading rests on.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) entries: Vec<Entry>,
    pub(super) trials: Vec<Trial>,
    pub(super) guards: Vec<Guard>,
    pub(super) shorthand: Shorthand,
    /// Anchors of all rules, for sentences in normal form.
    anchors: AhoCorasick,
    /// Per anchor: the trials to make.
    tries: Vec<Vec<u16>>,
    /// Anchors of promises and risks as they may be written, for whole texts.
    gate: AhoCorasick,
}

/// A lexicon that cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    #[error(transparent)]
    Pattern(#[from] pattern::Broken),
    #[error(transparent)]
    Anchors(#[from] aho_corasick::BuildError),
    #[error("{0}: no such type, side or guard")]
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
    customer: bool,
    #[serde(default)]
    skip: Vec<String>,
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
    place: Where,
    #[serde(default = "default_near")]
    near: usize,
    #[serde(default)]
    negatable: bool,
    pattern: String,
}

/// Our judgement: a subject and two words beside it.
fn default_near() -> usize {
    60
}

impl Lexicon {
    pub(super) fn read(files: &Files<'_>) -> Result<Lexicon, Fault> {
        let classes: Classes = toml::from_str(files.classes)?;
        let shorthand: Shorthand = toml::from_str(files.shorthand)?;
        let raw: RawGuards = toml::from_str(files.guards)?;
        let guards = raw.guard.into_iter().map(|raw| guard(raw, &classes)).collect::<Result<Vec<_>, _>>()?;
        let (mut entries, mut trials, mut anchors) = (Vec::new(), Vec::<Trial>::new(), Vec::<(String, u16)>::new());
        for file in files.rules {
            let raw: RawRules = toml::from_str(file)?;
            let all =
                raw.rule.into_iter().map(|rule| (rule, false)).chain(raw.topic.into_iter().map(|rule| (rule, true)));
            for (rule, is_topic) in all {
                let number = entries.len() as u16;
                for source in &rule.pattern {
                    for pattern in pattern::read_apart(source, &classes)? {
                        anchors.extend(pattern.anchors.iter().map(|word| (word.clone(), trials.len() as u16)));
                        trials.push(trial(number, &pattern));
                    }
                }
                entries.push(entry(rule, is_topic, &guards)?);
            }
        }
        let gate = gate(&entries, &trials, &anchors, &shorthand)?;
        let (words, tries) = grouped(anchors);
        Ok(Lexicon { entries, trials, guards, shorthand, anchors: automaton(&words, false)?, tries, gate })
    }

    /// Whether a text can hold anything; as written, markup and all.
    pub(super) fn has_candidate(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.gate.find_overlapping_iter(bytes).any(|found| is_word_start(bytes, found.start()))
    }

    /// The trials whose anchors stand in a sentence in normal form.
    pub(super) fn candidates(&self, normal: &str, tried: &mut Vec<u16>) {
        tried.clear();
        let bytes = normal.as_bytes();
        for found in self.anchors.find_overlapping_iter(bytes).filter(|found| is_word_start(bytes, found.start())) {
            tried.extend(&self.tries[found.pattern().as_usize()]);
        }
        tried.sort_unstable();
        tried.dedup();
    }
}

fn is_word_start(bytes: &[u8], at: usize) -> bool {
    at == 0 || !bytes[at - 1].is_ascii_alphanumeric()
}

fn guard(raw: RawGuard, classes: &Classes) -> Result<Guard, Fault> {
    let expression = pattern::read(&raw.pattern, classes, false)?.expression;
    let expression = match raw.place {
        Where::Before => format!("(?:^|\\b)(?:{expression})\\W*$"),
        Where::After => format!("^(?:{expression})(?:\\b|$)"),
        _ => format!("(?:^|\\b)(?:{expression})(?:\\b|\\W|$)"),
    };
    if !matches!(raw.for_what.as_str(), "commitment" | "risk" | "both") {
        return Err(Fault::Unknown(raw.for_what));
    }
    Ok(Guard {
        id: raw.id,
        says: raw.says,
        place: raw.place,
        near: raw.near,
        is_negatable: raw.negatable,
        is_for_risks: raw.for_what != "commitment",
        is_for_promises: raw.for_what != "risk",
        expression,
        regex: OnceLock::new(),
    })
}

fn entry(raw: RawRule, is_topic: bool, guards: &[Guard]) -> Result<Entry, Fault> {
    let commitment = |name: &str| {
        CommitmentType::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| Fault::Unknown(name.to_owned()))
    };
    let finds = match &raw.kind {
        Some(kind) if is_topic => Finds::Topic(commitment(kind)?),
        Some(kind) => Finds::Risk(
            RiskType::ALL.into_iter().find(|known| known.name() == kind).ok_or_else(|| Fault::Unknown(kind.clone()))?,
        ),
        None => Finds::Promise {
            is_strong: raw.strong,
            alone: raw.alone.iter().map(|name| commitment(name)).collect::<Result<_, _>>()?,
        },
    };
    if let Some(unknown) = raw.skip.iter().find(|name| guards.iter().all(|guard| guard.id != **name)) {
        return Err(Fault::Unknown(unknown.clone()));
    }
    let is_stopped_by = |guard: &Guard| match finds {
        Finds::Promise { .. } => guard.is_for_promises,
        Finds::Risk(_) => guard.is_for_risks,
        Finds::Topic(_) => false,
    };
    let stops = (0..guards.len())
        .filter(|&position| is_stopped_by(&guards[position]) && !raw.skip.contains(&guards[position].id))
        .collect();
    Ok(Entry { id: raw.id, says: raw.says, finds, is_for_customer: raw.customer, guards: stops })
}

fn trial(entry: u16, pattern: &pattern::Pattern) -> Trial {
    let expression = format!("(?:^|\\b)(?:{})(?:\\b|$|[^a-z0-9])", pattern.expression);
    Trial { entry, expression, regex: OnceLock::new() }
}

/// Each anchor once, with the entries to try.
fn grouped(mut anchors: Vec<(String, u16)>) -> (Vec<String>, Vec<Vec<u16>>) {
    anchors.sort();
    anchors.dedup();
    let (mut words, mut tries): (Vec<String>, Vec<Vec<u16>>) = (Vec::new(), Vec::new());
    for (word, entry) in anchors {
        match (words.last() == Some(&word), tries.last_mut()) {
            (true, Some(entries)) => entries.push(entry),
            _ => {
                words.push(word);
                tries.push(vec![entry]);
            }
        }
    }
    (words, tries)
}

/// A DFA: its cost does not grow with the lexicon.
fn automaton(words: &[String], ignores_case: bool) -> Result<AhoCorasick, aho_corasick::BuildError> {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::Standard)
        .ascii_case_insensitive(ignores_case)
        .build(words)
}

/// Anchors of promises and risks, and the shorthand that may stand for one.
fn gate(
    entries: &[Entry],
    trials: &[Trial],
    anchors: &[(String, u16)],
    shorthand: &Shorthand,
) -> Result<AhoCorasick, aho_corasick::BuildError> {
    let is_telling = |trial: u16| !matches!(entries[trials[trial as usize].entry as usize].finds, Finds::Topic(_));
    let mut words: Vec<String> =
        anchors.iter().filter(|(_, trial)| is_telling(*trial)).map(|(word, _)| word.clone()).collect();
    let begins = |meant: &str| meant.split(' ').any(|part| words.iter().any(|word| part.starts_with(word.as_str())));
    let short: Vec<String> =
        shorthand.iter().filter(|(_, meant)| begins(meant)).map(|(short, _)| short.clone()).collect();
    words.extend(short);
    words.sort();
    words.dedup();
    automaton(&words, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles_and_every_name_is_used_once() {
        let mut ids: Vec<&str> = LEXICON.entries.iter().map(|entry| entry.id.as_str()).collect();
        ids.sort_unstable();
        let n_ids = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n_ids, "an id stands twice");
        for trial in &LEXICON.trials {
            assert!(trial.regex().is_some(), "{}", trial.expression);
            assert!(!trial.regex().is_some_and(|regex| regex.is_match(b"")), "matches nothing: {}", trial.expression);
        }
        for guard in &LEXICON.guards {
            assert!(guard.regex().is_some(), "{}: {}", guard.id, guard.expression);
        }
    }
}
