//! HA607: a later stage was entered while an earlier one was open.

use crate::domain::Moment;
use crate::packet::{FieldState, Timed, UNREAD};
use crate::rules::case::spoken;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA607",
    slug: "gate-violation",
    title: "Stages were passed in order",
    failing_title: "A later stage was entered while an earlier one was open",
    rationale: "A gate that everybody walks around is no gate",
    remedy: "Close the earlier stage now, and ask why it was passed by",
    severity: Severity::Warn,
    owner: Owner::CsOps,
    needs: &[
        "onboarding.sync_at, onboarding.kickoff_at",
        "reviews",
        "activities or onboarding.first_touch_at",
        "onboarding.csm, deals.csm or accounts.csm",
    ],
    source: "deployment brief of the handoff pilot: capture, review, engage, value",
    check,
    describe,
    good: Example { words: "Sync and acceptance, then kickoff, then first value", make: |_| {} },
    bad: Example { words: "Kickoff held before CS accepted", make: |deal| deal.packet.events.decisions.clear() },
};

/// A stage that was entered while an earlier one was open.
struct Violation {
    /// The later stage.
    entered: &'static str,
    /// The earlier one.
    open: &'static str,
    /// What it lacked.
    why: String,
}

/// Review is entered with CS's decision, engage at kickoff, value at first value. Capture is closed by the eight fields
/// as they stand, because few exports say when each was filled; review by the later of sync and acceptance; engage by
/// the later of first touch and kickoff, with the CSM as he is named now.
fn violations(case: &Case<'_>) -> Vec<Violation> {
    let events = &case.packet.events;
    let mut found = Vec::new();
    let names = unanswered(case);
    if events.is_accepted() && !names.is_empty() {
        let why = format!("accepted without {}", names.join(", "));
        found.push(Violation { entered: "review", open: "capture", why });
    }
    if let Some(why) = events.kickoff_at.map(|kickoff| unreviewed_at(case, kickoff)).filter(|why| !why.is_empty()) {
        found.push(Violation { entered: "engage", open: "review", why: why.join(", ") });
    }
    if let Some(why) = events.first_value_at.map(|value| unengaged_at(case, value)).filter(|why| !why.is_empty()) {
        found.push(Violation { entered: "value", open: "engage", why: why.join(", ") });
    }
    found
}

/// What review lacked at kickoff, as far as the exports can show it.
fn unreviewed_at(case: &Case<'_>, kickoff: Moment) -> Vec<&'static str> {
    let events = &case.packet.events;
    let mut accepted = events.decisions.iter().filter(|decision| decision.is_accepted).map(|decision| decision.at);
    let is_unsynced = events.sync_at.is_none_or(|sync| kickoff.is_before(sync)) && !super::is_untold(case, Timed::Sync);
    let is_unaccepted = !accepted.any(|at| !kickoff.is_before(at)) && !events.is_decision_untold();
    let lacks = [
        (case.holds.has_sync && is_unsynced, "no sync by then"),
        (case.holds.has_reviews && is_unaccepted, "not accepted by then"),
    ];
    said(lacks)
}

/// What engage lacked at first value, as far as the exports can show it.
fn unengaged_at(case: &Case<'_>, value: Moment) -> Vec<&'static str> {
    let events = &case.packet.events;
    let is_later = |event: Option<Moment>| event.is_none_or(|at| value.is_before(at));
    let is_unlaunched = is_later(events.kickoff_at) && !super::is_untold(case, Timed::Kickoff);
    let is_untouched = is_later(events.first_touch_at) && !is_touch_untold(case, value);
    said([
        (case.holds.has_csm && !case.packet.csm_is_person, "no person is named as CSM"),
        (case.holds.has_touches && is_untouched, "no touch by CS by then"),
        (case.holds.has("onboarding.kickoff_at") && is_unlaunched, "no kickoff by then"),
    ])
}

/// Whether an e-mail that does not say which way it went may have touched the customer by then.
fn is_touch_untold(case: &Case<'_>, value: Moment) -> bool {
    let events = &case.packet.events;
    let is_known = events.first_touch_at.is_some_and(|at| !value.is_before(at));
    !is_known && events.untold(Timed::FirstTouch).is_some_and(|at| !value.is_before(at))
}

/// What is lacking, of several things that may be.
fn said<const N: usize>(lacks: [(bool, &'static str); N]) -> Vec<&'static str> {
    lacks.into_iter().filter_map(|(is_lacking, why)| is_lacking.then_some(why)).collect()
}

/// The required-to-close fields that an export holds and that are not answered.
fn unanswered(case: &Case<'_>) -> Vec<String> {
    let eight = case.checklist.items.iter().zip(&case.packet.answers).filter(|(item, _)| item.is_eight);
    let open = eight.filter(|(item, answer)| {
        item.is_required(case.packet.tier) && !answer.state.is_full() && answer.state != FieldState::NotCaptured
    });
    open.map(|(item, _)| spoken(&item.id)).collect()
}

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["onboarding"]) {
        return verdict;
    }
    let violations = violations(case);
    let evidence = |nth: usize| Evidence { subject: Subject::Nth(nth as u16), origin: case.row };
    if !violations.is_empty() {
        return Verdict::Missed((0..violations.len()).map(evidence).collect());
    }
    unknowable(case).unwrap_or_else(|| {
        let events = &case.packet.events;
        let is_entered = events.is_accepted() || events.kickoff_at.is_some() || events.first_value_at.is_some();
        if is_entered { Verdict::Met } else { Verdict::NotApplicable("no later stage has been entered") }
    })
}

/// What would have to be known of a stage that was passed.
fn unknowable(case: &Case<'_>) -> Option<Verdict> {
    let (events, holds) = (&case.packet.events, case.holds);
    let lack = |is_there: bool, what: &str| (!is_there).then(|| Verdict::Unknowable(what.to_owned()));
    let untold = |event: Timed| super::is_untold(case, event).then(|| super::untold(event));
    let review = || {
        let sync = lack(holds.has_sync, "onboarding.sync_at").or_else(|| lack(holds.has_reviews, "reviews"));
        let decision = || events.is_decision_untold().then(|| Verdict::Unknowable(UNREAD.to_owned()));
        sync.or_else(|| untold(Timed::Sync)).or_else(decision)
    };
    let engage = |value: Moment| {
        let kickoff = holds.lack(&["onboarding.kickoff_at"]).or_else(|| lack(holds.has_csm, RULE.needs[3]));
        let touch = || holds.lack_touches().or_else(|| is_touch_untold(case, value).then(super::undirected));
        kickoff.or_else(touch).or_else(|| untold(Timed::Kickoff))
    };
    events.kickoff_at.and_then(|_| review()).or_else(|| events.first_value_at.and_then(engage))
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Nth(nth) = evidence.subject else { return Words::default() };
    let violations = violations(case);
    let Some(violation) = violations.get(nth as usize) else { return Words::default() };
    Words {
        evidence: format!("{} was entered while {} was open: {}", violation.entered, violation.open, violation.why),
        question: format!("What is missing to close {}, and why was it passed by?", violation.open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::{UNDIRECTED, Undirected};
    use crate::rules::specimen::Specimen;
    use crate::rules::testing::{case_of, evidence};

    #[test]
    fn nothing_is_in_order_before_a_later_stage_is_entered() {
        let young = case_of(|deal| {
            deal.packet.events.decisions.clear();
            deal.packet.events.kickoff_at = None;
            deal.packet.events.first_value_at = None;
        });
        assert!(matches!(check(&young.case()), Verdict::NotApplicable(_)));
    }

    #[test]
    fn without_a_review_log_the_sync_alone_can_show_a_violation() {
        let synced = case_of(|deal| {
            deal.packet.events.decisions.clear();
            deal.holds.has_reviews = false;
        });
        assert_eq!(check(&synced.case()), Verdict::Unknowable("reviews".to_owned()));
        let unsynced = evidence(&RULE, |deal| {
            deal.packet.events.decisions.clear();
            deal.packet.events.sync_at = None;
            deal.holds.has_reviews = false;
        });
        assert_eq!(unsynced[0], "engage was entered while review was open: no sync by then");
    }

    #[test]
    fn engage_is_open_without_a_named_csm_who_touched_the_customer() {
        let open = "value was entered while engage was open: ";
        let untouched = evidence(&RULE, |deal| deal.packet.events.first_touch_at = None);
        assert_eq!(untouched, [format!("{open}no touch by CS by then")]);
        let late = evidence(&RULE, |deal| deal.packet.events.first_touch_at = Some(Specimen::day(21)));
        assert_eq!(late, untouched, "first value was on day 20");
        assert!(evidence(&RULE, |deal| deal.packet.events.first_touch_at = Some(Specimen::day(20))).is_empty());
        let nobody = evidence(&RULE, |deal| {
            deal.packet.csm_is_person = false;
            deal.packet.events.first_touch_at = None;
            deal.packet.events.kickoff_at = None;
        });
        assert_eq!(nobody, [format!("{open}no person is named as CSM, no touch by CS by then, no kickoff by then")]);
    }

    #[test]
    fn a_touch_that_nobody_can_tell_is_not_missing() {
        let untold_on = |days: i32| {
            case_of(|deal| {
                deal.packet.events.first_touch_at = None;
                let first_touch = Some(Specimen::day(days));
                deal.packet.events.undirected = Some(Box::new(Undirected { first_touch, ..Undirected::default() }));
            })
        };
        assert_eq!(check(&untold_on(3).case()), Verdict::Unknowable(UNDIRECTED.to_owned()));
        assert!(matches!(check(&untold_on(21).case()), Verdict::Missed(_)), "it was none before first value");
        let unexported = case_of(|deal| {
            deal.packet.events.first_touch_at = None;
            deal.holds.has_touches = false;
        });
        assert!(matches!(check(&unexported.case()), Verdict::Unknowable(_)));
        let young = case_of(|deal| {
            deal.packet.events.first_value_at = None;
            deal.packet.events.first_touch_at = None;
        });
        assert_eq!(check(&young.case()), Verdict::Met, "value has not been entered");
    }
}
