//! Learned weights, by feature, as they were laid out when the crate was built.

/// Where a sentence may stand: it is the one that is weighed, or before it, or after it.
pub(super) const N_PLACES: usize = 3;

/// The weights of the file are whole numbers.
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

/// The weights of a feature.
struct Row {
    /// Its own, among all rows.
    slot: usize,
    cells: std::ops::Range<usize>,
}

/// What [`Weights::sums`] has seen of a sentence; nothing in between. A bit a feature: the longest sentence takes no more
/// time a word than the shortest.
#[derive(Debug, Default)]
pub(super) struct Seen {
    bits: Vec<u64>,
    slots: Vec<usize>,
}

impl<const N: usize> Weights<N> {
    pub(super) const fn of(table: &'static [u8]) -> Weights<N> {
        let (sizes, table) = table.split_at(12);
        let (sizes, _) = sizes.as_chunks();
        let n_columns = u32::from_le_bytes(sizes[0]) as usize;
        assert!(N <= n_columns && n_columns <= N * N_PLACES, "these are the weights of other things");
        let (bias, table) = table.split_at(4 * n_columns);
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
    pub(super) fn sums(&self, keys: &[u64], seen: &mut Seen) -> [[f32; N]; N_PLACES] {
        let mut sums = [[0; N]; N_PLACES];
        if seen.bits.len() * 64 < self.slots.len() {
            seen.bits.resize(self.slots.len().div_ceil(64), 0);
        }
        for Row { slot, cells } in keys.iter().filter_map(|&key| self.row(key)) {
            let (word, bit) = (&mut seen.bits[slot / 64], 1 << (slot % 64));
            if *word & bit == 0 {
                *word |= bit;
                seen.slots.push(slot);
                for &cell in &self.cells[cells] {
                    let cell = i32::from_le_bytes(cell);
                    sums.as_flattened_mut()[(cell & 255) as usize] += cell >> 8;
                }
            }
        }
        seen.slots.drain(..).for_each(|slot| seen.bits[slot / 64] = 0);
        sums.map(|sums| sums.map(|sum| sum as f32 / SCALE))
    }

    #[inline]
    fn row(&self, key: u64) -> Option<Row> {
        let hints = u64::from_le_bytes(self.hints[(key as usize / 64) & (self.hints.len() - 1)]);
        if hints >> (key % 64) & 1 == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = key as usize & mask;
        loop {
            let own = u64::from_le_bytes(self.slots[slot]);
            if own == 0 {
                return None;
            }
            if own >> 32 == key >> 32 {
                let first = (own as u32 >> 8) as usize;
                return Some(Row { slot, cells: first..first + (own & 255) as usize });
            }
            slot = (slot + 1) & mask;
        }
    }
}
