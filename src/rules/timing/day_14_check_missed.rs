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
    source: "seed 004: day 14, first-value check-in",
    check,
    describe,
    good: Example { words: "A meeting on day 14", make: |_| {} },
    bad: Example {
        words: "No call or meeting around day 14",
        make: |deal| deal.packet.detail.contact.meeting_days.retain(|&day| day != 14),
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
        question: "When is the first-value check?".to_owned(),
    }
}
