//! Where the bytes stand that can end a cell, 64 bytes at a time.
//!
//! The compiler turns the comparisons into vector instructions; a multiplication gathers eight flags into eight bits.
//! So there is one branch a mark instead of one search a cell, without `unsafe` and the same on every platform.

/// How many different bytes are looked for.
pub(super) const NEEDLES: usize = 5;
const BLOCK: usize = 64;

/// The marks of a buffer, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    needles: [u8; NEEDLES],
    /// First byte of the block that `mask` is about.
    base: usize,
    /// A bit for each mark of the block that was not handed out yet.
    mask: u64,
}

impl Marks {
    /// Looks for these bytes; a byte may be given twice.
    pub(super) fn new(needles: [u8; NEEDLES]) -> Marks {
        Marks { needles, base: 0, mask: 0 }
    }

    /// Goes on at `position`. To be called whenever the bytes have moved.
    pub(super) fn seek(&mut self, bytes: &[u8], position: usize) {
        self.base = position - position % BLOCK;
        self.mask = self.block(bytes, self.base) & (u64::MAX << (position % BLOCK));
    }

    /// The next mark, or `None` when there is none left in the bytes.
    #[inline]
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<usize> {
        while self.mask == 0 {
            let base = self.base + BLOCK;
            if base >= bytes.len() {
                return None;
            }
            self.base = base;
            self.mask = self.block(bytes, base);
        }
        let position = self.base + self.mask.trailing_zeros() as usize;
        self.mask &= self.mask - 1;
        Some(position)
    }

    #[inline]
    fn block(&self, bytes: &[u8], base: usize) -> u64 {
        match bytes.get(base..).and_then(<[u8]>::first_chunk::<BLOCK>) {
            Some(block) => marks_of(block, self.needles),
            None => self.last_block(bytes.get(base..).unwrap_or_default()),
        }
    }

    #[cold]
    fn last_block(&self, rest: &[u8]) -> u64 {
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        let is_inside = (1_u64 << rest.len()) - 1;
        marks_of(&block, self.needles) & is_inside
    }
}

#[inline]
fn marks_of(block: &[u8; BLOCK], [a, b, c, d, e]: [u8; NEEDLES]) -> u64 {
    let mut flags = [0_u8; BLOCK];
    for (flag, &byte) in flags.iter_mut().zip(block) {
        *flag = u8::from((byte == a) | (byte == b) | (byte == c) | (byte == d) | (byte == e));
    }
    let (words, _) = flags.as_chunks::<8>();
    let mut mask = 0;
    for (index, word) in words.iter().enumerate() {
        // Moves bit 8i to bit 56 + i; the products never meet, so nothing carries.
        let bits = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask |= bits << (8 * index);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_plain_loop_finds() {
        let bytes: Vec<u8> = (0..1000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8 % 16).collect();
        let needles = [1, 2, 3, 3, 9];
        for start in [0, 1, 63, 64, 65, 500, 999, 1000] {
            let mut marks = Marks::new(needles);
            marks.seek(&bytes, start);
            let found: Vec<usize> = std::iter::from_fn(|| marks.next(&bytes)).collect();
            let expected: Vec<usize> = (start..bytes.len()).filter(|&i| needles.contains(&bytes[i])).collect();
            assert_eq!(found, expected, "from {start}");
        }
    }
}
