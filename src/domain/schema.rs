//! The canonical tables and fields, from `fields.toml` beside this file: what a heading can be mapped to.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Serialize;

/// A canonical table. The order is the order of `fields.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// A deal or opportunity a row.
    Deals,
    /// A customer a row.
    Accounts,
    /// A person a row.
    Contacts,
    /// A person's role on a deal a row.
    DealContacts,
    /// A note, call, e-mail, meeting or task a row.
    Activities,
    /// An entry into a stage a row.
    StageHistory,
    /// A change of a property a row.
    FieldHistory,
    /// An entry of the review log a row.
    Reviews,
    /// An onboarding project a row.
    Onboarding,
    /// A promise a row.
    Commitments,
    /// A risk a row.
    Risks,
    /// A contract or billing record a row.
    Subscriptions,
    /// An escalation or ticket a row.
    Escalations,
    /// A survey answer a row.
    Surveys,
    /// A CRM user a row.
    Users,
}

impl TableKind {
    /// All tables.
    pub const ALL: [TableKind; 15] = [
        TableKind::Deals,
        TableKind::Accounts,
        TableKind::Contacts,
        TableKind::DealContacts,
        TableKind::Activities,
        TableKind::StageHistory,
        TableKind::FieldHistory,
        TableKind::Reviews,
        TableKind::Onboarding,
        TableKind::Commitments,
        TableKind::Risks,
        TableKind::Subscriptions,
        TableKind::Escalations,
        TableKind::Surveys,
        TableKind::Users,
    ];

    /// The name in `audit.toml`, `audit.json` and `fields.toml`.
    pub fn name(self) -> &'static str {
        match self {
            TableKind::Deals => "deals",
            TableKind::Accounts => "accounts",
            TableKind::Contacts => "contacts",
            TableKind::DealContacts => "deal_contacts",
            TableKind::Activities => "activities",
            TableKind::StageHistory => "stage_history",
            TableKind::FieldHistory => "field_history",
            TableKind::Reviews => "reviews",
            TableKind::Onboarding => "onboarding",
            TableKind::Commitments => "commitments",
            TableKind::Risks => "risks",
            TableKind::Subscriptions => "subscriptions",
            TableKind::Escalations => "escalations",
            TableKind::Surveys => "surveys",
            TableKind::Users => "users",
        }
    }

    /// The table of that name.
    pub fn named(name: &str) -> Option<TableKind> {
        TableKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its fields.
    pub fn fields(self) -> &'static [Field] {
        &SCHEMA[self as usize]
    }

    /// The position of a field in [`TableKind::fields`].
    pub fn field(self, name: &str) -> Option<usize> {
        POSITIONS[self as usize].get(name).copied()
    }
}

/// What a cell of a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueKind {
    /// An opaque id, never folded in case.
    Id,
    /// Short text.
    Text,
    /// Free text, possibly of several lines.
    Longtext,
    /// A name, e-mail or user id.
    Person,
    /// One of a few words.
    Enum,
    /// Yes or no.
    Bool,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A share.
    Percent,
    /// A calendar date (a time of day is allowed).
    Date,
    /// A date with a time of day.
    Datetime,
    /// A datetime that may hold a date alone.
    When,
    /// Values joined by a semicolon.
    List,
    /// A link.
    Url,
}

/// A canonical field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, which is also its heading in the generic profile.
    pub name: String,
    /// What its cells hold.
    pub kind: ValueKind,
}

static SCHEMA: LazyLock<Vec<Vec<Field>>> = LazyLock::new(|| {
    let raw: toml::Table = include_str!("fields.toml").parse().expect("the shipped fields.toml is TOML");
    TableKind::ALL.iter().map(|kind| fields_of(&raw, kind.name())).collect()
});

/// Positions by name: packets ask for their fields by name, deal after deal.
static POSITIONS: LazyLock<Vec<FxHashMap<&str, usize>>> = LazyLock::new(|| {
    let positions = |fields: &'static Vec<Field>| {
        fields.iter().enumerate().map(|(position, field)| (field.name.as_str(), position)).collect()
    };
    SCHEMA.iter().map(positions).collect()
});

fn fields_of(raw: &toml::Table, table: &str) -> Vec<Field> {
    let fields = raw.get(table).and_then(toml::Value::as_table).expect("fields.toml holds every table");
    fields
        .iter()
        .map(|(name, kind)| {
            let kind = kind.as_str().and_then(value_kind).expect("fields.toml uses the known types");
            Field { name: name.clone(), kind }
        })
        .collect()
}

fn value_kind(name: &str) -> Option<ValueKind> {
    Some(match name {
        "id" => ValueKind::Id,
        "text" => ValueKind::Text,
        "longtext" => ValueKind::Longtext,
        "person" => ValueKind::Person,
        "enum" => ValueKind::Enum,
        "bool" => ValueKind::Bool,
        "number" => ValueKind::Number,
        "money" => ValueKind::Money,
        "percent" => ValueKind::Percent,
        "date" => ValueKind::Date,
        "datetime" => ValueKind::Datetime,
        "when" => ValueKind::When,
        "list" => ValueKind::List,
        "url" => ValueKind::Url,
        _ => return None,
    })
}

/// The fields of a list such as `deals.won_at, stage_history.entered_at (Closed Won)`, without the stage that a heading tells:
/// its name may hold a comma.
pub fn named_fields(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let parts = list.split(move |sign: char| {
        depth += match sign {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        sign == ',' && depth <= 0
    });
    parts.map(|part| part.split_once(" (").map_or(part, |(name, _)| name).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_fields_and_is_found_by_name() {
        for kind in TableKind::ALL {
            assert!(!kind.fields().is_empty());
            assert_eq!(TableKind::named(kind.name()), Some(kind));
        }
        assert_eq!(TableKind::Deals.fields()[0].name, "deal_id");
    }
}
