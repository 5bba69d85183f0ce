//! The pilot's verdict.

use crate::report::format;

/// No handoff is old enough.
pub(crate) const NONE_DUE: &str = "No handoff is due for review in this window.";
/// Why there is none to judge, or what to do about it.
pub(crate) fn no_case(note: &str) -> String {
    super::names::sentence(note)
}

/// What that means.
pub(crate) const NOTHING_YET: &str =
    "There is nothing to judge yet: a handoff counts once its time for review has passed.";
/// How to read the chart.
pub(crate) const NOTE: &str =
    "Handoffs accepted without a material return: the dot is the share, the bar its 95% interval (Wilson).";

/// Handoffs that are still needed to decide: none are.
pub(crate) const SETTLED: (&str, &str) = ("Settled", "no further handoffs are needed to decide");
/// Those at hand may, once they are decided.
pub(crate) const OPEN: (&str, &str) = ("Open", "the handoffs that are not accepted yet can still turn it");
/// So many are.
pub(crate) const FURTHER: &str = "further handoffs at the same rate would settle it";
/// No number of them would do.
/// See [`SETTLED`]; where no pilot is so long.
pub(crate) const TOO_LONG: (&str, &str) =
    ("No pilot", "is long enough to settle it at this rate: it would take more than 5,000 further handoffs");
/// See [`SETTLED`].
pub(crate) const NEVER: (&str, &str) = ("No number", "of further handoffs at exactly this rate would settle it");
/// The chance of a false pass.
pub(crate) const POOR_PASSES: &str =
    "chance that a process that is right only 80% of the time passes with so many handoffs";
/// The chance of a false failure.
pub(crate) const GOOD_FAILS: &str = "chance that a process that is right 95% of the time fails";

/// A state in a word or two; `is_interim`: while the pilot still runs.
pub(crate) fn state(state: &str, is_interim: bool) -> String {
    let word = match state {
        "met" => "Met",
        "not_met" => "Not met",
        "not_proven" => "Not proven",
        _ => "Not measurable",
    };
    if is_interim { format!("{word}, interim") } else { word.to_owned() }
}

/// No export carries a verdict.
pub(crate) fn not_measurable(reason: &str) -> String {
    format!("Acceptance is not measurable: {}.", reason.trim_end_matches('.'))
}

/// The finding; `share`: `None` where there are too few for a percentage.
pub(crate) fn headline(k: u64, n: u64, share: Option<f64>, ends: Option<(f64, f64)>, threshold: f64) -> String {
    let verb = if k == 1 && n == 1 { "handoff was" } else { "due handoffs were" };
    let counts = format!("{} {verb} accepted without a material return", format::k_of_n(k, n));
    match (share.map(|share| format::share_against(share, threshold)), ends) {
        (Some(share), Some((low, high))) => format!(
            "{counts}: {share}, plausibly {}; the target is {}.",
            format::share_range_against(low, high, threshold),
            format::share(threshold)
        ),
        (Some(share), None) => format!("{counts}: {share}."),
        (None, _) => format!("{counts}. Too few to compare with {}.", format::share(threshold)),
    }
}

/// Below the target while so many handoffs are not accepted yet, of which `left` may be returned.
pub(crate) fn can_turn(open: u64, left: u64, threshold: f64) -> String {
    let target = format::share(threshold);
    format!(
        "The whole interval lies below {target} as long as {} not accepted: {target} is still reached if no more than {} returned.",
        format::plural(open, "handoff is", "handoffs are"),
        format::plural(left, "of them is", "of them are")
    )
}

/// What a state means.
pub(crate) fn state_means(state: &str, threshold: f64) -> String {
    let target = format::share(threshold);
    match state {
        "met" => format!("The whole interval lies at or above {target}: chance alone does not explain it."),
        "not_met" => {
            format!("The whole interval lies below {target}: more handoffs of this kind will not change the verdict.")
        }
        "not_proven" => {
            format!("The interval reaches to both sides of {target}: these handoffs neither prove nor refute it.")
        }
        _ => "Export the review log (who accepted or returned which handoff, when, and why) to unlock the verdict."
            .into(),
    }
}

/// After what a verdict means, while handoffs are still to come due.
pub(crate) fn on_the_way(is_pilot: bool) -> &'static str {
    match is_pilot {
        true => " The pilot still runs, so this is a reading on the way.",
        false => " Some handoffs are not due yet, so this is a reading on the way.",
    }
}

/// The same with what else must be known. `short`: the handoffs below which a threshold cannot be proven; `interim`: said
/// while handoffs are still to come due.
pub(crate) fn meaning(means: String, short: Option<(u64, f64)>, interim: Option<&str>) -> String {
    let mut text = means;
    if let Some((handoffs, threshold)) = short {
        text.push_str(&format!(
            " Below {} due handoffs {} cannot be proven, not even if all of them are accepted.",
            format::count(handoffs),
            format::share(threshold)
        ));
    }
    text.extend(interim);
    text
}

/// The title of the chart.
pub(crate) fn sentence(state: &str) -> &'static str {
    match state {
        "met" => "The interval lies at or above the target",
        "not_met" => "The interval lies below the target",
        _ => "The interval contains the target",
    }
}

/// The line of the target.
pub(crate) fn target(share: f64) -> String {
    format!("target {}", format::share(share))
}

/// Counts with their share.
pub(crate) fn counts(k: u64, n: u64, share: &str) -> String {
    format!("{}, {share}", format::k_of_n(k, n))
}
