//! Files and their ledgers.

use super::sentence;
use crate::audit::Source;
use crate::report::format;

/// Heads of the ledger.
pub(crate) const LABELS: [&str; 7] =
    ["File", "Taken as", "#Rows in", "#Used", "#Set aside", "Why set aside", "SHA-256"];
/// Heads of a file's columns.
pub(crate) const COLUMNS: [&str; 4] = ["Heading", "Taken as", "Why", "#Unreadable cells"];
/// No file at all.
pub(crate) const NO_FILE: &str = "No file was looked at.";
/// A file or a column of which nothing was used.
pub(crate) const NOT_USED: &str = "not used";
/// Every row was used.
pub(crate) const NOTHING_ASIDE: &str = "nothing set aside";

/// The sum over all files; `unlinked`: rows of tables that found no deal.
pub(crate) fn ledger(read: u64, used: u64, aside: u64, unlinked: u64) -> String {
    let of_nobody = match unlinked {
        0 => String::new(),
        1 => "; 1 of those used belongs to no deal here".to_owned(),
        n => format!("; {} of those used belong to no deal here", format::count(n)),
    };
    let [read, used, aside] = [read, used, aside].map(format::count);
    format!("{read} rows in = {used} used + {aside} set aside{of_nobody}")
}

/// The ledger's caption.
pub(crate) fn caption(files: u64) -> String {
    format!("{}: rows in = used + set aside", format::plural(files, "file", "files"))
}

/// How many columns of a file were used.
pub(crate) fn columns(path: &str, used: u64, all: u64) -> String {
    format!("Columns of {path}: {} used", format::k_of_n(used, all))
}

/// Which table a file was taken as, with the product that it was exported from where that is known.
pub(crate) fn taken(table: &str, profile: Option<&str>) -> String {
    match profile {
        Some(profile) => format!("{table} ({profile})"),
        None => table.to_owned(),
    }
}

/// How a file was read.
pub(crate) fn facts(source: &Source) -> String {
    // A file that was not read has no header.
    if source.header_line == 0 {
        return format!("{}. {}", format::bytes(source.bytes), sentence(&source.why));
    }
    format!(
        "{}, {}, {} between cells, header on line {}. {}",
        format::bytes(source.bytes),
        source.encoding,
        source.delimiter,
        source.header_line,
        sentence(&source.why)
    )
}
