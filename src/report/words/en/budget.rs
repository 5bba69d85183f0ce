//! How many returns a pilot, or the handoffs at hand, can still afford.

use super::capital;
use crate::report::format;

/// Accepted, returned, open and bound, open and free: what the squares are.
pub(crate) const KINDS: [&str; 4] = [
    "Accepted without a material return",
    "Returned for a material reason",
    "Open, and must not be returned",
    "Open, and may be returned: the budget left",
];
/// Heads of the table.
pub(crate) const LABELS: [&str; 2] = ["State", "#Handoffs"];
/// Said instead of the squares.
pub(crate) const NOTHING: &str = "There is no handoff to draw.";

/// `120 handoffs`.
pub(crate) fn size(handoffs: u64) -> String {
    format::plural(handoffs, "handoff", "handoffs")
}

/// What the budget is of: `A pilot of 120 handoffs`, or without anybody's word of a pilot `These 120 handoffs`.
pub(crate) fn subject(handoffs: u64, is_pilot: bool) -> String {
    capital(&within(handoffs, is_pilot))
}

/// The same within a sentence.
fn within(handoffs: u64, is_pilot: bool) -> String {
    match (is_pilot, handoffs) {
        (true, n) => format!("a pilot of {}", size(n)),
        (false, 1) => "this one handoff".into(),
        (false, n) => format!("these {}", size(n)),
    }
}

/// The finding. `left`: `None` where the threshold is out of reach.
pub(crate) fn sentence(left: Option<u64>, handoffs: u64, threshold: f64, is_pilot: bool) -> String {
    let (subject, target) = (subject(handoffs, is_pilot), format::share(threshold));
    let they_are = if is_pilot || handoffs == 1 { "it is" } else { "they are" };
    match left {
        None => format!("{subject} can no longer reach {target}"),
        Some(0) => format!("{subject} can afford no further return if {they_are} to reach {target}"),
        Some(left) => format!(
            "{subject} can afford {} and still reach {target}",
            format::plural(left, "further return", "further returns")
        ),
    }
}

/// How to read the squares, each of which stands for so many handoffs.
pub(crate) fn note(handoffs: u64, each: u64, is_pilot: bool) -> String {
    let unit = match each {
        1 => "One square is one handoff.".to_owned(),
        each => format!("One square is up to {} handoffs.", format::count(each)),
    };
    let subject = within(handoffs, is_pilot);
    format!("Returns budget of {subject}. {unit} Open: not accepted yet, or not due yet.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_said_for_none_one_and_many() {
        let said = |left| sentence(left, 30, 0.9, true);
        assert_eq!(said(None), "A pilot of 30 handoffs can no longer reach 90%");
        assert_eq!(said(Some(0)), "A pilot of 30 handoffs can afford no further return if it is to reach 90%");
        assert_eq!(said(Some(1)), "A pilot of 30 handoffs can afford 1 further return and still reach 90%");
        assert!(said(Some(4)).contains("4 further returns"));
    }

    #[test]
    fn nobody_who_named_no_pilot_is_told_of_one() {
        let said = |left, handoffs| sentence(left, handoffs, 0.9, false);
        assert_eq!(said(None, 30), "These 30 handoffs can no longer reach 90%");
        assert_eq!(said(Some(0), 30), "These 30 handoffs can afford no further return if they are to reach 90%");
        assert_eq!(said(Some(0), 1), "This one handoff can afford no further return if it is to reach 90%");
        assert!(note(30, 1, false).starts_with("Returns budget of these 30 handoffs."));
    }
}
