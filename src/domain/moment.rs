//! An event's time: a UTC instant that remembers its local day and whether the source gave more than a date.

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
    pub(super) utc: i64,
    pub(super) offset_seconds: i32,
    pub(super) day: i32,
    pub(super) precision: Precision,
}

impl Moment {
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
        self.utc + i64::from(self.offset_seconds) * 1_000_000
    }

    /// Whether the source gave a date alone.
    pub fn is_day(self) -> bool {
        self.precision == Precision::Day
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
