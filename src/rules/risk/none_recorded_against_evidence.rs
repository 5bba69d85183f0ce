//! HA308: "no risks" or "no commitments", but the notes seem to hold some.

use crate::packet::{CommitmentType, FieldState, Kinds, Mined};
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
    source: "deployment brief of the handoff pilot: promises and risks",
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

/// The items that may say "none", each with how many sentences of the notes read otherwise.
fn contradicted(mined: &Mined) -> [(&'static str, usize); 5] {
    let promises = |kind: CommitmentType| {
        let kind = Kinds::commitments(&[kind]);
        mined.commitments.iter().filter(|found| found.kinds.meets(kind)).count()
    };
    [
        ("verbal_commitments", mined.commitments.len()),
        ("integrations", promises(CommitmentType::Integration)),
        ("timeline_promised", promises(CommitmentType::Timeline)),
        ("special_terms", promises(CommitmentType::Discount)),
        ("implementation_risks", mined.risks.len()),
    ]
}

fn check(case: &Case<'_>) -> Verdict {
    let found = contradicted(case.packet.mined());
    let denied: Vec<(usize, usize)> = found
        .iter()
        .filter_map(|(id, n_found)| Some((case.required(id)?.0, *n_found)))
        .filter(|(position, _)| case.state(*position) == FieldState::ExplicitNone)
        .collect();
    if denied.is_empty() {
        return Verdict::NotApplicable("nothing is said to be none");
    }
    let evidence: Vec<Evidence> =
        denied.iter().filter(|(_, n_found)| *n_found > 0).map(|(position, _)| case.about_item(*position)).collect();
    if evidence.is_empty() {
        return crate::rules::commitments::nothing_read(case).unwrap_or(Verdict::Met);
    }
    Verdict::Missed(evidence)
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Item(position) = evidence.subject else { return Words::default() };
    let id = case.checklist.items[position as usize].id.as_str();
    let name = spoken(id);
    let found = contradicted(case.packet.mined());
    let read = match found.iter().find(|(known, _)| *known == id).map_or(0, |(_, n_found)| *n_found) {
        1 => "1 sentence in the notes reads".to_owned(),
        n_found => format!("{n_found} sentences in the notes read"),
    };
    Words {
        evidence: format!("under {name} stands that there are none; {read} otherwise, to be confirmed by the AE"),
        question: format!("Is there really nothing to say about {name}, given what the notes hold?"),
    }
}
