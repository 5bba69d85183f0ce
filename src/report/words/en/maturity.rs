//! When retention can be known.

use crate::report::format;

/// Heads of the table.
pub(crate) const LABELS: [&str; 7] =
    ["Won in", "State", "#Customers", "#Followed", "#Old enough", "First reaches it", "All reach it"];

/// How far a month is, in a word or two.
pub(crate) fn state(id: &str) -> &'static str {
    match id {
        "known" => "Known",
        "partly" => "Partly",
        "not_yet" => "Not yet",
        _ => "No case",
    }
}

/// The same beside the bar: customers followed, those of them who are old enough, and the first one's day.
pub(crate) fn standing(state: &str, observed: u64, mature: u64, first: Option<&str>) -> String {
    match state {
        "known" => format!("all {} old enough", format::count(mature)),
        "partly" => format!("{} old enough", format::k_of_n(mature, observed)),
        "not_yet" => format!("{}, from {}", format::count(observed), day(first)),
        _ => "none followed".into(),
    }
}

/// A day, or that nobody can say.
pub(crate) fn day(day: Option<&str>) -> String {
    day.map_or_else(|| "a day not known".to_owned(), format::date)
}

/// The day up to which the exports observe.
pub(crate) fn today(day: &str) -> String {
    format!("as of {}", format::date(day))
}

/// How many months are old enough, and when the open ones are: the next of them, and the last.
pub(crate) fn sentence(all: u64, known: u64, open: Option<(&str, &str)>, days: &str) -> String {
    let so_far = || format!("{} months are old enough for {days}-day retention", format::k_of_n(known, all));
    match open {
        None => format!("Every month with customers is old enough for {days}-day retention"),
        Some((next, _)) if all == 1 => {
            format!("The one month’s {days}-day retention is known on {}", format::date(next))
        }
        Some((next, last)) if next != last => {
            format!("{}; the next is on {}, the last on {}", so_far(), format::date(next), format::date(last))
        }
        Some((next, _)) => format!("{}; the last is on {}", so_far(), format::date(next)),
    }
}

/// How to read the calendar; `drawn`: so many months, where there are more.
pub(crate) fn note(days: &str, drawn: Option<usize>) -> String {
    let cut = drawn.map_or_else(String::new, |months| format!(" The last {months} months are drawn."));
    format!(
        "A bar a month of close, from the day on which its first customer reaches day {days} to the day on which the last one does; filled as far as it has come.{cut}"
    )
}

/// The table's caption.
pub(crate) fn caption(days: &str) -> String {
    format!("When each month’s customers reach day {days}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_said_for_one_some_and_all() {
        let (next, last) = ("2026-10-01", "2026-12-01");
        assert_eq!(sentence(1, 0, Some((next, next)), "90"), "The one month’s 90-day retention is known on 1 Oct 2026");
        assert_eq!(
            sentence(9, 6, Some((next, last)), "90"),
            "6 of 9 months are old enough for 90-day retention; the next is on 1 Oct 2026, the last on 1 Dec 2026"
        );
        assert!(sentence(9, 8, Some((next, next)), "90").ends_with("; the last is on 1 Oct 2026"));
        assert_eq!(sentence(9, 9, None, "90"), "Every month with customers is old enough for 90-day retention");
    }
}
