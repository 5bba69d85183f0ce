//! An event's time: a UTC instant that remembers its local day and whether the source gave more than a date.

use std::num::NonZeroU32;

/// Microseconds in an hour.
pub const HOUR_MICROS: i64 = 3_600_000_000;
/// Microseconds in a day of 24 hours.
pub const DAY_MICROS: i64 = 24 * HOUR_MICROS;

/// How exactly the source told the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// A date alone; the instant is the one that `date_only` names.
    Day,
    /// Date and time of day.
    Time,
}

/// An instant with its local calendar day in the audit's zone. Made by [`super::Zone`] only.
///
/// Twelve bytes, also where there may be none: there are millions of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C, packed(4))]
pub struct Moment {
    utc: i64,
    local: Local,
}

/// What the local clock and calendar say of an instant, in four bytes that are never zero: from the lowest bit, whether
/// the source gave a date alone, by how many days its calendar day differs from that of the clock, and the clock's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Local(NonZeroU32);

/// Keeps offsets (less than 26 hours either way) above zero.
const OFFSET_BIAS: i32 = 100_000;
/// Keeps what the clock's day is ahead by above zero: the end of a day is an instant of the next, and of the one after
/// where the clock skips a day.
const AHEAD_BIAS: i32 = 4;

impl Local {
    fn new(offset_seconds: i32, days_ahead: i32, precision: Precision) -> Local {
        let offset = (offset_seconds + OFFSET_BIAS).max(1) as u32;
        let ahead = (days_ahead + AHEAD_BIAS).clamp(0, 7) as u32;
        let bits = offset << 4 | ahead << 1 | u32::from(precision == Precision::Day);
        Local(NonZeroU32::new(bits).unwrap_or(NonZeroU32::MIN))
    }

    fn offset_seconds(self) -> i32 {
        (self.0.get() >> 4) as i32 - OFFSET_BIAS
    }

    fn days_ahead(self) -> i32 {
        (self.0.get() >> 1 & 7) as i32 - AHEAD_BIAS
    }

    fn is_day(self) -> bool {
        self.0.get() & 1 == 1
    }
}

/// The day that a local clock shows.
fn day_of_clock(wall: i64) -> i32 {
    wall.div_euclid(DAY_MICROS) as i32
}

impl Moment {
    pub(super) fn new(utc: i64, offset_seconds: i32, day: i32, precision: Precision) -> Moment {
        let of_clock = day_of_clock(utc + i64::from(offset_seconds) * 1_000_000);
        Moment { utc, local: Local::new(offset_seconds, of_clock - day, precision) }
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn utc(self) -> i64 {
        self.utc
    }

    /// The local calendar day, in days since 1970-01-01. A date without a time keeps its own date, whatever
    /// `date_only` makes of its instant.
    pub fn day(self) -> i32 {
        day_of_clock(self.wall()) - self.local.days_ahead()
    }

    /// Local wall-clock microseconds, as if the local clock were UTC: the scale of survival times.
    pub fn wall(self) -> i64 {
        self.utc + i64::from(self.local.offset_seconds()) * 1_000_000
    }

    /// Whether the source gave a date alone.
    pub fn is_day(self) -> bool {
        self.local.is_day()
    }

    /// Strictly before. Where one of the two is a date alone and both fall on one local day, neither is before the other.
    pub fn is_before(self, other: Moment) -> bool {
        !self.shares_undivided_day(other) && self.utc < other.utc
    }

    /// At the same time or after: the opposite of [`Moment::is_before`].
    pub fn is_at_or_after(self, other: Moment) -> bool {
        !self.is_before(other)
    }

    /// Whether the order of the two cannot be told: same local day, and one of them is a date alone.
    pub fn shares_undivided_day(self, other: Moment) -> bool {
        (self.is_day() || other.is_day()) && self.day() == other.day()
    }

    /// Sorts by local day, a date alone before the timed entries of its day, then by instant.
    pub fn order(self) -> (i32, bool, i64) {
        (self.day(), !self.is_day(), self.utc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_optional_moment_takes_twelve_bytes_and_keeps_its_parts() {
        assert_eq!(size_of::<Option<Moment>>(), 12);
        for (offset, precision) in [(-93_599, Precision::Day), (0, Precision::Time), (50_400, Precision::Day)] {
            let of_clock = day_of_clock(-5 + i64::from(offset) * 1_000_000);
            for day in [of_clock - 2, of_clock - 1, of_clock, of_clock + 1] {
                let moment = Moment::new(-5, offset, day, precision);
                assert_eq!((moment.utc(), moment.day(), moment.is_day()), (-5, day, precision == Precision::Day));
                assert_eq!(moment.wall() - moment.utc(), i64::from(offset) * 1_000_000);
            }
        }
    }
}
