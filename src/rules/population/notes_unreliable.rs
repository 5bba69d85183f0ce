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
    needs: &["activities.type"],
    source: "seed 000: not ready for a pilot",
    check,
    good: CrowdExample { words: "55 of 60 handoffs have a note", make: |_| {} },
    bad: CrowdExample { words: "20 of 60 handoffs have a note", make: |crowd| crowd.with_note = 20 },
};

fn check(crowd: &Crowd) -> CrowdVerdict {
    if !crowd.has_notes {
        return CrowdVerdict::Unknowable("activities.type".to_owned());
    }
    if !crowd.has_linked_activities {
        return CrowdVerdict::Unknowable("activities that name a deal or an account of the exports".to_owned());
    }
    if crowd.due == 0 {
        return CrowdVerdict::NotApplicable("no handoff is due");
    }
    let limit = |key: &str| crowd.thresholds.value(RULE.code, key);
    let of_notes = |n: u64| n as f64 > 0.0 && crowd.notes > 0;
    let mut faults = Vec::new();
    if (crowd.with_note as f64) < limit("share") * crowd.due as f64 {
        faults.push(format!("too few: {} of {} due handoffs have a note, call or meeting", crowd.with_note, crowd.due));
    }
    if of_notes(crowd.late_notes) && crowd.late_notes as f64 > limit("late_share") * crowd.notes as f64 {
        faults.push(format!(
            "too late: {} of {} notes were logged more than 3 days after",
            crowd.late_notes, crowd.notes
        ));
    }
    if of_notes(crowd.alike_notes) && crowd.alike_notes as f64 > limit("alike_share") * crowd.notes as f64 {
        faults.push(format!("too alike: {} of {} notes repeat another", crowd.alike_notes, crowd.notes));
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
}
