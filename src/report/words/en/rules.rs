//! What the rules found.

use super::sentence;
use crate::report::format;

/// Heads of the rules.
pub(crate) const LABELS: [&str; 7] =
    ["Rule", "Severity", "Answered by", "#Findings", "#Deals", "#Judged on", "Not judged"];
/// No rule at all.
pub(crate) const NO_RULE: &str = "No rule ran.";
/// Heads of the findings over all deals together.
pub(crate) const WHOLE: [&str; 5] = ["Rule", "Severity", "What the exports show", "Question", "Answered by"];
/// Heads of what `audit.toml` changed.
pub(crate) const CHANGES: [&str; 2] = ["Rule", "In force"];
/// A rule that is judged once, over all deals.
pub(crate) const ALL_TOGETHER: &str = "all together";
/// A rule that was judged everywhere.
pub(crate) const NONE: &str = "none";
/// A rule that could be judged nowhere.
pub(crate) const CANNOT_TELL: &str = "cannot tell";
/// A rule that applies to no deal, as one about promises where none of that kind was made.
pub(crate) const NO_CASE: &str = "no case";

/// How many rules found something, of those that could be judged.
pub(crate) fn lead(all: u64, judged: u64, open: u64) -> String {
    match (all, open) {
        (0, _) => NO_RULE.into(),
        (all, 0) if judged < all => {
            format!("No rule has an open finding; {} could be judged from these exports", format::k_of_n(judged, all))
        }
        (all, 0) => format!("None of {} rules has an open finding", format::count(all)),
        (all, open) => format!("{} rules have open findings", format::k_of_n(open, all)),
    }
}

/// What the tables beside the page hold and the counts do not.
pub(crate) fn renewals(n: u64) -> String {
    format!(
        "Counted are deals in scope; findings.csv and audit.xlsx list those of {} too, which count in no figure.",
        format::plural(n, "renewal", "renewals")
    )
}

/// The rules' caption.
pub(crate) fn caption(n: u64) -> String {
    format!("{}, open findings first, then by severity and deals", format::plural(n, "rule", "rules"))
}

/// The caption of findings over all deals together.
pub(crate) fn whole(n: u64) -> String {
    format!("All deals together: {}", format::plural(n, "finding", "findings"))
}

/// What such a finding rests on, with the chance that luck made it.
pub(crate) fn evidence(evidence: &str, chance: Option<f64>) -> String {
    let chance = chance.map(|chance| format!(" The chance of that by luck: {}.", format::share(chance)));
    format!("{}{}", sentence(evidence), chance.unwrap_or_default())
}

/// The caption of what `audit.toml` changed.
pub(crate) fn changes(n: u64) -> String {
    format!("{} from the defaults by audit.toml", format::plural(n, "change", "changes"))
}

/// Deals that a rule could not judge, with what is absent.
pub(crate) fn not_judged(deals: u64, what: &str) -> String {
    format!("{}: {what}", format::plural(deals, "deal", "deals"))
}
