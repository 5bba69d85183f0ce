//! HA611: no review with the customer around day 30.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA611",
    slug: "day-30-review-missed",
    title: "The day-30 review was held",
    failing_title: "The day-30 review was missed",
    rationale: "A month in, the sponsor asks what they got; better to ask first",
    remedy: "Hold the review with the sponsor: what was promised, what is there, what is next",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["activities.type", "activities.author"],
    source: "article on why handoffs break, with a working process: day 30, executive review",
    check,
    describe,
    good: Example { words: "A meeting on day 30", make: |_| {} },
    bad: Example {
        words: "No call or meeting around day 30",
        make: |deal| deal.packet.detail.contact.meeting_days.retain(|&day| day != 30),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    super::not_met(case, RULE.code)
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: super::not_met_in_words(case, RULE.code),
        question: "When is the review with the sponsor?".to_owned(),
    }
}
