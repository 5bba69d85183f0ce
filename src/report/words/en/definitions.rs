//! The choices in force, and what each figure counts.

use serde_json::Value as Json;

use super::opened;
use crate::report::format;

/// Heads of the choices; the last one only where they are to be approved.
pub(crate) const LABELS: [&str; 4] = ["Definition", "Value", "Status", "Approval, by whom and when"];
/// What is to be ticked.
pub(crate) const BOXES: &str = "☐ approved  ☐ change";
/// Before the choices.
pub(crate) const NOTE: &str =
    "Assumed means that nobody has confirmed the choice: set it in audit.toml with status = \"confirmed\", by and on.";
/// A choice that nobody confirmed.
pub(crate) const ASSUMED: &str = "Assumed";
/// A choice that somebody confirmed.
pub(crate) const CONFIRMED: &str = "Confirmed";
/// Heads of the figures.
pub(crate) const FIGURES: [&str; 6] = ["Figure", "Now", "Numerator", "Denominator", "Clock", "Left out"];
/// No figure at all.
pub(crate) const NO_FIGURE: &str = "No figure was computed.";
/// A figure that is an outcome, while outcomes are withheld.
pub(crate) const WITHHELD: &str = "withheld";

/// The choices' caption.
pub(crate) fn caption(all: u64, confirmed: u64) -> String {
    format!("{} in force; {} confirmed", format::plural(all, "definition", "definitions"), format::count(confirmed))
}

/// Who confirmed a choice, and on which day, or that it is not said.
pub(crate) fn confirmed(by: Option<&str>, on: Option<&str>) -> String {
    match (by, on.map(format::date)) {
        (Some(by), Some(on)) => format!("by {by} on {on}"),
        (Some(by), None) => format!("by {by}, no day named"),
        (None, Some(on)) => format!("on {on}, by nobody named"),
        (None, None) => "by nobody named".to_owned(),
    }
}

/// The figures' caption.
pub(crate) fn figures(n: u64) -> String {
    format!("{} over the whole, and what they count", format::plural(n, "figure", "figures"))
}

/// The value of a choice.
pub(crate) fn value(json: &Json, id: &str) -> String {
    match json {
        Json::Null => "not set".into(),
        Json::Bool(true) => "yes".into(),
        Json::Bool(false) => "no".into(),
        Json::Number(number) => match number.as_f64() {
            Some(value) if id == "pilot_threshold" => format::share(value),
            Some(value) => format::number(value),
            None => number.to_string(),
        },
        Json::String(text) => opened(text),
        Json::Array(list) if list.is_empty() => "none".into(),
        Json::Array(list) => list.iter().map(|one| value(one, id)).collect::<Vec<_>>().join(", "),
        Json::Object(map) => {
            map.iter().map(|(key, one)| format!("{key}: {}", value(one, id))).collect::<Vec<_>>().join(", ")
        }
    }
}
