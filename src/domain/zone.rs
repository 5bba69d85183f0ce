//! The audit's time zone: local times to instants, days to instants, calendar arithmetic, and the weekday clock.
//!
//! Gaps and overlaps follow spec: a local time in a gap is read with the offset before the gap, one in an overlap is the
//! earlier instant (jiff's "compatible" rule), and the caller is told so that it can report it.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::day::calendar_date;
use super::moment::{DAY_MICROS, Moment, Precision};

/// Which instant a date without a time of day stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateOnly {
    /// Local noon.
    #[default]
    Midday,
    /// The first instant of the local day.
    StartOfDay,
    /// The first instant of the next local day.
    EndOfDay,
}

/// Which time counts towards a service level.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Clock {
    /// All time.
    #[default]
    Calendar,
    /// Saturdays, Sundays and these local days (days since 1970-01-01, sorted) do not count.
    Weekdays {
        /// Sorted day numbers.
        holidays: Vec<i32>,
    },
}

/// What became of a zoneless local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalTime {
    /// It exists once.
    Plain,
    /// It does not exist: the clock jumped over it.
    Gap,
    /// It exists twice; the earlier one is taken.
    Overlap,
}

/// A time zone with the meaning of dates that have no time of day.
#[derive(Clone, Debug)]
pub struct Zone {
    zone: TimeZone,
    is_utc: bool,
    date_only: DateOnly,
}

impl Zone {
    /// The zone of that IANA name in the bundled database; `None` when there is none of that name.
    pub fn named(name: &str, date_only: DateOnly) -> Option<Zone> {
        let zone = TimeZone::get(name).ok()?;
        let is_utc = matches!(name, "UTC" | "Etc/UTC" | "Z");
        Some(Zone { zone, is_utc, date_only })
    }

    /// UTC, dates at noon.
    pub fn utc() -> Zone {
        Zone { zone: TimeZone::UTC, is_utc: true, date_only: DateOnly::Midday }
    }

    /// The same zone with another meaning of dates.
    pub fn with_date_only(&self, date_only: DateOnly) -> Zone {
        Zone { date_only, ..self.clone() }
    }

    /// A known instant (microseconds since the epoch).
    pub fn instant(&self, utc: i64) -> Moment {
        let offset_seconds = self.offset_at(utc);
        let day = (utc + i64::from(offset_seconds) * 1_000_000).div_euclid(DAY_MICROS) as i32;
        Moment::new(utc, offset_seconds, day, Precision::Time)
    }

    /// A local time without a zone, as microseconds of the local clock since 1970-01-01T00:00.
    pub fn local(&self, wall: i64) -> (Moment, LocalTime) {
        let (utc, kind) = self.resolve(wall);
        let offset_seconds = self.offset_at(utc);
        let day = (utc + i64::from(offset_seconds) * 1_000_000).div_euclid(DAY_MICROS) as i32;
        (Moment::new(utc, offset_seconds, day, Precision::Time), kind)
    }

    /// A date without a time of day.
    pub fn date(&self, day: i32) -> Moment {
        let utc = match self.date_only {
            DateOnly::Midday => self.resolve(i64::from(day) * DAY_MICROS + DAY_MICROS / 2).0,
            DateOnly::StartOfDay => self.day_start(day),
            DateOnly::EndOfDay => self.day_start(day + 1),
        };
        Moment::new(utc, self.offset_at(utc), day, Precision::Day)
    }

    /// The end of a local day: the first instant of the next, with the day itself as its calendar day.
    pub fn end_of_day(&self, day: i32) -> Moment {
        let utc = self.day_start(day + 1);
        Moment::new(utc, self.offset_at(utc), day, Precision::Time)
    }

    /// The first instant of a local day (later than midnight where the clock skips midnight).
    pub fn day_start(&self, day: i32) -> i64 {
        let midnight = i64::from(day) * DAY_MICROS;
        if self.is_utc {
            return midnight;
        }
        let (utc, kind) = self.resolve(midnight);
        if kind != LocalTime::Gap {
            return utc;
        }
        // Midnight is skipped, so the day begins at the transition that skipped it: the last one at or before the answer.
        jiff::Timestamp::from_microsecond(utc + 1)
            .ok()
            .and_then(|instant| self.zone.preceding(instant).next())
            .map_or(utc, |transition| transition.timestamp().as_microsecond())
    }

    /// The instant at the same local time `days` dates later.
    pub fn plus_days(&self, from: Moment, days: i64) -> i64 {
        self.resolve(from.wall() + days * DAY_MICROS).0
    }

    /// Time between two instants that counts on `clock`, in microseconds; 0 when `to` is not after `from`.
    pub fn counted(&self, clock: &Clock, from: i64, to: i64) -> i64 {
        let Clock::Weekdays { holidays } = clock else { return (to - from).max(0) };
        if to <= from {
            return 0;
        }
        let (first, last) = (self.instant(from).day(), self.instant(to).day());
        (first..=last)
            .filter(|&day| is_working_day(day, holidays))
            .map(|day| (to.min(self.day_start(day + 1)) - from.max(self.day_start(day))).max(0))
            .sum()
    }

    /// The first instant at which `amount` microseconds of counted time have passed since `from`.
    pub fn plus_counted(&self, clock: &Clock, from: i64, amount: i64) -> i64 {
        let Clock::Weekdays { holidays } = clock else { return from + amount };
        let mut left = amount;
        let mut day = self.instant(from).day();
        if left <= 0 {
            return from;
        }
        loop {
            if is_working_day(day, holidays) {
                let start = from.max(self.day_start(day));
                let available = self.day_start(day + 1) - start;
                if available >= left {
                    return start + left;
                }
                left -= available.max(0);
            }
            day += 1;
        }
    }

    fn offset_at(&self, utc: i64) -> i32 {
        if self.is_utc {
            return 0;
        }
        jiff::Timestamp::from_microsecond(utc).map_or(0, |instant| self.zone.to_offset(instant).seconds())
    }

    fn resolve(&self, wall: i64) -> (i64, LocalTime) {
        if self.is_utc {
            return (wall, LocalTime::Plain);
        }
        let Some(civil) = civil(wall) else { return (wall, LocalTime::Plain) };
        let ambiguous = self.zone.to_ambiguous_timestamp(civil);
        let kind = match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } => LocalTime::Plain,
            AmbiguousOffset::Gap { .. } => LocalTime::Gap,
            AmbiguousOffset::Fold { .. } => LocalTime::Overlap,
        };
        (ambiguous.compatible().map_or(wall, |instant| instant.as_microsecond()), kind)
    }
}

/// Monday to Friday and not a holiday. Day 0 was a Thursday.
fn is_working_day(day: i32, holidays: &[i32]) -> bool {
    (day + 3).rem_euclid(7) < 5 && holidays.binary_search(&day).is_err()
}

fn civil(wall: i64) -> Option<DateTime> {
    let (year, month, day) = calendar_date(i32::try_from(wall.div_euclid(DAY_MICROS)).ok()?);
    let date = Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?;
    let time = Time::midnight().checked_add(SignedDuration::from_micros(wall.rem_euclid(DAY_MICROS))).ok()?;
    Some(date.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HOUR_MICROS, day_number};

    fn wall(year: i32, month: u32, day: u32, hour: i64, minute: i64) -> i64 {
        let day = day_number(year, month, day).expect("a date");
        i64::from(day) * DAY_MICROS + hour * HOUR_MICROS + minute * 60_000_000
    }

    #[test]
    fn a_gap_takes_the_offset_before_it_and_an_overlap_the_earlier_instant() {
        let berlin = Zone::named("Europe/Berlin", DateOnly::Midday).expect("a zone");
        let (gap, kind) = berlin.local(wall(2026, 3, 29, 2, 30));
        assert_eq!((gap.utc(), kind), (wall(2026, 3, 29, 1, 30), LocalTime::Gap));
        let (overlap, kind) = berlin.local(wall(2026, 10, 25, 2, 30));
        assert_eq!((overlap.utc(), kind), (wall(2026, 10, 25, 0, 30), LocalTime::Overlap));
    }

    #[test]
    fn a_day_without_midnight_starts_at_its_first_instant() {
        let sao_paulo = Zone::named("America/Sao_Paulo", DateOnly::StartOfDay).expect("a zone");
        let day = day_number(2018, 11, 4).expect("a date");
        assert_eq!(sao_paulo.date(day).utc(), wall(2018, 11, 4, 3, 0));
        assert_eq!(sao_paulo.date(day).day(), day);
    }

    #[test]
    fn days_later_means_the_same_local_time() {
        let berlin = Zone::named("Europe/Berlin", DateOnly::Midday).expect("a zone");
        let (start, _) = berlin.local(wall(2026, 3, 28, 12, 0));
        assert_eq!(berlin.plus_days(start, 2), wall(2026, 3, 30, 10, 0));
    }

    #[test]
    fn the_weekday_clock_leaves_weekends_and_holidays_out() {
        let zone = Zone::utc();
        let clock = Clock::Weekdays { holidays: vec![day_number(2026, 5, 25).expect("a date")] };
        let friday_noon = wall(2026, 5, 22, 12, 0);
        let tuesday_noon = wall(2026, 5, 26, 12, 0);
        assert_eq!(zone.counted(&clock, friday_noon, tuesday_noon), 24 * HOUR_MICROS);
        assert_eq!(zone.plus_counted(&clock, friday_noon, 24 * HOUR_MICROS), tuesday_noon);
        assert_eq!(zone.plus_counted(&clock, friday_noon, 12 * HOUR_MICROS), wall(2026, 5, 23, 0, 0));
    }

    #[test]
    fn two_moments_of_one_day_are_not_ordered_when_one_is_a_date_alone() {
        let zone = Zone::utc();
        let noon = zone.date(20_000);
        let evening = zone.instant(20_000 * DAY_MICROS + 20 * HOUR_MICROS);
        assert!(!noon.is_before(evening) && !evening.is_before(noon));
        assert!(noon.is_before(zone.date(20_001)));
    }
}
