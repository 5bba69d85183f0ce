//! Family 6: what happened when.

pub(super) mod ae_vanished;
pub(super) mod customer_silence;
pub(super) mod day_14_check_missed;
pub(super) mod day_30_review_missed;
pub(super) mod first_touch_late;
pub(super) mod first_touch_missing;
pub(super) mod first_value_late;
pub(super) mod first_value_missing;
pub(super) mod gate_violation;
pub(super) mod kickoff_late;
pub(super) mod kickoff_slipped;
pub(super) mod sync_late;
pub(super) mod sync_skipped;
pub(super) mod transition_email_late;

use super::{Case, Verdict, case::spoken};
use crate::domain::Moment;
use crate::packet::{Timed, Timing};

/// A stage that was entered while an earlier one was open.
pub(super) struct Violation {
    /// The later stage.
    pub(super) entered: &'static str,
    /// The earlier one.
    pub(super) open: &'static str,
    /// What it lacked.
    pub(super) why: String,
}

/// Engage is entered at kickoff and value at first value. Review is closed by the later of sync and acceptance, engage
/// by a touch and the kickoff; capture by the eight fields as they stand, because no export says when each was filled.
pub(super) fn violations(case: &Case<'_>) -> Vec<Violation> {
    let events = &case.packet.events;
    let mut found = Vec::new();
    if let (Some(kickoff), true) = (events.kickoff_at, case.holds.has_reviews && case.holds.has_sync) {
        let accepted = events.decisions.iter().filter(|decision| decision.is_accepted).map(|decision| decision.at);
        let lacks: Vec<&str> = [
            (events.sync_at.is_none_or(|sync| kickoff.is_before(sync)), "no sync by then"),
            (!accepted.into_iter().any(|at| !kickoff.is_before(at)), "not accepted by then"),
        ]
        .into_iter()
        .filter_map(|(is_lacking, why)| is_lacking.then_some(why))
        .collect();
        if !lacks.is_empty() {
            found.push(Violation { entered: "engage", open: "review", why: lacks.join(", ") });
        }
    }
    let is_early = |value: Moment| events.kickoff_at.is_none_or(|kickoff| value.is_before(kickoff));
    if events.first_value_at.is_some_and(is_early) && case.holds.has("onboarding.kickoff_at") {
        found.push(Violation { entered: "value", open: "engage", why: "no kickoff by then".to_owned() });
    }
    if events.is_accepted() {
        let eight = case.checklist.items.iter().zip(&case.packet.answers).filter(|(item, _)| item.is_eight);
        let open = eight.filter(|(item, answer)| {
            item.is_required(case.packet.tier)
                && !answer.state.is_full()
                && answer.state != crate::packet::FieldState::NotCaptured
        });
        let names: Vec<String> = open.map(|(item, _)| spoken(&item.id)).collect();
        if !names.is_empty() {
            found.push(Violation {
                entered: "engage",
                open: "capture",
                why: format!("accepted without {}", names.join(", ")),
            });
        }
    }
    found
}

/// Missed where the event came, and came late. What has not come is missing, not late: another rule asks for it.
pub(super) fn late(case: &Case<'_>, event: Timed) -> Verdict {
    match case.packet.detail.timing(event) {
        Timing::Late => case.missed(),
        Timing::Open => Verdict::NotApplicable("the service level has not passed"),
        Timing::Overdue => Verdict::NotApplicable("it has not come at all"),
        Timing::Within => Verdict::Met,
    }
}

/// Missed where CS held no call or meeting with the customer on the days of the rule's thresholds.
pub(super) fn not_met(case: &Case<'_>, code: &str) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["activities", "activities.type", "activities.author"]) {
        return verdict;
    }
    let (from, to) = days(case, code);
    let is_within = |&day: &i32| f64::from(day) >= from && f64::from(day) <= to;
    if case.packet.detail.contact.meeting_days.iter().any(is_within) {
        return Verdict::Met;
    }
    if f64::from(case.days_since_won()) <= to {
        return Verdict::NotApplicable("the window has not passed");
    }
    case.missed()
}

/// [`not_met`] in words.
pub(super) fn not_met_in_words(case: &Case<'_>, code: &str) -> String {
    let (from, to) = days(case, code);
    format!("no call or meeting by CS with the customer on days {from} to {to} after the win")
}

fn days(case: &Case<'_>, code: &str) -> (f64, f64) {
    (case.thresholds.value(code, "from_day"), case.thresholds.value(code, "to_day"))
}
