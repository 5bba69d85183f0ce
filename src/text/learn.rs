//! Learns the weights of `lexicon/weights.tsv` and `lexicon/types.tsv` from the labelled notes in `tests/notes`:
//! `UPDATE_WEIGHTS=1 cargo test --lib text::learn`.
//!
//! A note is labelled as a whole, while a sentence is what is weighed. So the sentence of a note that speaks most for what
//! the note holds stands for it, as far as the last round of learning can tell; a note that holds nothing holds it in no
//! sentence. What is learned is a logistic regression with a penalty on large weights.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::features::features;
use super::kinds::{CommitmentType, N_TYPES, RiskType};
use super::segment::segments;
use super::weigh::{BIAS, DAMPING, SCALE};
use super::{Side, markup};

/// A note: the words and pairs of words of each sentence, and the types of promises and of risks that it holds.
pub(super) struct Note {
    sentences: Vec<BTreeSet<String>>,
    types: [Vec<String>; 2],
}

impl Note {
    fn holds(&self, column: usize) -> bool {
        !self.types[column].is_empty()
    }
}

const PENALTY: f64 = 0.05;
/// Types have fewer notes to learn from, and words that name one name it clearly.
const TYPE_PENALTY: f64 = 0.02;
const N_ROUNDS: usize = 5;
const N_SWEEPS: usize = 40;
/// What stands in fewer sentences is chance.
const LEAST_SENTENCES: usize = 2;
/// A weight that is too small to matter, before scaling.
const LEAST_WEIGHT: f64 = 0.06;
const LEAST_TYPE_WEIGHT: f64 = 0.15;

pub(super) fn notes_of(path: &Path) -> Vec<Note> {
    let mut reader = csv::Reader::from_path(path).expect("readable");
    let headings = reader.headers().expect("headings").clone();
    let position = |name: &str| headings.iter().position(|heading| heading == name).expect("a column");
    let [text, commitments, risks] = ["text", "commitments", "risks"].map(position);
    let rows = reader.records().map(|record| {
        let record = record.expect("a record");
        let body = record[text].replace("\\n", "\n");
        let plain = markup::plain_text(&body).into_owned();
        let sentences = segments(&plain, Side::Unknown).iter().map(|segment| features(segment.text)).collect();
        let types = |cell: usize| record[cell].split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Note { sentences, types: [types(commitments), types(risks)] }
    });
    rows.collect()
}

/// The rows of sentences over numbered words, and the same by word.
struct Table {
    rows: Vec<Vec<u32>>,
    n_words: usize,
}

impl Table {
    fn value(&self, row: usize) -> f64 {
        1.0 / (self.rows[row].len() as f64 + f64::from(DAMPING)).sqrt()
    }

    /// Weights of the words and the bias, learned from some rows.
    fn learn(&self, kept: &[(usize, bool)], weights: &mut [f64], bias: &mut f64, penalty: f64) {
        let mut of_word: Vec<Vec<u32>> = vec![Vec::new(); self.n_words];
        for (at, &(row, _)) in kept.iter().enumerate() {
            self.rows[row].iter().for_each(|&word| of_word[word as usize].push(at as u32));
        }
        let values: Vec<f64> = kept.iter().map(|&(row, _)| self.value(row)).collect();
        let mut scores: Vec<f64> = kept.iter().map(|&(row, _)| self.score(row, weights, *bias)).collect();
        let miss = |at: usize, score: f64| 1.0 / (1.0 + (-score).exp()) - f64::from(u8::from(kept[at].1));
        for _ in 0..N_SWEEPS {
            for (word, rows) in of_word.iter().enumerate() {
                let (mut slope, mut bend) = (penalty * weights[word], penalty);
                for &at in rows {
                    let at = at as usize;
                    slope += values[at] * miss(at, scores[at]);
                    bend += 0.25 * values[at] * values[at];
                }
                let step = -slope / bend;
                weights[word] += step;
                rows.iter().for_each(|&at| scores[at as usize] += step * values[at as usize]);
            }
            let slope: f64 = scores.iter().enumerate().map(|(at, &score)| miss(at, score)).sum();
            let step = -slope / (0.25 * kept.len() as f64);
            *bias += step;
            scores.iter_mut().for_each(|score| *score += step);
        }
    }

    fn score(&self, row: usize, weights: &[f64], bias: f64) -> f64 {
        self.rows[row].iter().map(|&word| weights[word as usize]).sum::<f64>() * self.value(row) + bias
    }
}

/// Words with numbers, and rows of them.
fn tabled<'a>(rows: impl Fn() -> Box<dyn Iterator<Item = &'a BTreeSet<String>> + 'a>) -> (Vec<&'a str>, Table) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    rows().flatten().for_each(|word| *counts.entry(word).or_default() += 1);
    let known: Vec<&str> = counts.iter().filter(|(_, n)| **n >= LEAST_SENTENCES).map(|(word, _)| *word).collect();
    let numbers: BTreeMap<&str, u32> = known.iter().enumerate().map(|(number, word)| (*word, number as u32)).collect();
    let numbered =
        |words: &BTreeSet<String>| words.iter().filter_map(|word| numbers.get(word.as_str())).copied().collect();
    let table = Table { rows: rows().map(numbered).collect(), n_words: known.len() };
    (known, table)
}

/// The files of weights that notes teach: of promises and risks, and of their types.
pub(super) fn learned(notes: &[Note]) -> [String; 2] {
    let (known, table) = tabled(|| Box::new(notes.iter().flat_map(|note| &note.sentences)));
    let columns = [0, 1].map(|column| {
        let (mut weights, mut bias) = (vec![0.0; known.len()], 0.0);
        for round in 0..=N_ROUNDS {
            let kept = kept(notes, column, |row| (round > 0).then(|| table.score(row, &weights, bias)));
            table.learn(&kept, &mut weights, &mut bias, PENALTY);
        }
        (weights, bias)
    });
    let mut types: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let [commitments, risks] =
        [CommitmentType::ALL.map(CommitmentType::name).to_vec(), RiskType::ALL.map(RiskType::name).to_vec()];
    for (column, names, before) in [(0, commitments, 0), (1, risks, CommitmentType::ALL.len())] {
        let (weights, bias) = &columns[column];
        let spoken = spoken(notes, column, |row| table.score(row, weights, *bias));
        let (known, table) = tabled(|| Box::new(spoken.iter().map(|(words, _)| words)));
        for (at, name) in names.iter().enumerate() {
            let kept: Vec<(usize, bool)> =
                spoken.iter().enumerate().map(|(row, (_, types))| (row, types.iter().any(|own| own == name))).collect();
            let (mut weights, mut bias) = (vec![0.0; known.len()], 0.0);
            table.learn(&kept, &mut weights, &mut bias, TYPE_PENALTY);
            let mut put = |word: &str, weight: f64| {
                let cells = types.entry(word.to_owned()).or_insert_with(|| vec![0.0; N_TYPES]);
                cells[before + at] = weight;
            };
            put(BIAS, bias);
            known.iter().zip(weights).for_each(|(word, weight)| put(word, weight));
        }
    }
    let [(promise, promise_bias), (risk, risk_bias)] = &columns;
    let bias = (BIAS, vec![*promise_bias, *risk_bias]);
    let words = known.iter().enumerate().map(|(number, word)| (*word, vec![promise[number], risk[number]]));
    let types = types.iter().map(|(word, cells)| (word.as_str(), cells.clone()));
    [written(std::iter::once(bias).chain(words), LEAST_WEIGHT), written(types, LEAST_TYPE_WEIGHT)]
}

/// A line a word; weights that are too small to matter are left out, and so are words without any other.
fn written<'a>(lines: impl Iterator<Item = (&'a str, Vec<f64>)>, least: f64) -> String {
    let mut text = String::new();
    for (word, weights) in lines {
        let is_kept = |weight: f64| word == BIAS || weight.abs() >= least;
        if weights.iter().any(|&weight| is_kept(weight)) {
            let _ = write!(text, "{word}");
            for weight in weights {
                let whole = (weight * f64::from(SCALE)).round() as i64;
                let _ = if is_kept(weight) { write!(text, "\t{whole}") } else { write!(text, "\t") };
            }
            let _ = writeln!(text);
        }
    }
    text
}

/// Of each note that holds something: the words of the sentences that say so, and the types.
fn spoken(notes: &[Note], column: usize, score: impl Fn(usize) -> f64) -> Vec<(BTreeSet<String>, &[String])> {
    let (mut spoken, mut first) = (Vec::new(), 0);
    for note in notes {
        let scores: Vec<f64> = (first..first + note.sentences.len()).map(&score).collect();
        first += note.sentences.len();
        let best = scores.iter().copied().fold(f64::MIN, f64::max);
        let speak = |at: &usize| scores[*at] >= best.min(0.0);
        let words = (0..scores.len()).filter(speak).flat_map(|at| note.sentences[at].iter().cloned());
        if note.holds(column) {
            spoken.push((words.collect(), note.types[column].as_slice()));
        }
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
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
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
