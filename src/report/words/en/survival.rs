//! Who is still there after how many days.

use crate::audit::BLANK;
use crate::report::format;

/// Heads of the table.
pub(crate) const LABELS: [&str; 7] = [
    "Customers",
    "#Day",
    "#Still followed",
    "#Churned by then",
    "#Followed less long",
    "#Still there",
    "#95% interval",
];
/// A day that nobody was followed to.
pub(crate) const NOBODY: &str = "nobody followed";
/// An interval that is absent.
pub(crate) const NONE: &str = "none";

/// Whose curve it is.
pub(crate) fn name(dimension: &str, value: &str) -> String {
    match (dimension, value) {
        ("all", _) => "All customers".into(),
        ("synced", "yes") => "Sync held".into(),
        ("synced", _) => "No sync".into(),
        (_, BLANK | "") => "No segment named".into(),
        (_, value) => value.to_owned(),
    }
}

fn by(dimension: &str) -> &'static str {
    if dimension == "synced" { "with and without a sync" } else { "by segment" }
}

/// Of all customers, the share still there; `None` where nobody was followed so long.
pub(crate) fn whole(kept: Option<f64>, days: &str) -> String {
    match kept {
        Some(share) => format!(
            "{} of customers are still there on day {days}, those too young to know included",
            format::share(share)
        ),
        None => format!("No customer has been followed up to day {days} yet"),
    }
}

/// A group whose share still there is said.
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Group {
    /// Whose.
    pub(crate) name: String,
    /// Still there.
    pub(crate) share: f64,
    /// Customers at the start.
    pub(crate) customers: u64,
    /// Of these, still followed on that day.
    pub(crate) followed: u64,
    /// Whether so few that the share cannot be held against another's.
    pub(crate) is_small: bool,
}

/// The same of many groups, by the ends of their range among those with cases enough; `None` where there are not two.
pub(crate) fn ends(kept: &[Group], dimension: &str, days: &str) -> Option<String> {
    let mut judged: Vec<&Group> = kept.iter().filter(|group| !group.is_small).collect();
    judged.sort_by(|left, right| left.share.total_cmp(&right.share));
    let (lowest, highest) = (judged.first()?, judged.last().filter(|_| judged.len() > 1)?);
    let one = |group: &Group| {
        let followed = format::k_of_n(group.followed, group.customers);
        format!("{} in {} ({followed} still followed)", format::share(group.share), group.name)
    };
    let of = format!(
        "{} of {} groups have cases enough",
        format::count(judged.len() as u64),
        format::count(kept.len() as u64)
    );
    Some(format!("Still there on day {days}, {}: from {} to {}; {of}", by(dimension), one(lowest), one(highest)))
}

/// The same of each group that was followed so long.
pub(crate) fn groups(kept: &[Group], dimension: &str, days: &str) -> String {
    let one = |group: &Group| {
        let few = if group.is_small { ", too few to compare" } else { "" };
        let followed = format::k_of_n(group.followed, group.customers);
        format!("{} {} ({followed} still followed{few})", group.name, format::share(group.share))
    };
    let said: Vec<String> = kept.iter().map(one).collect();
    match said.is_empty() {
        true => format!("Nobody has been followed up to day {days} yet, {}", by(dimension)),
        false => format!("Still there on day {days}, {}: {}", by(dimension), said.join(", ")),
    }
}

/// How to read the curve; `floor`: where the axis starts.
pub(crate) fn note(origin: &str, floor: f64) -> String {
    let zoom = if floor > 0.0 { format!(" The axis starts at {}.", format::share(floor)) } else { String::new() };
    format!(
        "Share of customers still there by days from {origin} (Kaplan–Meier); the numbers beneath are those still followed.{zoom}"
    )
}

/// Why there are no lines; `least`: the customers that a line takes.
pub(crate) fn instead(curves: usize, least: u64) -> String {
    let why = if curves > 2 {
        "more than two lines cannot be told apart".to_owned()
    } else {
        format!("a group has fewer than {} customers", format::count(least))
    };
    format!("No lines are drawn: {why}. The table holds each day with the number still followed.")
}

/// The table's caption; `more`: groups that it does not list.
pub(crate) fn caption(dimension: &str, more: u64) -> String {
    let left = if more > 0 { format!("; {} more in audit.json", format::count(more)) } else { String::new() };
    match dimension {
        "all" => "All customers by day".to_owned(),
        other => format!("Customers {} by day{left}", by(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_few_customers_says_so() {
        let held = Group { name: "Sync held".into(), share: 0.94, customers: 111, followed: 74, is_small: false };
        let none = Group { name: "No sync".into(), share: 0.64, customers: 21, followed: 5, is_small: true };
        assert_eq!(ends(&[held.clone(), none.clone()], "segment", "90"), None, "one has too few");
        let more = Group { share: 0.98, name: "Energy".into(), ..held.clone() };
        assert_eq!(
            ends(&[more, none.clone(), held.clone()], "segment", "90").expect("two of three"),
            "Still there on day 90, by segment: from 94% in Sync held (74 of 111 still followed) to 98% in Energy \
             (74 of 111 still followed); 2 of 3 groups have cases enough"
        );
        assert_eq!(
            groups(&[held, none], "synced", "90"),
            "Still there on day 90, with and without a sync: Sync held 94% (74 of 111 still followed), \
             No sync 64% (5 of 21 still followed, too few to compare)"
        );
    }
}
