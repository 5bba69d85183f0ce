//! HA614: 14 days or more of the first 30 passed without a contact by CS: an e-mail sent, a call or meeting held.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA614",
    slug: "customer-silence",
    title: "CS kept in touch through the first 30 days",
    failing_title: "CS fell silent in the first 30 days",
    rationale: "Silence in the first month is read as indifference",
    remedy: "Write today, and put the next contact into the calendar",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["activities.type", "activities.author"],
    source: "article on why handoffs break, with a working process: cadence of the first 30 days",
    check,
    describe,
    good: Example { words: "A contact every week", make: |_| {} },
    bad: Example { words: "18 days without a contact", make: |deal| deal.silent_for(18.0) },
};

fn check(case: &Case<'_>) -> Verdict {
    let lacking = case.holds.lack(&["activities", "activities.type", "activities.author"]);
    if let Some(verdict) = lacking.or_else(|| case.holds.lack_touches()) {
        return verdict;
    }
    let silence = case.thresholds.value(RULE.code, "days");
    let contact = &case.packet.detail.contact;
    if contact.least_silence >= silence {
        return case.missed();
    }
    if contact.longest_silence >= silence {
        return super::undirected();
    }
    if !contact.have_first_days_passed {
        return Verdict::NotApplicable("30 days have not passed");
    }
    Verdict::Met
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: format!(
            "{:.0} days without contact by CS within the first 30 days",
            case.packet.detail.contact.least_silence.floor()
        ),
        question: "What did the customer hear from us in that time, and what is next?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn a_silence_is_known_at_once_and_its_absence_after_30_days() {
        let young = |silence: f64| {
            case_of(|deal| {
                deal.packet.detail.contact.have_first_days_passed = false;
                deal.silent_for(silence);
            })
        };
        assert!(matches!(check(&young(6.0).case()), Verdict::NotApplicable(_)));
        assert!(matches!(check(&young(15.0).case()), Verdict::Missed(_)));
    }

    #[test]
    fn a_silence_that_undirected_e_mails_may_have_broken_is_not_known() {
        let broken = case_of(|deal| {
            deal.silent_for(18.0);
            deal.packet.detail.contact.least_silence = 6.0;
        });
        assert!(matches!(check(&broken.case()), Verdict::Unknowable(_)));
    }
}
