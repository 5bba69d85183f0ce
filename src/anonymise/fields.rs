//! What each field of each table may give away.

use crate::domain::{Field, TableKind, ValueKind};

/// What a cell may give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Secret {
    /// Nothing.
    None,
    /// A small group: merged with others.
    Group,
    /// The deal, by id.
    DealId,
    /// The deal, by name.
    DealName,
    /// The account, by id.
    AccountId,
    /// The account, by name.
    AccountName,
    /// The account, by a domain of the internet.
    Domain,
    /// A link to a record or a document.
    Link,
    /// A person by name, e-mail address or user id.
    Person,
    /// Several persons, with semicolons.
    People,
    /// A person, by e-mail address.
    Email,
    /// An id of another system, which leads to the same record.
    OtherId,
    /// Words about one person: a job title.
    AboutPerson,
    /// Free text.
    Text,
    /// Free text about commitments and risks.
    Promise,
}

/// Free text of deals that is about commitments and risks.
const PROMISES: [&str; 9] = [
    "verbal_commitments",
    "implementation_risks",
    "timeline_promised",
    "special_terms",
    "open_action_items",
    "stakeholder_concerns",
    "technical_constraints",
    "dependencies",
    "open_questions",
];

/// What the cells of a field may give away. A field that is not named here goes by what its cells hold.
pub(super) fn secret(table: TableKind, field: &Field) -> Secret {
    let in_deals = table == TableKind::Deals;
    match (field.name.as_str(), field.kind) {
        ("deal_id", _) => Secret::DealId,
        ("deal_name", _) => Secret::DealName,
        ("account_id", _) => Secret::AccountId,
        ("account_name", _) => Secret::AccountName,
        ("domain", _) => Secret::Domain,
        ("email", _) => Secret::Email,
        ("name" | "contact_name" | "user_id" | "contact_id", _) => Secret::Person,
        ("attendees", _) => Secret::People,
        ("title", _) => Secret::AboutPerson,
        ("segment" | "region" | "product" | "lead_source" | "industry", _) => Secret::Group,
        ("time_zone" | "preferred_channel" | "field", ValueKind::Text) => Secret::None,
        (name, _) if in_deals && PROMISES.contains(&name) => Secret::Promise,
        ("text", _) => Secret::Promise,
        (_, ValueKind::Id) => Secret::OtherId,
        (_, ValueKind::Person) => Secret::Person,
        (_, ValueKind::Text | ValueKind::Longtext) => Secret::Text,
        (_, ValueKind::Url) => Secret::Link,
        _ => Secret::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_free_text_and_no_id_is_open() {
        for table in TableKind::ALL {
            for field in table.fields() {
                let is_open = matches!(secret(table, field), Secret::None | Secret::Group);
                let may_be = match field.kind {
                    ValueKind::Text => matches!(field.name.as_str(), "time_zone" | "preferred_channel" | "field"),
                    ValueKind::Id | ValueKind::Longtext | ValueKind::Person | ValueKind::Url => false,
                    _ => true,
                };
                assert!(!is_open || may_be, "{}.{}", table.name(), field.name);
            }
        }
        let verbal =
            TableKind::Deals.fields().iter().find(|field| field.name == "verbal_commitments").expect("a field");
        assert_eq!(secret(TableKind::Deals, verbal), Secret::Promise);
        assert!(PROMISES.iter().all(|name| TableKind::Deals.field(name).is_some()));
    }
}
