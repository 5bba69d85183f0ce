//! HA304: no executive sponsor.

use crate::packet::FieldState;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA304",
    slug: "sponsor-missing",
    title: "An executive sponsor is named",
    failing_title: "No executive sponsor is named",
    rationale: "Without a sponsor nobody at the customer can decide when the project is stuck",
    remedy: "Ask the AE who signed for the customer, and record them as executive sponsor",
    severity: Severity::Return,
    owner: Owner::Ae,
    needs: &["deals.executive_sponsor or deal_contacts.role"],
    source: "deployment brief of the handoff pilot: champion and sponsor",
    check,
    describe,
    good: Example {
        words: "A contact in the role of executive sponsor",
        make: |deal| deal.set("executive_sponsor", FieldState::Answered),
    },
    bad: Example {
        words: "A blank field, and no contact in that role",
        make: |deal| deal.set("executive_sponsor", FieldState::Blank),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    case.judge_missing("executive_sponsor")
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "neither the deal nor a contact role names an executive sponsor".to_owned(),
        question: "Who at the customer stands behind this project and can decide?".to_owned(),
    }
}
