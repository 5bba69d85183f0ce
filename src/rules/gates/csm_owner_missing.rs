//! HA106: no CSM is named.

use crate::packet::{FieldState, UNREAD};
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA106",
    slug: "csm-owner-missing",
    title: "A CSM is named",
    failing_title: "No CSM is named",
    rationale: "A customer without a named owner is in limbo from the first day",
    remedy: "Assign a CSM by name, not a team, before the kickoff is booked",
    severity: Severity::Stop,
    owner: Owner::CsOps,
    needs: &["onboarding.csm or deals.csm or accounts.csm"],
    source: "article on why handoffs break, with a working process: named ownership",
    check,
    describe,
    good: Example { words: "A CSM on the onboarding record", make: |_| {} },
    bad: Example {
        words: "No CSM anywhere",
        make: |deal| {
            deal.set("csm_owner", FieldState::Blank);
            deal.csm = None;
            deal.packet.csm = None;
        },
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has_csm {
        return Verdict::Unknowable(RULE.needs[0].to_owned());
    }
    let answer = case.checklist.position("csm_owner").map(|position| case.packet.answers[position]);
    if answer.is_some_and(|answer| answer.is_unread()) {
        return Verdict::Unknowable(UNREAD.to_owned());
    }
    // "tbd" in the CSM's place names nobody.
    let is_placeholder =
        case.checklist.position("csm_owner").is_some_and(|position| case.state(position) == FieldState::Placeholder);
    match case.people.csm {
        Some(_) if !is_placeholder => Verdict::Met,
        _ => Verdict::Missed(vec![case.about(Subject::Csm)]),
    }
}

fn describe(_: &Case<'_>, _: &Evidence) -> Words {
    Words {
        evidence: "no CSM is named on the onboarding record, the deal or the account".to_owned(),
        question: "Who is the CSM of this customer?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn misses_without_a_csm_and_meets_with_one() {
        let nobody = case_of(|packet| packet.csm = None);
        assert!(matches!(check(&nobody.case()), Verdict::Missed(_)));
        assert_eq!(check(&case_of(|_| {}).case()), Verdict::Met);
    }

    #[test]
    fn a_placeholder_in_the_csms_place_names_nobody() {
        let case = case_of(|packet| packet.set("csm_owner", FieldState::Placeholder));
        assert!(matches!(check(&case.case()), Verdict::Missed(_)));
        let team = case_of(|packet| packet.set("csm_owner", FieldState::Vague));
        assert_eq!(check(&team.case()), Verdict::Met, "a team is named, which another rule objects to");
    }

    #[test]
    fn is_unknowable_when_no_export_has_a_csm_column() {
        let unknown = case_of(|packet| {
            packet.csm = None;
            packet.holds.has_csm = false;
        });
        assert!(matches!(check(&unknown.case()), Verdict::Unknowable(_)));
    }
}
