//! Cells of one table into the blanks of another: what a second file says of the same rows.

use std::sync::Arc;

use super::{Column, Said, Table};
use crate::domain::{FileId, Moment, Sym, TextArena};

impl Table {
    /// The rows that are named, ascending, as a table of their own; `symbols` is every symbol as it stands.
    pub(in crate::map) fn only(&self, rows: &[u32], symbols: &[Sym]) -> Table {
        let mut table = Table::new(self.kind);
        table.append(self, rows, symbols);
        table
    }

    /// Fills blank cells of own rows from rows of a table of the same kind, but for the fields named; gives how many.
    ///
    /// A filled cell stands where the other file has it, and what its text says comes along. A cell of the other file that
    /// could not be read, or that has words in the place of a value, fills nothing, but it is what stands there: its mark
    /// and its place come along.
    pub(in crate::map) fn fill_blanks(&mut self, from: &Table, pairs: &[(u32, u32)], except: &[&str]) -> u64 {
        let (mut n_filled, mut heard) = (0, Vec::new());
        for field in 0..self.columns.len() {
            let is_excepted = except.contains(&self.kind.fields()[field].name.as_str());
            let (Some(own), Some(theirs)) = (&mut self.columns[field], &from.columns[field]) else { continue };
            if is_excepted {
                continue;
            }
            for (row, other) in fill(own, theirs, pairs) {
                n_filled += 1;
                self.beside.insert((row, field as u16), from.origin(other as usize, field));
                if let Some(word) = from.exported(other as usize, field) {
                    self.exported.insert((row, field as u16), word);
                }
                let said = from.said(other as usize).iter().filter(|said| usize::from(said.field) == field);
                heard.extend(said.map(|said| Said { row, ..*said }));
            }
            self.mark_blanks(from, field, pairs);
        }
        if !heard.is_empty() {
            Arc::make_mut(&mut self.said).insert(&from.said, heard.into_iter());
        }
        n_filled
    }

    /// Marks own cells that are blank and unmarked as the other file's cells are marked.
    fn mark_blanks(&mut self, from: &Table, field: usize, pairs: &[(u32, u32)]) {
        for &(row, other) in pairs {
            let at = |table: &Table, row: u32| {
                let row = row as usize;
                (table.is_unreadable(row, field), table.is_placeholder(row, field))
            };
            let is_blank = self.columns[field].as_ref().is_some_and(|cells| cells.is_blank(row as usize));
            if !is_blank || at(self, row) != (false, false) {
                continue;
            }
            let marks = match at(from, other) {
                (true, _) => &mut self.unreadable[field],
                (false, true) => &mut self.placeholders[field],
                (false, false) => continue,
            };
            let position = marks.partition_point(|known| *known < row);
            marks.insert(position, row);
            self.beside.insert((row, field as u16), from.origin(other as usize, field));
        }
    }

    /// The fields of a row of which this row of the other table says something else, but for the fields named.
    pub(in crate::map) fn contradicted(&self, row: u32, from: &Table, other: u32, except: &[&str]) -> Vec<usize> {
        let is_contradicted = |&field: &usize| {
            let is_excepted = except.contains(&self.kind.fields()[field].name.as_str());
            let filled = self.beside.get(&(row, field as u16));
            let is_from_there = filled.is_some_and(|origin| *origin == from.origin(other as usize, field));
            match (&self.columns[field], &from.columns[field]) {
                (Some(own), Some(theirs)) if !is_excepted && !is_from_there => {
                    differs(own, row as usize, theirs, other as usize)
                }
                _ => false,
            }
        };
        (0..self.columns.len()).filter(is_contradicted).collect()
    }

    /// Whether two of its rows, of different files, may say different things of the same record. Free texts that both
    /// files hold count as different: they may have been forgotten. A blank is different where its file has the column.
    pub fn may_contradict(&self, row: usize, other: usize) -> bool {
        let file = |row: usize| self.row_origin(row).file();
        let is_told = |(field, cells): (usize, &Column)| {
            let is_held = [row, other].iter().all(|&row| self.is_captured_by(field, file(row)));
            match cells {
                Column::Texts(_) => is_held,
                cells => {
                    let (one, two) = (differs(cells, row, cells, other), differs(cells, other, cells, row));
                    if is_held { one || two } else { one && two }
                }
            }
        };
        let cells = self.columns.iter().enumerate();
        cells.filter_map(|(field, cells)| Some((field, cells.as_ref()?))).any(is_told)
    }

    /// Whether two of its rows say something else in a field, be it that one of them is blank.
    pub(in crate::map) fn differ_in(&self, field: usize, row: usize, other: usize) -> bool {
        let cells = self.columns[field].as_ref();
        cells.is_some_and(|cells| differs(cells, row, cells, other) || differs(cells, other, cells, row))
    }

    /// Whether a row says what another one says, in every field that its file has a column for.
    pub(crate) fn repeats(&self, row: usize, other: usize) -> bool {
        let file = self.row_origin(row).file();
        let fields = (0..self.columns.len()).filter(|&field| self.is_captured_by(field, file));
        fields.into_iter().all(|field| !self.differ_in(field, row, other))
    }

    /// Forgets fields that only these files hold, as if they had not been there.
    pub(in crate::map) fn forget_fields_of(&mut self, files: &[FileId]) {
        for field in 0..self.columns.len() {
            let known = &self.headings[field];
            if !known.is_empty() && known.iter().all(|(file, _)| files.contains(file)) {
                self.captured[field] = false;
                self.columns[field] = None;
            }
        }
    }
}

/// Fills the blanks of a column; gives each own row that was filled, with the other's row.
fn fill(own: &mut Column, from: &Column, pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    match (own, from) {
        (Column::Symbols(own), Column::Symbols(from)) => fill_cells(own, from, pairs, |cell| cell.is_blank()),
        (Column::Times(own), Column::Times(from)) => fill_cells(own, from, pairs, Option::is_none),
        (Column::Numbers(own), Column::Numbers(from)) => fill_cells(own, from, pairs, Option::is_none),
        (Column::Bools(own), Column::Bools(from)) => fill_cells(own, from, pairs, Option::is_none),
        (Column::Texts(own), Column::Texts(from)) => {
            let mut texts: Vec<&str> = own.iter().collect();
            let theirs: Vec<&str> = from.iter().collect();
            let filled = fill_cells(&mut texts, &theirs, pairs, |text| text.trim().is_empty());
            if !filled.is_empty() {
                let mut arena = TextArena::default();
                texts.into_iter().for_each(|text| arena.push(text));
                *own = arena;
            }
            filled
        }
        _ => unreachable!("a field has one kind of column"),
    }
}

/// Whether the other cell says something, and something else.
fn differs(own: &Column, row: usize, from: &Column, other: usize) -> bool {
    match (own, from) {
        (Column::Symbols(own), Column::Symbols(from)) => !from[other].is_blank() && own[row] != from[other],
        (Column::Times(own), Column::Times(from)) => {
            let is_same = |own: Moment, theirs: Moment| own == theirs || own.shares_undivided_day(theirs);
            from[other].is_some_and(|theirs| !own[row].is_some_and(|own| is_same(own, theirs)))
        }
        (Column::Numbers(own), Column::Numbers(from)) => from[other].is_some() && own[row] != from[other],
        (Column::Bools(own), Column::Bools(from)) => from[other].is_some() && own[row] != from[other],
        (Column::Texts(own), Column::Texts(from)) => {
            let theirs = from.get(other).trim();
            !theirs.is_empty() && own.get(row).trim() != theirs
        }
        _ => unreachable!("a field has one kind of column"),
    }
}

fn fill_cells<T: Copy>(
    own: &mut [T],
    from: &[T],
    pairs: &[(u32, u32)],
    is_blank: impl Fn(&T) -> bool,
) -> Vec<(u32, u32)> {
    let mut filled = Vec::new();
    for &(row, other) in pairs {
        let (cell, theirs) = (&mut own[row as usize], from[other as usize]);
        if is_blank(cell) && !is_blank(&theirs) {
            *cell = theirs;
            filled.push((row, other));
        }
    }
    filled
}
