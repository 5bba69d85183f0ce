//! Where time goes between close and kickoff.

use crate::report::format;

/// Sales, CS and customer, each with what they hold.
pub(crate) const HOLDERS: [(&str, &str); 3] = [
    ("Sales", "from the win until the handoff was submitted"),
    ("CS", "from there until the customer was met and the handoff accepted"),
    ("Customer", "or the calendar: from there until kickoff"),
];
/// Who holds the ball, in a sentence.
const SUBJECTS: [&str; 3] = ["sales holds", "CS holds", "the customer or the calendar holds"];
/// Heads of the table of holders.
pub(crate) const BALL_LABELS: [&str; 4] = ["Holder", "#Mean a deal", "#Share", "#Days in all"];
/// Heads of fast against in order.
pub(crate) const BOTH_LABELS: [&str; 3] =
    ["First touch", "#In the designed order", "#Another order, or a step not recorded"];
/// Touched late.
pub(crate) const LATE: &str = "Later, or not yet";

/// Who held the ball longest, and for how much of the time; `None` where nobody can say.
pub(crate) fn ball(longest: Option<(usize, f64)>) -> String {
    match longest {
        Some((holder, share)) => format!(
            "Between close and kickoff {} the ball longest: {} of the time",
            SUBJECTS[holder],
            format::share(share)
        ),
        None => "Who holds the ball between close and kickoff is not measurable".into(),
    }
}

/// What one holder had of it.
pub(crate) fn held(days: f64, share: f64) -> String {
    format!("{} a deal, {}", format::elapsed(days, "days"), format::share(share))
}

/// Deals for which nobody can say.
fn unknown(deals: u64) -> String {
    match deals {
        0 => String::new(),
        n => format!(" For {} nobody can say when sales handed over.", format::plural(n, "more deal", "more deals")),
    }
}

/// How to read the drawing.
pub(crate) fn note(deals: u64, n_unknown: u64) -> String {
    let deals = format::plural(deals, "due deal", "due deals");
    format!("Mean time a deal over {deals} with a kickoff, by who had to act.{}", unknown(n_unknown))
}

/// Why there is no drawing, and what would unlock it.
pub(crate) fn instead(n_unknown: u64) -> String {
    format!(
        "No due deal has a kickoff after the win and a known moment of handing over.{} Export onboarding with the time of submission and of kickoff to unlock it.",
        unknown(n_unknown)
    )
}

/// The caption of the table of holders.
pub(crate) fn caption(deals: u64) -> String {
    format!("{} with a kickoff after the win", format::plural(deals, "due deal", "due deals"))
}

/// Fast and in order, as a finding.
pub(crate) fn both(n_both: u64, all: u64) -> String {
    format!("{} due handoffs were both fast and in order", format::k_of_n(n_both, all))
}

/// Touched in time: `Within 48 h`, where the service level is known.
pub(crate) fn in_time(limit: Option<String>) -> String {
    limit.map_or_else(|| "In time".to_owned(), |limit| format!("Within {limit}"))
}

/// The caption of the two by two.
pub(crate) fn both_caption(all: u64, left_out: u64) -> String {
    let left = match left_out {
        0 => String::new(),
        n => format!("; {} too young to judge", format::count(n)),
    };
    format!(
        "First touch in time against the designed order of events, as far as deals have come: {}{left}",
        format::plural(all, "due deal", "due deals")
    )
}
