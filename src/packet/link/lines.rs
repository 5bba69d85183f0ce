//! Rows that name no deal and no account, beside an onboarding record on the same line of the same file: a tracker of
//! customers' names holds the decision on a handoff in a column of its own, and the decision is of the line's deal.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::domain::{FileId, Origin, TableKind};
use crate::map::Book;

use super::{Children, Grouped, Unlinked, row_time};

/// What became of the lines of the onboarding records.
pub(in crate::packet) struct Lines<'a> {
    book: &'a Book,
    onboarding: &'a Children,
    /// Made when the first row that names nothing asks for it: most tables name deals.
    by_place: OnceCell<ByPlace>,
}

/// The deals of each line, or why it has none.
type ByPlace = FxHashMap<(FileId, u32), Result<OfLine, Unlinked>>;

/// The deals of a line.
#[derive(Default)]
struct OfLine {
    deals: Vec<u32>,
    /// Its time decided between several.
    is_chosen: bool,
    /// There are several, and it has no time that would say which.
    is_guessed: bool,
}

impl<'a> Lines<'a> {
    /// Of the onboarding records as they were linked.
    pub(in crate::packet) fn new(book: &'a Book, onboarding: &'a Children) -> Lines<'a> {
        Lines { book, onboarding, by_place: OnceCell::new() }
    }

    /// The line on which a row stands.
    fn of(&self, origin: Origin) -> Result<&OfLine, Unlinked> {
        let of_line = self.by_place.get_or_init(|| self.by_place()).get(&place(origin));
        of_line.map_or(Err(Unlinked::Unnamed), |line| line.as_ref().map_err(|why| *why))
    }

    fn by_place(&self) -> ByPlace {
        let Some(table) = self.book.any_table(TableKind::Onboarding) else { return ByPlace::default() };
        let unlinked = self.onboarding.unlinked.iter();
        let mut by_place: ByPlace = unlinked.map(|&(origin, why)| (place(origin), Err(why))).collect();
        for (deal, row) in self.onboarding.by_deal.pairs() {
            let of_line = by_place.entry(place(table.row_origin(row as usize)));
            if let Ok(line) = of_line.or_insert_with(|| Ok(OfLine::default())) {
                line.deals.push(deal);
                let is_chosen = self.onboarding.chosen.binary_search(&row).is_ok();
                line.is_chosen |= is_chosen;
                line.is_guessed |= is_chosen && row_time(table, row as usize).is_none();
            }
        }
        by_place
    }
}

fn place(origin: Origin) -> (FileId, u32) {
    (origin.file(), origin.line())
}

impl Children {
    /// With the rows that name nothing linked as their lines are.
    pub(in crate::packet) fn along(mut self, book: &Book, kind: TableKind, lines: &Lines<'_>) -> Children {
        let is_unnamed = |(_, why): &(Origin, Unlinked)| *why == Unlinked::Unnamed;
        let Some(table) = book.any_table(kind).filter(|_| self.unlinked.iter().any(is_unnamed)) else { return self };
        let mut pairs: Vec<(u32, u32)> = self.by_deal.pairs().collect();
        let mut is_linked = vec![false; table.n_rows()];
        pairs.iter().for_each(|&(_, row)| is_linked[row as usize] = true);
        for row in (0..table.n_rows()).filter(|&row| !is_linked[row] && table.symbols("deal_id").get(row).is_blank()) {
            if let Ok(line @ OfLine { is_guessed: false, .. }) = lines.of(table.row_origin(row)) {
                pairs.extend(line.deals.iter().map(|&deal| (deal, row as u32)));
                self.chosen.extend(line.is_chosen.then_some(row as u32));
            }
        }
        pairs.sort_by_key(|&(_, row)| row);
        self.by_deal = Grouped::from_pairs(self.by_deal.len(), &pairs);
        self.unlinked.retain_mut(|(origin, why)| match lines.of(*origin) {
            _ if *why != Unlinked::Unnamed => true,
            Ok(line) => line.is_guessed,
            Err(of_line) => {
                *why = of_line;
                true
            }
        });
        self
    }
}
