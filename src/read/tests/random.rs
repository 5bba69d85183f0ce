//! Random bytes and random tables: nothing panics, every byte is accounted for, what was written comes back.

use proptest::prelude::*;

use super::super::{Error, Limits, Overrides};
use super::read_with;

/// Pieces that meet every branch of the tokenizer.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"\""[..],
        b"\"\"",
        b",",
        b";",
        b"\n",
        b"\r\n",
        b"\r",
        b"a",
        b"12",
        b" ",
        b"\\\"",
        b"\xE9",
        b"\xC3\xA9",
        b"\0",
        b"Total",
        b"\xFF",
    ]);
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn never_panics_and_accounts_for_every_byte(
        bytes in prop_oneof![pieces(), prop::collection::vec(any::<u8>(), 0..300)],
        has_header in any::<bool>(),
        max_cell_bytes in prop_oneof![Just(3_usize), Just(1 << 20)],
    ) {
        let bytes = if has_header { [b"id,name,x\n".as_slice(), &bytes].concat() } else { bytes };
        // The assertions are in there.
        let _ = read_with("t.csv", &bytes, &Overrides::default(), &Limits { max_cell_bytes, max_columns: 50 });
    }

    #[test]
    fn tables_come_back_as_they_were_written(
        cells in (1_usize..6).prop_flat_map(|width| {
            let cell = prop_oneof!["[a-z0-9]{0,6}", "[ -~\n\r\u{e9}\u{1F600}]{0,12}"];
            prop::collection::vec(prop::collection::vec(cell, width), 0..12)
        }),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        is_crlf in any::<bool>(),
        is_quoted in any::<bool>(),
    ) {
        let width = cells.first().map_or(2, Vec::len);
        // Rows without any text, and ones that look like totals or headings, are not rows to us.
        let rows: Vec<Vec<String>> = cells.into_iter().enumerate()
            .map(|(i, mut row)| { row[0] = format!("r{i} {}", row[0]); row }).collect();
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(if is_crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .quote_style(if is_quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary })
            .from_writer(Vec::new());
        writer.write_record((0..width).map(|i| format!("heading {}", (b'a' + i as u8) as char))).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let overrides = Overrides { delimiter: Some(delimiter), encoding: Some("utf-8".to_owned()), header_line: Some(1), ..Overrides::default() };
        match read_with("t.csv", &bytes, &overrides, &Limits::default()) {
            Ok(outcome) => prop_assert_eq!(outcome.rows, rows),
            Err(Error::OneColumn { .. }) => prop_assert_eq!(width, 1),
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        }
    }
}
