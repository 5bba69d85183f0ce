//! Labelled notes as rows of features.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;

use crate::text::analysis::features_of;
use crate::text::features::written;
use crate::text::segment::segments;
use crate::text::weigh::{FOUND_SHARE, NEAR_SHARE, REACH, Stands, near, word_share};
use crate::text::{Side, markup};

/// A sentence beside the one that tells holds nothing, if it speaks for no more than this; a louder one may tell too.
const QUIET: f64 = -1.0;

/// How far apart the notes stand that are put beside one after the other; a prime, so that all have their turn.
const STRIDE: usize = 7_919;

/// Labelled notes, and the features of their sentences by number.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) names: Vec<String>,
    numbers: HashMap<String, u32>,
    sentences: Vec<Sentence>,
    notes: Vec<Note>,
}

/// A note: its sentences, and the types of promises and of risks that it holds.
struct Note {
    /// By number.
    sentences: Vec<usize>,
    types: [Vec<String>; 2],
}

/// The features of a sentence, each once.
struct Sentence {
    words: Vec<u32>,
    /// What rules and guards found.
    found: Vec<u32>,
    topics: Vec<u32>,
    /// What a feature of the words counts.
    word_share: f32,
}

impl Note {
    pub(super) fn holds(&self, column: usize) -> bool {
        !self.types[column].is_empty()
    }
}

impl Notes {
    /// Adds the notes of a file.
    pub(super) fn add_file(&mut self, path: &Path) {
        let mut reader = csv::Reader::from_path(path).expect("readable");
        let headings = reader.headers().expect("headings").clone();
        let position = |name: &str| headings.iter().position(|heading| heading == name).expect("a column");
        let [text, commitments, risks] = ["text", "commitments", "risks"].map(position);
        for record in reader.records() {
            let record = record.expect("a record");
            let body = record[text].replace("\\n", "\n");
            let plain = markup::plain_text(&body).into_owned();
            let first = self.sentences.len();
            for segment in segments(&plain, Side::Unknown) {
                let sentence = self.heard(segment.text);
                self.sentences.push(sentence);
            }
            let sentences = (first..self.sentences.len()).collect();
            let types =
                |cell: usize| record[cell].split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect();
            self.notes.push(Note { sentences, types: [types(commitments), types(risks)] });
        }
    }

    /// Has every second note stand once more between two that hold nothing: people write of several matters in one text,
    /// and what stands beside a sentence by chance says nothing of it.
    pub(super) fn mix(&mut self) {
        let is_plain = |note: &&Note| !note.holds(0) && !note.holds(1) && !note.sentences.is_empty();
        let plain: Vec<&Note> = self.notes.iter().filter(is_plain).collect();
        let other = |at: usize| &plain[at * STRIDE % plain.len()].sentences;
        let mixed = |(at, note): (usize, &Note)| {
            let (before, after) = (other(at), other(at + 1));
            let (before, after) = (&before[before.len().saturating_sub(REACH)..], &after[..after.len().min(REACH)]);
            Note { sentences: [before, &note.sentences, after].concat(), types: note.types.clone() }
        };
        let mixed: Vec<Note> = self.notes.iter().enumerate().step_by(2).map(mixed).collect();
        self.notes.extend(mixed);
    }

    fn heard(&mut self, sentence: &str) -> Sentence {
        let (words, n_of_words) = written(sentence);
        let [found, topics] = features_of(sentence).map(|names| names.into_iter().collect::<BTreeSet<String>>());
        let mut numbered = |names: BTreeSet<String>| names.into_iter().map(|name| self.number(name)).collect();
        let (words, found, topics) = (numbered(words), numbered(found), numbered(topics));
        Sentence { words, found, topics, word_share: word_share(n_of_words) }
    }

    fn number(&mut self, name: String) -> u32 {
        let next = self.names.len() as u32;
        *self.numbers.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        })
    }

    /// Whether what stands near is weighed by the feature in its own right: pairs of words there are too rare.
    fn is_word(&self, number: u32) -> bool {
        !self.names[number as usize].contains([' ', '@'])
    }

    fn sentence(&self, note: &Note, at: usize) -> &Sentence {
        &self.sentences[note.sentences[at]]
    }

    /// What a sentence of a note is weighed by, itself and what stands near.
    fn row(&self, note: &Note, at: usize) -> Row {
        let mut row = Row::default();
        let own = self.sentence(note, at);
        row.add(Stands::Here, &own.words, own.word_share);
        row.add(Stands::Here, &own.found, FOUND_SHARE);
        for (other, stands) in near(at, note.sentences.len()) {
            let other = self.sentence(note, other);
            let share = NEAR_SHARE * other.word_share;
            row.add(Stands::Here, &other.words, share);
            let alone: Vec<u32> = other.words.iter().copied().filter(|&word| self.is_word(word)).collect();
            row.add(stands, &alone, share);
        }
        row
    }

    /// A row for each sentence, in order.
    pub(super) fn weighed(&self) -> Vec<Row> {
        let rows = self.notes.iter().flat_map(|note| (0..note.sentences.len()).map(move |at| (note, at)));
        rows.map(|(note, at)| self.row(note, at)).collect()
    }

    /// Whether each note holds something, and which rows of [`Notes::weighed`] are its sentences'.
    pub(super) fn groups(&self, column: usize) -> Vec<Group> {
        let mut first = 0;
        let group = |note: &Note| {
            let rows = first..first + note.sentences.len();
            first = rows.end;
            Group { rows, holds: note.holds(column) }
        };
        self.notes.iter().map(group).collect()
    }

    /// Of each note that holds something: what its sentences that say so are weighed by for its types, a row each, and
    /// the types with the positions of its rows.
    pub(super) fn spoken(&self, column: usize, score: impl Fn(usize) -> f64) -> (Vec<Row>, Vec<Held<'_>>) {
        let (mut spoken, mut held) = (Vec::new(), Vec::new());
        for (note, Group { rows, .. }) in self.notes.iter().zip(self.groups(column)).filter(|(_, group)| group.holds) {
            let first = spoken.len();
            let best = rows.clone().map(&score).fold(f64::MIN, f64::max);
            for at in (0..rows.len()).filter(|&at| score(rows.start + at) >= best.min(0.0)) {
                let mut row = self.row(note, at);
                row.add(Stands::Here, &self.sentence(note, at).topics, FOUND_SHARE);
                spoken.push(row);
            }
            held.push(Held { rows: first..spoken.len(), types: &note.types[column] });
        }
        (spoken, held)
    }
}

/// The rows of a note, and whether it holds what is looked for.
pub(super) struct Group {
    pub(super) rows: Range<usize>,
    pub(super) holds: bool,
}

/// The rows of a note that holds something, and the types.
pub(super) struct Held<'a> {
    pub(super) rows: Range<usize>,
    pub(super) types: &'a [String],
}

/// The rows to learn from, and whether each says what its note holds: of a note that does hold it, all in the first round;
/// then the one with the highest score, and against it those that speak for nothing.
pub(super) fn kept(groups: &[Group], score: impl Fn(usize) -> Option<f64>) -> Vec<(usize, bool)> {
    let mut kept = Vec::new();
    for Group { rows, holds } in groups {
        let best = rows.clone().max_by(|&one, &other| score(one).partial_cmp(&score(other)).expect("a number"));
        kept.extend(rows.clone().filter_map(|row| match score(row) {
            _ if !holds => Some((row, false)),
            None => Some((row, true)),
            _ if Some(row) == best => Some((row, true)),
            Some(score) => (score < QUIET).then_some((row, false)),
        }));
    }
    kept
}

/// What a sentence is weighed by: features by where they stand and number, and what each counts.
#[derive(Default)]
pub(super) struct Row(pub(super) BTreeMap<(Stands, u32), f32>);

impl Row {
    fn add(&mut self, stands: Stands, features: &[u32], share: f32) {
        features.iter().for_each(|&feature| *self.0.entry((stands, feature)).or_default() += share);
    }
}
