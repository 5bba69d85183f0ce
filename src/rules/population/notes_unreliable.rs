//! HA902: sales notes are too few, too late or too alike.

use super::{Crowd, CrowdExample, CrowdFinding, CrowdRule, CrowdVerdict};
use crate::rules::{Owner, Severity};

pub(super) const RULE: CrowdRule = CrowdRule {
    code: "HA902",
    slug: "notes-unreliable",
    title: "Sales notes can be relied on",
    failing_title: "Sales notes cannot be relied on",
    rationale: "What the notes do not hold cannot be handed over, and no reading of them finds it",
    remedy: "Agree what a note must hold and when it is written, then restart the count",
    severity: Severity::Stop,
    owner: Owner::CsOps,
    needs: &["activities.type", "activities.body"],
    source: "deployment brief of the handoff pilot: not ready for a pilot",
    check,
    good: CrowdExample { words: "55 of 60 handoffs have a note", make: |_| {} },
    bad: CrowdExample { words: "20 of 60 handoffs have a note", make: |crowd| crowd.with_note = 20 },
};

fn check(crowd: &Crowd) -> CrowdVerdict {
    if !crowd.has_notes {
        return CrowdVerdict::Unknowable("activities.type".to_owned());
    }
    if !crowd.has_bodies {
        return CrowdVerdict::Unknowable("activities.body".to_owned());
    }
    if !crowd.has_linked_activities {
        return CrowdVerdict::Unknowable("activities that name a deal or an account of the exports".to_owned());
    }
    if crowd.notes == 0 {
        return CrowdVerdict::Unknowable("a note, call or meeting among the activities".to_owned());
    }
    if crowd.due == 0 {
        return CrowdVerdict::NotApplicable("no handoff is due");
    }
    let limit = |key: &str| crowd.thresholds.value(RULE.code, key);
    let is_above = |n: u64, share: f64, of: u64| of > 0 && n as f64 > share * of as f64;
    let is_few = |n: u64| (n as f64) < limit("share") * crowd.due as f64;
    let mut faults = Vec::new();
    // Each note that names nobody may belong to a handoff that seems to have none.
    if is_few(crowd.with_note + crowd.nameless_notes) {
        faults.push(format!(
            "too few: {} of {} due handoffs have a note, call or meeting with a text, from before the close or the day after",
            crowd.with_note, crowd.due
        ));
    }
    if is_above(crowd.late_notes, limit("late_share"), crowd.timed_notes) {
        faults.push(format!(
            "too late: {} of {} notes, calls and meetings were entered more than 48 hours after",
            crowd.late_notes, crowd.timed_notes
        ));
    }
    if is_above(crowd.alike_notes, limit("alike_share"), crowd.own_notes) {
        faults.push(format!(
            "too alike: {} of {} notes, calls and meetings repeat another",
            crowd.alike_notes, crowd.own_notes
        ));
    }
    if faults.is_empty() && is_few(crowd.with_note) {
        let (nameless, notes) = (crowd.nameless_notes, crowd.notes);
        return CrowdVerdict::Unknowable(format!("the deal of {nameless} of {notes} notes, calls and meetings"));
    }
    let finding = |evidence: String| CrowdFinding {
        evidence,
        question: "Where do the AEs write down what was said, if not here?".to_owned(),
        deals: crowd.due - crowd.with_note,
        chance: None,
    };
    if faults.is_empty() { CrowdVerdict::Met } else { CrowdVerdict::Missed(faults.into_iter().map(finding).collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activities_of_nobody_show_nothing() {
        let crowd = Crowd { has_linked_activities: false, with_note: 0, ..Crowd::healthy() };
        assert!(matches!(check(&crowd), CrowdVerdict::Unknowable(_)));
    }

    #[test]
    fn tasks_alone_and_notes_of_nobody_say_nothing_of_few() {
        let tasks = Crowd { notes: 0, timed_notes: 0, late_notes: 0, alike_notes: 0, with_note: 0, ..Crowd::healthy() };
        assert!(matches!(check(&tasks), CrowdVerdict::Unknowable(_)));
        let few = Crowd { with_note: 5, ..Crowd::healthy() };
        assert!(matches!(check(&few), CrowdVerdict::Missed(_)));
        let nameless = Crowd { nameless_notes: 40, ..few };
        assert!(matches!(check(&nameless), CrowdVerdict::Unknowable(_)));
    }
}
