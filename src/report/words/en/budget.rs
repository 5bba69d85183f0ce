//! How many returns a pilot can still afford.

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

/// The finding. `left`: `None` where the threshold is out of reach.
pub(crate) fn sentence(left: Option<u64>, handoffs: u64, threshold: f64) -> String {
    let (size, target) = (size(handoffs), format::share(threshold));
    match left {
        None => format!("A pilot of {size} can no longer reach {target}"),
        Some(0) => format!("A pilot of {size} can afford no further return if it is to reach {target}"),
        Some(left) => format!(
            "A pilot of {size} can afford {} and still reach {target}",
            format::plural(left, "further return", "further returns")
        ),
    }
}

/// How to read the squares, each of which stands for so many handoffs.
pub(crate) fn note(handoffs: u64, each: u64) -> String {
    let unit = match each {
        1 => "One square is one handoff.".to_owned(),
        each => format!("One square is up to {} handoffs.", format::count(each)),
    };
    format!("Returns budget of a pilot of {}. {unit} Open: not accepted yet, or not due yet.", size(handoffs))
}

/// The table's caption.
pub(crate) fn caption(handoffs: u64) -> String {
    format!("A pilot of {}", size(handoffs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_said_for_none_one_and_many() {
        let said = |left| sentence(left, 30, 0.9);
        assert_eq!(said(None), "A pilot of 30 handoffs can no longer reach 90%");
        assert_eq!(said(Some(0)), "A pilot of 30 handoffs can afford no further return if it is to reach 90%");
        assert_eq!(said(Some(1)), "A pilot of 30 handoffs can afford 1 further return and still reach 90%");
        assert!(said(Some(4)).contains("4 further returns"));
    }
}
