//! HA104: one of the six acceptance elements is incomplete.

use crate::packet::ElementState;
use crate::rules::case::spoken;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA104",
    slug: "acceptance-element-missing",
    title: "All acceptance elements are complete",
    failing_title: "An acceptance element is incomplete",
    rationale: "CS can only accept what is there: success criteria, stakeholders, scope, risks, timeline, owner notes",
    remedy: "Complete what the element lacks, or return the handoff naming it",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["deals", "deal_contacts"],
    source: "deployment brief of the handoff pilot: the six parts of an accepted handoff",
    check,
    describe,
    good: Example { words: "All six elements complete", make: |_| {} },
    bad: Example {
        words: "No success criteria",
        make: |deal| deal.set_element(0, ElementState::Incomplete(["success_metric".into()].into())),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let elements = &case.packet.elements;
    let missed: Vec<Evidence> = (0..elements.len())
        .filter(|&position| matches!(elements[position], ElementState::Incomplete(_)))
        .map(|position| case.about(Subject::Element(position as u16)))
        .collect();
    if !missed.is_empty() {
        return Verdict::Missed(missed);
    }
    match elements.iter().find_map(unknown) {
        Some(tables) => Verdict::Unknowable(tables),
        None => Verdict::Met,
    }
}

fn unknown(state: &ElementState) -> Option<String> {
    match state {
        ElementState::Unknown(tables) => Some(tables.join(" or ")),
        _ => None,
    }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Element(position) = evidence.subject else {
        return Words { evidence: String::new(), question: String::new() };
    };
    let name = spoken(&case.checklist.elements[position as usize].id);
    let lacks = match &case.packet.elements[position as usize] {
        ElementState::Incomplete(lacks) => lacks.iter().map(|item| spoken(item)).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    };
    Words {
        evidence: format!("the element \u{201c}{name}\u{201d} is incomplete: it lacks {lacks}"),
        question: format!("Can you fill in what the handoff still lacks under {name}: {lacks}?"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{case_of, evidence};

    #[test]
    fn one_finding_an_incomplete_element() {
        let two = evidence(&RULE, |packet| {
            packet.set_element(0, ElementState::Incomplete(["success_metric".into()].into()));
            packet.set_element(2, ElementState::Incomplete(["verbal_commitments".into()].into()));
        });
        assert_eq!(two.len(), 2);
        assert_eq!(two[0], "the element \u{201c}success criteria\u{201d} is incomplete: it lacks success metric");
    }

    #[test]
    fn an_unknown_element_is_unknowable_not_missed() {
        let unknown = case_of(|packet| packet.set_element(1, ElementState::Unknown(["role:champion".into()].into())));
        assert_eq!(check(&unknown.case()), Verdict::Unknowable("role:champion".to_owned()));
    }
}
