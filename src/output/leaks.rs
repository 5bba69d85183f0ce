//! The last look before publishing: every name that was withheld is looked for in everything that was written.
//!
//! A file is read as its readers will: markup and escapes are undone, a workbook is unpacked, the file's own name counts.
//! A name that is found is a failure of the run, which leaves no report.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use rayon::prelude::*;

use crate::anonymise::{Name, Names};

/// A text is looked through in pieces of about this size, cut at line ends.
const PIECE: usize = 1 << 20;
/// How many leaks an error tells of.
const MOST_TOLD: usize = 5;

/// A withheld name that was written all the same. It is told by where it stands in the exports, not by itself.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[error("{n} names that were to be withheld are still in the outputs; nothing was published:\n{told}")]
#[diagnostic(help(
    "a name that is an ordinary word as well belongs into `[anonymise] ordinary_words`; withholding text too takes names out of notes"
))]
pub struct Leak {
    /// How many.
    pub n: usize,
    /// The first of them, a line each.
    pub told: String,
}

/// A name in a file.
struct Seen<'n> {
    file: String,
    name: &'n Name,
}

/// Looks through everything in the folder. `place` says where something stands in the exports.
pub(super) fn check(folder: &Path, names: &Names, place: &dyn Fn(&Name) -> String) -> io::Result<Option<Leak>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    let mut seen = Vec::new();
    for path in files {
        let file = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        for text in texts(&path)? {
            seen.extend(in_text(&text, names).into_iter().map(|name| Seen { file: file.clone(), name }));
        }
        seen.extend(names.first(&file).map(|found| Seen { file: file.clone(), name: found.name }));
    }
    seen.dedup_by(|one, other| one.file == other.file && std::ptr::eq(one.name, other.name));
    if seen.is_empty() {
        return Ok(None);
    }
    let line = |seen: &Seen<'_>| format!("{}: the {} of {}", seen.file, seen.name.kind.name(), place(seen.name));
    let told: Vec<String> = seen.iter().take(MOST_TOLD).map(line).collect();
    Ok(Some(Leak { n: seen.len(), told: told.join("\n") }))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// What a file says: its own text, or those of the parts of an archive.
fn texts(path: &Path) -> io::Result<Vec<String>> {
    let bytes = fs::read(path)?;
    if bytes.starts_with(b"PAR1") {
        return Ok(vec![super::parquet::words(fs::File::open(path)?)?]);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(vec![String::from_utf8_lossy(&bytes).into_owned()]);
    }
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).map_err(io::Error::other)?;
    let mut texts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(io::Error::other)?;
        let mut text = Vec::new();
        part.read_to_end(&mut text)?;
        texts.push(String::from_utf8_lossy(&text).into_owned());
    }
    Ok(texts)
}

/// The first name of each piece: as written, as read, and as read past the markup.
fn in_text<'n>(text: &str, names: &'n Names) -> Vec<&'n Name> {
    pieces(text)
        .par_iter()
        .filter_map(|piece| {
            let read = unescaped(piece);
            let found = names.first(piece).or_else(|| names.first(&read)).map(|found| found.name);
            found.or_else(|| names.first(&unescaped(&without_tags(piece))).map(|found| found.name))
        })
        .collect()
}

fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let from = rest.ceil_char_boundary(PIECE.min(rest.len()));
        let end = rest[from..].find('\n').map_or(rest.len(), |at| from + at + 1);
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

/// Entities, `\u0027` and `%27` as the signs that they stand for.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '\\', '%']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\\', '%']) {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at..];
        match escape(rest) {
            Some((sign, length)) => {
                bytes.extend(sign);
                rest = &rest[length..];
            }
            None => {
                bytes.push(rest.as_bytes()[0]);
                rest = &rest[1..];
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// What an escape at the start stands for, in bytes, and how long it is.
fn escape(text: &str) -> Option<(Vec<u8>, usize)> {
    let sign = |code: u32| char::from_u32(code).map(|sign| sign.to_string().into_bytes());
    let after = &text[1..];
    match text.as_bytes()[0] {
        b'%' => Some((vec![u8::from_str_radix(after.get(..2)?, 16).ok()?], 3)),
        b'\\' => match after.as_bytes().first()? {
            b'u' => Some((sign(u32::from_str_radix(after.get(1..5)?, 16).ok()?)?, 6)),
            b'n' | b'r' | b't' => Some((b" ".to_vec(), 2)),
            _ => None,
        },
        _ => {
            let end = after.find(';').filter(|end| *end <= 8)?;
            let code = match &after[..end] {
                "amp" => 0x26,
                "lt" => 0x3c,
                "gt" => 0x3e,
                "quot" => 0x22,
                "apos" => 0x27,
                "nbsp" => 0xa0,
                other => match other.strip_prefix('#')? {
                    hex if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok()?,
                    decimal => decimal.parse().ok()?,
                },
            };
            Some((sign(code)?, end + 2))
        }
    }
}

/// The text between tags, as a reader sees a name that is set in several parts.
fn without_tags(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() / 2);
    for part in text.split('<') {
        shown.push(' ');
        shown.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anonymise::Kind;

    fn leaks(name: &str, file: &str, written: &[u8]) -> Option<Leak> {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("innocent.txt"), "Account 1").expect("written");
        fs::write(home.path().join(file), written).expect("written");
        let mut names = Names::default();
        names.add(name, Kind::Account, None, "Account 1");
        check(home.path(), &names, &|_| "deals.csv line 2".to_owned()).expect("read")
    }

    #[test]
    fn a_planted_name_is_caught_however_it_is_written() {
        let name = "O'Neil & Söhne <KG>";
        for written in [
            "for O'Neil & Söhne <KG>!",
            "<td>O&#x27;Neil &amp; S&#246;hne &lt;KG&gt;</td>",
            "{\"name\": \"o\\u0027neil \\u0026 s\\u00f6hne \\u003cKG\\u003e\"}",
            "https://x.example/?q=O%27Neil%20%26%20S%C3%B6hne%20%3CKG%3E",
            "<tspan>O'Neil &amp;</tspan><tspan>Söhne &lt;KG&gt;</tspan>",
            "O'NEIL & SÖHNE (KG)",
        ] {
            let leak = leaks(name, "index.html", written.as_bytes());
            let leak = leak.unwrap_or_else(|| panic!("not caught: {written}"));
            assert_eq!(leak.n, 1, "{written}");
            assert_eq!(leak.told, "index.html: the account of deals.csv line 2");
        }
        assert!(leaks(name, "index.html", b"for Account 1 and a Neil").is_none());
    }

    #[test]
    fn a_workbook_is_unpacked_and_a_file_name_is_read() {
        let mut packed = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        packed.start_file("xl/sharedStrings.xml", options).expect("begun");
        io::Write::write_all(&mut packed, "<si><t>Acme Corp</t></si>".repeat(400).as_bytes()).expect("written");
        let bytes = packed.finish().expect("packed").into_inner();
        assert!(leaks("Acme Corp", "audit.xlsx", &bytes).is_some());
        assert!(leaks("Acme Corp", "deal-acme-corp.html", b"").is_some());
    }
}
