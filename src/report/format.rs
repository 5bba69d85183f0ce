//! Texts, days and instants made ready to be said, in any language; how figures and days are written is of the words.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

pub(crate) use super::words::numbers::*;

/// The local day of an instant in ISO, to sort by; other text comes back as it is.
pub(crate) fn sort_day(text: &str, zone: &str) -> String {
    zoned(text, zone).map_or_else(|| text.to_owned(), |at| at.date().to_string())
}

/// An ISO date as days since 1 January 1970.
pub(crate) fn day_number(text: &str) -> Option<f64> {
    let day: Date = text.get(..10)?.parse().ok()?;
    Some(f64::from(day.since(Date::constant(1970, 1, 1)).ok()?.get_days()))
}

/// The first days of the months from one ISO date to another, as days since 1970 with their names.
pub(crate) fn months_between(from: &str, to: &str) -> Vec<(f64, String)> {
    let parsed = |text: &str| text.get(..10).and_then(|day| day.parse::<Date>().ok());
    let (Some(from), Some(to)) = (parsed(from), parsed(to)) else { return Vec::new() };
    let next = |day: &Date| day.first_of_month().checked_add(jiff::Span::new().months(1)).ok();
    let first = if from.day() == 1 { Some(from) } else { next(&from) };
    let months = std::iter::successors(first, next).take_while(|day| *day <= to).take(MONTHS_NAMED);
    months.filter_map(|day| Some((day_number(&day.to_string())?, month(&day.to_string()[..7])))).collect()
}

/// Months on an axis at most: ten years.
const MONTHS_NAMED: usize = 120;

/// The first eight characters of a hash; what stands in the place of one that is withheld, whole.
pub(crate) fn short_hash(hash: &str) -> String {
    if hash.starts_with('(') {
        return hash.to_owned();
    }
    hash.chars().take(8).collect()
}

/// A number that is held against another: with all the digits that tell the two apart.
pub(crate) fn compared(value: f64) -> String {
    let digits = format!("{value:.4}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What a deal is called where a person reads it: its name, else its id.
pub(crate) fn called<'t>(name: &'t str, id: &'t str) -> &'t str {
    if name.trim().is_empty() { id } else { name }
}

/// A deal's id beside what it is called, unless that is the id.
pub(crate) fn id_beside<'t>(name: &str, id: &'t str) -> Option<&'t str> {
    Some(id).filter(|id| called(name, id) != *id)
}

/// A text cut to `most` characters, the cut marked.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A list of figures that is broken after a comma only: `111 of 132, 3 d 6 h`. Parts without a digit are words and stay.
pub(crate) fn unbroken(text: &str) -> String {
    let has_digit = |part: &str| part.bytes().any(|sign| sign.is_ascii_digit());
    let kept = |part: &str| if has_digit(part) { part.replace(' ', "\u{a0}") } else { part.to_owned() };
    text.split(", ").map(kept).collect::<Vec<_>>().join(", ")
}

/// The local time of an RFC 3339 instant, to the minute; `None` for other text.
pub(crate) fn zoned(text: &str, zone: &str) -> Option<jiff::Zoned> {
    let at: Timestamp = text.parse().ok()?;
    let at = at.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    // NOTE: the end of a local day is an instant of the next one by a nanosecond at most; minutes are cut, not rounded.
    at.round(jiff::ZonedRound::new().smallest(Unit::Minute).mode(jiff::RoundMode::Trunc)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_broken_after_a_comma_only() {
        assert_eq!(unbroken("111 of 132, 3 d 6 h"), "111\u{a0}of\u{a0}132, 3\u{a0}d\u{a0}6\u{a0}h");
        assert_eq!(unbroken("not measurable: no export holds reviews"), "not measurable: no export holds reviews");
    }

    #[test]
    fn texts_are_cut_with_a_mark() {
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("abcd", 4), "abcd");
        assert_eq!([short_hash("0123456789"), short_hash("(withheld)")], ["01234567", "(withheld)"]);
        assert_eq!([0.9, 0.45, 0.854_961, 12.0].map(compared), ["0.9", "0.45", "0.855", "12"]);
    }

    #[test]
    fn months_between_two_days_are_those_that_begin_there() {
        let names = |from: &str, to: &str| -> Vec<String> {
            months_between(from, to).into_iter().map(|(_, name)| name).collect()
        };
        assert_eq!(names("2025-12-01", "2026-02-10"), ["Dec 2025", "Jan 2026", "Feb 2026"]);
        assert_eq!(names("2025-12-02", "2026-01-31"), ["Jan 2026"]);
        assert!(names("soon", "2026-01-31").is_empty());
    }
}
