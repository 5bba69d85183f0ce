//! Many texts in one.

/// Texts one behind the other. Where one ends is told in four bytes, from the beginning of its block.
#[derive(Clone, Debug, Default)]
pub struct TextArena {
    text: String,
    /// Where each block begins.
    blocks: Vec<usize>,
    /// Where each text ends.
    ends: Vec<u32>,
}

/// Texts in a block. The longest cell that is read takes a megabyte, so that no block comes near four gigabytes.
const BLOCK: usize = 256;

impl TextArena {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        if self.ends.len().is_multiple_of(BLOCK) {
            self.blocks.push(self.text.len());
        }
        self.text.push_str(text);
        let end = self.text.len() - self.blocks[self.ends.len() / BLOCK];
        self.ends.push(u32::try_from(end).expect("a block of texts is below four gigabytes"));
    }

    /// The same with all texts blank but those.
    pub fn only(&self, is_kept: impl Fn(usize) -> bool) -> TextArena {
        let mut kept = TextArena::default();
        for (position, text) in self.iter().enumerate() {
            kept.push(if is_kept(position) { text } else { "" });
        }
        kept.shrink();
        kept
    }

    /// Gives back the room that no text fills.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|position| self.get(position))
    }

    /// The text at a position.
    pub fn get(&self, position: usize) -> &str {
        let start = if position.is_multiple_of(BLOCK) { 0 } else { self.ends[position - 1] };
        let block = self.blocks[position / BLOCK];
        &self.text[block + start as usize..block + self.ends[position] as usize]
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_where_it_stands_whatever_its_block() {
        let texts: Vec<String> = (0..2 * BLOCK + 3).map(|n| "é".repeat(n % 5)).collect();
        let mut arena = TextArena::default();
        texts.iter().for_each(|text| arena.push(text));
        assert!(arena.iter().eq(texts.iter()));
    }

    #[test]
    fn texts_that_are_not_kept_are_blank_and_the_others_stay_where_they_are() {
        let mut texts = TextArena::default();
        ["one", "", "three", "four"].into_iter().for_each(|text| texts.push(text));
        let kept = texts.only(|position| position != 2);
        assert_eq!(kept.iter().collect::<Vec<_>>(), ["one", "", "", "four"]);
    }
}
