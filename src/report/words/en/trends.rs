//! The run of a rate by month.

use super::capital;
use crate::report::format;

/// How to read the chart.
const READING: &str = "One dot a month of close, with its number of cases beneath; a month with too few has none. \
                       The band is where a month of that size lies by chance, judged from the months before it; a \
                       triangle lies outside, a ring is a month that is not over.";
/// No month has enough.
pub(crate) const TOO_FEW: &str = "No month has cases enough for a percentage.";
/// In place of a chart of such months.
pub(crate) const COUNTS_ONLY: &str = "No month has cases enough for a percentage; the counts stand in the table.";
/// A month of so few cases that any share of them lies within what chance explains.
pub(crate) const TOO_WIDE: &str = "too_wide";
/// A month that the chart does not hold.
pub(crate) const NOT_JUDGED: &str = "not judged";
/// A range that nobody can work out.
pub(crate) const NOT_KNOWN: &str = "not known";
/// Heads of the table.
pub(crate) const LABELS: [&str; 7] =
    ["Month", "#Cases", "#Share", "#95% interval", "#Normal range", "Judged", "Left out"];

/// The whole cannot be set against a target.
pub(crate) const CANNOT_TELL: &str = "Cannot tell";
/// Nobody set one.
pub(crate) const NO_TARGET: &str = "No target set";
/// The whole interval lies at or above it.
pub(crate) const MET: &str = "Met";
/// The whole interval lies below it.
pub(crate) const MISSED: &str = "Missed";
/// The interval holds the target, the figure lies at or above it.
pub(crate) const ABOVE_TARGET: &str = "Above, not proven";
/// The interval holds the target, the figure lies below it.
pub(crate) const BELOW_TARGET: &str = "Below, not proven";

/// The latest month with a figure.
pub(crate) struct Change<'a> {
    /// In ISO.
    pub(crate) month: &'a str,
    pub(crate) is_over: bool,
    /// Its cases.
    pub(crate) counts: &'a str,
    /// The month before that has a figure: its cases, and which it is.
    pub(crate) before: Option<(String, &'a str)>,
    /// How it was judged.
    pub(crate) variation: &'a str,
    /// Later months, each with too few cases for a percentage.
    pub(crate) n_since: u64,
}

/// What changed.
pub(crate) fn change(told: &Change) -> String {
    let so_far = if told.is_over { "" } else { " so far" };
    let before = match &told.before {
        None => "; no earlier month to compare with".to_owned(),
        Some((counts, month)) => format!(", after {counts} in {}", format::month(month)),
    };
    let since = match told.n_since {
        0 => String::new(),
        1 => " The month since has too few cases.".to_owned(),
        n => format!(" Each of the {} months since has too few cases.", format::count(n)),
    };
    format!("{}{so_far}: {}{before}; {}.{since}", format::month(told.month), told.counts, told.variation)
}

/// The same with the name of the rate.
pub(crate) fn named_change(title: &str, change: &str) -> String {
    format!("{title}, {change}")
}

/// What the months of a rate show.
pub(crate) struct Found<'a> {
    /// All of them.
    pub(crate) months: u64,
    /// Those that could be judged by the months before them.
    pub(crate) judged: u64,
    /// Those of these that are out of line.
    pub(crate) signals: u64,
    /// The last one out of line with its signal.
    pub(crate) last: Option<(&'a str, &'a str)>,
    /// Whether any month has cases enough for a percentage.
    pub(crate) has_rate: bool,
}

/// The finding under the rate's name. Counts can be judged where no month has cases enough for a percentage; the title
/// says so, or it would contradict what stands in place of the chart.
pub(crate) fn finding(title: &str, told: &Found) -> String {
    let found = match (told.judged, told.last) {
        (0, _) if told.months == 0 => "no month has a case".into(),
        (0, _) => "too few months to know what is normal".into(),
        (1, None) if !told.has_rate => "by its count alone, the one judged month is within normal variation".into(),
        (n, None) if !told.has_rate => {
            format!("by their counts alone, all {} judged months are within normal variation", format::count(n))
        }
        (1, None) => "the one month that can be judged is within normal variation".into(),
        (n, None) => format!("all {} months that can be judged are within normal variation", format::count(n)),
        (_, Some((month, signal))) if told.signals == 1 => {
            format!("{} is {}", format::month(month), out_of_line(signal))
        }
        (n, Some((month, signal))) => format!(
            "{} judged months are out of line; the last one, {}, is {}",
            format::k_of_n(told.signals, n),
            format::month(month),
            out_of_line(signal)
        ),
    };
    capital(&format!("{title}: {found}"))
}

/// The note under a chart; `events`: what its numbered lines stand for, where it is the first and says how to read all.
pub(crate) fn note(change: &str, events: Option<&str>) -> String {
    events.map_or_else(|| change.to_owned(), |events| format!("{change} {READING}{events}"))
}

/// What the numbered lines stand for.
pub(crate) fn events(events: &[String]) -> String {
    if events.is_empty() { String::new() } else { format!(" Numbered lines: {}.", events.join(", ")) }
}

/// An event by its number, name and day.
pub(crate) fn event(number: usize, label: &str, day: &str) -> String {
    format!("{number} {} ({})", format::cut(label, 60), format::date(day))
}

/// Cases with their share.
pub(crate) fn counted(counts: &str, share: &str) -> String {
    format!("{counts} ({share})")
}

/// Cases that chance explains in a month of that size.
pub(crate) fn usual(low: &str, high: &str, of: u64) -> String {
    format!("{low} to {high} of {}", format::count(of))
}

/// A month against those before it; `usual`: what chance explains.
pub(crate) fn variation(signal: &str, usual: Option<&str>) -> String {
    match (signal, usual) {
        ("not_judged", _) | (_, None) => {
            format!("{NOT_JUDGED}, as six earlier months are needed to know what is normal")
        }
        (TOO_WIDE, Some(_)) => "too few cases to tell a change from chance".into(),
        ("normal", Some(usual)) => format!("within normal variation ({usual})"),
        (signal, Some(usual)) => format!("{} ({usual} would be normal)", out_of_line(signal)),
    }
}

fn out_of_line(signal: &str) -> &'static str {
    match signal {
        "below" => "lower than chance explains",
        "above" => "higher than chance explains",
        "run_below" => "the eighth month running on the low side",
        "run_above" => "the eighth month running on the high side",
        _ => "within normal variation",
    }
}

/// A signal in a word or two.
pub(crate) fn signal(signal: &str) -> &'static str {
    match signal {
        "not_judged" => "Not judged",
        TOO_WIDE => "Too few",
        "normal" => "Normal",
        "below" => "Below",
        "above" => "Above",
        "run_below" => "Eighth low",
        _ => "Eighth high",
    }
}

/// Why the rate has no chart.
pub(crate) fn not_measurable(reason: &str) -> String {
    format!("Not measurable: {reason}.")
}

/// The finding of such a rate.
pub(crate) fn unmeasured(title: &str) -> String {
    format!("{} by month: not measurable", capital(title))
}

/// The table's caption.
pub(crate) fn caption(title: &str, months: u64) -> String {
    format!("{title}: {}", format::plural(months, "month of close", "months of close"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(months: u64, judged: u64, signals: u64, last: Option<(&str, &str)>, has_rate: bool) -> String {
        finding("rate", &Found { months, judged, signals, last, has_rate })
    }

    #[test]
    fn months_are_said_for_none_one_and_many() {
        assert_eq!(said(0, 0, 0, None, false), "Rate: no month has a case");
        assert_eq!(said(3, 0, 0, None, true), "Rate: too few months to know what is normal");
        assert_eq!(said(8, 1, 0, None, true), "Rate: the one month that can be judged is within normal variation");
        assert_eq!(said(8, 3, 0, None, true), "Rate: all 3 months that can be judged are within normal variation");
        assert_eq!(said(8, 2, 1, Some(("2026-07", "below")), true), "Rate: Jul 2026 is lower than chance explains");
        assert_eq!(
            said(9, 3, 2, Some(("2026-08", "above")), true),
            "Rate: 2 of 3 judged months are out of line; the last one, Aug 2026, is higher than chance explains"
        );
    }

    #[test]
    fn months_without_a_percentage_are_judged_by_their_counts() {
        assert_eq!(
            said(9, 3, 0, None, false),
            "Rate: by their counts alone, all 3 judged months are within normal variation"
        );
        assert_eq!(
            said(7, 1, 0, None, false),
            "Rate: by its count alone, the one judged month is within normal variation"
        );
    }
}
