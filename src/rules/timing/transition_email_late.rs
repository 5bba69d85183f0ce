//! HA608: the AE's transition e-mail was not sent within the service level.

use crate::packet::{Timed, Timing};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA608",
    slug: "transition-email-late",
    title: "The AE introduced the CSM by e-mail in time",
    failing_title: "The transition e-mail is late",
    rationale: "The customer should not have to ask who looks after them now",
    remedy: "Send the introduction now, with the CSM in copy",
    severity: Severity::Info,
    owner: Owner::Ae,
    needs: &["activities.direction", "activities.author"],
    source: "seed 000: service levels of the handoff",
    check,
    describe,
    good: Example { words: "Transition e-mail within the service level", make: |_| {} },
    bad: Example {
        words: "No transition e-mail within the service level",
        make: |deal| deal.time(Timed::TransitionEmail, Timing::Overdue),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) =
        case.holds.lack(&["activities", "activities.type", "activities.direction", "activities.author", "deals.owner"])
    {
        return verdict;
    }
    match case.packet.detail.timing(Timed::TransitionEmail) {
        Timing::Late | Timing::Overdue => case.missed(),
        Timing::Open => Verdict::NotApplicable("the service level has not passed"),
        _ => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "no outbound e-mail by the AE within the service level".to_owned(),
        question: "When does the customer get the introduction?".to_owned(),
    }
}
