//! Whether what was done at the handoff goes with retention.

use crate::report::format;

/// Nothing was compared.
pub(crate) const EMPTY: &str = "No comparison was computed.";
/// In place of a chart.
pub(crate) const TOO_YOUNG: &str = "Too few customers are old enough; the counts stand in the tables.";
/// A side with nobody old enough.
pub(crate) const NOBODY: &str = "none old enough";
/// Heads of the tables.
pub(crate) const LABELS: [&str; 6] =
    ["Customers", "#Compared", "#Too young", "#Kept, of old enough", "#Share or difference", "#95% interval"];
/// The difference over all customers.
pub(crate) const CRUDE: &str = "Difference, all together";
/// The difference where segments are compared with themselves.
pub(crate) const WITHIN: &str = "Difference within segments";
/// A figure that is absent.
pub(crate) const NONE: &str = "none";
/// A difference that cannot be worked out.
pub(crate) const NOT_COMPUTABLE: &str = "not computable";
/// A segment with customers on one side only.
pub(crate) const ONE_SIDED: &str = "one side is empty";
/// A segment of few customers.
pub(crate) const SMALL: &str = "small";

/// The verdict of a comparison, in a word or two.
pub(crate) fn verdict(state: &str) -> &'static str {
    match state {
        "better" => "Better",
        "not_better" => "Not better",
        "cannot_tell" => "Cannot tell",
        _ => "Not measurable",
    }
}

/// Both sides of a comparison.
pub(crate) fn sides(exposure: &str) -> [&'static str; 2] {
    match exposure {
        "sync" => ["Sync held", "No sync by then"],
        "first_pass" => ["Accepted at first pass", "Not, or not yet"],
        "completeness" => ["More complete half", "Less complete half"],
        _ => ["With", "Without"],
    }
}

/// A sentence about a comparison, under its name.
pub(crate) fn named(exposure: &str, sentence: &str) -> String {
    let [with, without] = sides(exposure);
    format!("{with}, against {}. {sentence}", without.to_lowercase())
}

/// The title of the chart: how many comparisons say something.
pub(crate) fn title(better: u64, not_better: u64, unknown: u64) -> String {
    let all = better + not_better + unknown;
    match (better, not_better) {
        (0, 0) if all == 1 => "The comparison cannot tell yet who stays".to_owned(),
        (0, 0) => format!("None of {} comparisons can tell yet who stays", format::count(all)),
        (0, n) => format!("{} rules out a difference of 5 points or more in its favour", comparisons(n, all)),
        (n, _) => format!("{} shows customers who stay more often, which does not show why", comparisons(n, all)),
    }
}

fn comparisons(n: u64, all: u64) -> String {
    format!("{} comparisons", format::k_of_n(n, all))
}

/// How to read the chart.
pub(crate) fn note(retention_days: &str, landmark_days: &str) -> String {
    format!(
        "Customers still there on day {retention_days} of those still there on day {landmark_days}, with 95% intervals. Who had it is judged on day {landmark_days} so that early churn counts for neither side. An association, never a cause."
    )
}

/// A side with its share, when it has customers enough for one.
pub(crate) fn kept(kept: u64, mature: u64, share: Option<f64>) -> String {
    let counts = format::k_of_n(kept, mature);
    share.map_or_else(|| format!("{counts}: too few"), |share| format!("{counts}, {}", format::share(share)))
}

/// Both sides of a segment.
pub(crate) fn both(exposed: (u64, u64), unexposed: (u64, u64)) -> String {
    let side = |(kept, of): (u64, u64)| if of == 0 { "nobody".to_owned() } else { format::k_of_n(kept, of) };
    format!("{} and {}", side(exposed), side(unexposed))
}

/// An interval of a difference.
pub(crate) fn range(low: f64, high: f64) -> String {
    format!("{} to {}", format::point_difference(low), format::point_difference(high))
}

/// A segment by its name.
pub(crate) fn segment(name: &str) -> String {
    format!("Segment {name}")
}

/// What the table holds.
pub(crate) fn caption(with: &str, without: &str, rank: &str) -> String {
    format!("With: {with}. Without: {without}{rank}")
}

/// The log-rank test over the whole time, after what the table holds; `undecided`: the customers of the smaller side,
/// where the verdict is that nobody can tell.
pub(crate) fn log_rank(p: f64, undecided: Option<u64>) -> String {
    let rank = format!("; log-rank over the whole time {}", super::value::p(p));
    match undecided {
        Some(n) => format!(
            "{rank}, with {} on the smaller side. It is no verdict: that rests on the intervals of the differences",
            format::plural(n, "customer", "customers")
        ),
        None => rank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_without_anybody_has_no_counts() {
        assert_eq!(both((2, 2), (0, 0)), "2 of 2 and nobody");
        assert_eq!(both((0, 1), (3, 4)), "0 of 1 and 3 of 4");
    }

    #[test]
    fn a_small_p_beside_cannot_tell_says_why_it_is_no_verdict() {
        assert_eq!(log_rank(0.021, None), "; log-rank over the whole time p = 0.021");
        let undecided = log_rank(0.021, Some(6));
        assert!(undecided.contains("p = 0.021, with 6 customers on the smaller side. It is no verdict"), "{undecided}");
    }

    #[test]
    fn the_title_counts_what_can_be_told() {
        assert_eq!(title(0, 0, 1), "The comparison cannot tell yet who stays");
        assert_eq!(title(0, 0, 3), "None of 3 comparisons can tell yet who stays");
        assert!(title(1, 0, 2).starts_with("1 of 3 comparisons shows"));
        assert!(title(0, 1, 2).starts_with("1 of 3 comparisons rules out"));
    }
}
