//! HA111: accepted or complete, but no event of it is logged.

use crate::packet::UNREAD;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA111",
    slug: "measurement-event-missing",
    title: "The handoff's events are logged",
    failing_title: "An event of the handoff is not logged",
    rationale: "What is not logged when it happens cannot be measured afterwards",
    remedy: "Log the submission when the AE hands over, and the decision when CS takes it",
    severity: Severity::Info,
    owner: Owner::CsOps,
    needs: &["reviews or deals.handoff_submitted_at"],
    source: "deployment brief of the handoff pilot: the measurement log",
    check,
    describe,
    good: Example { words: "Accepted, and the acceptance is logged", make: |_| {} },
    bad: Example {
        words: "Complete, and no event is logged",
        make: |deal| {
            deal.packet.events.decisions.clear();
            deal.packet.events.submitted_at = None;
        },
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has_reviews && !case.holds.has_submitted {
        return Verdict::Unknowable(RULE.needs[0].to_owned());
    }
    let events = &case.packet.events;
    if !events.is_accepted() && !is_complete(case) {
        return Verdict::NotApplicable("neither accepted nor complete");
    }
    // An acceptance is known from its own entry, which is the event that is asked for.
    if events.submitted_at.is_some() || !events.decisions.is_empty() {
        return Verdict::Met;
    }
    if events.is_decision_untold() {
        return Verdict::Unknowable(UNREAD.to_owned());
    }
    case.missed()
}

fn is_complete(case: &Case<'_>) -> bool {
    let required = case.checklist.items.iter().zip(&case.packet.answers);
    required.filter(|(item, _)| item.is_required(case.packet.tier)).all(|(_, answer)| answer.state.is_full())
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the handoff is complete, but neither its submission nor a decision is logged".to_owned(),
        question: "When was this handoff submitted, and who decided on it?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn one_logged_event_is_enough() {
        let decided = case_of(|packet| packet.packet.events.submitted_at = None);
        assert_eq!(check(&decided.case()), Verdict::Met, "the acceptance itself is logged");
        let submitted = case_of(|packet| packet.packet.events.decisions.clear());
        assert_eq!(check(&submitted.case()), Verdict::Met);
    }

    #[test]
    fn does_not_apply_to_an_open_packet() {
        let open = case_of(|packet| packet.blank_everything());
        assert!(matches!(check(&open.case()), Verdict::NotApplicable(_)));
    }
}
