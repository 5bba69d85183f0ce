//! First touch, sync, kickoff and first value against their service levels.

use crate::report::format;

/// In place of a chart: nothing was exported.
pub(crate) const NO_TIME: &str = "No export holds its time.";
/// In place of a chart: nothing to draw.
pub(crate) const NO_DEAL: &str = "No deal in scope to draw.";
/// A deal where none may be named.
pub(crate) const A_DEAL: &str = "A deal";
/// Heads of the table of deals.
pub(crate) const DEAL_LABELS: [&str; 3] = ["Deal", "#Time from close, or so far", "State"];
/// Heads of the table of a curve.
pub(crate) const CURVE_LABELS: [&str; 2] = ["Time from close", "#Share done by then"];
/// The caption of all events.
pub(crate) const CAPTION: &str = "Time from close to each event, all in-scope deals";
/// Heads of all events.
pub(crate) const LABELS: [&str; 7] =
    ["Event", "Target", "#In time", "#Share", "#Median (95% interval)", "#Nine in ten by", "Left out"];
/// A figure that does not exist.
pub(crate) const NOT_COMPUTED: &str = "not computed";
/// A figure of too few events.
pub(crate) const TOO_FEW: &str = "too few events";
/// A figure that is absent.
pub(crate) const NONE: &str = "none";

/// The line of the service level.
pub(crate) fn target(limit: &str) -> String {
    format!("{limit} target")
}

/// A lane of deals in one state, with how many they are.
pub(crate) fn lane(state: &str, limit: &str, deals: u64) -> String {
    let label = match state {
        "on_time" => format!("Within {limit}"),
        "late" => "Later".into(),
        "open" => "Not yet, still in time".into(),
        _ => "Not yet, overdue".into(),
    };
    format!("{label}: {}", format::count(deals))
}

/// A mark: the deal, and its time.
pub(crate) fn mark(deal: &str, time: &str) -> String {
    format!("{}, {time}", format::cut(deal, 60))
}

/// The state of one deal.
pub(crate) fn state(id: &str) -> &'static str {
    match id {
        "on_time" => "in time",
        "late" => "late",
        "open" => "not yet",
        _ => "overdue",
    }
}

/// How to read marks.
pub(crate) fn marks(name: &str) -> String {
    format!("{name}: one mark a deal, time from close. Hollow marks: not yet, time so far.")
}

/// How to read a curve.
pub(crate) fn curve(name: &str) -> String {
    format!("{name}: the share done by each time from close; deals still open count as open (Kaplan–Meier).")
}

/// The finding; `share`: the percentage, or why there is none; `done`: what happened, as many as the counts say.
pub(crate) fn in_time(counts: &str, done: &str, limit: &str, share: Option<&str>) -> String {
    let share = share.map_or_else(String::new, |share| format!(" ({share})"));
    format!("{counts} {done} within {limit}{share}")
}

/// No export holds the event.
pub(crate) fn not_measurable(name: &str) -> String {
    format!("{name} is not measurable")
}

/// No deal's time is up.
pub(crate) fn too_early(name: &str) -> String {
    format!("{name}: no deal is old enough to judge")
}

/// The caption of a table of deals.
pub(crate) fn deals(name: &str, n: u64) -> String {
    format!("{name}: {}", format::plural(n, "deal", "deals"))
}

/// The caption of a table of a curve.
pub(crate) fn steps(name: &str, n: u64) -> String {
    format!("{name}: the share done by each time, {}", format::plural(n, "step", "steps"))
}
