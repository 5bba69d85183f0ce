//! HA607: a later stage was entered while an earlier one was open.

use crate::domain::Moment;
use crate::packet::FieldState;
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
    needs: &["onboarding.sync_at, onboarding.kickoff_at", "reviews"],
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
/// the kickoff.
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
    let is_early = |value: Moment| events.kickoff_at.is_none_or(|kickoff| value.is_before(kickoff));
    if events.first_value_at.is_some_and(is_early) && case.holds.has("onboarding.kickoff_at") {
        found.push(Violation { entered: "value", open: "engage", why: "no kickoff by then".to_owned() });
    }
    found
}

/// What review lacked at kickoff, as far as the exports can show it.
fn unreviewed_at(case: &Case<'_>, kickoff: Moment) -> Vec<&'static str> {
    let events = &case.packet.events;
    let mut accepted = events.decisions.iter().filter(|decision| decision.is_accepted).map(|decision| decision.at);
    let is_unsynced = events.sync_at.is_none_or(|sync| kickoff.is_before(sync));
    let is_unaccepted = !accepted.any(|at| !kickoff.is_before(at));
    let lacks = [
        (case.holds.has_sync && is_unsynced, "no sync by then"),
        (case.holds.has_reviews && is_unaccepted, "not accepted by then"),
    ];
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
    let events = &case.packet.events;
    match (events.kickoff_at.is_some(), case.holds.has_sync, case.holds.has_reviews) {
        (false, ..) if !events.is_accepted() && events.first_value_at.is_none() => {
            Verdict::NotApplicable("no later stage has been entered")
        }
        (true, false, _) => Verdict::Unknowable("onboarding.sync_at".to_owned()),
        (true, _, false) => Verdict::Unknowable("reviews".to_owned()),
        _ => Verdict::Met,
    }
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
    use crate::rules::testing::case_of;

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
        let unsynced = case_of(|deal| {
            deal.packet.events.decisions.clear();
            deal.packet.events.sync_at = None;
            deal.holds.has_reviews = false;
        });
        let Verdict::Missed(evidence) = check(&unsynced.case()) else { panic!("missed") };
        let words = describe(&unsynced.case(), &evidence[0]);
        assert_eq!(words.evidence, "engage was entered while review was open: no sync by then");
    }
}
