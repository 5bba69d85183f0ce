//! One deal on one page: its sections, its facts, what a reader must know first.

use crate::report::format;

/// The title of the page.
pub(crate) const TITLE: &str = "Handoff brief";
/// A section without an entry.
pub(crate) const NOTHING: &str = "Nothing on record.";
/// A person whom nobody names.
pub(crate) const NOT_NAMED: &str = "not named";
/// A deal with no open finding that stops or returns it.
pub(crate) const NO_GAP: &str = "No open gap";
/// A deal with findings that return it.
pub(crate) const GAPS: &str = "Gaps to close";
/// A deal with findings that stop it.
pub(crate) const STOPPED: &str = "Stopped";
/// Heads the approvals.
pub(crate) const APPROVAL: &str = "Approval";

/// Heads of the facts.
pub(crate) const DEAL: &str = "Deal";
/// See [`DEAL`].
pub(crate) const ACCOUNT: &str = "Account";
/// See [`DEAL`].
pub(crate) const WON: &str = "Won";
/// See [`DEAL`].
pub(crate) const KICKOFF: &str = "Kickoff";
/// See [`DEAL`].
pub(crate) const AE: &str = "AE";
/// See [`DEAL`].
pub(crate) const CSM: &str = "CSM";
/// See [`DEAL`].
pub(crate) const SEGMENT: &str = "Segment";
/// See [`DEAL`].
pub(crate) const INDUSTRY: &str = "Industry";
/// See [`DEAL`].
pub(crate) const EMPLOYEES: &str = "Employees";
/// See [`DEAL`].
pub(crate) const TIER: &str = "Tier";

/// A section's heading, and what stands there when it has no entry.
pub(crate) fn section(id: &str) -> (&'static str, &'static str) {
    const UNRECORDED: &str = "None on record, and none found in the notes: the AE confirms or denies.";
    match id {
        "sold" => ("What was sold", NOTHING),
        "why" => ("Why they bought", NOTHING),
        "people" => ("Stakeholder map", "No contact is on record for this deal."),
        "goals" => ("Goals and success metric", NOTHING),
        "requirements" => ("User requirements", NOTHING),
        "first-value" => ("First-value milestone", NOTHING),
        "commitments" => ("Commitments to review", UNRECORDED),
        "risks" => ("Risks and their owners", UNRECORDED),
        "conflicts" => ("Conflicts between sources", "None found in what the exports hold."),
        "questions" => ("Questions for the AE", "None: everything asked for is answered."),
        "tasks" => ("Kickoff preparation for the CSM", "Nothing is open."),
        "agenda" => ("The sync: 25 minutes, the AE answers", NOTHING),
        _ => ("So far", NOTHING),
    }
}

/// Entries that a sheet leaves out.
pub(crate) fn more(n: u64) -> String {
    format!("{} more in the Markdown and JSON of this brief.", format::count(n))
}

/// Whom the brief is for, and what it rests on.
pub(crate) fn footer(as_of: &str, zone: &str) -> String {
    format!(
        "Internal: for the AE and the CSM, not for the customer. Made from the exports as of {as_of} ({zone}). What was \
         found in notes is to be confirmed by the AE and is not a fact."
    )
}

/// When the kickoff is or was.
pub(crate) fn kickoff(day: Option<&str>, is_ahead: bool, is_held: bool) -> String {
    match day.map(format::date) {
        Some(day) if is_ahead => format!("planned {day}"),
        Some(day) if is_held => day,
        Some(day) => format!("planned {day}, not recorded as held"),
        None => "no date".to_owned(),
    }
}

/// How many findings stop or return the handoff.
pub(crate) fn findings(n_stop: u64, n_return: u64) -> String {
    let stops = |n: u64| format::plural(n, "finding stops", "findings stop");
    match (n_stop, n_return) {
        (0, 0) => "No open finding stops or returns this handoff.".to_owned(),
        (0, n) => format!("{} this handoff.", format::plural(n, "finding returns", "findings return")),
        (n, 0) => format!("{} this handoff.", stops(n)),
        (stop, back) => {
            format!("{} this handoff, {} it.", stops(stop), format::plural(back, "more returns", "more return"))
        }
    }
}

/// What CS has decided.
pub(crate) fn decision(id: &str) -> &'static str {
    match id {
        "accepted" => "CS has accepted it.",
        "returned" => "CS has returned it.",
        "unknown" => "No export says whether CS has accepted it.",
        "unreadable" => "CS has decided on it, on a day that could not be read.",
        _ => "CS has not decided on it.",
    }
}

/// How complete it is.
pub(crate) fn score(score: Option<f64>) -> String {
    match score {
        Some(score) => format!("Completeness is {} of 100 as the CSM sees it.", format::score(score)),
        None => "Completeness cannot be scored.".to_owned(),
    }
}

/// Promises and risks that only notes hold.
pub(crate) fn found(n: u64) -> String {
    let things = format::plural(n, "sentence in the notes reads", "sentences in the notes read");
    format!("{things} like a promise or a risk that nobody recorded: the AE confirms or denies.")
}

/// A line to sign on, in Markdown.
pub(crate) fn signature(role: &str, person: &str) -> String {
    format!("- {role} ({person}): ______________________ Date: ____________")
}
