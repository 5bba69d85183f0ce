//! Free texts of a column.

/// Free texts one behind the other.
#[derive(Clone, Debug, Default)]
pub struct TextArena {
    text: String,
    ends: Vec<usize>,
}

impl TextArena {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// The same with all rows blank but those.
    pub(super) fn only(&self, is_kept: impl Fn(usize) -> bool) -> TextArena {
        let mut kept = TextArena::default();
        for (row, text) in self.iter().enumerate() {
            kept.push(if is_kept(row) { text } else { "" });
        }
        kept.shrink();
        kept
    }

    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// All texts, by row.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|row| self.get(row))
    }

    /// The text of a row.
    pub fn get(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start..self.ends[row]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_not_kept_are_blank_and_the_others_stay_where_they_are() {
        let mut texts = TextArena::default();
        ["one", "", "three", "four"].into_iter().for_each(|text| texts.push(text));
        let kept = texts.only(|row| row != 2);
        assert_eq!(kept.iter().collect::<Vec<_>>(), ["one", "", "", "four"]);
    }
}
