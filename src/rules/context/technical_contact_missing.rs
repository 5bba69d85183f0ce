//! HA405: no technical contact.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA405",
    slug: "technical-contact-missing",
    title: "A technical contact is named",
    failing_title: "No technical contact is named",
    rationale: "Access, data and integrations need somebody who can grant them",
    remedy: "Ask the AE who judged the technology, and record them",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["deals.technical_contact or deal_contacts.role"],
    source: "deployment brief of the handoff pilot: stakeholders",
    check,
    describe,
    good: Example {
        words: "A contact in the role of technical evaluator",
        make: |deal| deal.set("technical_contact", FieldState::Answered),
    },
    bad: Example {
        words: "Contacts, none of them the technical evaluator",
        make: |deal| deal.set("technical_contact", FieldState::Blank),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_missing("technical_contact")
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "neither the deal nor a contact role names a technical contact".to_owned(),
        question: "Who at the customer grants access and owns the systems?".to_owned(),
    }
}
