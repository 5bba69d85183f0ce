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
    source: "seed 004: day 30, executive review",
    check,
    describe,
    good: Example { words: "A meeting on day 30", make: |_| {} },
    bad: Example {
        words: "No call or meeting around day 30",
        make: |deal| deal.packet.detail.contact.meeting_days.retain(|&day| day != 30),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["activities", "activities.type", "activities.author"]) {
        return verdict;
    }
    let (from, to) = (case.thresholds.value(RULE.code, "from_day"), case.thresholds.value(RULE.code, "to_day"));
    let is_within = |&&day: &&i32| f64::from(day) >= from && f64::from(day) <= to;
    if case.packet.detail.contact.meeting_days.iter().any(|day| is_within(&day)) {
        return Verdict::Met;
    }
    if f64::from(case.days_since_won()) <= to {
        return Verdict::NotApplicable("the window has not passed");
    }
    case.missed()
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let (from, to) = (case.thresholds.value(RULE.code, "from_day"), case.thresholds.value(RULE.code, "to_day"));
    Words {
        evidence: format!("no call or meeting by CS with the customer on days {from} to {to} after the win"),
        question: "When is the review with the sponsor?".to_owned(),
    }
}
