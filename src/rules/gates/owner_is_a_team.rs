//! HA107: AE or CSM is a team, a queue or an inactive user.

use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA107",
    slug: "owner-is-a-team",
    title: "AE and CSM are active persons",
    failing_title: "AE or CSM is a team, a queue or an inactive user",
    rationale: "A team cannot be asked, and nobody follows up for a colleague who has left",
    remedy: "Replace the team or the inactive user by a person",
    severity: Severity::Warn,
    owner: Owner::CsOps,
    needs: &["deals.owner", "onboarding.csm or deals.csm or accounts.csm"],
    source: "article on why handoffs break, with a working process: named ownership",
    check,
    describe,
    good: Example { words: "Two active persons", make: |_| {} },
    bad: Example { words: "“Onboarding queue” as the CSM", make: |deal| deal.packet.csm_is_person = false },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has_owner && !case.holds.has_csm {
        return Verdict::Unknowable(RULE.needs.join(" and "));
    }
    let mut missed = Vec::new();
    if case.people.ae.is_some() && (!case.packet.ae_is_person || case.people.is_ae_inactive) {
        missed.push(case.about(Subject::Ae));
    }
    if case.people.csm.is_some() && (!case.packet.csm_is_person || case.people.is_csm_inactive) {
        missed.push(case.about(Subject::Csm));
    }
    match (missed.is_empty(), case.people.ae.or(case.people.csm)) {
        (false, _) => Verdict::Missed(missed),
        (true, Some(_)) => Verdict::Met,
        (true, None) => Verdict::NotApplicable("neither AE nor CSM is named"),
    }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    let (role, label, is_inactive) = match evidence.subject {
        Subject::Ae => ("AE", case.people.ae, case.people.is_ae_inactive),
        _ => ("CSM", case.people.csm, case.people.is_csm_inactive),
    };
    let what = if is_inactive { "an inactive user" } else { "a team or a queue" };
    Words {
        evidence: format!("the {role}, {}, is {what}", label.unwrap_or("")),
        question: format!("Which person is the {role} of this deal?"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::case_of;

    #[test]
    fn misses_for_a_team_and_for_an_inactive_user() {
        let team = case_of(|packet| packet.packet.csm_is_person = false);
        assert!(matches!(check(&team.case()), Verdict::Missed(evidence) if evidence[0].subject == Subject::Csm));
        let inactive = case_of(|packet| packet.is_ae_inactive = true);
        assert!(matches!(check(&inactive.case()), Verdict::Missed(evidence) if evidence[0].subject == Subject::Ae));
        assert_eq!(check(&case_of(|_| {}).case()), Verdict::Met);
    }
}
