//! Reps against the whole.

use crate::report::format;

/// Heads of the table.
pub(crate) const LABELS: [&str; 6] = ["AE", "#Cases", "#Share", "#95 of 100", "#998 of 1,000", "Says"];
/// Outside of the wide band.
pub(crate) const DIFFERS: &str = "Differs";
/// Outside of the narrow band.
pub(crate) const HINT: &str = "Hint";
/// Within both.
pub(crate) const NOT_DIFFERENT: &str = "Not different";
/// In place of a chart.
pub(crate) const INSTEAD: &str = "There is nothing to draw.";

/// How many AEs differ from the whole, and how many hint at it.
pub(crate) fn sentence(title: &str, all: u64, different: u64, hint: u64) -> String {
    let found = match (all, different, hint) {
        (0, ..) => "no AE has five deals to judge by".to_owned(),
        (1, 0, 0) => "the one AE with deals enough does not differ from the whole".into(),
        (all, 0, 0) => format!("none of {} AEs differs from the whole", format::count(all)),
        (all, 0, hint) => format!(
            "none of {} AEs differs from the whole, {} {} at it",
            format::count(all),
            format::count(hint),
            if hint == 1 { "hints" } else { "hint" }
        ),
        (all, n, _) => {
            format!("{} AEs {} from the whole", format::k_of_n(n, all), if n == 1 { "differs" } else { "differ" })
        }
    };
    format!("{title}: {found}")
}

/// How to read the chart; `drawn`: so many, where there are more. `effect`: how much the likeness of one AE's handoffs
/// widens the variance.
pub(crate) fn note(left_out: u64, drawn: Option<usize>, effect: Option<f64>) -> String {
    let left = match left_out {
        0 => String::new(),
        n => format!(
            " {} with fewer than five deals {} left out.",
            format::plural(n, "AE", "AEs"),
            if n == 1 { "is" } else { "are" }
        ),
    };
    let cut = drawn.map_or_else(String::new, |reps| {
        format!(" {reps} are drawn: who differs or hints at it, and the first others by name; the table names more.")
    });
    let likeness = effect.map_or_else(String::new, |effect| {
        format!(" Handoffs of one AE are alike: their likeness widens the variance by a factor of {effect:.1}.")
    });
    format!(
        "Narrow band: 95 of 100 AEs who are like the whole lie in it; wide band: 998 of 1,000.{left}{cut}{likeness}"
    )
}

/// The line of the whole.
pub(crate) fn whole(share: f64) -> String {
    format!("the whole {}", format::share(share))
}

/// Counts with their share.
pub(crate) fn counts(k: u64, n: u64, share: f64) -> String {
    format!("{}, {}", format::k_of_n(k, n), format::share(share))
}

/// The table's caption.
pub(crate) fn caption(title: &str, listed: u64, all: u64) -> String {
    match listed < all {
        true => format!("{title} by AE: {} AEs by name, each of them in audit.json", format::k_of_n(listed, all)),
        false => format!("{title} by AE: {}", format::plural(all, "AE", "AEs")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reps_are_said_for_none_one_and_many() {
        assert_eq!(sentence("Rate", 0, 0, 0), "Rate: no AE has five deals to judge by");
        assert_eq!(sentence("Rate", 1, 0, 0), "Rate: the one AE with deals enough does not differ from the whole");
        assert_eq!(sentence("Rate", 9, 0, 1), "Rate: none of 9 AEs differs from the whole, 1 hints at it");
        assert_eq!(sentence("Rate", 9, 1, 4), "Rate: 1 of 9 AEs differs from the whole");
        assert_eq!(sentence("Rate", 9, 2, 0), "Rate: 2 of 9 AEs differ from the whole");
    }
}
