//! Why items are answered so rarely, and which fixes would help most.

use crate::report::format;

/// Heads of the causes.
pub(crate) const CAUSES: [&str; 4] = ["Item", "#Lacking", "Likely cause", "What it rests on"];
/// No test for a cause holds.
pub(crate) const NONE_SHOWS: &str = "None shows";
/// No test for a cause was made.
pub(crate) const NOT_TESTED: &str = "not tested";

/// Heads of the fixes.
pub(crate) const FIXES: [&str; 4] = ["Fix", "#Packets that lack it", "#Completed by it", "#Complete then"];
/// Head of the fixes' bars.
pub(crate) const COMPLETE: &str = "Complete packets after this fix and those before it";

/// No test shows a cause for any of so many items.
pub(crate) fn no_cause(all: u64) -> String {
    format!(
        "No test shows why {} {} not answered",
        format::plural(all, "item", "items"),
        if all == 1 { "is" } else { "are" }
    )
}

/// The likely cause for the item that most packets lack.
pub(crate) fn cause(label: &str, cause: &str) -> String {
    format!("Likely cause for “{label}”, the item that most packets lack: {cause}")
}

/// How many items have a likely cause, where the first one has none.
pub(crate) fn with_cause(known: u64, all: u64) -> String {
    format!(
        "{} a likely cause",
        format::of_all(
            known,
            all,
            ("item that more than a tenth of packets lack", "items that more than a tenth of packets lack"),
            ("has", "have")
        )
    )
}

/// The causes' caption.
pub(crate) fn causes(listed: u64, all: u64) -> String {
    match listed == all {
        true => format!(
            "{} that more than a tenth of packets lack, with the first cause whose test holds; to be confirmed by people",
            format::plural(all, "item", "items")
        ),
        false => format!(
            "{} items that more than a tenth of packets lack, with the first cause whose test holds; to be confirmed by people; the others are in audit.json",
            format::k_of_n(listed, all)
        ),
    }
}

/// A fix in its order, from 1.
pub(crate) fn fix(place: usize, label: &str) -> String {
    format!("{place}. {label}")
}

/// What the fixes raise: an item without a column cannot be answered at all.
pub(crate) fn completion(captured: u64, all: u64) -> String {
    match captured == all {
        true => "completion".to_owned(),
        false => format!("completion of the {} items that exports hold", format::k_of_n(captured, all)),
    }
}

/// One fix is enough for the goal.
pub(crate) fn one_fix(label: &str, completion: &str) -> String {
    format!("Answering “{label}” in every packet would bring {completion} to 90%")
}

/// So many fixes are enough.
pub(crate) fn many_fixes(n: u64, completion: &str) -> String {
    format!("{} items, answered in every packet in this order, bring {completion} to 90%", format::count(n))
}

/// All of them are not enough.
pub(crate) fn not_enough(complete: u64, due: u64) -> String {
    format!("All fixes together would complete {} packets: less than 90%", format::k_of_n(complete, due))
}

/// How the fixes are meant; `drawn`: the first so many are drawn, where there are more.
pub(crate) fn note(drawn: Option<usize>) -> String {
    let cut = drawn.map_or_else(String::new, |n| format!(" The first {n} are drawn; the table holds them all."));
    format!(
        "An upper bound: every fix is taken to work in every packet. The order matters: a packet is complete only when its last gap is closed.{cut}"
    )
}

/// The fixes' caption.
pub(crate) fn fixes(n: u64, due: u64) -> String {
    format!("{} of {} due packets, one after the other", format::plural(n, "fix", "fixes"), format::count(due))
}
