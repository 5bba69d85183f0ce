//! Against an earlier audit, and against thresholds.

use super::opened;
use crate::report::format;

/// Heads of the facts of a comparison: both audits, their due handoffs, their verdicts.
pub(crate) const FACTS: [&str; 4] = ["First audit", "Second audit", "Handoffs due", "Verdict"];
/// A figure that is absent.
pub(crate) const NONE: &str = "none";
/// A definition that was not set.
pub(crate) const NOT_SET: &str = "not set";

/// Heads of the thresholds.
pub(crate) const THRESHOLD_LABELS: [&str; 5] = ["Figure", "#At least", "#Is", "State", "Note"];
/// Judged by the end of its interval.
pub(crate) const LOWER_BOUND: &str = "lower bound of the interval";
/// Judged by itself.
pub(crate) const ITSELF: &str = "the figure";

/// Heads of the definitions that differ.
pub(crate) const DEFINITION_LABELS: [&str; 3] = ["Definition", "First audit", "Second audit"];
/// Heads of the figures.
pub(crate) const FIGURE_LABELS: [&str; 6] =
    ["Figure", "#First audit", "#Second audit", "#Change", "#95% interval", "Says"];
/// The caption of the counts.
pub(crate) const COUNTS: &str = "Deals and findings, then and now";
/// Their heads.
pub(crate) const COUNT_LABELS: [&str; 3] = ["Deals", "#Deals", "#Findings of any severity"];
/// In both, fixed, worse, new, still open, gone, reversed, out of sight, seen for the first time.
pub(crate) const COUNT_NAMES: [&str; 9] = [
    "In both audits",
    "Fixed: had a finding that stops or returns the handoff, has none now",
    "Got worse: had none, has one now",
    "New, with such a finding",
    "Still open",
    "In the first audit only",
    "Won in the first audit and not won any more",
    "Out of sight: the finding is gone with its rule, which the second audit does not judge",
    "Seen for the first time: the first audit did not judge the rule",
];
/// So many of them are told whether or not there are any.
pub(crate) const ALWAYS_COUNTED: usize = 6;
/// Heads of the rules.
pub(crate) const RULE_LABELS: [&str; 6] =
    ["Rule", "#First audit", "#Second audit", "#Fixed", "#New on known deals", "#On new deals"];
/// A rule that is off, or could judge no deal.
pub(crate) const NOT_JUDGED: &str = "not judged";
/// Heads of a list of deals.
pub(crate) const DEAL_LABELS: [&str; 3] = ["Deal", "First audit", "Second audit"];
/// Deals that got worse.
pub(crate) const REGRESSED: &str = "Deals that got worse";
/// Deals that the first audit does not hold.
pub(crate) const NEW: &str = "New deals with a grave finding";
/// Deals that were fixed.
pub(crate) const FIXED: &str = "Deals that were fixed";

/// Deals whose win was taken back.
pub(crate) const REVERSED: &str = "Deals that are not won any more";
/// Deals whose findings are gone with their rule.
pub(crate) const UNSEEN: &str = "Deals of which nobody can say whether they were fixed";
/// Deals whose findings are of rules that were not judged before.
pub(crate) const NEWLY_SEEN: &str = "Deals with a grave finding of a rule that was not judged before";

/// An audit by its title and the instant up to which it observes.
pub(crate) fn audit(title: &str, as_of: Option<&str>, zone: &str) -> String {
    let zone = if zone.is_empty() { "UTC" } else { zone };
    match as_of {
        Some(at) => format!("{title}, as of {} ({zone})", format::as_of(at, zone)),
        None => format!("{title}, as of a time not known"),
    }
}

/// What was, and what is.
pub(crate) fn then(before: &str, after: &str) -> String {
    format!("{before}, then {after}")
}

/// Both verdicts.
pub(crate) fn verdicts(before: &str, after: &str) -> String {
    then(&opened(before), &opened(after))
}

/// Definitions that differ come before any figure.
pub(crate) fn definitions_differ(n: u64) -> String {
    format!(
        "{} between the two audits: a figure that rests on one of them did not simply move.",
        format::plural(n, "definition differs", "definitions differ")
    )
}

/// How many of the figures with an interval moved, and which way.
pub(crate) fn moved(better: u64, worse: u64, with_interval: u64) -> String {
    if with_interval == 0 {
        return "The definitions are the same. No figure of the whole has an interval of its change: nobody can tell what \
                moved."
            .to_owned();
    }
    let by_chance = (0.05 * with_interval as f64).round().max(1.0);
    format!(
        "The definitions are the same. Of {} of the whole whose change has an interval, {} got better and {} got worse; \
         had nothing changed, about {by_chance} of so many would seem to. For the others nobody can tell, or nothing moved.",
        format::plural(with_interval, "figure", "figures"),
        format::count(better),
        format::count(worse)
    )
}

/// A threshold's state, in a word or two.
pub(crate) fn threshold(state: &str) -> &'static str {
    match state {
        "passed" => "Passed",
        "failed" => "Failed",
        _ => "Not computable",
    }
}

/// The caption of the thresholds.
pub(crate) fn thresholds(failed: u64, all: u64) -> String {
    format!("Thresholds: {} not passed", format::k_of_n(failed, all))
}

/// The caption of the definitions that differ.
pub(crate) fn definitions(n: u64) -> String {
    format!("Definitions that differ: {}", format::count(n))
}

/// The caption of the figures.
pub(crate) fn figures(n: u64) -> String {
    format!("{} over the whole, then and now", format::plural(n, "figure", "figures"))
}

/// The caption of the rules, of those with a finding in either audit.
pub(crate) fn rules(moved: u64, found: u64) -> String {
    format!("Rules whose findings changed: {}, by deals of those that could be judged", format::k_of_n(moved, found))
}

/// What a mean, a median or a difference is taken over.
pub(crate) fn over(n: f64) -> String {
    format!("over {}", format::count(n.round() as u64))
}

/// What a figure's change says.
pub(crate) fn change(state: &str) -> &'static str {
    match state {
        "better" => "Better",
        "worse" => "Worse",
        "same" => "The same",
        "only_before" => "First only",
        "only_after" => "Second only",
        _ => "Cannot tell",
    }
}

/// Shares in points; the rest in its unit, always with its sign.
pub(crate) fn difference(value: f64, unit: &str) -> String {
    let (factor, name) = scale(unit);
    format!("{} {name}", signed(factor * value)).trim_end().to_owned()
}

/// Both ends of a difference.
pub(crate) fn range(low: f64, high: f64, unit: &str) -> String {
    let (factor, name) = scale(unit);
    format!("{} to {} {name}", signed(factor * low), signed(factor * high)).trim_end().to_owned()
}

fn scale(unit: &str) -> (f64, &str) {
    match unit {
        "share" | "difference" => (100.0, "points"),
        "p" => (1.0, ""),
        unit => (1.0, unit),
    }
}

fn signed(value: f64) -> String {
    let tenths = (10.0 * value).round();
    match tenths {
        0.0 => "0.0".to_owned(),
        _ => format!("{}{:.1}", if tenths < 0.0 { "−" } else { "+" }, value.abs()),
    }
}

/// The caption of a list of deals, of which so many are listed.
pub(crate) fn deals(name: &str, listed: u64, all: u64) -> String {
    match listed < all {
        true => format!("{name}: {}, all in the CSV file", format::k_of_n(listed, all)),
        false => format!("{name}: {}", format::count(all)),
    }
}
