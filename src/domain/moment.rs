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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    utc: i64,
    day: i32,
    local: Local,
}

/// Offset and precision in four bytes, never zero: a million optional moments take sixteen bytes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Local(NonZeroU32);

/// Keeps offsets (less than 26 hours either way) above zero.
const BIAS: i32 = 100_000;

impl Local {
    fn new(offset_seconds: i32, precision: Precision) -> Local {
        let biased = (offset_seconds + BIAS).max(1) as u32;
        Local(NonZeroU32::new(biased << 1 | u32::from(precision == Precision::Day)).unwrap_or(NonZeroU32::MIN))
    }

    fn offset_seconds(self) -> i32 {
        (self.0.get() >> 1) as i32 - BIAS
    }

    fn is_day(self) -> bool {
        self.0.get() & 1 == 1
    }
}

impl Moment {
    pub(super) fn new(utc: i64, offset_seconds: i32, day: i32, precision: Precision) -> Moment {
        Moment { utc, day, local: Local::new(offset_seconds, precision) }
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn utc(self) -> i64 {
        self.utc
    }

    /// The local calendar day, in days since 1970-01-01. A date without a time keeps its own date, whatever
    /// `date_only` makes of its instant.
    pub fn day(self) -> i32 {
        self.day
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
        (self.is_day() || other.is_day()) && self.day == other.day
    }

    /// Sorts by local day, a date alone before the timed entries of its day, then by instant.
    pub fn order(self) -> (i32, bool, i64) {
        (self.day, !self.is_day(), self.utc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_optional_moment_takes_sixteen_bytes_and_keeps_its_parts() {
        assert_eq!(size_of::<Option<Moment>>(), 16);
        for (offset, precision) in [(-93_599, Precision::Day), (0, Precision::Time), (50_400, Precision::Day)] {
            let moment = Moment::new(-5, offset, 7, precision);
            assert_eq!((moment.utc(), moment.day(), moment.is_day()), (-5, 7, precision == Precision::Day));
            assert_eq!(moment.wall() - moment.utc(), i64::from(offset) * 1_000_000);
        }
    }
}
