//! HA404: no economic buyer.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA404",
    slug: "economic-buyer-missing",
    title: "An economic buyer is named",
    failing_title: "No economic buyer is named",
    rationale: "Whoever paid decides on the renewal",
    remedy: "Ask the AE who signed, and record them as economic buyer",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["deals.economic_buyer or deal_contacts.role"],
    source: "deployment brief of the handoff pilot: stakeholders",
    check,
    describe,
    good: Example {
        words: "A contact in the role of economic buyer",
        make: |deal| deal.set("economic_buyer", FieldState::Answered),
    },
    bad: Example {
        words: "Contacts, none of them the economic buyer",
        make: |deal| deal.set("economic_buyer", FieldState::Blank),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_missing("economic_buyer")
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "neither the deal nor a contact role names an economic buyer".to_owned(),
        question: "Who signed, and from whose budget?".to_owned(),
    }
}
