//! How often handoffs came back, why, and how long it took until the next decision.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{HOUR_MICROS, Moment};
use crate::map::Book;
use crate::packet::{Assembly, missing_reviews};

use super::causes::due;
use super::{ReturnReason, Returns};

/// Over due deals; decisions after the as-of time have not happened.
pub(super) fn returns(book: &Book, assembly: &Assembly) -> Returns {
    let due = due(assembly);
    let mut found = Returns { captured: missing_reviews(book).is_none(), due: due.len() as u64, ..Returns::default() };
    let mut reasons: BTreeMap<&str, (u64, u64, BTreeSet<usize>)> = BTreeMap::new();
    for (place, packet) in due.iter().enumerate() {
        let decisions = &packet.events.decisions;
        let mut times = 0;
        for (at, decision) in decisions.iter().enumerate().filter(|(_, decision)| !decision.is_accepted) {
            times += 1;
            let entry = reasons.entry(book.text(decision.reason)).or_default();
            entry.0 += 1;
            entry.1 += u64::from(decision.is_material);
            entry.2.insert(place);
            found.returns += 1;
            found.material += u64::from(decision.is_material);
            if let Some(next) = decisions.get(at + 1) {
                found.answered += 1;
                found.hours_lost += hours(decision.at, next.at);
            }
        }
        if times > 0 {
            found.deals += 1;
            *found.loops.entry(times).or_default() += 1;
        }
    }
    found.reasons = reasons
        .into_iter()
        .map(|(reason, (returns, material, deals))| ReturnReason {
            reason: reason.to_owned(),
            returns,
            material,
            deals: deals.len() as u64,
        })
        .collect();
    found.reasons.sort_by(|a, b| b.returns.cmp(&a.returns).then_with(|| a.reason.cmp(&b.reason)));
    found
}

/// None between two of one day of which one is a date alone: neither is before the other.
fn hours(from: Moment, to: Moment) -> f64 {
    if from.is_before(to) { (to.utc() - from.utc()) as f64 / HOUR_MICROS as f64 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;

    #[test]
    fn a_return_by_date_and_a_decision_of_that_day_take_no_time() {
        let day = |day: i32| Zone::utc().date(day);
        let at = |hours: i64| Zone::utc().instant(hours * HOUR_MICROS);
        assert_eq!(hours(day(1), at(24 + 21)), 0.0, "the return may have been at any time of the day");
        assert_eq!(hours(day(1), at(48 + 13)), 25.0, "a date stands for noon");
        assert_eq!(hours(at(24 + 9), at(24 + 21)), 12.0);
    }
}
