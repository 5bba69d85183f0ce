//! What was found, in neutral words.

use super::flips::deal;
use super::sentence;
use crate::report::format;

/// Names of the facts under an observation.
pub(crate) const CONSEQUENCE: &str = "Consequence";
/// See [`CONSEQUENCE`].
pub(crate) const REMEDY: &str = "Remedy";
/// See [`CONSEQUENCE`].
pub(crate) const CONFIDENCE: &str = "Confidence";
/// See [`CONSEQUENCE`].
pub(crate) const EFFORT: &str = "Effort";
/// See [`CONSEQUENCE`].
pub(crate) const OWNER: &str = "Suggested owner";
/// See [`CONSEQUENCE`].
pub(crate) const RULE: &str = "Rule";

/// Priorities.
pub(crate) const NOW: &str = "Now";
/// See [`NOW`].
pub(crate) const NEXT: &str = "Next";
/// See [`NOW`].
pub(crate) const LATER: &str = "Later";

/// How many, from how many rules, and how they are meant.
pub(crate) fn lead(open: u64, judged: u64, rules: u64) -> String {
    match open {
        0 if judged == rules => "No rule has an open finding.".into(),
        0 => format!(
            "No rule has an open finding; {} could be judged from these exports.",
            format::k_of_n(judged, rules)
        ),
        n => format!(
            "{} from {}. Each says what the exports show, never why it is so. Priority and effort are suggestions: they follow from severity, share and who has to act.",
            format::plural(n, "observation", "observations"),
            format::plural(rules, "rule", "rules")
        ),
    }
}

/// What was found in how many of the deals that could be judged.
pub(crate) fn in_deals(deals: u64, judged: u64, title: &str) -> String {
    let of = if judged == 1 { "deal" } else { "deals" };
    format!("{} {of}: {title}", format::k_of_n(deals, judged))
}

/// What was found over all deals together.
pub(crate) fn in_all(title: &str) -> String {
    format!("All deals together: {title}")
}

/// How sure a finding over all deals together is.
pub(crate) const SURE_OF_ALL: &str = "High: judged over all deals together.";

/// How sure it is: whether free text was read for it, how many deals could be judged, and how many could not.
pub(crate) fn confidence(judged: u64, unknown: u64, is_from_text: bool) -> String {
    match unknown {
        _ if is_from_text => format!(
            "Low: read from the words of notes in {} of {}; each is a question until somebody confirms it.",
            format::count(judged),
            format::plural(judged + unknown, "deal", "deals")
        ),
        0 if judged == 1 => "High: judged in the only deal.".to_owned(),
        0 => format!("High: judged in every one of {} deals.", format::count(judged)),
        n => format!(
            "{}: judged in {} of {} deals; for the others an export is missing.",
            if judged > n { "Medium" } else { "Low" },
            format::count(judged),
            format::count(judged + n)
        ),
    }
}

/// How much work, by who has to act.
pub(crate) fn effort(owner: &str) -> &'static str {
    match owner {
        "AE" | "CSM" => "Small: a person answers what is already asked.",
        "RevOps" => "Large: a field, a report or a validation changes.",
        _ => "Medium: a team agrees on who does it, and by when.",
    }
}

/// A rule with its findings.
pub(crate) fn rule(code: &str, findings: u64) -> String {
    format!("{code}, {}", format::plural(findings, "finding", "findings"))
}

/// A deal as evidence.
pub(crate) fn example(name: &str, id: &str, evidence: &str, origins: &[String]) -> String {
    format!("{}: {} {}", deal(name, id), sentence(evidence), origins.join(" · "))
}
