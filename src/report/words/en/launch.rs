//! The four weeks after a launch.

use crate::report::format;

/// Heads of the table.
pub(crate) const LABELS: [&str; 8] =
    ["Week", "State", "#Won", "#Complete, of due", "#95% interval", "Look at", "Red flag", "How often"];
/// A week that has not begun.
pub(crate) const STATE_AHEAD: &str = "Ahead";
/// The week that the audit falls into.
pub(crate) const STATE_RUNNING: &str = "Running";
/// A week that is over without a due handoff.
pub(crate) const STATE_EMPTY: &str = "No case";
/// A week that is over.
pub(crate) const STATE_OVER: &str = "Over";
/// No handoff of the week is due.
pub(crate) const NONE_DUE: &str = "none due";
/// An interval that is absent.
pub(crate) const NONE: &str = "none";

/// The fourth week ended too low.
pub(crate) const EXTEND: &str = "week 4 is over below 70%: extend by two weeks and look for the causes";
/// The launch is still to come.
pub(crate) const AHEAD: &str = "it is still ahead";
/// Nothing is left to watch.
pub(crate) const OVER: &str = "all four weeks are over";

/// One of the four weeks runs.
pub(crate) fn running(week: u64) -> String {
    format!("week {week} of 4 is running")
}

/// The launch by its name and day, and where it stands.
pub(crate) fn sentence(label: &str, day: &str, stand: &str) -> String {
    format!("“{label}” was set for {}; {stand}", format::date(day))
}

/// A week by its number.
pub(crate) fn week(week: u64) -> String {
    format!("Week {week}")
}

/// Its days; `to`: the first one after it.
pub(crate) fn days(from: &str, to: &str) -> String {
    format!("{} to {}", format::date(from), format::day_before(to))
}

/// The table's caption.
pub(crate) fn caption(label: &str) -> String {
    format!("The four weeks after “{label}” by the week of the win")
}
