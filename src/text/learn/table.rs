//! Rows of features to weights: logistic regression, one feature after the other.

use std::collections::{BTreeMap, HashMap};

use super::notes::{Group, Row, kept};
use crate::text::weigh::Stands;

const N_SWEEPS: usize = 8;
/// What stands in fewer sentences is chance.
const LEAST_SENTENCES: usize = 3;

/// How weights are learned.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// On large weights.
    pub(super) penalty: f64,
    /// What a row weighs of which nothing is known; learned where there is none.
    pub(super) bias: Option<f64>,
}

/// Weights of the features of a table, and the bias.
pub(super) struct Learned {
    pub(super) weights: Vec<f64>,
    pub(super) bias: f64,
}

/// Rows with the features renumbered that are no chance.
pub(super) struct Table {
    pub(super) features: Vec<(Stands, u32)>,
    rows: Vec<Vec<(u32, f32)>>,
}

impl Table {
    pub(super) fn new(rows: &[Row]) -> Table {
        let mut counts: BTreeMap<(Stands, u32), usize> = BTreeMap::new();
        rows.iter().flat_map(|row| row.0.keys()).for_each(|&feature| *counts.entry(feature).or_default() += 1);
        let features: Vec<(Stands, u32)> =
            counts.into_iter().filter(|&(_, n)| n >= LEAST_SENTENCES).map(|(feature, _)| feature).collect();
        let numbers: HashMap<(Stands, u32), u32> =
            features.iter().enumerate().map(|(number, &feature)| (feature, number as u32)).collect();
        let numbered = |row: &Row| {
            row.0.iter().filter_map(|(feature, &value)| numbers.get(feature).map(|&number| (number, value))).collect()
        };
        Table { rows: rows.iter().map(numbered).collect(), features }
    }

    /// Weights of the features and the bias, learned round after round.
    pub(super) fn learned(&self, groups: &[Group], n_rounds: usize, manner: Manner) -> Learned {
        let mut learned = Learned { weights: vec![0.0; self.features.len()], bias: 0.0 };
        for round in 0..=n_rounds {
            let kept = kept(groups, |row| (round > 0).then(|| self.score(row, &learned)));
            self.learn(&kept, &mut learned, manner);
        }
        learned
    }

    /// Learns on from some rows.
    fn learn(&self, kept: &[(usize, bool)], learned: &mut Learned, Manner { penalty, bias }: Manner) {
        learned.bias = bias.unwrap_or(learned.bias);
        let mut of_feature: Vec<Vec<(u32, f32)>> = vec![Vec::new(); self.features.len()];
        for (at, &(row, _)) in kept.iter().enumerate() {
            self.rows[row].iter().for_each(|&(number, value)| of_feature[number as usize].push((at as u32, value)));
        }
        let mut scores: Vec<f64> = kept.iter().map(|&(row, _)| self.score(row, learned)).collect();
        let miss = |at: usize, score: f64| 1.0 / (1.0 + (-score).exp()) - f64::from(u8::from(kept[at].1));
        for _ in 0..N_SWEEPS {
            for (number, rows) in of_feature.iter().enumerate() {
                let weight = &mut learned.weights[number];
                let (mut slope, mut bend) = (penalty * *weight, penalty);
                for &(at, value) in rows {
                    let (at, value) = (at as usize, f64::from(value));
                    slope += value * miss(at, scores[at]);
                    bend += 0.25 * value * value;
                }
                let step = -slope / bend;
                *weight += step;
                rows.iter().for_each(|&(at, value)| scores[at as usize] += step * f64::from(value));
            }
            if bias.is_none() {
                let slope: f64 = scores.iter().enumerate().map(|(at, &score)| miss(at, score)).sum();
                let step = -slope / (0.25 * kept.len() as f64);
                learned.bias += step;
                scores.iter_mut().for_each(|score| *score += step);
            }
        }
    }

    pub(super) fn score(&self, row: usize, learned: &Learned) -> f64 {
        let row = self.rows[row].iter();
        row.map(|&(number, value)| learned.weights[number as usize] * f64::from(value)).sum::<f64>() + learned.bias
    }
}
