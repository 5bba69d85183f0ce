//! Tables as they are written: by `load`, row after row and file after file.

use std::num::NonZeroU64;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Column, Sayings, Table};
use crate::domain::{FileId, Moment, Origin, Sym};

impl Table {
    /// Declares a field as held by `file` in that column; `is_kept` says whether its cells are wanted.
    pub(in crate::map) fn capture(&mut self, field: usize, file: FileId, column: Option<u16>, is_kept: bool) {
        self.captured[field] = true;
        if let Some(column) = column {
            self.headings[field].push((file, column));
        }
        if is_kept && self.columns[field].is_none() {
            self.columns[field] = Some(Column::of(self.kind.fields()[field].kind));
        }
    }

    /// Puts words into some rows of a field, which is then held.
    pub(in crate::map) fn set_symbols(&mut self, name: &str, meant: &FxHashMap<u32, Sym>) {
        if meant.is_empty() {
            return;
        }
        let (field, n_rows) = (self.field(name), self.n_rows());
        self.captured[field] = true;
        let column = self.columns[field].get_or_insert_with(|| Column::Symbols(vec![Sym::BLANK; n_rows]));
        if let Column::Symbols(cells) = column {
            meant.iter().for_each(|(&row, &sym)| cells[row as usize] = sym);
        }
    }

    /// Puts times into some rows of a field, which is then held, each with where it stands; rows ascend. `None` is a cell
    /// that could not be read.
    pub(in crate::map) fn set_times(&mut self, name: &str, told: &[(u32, Option<Moment>, Origin)]) {
        let (field, n_rows) = (self.field(name), self.n_rows());
        self.captured[field] = true;
        if let Column::Times(cells) = self.columns[field].get_or_insert_with(|| Column::Times(vec![None; n_rows])) {
            told.iter().for_each(|&(row, moment, _)| cells[row as usize] = moment);
        }
        self.unreadable[field].extend(told.iter().filter(|(_, moment, _)| moment.is_none()).map(|(row, ..)| row));
        self.unreadable[field].sort_unstable();
        self.beside.extend(told.iter().map(|&(row, _, origin)| ((row, field as u16), origin)));
    }

    /// Gives back the room for rows that did not come.
    pub(in crate::map) fn shrink(&mut self) {
        self.files.shrink_to_fit();
        self.lines.shrink_to_fit();
        self.digests.shrink_to_fit();
        self.columns.iter_mut().flatten().for_each(Column::shrink);
    }

    /// What its texts say.
    pub(in crate::map) fn hear(&mut self, said: Sayings) {
        self.said = Arc::new(said);
    }

    /// Forgets what its texts say, and what stands for bodies.
    pub(in crate::map) fn forget_heard(&mut self) {
        self.said = Arc::default();
        self.digests = Vec::new();
    }

    /// Leaves free texts blank but for those that `is_kept` by their row and where they stand. It is asked row by row: what
    /// it looks up of a deal for one cell is at hand for the next.
    pub(in crate::map) fn keep_texts(&mut self, is_kept: impl Fn(usize, Origin) -> bool) {
        let is_text = |field: &usize| matches!(self.columns[*field], Some(Column::Texts(_)));
        let mut fields: Vec<(usize, Vec<bool>)> =
            (0..self.columns.len()).filter(is_text).map(|field| (field, Vec::with_capacity(self.n_rows()))).collect();
        for row in 0..self.n_rows() {
            fields.iter_mut().for_each(|(field, kept)| kept.push(is_kept(row, self.origin(row, *field))));
        }
        for (field, kept) in fields {
            if let Some(Column::Texts(cells)) = &self.columns[field] {
                let kept = cells.only(|row| kept[row]);
                self.columns[field] = Some(Column::Texts(kept));
            }
        }
    }

    /// Notes what the body of the row being written tells.
    pub(in crate::map) fn push_digest(&mut self, digest: u64) {
        self.digests.push(digest);
    }

    pub(in crate::map) fn push_row(&mut self, file: FileId, line: u32) {
        self.files.push(file);
        self.lines.push(line);
    }

    pub(in crate::map) fn column_mut(&mut self, field: usize) -> Option<&mut Column> {
        self.columns[field].as_mut()
    }

    /// Notes that the cell of the row being written could not be read.
    pub(in crate::map) fn mark_unreadable(&mut self, field: usize) {
        let row = (self.lines.len() - 1) as u32;
        self.unreadable[field].push(row);
    }

    /// Notes that the cell of the row being written holds words in the place of a value.
    pub(in crate::map) fn mark_placeholder(&mut self, field: usize) {
        let row = (self.lines.len() - 1) as u32;
        self.placeholders[field].push(row);
    }

    /// Notes which word of the row being written was read as another.
    pub(in crate::map) fn note_exported(&mut self, field: usize, exported: Sym) {
        let row = (self.lines.len() - 1) as u32;
        let meant = match &self.columns[field] {
            Some(Column::Symbols(cells)) => cells.last().copied(),
            _ => None,
        };
        if meant.is_some_and(|meant| meant != exported) {
            self.exported.insert((row, field as u16), exported);
        }
    }

    /// Forgets which words were read as others: what stands in their place may be shown, and they may not.
    pub fn forget_exported(&mut self) {
        self.exported.clear();
    }

    /// Adds a row of ids and words that stood in columns of their own; fields that are not kept are left out.
    pub(in crate::map) fn push_words(&mut self, file: FileId, line: u32, cells: &[(&str, Sym)]) {
        self.push_row(file, line);
        for &(name, sym) in cells {
            let field = self.field(name);
            if let Some(Column::Symbols(column)) = self.column_mut(field) {
                column.push(sym);
            }
        }
    }

    /// Adds a stage entry that stood in a column of its own.
    pub(in crate::map) fn push_stage_entry(
        &mut self,
        file: FileId,
        line: u32,
        deal: Sym,
        stage: Sym,
        entered_at: Moment,
    ) {
        self.push_words(file, line, &[("deal_id", deal), ("stage", stage)]);
        let field = self.field("entered_at");
        if let Some(Column::Times(column)) = self.column_mut(field) {
            column.push(Some(entered_at));
        }
    }

    /// The same table with every symbol translated.
    pub(in crate::map) fn translated(mut self, symbols: &[Sym]) -> Table {
        for column in self.columns.iter_mut().flatten() {
            if let Column::Symbols(cells) = column {
                cells.iter_mut().for_each(|cell| *cell = symbols[cell.index()]);
            }
        }
        self.exported.values_mut().for_each(|word| *word = symbols[word.index()]);
        self
    }

    /// Takes over the rows named in `rows` (ascending) of a table of one file, symbols translated.
    pub(in crate::map) fn append(&mut self, other: &Table, rows: &[u32], symbols: &[Sym]) {
        let own_rows = self.n_rows();
        for field in 0..self.columns.len() {
            self.captured[field] |= other.captured[field];
            self.headings[field].extend(&other.headings[field]);
            self.append_unreadable(other, field, rows, own_rows);
            self.append_column(other, field, rows, own_rows, symbols);
        }
        let moved = |row: u32| rows.binary_search(&row).ok().map(|position| (own_rows + position) as u32);
        for (&(row, field), word) in &other.exported {
            self.exported.extend(moved(row).map(|row| ((row, field), symbols[word.index()])));
        }
        for (&(row, field), &origin) in &other.beside {
            self.beside.extend(moved(row).map(|row| ((row, field), origin)));
        }
        if !other.said.said.is_empty() {
            Arc::make_mut(&mut self.said).append(&other.said, rows, own_rows);
        }
        if self.has_digests() || other.has_digests() {
            self.digests.resize(own_rows, 0);
            self.digests.extend(rows.iter().map(|&row| other.digest(row as usize).map_or(0, NonZeroU64::get)));
        }
        self.files.extend(rows.iter().map(|&row| other.files[row as usize]));
        self.lines.extend(rows.iter().map(|&row| other.lines[row as usize]));
    }

    fn append_unreadable(&mut self, other: &Table, field: usize, rows: &[u32], own_rows: usize) {
        let lists = [(&mut self.unreadable, &other.unreadable), (&mut self.placeholders, &other.placeholders)];
        for (own, more) in lists {
            let positions = more[field].iter().filter_map(|row| rows.binary_search(row).ok());
            own[field].extend(positions.map(|position| (own_rows + position) as u32));
        }
    }

    fn append_column(&mut self, other: &Table, field: usize, rows: &[u32], own_rows: usize, symbols: &[Sym]) {
        match (&mut self.columns[field], &other.columns[field]) {
            (own @ None, Some(more)) => {
                let mut column = Column::of(self.kind.fields()[field].kind);
                (0..own_rows).for_each(|_| column.push_blank());
                column.append(more, rows, symbols);
                *own = Some(column);
            }
            (Some(own), Some(more)) => own.append(more, rows, symbols),
            (Some(own), None) => rows.iter().for_each(|_| own.push_blank()),
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TableKind;

    #[test]
    fn texts_that_are_not_kept_are_blank_and_the_others_stay_where_they_are() {
        let (mut table, file) = (Table::new(TableKind::Deals), FileId(0));
        let names = ["why_now", "business_goals"];
        let fields = names.map(|name| table.field(name));
        (0..).zip(fields).for_each(|(column, field)| table.capture(field, file, Some(column), true));
        for row in 0..3 {
            table.push_row(file, 2 + row);
            for (field, name) in fields.into_iter().zip(names) {
                let Some(Column::Texts(cells)) = table.column_mut(field) else { panic!("{name} is a text") };
                cells.push(&format!("{name} {row}"));
            }
        }
        table.keep_texts(|row, origin| row == 2 || origin == Origin::cell(file, 3, Some(1)));
        let texts = names.map(|name| [0, 1, 2].map(|row| table.texts(name).get(row)));
        assert_eq!(texts, [["", "", "why_now 2"], ["", "business_goals 1", "business_goals 2"]]);
    }
}
