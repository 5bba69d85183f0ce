//! HA702: an answer is a placeholder.

use crate::packet::FieldState;
use crate::rules::case::spoken;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA702",
    slug: "placeholder-answer",
    title: "No answer is a placeholder",
    failing_title: "An answer is a placeholder",
    rationale: "A placeholder looks like an answer in every report and is none in front of the customer",
    remedy: "Answer the item, or leave it blank so that it shows",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["deals"],
    source: "project one-pager of the handoff process: required fields at close",
    check,
    describe,
    good: Example { words: "Real answers only", make: |_| {} },
    bad: Example {
        words: "“tbd” as the decision criteria",
        make: |deal| deal.set("decision_criteria", FieldState::Placeholder),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let items = &case.checklist.items;
    let is_meant = |&position: &usize| {
        items[position].is_required(case.packet.tier) && case.state(position) == FieldState::Placeholder
    };
    let evidence: Vec<Evidence> = (0..items.len()).filter(is_meant).map(|position| case.about_item(position)).collect();
    if evidence.is_empty() { Verdict::Met } else { Verdict::Missed(evidence) }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Item(position) = evidence.subject else { return Words::default() };
    let item = &case.checklist.items[position as usize];
    Words {
        evidence: format!("the field \u{201c}{}\u{201d} {}", spoken(&item.id), case.said_of(position as usize)),
        question: item.question.clone(),
    }
}
