//! HA403: no champion.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA403",
    slug: "champion-missing",
    title: "A champion is named",
    failing_title: "No champion is named",
    rationale: "Somebody inside must want this to succeed",
    remedy: "Ask the AE who pushed for us, and record them as champion",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["deals.champion or deal_contacts.role"],
    source: "deployment brief of the handoff pilot: stakeholders",
    check,
    describe,
    good: Example {
        words: "A contact in the role of champion",
        make: |deal| deal.set("champion", FieldState::Answered),
    },
    bad: Example { words: "Contacts, none of them the champion", make: |deal| deal.set("champion", FieldState::Blank) },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_missing("champion")
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "neither the deal nor a contact role names a champion".to_owned(),
        question: "Who at the customer pushed for us?".to_owned(),
    }
}
