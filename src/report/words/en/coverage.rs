//! What exists against what CS needs.

use super::category;
use crate::report::format;

/// States of an item, from the export to the answer.
pub(crate) const NO_COLUMN: &str = "No column";
/// See [`NO_COLUMN`].
pub(crate) const EMPTY: &str = "Empty";
/// See [`NO_COLUMN`].
pub(crate) const PARTLY: &str = "Partly";
/// See [`NO_COLUMN`].
pub(crate) const USABLE: &str = "Usable";
/// See [`NO_COLUMN`].
pub(crate) const NOT_REQUIRED: &str = "Not required";
/// Beneath one of the eight.
pub(crate) const IS_EIGHT: &str = "required to close";
/// In place of a count.
pub(crate) const NOT_EXPORTED: &str = "not exported";
/// Heads of the tables.
pub(crate) const LABELS: [&str; 5] = ["What CS needs", "What exists", "#Filled", "#Usable", "Where it is, or would be"];

/// Items by state.
pub(crate) fn sentence(usable: u64, all: u64, partly: u64, empty: u64, no_column: u64) -> String {
    format!(
        "{} items of the checklist {} usable in at least 4 of 5 due packets that need them; {} partly, {} empty, {} without a column in any export. An item without a column is a gap of the CRM, not of the deals.",
        format::k_of_n(usable, all),
        if usable == 1 { "is" } else { "are" },
        format::count(partly),
        format::count(empty),
        format::count(no_column),
    )
}

/// Columns of a file by their headings.
pub(crate) fn columns(headings: &[&str], path: &str) -> String {
    let headings: Vec<String> = headings.iter().map(|heading| format!("“{heading}”")).collect();
    format!("{} in {path}", headings.join(" or "))
}

/// Where something would be that no column holds: `deals.why_now`, `role:champion`, `table:risks`, `csm`; the fields of
/// one export together.
pub(crate) fn wanted(sources: &[&str]) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    let mut last_table = "";
    for source in sources {
        match source.split_once('.') {
            Some((table, field)) if table == last_table => {
                if let Some(place) = places.last_mut() {
                    place.push_str(&format!(" or {field}"));
                }
            }
            Some((table, field)) => places.push(format!("a column of the {table} export read as {field}")),
            None => places.push(place(source)),
        }
        last_table = source.split_once('.').map_or("", |(table, _)| table);
    }
    places
}

fn place(source: &str) -> String {
    match source.split_once(':') {
        Some(("role", role)) => format!("a contact of the deal with the role {role}"),
        Some(("table", table)) => format!("an export of {table}"),
        _ if source == "csm" => "the CSM of the deal".to_owned(),
        _ => source.to_owned(),
    }
}

/// Places of which one is enough.
pub(crate) fn either(places: &[String]) -> String {
    places.join(", or ")
}

/// What a table holds.
pub(crate) fn caption(of: &str, items: u64) -> String {
    format!("{}: {}", category(of), format::plural(items, "item", "items"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_words() {
        let sources = ["deals.contract_end", "deals.contract_start", "onboarding.kickoff_at", "role:champion"];
        let told = [
            "a column of the deals export read as contract_end or contract_start",
            "a column of the onboarding export read as kickoff_at",
            "a contact of the deal with the role champion",
        ];
        assert_eq!(wanted(&sources), told);
        assert_eq!(wanted(&["table:risks", "csm"]), ["an export of risks", "the CSM of the deal"]);
        assert_eq!(columns(&["Pain__c", "Goals"], "Opportunity.csv"), "“Pain__c” or “Goals” in Opportunity.csv");
    }
}
