//! HA407: a contact in the blocker role.

use crate::packet::Role;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA407",
    slug: "blocker-present",
    title: "Nobody is known to work against the project",
    failing_title: "A contact is known as a blocker",
    rationale: "Whoever lost the argument at purchase wins it at adoption",
    remedy: "Plan with the AE and the champion how to meet their concern",
    severity: Severity::Info,
    owner: Owner::Csm,
    needs: &["deal_contacts.role"],
    source: "deployment brief of the handoff pilot: stakeholders",
    check,
    describe,
    good: Example { words: "A champion and a sponsor", make: |_| {} },
    bad: Example {
        words: "A contact in the role of blocker",
        make: |deal| deal.packet.detail.stakeholders[0].roles.push(Role::Blocker),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has("deal_contacts") || !(case.holds.has("deal_contacts.role") || case.holds.has("contacts.role")) {
        return Verdict::Unknowable(RULE.needs[0].to_owned());
    }
    let people = &case.packet.detail.stakeholders;
    if people.is_empty() {
        return Verdict::NotApplicable("no contact is recorded");
    }
    let blockers = people.iter().filter(|person| person.roles.contains(Role::Blocker));
    case.missed_if_any(Subject::Contact, blockers.map(|person| person.origin))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a contact of the deal is recorded as blocker".to_owned(),
        question: "What is their concern, and who answers it?".to_owned(),
    }
}
