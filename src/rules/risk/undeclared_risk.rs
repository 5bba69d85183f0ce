//! HA302: the notes seem to hold a risk that the packet does not.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA302",
    slug: "undeclared-risk",
    title: "Risks in the notes are declared",
    failing_title: "The notes seem to hold a risk that is not declared",
    rationale: "A risk that only the notes know is met again by surprise",
    remedy: "Ask the AE whether it still stands; declare it with an owner, or say that it is settled",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["activities.body"],
    source: "deployment brief of the handoff pilot: risks and owners",
    check,
    describe,
    good: Example { words: "The risk in the note is declared", make: |deal| deal.note(true) },
    bad: Example {
        words: "A note says “Their budget is not approved yet”, and no risk is declared",
        make: |deal| deal.note(false),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let mut undeclared =
        case.packet.mined().risks.iter().enumerate().filter(|(_, found)| !found.is_declared).peekable();
    if undeclared.peek().is_none() {
        return crate::rules::commitments::nothing_read(case).unwrap_or(Verdict::Met);
    }
    let evidence =
        undeclared.map(|(nth, found)| Evidence { subject: Subject::Nth(nth as u16), origin: found.sentence.origin });
    Verdict::Missed(evidence.collect())
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Nth(nth) = evidence.subject else { return Words::default() };
    let Some(found) = case.packet.mined().risks.get(nth as usize) else { return Words::default() };
    let more = match found.n_more {
        0 => String::new(),
        1 => " (and 1 more sentence)".to_owned(),
        n_more => format!(" (and {n_more} more sentences)"),
    };
    Words {
        evidence: format!(
            "to be confirmed by the AE: \u{201c}{}\u{201d}{}{more} reads like a risk ({}) that is not declared",
            found.sentence.text,
            found.sentence.on(),
            found.type_names()
        ),
        question: "Does this risk still stand, and who looks after it?".to_owned(),
    }
}
