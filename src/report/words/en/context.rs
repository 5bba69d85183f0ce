//! What is missing from the packets, item by item.

use crate::report::format;

/// Heads of the bars: the states of a field.
pub(crate) const HEADS: [&str; 4] = ["Usable", "Vague", "Placeholder", "Blank"];
/// Heads of the table.
pub(crate) const LABELS: [&str; 9] = [
    "Item",
    "#Required",
    "#Answered",
    "#Says none",
    "#Vague",
    "#Placeholder",
    "#Blank",
    "#No column",
    "Answers that were not usable",
];
/// Answers that are not to be quoted, because they name customers and people.
pub(crate) const NOT_QUOTED: &str = "not quoted in this view";
/// No answer that was not usable.
pub(crate) const NO_QUOTE: &str = "none to show";
/// Nothing is required of any due handoff.
pub(crate) const NOTHING_YET: &str = "There is nothing to judge yet";
/// Nothing is missing.
pub(crate) const ALL_USABLE: &str = "Every required item is usable in every due packet";

/// A field that exists and holds no usable answer.
pub(crate) fn not_usable(gaps: u64, required: u64, label: &str) -> String {
    let packets = format::of_all(gaps, required, ("packet", "packets"), ("holds", "hold"));
    format!("{packets} no usable answer for “{label}”")
}

/// One item that no export holds.
pub(crate) fn no_column(label: &str) -> String {
    format!("No export has a column for “{label}”")
}

/// Several items that no export holds.
pub(crate) fn no_columns(absent: u64, all: u64) -> String {
    format!("No export has a column for {} required items", format::k_of_n(absent, all))
}

/// The same count where the label stands before it.
pub(crate) fn evidence(gaps: u64, required: u64) -> String {
    format!(
        "It holds no usable answer in {} {}.",
        format::k_of_n(gaps, required),
        if required == 1 { "packet" } else { "packets" }
    )
}

/// How the bars are read; `whole`: items that are usable in every packet.
pub(crate) fn note(whole: u64) -> String {
    let whole = match whole {
        0 => String::new(),
        1 => " One item more is usable in every packet.".to_owned(),
        n => format!(" {} items more are usable in every packet.", format::count(n)),
    };
    format!(
        "Due handoffs whose tier requires the item, by what its field holds; most gaps first. Bold: one of the eight required-to-close fields. All bars are on one scale.{whole}"
    )
}

/// Why there is no bar.
pub(crate) fn instead(is_anything_required: bool) -> &'static str {
    if is_anything_required {
        "No field that exists lacks an answer; what no export holds stands below."
    } else {
        "No due handoff requires any item of the checklist."
    }
}

/// The list of items that no export holds; `None` when there is none.
pub(crate) fn absent(n: u64) -> Option<String> {
    match n {
        0 => None,
        1 => Some("1 item has no column in any export: a gap of the CRM, not of the deals".to_owned()),
        n => {
            Some(format!("{} items have no column in any export: gaps of the CRM, not of the deals", format::count(n)))
        }
    }
}

/// The sources that could hold an item, any of which would do.
pub(crate) fn sources(sources: &[String]) -> String {
    sources.join(" or ")
}

/// An item's category, and whether it is one of the eight.
pub(crate) fn category(category: &str, is_eight: bool) -> String {
    format!("{category}{}", if is_eight { ", required to close" } else { "" })
}

/// An answer with where it stands.
pub(crate) fn quote(text: &str, origin: &str) -> String {
    format!("“{}” ({origin})", format::cut(text, 80))
}

/// The table's caption.
pub(crate) fn caption(n: u64) -> String {
    format!("{} of the checklist by state over due handoffs", format::plural(n, "item", "items"))
}
