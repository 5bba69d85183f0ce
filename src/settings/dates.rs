//! Dates of the settings: TOML dates, or the same as text, which is how the command line gives them.

use toml::de::DeValue;
use toml::value::{Datetime, Offset, Time};

use super::AsOf;
use super::error::Complaints;
use super::raw::Value;
use crate::domain::{DAY_MICROS, day_number};

/// A calendar day, as days since 1970-01-01.
pub(super) fn day(value: &Value, complaints: &mut Complaints) -> Option<i32> {
    let (day, written) = read(value, complaints, "a date", "write it as 2026-01-31")?;
    if written.time.is_some() {
        value.complain(complaints, "holds a time of day, expected a date alone", "write it as 2026-01-31");
        return None;
    }
    Some(day)
}

/// A day, a local time or an instant.
pub(super) fn as_of(value: &Value, complaints: &mut Complaints) -> Option<AsOf> {
    let help = "write a date (2026-01-31, the end of that day) or a time (2026-01-31T18:00:00, with Z or +02:00 for an instant)";
    let (day, written) = read(value, complaints, "a date or a time", help)?;
    let Some(time) = written.time else { return Some(AsOf::Day(day)) };
    let wall = i64::from(day) * DAY_MICROS + micros(time);
    Some(match written.offset {
        None => AsOf::Local(wall),
        Some(Offset::Z) => AsOf::Instant(wall),
        Some(Offset::Custom { minutes }) => AsOf::Instant(wall - i64::from(minutes) * 60_000_000),
    })
}

fn read(value: &Value, complaints: &mut Complaints, expected: &str, help: &str) -> Option<(i32, Datetime)> {
    let written = match value.raw {
        DeValue::Datetime(written) => Some(*written),
        DeValue::String(text) => text.trim().parse::<Datetime>().ok(),
        _ => {
            value.mistyped(complaints, expected, help);
            return None;
        }
    };
    let date = written.and_then(|written| written.date);
    let day = date.and_then(|date| day_number(i32::from(date.year), u32::from(date.month), u32::from(date.day)));
    let (Some(day), Some(written)) = (day, written) else {
        let found = match value.raw {
            DeValue::String(text) => text.trim().to_owned(),
            other => written.map_or_else(|| format!("{other:?}"), |written| written.to_string()),
        };
        value.complain(complaints, format_args!("is \"{found}\", which is not {expected}"), help);
        return None;
    };
    Some((day, written))
}

fn micros(time: Time) -> i64 {
    let seconds = i64::from(time.hour) * 3_600 + i64::from(time.minute) * 60 + i64::from(time.second.unwrap_or(0));
    seconds * 1_000_000 + i64::from(time.nanosecond.unwrap_or(0)) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as_of(text: &str) -> Result<AsOf, usize> {
        let raw = DeValue::String(text.into());
        let mut complaints = Complaints::default();
        as_of(&Value::given("--as-of", &raw), &mut complaints).ok_or(complaints.len())
    }

    #[test]
    fn dates_local_times_and_instants_are_told_apart() {
        assert_eq!(read_as_of("1970-01-02"), Ok(AsOf::Day(1)));
        assert_eq!(read_as_of("1970-01-01T01:00:00"), Ok(AsOf::Local(3_600_000_000)));
        assert_eq!(read_as_of("1970-01-01 01:00:00Z"), Ok(AsOf::Instant(3_600_000_000)));
        assert_eq!(read_as_of("1970-01-01T01:00:00+02:00"), Ok(AsOf::Instant(-3_600_000_000)));
        assert_eq!(read_as_of("1970-01-01T00:00:00.25Z"), Ok(AsOf::Instant(250_000)));
    }

    #[test]
    fn what_the_calendar_does_not_have_is_a_complaint() {
        for text in ["2026-02-30", "31.01.2026", "18:00:00", "yesterday", "0000-01-01"] {
            assert_eq!(read_as_of(text), Err(1), "{text}");
        }
    }
}
