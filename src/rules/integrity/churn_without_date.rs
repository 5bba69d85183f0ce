//! HA709: the customer churned, and nobody says when.

use crate::packet::{CustomerEnd, UNREAD};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA709",
    slug: "churn-without-date",
    title: "Churned customers have a date",
    failing_title: "The customer churned without a date",
    rationale: "A churn without a date is in no retention figure",
    remedy: "Add the end date to the subscription or the account",
    severity: Severity::Warn,
    owner: Owner::RevOps,
    needs: &["subscriptions or accounts.churned_at"],
    source: "project one-pager of the handoff process: data quality",
    check,
    describe,
    good: Example { words: "An active customer", make: |_| {} },
    bad: Example {
        words: "A cancelled subscription without an end",
        make: |deal| deal.packet.detail.end = CustomerEnd::Undated,
    },
};

fn check(case: &Case<'_>) -> Verdict {
    match case.packet.detail.end {
        CustomerEnd::Undated => case.missed(),
        CustomerEnd::Unobserved if !case.holds.has("subscriptions") && !case.holds.has("accounts.churned_at") => {
            Verdict::Unknowable(RULE.needs[0].to_owned())
        }
        CustomerEnd::Unread => Verdict::Unknowable(UNREAD.to_owned()),
        CustomerEnd::Unobserved => Verdict::NotApplicable("the customer is not observed from this deal"),
        _ => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "a subscription of the customer is churned, cancelled or expired and has no end date".to_owned(),
        question: "When did this customer leave?".to_owned(),
    }
}
