//! HA701: accepted although an element is incomplete (rubber stamp).

use crate::packet::{ElementState, UNREAD};
use crate::rules::case::spoken;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA701",
    slug: "accepted-with-gaps",
    title: "What was accepted is complete",
    failing_title: "Accepted although an element is incomplete",
    rationale: "An acceptance that looks at nothing hides every gap behind it",
    remedy: "Return it, or have the element completed; then accept",
    severity: Severity::Return,
    owner: Owner::Csm,
    needs: &["reviews"],
    source: "deployment brief of the handoff pilot: acceptance criteria",
    check,
    describe,
    good: Example { words: "Accepted with all six elements complete", make: |_| {} },
    bad: Example {
        words: "Accepted without success criteria",
        make: |deal| deal.set_element(0, ElementState::Incomplete(["success_metric".into()].into())),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has_reviews {
        return Verdict::Unknowable("reviews".to_owned());
    }
    if case.packet.events.is_decision_untold() {
        return Verdict::Unknowable(UNREAD.to_owned());
    }
    if !case.packet.events.is_accepted() {
        return Verdict::NotApplicable("the handoff is not accepted");
    }
    let is_incomplete = case.packet.elements.iter().any(|element| matches!(element, ElementState::Incomplete(_)));
    let accepted_at = case.packet.events.last_decision().map_or(case.row, |decision| decision.origin);
    if is_incomplete {
        return case.missed_at(accepted_at);
    }
    let unknown = case.packet.elements.iter().find_map(|element| match element {
        ElementState::Unknown(what) => Some(what.join(", ")),
        _ => None,
    });
    unknown.map_or(Verdict::Met, Verdict::Unknowable)
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let pairs = case.checklist.elements.iter().zip(case.packet.elements.iter());
    let incomplete = pairs.filter(|(_, state)| matches!(state, ElementState::Incomplete(_)));
    let names: Vec<String> = incomplete.map(|(element, _)| spoken(&element.id)).collect();
    Words {
        evidence: format!("accepted, but incomplete: {}", names.join(", ")),
        question: "What made this acceptable, and who asks for what is missing?".to_owned(),
    }
}
