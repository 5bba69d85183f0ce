//! HA501: notes contradict the signed scope.

use crate::packet::ScopeConflict;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA501",
    slug: "scope-conflict",
    title: "The notes agree with the signed scope",
    failing_title: "The notes seem to contradict the signed scope",
    rationale: "What the customer was told and what they signed will meet at kickoff",
    remedy: "Ask the AE which of the two holds, and have the paper or the customer corrected",
    severity: Severity::Stop,
    owner: Owner::Ae,
    needs: &["activities.body"],
    source: "deployment brief of the handoff pilot: pause when notes conflict with scope",
    check,
    describe,
    good: Example { words: "Notes that repeat what was signed", make: |deal| deal.note(true) },
    bad: Example {
        words: "100 seats are signed, and a note says “They start with 120 seats”",
        make: |deal| deal.note(false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let conflicts = &case.packet.mined().conflicts;
    if conflicts.is_empty() {
        return crate::rules::commitments::nothing_read(case).unwrap_or(Verdict::Met);
    }
    let evidence = |(nth, conflict): (usize, &ScopeConflict)| Evidence {
        subject: Subject::Nth(nth as u16),
        origin: conflict.sentence.origin,
    };
    Verdict::Missed(conflicts.iter().enumerate().map(evidence).collect())
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Nth(nth) = evidence.subject else { return Words::default() };
    let Some(conflict) = case.packet.mined().conflicts.get(nth as usize) else { return Words::default() };
    Words {
        evidence: format!(
            "to be confirmed by the AE: \u{201c}{}\u{201d}{} says {}, signed is {} ({})",
            conflict.sentence.text,
            conflict.sentence.on(),
            conflict.said,
            conflict.signed,
            conflict.aspect.name()
        ),
        question: format!("Which of the two holds, {} or {}?", conflict.said, conflict.signed),
    }
}
