//! HA704: an item was first filled after close.

use crate::packet::{FieldState, Mark, MarkKind};
use crate::rules::case::spoken;
use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA704",
    slug: "backfilled-after-close",
    title: "Answers were there at close",
    failing_title: "An answer was first filled after close",
    rationale: "What is filled in afterwards was not there when it was needed, and may be made up",
    remedy: "Fill the fields while the deal is open",
    severity: Severity::Info,
    owner: Owner::Ae,
    needs: &["field_history"],
    source: "project one-pager of the handoff process: required fields at close",
    check,
    describe,
    good: Example { words: "Fields filled before the win", make: |_| {} },
    bad: Example {
        words: "A success metric first filled two days after the win",
        make: |deal| deal.packet.detail.marks = [Mark { item: 19, kind: MarkKind::BackFilled, origin: ROW }].into(),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["field_history"]) {
        return verdict;
    }
    let marks = case.packet.detail.marks.iter().filter(|mark| mark.kind == MarkKind::BackFilled);
    let evidence: Vec<Evidence> =
        marks.map(|mark| Evidence { subject: Subject::Item(mark.item), origin: mark.origin }).collect();
    if evidence.is_empty() { Verdict::Met } else { Verdict::Missed(evidence) }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Item(position) = evidence.subject else { return Words::default() };
    let name = spoken(&case.checklist.items[position as usize].id);
    // The history and the export of deals may be of two days, or a value was taken out again: both stand, and are told apart.
    if case.state(position as usize) == FieldState::Blank {
        return Words {
            evidence: format!(
                "{name} was first filled after close, by the field history; in the deals export it is blank"
            ),
            question: format!("Which is right under \u{201c}{name}\u{201d}: the history's answer, or none?"),
        };
    }
    Words {
        evidence: format!("{name} was first filled after close"),
        question: format!("Who gave the answer under \u{201c}{name}\u{201d}, now that the deal is closed?"),
    }
}
