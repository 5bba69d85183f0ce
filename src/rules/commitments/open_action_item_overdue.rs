//! HA210: a promised follow-up is past its date.

use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA210",
    slug: "open-action-item-overdue",
    title: "No follow-up is past its date",
    failing_title: "A promised follow-up is past its date",
    rationale: "The customer remembers what they were told to expect before the contract was signed",
    remedy: "Do it, or settle who speaks to the customer about it, and close the item",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["activities.outcome or deals.open_action_items"],
    source: "deployment brief of the handoff pilot: open action items",
    check,
    describe,
    good: Example { words: "A packet whose follow-ups are done", make: |_| {} },
    bad: Example {
        words: "The open action items say “send the security answers by 2024-10-10”, which has passed",
        make: |deal| deal.packet.detail.overdue_action = known(20_006),
    },
};

fn check(case: &Case<'_>) -> Verdict {
    let has_tasks = case.holds.has("activities.type") && case.holds.has("activities.outcome");
    if !has_tasks && !case.holds.has("deals.open_action_items") {
        return Verdict::Unknowable(RULE.needs[0].to_owned());
    }
    let detail = &case.packet.detail;
    let item = detail.overdue_action.iter().map(|item| item.origin);
    case.missed_if_any(Subject::Task, detail.contact.overdue_tasks.iter().copied().chain(item))
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a task or action item of this deal is not done and its date has passed".to_owned(),
        question: "When will this be done, and does the customer know?".to_owned(),
    }
}
