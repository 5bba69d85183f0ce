//! HA602: past the service level, CS has not touched the customer.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA602",
    slug: "first-touch-missing",
    title: "CS has touched the customer",
    failing_title: "CS has not touched the customer",
    rationale: "A customer who hears nothing after paying calls the AE, or nobody",
    remedy: "Write or call today",
    severity: Severity::Return,
    owner: Owner::Csm,
    needs: &["activities or onboarding.first_touch_at"],
    source: "deployment brief of the handoff pilot: service levels of the handoff",
    check,
    describe,
    good: Example { words: "First touch within the service level", make: |_| {} },
    bad: Example {
        words: "No touch, and the service level has passed",
        make: |deal| deal.time(Timed::FirstTouch, Timing::Overdue),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack_touches() {
        return verdict;
    }
    match case.packet.detail.timing(Timed::FirstTouch) {
        Timing::Untold if case.packet.events.first_touch_at.is_some() => Verdict::Met,
        Timing::Overdue | Timing::Untold if super::is_untold(case, Timed::FirstTouch) => super::undirected(),
        Timing::Overdue | Timing::Untold => case.missed(),
        Timing::Open => Verdict::NotApplicable("the service level has not passed"),
        _ => Verdict::Met,
    }
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let ways = case.holds.spoken_kinds().filter(|&kind| kind != "note");
    let ways: Vec<String> =
        ways.map(|kind| format!("no {}{kind}", if kind == "e-mail" { "outbound " } else { "" })).collect();
    let looked_for = if ways.is_empty() { String::new() } else { format!(": {}", ways.join(", ")) };
    Words {
        evidence: format!("the service level has passed and no contact by CS is recorded{looked_for}"),
        question: "When do you write or call?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::{UNDIRECTED, Undirected};
    use crate::rules::testing::{case_of, evidence};

    #[test]
    fn only_what_was_looked_for_is_named() {
        let said = |kinds: &[&'static str]| {
            let words = evidence(&RULE, |deal| {
                deal.time(Timed::FirstTouch, Timing::Overdue);
                deal.holds.kinds = kinds.to_vec();
            });
            words.concat()
        };
        assert!(said(&["note", "email", "call", "meeting"]).ends_with(": no outbound e-mail, no call, no meeting"));
        assert!(said(&["call"]).ends_with("by CS is recorded: no call"));
        assert!(said(&[]).ends_with("by CS is recorded"), "onboarding alone tells of touches");
    }

    #[test]
    fn nobody_can_tell_by_an_e_mail_that_does_not_say_which_way_it_went() {
        for timing in [Timing::Overdue, Timing::Untold] {
            let case = case_of(|deal| {
                deal.time(Timed::FirstTouch, timing);
                let first_touch = Some(deal.packet.won_at);
                deal.packet.events.first_touch_at = None;
                deal.packet.events.undirected = Some(Box::new(Undirected { first_touch, ..Undirected::default() }));
            });
            assert_eq!(check(&case.case()), Verdict::Unknowable(UNDIRECTED.to_owned()), "{timing:?}");
        }
        let late = case_of(|deal| {
            deal.time(Timed::FirstTouch, Timing::Untold);
            deal.packet.events.first_touch_at = Some(deal.packet.won_at);
        });
        assert_eq!(check(&late.case()), Verdict::Met, "whenever it came, it came");
    }
}
