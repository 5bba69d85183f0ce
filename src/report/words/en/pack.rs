//! Questions of several deals for one AE, or tasks for one CSM.

use super::flips::deal;
use crate::report::format;

/// Deals whose kickoff is to come.
pub(crate) const AHEAD: &str = "Kickoff ahead";
/// Deals without a day of kickoff.
pub(crate) const UNDATED: &str = "No kickoff date";
/// Deals whose kickoff was.
pub(crate) const PAST: &str = "Kickoff held or past";

/// Who took over.
pub(crate) fn csm(name: Option<&str>) -> String {
    name.map_or_else(|| "CSM not named".to_owned(), |name| format!("CSM {name}"))
}

/// Who handed over.
pub(crate) fn ae(name: Option<&str>) -> String {
    name.map_or_else(|| "AE not named".to_owned(), |name| format!("AE {name}"))
}

/// The title of a CSM's tasks.
pub(crate) fn tasks_title(person: Option<&str>) -> String {
    format!("Kickoff preparation for {}", person.unwrap_or("the CSM who is not named"))
}

/// The title of an AE's questions.
pub(crate) fn questions_title(person: Option<&str>) -> String {
    format!("Handoff questions for {}", person.unwrap_or("the AE who is not named"))
}

/// So many tasks.
pub(crate) fn tasks(n: u64) -> String {
    format::plural(n, "task", "tasks")
}

/// So many questions.
pub(crate) fn questions(n: u64) -> String {
    format::plural(n, "question", "questions")
}

/// How many there are, and what they rest on.
pub(crate) fn lead(things: &str, deals: u64, as_of: &str) -> String {
    let deals = format::plural(deals, "deal", "deals");
    format!("{things} on {deals}, from the exports as of {as_of}. Internal, not for the customer.")
}

/// A deal with its day of kickoff and the other side.
pub(crate) fn heading(kickoff: Option<&str>, name: Option<&str>, id: &str, other: &str) -> String {
    let day = kickoff.map_or_else(String::new, |day| format!("{}: ", format::date(day)));
    format!("{day}{}, {other}", deal(name.unwrap_or(""), id))
}
