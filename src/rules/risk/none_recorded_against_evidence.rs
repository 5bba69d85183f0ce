//! HA308: "no risks" or "no commitments", but the notes seem to hold some.

use crate::packet::FieldState;
use crate::rules::case::spoken;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA308",
    slug: "none-recorded-against-evidence",
    title: "What is said to be none is none",
    failing_title: "“None” is recorded, but the notes seem to hold some",
    rationale: "A “none” that the notes contradict is worse than a blank: it stops people from asking",
    remedy: "Ask the AE to go through the sentences and correct the field",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["activities.body", "deals.verbal_commitments or deals.implementation_risks"],
    source: "seed 000: promises and risks",
    check,
    describe,
    good: Example {
        words: "“No risks” where the notes hold none",
        make: |deal| deal.set("implementation_risks", FieldState::ExplicitNone),
    },
    bad: Example {
        words: "“No risks”, but a note says “Their budget is not approved yet”",
        make: |deal| {
            deal.note(false);
            deal.set("implementation_risks", FieldState::ExplicitNone);
        },
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let mined = case.packet.mined();
    let found =
        [("verbal_commitments", !mined.commitments.is_empty()), ("implementation_risks", !mined.risks.is_empty())];
    let denied: Vec<usize> = found
        .iter()
        .filter_map(|(id, _)| case.required(id))
        .map(|(position, _)| position)
        .filter(|&position| case.state(position) == FieldState::ExplicitNone)
        .collect();
    if denied.is_empty() {
        return Verdict::NotApplicable("nothing is said to be none");
    }
    let is_found =
        |position: &usize| found.iter().any(|(id, is_found)| *is_found && case.checklist.items[*position].id == *id);
    let evidence: Vec<Evidence> =
        denied.iter().filter(|position| is_found(position)).map(|&position| case.about_item(position)).collect();
    if evidence.is_empty() {
        return crate::rules::commitments::nothing_read(case).unwrap_or(Verdict::Met);
    }
    Verdict::Missed(evidence)
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Item(position) = evidence.subject else { return Words::default() };
    let name = spoken(&case.checklist.items[position as usize].id);
    let mined = case.packet.mined();
    let n_found = if name == "implementation risks" { mined.risks.len() } else { mined.commitments.len() };
    Words {
        evidence: format!(
            "the {name} say that there are none; {n_found} sentences in the notes read otherwise, to be confirmed by the AE"
        ),
        question: format!("Is there really nothing to say about {name}, given these sentences?"),
    }
}
