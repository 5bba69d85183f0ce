//! HA804: the customer left within the retention period.

use crate::packet::{CustomerEnd, UNREAD};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA804",
    slug: "early-churn",
    title: "The customer stayed",
    failing_title: "The customer left early",
    rationale: "A customer who leaves within months was lost at the handoff, or before it",
    remedy: "Ask what was promised and not kept; compare with the packet",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["subscriptions or accounts.churned_at"],
    source: "deployment brief of the handoff pilot: outcomes",
    check,
    describe,
    good: Example { words: "A customer who stays", make: |_| {} },
    bad: Example {
        words: "A customer who left in the second month",
        make: |deal| deal.packet.detail.end = CustomerEnd::Early,
    },
};

fn check(case: &Case<'_>) -> Verdict {
    match case.packet.detail.end {
        CustomerEnd::Early => case.missed(),
        CustomerEnd::Unobserved if !case.holds.has("subscriptions") && !case.holds.has("accounts.churned_at") => {
            Verdict::Unknowable(RULE.needs[0].to_owned())
        }
        CustomerEnd::Unobserved => Verdict::NotApplicable("the customer is not observed from this deal"),
        CustomerEnd::Young => Verdict::NotApplicable("the retention period has not passed"),
        CustomerEnd::Unread => Verdict::Unknowable(UNREAD.to_owned()),
        CustomerEnd::Undated => Verdict::NotApplicable("nobody says when the customer left"),
        CustomerEnd::Active | CustomerEnd::Later => Verdict::Met,
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "the customer left within the retention period".to_owned(),
        question: "What was promised and not kept?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn a_young_customer_has_neither_stayed_nor_left() {
        let young = case_of(|deal| deal.packet.detail.end = CustomerEnd::Young);
        assert!(matches!(check(&young.case()), Verdict::NotApplicable(_)));
    }
}
