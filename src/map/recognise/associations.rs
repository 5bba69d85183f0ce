//! Headings that carry an association of HubSpot: `Associated Contact IDs`, `Associated Contact IDs (Champion)`.
//!
//! A portal exports a pair of columns, names and ids, for all associations of a kind and one pair for each label; teams
//! keep the roles of a buying committee in such labels. `(Primary)` is no label but HubSpot's own mark. A property of a
//! portal may be called `Associated Contacts` and is no association: only ids, and names beside ids, are taken.

use super::Association;

/// The associations with contacts or deals (`object`), in the order of the file.
pub(super) fn associations<'a>(headings: impl Iterator<Item = &'a str>, object: &str) -> Vec<Association> {
    let are_deals = object == "deal";
    let mut found: Vec<Association> = Vec::new();
    for (column, heading) in headings.enumerate() {
        let Some((has_ids, label)) = association(heading, object) else { continue };
        let role = label.filter(|label| !label.eq_ignore_ascii_case("primary")).map(str::to_owned);
        if label.is_some() && role.is_none() {
            continue;
        }
        let known = found.iter().position(|one| one.role == role).unwrap_or_else(|| {
            found.push(Association { are_deals, role, ..Association::default() });
            found.len() - 1
        });
        let place = if has_ids { &mut found[known].ids } else { &mut found[known].names };
        place.get_or_insert(column);
    }
    // A contact's own deals without a label are read with its other fields.
    found.retain(|one| one.ids.is_some() && !(one.are_deals && one.role.is_none()));
    found.iter_mut().filter(|one| one.are_deals).for_each(|one| one.names = None);
    found
}

/// Whether a heading holds ids, and its label.
fn association<'a>(heading: &'a str, object: &str) -> Option<(bool, Option<&'a str>)> {
    let rest = after(heading.trim(), "associated ")?;
    let rest = after(rest, object)?;
    let rest = after(rest, "s ").or_else(|| after(rest, " ")).unwrap_or(rest);
    let (has_ids, rest) = match after(rest, "ids") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest),
    };
    match rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(label) if !label.trim().is_empty() => Some((has_ids, Some(label.trim()))),
        None if rest.is_empty() => Some((has_ids, None)),
        _ => None,
    }
}

fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.get(..start.len()).filter(|first| first.eq_ignore_ascii_case(start)).map(|_| &text[start.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(headings: &[&str], object: &str) -> Vec<(Option<String>, Option<usize>, Option<usize>)> {
        let found = associations(headings.iter().copied(), object);
        found.into_iter().map(|one| (one.role, one.ids, one.names)).collect()
    }

    #[test]
    fn each_label_is_a_role_with_its_ids_and_names() {
        let headings = [
            "Associated Contact",
            "Associated Contact IDs",
            "Associated Contact (Champion)",
            "associated contact ids (Champion)",
            "Associated Contact IDs (Legal (EU))",
            "Associated Company IDs (Primary)",
            "Associated Contact IDs (Primary)",
            "Associated Contacts",
        ];
        let role = |role: &str| Some(role.to_owned());
        assert_eq!(
            found(&headings, "contact"),
            [(None, Some(1), Some(0)), (role("Champion"), Some(3), Some(2)), (role("Legal (EU)"), Some(4), None)]
        );
        assert_eq!(found(&["Associated Contacts", "Associated Contact (Champion)"], "contact"), []);
    }

    #[test]
    fn a_contacts_deals_count_with_a_label_only() {
        let headings = ["Associated Deal", "Associated Deal IDs", "Associated Deal IDs (Champion)"];
        assert_eq!(found(&headings, "deal"), [(Some("Champion".to_owned()), Some(2), None)]);
    }
}
