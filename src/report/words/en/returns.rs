//! How often handoffs came back.

use crate::report::format;

/// What the returns of due handoffs come to, as far as sentences name it.
pub(crate) struct Told<'a> {
    /// Whether any export holds reviews.
    pub(crate) captured: bool,
    /// Due handoffs.
    pub(crate) due: u64,
    /// Of these, returned at least once.
    pub(crate) deals: u64,
    /// The most frequent reason that is given.
    pub(crate) reason: Option<&'a str>,
}

/// A return without a reason.
pub(crate) const NO_REASON: &str = "No reason given";
/// Heads of the bars.
pub(crate) const HEADS: [&str; 2] = ["Returns", "Of these material"];
/// Heads of the table.
pub(crate) const LABELS: [&str; 4] = ["Reason", "#Returns", "#Material", "#Deals"];

/// The finding.
pub(crate) fn sentence(told: &Told) -> String {
    match (told.captured, told.deals) {
        (false, _) => "Returns are not measurable".into(),
        (true, 0) if told.due == 0 => "No handoff is due, so none was returned".into(),
        (true, 0) => format!("None of {} due handoffs was ever returned", format::count(told.due)),
        (true, deals) => {
            let verb = if deals == 1 { "due handoffs was returned" } else { "due handoffs were returned" };
            let why = told.reason.map_or_else(
                || ", none with a reason".to_owned(),
                |reason| format!(", most often for “{}”", format::cut(reason, 60)),
            );
            format!("{} {verb}{why}", format::k_of_n(deals, told.due))
        }
    }
}

/// Returns, loops, and the time until the next decision. `lost`: returns that have one, and their mean hours.
pub(crate) fn note(returns: u64, material: u64, again: u64, lost: Option<(u64, f64)>) -> String {
    let again = match again {
        0 => "None came back more than once.".to_owned(),
        1 => "1 came back more than once.".into(),
        n => format!("{} came back more than once.", format::count(n)),
    };
    let lost = match lost {
        None => " No return has a later decision yet.".to_owned(),
        Some((n, hours)) => format!(
            " From a return to the next decision it took {} on average ({}).",
            format::hours(hours),
            format::plural(n, "return", "returns")
        ),
    };
    format!(
        "{}, {} of them material, by the reason in the review log. {again}{lost}",
        format::plural(returns, "return", "returns"),
        format::count(material)
    )
}

/// Why there is nothing to draw.
pub(crate) fn instead(captured: bool) -> &'static str {
    if captured {
        "No return to show. Where packets have gaps and none is ever returned, check that CS is able to return a handoff."
    } else {
        "No export holds reviews. Export the review log (who accepted or returned which handoff, when, and why) to unlock it."
    }
}

/// The table's caption.
pub(crate) fn caption(listed: u64, all: u64) -> String {
    match listed == all {
        true => format!("Returns by {}", format::plural(all, "reason", "reasons")),
        false => format!("Returns by reason: {} reasons, the others in audit.json", format::k_of_n(listed, all)),
    }
}
