//! The lines of a brief.

use crate::report::format;

/// An answer without a text.
pub(crate) const ON_RECORD: &str = "on record";
/// An answer that says that there is nothing.
pub(crate) const NONE: &str = "none";
/// An answer that helps nobody.
pub(crate) const VAGUE: &str = "too vague to work with";
/// An answer that is none.
pub(crate) const PLACEHOLDER: &str = "a placeholder, not an answer";
/// An answer that the program could not read.
pub(crate) const NOT_READABLE: &str = "not readable as it was exported: a matter of the export, not of the AE";
/// Behind an item of which no export of the deal has a column, though another export has.
pub(crate) const IN_NO_COLUMN: &str = "in no column of the deal’s export: a matter of the export, not of the AE";
/// A contact without a name.
pub(crate) const NO_NAME: &str = "(no name)";
/// A contact without a role.
pub(crate) const NO_ROLE: &str = "no role on record";
/// A promise that stands in a field of the deal.
pub(crate) const UNREVIEWED: &str = "from the deal, no review recorded";
/// A risk that stands in a field of the deal.
pub(crate) const UNOWNED: &str = "from the deal, no owner recorded";
/// A risk of no kind.
pub(crate) const RISK: &str = "Risk";
/// A happening that is to come.
const AHEAD: &str = ", ahead";

/// Items that nobody answered.
pub(crate) fn not_answered(items: &str) -> String {
    format!("Not answered: {items}.")
}

/// Items that no export carries.
pub(crate) fn not_exported(items: &str) -> String {
    format!("No export holds: {items}.")
}

/// An amount as it was exported: who is asked to confirm it must see it to the cent.
pub(crate) fn amount_in(currency: &str, amount: f64) -> String {
    format!("{currency} {}", format::exact(amount))
}

/// An amount without its currency.
pub(crate) fn amount(amount: f64) -> String {
    format!("{} (no currency named)", format::exact(amount))
}

/// A number with its unit, which is given for one.
pub(crate) fn number(number: f64, unit: &str) -> String {
    match unit {
        "" => format::number(number),
        unit if number == 1.0 => format!("1 {unit}"),
        unit => format!("{} {unit}s", format::number(number)),
    }
}

/// A box that is ticked or not.
pub(crate) fn flag(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

/// What a contact is: roles on the deal, and the title.
pub(crate) fn contact(roles: Option<&str>, title: Option<&str>) -> String {
    match (roles.map(|roles| roles.replace(';', ", ")), title) {
        (Some(roles), Some(title)) => format!("{roles}, {title}"),
        (Some(roles), None) => roles,
        (None, Some(title)) => format!("{title}; {NO_ROLE}"),
        (None, None) => NO_ROLE.to_owned(),
    }
}

/// How engaged a contact is.
pub(crate) fn engagement(level: &str) -> String {
    format!("engagement {}", level.to_lowercase())
}

/// How a contact is reached.
pub(crate) fn channel(channel: &str) -> String {
    format!("by {channel}")
}

/// Roles that no contact has.
pub(crate) fn nobody(roles: &str) -> String {
    format!("Nobody is named as {roles}.")
}

/// Who owns it.
pub(crate) fn owner(owner: Option<&str>) -> String {
    owner.map_or_else(|| "no owner".to_owned(), |owner| format!("owner {owner}"))
}

/// By when it is promised.
pub(crate) fn due(day: &str) -> String {
    format!("due {day}")
}

/// When it was reviewed.
pub(crate) fn reviewed(day: Option<&str>) -> String {
    day.map_or_else(|| "not reviewed".to_owned(), |day| format!("reviewed {day}"))
}

/// When it was delivered.
pub(crate) fn delivered(day: &str) -> String {
    format!("delivered {day}")
}

/// How grave a recorded risk is.
pub(crate) fn severity(severity: &str) -> String {
    format!("Severity {}", severity.to_lowercase())
}

/// What the text reader found.
pub(crate) fn found_in_notes(author: Option<&str>, day: Option<&str>) -> String {
    let by = author.map_or_else(String::new, |author| format!(" by {author}"));
    let of = day.map_or_else(String::new, |day| format!(" of {day}"));
    format!("found in notes{of}{by}: to be confirmed by the AE")
}

/// Evidence of a question that others have too.
pub(crate) fn alike(evidence: &str, more: u64) -> String {
    format!("{evidence}; and {} like it", format::count(more))
}

/// Evidence under the severity of its finding.
pub(crate) fn evidence(severity: &str, evidence: &str) -> String {
    format!("{severity}: {evidence}")
}

/// What happened, by whom.
pub(crate) fn happening(what: &str, who: Option<&str>, is_ahead: bool) -> String {
    let who = who.map_or_else(String::new, |who| format!(" ({who})"));
    format!("{what}{who}{}", if is_ahead { AHEAD } else { "" })
}

/// A text in the words of the exports.
pub(crate) fn quoted(text: &str) -> String {
    format!("“{}”", text.trim())
}
