//! HA409: a key contact without e-mail, channel or time zone.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA409",
    slug: "contact-details-stale",
    title: "Key contacts can be reached",
    failing_title: "A key contact lacks e-mail, channel or time zone",
    rationale: "The first message goes to the wrong place at the wrong hour",
    remedy: "Complete the contact",
    severity: Severity::Info,
    owner: Owner::Ae,
    needs: &["deal_contacts.role", "contacts.email, contacts.preferred_channel or contacts.time_zone"],
    source: "deployment brief of the handoff pilot: stakeholders",
    check,
    describe,
    good: Example { words: "Key contacts with e-mail, channel and time zone", make: |_| {} },
    bad: Example {
        words: "A champion without a time zone",
        make: |deal| deal.packet.detail.stakeholders[0].lacks = [false, false, true],
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let has_reach =
        ["contacts.email", "contacts.preferred_channel", "contacts.time_zone"].iter().any(|name| case.holds.has(name));
    if !case.holds.has("deal_contacts") || !has_reach {
        return Verdict::Unknowable(RULE.needs.join(" and "));
    }
    let people = case.packet.detail.stakeholders.iter().enumerate();
    let mut key = people.filter(|(_, person)| person.roles.iter().any(|role| role.is_key())).peekable();
    if key.peek().is_none() {
        return Verdict::NotApplicable("no key contact is recorded");
    }
    let evidence: Vec<Evidence> = key
        .filter(|(_, person)| person.lacking().next().is_some())
        .map(|(nth, person)| Evidence { subject: Subject::Nth(nth as u16), origin: person.origin })
        .collect();
    if evidence.is_empty() { Verdict::Met } else { Verdict::Missed(evidence) }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let Subject::Nth(nth) = evidence.subject else { return Words::default() };
    let Some(person) = case.packet.detail.stakeholders.get(nth as usize) else { return Words::default() };
    let lacking: Vec<&str> = person.lacking().collect();
    let roles: Vec<&str> = person.roles.iter().filter(|role| role.is_key()).map(|role| role.name()).collect();
    Words {
        evidence: format!("the {} has no {}", roles.join(" and "), lacking.join(", no ")),
        question: format!("How is the {} best reached?", roles.join(" and ")),
    }
}
