//! HA703: an answer is the same text as in many deals of its owner.

use crate::packet::{Mark, MarkKind};
use crate::rules::case::spoken;
use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA703",
    slug: "boilerplate-answer",
    title: "No answer is boilerplate",
    failing_title: "An answer is boilerplate",
    rationale: "One text for every customer says nothing about this one",
    remedy: "Say what is true of this customer",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["deals"],
    source: "project one-pager of the handoff process: required fields at close",
    check,
    describe,
    good: Example { words: "A text of its own", make: |_| {} },
    bad: Example {
        words: "A text that the AE pastes into every deal",
        make: |deal| deal.packet.detail.marks = [Mark { item: 8, kind: MarkKind::Boilerplate, origin: ROW }].into(),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let marks = case.packet.detail.marks.iter().filter(|mark| mark.kind == MarkKind::Boilerplate);
    let evidence: Vec<Evidence> =
        marks.map(|mark| Evidence { subject: Subject::Item(mark.item), origin: mark.origin }).collect();
    if evidence.is_empty() { Verdict::Met } else { Verdict::Missed(evidence) }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Item(position) = evidence.subject else { return Words::default() };
    let item = &case.checklist.items[position as usize];
    Words {
        evidence: format!("{} holds the same text as in many deals of this AE", spoken(&item.id)),
        question: item.question.clone(),
    }
}
