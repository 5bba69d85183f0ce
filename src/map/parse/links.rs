//! Links to records of a CRM, which people paste into sheets in the place of ids.

/// What kind of record a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Linked {
    /// A deal or opportunity.
    Deal,
    /// An account, company or organisation.
    Account,
    /// A contact or person.
    Contact,
}

impl Linked {
    /// The kind of record that a field of ids is about; `None`: any.
    pub(crate) fn of_field(name: &str) -> Option<Linked> {
        match name {
            "deal_id" => Some(Linked::Deal),
            "account_id" => Some(Linked::Account),
            "contact_id" => Some(Linked::Contact),
            _ => None,
        }
    }
}

/// Parts of host names of the CRMs whose links are known. What other sites put into their addresses is no id of a CRM.
const HOSTS: [&str; 7] =
    ["hubspot.com", "force.com", "salesforce.com", "pipedrive.com", "dynamics.com", "crm.zoho.", "crm.zohocloud."];

/// Parts of a path before the id of a record, in lower case: words of the CRMs' addresses and, of HubSpot's newer ones, the
/// numbers of the kinds of records.
const BEFORE_ID: [(&str, Linked); 16] = [
    ("0-3", Linked::Deal),
    ("deal", Linked::Deal),
    ("deals", Linked::Deal),
    ("opportunity", Linked::Deal),
    ("potentials", Linked::Deal),
    ("0-2", Linked::Account),
    ("company", Linked::Account),
    ("account", Linked::Account),
    ("accounts", Linked::Account),
    ("organization", Linked::Account),
    ("0-1", Linked::Contact),
    ("contact", Linked::Contact),
    ("contacts", Linked::Contact),
    ("person", Linked::Contact),
    ("cont", Linked::Contact),
    ("opportunities", Linked::Deal),
];

/// First letters of Salesforce's ids, where the address does not name the kind.
const KEY_PREFIXES: [(&str, Linked); 3] = [("006", Linked::Deal), ("001", Linked::Account), ("003", Linked::Contact)];

/// The kind and the id of the record that a link leads to.
///
/// **Absent**: `None` for any text that is no link into a known CRM, and for links to lists and to other records.
pub(crate) fn record_of(text: &str) -> Option<(Linked, &str)> {
    // Words may stand behind a link: "https://.. (Gamma)".
    let (scheme, rest) = text.split_whitespace().next()?.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let is_known = scheme.to_ascii_lowercase().starts_with("http") && HOSTS.iter().any(|known| host.contains(known));
    if !is_known {
        return None;
    }
    let (path, query) = path.split_once(['?', '#']).unwrap_or((path, ""));
    // The first part of HubSpot's paths is the portal: `contacts/12345`.
    let n_portal = if host.contains("hubspot") { 2 } else { 0 };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).skip(n_portal).collect();
    let named = parts.windows(2).rev().find_map(|pair| {
        let kind = BEFORE_ID.iter().find(|(word, _)| pair[0].eq_ignore_ascii_case(word))?.1;
        is_id(pair[1]).then_some((kind, pair[1]))
    });
    named.or_else(|| of_key_prefix(&parts)).or_else(|| of_query(query))
}

/// The parts of a cell that may hold several ids: `;` stands between them, and between links a comma or a space may.
pub(crate) fn ids_of(cell: &str) -> impl Iterator<Item = &str> {
    let between = |letter: char| letter == ',' || letter.is_whitespace();
    cell.split(';').flat_map(move |part| {
        // A name may hold an address; what begins with one is no name.
        let is_of_links = part.trim_start().get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("http"));
        let is_of_links = is_of_links && part.contains("://");
        let parts = part.split(move |letter| is_of_links && between(letter));
        parts.map(str::trim).filter(move |part| !is_of_links || part.contains("://"))
    })
}

/// `https://acme.my.salesforce.com/0065G00000AbCdE` and `../lightning/r/0065G00000AbCdE/view`.
fn of_key_prefix<'t>(parts: &[&'t str]) -> Option<(Linked, &'t str)> {
    let kind = |part: &str| KEY_PREFIXES.iter().find(|(begin, _)| part.starts_with(begin)).map(|(_, kind)| *kind);
    let is_salesforce =
        |part: &&&str| matches!(part.len(), 15 | 18) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let id = *parts.iter().rev().find(is_salesforce)?;
    Some((kind(id)?, id))
}

/// `main.aspx?etn=opportunity&id=1b5e…`, of Dynamics.
fn of_query(query: &str) -> Option<(Linked, &str)> {
    let value = |key: &str| query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    let entity = value("etn")?;
    let kind = BEFORE_ID.iter().find(|(word, _)| entity.eq_ignore_ascii_case(word))?.1;
    let id = value("id")?.trim_start_matches("%7b").trim_end_matches("%7d");
    let id = id.trim_start_matches("%7B").trim_end_matches("%7D").trim_matches(['{', '}']);
    is_id(id).then_some((kind, id))
}

/// Ids have digits; `list` and `view` have none.
fn is_id(part: &str) -> bool {
    part.bytes().any(|byte| byte.is_ascii_digit())
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cell_of_links_holds_several_ids() {
        let cell = "https://acme.pipedrive.com/deal/41, https://acme.pipedrive.com/deal/42 (Beta);43; D 4";
        let ids: Vec<&str> = ids_of(cell).map(|id| record_of(id).map_or(id, |(_, id)| id)).collect();
        assert_eq!(ids, ["41", "42", "43", "D 4"]);
        assert_eq!(ids_of("=HYPERLINK(\"https://a.example/x y\")").count(), 1);
    }

    #[test]
    fn links_into_crms_lead_to_records() {
        for (link, expected) in [
            ("https://app.hubspot.com/contacts/12345/record/0-3/9876543210/?tab=1", (Linked::Deal, "9876543210")),
            ("https://app-eu1.hubspot.com/contacts/12345/deal/987", (Linked::Deal, "987")),
            ("https://app.hubspot.com/contacts/12345/company/55#notes", (Linked::Account, "55")),
            ("https://app.hubspot.com/contacts/12345/contact/56", (Linked::Contact, "56")),
            (
                "https://acme.lightning.force.com/lightning/r/Opportunity/0065G00000AbCdEQAV/view",
                (Linked::Deal, "0065G00000AbCdEQAV"),
            ),
            ("https://acme.my.salesforce.com/0065G00000AbCdE", (Linked::Deal, "0065G00000AbCdE")),
            (
                "HTTPS://acme.lightning.force.com/lightning/r/0015G00000AbCdEQAV/view",
                (Linked::Account, "0015G00000AbCdEQAV"),
            ),
            ("https://acme.pipedrive.com/deal/41", (Linked::Deal, "41")),
            ("https://crm.zoho.eu/crm/org20/tab/Potentials/4876876000000333001", (Linked::Deal, "4876876000000333001")),
            (
                "https://acme.crm4.dynamics.com/main.aspx?appid=7&etn=opportunity&id=%7b1b5e0000-ab12%7d",
                (Linked::Deal, "1b5e0000-ab12"),
            ),
        ] {
            assert_eq!(record_of(link), Some(expected), "{link}");
        }
    }

    #[test]
    fn other_texts_are_no_records() {
        for text in [
            "",
            "9876543210",
            "https://www.acme.example/deal/41",
            "https://app.hubspot.com/contacts/12345/deals/board/view/all",
            "https://acme.lightning.force.com/lightning/o/Opportunity/list",
            "hubspot.com/contacts/1/deal/2",
            "https://app.hubspot.com",
        ] {
            assert_eq!(record_of(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(https://app\\.hubspot\\.com/)?\\PC{0,40}") {
            let _ = record_of(&text);
        }
    }
}
