//! What a sentence means for the papers of a deal. People write from templates and quote each other, so the same few
//! sentences stand in thousands of deals: each is read once, when it is first asked for.

use std::sync::OnceLock;

use crate::map::{Said, Table};
use crate::packet::terms::Paying;
use crate::text::{FigureKind, figures};

use super::conflicts::Products;
use super::likeness::Words;

/// Words of going live: what the deal's target is about; a training or a workshop may have a date of its own.
const LIVE: [&str; 7] = ["live", "launch", "cutover", "cut over", "rollout", "roll out", "productive"];

/// What one sentence means, whichever deal it stands in.
#[derive(Debug)]
pub(super) struct Sense {
    /// Its telling words.
    pub(super) words: Words,
    /// The figures that it names, in its order.
    pub(super) figures: Box<[FigureKind]>,
    /// What it says of paying.
    pub(super) paying: Paying,
    /// The products that it names, by position in [`Products`].
    pub(super) products: Box<[u32]>,
    /// Whether it speaks of going live.
    pub(super) is_about_live: bool,
}

impl Sense {
    fn of(sentence: &str, products: &Products) -> Sense {
        let lower = sentence.to_lowercase();
        Sense {
            words: Words::of(sentence),
            figures: figures(sentence).into_iter().map(|figure| figure.kind).collect(),
            paying: Paying::of_sentence(sentence),
            products: products.in_sentence(sentence).collect(),
            is_about_live: LIVE.iter().any(|word| lower.contains(word)),
        }
    }
}

/// The senses of a table's different sentences.
pub(super) struct Senses<'a> {
    table: &'a Table,
    of: Vec<OnceLock<Box<Sense>>>,
}

impl<'a> Senses<'a> {
    pub(super) fn new(table: &'a Table) -> Senses<'a> {
        let n_sentences = table.sentences().len();
        Senses { table, of: (0..n_sentences).map(|_| OnceLock::new()).collect() }
    }

    pub(super) fn of(&self, said: &Said, products: &Products) -> &Sense {
        self.of[said.sentence as usize].get_or_init(|| Box::new(Sense::of(self.table.sentence(said), products)))
    }
}
