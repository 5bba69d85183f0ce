//! Cells of a workbook that are merged down a column: what the first says, all of them say.
//!
//! A tracker names an owner once and merges the cell over the rows that are theirs. Cells merged across columns are titles,
//! and stand as they are.

use calamine::{Data, Dimensions};

/// The cells of a sheet that are merged down one column.
pub(super) struct Merged {
    /// By their first rows.
    regions: Vec<Dimensions>,
    /// Of `regions`: those before this one have begun.
    next: usize,
    /// What the regions that run say, by column: (column, last row, value).
    running: Vec<(u32, u32, Data)>,
}

impl Merged {
    pub(super) fn new(mut regions: Vec<Dimensions>) -> Merged {
        regions.retain(|region| region.start.1 == region.end.1 && region.start.0 < region.end.0);
        regions.sort_unstable_by_key(|region| region.start);
        Merged { regions, next: 0, running: Vec::new() }
    }

    /// Adds to the cells of a row, in the order of columns, those that a region above says; rows come in order. A row
    /// without cells of its own gets none: it would be a record that nobody wrote.
    pub(super) fn fill(&mut self, row: u32, cells: &mut Vec<(u32, Data)>) {
        self.running.retain(|(_, last, _)| *last >= row);
        while let Some(region) = self.regions.get(self.next).filter(|region| region.start.0 <= row) {
            let first = cells.iter().find(|(column, _)| *column == region.start.1);
            if let Some((column, value)) = first.filter(|_| region.start.0 == row) {
                self.running.push((*column, region.end.0, value.clone()));
            }
            self.next += 1;
        }
        if cells.is_empty() || self.running.is_empty() {
            return;
        }
        for (column, _, value) in &self.running {
            if cells.iter().all(|(known, _)| known != column) {
                cells.push((*column, value.clone()));
            }
        }
        cells.sort_by_key(|(column, _)| *column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_cell_says_stands_in_each_row_that_has_cells() {
        let at = |first: (u32, u32), last: (u32, u32)| Dimensions { start: first, end: last };
        let mut merged = Merged::new(vec![at((0, 0), (0, 3)), at((1, 0), (3, 0)), at((1, 1), (2, 2))]);
        let text = |text: &str| Data::String(text.to_owned());
        let mut filled = |row: u32, cells: &[(u32, &str)]| {
            let mut cells: Vec<(u32, Data)> = cells.iter().map(|(column, word)| (*column, text(word))).collect();
            merged.fill(row, &mut cells);
            cells.iter().map(|(column, value)| format!("{column}:{value}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(filled(0, &[(0, "Title")]), "0:Title");
        assert_eq!(filled(1, &[(0, "Ann"), (1, "both"), (3, "x")]), "0:Ann 1:both 3:x");
        assert_eq!(filled(2, &[(3, "y")]), "0:Ann 3:y", "over two columns it is no value of a row");
        assert_eq!(filled(3, &[]), "", "a row without cells of its own stays blank");
        assert_eq!(filled(4, &[(3, "z")]), "3:z");
    }
}
