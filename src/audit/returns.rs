//! How often handoffs came back, why, and how long it took until the next decision.

use std::collections::{BTreeMap, BTreeSet};

use crate::map::Book;
use crate::packet::{Assembly, Decision, missing_reviews};

use super::causes::due;
use super::{ReturnReason, Returns};

const HOUR_MICROS: f64 = 3_600_000_000.0;

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
                found.hours_lost += hours(decision, next);
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

fn hours(from: &Decision, to: &Decision) -> f64 {
    (to.at.utc() - from.at.utc()).max(0) as f64 / HOUR_MICROS
}
