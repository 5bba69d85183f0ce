//! HA609: no AE activity in the 30 days after close.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA609",
    slug: "ae-vanished",
    title: "The AE stayed for the first 30 days",
    failing_title: "The AE vanished after close",
    rationale: "The customer bought from a person; if that person is gone the next day, so is trust",
    remedy: "Join the kickoff, or send the customer a word of farewell",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["activities.author", "deals.owner"],
    source: "article on why handoffs break, with a working process: the AE stays 30 days",
    check,
    describe,
    good: Example { words: "An e-mail of the AE in the second week", make: |_| {} },
    bad: Example {
        words: "No activity of the AE in 30 days",
        make: |deal| deal.packet.detail.contact.has_ae_after_close = false,
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["activities", "activities.author", "deals.owner"]) {
        return verdict;
    }
    if case.packet.ae.is_none() {
        return Verdict::NotApplicable("no AE is named");
    }
    if case.packet.detail.contact.has_ae_after_close {
        return Verdict::Met;
    }
    // Notes alone show that the AE stayed, and never that the AE went.
    if let Some(verdict) = case.holds.lack_contacts() {
        return verdict;
    }
    if !case.packet.detail.contact.have_first_days_passed {
        return Verdict::NotApplicable("30 days have not passed");
    }
    case.missed()
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let kinds: Vec<&str> = case.holds.spoken_kinds().collect();
    Words {
        evidence: format!("no {} of the AE is recorded in the 30 days after the win", any_of(&kinds)),
        question: "Have you spoken with the customer since the signature?".to_owned(),
    }
}

/// `note, e-mail or call`.
fn any_of(kinds: &[&str]) -> String {
    match kinds {
        [] => "activity".to_owned(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::evidence;

    #[test]
    fn only_what_was_looked_for_is_named() {
        let said = |kinds: &[&'static str]| {
            let words = evidence(&RULE, |deal| {
                deal.packet.detail.contact.has_ae_after_close = false;
                deal.holds.kinds = kinds.to_vec();
            });
            words.concat()
        };
        assert!(said(&["note", "email", "call"]).starts_with("no note, e-mail or call of the AE"));
        assert!(said(&["meeting"]).starts_with("no meeting of the AE is recorded"));
    }
}
