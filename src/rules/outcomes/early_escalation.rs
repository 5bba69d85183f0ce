//! HA801: an escalation soon after the win.

use crate::rules::Specimen;
use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA801",
    slug: "early-escalation",
    title: "No early escalation",
    failing_title: "An early escalation was opened",
    rationale: "An escalation in the first weeks is most often something that sales knew",
    remedy: "Ask what the packet should have told, and record it",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["escalations"],
    source: "deployment brief of the handoff pilot: outcomes",
    check,
    describe,
    good: Example { words: "No escalation", make: |_| {} },
    bad: Example {
        words: "An escalation on day 9",
        make: |deal| {
            deal.packet.detail.first_escalation = known(Specimen::day(9));
            deal.packet.detail.has_early_escalation = true;
        },
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["escalations"]) {
        return verdict;
    }
    let detail = &case.packet.detail;
    match detail.first_escalation.filter(|_| detail.has_early_escalation) {
        Some(first) => case.missed_at(first.origin),
        None if !detail.is_escalation_window_over => Verdict::NotApplicable("the escalation window has not passed"),
        None => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "an escalation that counts was opened within the escalation window after the win".to_owned(),
        question: "What would the packet have had to say to prevent this?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn no_escalation_says_nothing_while_the_window_is_open() {
        let young = case_of(|deal| deal.packet.detail.is_escalation_window_over = false);
        assert!(matches!(check(&young.case()), Verdict::NotApplicable(_)));
        let escalated = case_of(|deal| {
            (RULE.bad.make)(deal);
            deal.packet.detail.is_escalation_window_over = false;
        });
        assert!(matches!(check(&escalated.case()), Verdict::Missed(_)), "what has happened is known at once");
    }
}
