//! Before and after a dated event.

use crate::report::format;

/// Heads of the table.
pub(crate) const LABELS: [&str; 6] = ["Share", "#Before", "#After", "#Change", "#95% interval", "After is"];
/// Few cases on a side.
pub(crate) const TOO_FEW: &str = "Too few";
/// More than before, beyond chance.
pub(crate) const HIGHER: &str = "Higher";
/// Less than before, beyond chance.
pub(crate) const LOWER: &str = "Lower";
/// Chance explains the difference.
pub(crate) const CANNOT_TELL: &str = "Cannot tell";
/// In place of a chart.
pub(crate) const INSTEAD: &str = "The counts stand in the table.";

/// The finding: shares with cases on both sides, those of them with enough, and those of these that differ.
pub(crate) fn sentence(event: &str, shares: u64, enough: u64, differ: u64) -> String {
    match (shares, enough, differ) {
        (0, ..) => format!("Around “{event}” no share has cases on both sides"),
        (_, 0, _) => format!("Too few cases around “{event}” to compare"),
        (_, 1, 0) => format!("After “{event}” the one share with cases enough cannot be told apart from before"),
        (_, n, 0) => format!("After “{event}” none of {} shares can be told apart from before", format::count(n)),
        (_, 1, _) => format!("After “{event}” the one share with cases enough differs from before beyond chance"),
        (_, n, differ) => format!(
            "After “{event}” {} shares {} from before beyond chance",
            format::k_of_n(differ, n),
            if differ == 1 { "differs" } else { "differ" }
        ),
    }
}

/// How to read the chart.
pub(crate) fn note(day: &str) -> String {
    format!(
        "Deals won before {} (ring) and on it or later (filled). A filled mark that is hollow too cannot be told apart from before. What else changed at the time is not known here: an association.",
        format::date(day)
    )
}

/// Both sides of a share.
pub(crate) fn counts(before: (u64, u64), after: (u64, u64)) -> String {
    format!("{} → {}", format::k_of_n(before.0, before.1), format::k_of_n(after.0, after.1))
}

/// An interval of a difference.
pub(crate) fn range(low: f64, high: f64) -> String {
    format!("{} to {}", format::point_difference(low), format::point_difference(high))
}

/// The table's caption.
pub(crate) fn caption(day: &str, event: &str) -> String {
    format!("Before and after {}: {event}", format::date(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_said_for_none_one_and_many() {
        assert_eq!(sentence("Launch", 0, 0, 0), "Around “Launch” no share has cases on both sides");
        assert_eq!(sentence("Launch", 3, 0, 0), "Too few cases around “Launch” to compare");
        let one = "After “Launch” the one share with cases enough";
        assert_eq!(sentence("Launch", 3, 1, 0), format!("{one} cannot be told apart from before"));
        assert_eq!(sentence("Launch", 3, 1, 1), format!("{one} differs from before beyond chance"));
        assert_eq!(sentence("Launch", 3, 3, 0), "After “Launch” none of 3 shares can be told apart from before");
        assert_eq!(sentence("Launch", 3, 3, 1), "After “Launch” 1 of 3 shares differs from before beyond chance");
        assert_eq!(sentence("Launch", 3, 3, 2), "After “Launch” 2 of 3 shares differ from before beyond chance");
    }
}
