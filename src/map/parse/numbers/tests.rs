//! Amounts in the notations of the world, the column's decision, and properties.

use proptest::prelude::*;

use super::*;

fn read_column(cells: &[&str]) -> Vec<Option<f64>> {
    let reader = NumberReader::decide(cells.iter().copied());
    cells.iter().map(|cell| reader.read(cell).expect("a number or blank")).collect()
}

fn read_one(cell: &str) -> Option<f64> {
    read_column(&[cell])[0]
}

#[test]
fn amounts_are_read_as_exports_write_them() {
    for (cell, number) in [
        ("12345.67", 12345.67),
        ("-3", -3.0),
        ("$40,000.00", 40000.0),
        ("$ 40,000", 40000.0),
        ("40.000,00 €", 40000.0),
        ("45k", 45000.0),
        ("1.2M", 1.2e6),
        ("12mio", 12e6),
        ("(1,200)", -1200.0),
        ("($1,200.50)", -1200.5),
        ("-$5", -5.0),
        ("$-5", -5.0),
        ("1 234,56", 1234.56),
        ("1\u{a0}234,56", 1234.56),
        ("1\u{202f}234.5", 1234.5),
        ("1'234.50", 1234.5),
        ("75%", 75.0),
        ("75 %", 75.0),
        ("USD 1,234.50", 1234.5),
        ("1,234.50 USD", 1234.5),
        ("US$1,000", 1000.0),
        ("4.000,00 Euro", 4000.0),
        ("12 500 kr", 12500.0),
        ("kr 1,250.50", 1250.5),
        ("1 250,50 zł", 1250.5),
        ("99 dollars", 99.0),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1,23,456.00", 123456.0),
        ("1.5E+05", 150000.0),
        ("1.2e6", 1.2e6),
        ("1.0E7", 1e7),
        ("1,5E05", 150000.0),
        ("12.345E3", 12345.0),
        ("2.5e-3", 0.0025),
        ("£9999", 9999.0),
        ("0.1", 0.1),
    ] {
        assert_eq!(read_one(cell), Some(number), "{cell}");
    }
}

#[test]
fn the_decimal_mark_is_the_columns() {
    assert_eq!(read_column(&["1.200", "3,50"]), [Some(1200.0), Some(3.5)]);
    assert_eq!(read_column(&["1,200", "3.50"]), [Some(1200.0), Some(3.5)]);
    assert_eq!(read_column(&["1,200"]), [Some(1200.0)]);
    assert_eq!(read_column(&["1.200"]), [Some(1.2)]);
}

#[test]
fn blank_and_empty_references_are_nothing() {
    assert_eq!(read_column(&["", " ", "#N/A", "\u{a0}", "000"]), [None; 5]);
}

#[test]
fn what_is_no_number_is_said() {
    let reader = NumberReader::default();
    for cell in [
        "NaN",
        "inf",
        "-inf",
        "1e400",
        "missing amount",
        "TBD",
        "1,2",
        "12,34.5",
        "1.2.3",
        "--5-5",
        ".",
        "$",
        "(",
        "%",
        "1e",
        "é",
    ] {
        assert!(reader.read(cell).is_err(), "{cell}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(cells in prop::collection::vec("\\PC{0,16}|[0-9.,eE$€k%()+ -]{0,12}", 1..4)) {
        let reader = NumberReader::decide(cells.iter().map(String::as_str));
        for cell in &cells {
            if let Ok(Some(number)) = reader.read(cell) {
                prop_assert!(number.is_finite());
            }
        }
    }

    #[test]
    fn plain_numbers_come_back(number in -1e12_f64..1e12) {
        let cents = (number * 100.0).round() / 100.0;
        prop_assert_eq!(NumberReader::default().read(&cents.to_string()), Ok(Some(cents)));
    }
}

#[test]
fn thousands_and_three_decimals_are_told_apart_by_the_column() {
    let decide = |cells: &[&str], is_money: bool, said: Option<Mark>| {
        let decision = NumberReader::decide_as(cells.iter().copied(), is_money, said);
        let read: Vec<f64> = cells.iter().filter_map(|cell| decision.reader.read(cell).ok().flatten()).collect();
        (read, decision.note)
    };
    let (read, note) = decide(&["45.000", "1.200", "300"], true, None);
    assert_eq!(read, [45_000.0, 1_200.0, 300.0]);
    let note = note.expect("a note");
    assert!(note.is_open);
    assert!(note.text.starts_with("2 of 3 cells, such as 1.200, could be thousands or three decimals"), "{note}");
    assert_eq!(decide(&["45.000", "1.200"], false, None).0, [45.0, 1.2]);
    assert_eq!(decide(&["45.000", "1.200"], true, Some(Mark::Point)), (vec![45.0, 1.2], None));
    assert_eq!(decide(&["45,000"], true, Some(Mark::Comma)), (vec![45.0], None));
    assert_eq!(decide(&["45.000", "1.200,50"], true, None), (vec![45_000.0, 1_200.5], None));
    let (read, note) = decide(&["45.000", "12.5"], true, None);
    assert_eq!(read, [45.0, 12.5]);
    assert!(
        note.expect("a note").is_open,
        "one cell that shows a point does not settle what an amount of three decimals is"
    );
    assert_eq!(decide(&["45.000", "12.5"], false, None), (vec![45.0, 12.5], None));
    let (read, note) = decide(&["1.5", "2.5", "3,5"], true, None);
    assert_eq!(read, [1.5, 2.5]);
    let note = note.expect("a note");
    assert!(!note.is_open, "the cells decide it");
    assert!(note.text.starts_with("2 of 3 cells show a decimal point and 1 a decimal comma"), "{note}");
}

#[test]
fn a_mark_before_an_exponent_is_the_decimal_one() {
    assert_eq!(read_column(&["1.2e6", "3.4E5", "1e4", "900"]), [Some(1.2e6), Some(3.4e5), Some(1e4), Some(900.0)]);
    let decision = NumberReader::decide_as(["1.2e6", "3.4E5"].into_iter(), true, None);
    assert!(decision.note.is_none(), "{:?}", decision.note);
    let told = NumberReader::decide_as(["1.2e6"].into_iter(), true, Some(Mark::Comma)).reader;
    assert_eq!(told.read("1.2e6").expect("a number"), Some(1.2e6));
    assert_eq!(told.read("1.200,50").expect("a number"), Some(1200.5));
}
