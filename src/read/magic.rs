//! Files that are no text tables, told by their first bytes, and what to export instead.

use super::encoding::Coding;

const AS_CSV: &str = "open it and save it as CSV (UTF-8), or choose CSV when exporting";
const UNPACK: &str = "unpack it and give the CSV inside; .gz is read as it is";
const EXPORT_CSV: &str = "export the table as CSV instead";

/// First bytes, what they are, what to do.
const MAGIC: [(&[u8], &str, &str); 14] = [
    (
        b"PK\x03\x04",
        "an Excel workbook (.xlsx) or another zip archive",
        "open a workbook and save it as CSV (UTF-8); unpack an archive and give the CSV inside",
    ),
    (b"PK\x05\x06", "an empty zip archive", EXPORT_CSV),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook (.xls)", AS_CSV),
    (b"%PDF-", "a PDF", EXPORT_CSV),
    (b"\x89PNG", "a PNG image", EXPORT_CSV),
    (b"GIF8", "a GIF image", EXPORT_CSV),
    (b"\xFF\xD8\xFF", "a JPEG image", EXPORT_CSV),
    (b"PAR1", "a Parquet file", EXPORT_CSV),
    (b"SQLite format 3\0", "an SQLite database", EXPORT_CSV),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xFD7zXZ\0", "an xz archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", UNPACK),
    (b"\x1F\x8B", "gzip inside gzip", UNPACK),
];

/// Beginnings of mark-up, in lower case. Salesforce's ".xls" reports are such tables.
const MARK_UP: [&str; 4] = ["<!doctype html", "<html", "<table", "<?xml"];

/// What the bytes look like when they are no text table, and what to do about it.
pub(super) fn of_no_table(head: &[u8], coding: Coding) -> Option<(&'static str, &'static str)> {
    if let Some((_, looks_like, instead)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((looks_like, instead));
    }
    let start = head[coding.mark_len(head)..].trim_ascii_start();
    let begins = |tag: &str| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()));
    if MARK_UP.iter().any(|tag| begins(tag)) {
        return Some(("a web page or a report in HTML or XML", AS_CSV));
    }
    if is_json(start) {
        return Some(("JSON", EXPORT_CSV));
    }
    (!coding.name.starts_with("UTF-16") && is_binary(head)).then_some(("a binary file", EXPORT_CSV))
}

/// An object with a first key, or a list of such objects.
fn is_json(start: &[u8]) -> bool {
    let object = match start.strip_prefix(b"[") {
        Some(rest) => rest.trim_ascii_start(),
        None => start,
    };
    object.strip_prefix(b"{").is_some_and(|inside| inside.trim_ascii_start().first() == Some(&b'"'))
}

/// Text has the odd NUL at most; a third of control characters is no text. Our judgement.
fn is_binary(head: &[u8]) -> bool {
    let is_control =
        |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x01 | 0x1C..=0x1F);
    let n_controls = head.iter().filter(is_control).count();
    3 * n_controls > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_files_that_are_no_tables() {
        let looks = |bytes: &[u8]| of_no_table(bytes, Coding::detect(bytes)).map(|(looks_like, _)| looks_like);
        assert_eq!(looks(b"%PDF-1.7 .."), Some("a PDF"));
        assert_eq!(looks(b"\xEF\xBB\xBF <HTML><body>"), Some("a web page or a report in HTML or XML"));
        assert_eq!(looks(b"\0\0\x02\0\x03\x04ab"), Some("a binary file"));
        assert_eq!(looks(b"[\n  {\"id\": 1}]"), Some("JSON"));
        assert_eq!(looks(b"{name},[id]\nx,1\n"), None);
        assert_eq!(looks(b"PK,Name\n1,a\0b\n"), None);
        assert_eq!(looks(b"I\0d\0,\0N\0\n\0"), None);
    }
}
