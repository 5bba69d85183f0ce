//! Deals that need work.

use super::{capital, opened};
use crate::audit::WorkGroup;
use crate::report::format;

/// No deal at all.
pub(crate) const NO_DEALS: &str = "No deals closed in this window.";
/// Deals, and none with a grave finding.
pub(crate) const NOTHING_TO_DO: &str = "No deal has an open finding that stops or returns it. Nothing to do this week.";
/// The same where some or all of the rules that would find one could not be judged.
pub(crate) fn nothing_found(judged: u64, all: u64) -> String {
    match judged {
        0 => {
            format!("None of {} rules that stop or return a deal can be judged from these exports.", format::count(all))
        }
        n => format!(
            "No deal has an open finding that stops or returns it; {} such rules can be judged from these exports.",
            format::k_of_n(n, all)
        ),
    }
}

/// Work, and none of it before a meeting.
pub(crate) const NONE_AHEAD: &str = "No kickoff with open gaps is ahead.";
/// A deal without a day to work towards.
pub(crate) const NO_KICKOFF: &str = "No kickoff date recorded";
/// A person that no export names.
pub(crate) const NOT_NAMED: &str = "not named";

/// Kickoffs ahead: within the week, and later.
pub(crate) fn ahead(this_week: u64, later: u64) -> String {
    let week = match this_week {
        0 => "No kickoff with open gaps falls into the next 7 days".to_owned(),
        1 => "1 kickoff in the next 7 days has open gaps".to_owned(),
        n => format!("{} kickoffs in the next 7 days have open gaps", format::count(n)),
    };
    match later {
        0 => format!("{week}."),
        n => format!("{week}, {} later.", format::count(n)),
    }
}

/// The head of a group of so many deals; `decided`: whether any export shows decisions.
pub(crate) fn group(group: WorkGroup, n: u64, decided: bool) -> String {
    let (one, many) = match group {
        WorkGroup::Unaccepted if !decided => ("deal with no kickoff ahead", "deals with no kickoff ahead"),
        WorkGroup::ThisWeek => ("kickoff in the next 7 days", "kickoffs in the next 7 days"),
        WorkGroup::Later => ("later kickoff", "later kickoffs"),
        WorkGroup::Unaccepted => ("deal not accepted, no kickoff ahead", "deals not accepted, no kickoff ahead"),
        WorkGroup::Settled => {
            ("accepted deal with gaps left on the record", "accepted deals with gaps left on the record")
        }
    };
    format::plural(n, one, many)
}

/// What the group is; `decided`: whether any export shows decisions.
pub(crate) fn lead(group: WorkGroup, decided: bool) -> &'static str {
    match group {
        WorkGroup::Unaccepted if !decided => {
            "No export shows a kickoff that is ahead, and none shows whether CS accepted the handoff."
        }
        WorkGroup::ThisWeek => "Ask before the customer is in the room. Each question opens to its evidence.",
        WorkGroup::Later => "The soonest first.",
        WorkGroup::Unaccepted => "The kickoff is past or none is planned, and CS has not accepted the handoff.",
        WorkGroup::Settled => {
            "No kickoff of theirs lies ahead: nothing has to be asked before a meeting, and what is missing stays missing."
        }
    }
}

/// Deals beyond those that the page shows.
pub(crate) fn not_shown(n: u64) -> String {
    format!(
        "{} with open findings {} not shown; packets.csv and findings.csv hold them all.",
        format::plural(n, "more deal", "more deals"),
        if n == 1 { "is" } else { "are" }
    )
}

/// Deals in one line each; `more` when others of their group stand in full above.
pub(crate) fn in_short(n: u64, more: bool) -> String {
    let name = if more { "more deal" } else { "deal" };
    format!(
        "{} in one line each; findings.csv holds every question with its evidence.",
        format::plural(n, name, &format!("{name}s"))
    )
}

/// Gaps in one line, with how many more there are.
pub(crate) fn gaps(named: &[String], more: u64) -> String {
    let tail = if more > 0 { format!("; {} more", format::count(more)) } else { String::new() };
    capital(&named.join("; ")) + &tail
}

/// When the kickoff is or was.
pub(crate) fn kickoff(day: &str, is_ahead: bool) -> String {
    let is = if is_ahead { "Kickoff" } else { "Kickoff was" };
    format!("{is} {}", format::date(day))
}

/// When the deal was won.
pub(crate) fn won(day: &str) -> String {
    format!("won {day}")
}

/// Who handed over, and who took over.
pub(crate) fn people(ae: &str, csm: &str) -> [String; 2] {
    [format!("AE {ae}"), format!("CSM {csm}")]
}

/// The stage that the deal stands in.
pub(crate) fn stands_in(stage: &str) -> String {
    format!("in {}", capital(&opened(stage)))
}

/// Findings that only warn.
pub(crate) fn light(n: u64) -> String {
    let verbs = if n == 1 { ["stops", "returns"] } else { ["stop", "return"] };
    format!("{} that neither {} nor {} the handoff", format::plural(n, "finding", "findings"), verbs[0], verbs[1])
}

/// Findings of a rule whose question stands under another rule of the same deal.
pub(crate) fn asked_again(n: u64, more: bool) -> String {
    match (n, more) {
        (_, true) => format!("{} more, asked under another rule", format::count(n)),
        (1, false) => "1 gap, asked under another rule".to_owned(),
        (_, false) => format!("{} gaps, asked under other rules", format::count(n)),
    }
}
