//! The report in a few lines of Markdown. Texts from the exports come here escaped.

use crate::audit::WorkCounts;
use crate::report::format;

/// Where everything else is.
pub(crate) const FILES: &str = "Full report: index.html. Every finding: findings.csv.";
/// No open finding that stops or returns a deal, where all rules that would find one could be judged.
pub(crate) const NO_WORK: &str = "No deal needs work.";
/// No deal is there.
pub(crate) const NO_DEAL: &str = "No deal could be looked at: none is in scope.";

/// Up to when the exports observe, and how many deals there are.
pub(crate) fn scope(as_of: Option<&str>, is_assumed: bool, in_scope: u64, due: u64) -> String {
    let how = if is_assumed { "assumed" } else { "set" };
    let as_of = as_of.map_or_else(|| "As of a time not known".to_owned(), |as_of| format!("As of {as_of} ({how})"));
    format!("{as_of}. {} in scope, {} due.", format::plural(in_scope, "deal", "deals"), format::count(due))
}

/// No verdict may be read yet: what to do first.
pub(crate) fn withheld(first: &str) -> String {
    format!("**Withheld.** The exports cannot carry a verdict yet. First: {first}.")
}

/// The verdict with its finding.
pub(crate) fn verdict(word: &str, headline: &str) -> String {
    format!("**{word}.** {headline}")
}

/// Conditions that failed.
pub(crate) fn readiness(failed: u64, all: u64) -> String {
    format!("- Readiness: {} conditions not met.", format::k_of_n(failed, all))
}

/// No deal is there, and why.
pub(crate) fn no_deal(why: &str) -> String {
    format!("No deal could be looked at: {why}.")
}

/// Why a figure is absent.
pub(crate) fn not_measurable(reason: Option<&str>) -> String {
    format!("not measurable ({})", reason.unwrap_or("no reason recorded"))
}

/// A headline figure; `days`: those of the retention figure.
pub(crate) fn figure(id: &str, days: &str, shown: &str) -> String {
    let name = match id {
        "first_touch_within_sla" => "First touch in time".to_owned(),
        "sync_within_sla" => "Internal sync in time".into(),
        "kickoff_within_sla" => "Kickoff in time".into(),
        _ => format!("Retained at {days} days"),
    };
    format!("- {name}: {shown}.")
}

/// What became of the deals since an earlier audit, and how many definitions are others.
pub(crate) fn changes(fixed: u64, worse: u64, new: u64, definitions: u64) -> String {
    let deals = |n: u64, what: &str| format!("{} {what}", format::plural(n, "deal", "deals"));
    let differ = match definitions {
        0 => String::new(),
        n => format!(
            "; {} since, so that figures may differ for that alone",
            format::plural(n, "definition has changed", "definitions have changed")
        ),
    };
    let (fixed, worse) = (deals(fixed, "fixed"), format!("{} worse", format::count(worse)));
    format!("- Since the earlier audit: {fixed}, {worse}, {} new with a grave finding{differ}.", format::count(new))
}

/// How many deals need work.
pub(crate) fn work(n: u64, all: u64) -> String {
    format!("{} work. First:", need(n, all))
}

/// The same where no deal is named: how they stand to their kickoff.
pub(crate) fn work_counted(n: u64, all: u64, work: &WorkCounts, decided: bool) -> String {
    let rest = match decided {
        true => format!("{} not accepted, {} accepted", format::count(work.unaccepted), format::count(work.settled)),
        false => format!("{} with no kickoff ahead", format::count(work.unaccepted + work.settled)),
    };
    format!(
        "{} work: {} with a kickoff in the next 7 days, {} later, {rest}. findings.csv names them.",
        need(n, all),
        format::count(work.this_week),
        format::count(work.later),
    )
}

fn need(n: u64, all: u64) -> String {
    format::of_all(n, all, ("deal", "deals"), ("needs", "need"))
}

/// When a deal's kickoff is, after its name.
pub(crate) fn kickoff(day: &str) -> String {
    format!(", kickoff {}", format::date(day))
}

/// What is asked of it first, after that.
pub(crate) fn question(question: &str, owner: &str) -> String {
    format!(": {question} ({owner})")
}
