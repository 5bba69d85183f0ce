//! Where a value stands in the exports.

use serde::Serialize;

/// The position of a file in [`crate::map::Book::files`], in order of path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FileId(pub u16);

/// File, physical line (1-based, where the record starts) and, for a cell, the position of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The physical line on which the record starts, from 1.
    pub line: u32,
    /// The column's position in the header, from 0; `None` for the whole row.
    pub column: Option<u16>,
}
