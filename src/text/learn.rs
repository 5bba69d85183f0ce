//! Learns the weights of `lexicon/weights.tsv` and `lexicon/types.tsv` from the labelled notes in `tests/notes`:
//! `UPDATE_WEIGHTS=1 cargo test --lib text::learn`.
//!
//! A note is labelled as a whole, while a sentence is what is weighed. So the sentence of a note that speaks most for what
//! the note holds stands for it, as far as the last round of learning can tell; a note that holds nothing holds it in no
//! sentence. What is learned is a logistic regression with a penalty on large weights, heavier for features that stand
//! on both sides alike.
//!
//! Nothing is learned from `tests/notes/held_out`, nor from the reference notes: they tell how well unseen notes are read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::analysis::features_of;
use super::features::written;
use super::kinds::{CommitmentType, RiskType};
use super::segment::segments;
use super::weigh::{BIAS, FOUND_SHARE, SCALE, word_share};
use super::{Side, markup};

/// A note: the features of each sentence, and the types of promises and of risks that it holds.
pub(super) struct Note {
    /// As it is weighed, and as its types are.
    sentences: Vec<[Features; 2]>,
    types: [Vec<String>; 2],
}

/// The features of one sentence or of several.
#[derive(Clone, Default)]
struct Features {
    /// Of the words, and what rules and guards found, with their topics in the end.
    all: BTreeSet<String>,
    /// How many the words have, each as often as it stands there.
    n_of_words: usize,
}

impl Features {
    fn of(sentence: &str) -> [Features; 2] {
        let (words, n_of_words) = written(sentence);
        let [found, topics] = features_of(sentence);
        let weighed = Features { all: words.into_iter().chain(found).collect(), n_of_words };
        let mut typed = weighed.clone();
        typed.all.extend(topics);
        [weighed, typed]
    }

    fn join(&mut self, other: &Features) {
        self.all.extend(other.all.iter().cloned());
        self.n_of_words += other.n_of_words;
    }
}

impl Note {
    fn holds(&self, column: usize) -> bool {
        !self.types[column].is_empty()
    }
}

const PENALTY: f64 = 0.03;
const TYPE_PENALTY: f64 = 0.015;
/// A feature that leans less, as a logarithm, is penalised as if it leaned so much.
const LEAST_LEANING: f64 = 0.05;
const N_ROUNDS: usize = 3;
const N_SWEEPS: usize = 10;
/// What stands in fewer sentences is chance.
const LEAST_SENTENCES: usize = 2;
/// A weight that is too small to matter, before scaling.
const LEAST_WEIGHT: f64 = 0.6;
const LEAST_TYPE_WEIGHT: f64 = 0.9;

pub(super) fn notes_of(path: &Path) -> Vec<Note> {
    let mut reader = csv::Reader::from_path(path).expect("readable");
    let headings = reader.headers().expect("headings").clone();
    let position = |name: &str| headings.iter().position(|heading| heading == name).expect("a column");
    let [text, commitments, risks] = ["text", "commitments", "risks"].map(position);
    let rows = reader.records().map(|record| {
        let record = record.expect("a record");
        let body = record[text].replace("\\n", "\n");
        let plain = markup::plain_text(&body).into_owned();
        let sentences = segments(&plain, Side::Unknown).iter().map(|segment| Features::of(segment.text)).collect();
        let types = |cell: usize| record[cell].split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Note { sentences, types: [types(commitments), types(risks)] }
    });
    rows.collect()
}

/// Sentences as rows of numbered features.
struct Table<'a> {
    names: Vec<&'a str>,
    is_found: Vec<bool>,
    rows: Vec<Vec<u32>>,
    /// What a feature of the words counts in each row.
    shares: Vec<f64>,
}

impl<'a> Table<'a> {
    fn new(rows: &[&'a Features]) -> Table<'a> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        rows.iter().flat_map(|row| &row.all).for_each(|name| *counts.entry(name).or_default() += 1);
        let names: Vec<&str> = counts.iter().filter(|(_, n)| **n >= LEAST_SENTENCES).map(|(name, _)| *name).collect();
        let numbers: BTreeMap<&str, u32> =
            names.iter().enumerate().map(|(number, name)| (*name, number as u32)).collect();
        let numbered =
            |row: &&Features| row.all.iter().filter_map(|name| numbers.get(name.as_str())).copied().collect();
        Table {
            is_found: names.iter().map(|name| name.starts_with('@')).collect(),
            names,
            rows: rows.iter().map(numbered).collect(),
            shares: rows.iter().map(|row| f64::from(word_share(row.n_of_words))).collect(),
        }
    }

    /// What a feature counts in a row.
    fn value(&self, row: usize, number: u32) -> f64 {
        if self.is_found[number as usize] { f64::from(FOUND_SHARE) } else { self.shares[row] }
    }

    /// Weights of the features and the bias, learned from some rows.
    fn learn(&self, kept: &[(usize, bool)], (weights, bias): &mut (Vec<f64>, f64), penalty: f64) {
        let mut of_feature: Vec<Vec<(u32, f64)>> = vec![Vec::new(); self.names.len()];
        for (at, &(row, _)) in kept.iter().enumerate() {
            let put = |&number: &u32| of_feature[number as usize].push((at as u32, self.value(row, number)));
            self.rows[row].iter().for_each(put);
        }
        let penalties = penalties(&of_feature, kept, penalty);
        let mut scores: Vec<f64> = kept.iter().map(|&(row, _)| self.score(row, weights, *bias)).collect();
        let miss = |at: usize, score: f64| 1.0 / (1.0 + (-score).exp()) - f64::from(u8::from(kept[at].1));
        for _ in 0..N_SWEEPS {
            for (number, rows) in of_feature.iter().enumerate() {
                let (mut slope, mut bend) = (penalties[number] * weights[number], penalties[number]);
                for &(at, value) in rows {
                    let at = at as usize;
                    slope += value * miss(at, scores[at]);
                    bend += 0.25 * value * value;
                }
                let step = -slope / bend;
                weights[number] += step;
                rows.iter().for_each(|&(at, value)| scores[at as usize] += step * value);
            }
            let slope: f64 = scores.iter().enumerate().map(|(at, &score)| miss(at, score)).sum();
            let step = -slope / (0.25 * kept.len() as f64);
            *bias += step;
            scores.iter_mut().for_each(|score| *score += step);
        }
    }

    fn score(&self, row: usize, weights: &[f64], bias: f64) -> f64 {
        self.rows[row].iter().map(|&number| weights[number as usize] * self.value(row, number)).sum::<f64>() + bias
    }

    fn nothing_learned(&self) -> (Vec<f64>, f64) {
        (vec![0.0; self.names.len()], 0.0)
    }
}

/// The penalty of each feature: the less, the more often it stands on one side than on the other. What stands on both
/// sides alike says little by itself, and is left to those that tell.
fn penalties(of_feature: &[Vec<(u32, f64)>], kept: &[(usize, bool)], penalty: f64) -> Vec<f64> {
    let holds = |&at: &u32| kept[at as usize].1;
    let n_held = 1.0 + kept.iter().filter(|(_, holds)| *holds).count() as f64;
    let n_other = 2.0 + kept.len() as f64 - n_held;
    let of = |rows: &Vec<(u32, f64)>| {
        let held = 1.0 + rows.iter().filter(|(at, _)| holds(at)).count() as f64;
        let other = 2.0 + rows.len() as f64 - held;
        let leaning = ((held / n_held) / (other / n_other)).ln().abs();
        penalty / leaning.max(LEAST_LEANING)
    };
    of_feature.iter().map(of).collect()
}

/// The files of weights that notes teach: of promises and risks, and of their types.
pub(super) fn learned(notes: &[Note]) -> [String; 2] {
    let sentences: Vec<&Features> = notes.iter().flat_map(|note| &note.sentences).map(|[weighed, _]| weighed).collect();
    let table = Table::new(&sentences);
    let columns = [0, 1].map(|column| {
        let mut learned = table.nothing_learned();
        for round in 0..=N_ROUNDS {
            let kept = kept(notes, column, |row| (round > 0).then(|| table.score(row, &learned.0, learned.1)));
            table.learn(&kept, &mut learned, PENALTY);
        }
        learned
    });
    let mut weights = Lines::default();
    let mut types = Lines::default();
    let [commitments, risks] =
        [CommitmentType::ALL.map(CommitmentType::name).to_vec(), RiskType::ALL.map(RiskType::name).to_vec()];
    for (column, names, before) in [(0, commitments, 0), (1, risks, CommitmentType::ALL.len())] {
        let (own, bias) = &columns[column];
        weights.add(column, &table.names, own, *bias, LEAST_WEIGHT);
        let spoken = spoken(notes, column, |row| table.score(row, own, *bias));
        let rows: Vec<&Features> = spoken.iter().map(|(features, _)| features).collect();
        let table = Table::new(&rows);
        for (at, name) in names.iter().enumerate() {
            let is_of = |(_, types): &(Features, &[String])| types.iter().any(|own| own == name);
            let kept: Vec<(usize, bool)> = spoken.iter().map(is_of).enumerate().collect();
            let mut learned = table.nothing_learned();
            table.learn(&kept, &mut learned, TYPE_PENALTY);
            types.add(before + at, &table.names, &learned.0, learned.1, LEAST_TYPE_WEIGHT);
        }
    }
    [weights.written(), types.written()]
}

/// The lines of a file of weights: by trait, the columns for which it speaks.
#[derive(Default)]
struct Lines {
    of: BTreeMap<String, Vec<(usize, i64)>>,
}

impl Lines {
    fn add(&mut self, column: usize, names: &[&str], weights: &[f64], bias: f64, least: f64) {
        let heavy = names.iter().zip(weights).filter(|(_, weight)| weight.abs() >= least);
        for (name, weight) in heavy.chain([(&BIAS, &bias)]) {
            let whole = (weight * f64::from(SCALE)).round() as i64;
            self.of.entry((*name).to_owned()).or_default().push((column, whole));
        }
    }

    fn written(&self) -> String {
        let mut text = String::new();
        for (name, cells) in &self.of {
            let _ = write!(text, "{name}");
            for (column, weight) in cells {
                let _ = write!(text, "\t{column}:{weight}");
            }
            let _ = writeln!(text);
        }
        text
    }
}

/// Of each note that holds something: the features of the sentences that say so, and the types.
fn spoken(notes: &[Note], column: usize, score: impl Fn(usize) -> f64) -> Vec<(Features, &[String])> {
    let (mut spoken, mut first) = (Vec::new(), 0);
    for note in notes {
        let scores: Vec<f64> = (first..first + note.sentences.len()).map(&score).collect();
        first += note.sentences.len();
        if !note.holds(column) {
            continue;
        }
        let best = scores.iter().copied().fold(f64::MIN, f64::max);
        let mut features = Features::default();
        let speaks = |at: &usize| scores[*at] >= best.min(0.0);
        (0..scores.len()).filter(speaks).for_each(|at| features.join(&note.sentences[at][1]));
        spoken.push((features, note.types[column].as_slice()));
    }
    spoken
}

/// The sentences to learn from: of a note that holds something the one with the highest score, or all in the first round.
fn kept(notes: &[Note], column: usize, score: impl Fn(usize) -> Option<f64>) -> Vec<(usize, bool)> {
    let (mut kept, mut first) = (Vec::new(), 0);
    for note in notes {
        let rows = first..first + note.sentences.len();
        first = rows.end;
        let best = rows.clone().max_by(|&one, &other| score(one).partial_cmp(&score(other)).expect("a number"));
        match best {
            Some(best) if note.holds(column) && score(best).is_some() => kept.push((best, true)),
            _ => kept.extend(rows.map(|row| (row, note.holds(column)))),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn own_sets() -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes");
        let entries = std::fs::read_dir(folder).expect("the notes");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let mut paths: Vec<PathBuf> =
            paths.filter(|path| path.extension().is_some_and(|ending| ending == "csv")).collect();
        paths.sort();
        paths
    }

    /// The first line of the file: what it was learned from.
    fn heading(paths: &[PathBuf]) -> String {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        paths.iter().for_each(|path| hash.update(&std::fs::read(path).expect("readable")));
        format!("# Learned from tests/notes {:016x}: UPDATE_WEIGHTS=1 cargo test --lib text::learn\n", hash.digest())
    }

    #[test]
    fn the_weights_are_those_of_the_notes() {
        let paths = own_sets();
        let heading = heading(&paths);
        let notes: Vec<Note> = paths.iter().flat_map(|path| notes_of(path)).collect();
        let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/lexicon");
        for (name, weights) in ["weights.tsv", "types.tsv"].into_iter().zip(learned(&notes)) {
            let (file, learned) = (lexicon.join(name), heading.clone() + &weights);
            if std::env::var_os("UPDATE_WEIGHTS").is_some() {
                std::fs::write(&file, &learned).expect("written");
            }
            let shipped = std::fs::read_to_string(&file).expect("the weights");
            let lines: BTreeSet<&str> = shipped.lines().collect();
            // Another machine may round a few of them the other way.
            let n_other = learned.lines().filter(|line| !lines.contains(line)).count();
            assert!(lines.contains(heading.trim_end()), "{name}: tests/notes has changed, learn the weights again");
            assert!(n_other * 50 <= lines.len(), "{name}: {n_other} weights are not those that the notes teach");
        }
    }
}
