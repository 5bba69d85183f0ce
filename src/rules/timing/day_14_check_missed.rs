//! HA610: no first-value check around day 14.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA610",
    slug: "day-14-check-missed",
    title: "The day-14 check was held",
    failing_title: "The day-14 check was missed",
    rationale: "Two weeks in, it is still cheap to find that nobody has logged in",
    remedy: "Hold the check now: is first value in sight, and what is in its way?",
    severity: Severity::Info,
    owner: Owner::Csm,
    needs: &["activities.type", "activities.author"],
    source: "article on why handoffs break, with a working process: day 14, first-value check-in",
    check,
    describe,
    good: Example { words: "A meeting on day 14", make: |_| {} },
    bad: Example {
        words: "No call or meeting around day 14",
        make: |deal| deal.packet.detail.contact.meeting_days.retain(|&day| day != 14),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::not_met(case, RULE.code)
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    Words { evidence: super::not_met_in_words(case, RULE.code), question: "When is the first-value check?".to_owned() }
}
