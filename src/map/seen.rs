//! Which records have been seen: a record that repeats another is set aside.

use hashbrown::HashTable;

/// The hashes of records, in the order in which they came, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Seen {
    hashes: Vec<u128>,
    positions: HashTable<u32>,
}

impl Seen {
    /// Adds a record; `false` when it has been seen.
    pub(super) fn insert(&mut self, hash: u128) -> bool {
        let Seen { hashes, positions } = self;
        if positions.find(short(hash), |&position| hashes[position as usize] == hash).is_some() {
            return false;
        }
        let position = u32::try_from(hashes.len()).expect("fewer than 2^32 records in a file");
        positions.insert_unique(short(hash), position, |&position| short(hashes[position as usize]));
        hashes.push(hash);
        true
    }

    /// How many different records have been seen.
    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The hashes, in the order in which they came.
    pub(super) fn into_hashes(self) -> Vec<u128> {
        self.hashes
    }
}

/// The hashes are good ones, so any half of one is.
fn short(hash: u128) -> u64 {
    hash as u64
}
