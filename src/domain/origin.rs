//! Where a value stands in the exports.

use std::num::NonZeroU32;

use serde::Serialize;

/// The position of a file in [`crate::map::Book::files`], in order of path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FileId(pub u16);

/// File, physical line (1-based, where the record starts) and, for a cell, the position of its column.
///
/// Eight bytes, also where there may be none: every value keeps its origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    file: FileId,
    line: NonZeroU32,
    /// 0 for the whole row, else the column's position and one.
    cell: u16,
}

impl Origin {
    /// A whole row; lines count from 1.
    pub const fn row(file: FileId, line: u32) -> Origin {
        let line = match NonZeroU32::new(line) {
            Some(line) => line,
            None => NonZeroU32::MIN,
        };
        Origin { file, line, cell: 0 }
    }

    /// A cell, by its column's position in the header, from 0; `None` for the whole row.
    pub fn cell(file: FileId, line: u32, column: Option<u16>) -> Origin {
        let cell = column.map_or(0, |column| column.saturating_add(1));
        Origin { cell, ..Origin::row(file, line) }
    }

    /// The file.
    pub fn file(self) -> FileId {
        self.file
    }

    /// The physical line on which the record starts, from 1.
    pub fn line(self) -> u32 {
        self.line.get()
    }

    /// The column's position in the header, from 0; `None` for the whole row.
    pub fn column(self) -> Option<u16> {
        self.cell.checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_takes_eight_bytes_and_keeps_its_parts() {
        assert_eq!((size_of::<Origin>(), size_of::<Option<Origin>>()), (8, 8));
        let (row, cell) = (Origin::row(FileId(3), 12), Origin::cell(FileId(3), 12, Some(0)));
        assert_eq!((row.file(), row.line(), row.column()), (FileId(3), 12, None));
        assert_eq!((cell.line(), cell.column()), (12, Some(0)));
        assert!(row < cell && cell < Origin::row(FileId(3), 13));
    }
}
