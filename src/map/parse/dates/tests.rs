//! Each notation of the exports once, the column's decision, and properties.

use proptest::prelude::*;

use super::*;
use crate::domain::{DateOnly, HOUR_MICROS, iso_date};

fn read_column(cells: &[&str]) -> Vec<Result<Option<(Moment, LocalTime)>, Unreadable>> {
    let reader = DateReader::decide(cells.iter().copied()).reader;
    cells.iter().map(|cell| reader.read(cell, &Zone::utc())).collect()
}

/// `2026-05-11` for a date, `2026-05-11 09:30:15.5` (UTC) for a time.
fn shown(cell: &str) -> String {
    match read_column(&[cell]).pop() {
        Some(Ok(Some((moment, _)))) if moment.is_day() => iso_date(moment.day()),
        Some(Ok(Some((moment, _)))) => {
            let micros = moment.utc().rem_euclid(DAY_MICROS);
            let (hours, rest) = (micros / HOUR_MICROS, micros % HOUR_MICROS);
            format!("{} {hours:02}:{:02}:{}", iso_date(moment.day()), rest / 60_000_000, rest % 60_000_000)
        }
        Some(Ok(None)) => "nothing".to_owned(),
        _ => "unreadable".to_owned(),
    }
}

#[test]
fn every_notation_of_the_exports_is_read() {
    for (cell, expected) in [
        ("2026-05-11", "2026-05-11"),
        ("2026-05-11 09:30", "2026-05-11 09:30:0"),
        ("2026-05-11T09:30:15", "2026-05-11 09:30:15000000"),
        ("2026-05-11 09:30:15.123456", "2026-05-11 09:30:15123456"),
        ("2026-05-11T09:30:15.5Z", "2026-05-11 09:30:15500000"),
        ("2026-03-05T14:15:33+01:00", "2026-03-05 13:15:33000000"),
        ("2024-01-22T16:14:25.000+0000", "2024-01-22 16:14:25000000"),
        ("2024-01-22T16:14:25.000-0130", "2024-01-22 17:44:25000000"),
        ("2019-12-09 13:01:26.939 UTC", "2019-12-09 13:01:26939000"),
        ("2021-01-07 6:49:18", "2021-01-07 06:49:18000000"),
        ("2026/5/1", "2026-05-01"),
        ("3/4/2025", "2025-03-04"),
        ("3/4/2025, 10:22 AM", "2025-03-04 10:22:0"),
        ("3/5/2026 2:15:33 PM", "2026-03-05 14:15:33000000"),
        ("02/23/26 08:55 PM", "2026-02-23 20:55:0"),
        ("02/23/26 12:05\u{202f}AM", "2026-02-23 00:05:0"),
        ("2nd March 2026", "2026-03-02"),
        ("3rd of March 2026 09:15", "2026-03-03 09:15:0"),
        ("20260304", "2026-03-04"),
        ("20261304", "unreadable"),
        ("25/2/2026 1:05 p. m.", "2026-02-25 13:05:0"),
        ("25/2/2026 12:05\u{a0}a.\u{a0}m.", "2026-02-25 00:05:0"),
        ("6/21/2025 16:14", "2025-06-21 16:14:0"),
        ("23-12-2023", "2023-12-23"),
        ("31/12/2026 19:00", "2026-12-31 19:00:0"),
        ("31.12.2026", "2026-12-31"),
        ("31. 12. 2026", "2026-12-31"),
        ("03-05-2026", "2026-05-03"),
        ("05-Mar-2026", "2026-03-05"),
        ("11/May/24 03:26 PM", "2024-05-11 15:26:0"),
        ("14/Jul/25 3:42 PM", "2025-07-14 15:42:0"),
        ("Oct 9 2026", "2026-10-09"),
        ("October 9th, 2026 at 3 PM", "2026-10-09 15:00:0"),
        ("9 Oct 2026", "2026-10-09"),
        ("9. Dezember 2026", "2026-12-09"),
        ("1 août 2026", "2026-08-01"),
        ("Fri, 09 Oct 2026 10:00:00 GMT", "2026-10-09 10:00:0"),
        ("1711929600", "2024-04-01 00:00:0"),
        ("1711929600000", "2024-04-01 00:00:0"),
        ("46280", "2026-09-15"),
        ("46280.5", "2026-09-15 12:00:0"),
        ("2050-01-01", "2050-01-01"),
        ("2026-05-11 24:00", "2026-05-12 00:00:0"),
    ] {
        assert_eq!(shown(cell), expected, "{cell}");
    }
}

#[test]
fn days_that_a_spreadsheet_took_for_months_are_noticed() {
    let note =
        |cells: &[&str]| DateReader::decide(cells.iter().copied()).note.map(|note| note.text).unwrap_or_default();
    let dates = ["2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01"];
    let texts = ["15/01/2026", "16/01/2026", "20/01/2026", "22/01/2026", "29/01/2026"];
    let both = [dates, texts].concat();
    assert!(note(&both).contains("5 cells are dates whose day is 12 at most, and 5 are texts"), "{}", note(&both));
    for one in ["2026-05-21", "03/04/2026", "01/15/2026"] {
        assert!(!note(&[&both[..], &[one]].concat()).contains("taken day and month"), "{one}");
    }
}

#[test]
fn placeholders_and_blanks_are_nothing() {
    for cell in [
        "",
        " ",
        "#N/A",
        "000000000000000AAA",
        "9999-12-31",
        "9999-12-31 23:59:59",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "1900-01-00",
        "0001-01-01",
        "0001-01-01T00:00:00Z",
        "31/12/9999",
        "12/31/9999",
        "00.00.0000",
    ] {
        assert_eq!(shown(cell), "nothing", "{cell}");
    }
}

#[test]
fn what_is_no_date_is_said() {
    for cell in [
        "2026-02-30",
        "1899-12-31",
        "2201-01-01",
        "FY26-Q3",
        "TBD",
        "next week",
        "2026-05",
        "5/2026",
        "13/13/2026",
        "2026-05-11 25:00",
        "2026-05-11 10:61",
        "2026-05-11x",
        "2026-05-11 10:00 Mars",
        "1/2-2026",
        "123",
        "99999999999",
        "10:30",
        "2026-05-11 10:00+99:00",
        "0/5/2026",
        "Oct 2026",
    ] {
        assert_eq!(shown(cell), "unreadable", "{cell}");
    }
}

#[test]
fn the_cells_that_leave_no_choice_decide_for_the_column() {
    let decision = DateReader::decide(["3/4/2025", "25/4/2025", "1/2/2025", "2026-01-01", ""].into_iter());
    assert_eq!((decision.format, decision.ambiguous), ("day/month/year", 2));
    let note = decision.note.expect("a note");
    assert!(!note.is_open, "the cells decide it");
    assert_eq!(
        note.text,
        "2 of 4 cells could be day/month or month/day; read as day/month because 1 cell can only be that"
    );
    let reader = decision.reader;
    let day = |cell| reader.read(cell, &Zone::utc()).map(|read| read.map(|(moment, _)| iso_date(moment.day())));
    assert_eq!(day("3/4/2025"), Ok(Some("2025-04-03".to_owned())));
    assert_eq!(day("2025-04-03"), Ok(Some("2025-04-03".to_owned())));
    assert!(day("4/25/2025").is_err());
}

/// What a note says, and whether it leaves the question open.
fn said(note: Option<FileNote>) -> (String, bool) {
    note.map_or_else(Default::default, |note| (note.text, note.is_open))
}

#[test]
fn without_such_cells_the_separator_decides_and_it_is_noted() {
    let decide = |cells: &[&str]| {
        let decision = DateReader::decide(cells.iter().copied());
        (decision.format, said(decision.note))
    };
    let (format, (note, is_open)) = decide(&["3/4/2025", "5/6/2025"]);
    assert!(format == "month/day/year" && is_open && note.ends_with("date_order in audit.toml settles it"), "{note}");
    let (format, (note, is_open)) = decide(&["3/4/25"]);
    assert!(format == "month/day/year" && !is_open && note.contains("two-digit years"), "{note}");
    let (format, (note, is_open)) = decide(&["03-04-2025"]);
    assert!(format == "day/month/year" && !is_open && note.contains("hyphens"), "{note}");
    assert_eq!(decide(&["5/5/2025"]), ("month/day/year", said(None)));
    assert_eq!(decide(&["2025-01-02"]), ("year-month-day", said(None)));
}

#[test]
fn cells_that_contradict_each_other_are_noted() {
    let decision = DateReader::decide(["25/4/2025", "26/4/2025", "4/27/2025"].into_iter());
    assert!(decision.note.expect("a note").text.starts_with("2 of 3 cells can only be day/month and 1 only month/day"));
}

#[test]
fn serial_numbers_are_dates_only_where_all_cells_are() {
    let read = read_column(&["46280", "2026-01-01"]);
    assert!(read[0].is_err() && read[1].is_ok());
}

#[test]
fn words_among_serial_numbers_are_no_other_notation() {
    let read = read_column(&["46280", "TBD", ""]);
    assert!(matches!(read[0], Ok(Some(_))) && read[1].is_err() && read[2] == Ok(None));
    assert!(read_column(&["46280", "12"])[0].is_err());
}

#[test]
fn times_that_are_all_midnight_are_days() {
    let new_york = Zone::named("America/New_York", DateOnly::Midday).expect("a zone");
    let days = |cells: &[&str]| -> Vec<bool> {
        let reader = DateReader::decide(cells.iter().copied()).reader;
        let read = |cell: &&str| reader.read(cell, &new_york).expect("a date").expect("a value");
        cells.iter().map(|cell| read(cell).0.is_day()).collect()
    };
    assert_eq!(days(&["2023-05-11 00:00:00", "2023-05-12"]), [true, true]);
    assert_eq!(days(&["5/11/2026 12:00 AM"]), [true]);
    assert_eq!(days(&["2023-05-11 00:00:00", "2023-05-12 09:30"]), [false, false]);
    assert_eq!(days(&["2023-05-11T00:00:00Z"]), [false]);
    assert_eq!(days(&["2023-05-11T00:00:00.000+0000"; 3]), [true; 3]);
    let reader = DateReader::decide(["2023-05-11 00:00:00"].into_iter()).reader;
    let close = reader.read("2023-05-11 00:00:00", &new_york).expect("a date").expect("a value").0;
    assert_eq!(iso_date(close.day()), "2023-05-11");
}

#[test]
fn local_times_stand_in_the_zone_and_report_its_jumps() {
    let berlin = Zone::named("Europe/Berlin", DateOnly::Midday).expect("a zone");
    let reader = DateReader::decide(std::iter::empty()).reader;
    let read = |cell| reader.read(cell, &berlin).expect("a date").expect("a value");
    assert_eq!(read("2026-03-29 02:30").1, LocalTime::Gap);
    assert_eq!(read("2026-10-25 02:30").1, LocalTime::Overlap);
    assert_eq!(read("2026-07-01 12:00").0.utc(), read("2026-07-01T10:00:00Z").0.utc());
    assert!(read("2026-07-01").0.is_day());
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(cells in prop::collection::vec("\\PC{0,24}|[0-9TZ:./ +-]{0,24}|[0-9]{1,2} [a-z]{3,5} [0-9]{2,4}", 1..5)) {
        let reader = DateReader::decide(cells.iter().map(String::as_str)).reader;
        for cell in &cells {
            let _ = reader.read(cell, &Zone::utc());
        }
    }

    #[test]
    fn iso_times_come_back(seconds in -2_208_988_800_i64..7_289_568_000) {
        let (day, second) = (seconds.div_euclid(86_400) as i32, seconds.rem_euclid(86_400));
        let (date, hour, minute) = (iso_date(day), second / 3600, second / 60 % 60);
        let reader = DateReader::decide(std::iter::empty()).reader;
        for cell in [
            format!("{date} {hour:02}:{minute:02}:{:02}", second % 60),
            format!("{date}T{hour:02}:{minute:02}:{:02}Z", second % 60),
            format!("{date} {hour}:{minute:02}:{:02}.000 UTC", second % 60),
        ] {
            let read = reader.read(&cell, &Zone::utc()).expect("a time").expect("a value");
            prop_assert_eq!(read.0.utc(), seconds * 1_000_000);
        }
        let read = reader.read(&date, &Zone::utc()).expect("a date").expect("a value");
        prop_assert_eq!((read.0.day(), read.0.is_day()), (day, true));
    }

    #[test]
    fn day_and_month_come_back_in_a_column_that_shows_its_order(day in -20_000_i32..60_000, is_day_first: bool) {
        let iso = iso_date(day);
        let (year, month, day_of_month) = (&iso[..4], &iso[5..7], &iso[8..]);
        let write = |day: &str, month: &str, year: &str| if is_day_first { format!("{day}/{month}/{year}") } else { format!("{month}/{day}/{year}") };
        let (cell, telling) = (write(day_of_month, month, year), write("25", "12", "2025"));
        let reader = DateReader::decide([cell.as_str(), telling.as_str()].into_iter()).reader;
        let read = reader.read(&cell, &Zone::utc()).expect("a date").expect("a value");
        prop_assert_eq!(read.0.day(), day);
    }
}

#[test]
fn what_audit_toml_says_settles_day_and_month() {
    let cells = ["03-04-2025", "05-06-2025"];
    for (said, expected) in [(DateOrder::DayFirst, "2025-04-03"), (DateOrder::MonthFirst, "2025-03-04")] {
        let decision = DateReader::decide_as(cells.into_iter(), Told { said: Some(said), ..Told::default() });
        assert_eq!(decision.note, None);
        let read = decision.reader.read(cells[0], &Zone::utc());
        let day = read.map(|moment| moment.map(|(moment, _)| crate::domain::iso_date(moment.day())));
        assert_eq!(day, Ok(Some(expected.to_owned())));
    }
}

#[test]
fn times_with_the_name_of_a_zone_are_instants() {
    let reader = DateReader::decide(std::iter::empty()).reader;
    let utc = |text: &str| reader.read(text, &Zone::utc()).ok().flatten().map(|(moment, _)| moment.utc());
    let nine = utc("2026-05-11T07:00:00Z");
    for text in [
        "2026-05-11 09:00 Europe/Berlin",
        "2026-05-11T09:00:00+02:00[Europe/Berlin]",
        "2026-05-11 09:00 CEST",
        "2026-05-11 03:00 EDT",
        "Mon May 11 2026 09:00:00 GMT+0200 (Central European Summer Time)",
    ] {
        assert!(nine.is_some() && utc(text) == nine, "{text}");
    }
    for text in ["2026-05-11 09:00 GMT+2", "2026-05-11 09:00 Mars/Olympus", "2026-05-11 Europe/Berlin"] {
        assert_eq!(utc(text), None, "{text}");
    }
}

#[test]
fn the_other_dates_of_the_file_settle_a_column_that_shows_nothing() {
    let decide = |cells: &[&str], by_file| {
        let decision = DateReader::decide_as(cells.iter().copied(), Told { by_file, ..Told::default() });
        (decision.format, said(decision.note))
    };
    let (format, (note, is_open)) = decide(&["03/04/2025"], Some(DateOrder::DayFirst));
    assert!(!is_open);
    assert!(format == "day/month/year" && note.ends_with("because other dates of the file can only be that"), "{note}");
    assert_eq!(decide(&["03/04/2025", "04/25/2025"], Some(DateOrder::DayFirst)).0, "month/day/year");
    assert_eq!(decide(&["2025-01-02"], Some(DateOrder::DayFirst)).0, "year-month-day");
}

#[test]
fn a_column_that_mixes_both_orders_reads_only_what_is_certain() {
    let read = read_column(&["25/03/2026", "03/26/2026", "03/04/2026", "5/5/2026", "2026-03-04"]);
    let days: Vec<Option<String>> =
        read.into_iter().map(|cell| cell.ok().flatten().map(|(moment, _)| iso_date(moment.day()))).collect();
    let expected = [Some("2026-03-25"), Some("2026-03-26"), None, Some("2026-05-05"), Some("2026-03-04")];
    assert_eq!(days, expected.map(|day| day.map(str::to_owned)));
    let one_slip: Vec<&str> = std::iter::repeat_n("25/03/2026", 30).chain(["03/26/2026", "03/04/2026"]).collect();
    assert!(read_column(&one_slip).pop().is_some_and(|cell| cell.is_ok()), "one typing error in thirty is no mixture");
}
