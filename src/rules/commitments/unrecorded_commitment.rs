//! HA207: the notes seem to hold a promise that the packet does not.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA207",
    slug: "unrecorded-commitment",
    title: "Promises in the notes are recorded",
    failing_title: "The notes seem to hold a promise that is not recorded",
    rationale: "A promise that only the notes know is kept by nobody",
    remedy: "Ask the AE whether it was promised; record it with owner and date, or say that it was not",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["activities.body"],
    source: "deployment brief of the handoff pilot: promises and scope",
    check,
    describe,
    good: Example { words: "The promise in the note is recorded", make: |deal| deal.note(true) },
    bad: Example {
        words: "A note says “We will have you live by 1 June”, and no commitment is recorded",
        make: |deal| deal.note(false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let mut unrecorded =
        case.packet.mined().commitments.iter().enumerate().filter(|(_, found)| !found.is_recorded).peekable();
    if unrecorded.peek().is_none() {
        return super::nothing_read(case).unwrap_or(Verdict::Met);
    }
    let evidence =
        unrecorded.map(|(nth, found)| Evidence { subject: Subject::Nth(nth as u16), origin: found.sentence.origin });
    Verdict::Missed(evidence.collect())
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Nth(nth) = evidence.subject else { return Words::default() };
    let Some(found) = case.packet.mined().commitments.get(nth as usize) else { return Words::default() };
    Words {
        evidence: format!(
            "to be confirmed by the AE: \u{201c}{}\u{201d}{} reads like a promise ({}) that is not recorded",
            found.sentence.text,
            found.sentence.on(),
            found.type_names()
        ),
        question: "Was this promised to the customer, by whom, and for when?".to_owned(),
    }
}
