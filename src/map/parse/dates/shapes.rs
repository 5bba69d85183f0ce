//! One cell to the numbers in it: every notation but the commonest ISO one, without a decision on day or month.

use super::fraction;

/// A date and perhaps a time of day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) date: Date,
    pub(super) time: Option<Time>,
}

/// The date of a cell; not yet checked against the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) enum Date {
    /// The year stood first or the month has a name.
    Certain { year: i32, month: u32, day: u32 },
    /// Two numbers before the year.
    Numeric { first: u32, second: u32, year: i32, separator: u8 },
}

/// A time of day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    /// Microseconds since midnight.
    pub(super) micros: i64,
    /// Seconds east of UTC; `None` for a local time.
    pub(super) offset_seconds: Option<i32>,
    /// It was written with AM or PM.
    pub(super) has_meridiem: bool,
}

impl Time {
    /// Midnight by its own clock, where that is no zone's but the column's or UTC.
    pub(super) fn is_midnight(&self) -> bool {
        self.micros == 0 && matches!(self.offset_seconds, None | Some(0))
    }
}

/// Beginnings of month names in English, German, French, Spanish, Italian, Dutch, Portuguese and the Nordic languages.
const MONTHS: [(&str, u32); 36] = [
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("maa", 3),
    ("mrt", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("mag", 5),
    ("maj", 5),
    ("juin", 6),
    ("jun", 6),
    ("giu", 6),
    ("juil", 7),
    ("jul", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("out", 10),
    ("ott", 10),
    ("nov", 11),
    ("dec", 12),
];
/// More of December, and of the days of the week that may stand before a date.
const DECEMBERS: [&str; 4] = ["dez", "déc", "dic", "des"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Abbreviations of zones that mean one offset wherever CRMs are used; hours east of UTC.
const ZONES: [(&str, i32); 19] = [
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("AKST", -9),
    ("HST", -10),
    ("WET", 0),
    ("WEST", 1),
    ("BST", 1),
    ("CET", 1),
    ("CEST", 2),
    ("EET", 2),
    ("EEST", 3),
    ("AEST", 10),
    ("AEDT", 11),
];

/// The numbers of a trimmed cell.
pub(super) fn parse(text: &str) -> Option<Cell> {
    // No notation is longer; free text in a date column is.
    if text.len() > 64 {
        return None;
    }
    let mut cursor = Cursor { rest: text };
    let date = cursor.date()?;
    cursor.skip(|character| character.is_whitespace() || character == ',');
    if cursor.rest.starts_with(['T', 't']) {
        cursor.rest = &cursor.rest[1..];
    } else if let Some(rest) = cursor.rest.strip_prefix("at ") {
        cursor.rest = rest;
    }
    if cursor.rest.is_empty() {
        return Some(Cell { date, time: None });
    }
    let time = cursor.time()?;
    cursor.rest.is_empty().then_some(Cell { date, time: Some(time) })
}

/// Whether the year of `3/4/25` has two digits.
pub(super) fn has_short_year(text: &str) -> bool {
    let date = text.split([' ', ',']).next().unwrap_or(text);
    date.rsplit(['/', '.', '-']).next().is_some_and(|year| year.len() == 2)
}

struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(is_skipped);
    }

    fn eat(&mut self, character: char) -> bool {
        let after = self.rest.strip_prefix(character);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// A number of at most four digits and how many it had.
    fn number(&mut self) -> Option<(u32, usize)> {
        let n_digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if n_digits == 0 || n_digits > 4 {
            return None;
        }
        let (digits, rest) = self.rest.split_at(n_digits);
        self.rest = rest;
        Some((digits.parse().ok()?, n_digits))
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find(|character: char| !character.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn date(&mut self) -> Option<Date> {
        if self.rest.starts_with(char::is_alphabetic) {
            return self.month_first();
        }
        if let Some(date) = self.compact() {
            return Some(date);
        }
        let (first, n_digits) = self.number()?;
        if self.ordinal() {
            self.skip(|character| character == ' ');
            self.rest = self.rest.strip_prefix("of ").unwrap_or(self.rest);
            return self.named_month(first);
        }
        let separator = self.separator()?;
        if n_digits == 4 {
            return self.year_first(first, separator);
        }
        if n_digits > 2 {
            return None;
        }
        if self.rest.starts_with(char::is_alphabetic) {
            return self.named_month(first);
        }
        let (second, n_digits) = self.number()?;
        if n_digits > 2 || !matches!(separator, '/' | '.' | '-') || self.separator()? != separator {
            return None;
        }
        let year = self.year()?;
        Some(Date::Numeric { first, second, year, separator: separator as u8 })
    }

    /// `20260501`: eight digits that are a day of 1990 to 2050.
    fn compact(&mut self) -> Option<Date> {
        let n_digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = self.rest.get(..8).filter(|_| n_digits == 8)?.parse().ok()?;
        let (year, month, day) = ((number / 10_000) as i32, number / 100 % 100, number % 100);
        crate::domain::day_number(year, month, day).filter(|_| (1990..=2050).contains(&year))?;
        self.rest = &self.rest[8..];
        Some(Date::Certain { year, month, day })
    }

    /// `May 2026`, behind a day.
    fn named_month(&mut self, day: u32) -> Option<Date> {
        let month = month(self.word())?;
        self.skip(|character| matches!(character, '-' | '/' | '.' | ',' | ' '));
        let year = self.year()?;
        Some(Date::Certain { year, month, day })
    }

    /// The ending of `1st`, `2nd`, `3rd`, `4th`, when it stands here.
    fn ordinal(&mut self) -> bool {
        let after = ["st", "nd", "rd", "th"].iter().find_map(|ending| self.rest.strip_prefix(ending));
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// `2026/5/1`, `2026.05.01`, `2026-5-1`, `2026-May-01`.
    fn year_first(&mut self, year: u32, separator: char) -> Option<Date> {
        let month = if self.rest.starts_with(char::is_alphabetic) {
            month(self.word())?
        } else {
            self.number().filter(|(_, n_digits)| *n_digits <= 2)?.0
        };
        if self.separator()? != separator {
            return None;
        }
        let (day, n_digits) = self.number()?;
        (n_digits <= 2).then_some(Date::Certain { year: year as i32, month, day })
    }

    /// `Oct 9 2026`, `October 9, 2026`, `Fri, 9 Oct 2026`, `Fri Oct 09 2026`.
    fn month_first(&mut self) -> Option<Date> {
        let word = self.word();
        let is_between = |character: char| matches!(character, '.' | ',' | ' ' | '-' | '/');
        self.skip(is_between);
        let Some(month) = month(word) else {
            let is_weekday = has_beginning(word, &WEEKDAYS);
            return if is_weekday { self.date() } else { None };
        };
        let (day, n_digits) = self.number()?;
        self.ordinal();
        self.skip(is_between);
        let year = self.year()?;
        (n_digits <= 2).then_some(Date::Certain { year, month, day })
    }

    /// One of `/ . -` or spaces; `9. Oct` has a point and a space.
    fn separator(&mut self) -> Option<char> {
        let separator = self.rest.chars().next().filter(|character| matches!(character, '/' | '.' | '-' | ' '))?;
        self.rest = &self.rest[1..];
        self.skip(|character| character == ' ');
        Some(separator)
    }

    fn year(&mut self) -> Option<i32> {
        match self.number()? {
            (year, 4) => Some(year as i32),
            // The convention of POSIX: 69 to 99 are of the last century.
            (year, 2) => Some(if year < 69 { 2000 } else { 1900 } + year as i32),
            _ => None,
        }
    }

    fn time(&mut self) -> Option<Time> {
        let (hour, n_digits) = self.number()?;
        let (mut minute, mut second, mut micros) = (0, 0, 0);
        let has_minutes = self.eat(':');
        if has_minutes {
            minute = self.two_digits()?;
            if self.eat(':') {
                second = self.two_digits()?;
                if self.rest.starts_with(['.', ',']) {
                    let (fraction, rest) = fraction(&self.rest.as_bytes()[1..])?;
                    micros = fraction;
                    self.rest = &self.rest[self.rest.len() - rest.len()..];
                }
            }
        }
        self.skip(char::is_whitespace);
        let meridiem = self.meridiem();
        let hour = match (meridiem, hour) {
            (Some(is_afternoon), 1..=12) => hour % 12 + if is_afternoon { 12 } else { 0 },
            (None, 0..=23) if has_minutes => hour,
            (None, 24) if minute == 0 && second == 0 => hour,
            _ => return None,
        };
        if n_digits > 2 || minute > 59 || second > 60 {
            return None;
        }
        self.skip(char::is_whitespace);
        let offset_seconds = self.offset()?;
        let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Some(Time { micros: seconds * 1_000_000 + micros, offset_seconds, has_meridiem: meridiem.is_some() })
    }

    fn two_digits(&mut self) -> Option<u32> {
        self.number().filter(|(_, n_digits)| *n_digits == 2).map(|(number, _)| number)
    }

    /// Whether AM or PM stands here: `Some(true)` in the afternoon.
    fn meridiem(&mut self) -> Option<bool> {
        // Spaces of any kind and width stand between the letters: `a. m.`.
        let mut rest = self.rest;
        let letter = rest.chars().next()?.to_ascii_lowercase();
        let is_afternoon = matches!(letter, 'a' | 'p').then_some(letter == 'p')?;
        rest = rest[1..].trim_start_matches('.').trim_start();
        rest = rest.strip_prefix(['m', 'M'])?;
        self.rest = rest.strip_prefix('.').unwrap_or(rest);
        Some(is_afternoon)
    }

    /// `Z`, `UTC`, `GMT`, `EST`, `+01:00`, `+0100`, `+01`, `GMT+0100`. The outer `None`: none of these, or `GMT+2`, of
    /// which nobody knows which side of Greenwich it is.
    fn offset(&mut self) -> Option<Option<i32>> {
        let mut is_utc = false;
        for name in ["UTC", "GMT", "Z", "z"] {
            if let Some(rest) = self.rest.strip_prefix(name) {
                (self.rest, is_utc) = (rest, true);
                break;
            }
        }
        if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == self.rest) {
            self.rest = "";
            return Some(Some(hours * 3600));
        }
        let sign = match self.rest.bytes().next() {
            None => return Some(is_utc.then_some(0)),
            Some(b'+') => 1,
            Some(b'-') => -1,
            // The minus sign of ISO 8601 proper, three bytes, is not seen in exports.
            Some(_) => return None,
        };
        self.rest = &self.rest[1..];
        let (number, n_digits) = self.number()?;
        let (hours, minutes) = match n_digits {
            1 | 2 if self.eat(':') => (number, self.two_digits()?),
            1 | 2 if is_utc => return None,
            1 | 2 => (number, 0),
            4 => (number / 100, number % 100),
            _ => return None,
        };
        (hours <= 18 && minutes < 60).then_some(Some(sign * (hours * 3600 + minutes * 60) as i32))
    }
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let named = MONTHS.iter().find(|(beginning, _)| word.starts_with(beginning)).map(|&(_, month)| month);
    named.or_else(|| DECEMBERS.iter().any(|beginning| word.starts_with(beginning)).then_some(12))
}

fn has_beginning(word: &str, beginnings: &[&str]) -> bool {
    let word = word.to_lowercase();
    beginnings.iter().any(|beginning| word.starts_with(beginning))
}
