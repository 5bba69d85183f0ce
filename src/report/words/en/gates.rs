//! Completion, gates and red flags.

use crate::audit::Flag;
use crate::report::format;

/// Heads of the rates.
pub(crate) const LABELS: [&str; 5] = ["Rate", "#Cases", "#Share", "#95% interval", "Left out"];
/// How the rates' chart is read.
pub(crate) const NOTE: &str =
    "Each dot is a share with its 95% interval. Rates that cannot be measured stand in the table with the reason.";
/// Why there is no chart.
pub(crate) const INSTEAD: &str =
    "None of these rates has cases enough to draw; the table holds the counts and the reasons.";
/// No completion at all.
pub(crate) const NOT_MEASURABLE: &str = "Completion of the handoff is not measurable from these exports";

/// Heads of the red flags.
pub(crate) const FLAGS: [&str; 5] = ["Red flag", "State", "#Latest value", "#Limit", "#Chance of a false alarm"];
/// Their caption.
pub(crate) const FLAGS_CAPTION: &str = "Red flags, each with the chance that luck alone raises it at this volume";
/// No red flag at all.
pub(crate) const NO_FLAG: &str = "No red flag could be judged from these exports.";
/// A flag whose limit is crossed.
pub(crate) const RAISED: &str = "Raised";
/// A flag whose limit is not.
pub(crate) const CLEAR: &str = "Clear";
/// A flag that no export lets us judge.
pub(crate) const CANNOT_TELL: &str = "Cannot tell";
/// The value of such a flag.
pub(crate) const NO_VALUE: &str = "not measurable";
/// No chance of a false alarm, in a table.
pub(crate) const NO_CHANCE: &str = "no volume to say it for";

/// A rate's name that fits beside a chart.
pub(crate) fn short(id: &str) -> &'static str {
    match id {
        "acceptance_rate" => "Accepted at last",
        "verified_acceptance_rate" => "Verified acceptance",
        "rubber_stamp_rate" => "Accepted with gaps",
        "completion_rate" => "Handoff complete",
        "completion_rate_captured" => "Complete, captured",
        "fields_complete_rate" => "Fields complete",
        "fields_complete_rate_captured" => "Fields complete, captured",
        "fields_complete_at_close_rate" => "Complete at close",
        "fields_complete_at_close_rate_captured" => "At close, captured",
        "kickoff_ready_rate" => "Ready for kickoff",
        "material_return_rate" => "Returned in window",
        "override_rate" => "Validation overridden",
        "escalation_rate" => "Escalated early",
        "introduced_before_close_rate" => "Met before close",
        "repeat_ask_rate" => "Had to repeat",
        _ => "Rate",
    }
}

/// How many handoffs are complete; `is_captured`: judged on the fields that exist.
pub(crate) fn complete(figure: &str, is_captured: bool) -> String {
    format!("Handoff complete{}: {figure}", if is_captured { " on the fields that exist" } else { "" })
}

/// The rates' caption.
pub(crate) fn caption(n: u64) -> String {
    format!("{} over the whole", format::plural(n, "rate", "rates"))
}

/// How many red flags are raised, of those that could be judged.
pub(crate) fn flags(all: u64, judged: u64, raised: u64) -> String {
    match (all, raised) {
        (0, _) => NO_FLAG.into(),
        (1, _) if judged == 0 => "The only red flag cannot be judged".into(),
        (all, _) if judged == 0 => format!("None of {} red flags can be judged", format::count(all)),
        (all, raised) if judged < all => {
            let raised = match raised {
                0 => "none is raised".to_owned(),
                n => format!("{} raised", format::plural(n, "is", "are")),
            };
            format!("{} red flags can be judged, {raised}", format::k_of_n(judged, all))
        }
        (1, 0) => "The only red flag is not raised".into(),
        (all, 0) => format!("None of {} red flags is raised", format::count(all)),
        (1, _) => "The only red flag is raised".into(),
        (all, n) => format!("{} red flags {} raised", format::k_of_n(n, all), if n == 1 { "is" } else { "are" }),
    }
}

/// The latest value against the limit.
pub(crate) fn against(value: Option<&str>, limit: &str) -> String {
    match value {
        Some(value) => format!("latest {value}, limit {limit}"),
        None => format!("not measurable, limit {limit}"),
    }
}

/// Behind a median: of how many deals it is.
pub(crate) fn of_deals(n: u64) -> String {
    format!("of {}", format::plural(n, "deal", "deals"))
}

/// How often luck alone would raise a flag.
pub(crate) fn chance(flag: &Flag, is_time: bool) -> String {
    match flag.chance {
        Some(chance) => format!(
            "luck alone raises it with a chance of {} within {}, at this volume and {}",
            format::share(chance),
            flag.span,
            if is_time { in_time(flag) } else { format!("a true rate of {}", format::share(flag.supposed_rate)) }
        ),
        None => "no volume to say how often luck raises it".into(),
    }
}

/// What the chance of a false alarm supposes.
pub(crate) fn supposed(flag: &Flag, is_time: bool) -> String {
    match is_time {
        true => format!("in {}, with {}", flag.span, in_time(flag)),
        false => format!("in {}, were the true rate {}", flag.span, format::share(flag.supposed_rate)),
    }
}

/// What is supposed of a median: how many are in truth done by its limit.
fn in_time(flag: &Flag) -> String {
    format!("{} in truth done by then", format::share(flag.supposed_rate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_that_nobody_could_judge_is_not_good_news() {
        assert_eq!(flags(4, 0, 0), "None of 4 red flags can be judged");
        assert_eq!(flags(1, 0, 0), "The only red flag cannot be judged");
        assert_eq!(flags(4, 2, 0), "2 of 4 red flags can be judged, none is raised");
        assert_eq!(flags(4, 2, 1), "2 of 4 red flags can be judged, 1 is raised");
        assert_eq!(flags(4, 4, 0), "None of 4 red flags is raised");
        assert_eq!(flags(4, 4, 3), "3 of 4 red flags are raised");
    }
}
