//! The headlines under other readings of the definitions.

use crate::report::format;

/// Nothing moves.
pub(crate) const NOTHING_MOVES: &str = "No other reading moves any headline.";
/// In place of a chart.
pub(crate) const INSTEAD: &str = "Each headline has too few cases, or cannot be computed.";
/// Heads of what moves.
pub(crate) const LABELS: [&str; 6] =
    ["Definition", "Headline", "#Under it", "#Share", "#Moves by", "#Deals that count otherwise"];
/// A headline that cannot be worked out.
pub(crate) const NOT_COMPUTABLE: &str = "not computable";
/// A headline that counts nobody under a reading.
pub(crate) const NO_CASE: &str = "no case";
/// Too few cases for a share.
pub(crate) const TOO_FEW: &str = "too few";
/// A figure that is absent.
pub(crate) const NONE: &str = "none";
/// A move that cannot be worked out.
pub(crate) const CANNOT_TELL: &str = "cannot tell";

/// The table of conventions.
pub(crate) const CONVENTIONS: &str = "Times that are dates only: each share under all three readings of a date";
/// Its heads.
pub(crate) const CONVENTION_LABELS: [&str; 6] =
    ["Share", "A date stands for", "#In time", "#Share", "#95% interval", "#Deals that count otherwise"];
/// The convention of the audit.
pub(crate) const IN_FORCE: &str = "in force";

/// Why there is nothing to show; `most`: packets up to which readings are worked out.
pub(crate) fn empty(most: u64) -> String {
    format!(
        "Other readings are worked out up to {} packets, each of them a run of its own; this audit has none to show. Narrow it by segment or window to see them.",
        format::count(most)
    )
}

/// A definition with another value.
pub(crate) fn reading(definition: &str, value: &str) -> String {
    format!("{definition}: {value}")
}

/// The value that the audit uses.
pub(crate) fn in_force(value: &str) -> String {
    format!("{IN_FORCE}: {value}")
}

/// A headline with the ends between which it moves; `None` where it does not.
pub(crate) fn spread(value: f64, ends: Option<(f64, f64)>) -> String {
    match ends {
        Some((low, high)) => format!("{}; {}", format::share(value), format::share_range(low, high)),
        None => format!("{}, steady", format::share(value)),
    }
}

/// How many headlines move; the one that moves most, with its ends.
pub(crate) fn sentence(all: u64, moving: u64, widest: Option<(&str, f64, f64)>) -> String {
    match (widest, moving) {
        (None, _) => "No headline stands that another reading could move".into(),
        (_, 0) if all == 1 => "The one headline that stands does not move under another reading".into(),
        (_, 0) => format!("None of {} headlines moves under another reading of the definitions", format::count(all)),
        (Some((title, low, high)), _) => {
            format!("{title} moves most with the definition: {} to {}", format::share(low), format::share(high))
        }
    }
}

/// How to read the chart.
pub(crate) fn note(readings: u64) -> String {
    format!(
        "Dot: the definitions in force. Line: from the least to the greatest value under {}, one changed at a time.",
        format::plural(readings, "other reading", "other readings")
    )
}

/// A headline in as few words as fit beside a chart; `None` where its title is short enough.
pub(crate) fn short(id: &str) -> Option<&'static str> {
    Some(match id {
        "first_pass_acceptance_rate" => "Accepted, first pass",
        "first_touch_within_sla" => "First touch in time",
        "sync_within_sla" => "Sync in time",
        "kickoff_within_sla" => "Kickoff in time",
        "completion_rate_captured" => "Complete, captured",
        "completion_rate" => "Handoff complete",
        "kickoff_ready_rate" => "Ready for kickoff",
        "material_return_rate" => "Returned in window",
        "escalation_rate" => "Escalated early",
        _ => return None,
    })
}

/// The table's caption; `still`: the readings that move nothing.
pub(crate) fn caption(still: u64, all: u64) -> String {
    format!(
        "What each other reading moves, most first; {} {} no headline",
        format::k_of_n(still, all),
        if still == 1 { "readings moves" } else { "readings move" }
    )
}

/// A deal with the headlines in which it counts otherwise.
pub(crate) fn flip(deal: &str, headlines: &[String]) -> String {
    format!("{deal}: {}", headlines.join(", "))
}

/// What a date stands for.
pub(crate) fn date_only(id: &str) -> &'static str {
    match id {
        "start_of_day" => "The day’s start",
        "end_of_day" => "The day’s end",
        _ => "Midday",
    }
}

/// How many deals a convention bears upon.
pub(crate) fn rest_on_days(n: u64) -> String {
    format!("{} rest on a date", format::plural(n, "deal", "deals"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_said_for_none_one_and_many() {
        assert_eq!(sentence(0, 0, None), "No headline stands that another reading could move");
        let widest = Some(("Kickoff in time", 0.5, 0.75));
        assert_eq!(sentence(1, 0, widest), "The one headline that stands does not move under another reading");
        assert!(sentence(4, 0, widest).starts_with("None of 4 headlines moves under"));
        assert_eq!(sentence(4, 2, widest), "Kickoff in time moves most with the definition: 50% to 75%");
        assert!(caption(1, 9).ends_with("; 1 of 9 readings moves no headline"));
        assert!(caption(3, 9).ends_with("; 3 of 9 readings move no headline"));
    }
}
