//! A typed table: one column a field, one entry a row; a field that no export holds has no column at all.
//!
//! That difference, a column that is absent against a cell that is blank, is what a gap analysis is for, so every view
//! keeps it: [`Symbols::is_captured`] and its twins. Cells are four to twenty-four bytes; text that repeats is interned,
//! free text lies in one arena a column.

mod build;
mod fill;
mod views;

use std::num::NonZeroU64;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::said::{Said, Sayings};
use crate::domain::{Field, FileId, Moment, Origin, Sym, TableKind, TextArena, ValueKind, Zone};

pub use views::{Bools, Cells, Numbers, Symbols, Texts, Times};

/// The cells of one field.
#[derive(Clone, Debug)]
pub enum Column {
    /// Ids, names, words, lists as written; blank is [`Sym::BLANK`].
    Symbols(Vec<Sym>),
    /// Free text; blank is the empty text.
    Texts(TextArena),
    /// Instants.
    Times(Vec<Option<Moment>>),
    /// Numbers, amounts, shares.
    Numbers(Vec<Option<f64>>),
    /// Yes or no.
    Bools(Vec<Option<bool>>),
}

impl Column {
    /// An empty column for cells of that kind.
    pub fn of(kind: ValueKind) -> Column {
        match kind {
            ValueKind::Id
            | ValueKind::Text
            | ValueKind::Person
            | ValueKind::Enum
            | ValueKind::List
            | ValueKind::Url => Column::Symbols(Vec::new()),
            ValueKind::Longtext => Column::Texts(TextArena::default()),
            ValueKind::Date | ValueKind::Datetime | ValueKind::When => Column::Times(Vec::new()),
            ValueKind::Number | ValueKind::Money | ValueKind::Percent => Column::Numbers(Vec::new()),
            ValueKind::Bool => Column::Bools(Vec::new()),
        }
    }

    fn push_blank(&mut self) {
        match self {
            Column::Symbols(cells) => cells.push(Sym::BLANK),
            Column::Texts(cells) => cells.push(""),
            Column::Times(cells) => cells.push(None),
            Column::Numbers(cells) => cells.push(None),
            Column::Bools(cells) => cells.push(None),
        }
    }

    pub(super) fn is_blank(&self, row: usize) -> bool {
        match self {
            Column::Symbols(cells) => cells[row].is_blank(),
            Column::Texts(cells) => cells.get(row).trim().is_empty(),
            Column::Times(cells) => cells[row].is_none(),
            Column::Numbers(cells) => cells[row].is_none(),
            Column::Bools(cells) => cells[row].is_none(),
        }
    }

    fn shrink(&mut self) {
        match self {
            Column::Symbols(cells) => cells.shrink_to_fit(),
            Column::Texts(cells) => cells.shrink(),
            Column::Times(cells) => cells.shrink_to_fit(),
            Column::Numbers(cells) => cells.shrink_to_fit(),
            Column::Bools(cells) => cells.shrink_to_fit(),
        }
    }

    fn append(&mut self, other: &Column, rows: &[u32], symbols: &[Sym]) {
        match (self, other) {
            (Column::Symbols(own), Column::Symbols(more)) => {
                own.extend(rows.iter().map(|&row| symbols[more[row as usize].index()]));
            }
            (Column::Texts(own), Column::Texts(more)) => {
                rows.iter().for_each(|&row| own.push(more.get(row as usize)));
            }
            (Column::Times(own), Column::Times(more)) => own.extend(rows.iter().map(|&row| more[row as usize])),
            (Column::Numbers(own), Column::Numbers(more)) => own.extend(rows.iter().map(|&row| more[row as usize])),
            (Column::Bools(own), Column::Bools(more)) => own.extend(rows.iter().map(|&row| more[row as usize])),
            _ => unreachable!("a field has one kind of column"),
        }
    }
}

/// A typed table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Which.
    pub kind: TableKind,
    files: Vec<FileId>,
    lines: Vec<u32>,
    columns: Vec<Option<Column>>,
    captured: Vec<bool>,
    /// Per field: rows whose cell holds something that could not be read.
    unreadable: Vec<Vec<u32>>,
    /// Per field: rows whose cell holds words in the place of a value.
    placeholders: Vec<Vec<u32>>,
    /// Position of the field's first column in the file's header, per file.
    headings: Vec<Vec<(FileId, u16)>>,
    /// Cells that stand elsewhere than their row: in another file, or under another heading than the field's.
    beside: FxHashMap<(u32, u16), Origin>,
    /// Cells that were read as another word than they hold, by row and field: the word that they hold.
    exported: FxHashMap<(u32, u16), Sym>,
    /// What the free texts say.
    said: Arc<Sayings>,
    /// See [`Table::digest`].
    digests: Vec<u64>,
}

impl Table {
    /// An empty table.
    pub fn new(kind: TableKind) -> Table {
        let n_fields = kind.fields().len();
        Table {
            kind,
            files: Vec::new(),
            lines: Vec::new(),
            columns: vec![None; n_fields],
            captured: vec![false; n_fields],
            unreadable: vec![Vec::new(); n_fields],
            placeholders: vec![Vec::new(); n_fields],
            headings: vec![Vec::new(); n_fields],
            beside: FxHashMap::default(),
            exported: FxHashMap::default(),
            said: Arc::default(),
            digests: Vec::new(),
        }
    }

    /// How many rows.
    pub fn n_rows(&self) -> usize {
        self.lines.len()
    }

    /// How many records of the exports its rows stand in: one with several dates may be several rows, which follow each
    /// other.
    pub fn n_records(&self) -> usize {
        let places = || self.files.iter().zip(&self.lines);
        places().zip(places().skip(1)).filter(|(one, next)| one != next).count() + usize::from(self.n_rows() > 0)
    }

    /// Where a row stands.
    pub fn row_origin(&self, row: usize) -> Origin {
        Origin::row(self.files[row], self.lines[row])
    }

    /// Where a cell stands; the row when the row's file does not hold the field.
    pub fn origin(&self, row: usize, field: usize) -> Origin {
        if let Some(&origin) = self.beside.get(&(row as u32, field as u16)) {
            return origin;
        }
        let file = self.files[row];
        let column = self.headings[field].iter().find(|(known, _)| *known == file).map(|&(_, column)| column);
        Origin::cell(file, self.lines[row], column)
    }

    /// Where a cell stands that stands elsewhere than its row.
    pub fn origin_elsewhere(&self, row: usize, name: &str) -> Option<Origin> {
        self.beside.get(&(row as u32, self.field(name) as u16)).copied()
    }

    /// The field of a row whose cell stands there, be it in the row's own file or in one that filled its blank; the first
    /// where a column feeds several. `None` for a whole row, and for what is no cell of this row.
    pub fn field_at(&self, row: usize, origin: Origin) -> Option<usize> {
        let heading = (origin.file(), origin.column()?);
        let is_there = |&field: &usize| self.columns[field].is_some() && self.headings[field].contains(&heading);
        (0..self.columns.len()).filter(is_there).find(|&field| self.origin(row, field) == origin)
    }

    /// The row that stands there, or that has the cell there; the first where a line holds several. Rows stand in the
    /// order of their places.
    pub fn row_at(&self, origin: Origin) -> Option<usize> {
        let place = (origin.file(), origin.line());
        let (mut low, mut high) = (0, self.n_rows());
        while low < high {
            let middle = (low + high) / 2;
            if (self.files[middle], self.lines[middle]) < place { low = middle + 1 } else { high = middle }
        }
        (low < self.n_rows() && (self.files[low], self.lines[low]) == place).then_some(low)
    }

    /// Whether any export holds the field.
    pub fn is_captured(&self, field: usize) -> bool {
        self.captured[field]
    }

    /// Whether the field has a column in that file.
    pub fn is_captured_by(&self, field: usize, file: FileId) -> bool {
        self.headings[field].iter().any(|(known, _)| *known == file)
    }

    /// The files that have a column for the field; none where it is told otherwise than by a column.
    pub fn holders(&self, field: usize) -> Vec<FileId> {
        let mut files: Vec<FileId> = self.headings[field].iter().map(|(file, _)| *file).collect();
        files.dedup();
        files
    }

    /// Whether a cell held something that could not be read as the field's kind.
    pub fn is_unreadable(&self, row: usize, field: usize) -> bool {
        self.unreadable[field].binary_search(&(row as u32)).is_ok()
    }

    /// [`Table::is_unreadable`] by the field's name; none that the table does not have.
    pub fn is_unread(&self, row: usize, name: &str) -> bool {
        self.kind.field(name).is_some_and(|field| self.is_unreadable(row, field))
    }

    /// Whether a cell of dates, numbers or flags held words in the place of a value: "tbd", "soon".
    pub fn is_placeholder(&self, row: usize, field: usize) -> bool {
        self.placeholders[field].binary_search(&(row as u32)).is_ok()
    }

    /// The word that the export has where `audit.toml` says that it means another.
    fn exported(&self, row: usize, field: usize) -> Option<Sym> {
        self.exported.get(&(row as u32, field as u16)).copied()
    }

    /// The word that the export has in a cell that was read as `read`.
    pub fn as_exported(&self, row: usize, field: usize, read: Sym) -> Sym {
        self.exported(row, field).unwrap_or(read)
    }

    /// What the free texts of a row seem to say, in order of field, then of the text.
    pub fn said(&self, row: usize) -> &[Said] {
        self.said.of(row)
    }

    /// The sentence of something that a row of this table says; the same text is the same allocation.
    pub fn sentence(&self, said: &Said) -> &Arc<str> {
        &self.said.sentences[said.sentence as usize]
    }

    /// The different sentences of its texts that seem to say something; [`Said::sentence`] is a position in it.
    pub fn sentences(&self) -> &[Arc<str>] {
        &self.said.sentences
    }

    /// What stands for the body of an activity, which is not kept: the same for the same text. `None` where it is blank
    /// or says too little to tell anybody something, or where no export holds bodies.
    pub fn digest(&self, row: usize) -> Option<NonZeroU64> {
        self.digests.get(row).copied().and_then(NonZeroU64::new)
    }

    /// Whether any export holds bodies of activities.
    pub fn has_digests(&self) -> bool {
        !self.digests.is_empty()
    }

    /// The column of a field, when it is kept.
    pub fn column(&self, field: usize) -> Option<&Column> {
        self.columns[field].as_ref()
    }

    /// Ids, names, words of the field of that name.
    pub fn symbols(&self, name: &str) -> Symbols<'_> {
        Symbols(match &self.columns[self.field(name)] {
            Some(Column::Symbols(cells)) => Some(cells),
            _ => None,
        })
    }

    /// Free texts of the field of that name.
    pub fn texts(&self, name: &str) -> Texts<'_> {
        Texts(match &self.columns[self.field(name)] {
            Some(Column::Texts(cells)) => Some(cells),
            _ => None,
        })
    }

    /// Instants of the field of that name.
    pub fn times(&self, name: &str) -> Times<'_> {
        Cells(match &self.columns[self.field(name)] {
            Some(Column::Times(cells)) => Some(cells),
            _ => None,
        })
    }

    /// Numbers of the field of that name.
    pub fn numbers(&self, name: &str) -> Numbers<'_> {
        Cells(match &self.columns[self.field(name)] {
            Some(Column::Numbers(cells)) => Some(cells),
            _ => None,
        })
    }

    /// Yes or no of the field of that name.
    pub fn bools(&self, name: &str) -> Bools<'_> {
        Cells(match &self.columns[self.field(name)] {
            Some(Column::Bools(cells)) => Some(cells),
            _ => None,
        })
    }

    fn field(&self, name: &str) -> usize {
        self.kind.field(name).expect("the name is a field of the table in fields.toml")
    }

    /// Reads every date without a time of day anew.
    pub(super) fn redate(&mut self, zone: &Zone) {
        for column in self.columns.iter_mut().flatten() {
            if let Column::Times(cells) = column {
                let days = cells.iter_mut().flatten().filter(|moment| moment.is_day());
                days.for_each(|moment| *moment = zone.date(moment.day()));
            }
        }
    }

    /// Changes the cells of every column that is kept, in place; the number of cells must stay what it is. Words of the
    /// export that were read as others are forgotten: they would stay as they are.
    pub fn rewrite(&mut self, mut change: impl FnMut(&Field, usize, &mut Column)) {
        self.exported.clear();
        for (field, column) in self.columns.iter_mut().enumerate() {
            if let Some(column) = column {
                change(&self.kind.fields()[field], field, column);
            }
        }
    }
}
