//! Dates and times of one column. ISO 8601 is read in any column; which of two numbers is the day is decided once a
//! column, from the cells that leave no choice.
//!
//! Cells of the other order are then unreadable and reported: reading each cell as it pleases would turn half of a
//! day/month column silently into other days. Placeholders such as `9999-12-31` are nothing. A spreadsheet's serial
//! number is read as a date only where the whole column is such numbers.

mod evidence;
mod shapes;
#[cfg(test)]
mod tests;

use crate::domain::{DAY_MICROS, DateOnly, LocalTime, Moment, Zone, day_number};
use crate::settings::DateOrder;

use super::super::note::FileNote;
use super::Unreadable;
use super::text::is_empty_reference;
use evidence::Evidence;
use shapes::{Cell, Date, Time};

/// Years outside are typing errors or placeholders.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// Spreadsheet serial numbers that can be dates of a CRM: 1954 to 2119, our judgement.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;
/// The serial number of 1970-01-01.
const SERIAL_OF_EPOCH: i64 = 25_569;
/// Seconds since the epoch that are taken for a time: 1990-01-01 to 2050-01-01.
const EPOCH_SECONDS: std::ops::Range<i64> = 631_152_000..2_524_608_000;

/// Which of two leading numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
    /// The sample had no such cell: slashes are month first, points and hyphens day first.
    BySeparator,
    /// Both orders stand in the column: cells that could be either are no date.
    Mixed,
    /// All cells are a spreadsheet's serial numbers.
    Serial,
}

impl From<DateOrder> for Order {
    fn from(order: DateOrder) -> Order {
        match order {
            DateOrder::DayFirst => Order::DayFirst,
            DateOrder::MonthFirst => Order::MonthFirst,
        }
    }
}

/// What is known of a column's order beside its own cells.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    /// By `audit.toml`: it settles the order.
    pub(crate) said: Option<DateOrder>,
    /// By the other columns of the file: it counts where the column's own cells show nothing.
    pub(crate) by_file: Option<DateOrder>,
    /// By the files around: it counts where the file shows nothing, and nothing in how its dates are written does.
    pub(crate) by_others: Option<DateOrder>,
}

/// Reads the dates of one column.
#[derive(Clone, Copy, Debug)]
pub struct DateReader {
    order: Order,
    /// Every time in the sample is midnight: the column holds days, which an exporter has written as times.
    has_days_only: bool,
    /// Times without an offset are UTC, because the heading says so.
    is_utc: bool,
}

/// How a column is read, and why.
#[derive(Clone, Debug)]
pub struct DateDecision {
    /// The reader.
    pub reader: DateReader,
    /// A sentence for the report where cells of the sample could be read in two ways, or contradict each other.
    pub note: Option<FileNote>,
    /// How many cells of the sample could be day/month or month/day.
    pub ambiguous: usize,
    /// The notation in words.
    pub format: &'static str,
}

impl DateReader {
    /// A reader for a column with these cells.
    pub fn decide<'a>(samples: impl Iterator<Item = &'a str>) -> DateDecision {
        DateReader::decide_as(samples, Told::default())
    }

    /// The same, where `audit.toml` may have said which number is the day, and the other columns of the file may show it.
    pub(crate) fn decide_as<'a>(samples: impl Iterator<Item = &'a str>, told: Told) -> DateDecision {
        let mut evidence = Evidence::default();
        samples.filter(|cell| !is_empty_reference(cell)).for_each(|cell| evidence.add(cell));
        let own = evidence.order(told);
        let order = if own == Order::Serial { own } else { told.said.map_or(own, Order::from) };
        let has_days_only = evidence.has_days_only();
        let format = match order {
            Order::DayFirst => "day/month/year",
            Order::MonthFirst => "month/day/year",
            Order::BySeparator => "year-month-day",
            Order::Mixed => "day/month/year and month/day/year mixed",
            Order::Serial => "serial numbers of a spreadsheet",
        };
        let note = if told.said.is_some() { None } else { evidence.note(order, told) };
        let ambiguous = evidence.n_ambiguous;
        DateDecision { reader: DateReader { order, has_days_only, is_utc: false }, note, ambiguous, format }
    }

    /// The same reader for columns with these headings: where all say `(UTC)`, so are their times without an offset. Days
    /// without a time stay days.
    pub(crate) fn headed<'a>(self, headings: impl Iterator<Item = &'a str>) -> DateReader {
        let mut headings = headings.peekable();
        DateReader { is_utc: headings.peek().is_some() && headings.all(says_utc), ..self }
    }

    /// The instant that a cell names, and what became of a local time that the clock skipped or showed twice.
    ///
    /// **Absent**: `None` for a blank cell and for placeholders (`0000-00-00`, `0001-01-01`, `1900-01-00`,
    /// `9999-12-31`).
    ///
    /// # Errors
    /// Text that is no date in the column's notation, days that do not exist, years outside 1900 to 2200.
    pub fn read(&self, text: &str, zone: &Zone) -> Result<Option<(Moment, LocalTime)>, Unreadable> {
        if let Some((year, month, day, time)) = read_iso(text.as_bytes()) {
            return self.resolve(year, month, day, time, zone);
        }
        self.read_other(text, zone)
    }

    #[inline(never)]
    fn read_other(&self, text: &str, zone: &Zone) -> Result<Option<(Moment, LocalTime)>, Unreadable> {
        if is_empty_reference(text) {
            return Ok(None);
        }
        let text = text.trim();
        if self.order == Order::Serial
            && let Some(serial) = serial(text)
        {
            return Ok(Some(self.of_serial(serial, zone)));
        }
        if let Some((local, other)) = named_zone(text) {
            let reader = DateReader { is_utc: false, ..*self };
            return Ok(reader.read(local, &other)?.map(|(moment, kind)| (zone.instant(moment.utc()), kind)));
        }
        if let Some(utc) = from_epoch(text) {
            return Ok(Some((zone.instant(utc), LocalTime::Plain)));
        }
        let Cell { date, time } = shapes::parse(text).ok_or(self.unreadable())?;
        let (year, month, day) = match date {
            Date::Certain { year, month, day } => (year, month, day),
            Date::Numeric { first, second, year, separator } => {
                if is_placeholder(year, first, second) || is_placeholder(year, second, first) {
                    return Ok(None);
                }
                match self.order {
                    Order::Mixed if first == second || first > 12 => (year, second, first),
                    Order::Mixed if second > 12 => (year, first, second),
                    Order::Mixed => return Err(self.unreadable()),
                    _ if self.is_day_first(separator) => (year, second, first),
                    _ => (year, first, second),
                }
            }
        };
        self.resolve(year, month, day, time, zone)
    }

    /// Whether a cell could be day/month as well as month/day, so that the column's order decides.
    pub(crate) fn is_ambiguous(text: &str) -> bool {
        match shapes::parse(text.trim()).map(|cell| cell.date) {
            Some(Date::Numeric { first, second, .. }) => {
                (1..=12).contains(&first) && (1..=12).contains(&second) && first != second
            }
            _ => false,
        }
    }

    /// Whether a cell can be read in one of the two orders only.
    pub(crate) fn is_decisive(text: &str) -> bool {
        DateReader::order_of(text).is_some()
    }

    /// The order of a cell that can be read in one only.
    pub(crate) fn order_of(text: &str) -> Option<DateOrder> {
        match shapes::parse(text.trim()).map(|cell| cell.date) {
            Some(Date::Numeric { first: 13..=31, second: 1..=12, .. }) => Some(DateOrder::DayFirst),
            Some(Date::Numeric { first: 1..=12, second: 13..=31, .. }) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    fn is_day_first(self, separator: u8) -> bool {
        match self.order {
            Order::DayFirst => true,
            Order::MonthFirst => false,
            Order::BySeparator | Order::Mixed | Order::Serial => separator != b'/',
        }
    }

    #[inline]
    fn resolve(
        self,
        year: i32,
        month: u32,
        day: u32,
        time: Option<Time>,
        zone: &Zone,
    ) -> Result<Option<(Moment, LocalTime)>, Unreadable> {
        if is_placeholder(year, month, day) {
            return Ok(None);
        }
        let number = if YEARS.contains(&year) { day_number(year, month, day) } else { None };
        let Some(number) = number else { return Err(self.unreadable()) };
        Ok(Some(match time {
            None => (zone.date(number), LocalTime::Plain),
            Some(time) if self.has_days_only && time.is_midnight() => (zone.date(number), LocalTime::Plain),
            Some(Time { micros, offset_seconds: None, .. }) => {
                self.zoneless(i64::from(number) * DAY_MICROS + micros, zone)
            }
            Some(Time { micros, offset_seconds: Some(offset), .. }) => {
                let utc = i64::from(number) * DAY_MICROS + micros - i64::from(offset) * 1_000_000;
                (zone.instant(utc), LocalTime::Plain)
            }
        }))
    }

    /// A time without an offset, in microseconds of the clock that it was read from.
    fn zoneless(self, wall: i64, zone: &Zone) -> (Moment, LocalTime) {
        if self.is_utc { (zone.instant(wall), LocalTime::Plain) } else { zone.local(wall) }
    }

    fn of_serial(self, serial: f64, zone: &Zone) -> (Moment, LocalTime) {
        let day = serial.floor() as i64 - SERIAL_OF_EPOCH;
        // Whole seconds: the fraction of a serial number is a binary approximation of the time.
        let seconds = (serial.fract() * 86_400.0).round() as i64;
        if seconds == 0 {
            (zone.date(day as i32), LocalTime::Plain)
        } else {
            self.zoneless(day * DAY_MICROS + seconds * 1_000_000, zone)
        }
    }

    fn unreadable(self) -> Unreadable {
        let expected = match self.order {
            Order::DayFirst => "a date in day/month/year or year-month-day order, of 1900 to 2200",
            Order::MonthFirst => "a date in month/day/year or year-month-day order, of 1900 to 2200",
            Order::Mixed => {
                "a date that can be read in one way: the column mixes day/month and month/day; date_order in audit.toml \
                 settles it"
            }
            Order::BySeparator | Order::Serial => "a date such as 2026-05-11, of 1900 to 2200",
        };
        Unreadable { expected }
    }
}

/// Whether a heading ends in the zone of its times: `Ended At (UTC)`, `created_at_utc`.
fn says_utc(heading: &str) -> bool {
    let mut words = heading.rsplit(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().is_some_and(|last| ["utc", "gmt"].iter().any(|zone| last.eq_ignore_ascii_case(zone)))
}

/// Dates that exports write where there is none.
#[inline]
fn is_placeholder(year: i32, month: u32, day: u32) -> bool {
    matches!((year, month, day), (0, 0, 0) | (1, 1, 1) | (1900, 1, 0) | (9999, 12, 31))
}

/// `2026-05-11`, optionally with `T` or a space, `09:30`, `:15`, a fraction and `Z`: nine cells in ten, and read by the
/// million, so by hand. Any other shape is left to [`shapes::parse`].
#[inline]
fn read_iso(text: &[u8]) -> Option<(i32, u32, u32, Option<Time>)> {
    let (date, time) = text.split_first_chunk::<10>()?;
    let &[y0, y1, y2, y3, dash, m0, m1, second_dash, d0, d1] = date;
    if dash != b'-' || second_dash != b'-' || !are_digits([y0, y1, y2, y3, m0, m1, d0, d1]) {
        return None;
    }
    let year = (two_digits(y0, y1) * 100 + two_digits(y2, y3)) as i32;
    let (month, day) = (two_digits(m0, m1), two_digits(d0, d1));
    if time.is_empty() {
        return Some((year, month, day, None));
    }
    let &[b'T' | b' ', h0, h1, b':', n0, n1, ref rest @ ..] = time else { return None };
    if !are_digits([h0, h1, n0, n1]) {
        return None;
    }
    let (hour, minute) = (two_digits(h0, h1), two_digits(n0, n1));
    let (second, rest) = match rest {
        &[b':', tens, ones, ref rest @ ..] if are_digits([tens, ones]) => (two_digits(tens, ones), rest),
        _ => (0, rest),
    };
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => fraction(rest)?,
        _ => (0, rest),
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset_seconds = match rest {
        [] => None,
        [b'Z'] | [b'+', b'0', b'0', b'0', b'0'] => Some(0),
        _ => return None,
    };
    let micros = (i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)) * 1_000_000 + fraction;
    Some((year, month, day, Some(Time { micros, offset_seconds, has_meridiem: false })))
}

/// Whether all are digits, without a branch for each.
#[inline]
fn are_digits<const N: usize>(bytes: [u8; N]) -> bool {
    bytes.iter().fold(true, |so_far, byte| so_far & byte.is_ascii_digit())
}

/// The number of two digits.
#[inline]
fn two_digits(tens: u8, ones: u8) -> u32 {
    u32::from(tens & 15) * 10 + u32::from(ones & 15)
}

/// Microseconds of the digits behind a decimal mark (what is finer is cut), and what stands behind them.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let n_digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(n_digits);
    let micros = (0..6).fold(0, |sum, k| sum * 10 + digits.get(k).map_or(0, |digit| i64::from(digit - b'0')));
    (n_digits > 0).then_some((micros, rest))
}

/// A time with the name of its zone: `2026-05-11 09:00 Europe/Berlin`, `2026-05-11T09:00+02:00[Europe/Berlin]`; and the
/// clock of a browser, `.. GMT+0200 (Central European Summer Time)`, whose words repeat its offset.
fn named_zone(text: &str) -> Option<(&str, Zone)> {
    let (local, name) = match text.as_bytes().last()? {
        b']' => text[..text.len() - 1].rsplit_once('[')?,
        b')' => {
            return text.rsplit_once(" (").map(|(local, _)| (local, Zone::utc())).filter(|(l, _)| l.contains("GMT"));
        }
        last if last.is_ascii_alphabetic() => text.rsplit_once(' ')?,
        _ => return None,
    };
    let is_name = name.contains('/') && name.starts_with(|first: char| first.is_ascii_alphabetic());
    let zone = if is_name { Zone::named(name, DateOnly::Midday)? } else { return None };
    local.contains(':').then_some((local, zone))
}

fn serial(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse::<f64>().ok().filter(|serial| is_plain && text.len() >= 5 && SERIALS.contains(serial))
}

/// Ten digits are seconds since the epoch, thirteen are milliseconds.
fn from_epoch(text: &str) -> Option<i64> {
    if !matches!(text.len(), 10 | 13) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let micros = if text.len() == 10 { number * 1_000_000 } else { number * 1_000 };
    EPOCH_SECONDS.contains(&(micros / 1_000_000)).then_some(micros)
}
