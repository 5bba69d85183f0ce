//! HA711: amount, scope or dates changed after CS accepted.

use crate::domain::{TableKind, iso_date};
use crate::packet::{Fill, UNREAD};
use crate::rules::Specimen;
use crate::rules::case::spoken;
use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA711",
    slug: "changed-after-acceptance",
    title: "What CS accepted has not changed",
    failing_title: "Amount, scope or dates changed after CS accepted",
    rationale: "CS accepted another deal than the one that now stands",
    remedy: "Tell the CSM what changed, and have it accepted again",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["field_history", "reviews"],
    source: "deployment brief of the handoff pilot: acceptance criteria",
    check,
    describe,
    good: Example { words: "Nothing changed after the acceptance", make: |_| {} },
    bad: Example {
        words: "The amount changed ten days after the acceptance",
        make: |deal| deal.packet.detail.late_changes = [Fill { field: 8, at: Specimen::day(10), origin: ROW }].into(),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["field_history", "reviews"]) {
        return verdict;
    }
    if case.packet.events.is_decision_untold() {
        return Verdict::Unknowable(UNREAD.to_owned());
    }
    if !case.packet.events.is_accepted() {
        return Verdict::NotApplicable("the handoff is not accepted");
    }
    let changes = case.packet.detail.late_changes.iter().enumerate();
    let evidence: Vec<Evidence> =
        changes.map(|(nth, change)| Evidence { subject: Subject::Nth(nth as u16), origin: change.origin }).collect();
    if evidence.is_empty() { Verdict::Met } else { Verdict::Missed(evidence) }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Nth(nth) = evidence.subject else { return Words::default() };
    let Some(change) = case.packet.detail.late_changes.get(nth as usize) else { return Words::default() };
    let name = spoken(&TableKind::Deals.fields()[change.field as usize].name);
    Words {
        evidence: format!("the {name} changed on {}, after CS had accepted", iso_date(change.at.day())),
        question: format!("Why did the {name} change, and does the CSM know?"),
    }
}
