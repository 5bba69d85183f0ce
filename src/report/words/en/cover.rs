//! The strip at the top.

use super::{owner, sentence};
use crate::report::format;

/// Words of the marks.
pub(crate) const WITHHELD: &str = "Withheld";
/// The worklist.
pub(crate) const NEXT: &str = "Next";
/// No open gap.
pub(crate) const NOTHING: &str = "Nothing to do";
/// No won deal.
pub(crate) const NO_DEALS: &str = "No deals";
/// The item that most packets lack.
pub(crate) const MISSING: &str = "Missing";
/// No test, or no item.
pub(crate) const NOT_JUDGED: &str = "Not judged";
/// Readiness.
pub(crate) const READY: &str = "Ready";
/// Readiness that no export shows.
pub(crate) const CANNOT_TELL: &str = "Cannot tell";
/// Readiness with a failed test.
pub(crate) const NOT_READY: &str = "Not ready";

/// No won deal, as a sentence.
pub(crate) const NONE_IN_SCOPE: &str = "No won deal is in scope.";
/// No required item.
pub(crate) const NOTHING_REQUIRED: &str = "What is missing most cannot be told: no due handoff requires any item.";
/// No won deal, and what to do about it.
pub(crate) fn bring_in(advice: &str) -> String {
    format!("{NONE_IN_SCOPE} {}", sentence(advice))
}

/// No readiness test.
pub(crate) const NO_TEST: &str = "No readiness test was judged.";

/// Heads of the facts.
pub(crate) const WINDOW: &str = "Window";
/// See [`WINDOW`].
pub(crate) const AS_OF: &str = "Data as of";
/// See [`WINDOW`].
pub(crate) const DEALS: &str = "Deals";
/// See [`WINDOW`].
pub(crate) const EVIDENCE: &str = "Evidence level";
/// What everything on the page rests on.
pub(crate) const OBSERVED: &str = "Observed in exports";

/// An as-of time that no export shows.
pub(crate) const NOT_KNOWN: &str = "Not known";

/// What a link of the cover leads to; a state that asks for nothing has only its reasons.
pub(crate) fn link(section: &str, kind: &str) -> &'static str {
    match section {
        _ if kind == "cannot" || kind == "met" => "See why",
        "#work" => "See the questions",
        "#month" => "See the decisions",
        "#context" => "See all items",
        "#trends" => "See the months",
        _ => "See why",
    }
}

/// No verdict may be read yet: what to do first.
pub(crate) fn withheld(first: &str) -> String {
    format!("The exports cannot carry a verdict yet. First: {}", sentence(first))
}

/// Accepted deals whose record lacks something.
pub(crate) fn settled(n: u64) -> String {
    format!("{} answers.", format::plural(n, "accepted deal still lacks", "accepted deals still lack"))
}

/// Deals with gaps, where no export shows decisions.
pub(crate) fn open_gaps(n: u64) -> String {
    format!("{} open gaps; no export shows whether CS accepted.", format::plural(n, "deal has", "deals have"))
}

/// Deals that customer success has not accepted.
pub(crate) fn waiting(n: u64) -> String {
    format!("{} for acceptance with open gaps.", format::plural(n, "deal waits", "deals wait"))
}

/// The deal that comes first with its kickoff and whom it asks, and those after it.
pub(crate) fn first(deal: &str, day: Option<&str>, asks: &[(&str, u64)], then: &[String]) -> String {
    let day = day.map_or_else(String::new, |day| format!(" on {}", format::date(day)));
    let asks =
        asks.iter().map(|(role, n)| format!(", {} for {}", format::plural(*n, "question", "questions"), owner(role)));
    let then = if then.is_empty() { String::new() } else { format!("; then {}", then.join(", ")) };
    format!("First: {deal}{day}{}{then}.", asks.collect::<String>())
}

/// What most packets lack.
pub(crate) fn missing(finding: &str) -> String {
    format!("{finding}.")
}

/// All tests passed.
pub(crate) fn ready(all: u64) -> String {
    format!("All {} readiness tests passed.", format::count(all))
}

/// Tests that the exports leave open.
pub(crate) fn not_known(unknown: u64, all: u64) -> String {
    format!("{} readiness tests cannot be judged from these exports.", format::k_of_n(unknown, all))
}

/// Tests that failed.
pub(crate) fn not_ready(failed: u64, all: u64) -> String {
    format!("{} readiness tests failed: mend the workflow before reading outcomes.", format::k_of_n(failed, all))
}

/// From when to when.
pub(crate) fn window(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("Won {} to {}", format::date(from), format::day_before(to)),
        (Some(from), None) => format!("Won from {} on", format::date(from)),
        (None, Some(to)) => format!("Won up to {}", format::day_before(to)),
        (None, None) => "All won deals in the exports".into(),
    }
}

/// How many deals.
pub(crate) fn in_scope(n: u64) -> String {
    format!("{} in scope", format::count(n))
}

/// How many of them a rate may count; `undated`: the won deals that are not among them, as nobody knows when they were won.
pub(crate) fn due(due: u64, fresh: u64, undated: Option<&str>) -> String {
    let undated = undated.map_or_else(String::new, |undated| format!(". {}", sentence(undated)));
    format!("{} due for review, {} too young to judge{undated}", format::count(due), format::count(fresh))
}

/// How many definitions somebody confirmed, and how many questions people answered.
pub(crate) fn evidence(confirmed: u64, all: u64, told: u64, asked: u64) -> String {
    let told = match told {
        0 => "nothing".to_owned(),
        n => format!("{} questions answered", format::k_of_n(n, asked)),
    };
    format!(
        "{} definitions confirmed, {} assumed. Told to us: {told}.",
        format::k_of_n(confirmed, all),
        format::count(all - confirmed)
    )
}

/// Files and rows that were used.
pub(crate) fn files(files: u64, rows: u64) -> String {
    format!("{} used, {} in all", format::plural(files, "file", "files"), format::plural(rows, "row", "rows"))
}

/// Files that the cover does not list.
pub(crate) fn more_files(n: usize) -> String {
    format!("and {n} more")
}
