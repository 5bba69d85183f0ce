//! How a heading came to its field, and how sure that is.
//!
//! The confidences are our judgement: what a profile or the schema knows letter by letter is sure, what only resembles a
//! known heading is not, and a column whose cells contradict its field is doubtful whatever its heading says.

use crate::domain::ValueKind;

use super::shape::Fit;

/// What tied a heading to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// `audit.toml` says so.
    AuditToml,
    /// A label of that profile.
    Label(String),
    /// An internal name of a profile.
    Internal,
    /// The field's own name.
    Canonical,
    /// A heading of the handoff fields, common to all systems.
    Alias,
    /// A heading that is likely, not known, to mean the field.
    Likely,
    /// The words of a known heading, in another order or spelling.
    Words(String),
    /// A question of a form, by a phrase in it.
    Question(String),
    /// A heading for an account's name or domain, where its id is wanted.
    Named,
    /// A heading for a deal's name, where its id is wanted.
    DealNamed,
    /// The cells are ids of Salesforce, or links, that say which kind of record they mean.
    Ids,
    /// A heading made by rule, such as `Date entered ".."`.
    Pattern,
    /// The same column as for that field of the file's own table.
    As(String),
}

impl How {
    /// In words.
    pub(super) fn words(&self) -> String {
        match self {
            How::AuditToml => "audit.toml".to_owned(),
            How::Label(profile) => format!("heading of profile {profile}"),
            How::Internal => "internal name".to_owned(),
            How::Canonical => "canonical name".to_owned(),
            How::Alias => "alias".to_owned(),
            How::Likely => "likely heading".to_owned(),
            How::Words(known) => format!("the words of \"{known}\""),
            How::Question(phrase) => format!("a question with \"{phrase}\""),
            How::Named => "names the account; the id of the one account of that name is taken".to_owned(),
            How::DealNamed => "names the deal; the id of the one deal of that name is taken".to_owned(),
            How::Ids => "its cells are ids of such records, or links to them".to_owned(),
            How::Pattern => "pattern".to_owned(),
            How::As(field) => format!("as {field}"),
        }
    }

    /// From 0 to 1, before the cells are looked at.
    pub(super) fn confidence(&self) -> f64 {
        match self {
            How::AuditToml => 1.0,
            How::Canonical => 0.99,
            How::Label(_) | How::Internal => 0.97,
            How::Pattern | How::As(_) | How::Ids => 0.95,
            How::Alias => 0.9,
            How::Likely | How::Named | How::DealNamed => 0.7,
            How::Words(_) | How::Question(_) => 0.6,
        }
    }
}

/// Words and confidence with what the cells say.
pub(super) fn weigh(how: &How, kind: ValueKind, fit: Option<Fit>) -> (String, f64) {
    let (words, confidence) = (how.words(), how.confidence());
    match fit {
        Some(fit) if fit.contradicts() && *how != How::AuditToml => {
            let words = format!("{words}; only {} of {} cells looked at are {}", fit.fits, fit.filled, of_kind(kind));
            (words, confidence / 2.0)
        }
        _ => (words, confidence),
    }
}

fn of_kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Date | ValueKind::Datetime | ValueKind::When => "dates",
        ValueKind::Number | ValueKind::Money | ValueKind::Percent => "numbers",
        ValueKind::Bool => "yes or no",
        _ => "such values",
    }
}
