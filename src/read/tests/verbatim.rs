//! Tables that are read as they stand: several header rows, damaged or missing headings, blank cells, second tables.

use super::*;

#[test]
fn delimiters_of_several_bytes_and_apostrophes_as_quotes() {
    for (text, delimiter) in [
        ("id, name\r\n1, \"x, y\"\r\n2, z\r\n", ", "),
        ("id||name\n1||\"x, y\"\n2||z\n", "||"),
        ("id,name\n1,'x, y'\n2,z\n3,'u, v'\n", ","),
    ] {
        let outcome = read(text);
        assert_eq!(outcome.probe.dialect.delimiter_text(), delimiter, "{text:?}");
        assert_eq!(outcome.rows[..2], [["1", "x, y"], ["2", "z"]], "{text:?}");
    }
    let outcome = read("id,name\n1,'It's, so'\n2,'b, c'\n");
    assert_eq!(outcome.rows, [["1", "It's, so"], ["2", "b, c"]]);
    let spaced = read("id name note\n1 \"a b\" x\n2 \"c d\" y z\n3 \"e f\" z\n");
    assert_eq!((spaced.rows.len(), spaced.reasons()), (2, vec![(3, SetAside::TooWide)]));
    assert_eq!(read("Company Name\nAcme Corp\nBeta Inc\n").probe.headings, ["Company Name"]);
}

#[test]
fn headings_of_several_rows_are_joined_and_named_once() {
    let outcome = read("id,name\nid,name\n1,x\n2,y\n");
    assert_eq!((outcome.rows.len(), outcome.account.set_aside.len()), (2, 0));
    assert_eq!(outcome.probe.headings, ["id", "name"]);
    assert_eq!(outcome.probe.header.cells, ["id id", "name name"]);
}

#[test]
fn damaged_or_missing_headings_are_read_where_they_need_not_be_mapped() {
    let rows = "2026-01-05,5,x\n2026-01-06,6,y\n";
    let without = read_any(rows.as_bytes());
    assert_eq!((without.rows.len(), without.probe.header.cells.len(), without.lines), (2, 0, vec![1, 2]));
    for (header, cells) in [
        ("dayn,name", ["dayn", "name", ""]),
        ("day,,n,name", ["day", "n", "name"]),
        ("\"day,n,name", ["\"day", "n", "name"]),
        ("day n name", ["day", "n", "name"]),
    ] {
        let outcome = read_any(format!("{header}\n{rows}").as_bytes());
        assert_eq!(outcome.probe.header.cells, cells, "{header}");
        assert!(outcome.probe.header.damage.is_some(), "{header}");
        assert_eq!((outcome.rows.len(), outcome.account.set_aside.len()), (2, 0), "{header}");
    }
}

#[test]
fn a_blank_line_is_a_row_only_of_a_table_of_one_column_that_is_read_as_it_stands() {
    assert_eq!(read_any(b"name\n\nx\n\n").rows, [[""], ["x"], [""]]);
    assert_eq!(read("name\n\nx\n\n").rows, [["x"]]);
    assert_eq!(read_any(b"id,name\n\n1,x\n,\n").rows, [["1", "x"]]);
    for (nothing, row) in [(&b"\"\"\n"[..], vec![""]), (b",\n", vec!["", ""])] {
        assert_eq!(read_any(nothing).rows, [row]);
    }
}

#[test]
fn lines_that_are_all_alike_are_rows_where_the_table_is_read_as_it_stands() {
    let outcome = read_any(b"x,y,z\nx,y,z\n");
    assert_eq!((outcome.rows.len(), outcome.probe.header.cells.len()), (2, 0));
}

#[test]
fn a_second_table_is_no_part_of_the_first() {
    let outcome = read("id,name,day\n1,x,2026-01-05\n2,y,2026-01-06\nid,name\n1,x\n2,y\n");
    assert_eq!(outcome.rows.len(), 2);
    assert_eq!(outcome.account.set_aside_counts[&SetAside::OtherTable], 3);
    let (_folder, path) = file("t.csv", b"id,name\n1,x\n2,y\nid,name\n1,x\n2,y\n");
    let reading = survey(&path, &Overrides::default(), &Limits::default()).unwrap();
    assert_eq!((reading.second_copy, reading.rows_used()), (Some((4, 2)), 2));
    let mut out = Vec::new();
    write_table(&path, &reading, &Limits::default(), &mut out).unwrap().unwrap();
    assert_eq!(out, b"id,name\r\n1,x\r\n2,y\r\n");
}

#[test]
fn a_lost_delimiter_before_a_quote_is_noticed() {
    let outcome = read("id,kind,text\n1,Jacket\"Warm, light\"\n2,\"5\"\" pipe\",3\"\n3,5\",3\"\n");
    assert_eq!(outcome.reasons(), [(2, SetAside::StrayQuote)]);
    assert_eq!(outcome.rows[1], ["3", "5\"", "3\""]);
    let outcome = read("id,kind,text\n1,Rod\"Our 9\"\" rod, light.\"\n2,x,y\n");
    assert_eq!(outcome.reasons(), [(2, SetAside::StrayQuote)]);
}
