//! Lays learned weights out as the table that `weights.rs` looks them up in.
//!
//! It runs when the crate is built (`build.rs`), so that no run of the program reads eight megabytes of text. Like `keys.rs`
//! it stands by itself.

use super::keys::{Sort, hash, named};

/// What stands before the weights of a sentence without any feature.
pub(super) const BIAS: &str = "*";

/// Room among the hints for each feature, in bits: the more, the fewer pass that have no weight.
const N_HINTS: usize = 4;

/// The weights that a cell has room for.
const WEIGHTS: std::ops::Range<i32> = -(1 << 23)..1 << 23;

/// The table of a file of weights: lines of a feature and its weights, `column:weight` with tabs between, below a heading.
///
/// All numbers are little-endian: how many columns, words of hints and slots there are (4 bytes each); for each column the
/// bias (4 bytes); the hints and the slots (8 bytes each); the cells (4 bytes each).
///
/// * Hints are a bit for each key: most features without a weight are ruled out there, and the hints stay in a cache.
/// * Slots are open addressing by the low half of a key: its high half, then where its cells begin and, in the lowest
///   byte, how many they are; all zero where a slot is empty. One always is, where a search ends.
/// * A cell is a weight above a byte that holds its column.
pub(super) fn table(text: &str) -> Vec<u8> {
    let features: Vec<(&str, Vec<(usize, i32)>)> = text.lines().skip(1).map(feature).collect();
    let columns = features.iter().flat_map(|(_, row)| row).map(|&(column, _)| column);
    let mut bias = vec![0; columns.max().map_or(0, |last| last + 1)];
    let mut hints = vec![0_u64; (features.len() * N_HINTS / 64).next_power_of_two()];
    let mut slots = vec![0_u64; (features.len() * 5 / 4 + 1).next_power_of_two()];
    let mut cells: Vec<i32> = Vec::new();
    for (name, row) in &features {
        let is_sound = row.iter().all(|(_, weight)| WEIGHTS.contains(weight)) && (1..256).contains(&row.len());
        assert!(is_sound && !name.is_empty(), "{name}: no name, no weights or weights without room");
        if *name == BIAS {
            row.iter().for_each(|&(column, weight)| bias[column] = weight);
            continue;
        }
        let key = key(name.as_bytes());
        let hint = key as usize / 64 % hints.len();
        hints[hint] |= 1 << (key % 64);
        let mut slot = key as usize % slots.len();
        while slots[slot] != 0 {
            assert!(slots[slot] >> 32 != key >> 32, "{name}: its key, or half of it, stands above");
            slot = (slot + 1) % slots.len();
        }
        assert!(cells.len() < 1 << 24 && bias.len() <= 256, "more weights or columns than a slot or a cell can name");
        slots[slot] = key >> 32 << 32 | (cells.len() as u64) << 8 | row.len() as u64;
        cells.extend(row.iter().map(|&(column, weight)| weight << 8 | column as i32));
    }
    let sizes = [bias.len(), hints.len(), slots.len()].map(|size| size as i32);
    let mut table: Vec<u8> = sizes.into_iter().chain(bias).flat_map(i32::to_le_bytes).collect();
    table.extend(hints.into_iter().chain(slots).flat_map(u64::to_le_bytes));
    table.extend(cells.into_iter().flat_map(i32::to_le_bytes));
    table
}

/// The name of a feature and its weights by column.
fn feature(line: &str) -> (&str, Vec<(usize, i32)>) {
    let mut parts = line.split('\t');
    let name = parts.next().unwrap_or_default();
    let cell = |part: &str| {
        let (column, weight) = part.split_once(':')?;
        Some((column.parse().ok()?, weight.parse().ok()?))
    };
    let row = parts.map(|part| cell(part).unwrap_or_else(|| panic!("{name}: {part} is no weight of a column")));
    (name, row.collect())
}

/// The key of a feature as it is written.
pub(super) fn key(text: &[u8]) -> u64 {
    if text.starts_with(b"@") {
        return named(text);
    }
    let mut words = text.split(|&byte| byte == b' ');
    let first = words.next().unwrap_or_default();
    match (words.next(), words.next()) {
        (_, Some(second)) => Sort::Apart.key(hash(first), hash(second)),
        (Some(second), None) => Sort::Pair.key(hash(first), hash(second)),
        (None, None) => match first.strip_suffix(b"~") {
            Some(letters) => Sort::Beginning.key(0, hash(letters)),
            None => Sort::Word.key(0, hash(first)),
        },
    }
}
