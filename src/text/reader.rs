//! One text to its hits.
//!
//! Candidates first: a text without any word of promise or risk is done with after one pass. Only sentences that hold an
//! anchor are put into normal form, and only the rules whose anchors stand there are tried.

use super::kinds::{CommitmentType, RiskType};
use super::lexicon::{Entry, Finds, Guard, LEXICON, Lexicon, Where};
use super::normal::Normal;
use super::segment::{Segment, segments};
use super::{Hit, Reading, Side, markup};

/// Whether a text, as written, can hold a promise or a risk at all; cheap, and never wrong when it says no.
pub fn may_hold_something(text: &str) -> bool {
    LEXICON.has_candidate(text)
}

/// Reads a text, as written, of a side.
pub fn read(text: &str, side: Side) -> Reading {
    let lexicon: &'static Lexicon = &LEXICON;
    if !lexicon.has_candidate(text) {
        return Reading::default();
    }
    let plain = markup::plain_text(text);
    let side = if side == Side::Unknown { guess(&plain) } else { side };
    let sentences: Vec<Sentence<'_>> =
        segments(&plain, side).into_iter().map(|segment| Sentence::new(segment, lexicon)).collect();
    let mut reading = Reading::default();
    for position in 0..sentences.len() {
        let place = Place { lexicon, sentences: &sentences, position };
        reading.commitments.extend(place.promise());
        reading.risks.extend(place.risk());
    }
    reading
}

/// Who wrote a message that speaks of "you" and "us": only a customer's message speaks of what the other side promised
/// or sells, and of its own works council.
fn guess(text: &str) -> Side {
    let small = text.to_ascii_lowercase();
    let opening = small.trim_start();
    let is_letter = ["hi ", "hi,", "hello", "dear ", "hey ", "good morning", "good afternoon", "thanks ", "thank you"]
        .iter()
        .any(|greeting| opening.starts_with(greeting));
    let speaks_as_customer = [
        "you promised",
        "you said",
        "you told us",
        "you agreed",
        "you confirmed",
        "you offered",
        "your offer",
        "your platform",
        "your software",
        "your product",
        "your tool",
        "your system",
        "your sales",
        "your proposal",
        "your contract",
        "your invoice",
        "your terms",
        "your quote",
        "our board",
        "our ciso",
        "our dpo",
        "our lawyers",
        "our legal",
        "our works council",
        "our it ",
        "our it-",
        "our cfo",
        "our management",
        "our budget",
        "our finance",
        "our purchasing",
        "our procurement",
        "our auditors",
        "our staff",
        "our users",
        "my boss",
        "my manager",
        "our security",
        "our erp",
        "our infosec",
        "our headquarters",
        "our union",
        "our compliance",
        "our data protection",
        "refuses to share",
        "for taking off",
        "for waiving",
        "what we agreed",
        "our controlling",
        "controlling has",
        "our teachers",
        "our nurses",
        "our drivers",
        "our ceo has",
        "for the discount",
        "for agreeing",
    ]
    .iter()
    .any(|words| {
        small.match_indices(words).any(|(at, _)| at == 0 || !small.as_bytes()[at - 1].is_ascii_alphanumeric())
    });
    if is_letter && speaks_as_customer { Side::Customer } else { Side::Unknown }
}

/// A sentence with what matched in it.
struct Sentence<'a> {
    text: &'a str,
    side: Side,
    normal: Normal,
    matches: Vec<Match>,
}

#[derive(Clone, Copy, Debug)]
struct Match {
    entry: u16,
    start: usize,
    end: usize,
}

impl<'a> Sentence<'a> {
    fn new(segment: Segment<'a>, lexicon: &Lexicon) -> Sentence<'a> {
        let normal = Normal::of(segment.text, &lexicon.shorthand);
        let mut tried = Vec::new();
        lexicon.candidates(&normal.text, &mut tried);
        let mut matches = Vec::new();
        for trial in tried {
            let trial = &lexicon.trials[trial as usize];
            let (entry, Some(regex)) = (trial.entry, trial.regex()) else { continue };
            let found = regex.find_iter(normal.text.as_bytes());
            matches.extend(found.map(|found| Match { entry, start: found.start(), end: found.end() }));
        }
        Sentence { text: segment.text, side: segment.side, normal, matches }
    }
}

/// A sentence among its neighbours.
struct Place<'a> {
    lexicon: &'static Lexicon,
    sentences: &'a [Sentence<'a>],
    position: usize,
}

impl<'a> Place<'a> {
    fn own(&self) -> &'a Sentence<'a> {
        &self.sentences[self.position]
    }

    fn entry(&self, found: Match) -> &'static Entry {
        &self.lexicon.entries[found.entry as usize]
    }

    fn promise(&self) -> Option<Hit<CommitmentType>> {
        let own = self.own();
        let mut best: Option<(Match, bool)> = None;
        let mut kinds = Vec::new();
        for &found in &own.matches {
            let entry = self.entry(found);
            let Finds::Promise { is_strong, alone } = &entry.finds else { continue };
            let is_heard = if own.side == Side::Customer {
                entry.is_for_customer
            } else {
                !entry.is_for_customer || own.side == Side::Unknown
            };
            if !is_heard || self.is_stopped(entry, found) {
                continue;
            }
            kinds.extend(alone.iter().copied());
            if best.is_none_or(|(_, was_strong)| *is_strong && !was_strong) {
                best = Some((found, *is_strong));
            }
        }
        let (found, is_strong) = best?;
        kinds.extend(self.topics(own));
        if kinds.is_empty() && self.position > 0 {
            kinds.extend(self.topics(&self.sentences[self.position - 1]));
        }
        if kinds.is_empty() && is_announcement(own.text) {
            kinds.extend(self.sentences.get(self.position + 1).map(|next| self.topics(next)).unwrap_or_default());
        }
        if kinds.is_empty() && is_strong && !is_announcement(own.text) {
            kinds.push(CommitmentType::Other);
        }
        settle(&mut kinds);
        (!kinds.is_empty()).then(|| self.hit(found, kinds))
    }

    /// What a sentence is about.
    fn topics(&self, sentence: &Sentence<'_>) -> Vec<CommitmentType> {
        let topic = |found: &Match| match self.entry(*found).finds {
            Finds::Topic(kind) => Some(kind),
            _ => None,
        };
        sentence.matches.iter().filter_map(topic).collect()
    }

    fn risk(&self) -> Option<Hit<RiskType>> {
        let own = self.own();
        let (mut first, mut kinds) = (None, Vec::new());
        for &found in &own.matches {
            let entry = self.entry(found);
            let Finds::Risk(kind) = entry.finds else { continue };
            if self.is_stopped(entry, found) {
                continue;
            }
            first.get_or_insert(found);
            kinds.push(kind);
        }
        kinds.sort();
        kinds.dedup();
        first.map(|found| self.hit(found, kinds))
    }

    fn hit<T>(&self, found: Match, kinds: Vec<T>) -> Hit<T> {
        let own = self.own();
        let (start, end) = own.normal.origin(found.start, found.end, own.text);
        Hit { kinds, rule: &self.entry(found).id, sentence: own.text.into(), evidence: start..end }
    }

    fn is_stopped(&self, entry: &Entry, found: Match) -> bool {
        entry.guards.iter().any(|&guard| self.stops(&self.lexicon.guards[guard], found))
    }

    fn stops(&self, guard: &Guard, found: Match) -> bool {
        let text = self.own().normal.text.as_str();
        let Some(regex) = guard.regex() else { return false };
        let (from, to) = clause(text, found.start, found.end);
        let window = match guard.place {
            Where::Before => &text[from.max(found.start.saturating_sub(guard.near))..found.start],
            Where::After => &text[found.end..to.min(found.end + guard.near).max(found.end)],
            Where::Clause => &text[from..to],
            Where::Sentence | Where::Near => text,
        };
        let is_in = |window: &str| {
            regex.find_iter(window.as_bytes()).any(|hit| !guard.is_negatable || !is_negated(&window[..hit.start()]))
        };
        is_in(window)
            || guard.place == Where::Near
                && self.sentences.get(self.position + 1).is_some_and(|next| is_in(&next.normal.text))
    }
}

/// A sentence that only points to the next one: `Promised so far:`, `Yes.`
fn is_announcement(sentence: &str) -> bool {
    sentence.ends_with([':', '?']) || sentence.split_whitespace().count() <= 3
}

/// One entry a type, in order. A release date is part of a roadmap promise and no timeline of its own.
fn settle(kinds: &mut Vec<CommitmentType>) {
    kinds.sort();
    kinds.dedup();
    if kinds.contains(&CommitmentType::Roadmap) || kinds.contains(&CommitmentType::Refund) {
        kinds.retain(|kind| *kind != CommitmentType::Timeline);
    }
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != CommitmentType::Other);
    }
}

/// Words that begin a clause that may say the opposite of the one before.
const TURNS: [&str; 9] =
    [" but ", " although ", " though ", " however ", "; ", " whereas ", " yet ", " except ", " - "];

/// The clause around a match.
fn clause(text: &str, start: usize, end: usize) -> (usize, usize) {
    let from = TURNS.iter().filter_map(|turn| text[..start].rfind(turn).map(|at| at + turn.len())).max().unwrap_or(0);
    let to = TURNS.iter().filter_map(|turn| text[end..].find(turn).map(|at| end + at)).min().unwrap_or(text.len());
    (from, to)
}

/// Whether the words before deny what follows.
fn is_negated(before: &str) -> bool {
    let words: Vec<&str> =
        before.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().rev().take(3).any(|word| {
        matches!(
            *word,
            "not"
                | "never"
                | "no"
                | "nor"
                | "neither"
                | "until"
                | "till"
                | "unless"
                | "before"
                | "once"
                | "if"
                | "without"
                | "nobody"
                | "nothing"
                | "yet"
                | "cannot"
                | "hardly"
                | "far"
                | "half"
                | "partly"
                | "only"
                | "when"
        )
    })
}
