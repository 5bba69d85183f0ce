//! Learns the weights of `lexicon/weights.tsv` and `lexicon/types.tsv` from the labelled notes in `tests/notes`:
//! `UPDATE_WEIGHTS=1 cargo test --lib text::learn`.
//!
//! A note is labelled as a whole, while a sentence is what is weighed, among those that stand near. So the sentence of a
//! note that speaks most for what the note holds stands for it, as far as the last round of learning can tell; a note that
//! holds nothing holds it in no sentence. What is learned is a logistic regression with a penalty on large weights. Types are
//! learned alike, from the sentences that tell: of several, the one that speaks most for a type has it.
//!
//! Nothing is learned from `tests/notes/held_out`, nor from the reference notes: they tell how well unseen notes are read.

mod notes;
mod table;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;

use self::notes::{Group, Held, Notes};
use self::table::{Learned, Manner, Table};
use super::kinds::{CommitmentType, N_TYPES, RiskType};
use super::lay_out::BIAS;
use super::weigh::Stands;
use super::weights::SCALE;

/// A sentence of which nothing is known holds nothing.
const WEIGHED: Manner = Manner { penalty: 0.03, bias: Some(-2.0) };
const TYPED: Manner = Manner { penalty: 0.015, bias: None };
const N_ROUNDS: usize = 2;
const N_TYPE_ROUNDS: usize = 1;
/// A weight that is too small to matter, before scaling.
const LEAST_WEIGHT: f64 = 0.7;
const LEAST_TYPE_WEIGHT: f64 = 0.8;

/// The files of weights that notes teach: of promises and risks, and of their types.
fn learned(notes: &Notes) -> [String; 2] {
    let table = Table::new(&notes.weighed());
    let columns: Vec<Learned> =
        [0, 1].into_par_iter().map(|column| table.learned(&notes.groups(column), N_ROUNDS, WEIGHED)).collect();
    let mut weights = Lines::default();
    let mut types = Lines::default();
    let [commitments, risks] =
        [CommitmentType::ALL.map(CommitmentType::name).to_vec(), RiskType::ALL.map(RiskType::name).to_vec()];
    for (of, kinds, before) in [(0, commitments, 0), (1, risks, CommitmentType::ALL.len())] {
        let own = &columns[of];
        weights.add(|stands| column(stands, of, 2), &notes.names, &table, own, LEAST_WEIGHT);
        let (rows, held) = notes.spoken(of, |row| table.score(row, own));
        let table = Table::new(&rows);
        let learned: Vec<Learned> = kinds
            .into_par_iter()
            .map(|kind| {
                let group = |held: &Held<'_>| Group {
                    rows: held.rows.clone(),
                    holds: held.types.iter().any(|own| own == kind),
                };
                let groups: Vec<Group> = held.iter().map(group).collect();
                table.learned(&groups, N_TYPE_ROUNDS, TYPED)
            })
            .collect();
        for (at, learned) in learned.iter().enumerate() {
            types.add(|stands| column(stands, before + at, N_TYPES), &notes.names, &table, learned, LEAST_TYPE_WEIGHT);
        }
    }
    [weights.written(), types.written()]
}

/// The column of a file of weights for one of so many things that sentences speak for, by where they stand.
fn column(stands: Stands, of: usize, n_things: usize) -> usize {
    n_things * stands as usize + of
}

/// The lines of a file of weights: by feature, the columns for which it speaks.
#[derive(Default)]
struct Lines {
    of: BTreeMap<String, Vec<(usize, i64)>>,
}

impl Lines {
    fn add(
        &mut self,
        column: impl Fn(Stands) -> usize,
        names: &[String],
        table: &Table,
        learned: &Learned,
        least: f64,
    ) {
        let whole = |weight: f64| (weight * f64::from(SCALE)).round() as i64;
        for (&(stands, number), &weight) in table.features.iter().zip(&learned.weights) {
            if weight.abs() >= least {
                let cells = self.of.entry(names[number as usize].clone()).or_default();
                cells.push((column(stands), whole(weight)));
            }
        }
        // Only the sentence itself has one; the others are written so that the file names every column.
        let places = [Stands::Here, Stands::Before, Stands::After];
        let bias = places.map(|stands| (column(stands), if stands == Stands::Here { whole(learned.bias) } else { 0 }));
        self.of.entry(BIAS.to_owned()).or_default().extend(bias);
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    /// Exports are full of texts that hold nothing; among the labelled notes they are few.
    const N_TIMES_COMMON: usize = 3;

    /// The sets of a folder under `tests/notes`.
    fn sets(folder: &str) -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes").join(folder);
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

    /// Learning takes minutes: it is done where it is asked for, and by the gate. What was learned from other notes than
    /// there are now is found out everywhere.
    #[test]
    fn the_weights_are_those_of_the_notes() {
        let [uncommon, common] = ["", "common"].map(sets);
        let paths: Vec<PathBuf> =
            uncommon.into_iter().chain(std::iter::repeat_n(common, N_TIMES_COMMON).flatten()).collect();
        let heading = heading(&paths);
        let files = ["weights.tsv", "types.tsv"]
            .map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/lexicon").join(name));
        let is_asked_for = ["UPDATE_WEIGHTS", "CI"].iter().any(|name| std::env::var_os(name).is_some());
        let learned = is_asked_for.then(|| {
            let mut notes = Notes::default();
            paths.iter().for_each(|path| notes.add_file(path));
            notes.mix();
            learned(&notes).map(|weights| heading.clone() + &weights)
        });
        for (at, file) in files.iter().enumerate() {
            if let (Some(learned), Some(_)) = (&learned, std::env::var_os("UPDATE_WEIGHTS")) {
                std::fs::write(file, &learned[at]).expect("written");
            }
            let shipped = std::fs::read_to_string(file).expect("the weights");
            let name = file.file_name().expect("a name").display();
            assert!(shipped.starts_with(&heading), "{name}: tests/notes has changed, learn the weights again");
            let lines: BTreeSet<&str> = shipped.lines().collect();
            let learned = learned.as_ref().map_or("", |learned| &learned[at]);
            // Another machine may round a few of them the other way.
            let n_other = learned.lines().filter(|line| !lines.contains(line)).count();
            assert!(n_other * 50 <= lines.len(), "{name}: {n_other} weights are not those that the notes teach");
        }
    }
}
