//! Whole files through `probe` and `stream`: what comes out, what is set aside, and that nothing is lost.

use std::io::Write;
use std::path::PathBuf;

use super::*;

mod containers;
mod random;
mod verbatim;

/// A file of its own, removed at the end.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

struct Outcome {
    probe: Probe,
    rows: Vec<Vec<String>>,
    lines: Vec<u32>,
    offsets: Vec<u64>,
    hashes: Vec<u128>,
    account: Account,
}

impl Outcome {
    fn reasons(&self) -> Vec<(u32, SetAside)> {
        let listed = self.account.set_aside.iter().filter(|row| row.reason != SetAside::Blank);
        listed.map(|row| (row.line, row.reason)).collect()
    }
}

fn read_with(name: &str, bytes: &[u8], overrides: &Overrides, limits: &Limits) -> Result<Outcome, Error> {
    let (_folder, path) = file(name, bytes);
    let outcome = read_path(&path, overrides, limits)?;
    assert_eq!(outcome.account.bytes, bytes.len() as u64);
    Ok(outcome)
}

fn read_path(path: &Path, overrides: &Overrides, limits: &Limits) -> Result<Outcome, Error> {
    let probe = probe(path, overrides, limits)?;
    let (mut rows, mut lines, mut offsets, mut hashes) = (vec![], vec![], vec![], vec![]);
    let account = stream(path, &probe, limits, |record| {
        assert_eq!(record.len(), probe.headings.len());
        rows.push(record.cells().map(str::to_owned).collect());
        lines.push(record.line());
        offsets.push(record.offset());
        hashes.push(record.hash());
    })?;
    assert_eq!(account.spans.sum(), account.text_bytes);
    assert_eq!(account.rows_used, rows.len() as u64);
    assert_eq!(account.rows_read, account.rows_used + account.rows_set_aside());
    if probe.is_whole {
        assert_eq!(probe.sample, rows);
    }
    Ok(Outcome { probe, rows, lines, offsets, hashes, account })
}

fn read(bytes: impl AsRef<[u8]>) -> Outcome {
    read_with("table.csv", bytes.as_ref(), &Overrides::default(), &Limits::default()).unwrap()
}

fn refused(bytes: &[u8]) -> Error {
    read_with("table.csv", bytes, &Overrides::default(), &Limits::default()).err().unwrap()
}

const ABC: [[&str; 2]; 2] = [["1", "x"], ["2", "y"]];

#[test]
fn reads_the_usual_dialects() {
    for (text, delimiter, end) in [
        ("id,name\n1,x\n2,y\n", b',', RecordEnd::Lf),
        ("id,name\n1,x\n2,y", b',', RecordEnd::Lf),
        ("id;name\r\n1;x\r\n2;y\r\n", b';', RecordEnd::Crlf),
        ("id\tname\r1\tx\r2\ty\r", b'\t', RecordEnd::Cr),
        ("id|name\r\n1|x\n2|y\r", b'|', RecordEnd::Mixed),
        ("\"id\",\"name\"\n\"1\",\"x\"\n\"2\",\"y\"\n", b',', RecordEnd::Lf),
    ] {
        let outcome = read(text);
        assert_eq!(outcome.rows, ABC, "{text:?}");
        assert_eq!((outcome.probe.dialect.delimiter, outcome.probe.dialect.record_end), (delimiter, end), "{text:?}");
        assert_eq!((outcome.lines, outcome.account.last_line), (vec![2, 3], 3), "{text:?}");
    }
}

#[test]
fn reads_the_usual_encodings() {
    let text = "id;name\n1;é\n2;“ü”\n";
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = [b"\xFF\xFE".as_slice(), &wide(text)].concat();
    for (bytes, encoding, offsets) in [
        (text.as_bytes().to_vec(), "UTF-8", vec![8, 13]),
        (format!("\u{FEFF}{text}").into_bytes(), "UTF-8 with BOM", vec![11, 16]),
        (wide(text), "UTF-16LE", vec![16, 24]),
        (marked, "UTF-16LE", vec![18, 26]),
        (b"id;name\n1;\xE9\n2;\x93\xFC\x94\n".to_vec(), "windows-1252", vec![8, 12]),
    ] {
        let outcome = read(bytes);
        assert_eq!(outcome.probe.dialect.encoding, encoding);
        assert_eq!(outcome.rows, [["1", "é"], ["2", "“ü”"]], "{encoding}");
        assert_eq!(outcome.offsets, offsets, "{encoding}");
        assert_eq!(outcome.probe.headings, ["id", "name"]);
    }
}

#[test]
fn a_line_in_windows_1252_is_read_and_noted() {
    let outcome = read(b"id,name\n1,\xC3\xA9\n2,caf\xE9\n3,\xC3\xA9 \xE9\n4,\xC3\xA9\n");
    assert_eq!(outcome.rows, [["1", "é"], ["2", "café"], ["4", "é"]]);
    let recoded = &outcome.account.noted[0];
    assert_eq!((recoded.line, recoded.offset, recoded.bytes, recoded.how), (3, 13, 7, Noted::Recoded));
    assert_eq!(outcome.reasons(), [(4, SetAside::InvalidEncoding)]);
}

#[test]
fn mojibake_is_put_right_where_texts_are_not_verbatim() {
    let text = "id,näme\n1,MÃ¼ller\n2,Müller\n3,Â«ZoÃ«Â»\n";
    let outcome = read(text);
    assert_eq!(outcome.rows, [["1", "Müller"], ["2", "Müller"], ["3", "«Zoë»"]]);
    let noted: Vec<_> = outcome.account.noted.iter().map(|row| (row.line, row.how, row.instead.as_str())).collect();
    assert_eq!(noted, [(2, Noted::Mojibake, "1,Müller"), (4, Noted::Mojibake, "3,«Zoë»")]);
    let verbatim = read_any(text.as_bytes());
    assert_eq!(verbatim.rows[0], ["1", "MÃ¼ller"]);
    assert_eq!(verbatim.account.noted[0].how, Noted::LikelyMojibake);
}

#[test]
fn half_a_unit_at_the_end_counts_as_the_byte_that_it_is() {
    let mut bytes: Vec<u8> = "id,name\n1,x\n2,y\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.push(b'3');
    let account = read(&bytes).account;
    let last = &account.set_aside[0];
    assert_eq!((last.offset, last.bytes, account.spans.set_aside, account.spans.rows), (32, 1, 1, 16));
}

#[test]
fn everything_set_aside_is_found_again_by_its_bytes() {
    let text = "Report\n\nid,name\n1,x\na,x\nb,x\nc,x\nd,x\n\n \n,\n2\n\n3,\"y\n4,z\n5,p,q\n\n\nTotal\n";
    for encoding in ["utf-8", "utf-16le"] {
        let wide = || text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let bytes = if encoding == "utf-8" { text.as_bytes().to_vec() } else { wide() };
        let account = read_with("t.csv", &bytes, &Overrides::default(), &Limits::default()).unwrap().account;
        let found: Vec<_> = account
            .set_aside
            .iter()
            .map(|row| {
                let bytes = &bytes[row.offset as usize..(row.offset + row.bytes) as usize];
                let text: String = bytes.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
                (row.line, row.records, row.reason, text)
            })
            .collect();
        let aside = |line, n, reason, text: &str| (line, n, reason, text.to_owned());
        let expected = [
            aside(1, 1, SetAside::Preamble, "Report\n"),
            aside(2, 1, SetAside::Blank, "\n"),
            aside(9, 3, SetAside::Blank, "\n \n,\n"),
            aside(12, 1, SetAside::TooNarrow, "2\n"),
            aside(13, 1, SetAside::Blank, "\n"),
            aside(14, 1, SetAside::UnterminatedQuote, "3,\"y\n"),
            aside(16, 1, SetAside::TooWide, "5,p,q\n"),
            aside(17, 2, SetAside::Blank, "\n\n"),
            aside(19, 1, SetAside::Footer, "Total\n"),
        ];
        assert_eq!(found, expected, "{encoding}");
    }
}

#[test]
fn half_a_character_is_not_replaced_in_silence() {
    let mut bytes: Vec<u8> = "id,name\n1,x\n2,".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.extend([0x3D, 0xD8, b'\n', 0, b'3', 0, b',', 0, b'z', 0]);
    let outcome = read(bytes);
    assert_eq!(outcome.rows, [["1", "x"], ["3", "z"]]);
    assert_eq!(outcome.reasons(), [(3, SetAside::InvalidEncoding)]);
}

#[test]
fn quoted_cells_hold_anything_and_lines_stay_right() {
    let outcome = read("id,name\n1,\"a \"\"b\"\", c\n\r\nd\"\n\n2,5\" pipe\n3,\"\" \n4,\0\n");
    assert_eq!(outcome.rows, [["1", "a \"b\", c\n\r\nd"], ["2", "5\" pipe"], ["3", ""], ["4", "\0"]]);
    assert_eq!(outcome.lines, [2, 6, 7, 8]);
    assert_eq!(outcome.account.set_aside_counts[&SetAside::Blank], 1);
}

#[test]
fn backslashes_escape_where_the_file_says_so() {
    let outcome = read("id,name\n1,\"a \\\"b\\\", c\"\n2,\"d\\\\\"\n3,\"e\\n\"\n");
    assert_eq!(outcome.probe.dialect.escape, Some(b'\\'));
    assert_eq!(outcome.rows, [["1", "a \"b\", c"], ["2", "d\\"], ["3", "e\\n"]]);
    assert_eq!(read("id,name\n1,\"c:\\dir\\\"\n2,\"\\\"\n").rows, [["1", "c:\\dir\\"], ["2", "\\"]]);
}

#[test]
fn rows_of_another_width_are_named_unless_the_surplus_is_blank() {
    let outcome = read("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3\n,,\n");
    assert_eq!(outcome.rows, [["1", "2", "3"], ["1", "2", "3"]]);
    assert_eq!(outcome.reasons(), [(3, SetAside::TooNarrow), (4, SetAside::TooWide)]);
    assert_eq!(outcome.account.set_aside[0].detail, "2 cells, 3 headings");
    assert_eq!((outcome.account.set_aside[1].offset, outcome.account.set_aside[1].bytes), (16, 8));
    assert_eq!(outcome.account.set_aside[1].excerpt, "1,2,3,4");
    assert_eq!(outcome.account.rows_read, 4);
}

#[test]
fn trailing_blank_columns_are_left_out() {
    for text in ["a,b,\n1,2,\n", "a,b,\n1,2\n", "a,b\n1,2,\n", "a,b,,\n1,2,,\n"] {
        let outcome = read(text);
        assert_eq!(
            (outcome.probe.headings.as_slice(), outcome.rows),
            (["a", "b"].map(str::to_owned).as_slice(), vec![vec!["1".to_owned(), "2".to_owned()]]),
            "{text:?}"
        );
    }
    assert_eq!(read("a,b,\n1,2,x\n").probe.headings, ["a", "b", ""]);
    // In a lone row the blank cell may as well be a shifted one.
    let outcome = read("a,b\n1,2\n3,,\n5,6\n");
    assert_eq!((outcome.rows.len(), outcome.reasons()), (2, vec![(3, SetAside::TooWide)]));
}

#[test]
fn a_lost_quote_costs_its_line() {
    let outcome = read("a,b\n1,\"x\n2,y\n3,z\n");
    assert_eq!(outcome.rows, [["2", "y"], ["3", "z"]]);
    assert_eq!(outcome.reasons(), [(2, SetAside::UnterminatedQuote)]);
    assert_eq!(
        outcome.account.set_aside[0].detail,
        "the quote at line 2, byte 3, is not closed where its cell should end"
    );
    let quoted = read("\"a\",\"b\"\n\"1\",\"x\n\"2\",\"y\"\n\"3\",\"z\"\n");
    assert_eq!((quoted.rows, quoted.lines), (outcome.rows, outcome.lines));
    assert_eq!(read("a,b,c\n1,\"x,p\n2,y,\"q\"\n3,z,r\n").rows, [["2", "y", "q"], ["3", "z", "r"]]);
}

#[test]
fn text_after_a_quote_keeps_its_quotes_or_costs_the_row() {
    let outcome = read("a,b\n1,\"ab\"c\n2,y\n");
    assert_eq!(outcome.rows, [["1", "\"ab\"c"], ["2", "y"]]);
    let kept = &outcome.account.noted[0];
    assert_eq!((kept.line, kept.offset, kept.bytes), (2, 4, 8));
    let outcome = read("a,b,c\n\"1,2,\"x\"\n1,\"p \"q\" r, s\",3\n4,5,6\n");
    assert_eq!(outcome.rows, [["\"1", "2", "x"], ["1", "p \"q\" r, s", "3"], ["4", "5", "6"]]);
    let outcome = read("a,b,c\n\"x\"y,z\n4,5,6\n");
    assert_eq!(outcome.reasons(), [(2, SetAside::TextAfterQuote)]);
}

#[test]
fn long_cells_are_refused_at_the_limit() {
    let limits = Limits { max_cell_bytes: 10, max_columns: 100 };
    let long = "x".repeat(3_000_000);
    for (cell, reason) in [
        (format!("{long}\n"), SetAside::CellTooLong),
        (format!("\"{long}\"\n"), SetAside::CellTooLong),
        ("\"12345678901\"\n".to_owned(), SetAside::CellTooLong),
        (format!("\"1\n{}", "2,y\n".repeat(40)), SetAside::UnterminatedQuote),
    ] {
        let text = format!("a,b\n0,1234567890\n1,{cell}2,y\n");
        let outcome = read_with("table.csv", text.as_bytes(), &Overrides::default(), &limits).unwrap();
        assert_eq!(outcome.reasons(), [(3, reason)]);
        assert_eq!(outcome.rows.last().unwrap(), &["2", "y"]);
        assert_eq!(outcome.rows[0], ["0", "1234567890"]);
    }
}

#[test]
fn reports_have_titles_and_footers() {
    let outcome = read(concat!(
        "Pipeline report\nCreated by me\n\nOpportunity ID,Stage,Amount\n006A,Won,5\n006B,Won,6\nOpportunity ID,Stage,Amount\n006C,Won,7\n",
        "\n\"Grand Totals (3 records)\"\n\n\"Confidential Information - Do Not Distribute\",,\nprinted by me\n"
    ));
    assert_eq!((outcome.probe.header_line, outcome.rows.len()), (4, 3));
    assert_eq!(
        outcome.reasons(),
        [
            (1, SetAside::Preamble),
            (2, SetAside::Preamble),
            (7, SetAside::RepeatedHeader),
            (10, SetAside::Footer),
            (12, SetAside::Footer),
            (13, SetAside::Footer)
        ]
    );
    assert_eq!(outcome.account.set_aside_counts[&SetAside::Blank], 3);
    assert_eq!(outcome.account.last_line, 13);
}

#[test]
fn headings_with_quotes_are_known_again() {
    let line = "Record ID,\"Date entered \"\"Closed Won (Sales)\"\"\",Amount\n";
    let outcome = read(format!("{line}1,2026-01-05,5\n{line}2,2026-01-06,6\n"));
    assert_eq!((outcome.rows.len(), outcome.reasons()), (2, vec![(3, SetAside::RepeatedHeader)]));
}

#[test]
fn excel_directives_are_heeded() {
    let outcome = read("sep=;\nid;name, full\n1;x\n");
    assert_eq!(
        (outcome.probe.header_line, outcome.probe.headings),
        (2, vec!["id".to_owned(), "name, full".to_owned()])
    );
}

#[test]
fn settings_win() {
    let overrides = Overrides {
        delimiter: Some(b';'),
        quote: None,
        encoding: Some("iso-8859-15".to_owned()),
        header_line: Some(3),
        any_header: false,
    };
    let bytes = b"\"odd\nid,x;name\nid;name\n1;\xA4\n";
    let outcome = read_with("table.csv", bytes, &overrides, &Limits::default()).unwrap();
    assert_eq!((outcome.probe.header_line, outcome.rows), (3, vec![vec!["1".to_owned(), "€".to_owned()]]));
    let unknown = Overrides { encoding: Some("klingon".to_owned()), ..Overrides::default() };
    assert!(matches!(read_with("t.csv", bytes, &unknown, &Limits::default()), Err(Error::UnknownEncoding { .. })));
}

#[test]
fn says_what_is_wrong_with_a_file() {
    assert!(matches!(refused(b""), Error::Empty { .. }));
    assert!(matches!(refused(b" \r\n\n"), Error::Empty { .. }));
    assert!(matches!(refused(b"PK\x03\x04...."), Error::Binary { .. }));
    assert!(matches!(refused(b"1,2\n3,4\n"), Error::NoHeader { .. }));
    assert!(matches!(refused(b"\"i\"d,name,x\np,q,r\ns,t,u\n"), Error::NoHeader { .. }));
    assert!(matches!(refused(b"id^name\n1^x\n2^y\n"), Error::OneColumn { likely: b'^', .. }));
    let aligned = "id    name   day\n1     Ann    2026\n2     Bo Li  2027\n3     Cy     2028\n";
    assert!(matches!(refused(aligned.as_bytes()), Error::FixedWidth { n_columns: 3, .. }));
    let endless = refused(format!("id,{}\n1,2\n", "x".repeat(2 << 20)).as_bytes()).to_string();
    assert!(endless.ends_with("its first line is longer than 1048576 bytes"), "{endless}");
    let wide = refused(format!("{}\n1,2\n", "x,".repeat(20_000)).as_bytes());
    assert!(matches!(wide, Error::TooManyColumns { n_columns: 20_001, .. }));
    let missing = probe(Path::new("/nowhere.csv"), &Overrides::default(), &Limits::default());
    assert!(matches!(missing, Err(Error::NotFound { .. })));
    let folder = probe(&std::env::temp_dir(), &Overrides::default(), &Limits::default());
    assert!(matches!(folder, Err(Error::IsDirectory { .. })));
    assert!(read("id,name\n").rows.is_empty());
    assert_eq!(read("id\n1\n2\n").rows, [["1"], ["2"]]);
}

#[test]
fn gzip_is_read_whole_or_not_at_all() {
    let table = format!("id,name\n{}", "1,x\n2,y\n".repeat(1000));
    let pack = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let whole = pack(&table);
    let read = |bytes: &[u8]| read_with("table.csv.gz", bytes, &Overrides::default(), &Limits::default());
    let outcome = read(&whole).unwrap();
    assert_eq!((outcome.rows.len(), outcome.account.text_bytes), (2000, table.len() as u64));
    let members = [whole.clone(), pack("3,z\n")].concat();
    assert_eq!(read(&members).unwrap().rows.len(), 2001);
    for cut in 3..whole.len() {
        assert!(matches!(read(&whole[..cut]), Err(Error::TruncatedGzip { .. })), "cut at {cut}");
    }
    assert!(matches!(read(b"id,name\n"), Err(Error::BrokenGzip { .. })));
}

#[test]
fn the_hash_is_of_the_cells() {
    let plain = read("a,b,c\n1,x,z\n2,y,w\n");
    let quoted = read("\"a\";b;c\n\"1\";\"x\";z;\n2;y;\"w\";\n");
    assert_eq!(plain.hashes, quoted.hashes);
    let shifted = read("a,b,c\n\"p,q\",r,s\np,\"q,r\",s\n\"p,q,\",r,s\np,q,\n");
    let distinct: std::collections::BTreeSet<u128> = shifted.hashes.iter().copied().collect();
    assert_eq!(distinct.len(), 4);
}

#[test]
fn the_digest_is_that_of_the_file() {
    let digest = read("id,name\n1,x\n").account.sha256;
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "30c0097a2a0c669be16f7aeaecf9573f2539440c758cb2f126031cc430ed88b8");
}

/// The window is 256 KiB; records must not care where it ends.
#[test]
fn records_across_windows_are_the_same() {
    let row = |i: usize| format!("{i},\"{} \"\"{i}\"\"\n\",é{}\r\n", "long text ".repeat(i % 97), "x".repeat(i % 13));
    let text: String = std::iter::once("id,body,name\r\n".to_owned()).chain((0..6000).map(row)).collect();
    assert!(text.len() > 1_500_000);
    let outcome = read(&text);
    assert_eq!((outcome.rows.len(), outcome.account.set_aside.len(), outcome.probe.is_whole), (6000, 0, false));
    for (i, (cells, line)) in outcome.rows.iter().zip(&outcome.lines).enumerate() {
        assert_eq!((cells[0].as_str(), *line as usize), (i.to_string().as_str(), 2 + 2 * i));
        assert_eq!(cells[1], format!("{} \"{i}\"\n", "long text ".repeat(i % 97)));
    }
    assert_eq!(outcome.probe.sample.as_slice(), &outcome.rows[..2000]);
}

fn read_any(bytes: &[u8]) -> Outcome {
    let overrides = Overrides { any_header: true, ..Overrides::default() };
    read_with("table.csv", bytes, &overrides, &Limits::default()).unwrap()
}
