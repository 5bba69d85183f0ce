//! HA105: a required item is blank, a placeholder or vague.

use crate::packet::FieldState;
use crate::rules::case::spoken;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};
use crate::settings::Measure;

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA105",
    slug: "required-field-unanswered",
    title: "Every required item is answered",
    failing_title: "A required item is not answered",
    rationale: "Each blank is a question that the customer will be asked a second time",
    remedy: "Answer the item, or say explicitly that there is none where that is true",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["deals"],
    source: "project one-pager of the handoff process: required fields at close",
    check,
    describe,
    good: Example { words: "Every required item answered", make: |_| {} },
    bad: Example {
        words: "“tbd” as the decision criteria",
        make: |deal| deal.set("decision_criteria", FieldState::Placeholder),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let items = &case.checklist.items;
    let is_missed = |position: usize| {
        items[position].is_required(case.packet.tier)
            && matches!(case.state(position), FieldState::Blank | FieldState::Placeholder | FieldState::Vague)
    };
    let missed: Vec<Evidence> =
        (0..items.len()).filter(|&position| is_missed(position)).map(|position| case.about_item(position)).collect();
    if !missed.is_empty() {
        return Verdict::Missed(missed);
    }
    let mut required = (0..items.len()).filter(|&position| items[position].is_required(case.packet.tier)).peekable();
    let first = required.peek().copied();
    match first.filter(|_| required.all(|position| case.state(position) == FieldState::NotCaptured)) {
        Some(position) => Verdict::Unknowable(items[position].source_names.join(" or ")),
        None => Verdict::Met,
    }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Item(position) = evidence.subject else {
        return Words { evidence: String::new(), question: String::new() };
    };
    let item = &case.checklist.items[position as usize];
    let name = spoken(&item.id);
    let state = case.state(position as usize);
    // What is vague about a person is that it is none.
    if state == FieldState::Vague && item.measure == Some(Measure::Person) {
        return Words {
            evidence: format!("the field \u{201c}{name}\u{201d} is a team or a queue"),
            question: format!("{} The one on record is nobody in person.", item.question),
        };
    }
    let question = match state {
        FieldState::Vague => format!("{} The answer on record is too vague to work with.", item.question),
        _ => item.question.clone(),
    };
    let evidence = format!("the field \u{201c}{name}\u{201d} {}", case.said_of(position as usize));
    Words { evidence, question }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;
    use crate::settings::Tier;

    #[test]
    fn one_finding_an_unanswered_item() {
        let two = case_of(|packet| {
            packet.set("why_now", FieldState::Blank);
            packet.set("decision_criteria", FieldState::Placeholder);
        });
        assert!(matches!(check(&two.case()), Verdict::Missed(evidence) if evidence.len() == 2));
    }

    #[test]
    fn items_of_other_tiers_and_items_that_no_export_holds_do_not_count() {
        let low = case_of(|packet| {
            packet.packet.tier = Tier::LowTouch;
            packet.set("alternatives", FieldState::Blank);
            packet.set("why_now", FieldState::NotCaptured);
        });
        assert_eq!(check(&low.case()), Verdict::Met);
    }
}
