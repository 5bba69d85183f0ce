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

use super::{Case, Subject, Verdict};
use crate::domain::{Moment, iso_date};
use crate::packet::{CALL, Events, MEETING, Timed, Timing, UNDIRECTED};

/// Missed where the event came, and came late. What has not come is missing, not late: another rule asks for it.
pub(super) fn late(case: &Case<'_>, event: Timed) -> Verdict {
    match case.packet.detail.timing(event) {
        Timing::Late => case.missed_by(Subject::Event(event), case.row),
        Timing::Open => Verdict::NotApplicable("the service level has not passed"),
        Timing::Overdue | Timing::Untold if is_untold(case, event) => untold(event),
        Timing::Overdue | Timing::Untold => Verdict::NotApplicable("it has not come at all"),
        Timing::Within => Verdict::Met,
    }
}

/// Whether it may have come without an export saying so: by e-mails that do not say which way they went, or in a cell that
/// could not be read.
pub(super) fn is_untold(case: &Case<'_>, event: Timed) -> bool {
    case.packet.events.untold(event).is_some()
}

/// That it rests on e-mails that do not say which way they went, as a verdict.
pub(super) fn undirected() -> Verdict {
    Verdict::Unknowable(UNDIRECTED.to_owned())
}

/// That nobody can tell whether the event came, as a verdict.
pub(super) fn untold(event: Timed) -> Verdict {
    Verdict::Unknowable(Events::why_untold(event).to_owned())
}

/// What came late, and when: `won on 2026-05-02, sync held on 2026-05-11: after the service level`.
pub(super) fn late_in_words(case: &Case<'_>, what: &str, at: Option<Moment>) -> String {
    let won = iso_date(case.packet.won_at.day());
    let at = at.map_or(String::new(), |at| format!(" on {}", iso_date(at.day())));
    format!("won on {won}, {what}{at}: after the service level")
}

/// Missed where CS held no call or meeting with the customer on the days of the rule's thresholds.
pub(super) fn not_met(case: &Case<'_>, code: &str) -> Verdict {
    let lacking = case.holds.lack(&["activities", "activities.type", "activities.author"]);
    if let Some(verdict) = lacking.or_else(|| case.holds.lack_contacts()).or_else(|| case.holds.lack_touches()) {
        return verdict;
    }
    // An export of e-mails alone shows no call and no meeting, held or not.
    if !case.holds.kinds.iter().any(|kind| [CALL, MEETING].contains(kind)) {
        return Verdict::Unknowable("calls or meetings in activities".to_owned());
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
