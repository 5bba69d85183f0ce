//! Learned weights, by feature, as they were laid out when the crate was built.

use std::ops::Range;

/// How many places a sentence may stand in: see [`Stands`](super::weigh::Stands).
pub(super) const N_PLACES: usize = 3;

/// The weights of the file are whole numbers, of twentieths.
pub(super) const SCALE: f32 = 20.0;

/// How much features speak for each of so many things, by where the sentence stands: a column of a file each, as
/// `lay_out.rs` lays it out. What is not there weighs nothing.
#[derive(Debug)]
pub(super) struct Weights<const N: usize> {
    bias: &'static [[u8; 4]],
    hints: &'static [[u8; 8]],
    slots: &'static [[u8; 8]],
    cells: &'static [[u8; 4]],
}

/// What [`Weights::sums`] works with, and nothing else.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Keys that may have weights, each with what stands in the slot where its search begins.
    likely: Vec<(u64, u64)>,
    /// Slots of features that were met. A bit a slot: the longest sentence takes no more time a word than the shortest.
    bits: Vec<u64>,
    met: Vec<Met>,
}

/// A feature that has weights and was met.
#[derive(Debug)]
struct Met {
    slot: usize,
    first: i32,
    /// Where the other cells are.
    rest: Range<usize>,
}

impl<const N: usize> Weights<N> {
    pub(super) const fn of(table: &'static [u8]) -> Weights<N> {
        let (sizes, table) = table.split_at(12);
        let (sizes, _) = sizes.as_chunks();
        let (bias, table) = table.split_at(4 * u32::from_le_bytes(sizes[0]) as usize);
        let (hints, table) = table.split_at(8 * u32::from_le_bytes(sizes[1]) as usize);
        let (slots, cells) = table.split_at(8 * u32::from_le_bytes(sizes[2]) as usize);
        Weights {
            bias: bias.as_chunks().0,
            hints: hints.as_chunks().0,
            slots: slots.as_chunks().0,
            cells: cells.as_chunks().0,
        }
    }

    /// What a sentence without any feature weighs.
    pub(super) fn bias(&self) -> [f32; N] {
        std::array::from_fn(|column| i32::from_le_bytes(self.bias[column]) as f32 / SCALE)
    }

    /// The sums of the weights of these features, each once, by where the sentence stands.
    ///
    /// The table is larger than the processor's caches: what it holds is asked for long before it is needed, and all of it
    /// at the same time, so that no answer waits for another.
    pub(super) fn sums(&self, keys: &[u64], seen: &mut Seen) -> [[f32; N]; N_PLACES] {
        self.find_likely(keys, seen);
        self.find_met(seen);
        let mut sums = [[0; N]; N_PLACES];
        let flat = sums.as_flattened_mut();
        for Met { slot, first, rest } in seen.met.drain(..) {
            seen.bits[slot / 64] = 0;
            flat[(first & 255) as usize] += first >> 8;
            for &cell in &self.cells[rest] {
                let cell = i32::from_le_bytes(cell);
                flat[(cell & 255) as usize] += cell >> 8;
            }
        }
        sums.map(|sums| sums.map(|sum| sum as f32 / SCALE))
    }

    /// Which features may have weights.
    fn find_likely(&self, keys: &[u64], seen: &mut Seen) {
        let mask = self.slots.len() - 1;
        seen.likely.clear();
        // A matter of chance: a branch would be mistaken in every other case.
        seen.likely.resize(keys.len(), (0, 0));
        let mut n_likely = 0;
        for &key in keys {
            seen.likely[n_likely].0 = key;
            let hints = u64::from_le_bytes(self.hints[(key as usize / 64) & (self.hints.len() - 1)]);
            n_likely += (hints >> (key % 64) & 1) as usize;
        }
        seen.likely.truncate(n_likely);
        for (key, slot) in &mut seen.likely {
            *slot = u64::from_le_bytes(self.slots[*key as usize & mask]);
        }
    }

    /// Which of them have weights, each once.
    fn find_met(&self, seen: &mut Seen) {
        let mask = self.slots.len() - 1;
        seen.bits.resize(seen.bits.len().max(self.slots.len().div_ceil(64)), 0);
        for &(key, mut found) in &seen.likely {
            let mut slot = key as usize & mask;
            while found != 0 && found >> 32 != key >> 32 {
                slot = (slot + 1) & mask;
                found = u64::from_le_bytes(self.slots[slot]);
            }
            let (word, bit) = (&mut seen.bits[slot / 64], 1 << (slot % 64));
            if found != 0 && *word & bit == 0 {
                *word |= bit;
                let first = (found as u32 >> 8) as usize;
                seen.met.push(Met { slot, first: 0, rest: first + 1..first + (found & 255) as usize });
            }
        }
        for Met { first, rest, .. } in &mut seen.met {
            *first = i32::from_le_bytes(self.cells[rest.start - 1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lay_out::{self, BIAS};
    use crate::text::weigh::{TYPE_WEIGHTS, WEIGHTS};

    /// Looks up every so manieth feature of a file, one after the other, in the table that was made of it.
    fn is_laid_out<const N: usize>(weights: &Weights<N>, text: &str) {
        assert_eq!(weights.bias.len(), N * N_PLACES, "the file has the weights of other things: learn them again");
        let mut seen = Seen::default();
        for line in text.lines().skip(1).step_by(7) {
            let mut cells = line.split('\t');
            let name = cells.next().expect("a name");
            let mut sums = [[0.0; N]; N_PLACES];
            for (column, weight) in cells.map(|cell| cell.split_once(':').expect("a weight of a column")) {
                let column: usize = column.parse().expect("a column");
                sums[column / N][column % N] = weight.parse::<f32>().expect("a weight") / SCALE;
            }
            if name != BIAS {
                assert_eq!(weights.sums(&[lay_out::key(name.as_bytes())], &mut seen), sums, "{name}");
            }
        }
    }

    #[test]
    fn every_weight_is_found_where_it_was_laid() {
        is_laid_out(&WEIGHTS, include_str!("lexicon/weights.tsv"));
        is_laid_out(&TYPE_WEIGHTS, include_str!("lexicon/types.tsv"));
    }

    #[test]
    fn a_small_table_has_room_for_a_search_that_finds_nothing() {
        let weights = Weights::<1>::of(lay_out::table("heading\nfree\t0:20\t2:-40\npaid\t1:60").leak());
        let keys = ["free", "paid", "free", "nothing"].map(|name| lay_out::key(name.as_bytes()));
        let mut seen = Seen::default();
        assert_eq!(weights.sums(&keys, &mut seen), [[1.0], [3.0], [-2.0]]);
        assert_eq!(weights.sums(&keys[3..], &mut seen), [[0.0]; 3]);
    }
}
