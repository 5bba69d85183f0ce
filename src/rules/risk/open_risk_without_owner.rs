//! HA301: before kickoff every open risk has an owner.

use crate::packet::RiskTally;
use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA301",
    slug: "open-risk-without-owner",
    title: "Every open risk has an owner",
    failing_title: "An open risk has no owner",
    rationale: "A risk that nobody owns is found again by the customer",
    remedy: "Name an owner for each open risk, or close it",
    severity: Severity::Stop,
    owner: Owner::Ae,
    needs: &["risks", "risks.owner"],
    source: "deployment brief of the handoff pilot: stop conditions of the pilot",
    check,
    describe,
    good: Example {
        words: "An open risk with an owner",
        make: |deal| deal.packet.risks = RiskTally { open: 1, open_unowned: 0, first_unowned: None },
    },
    bad: Example {
        words: "An open risk whose owner is blank",
        make: |deal| deal.packet.risks = RiskTally { open: 1, open_unowned: 1, first_unowned: Some(ROW) },
    },
};

fn check(case: &Case<'_>) -> Verdict {
    if !case.holds.has_risks {
        return Verdict::Unknowable("risks".to_owned());
    }
    if case.packet.risks.open > 0
        && let Some(verdict) = case.holds.lack(&["risks.owner"])
    {
        return verdict;
    }
    match (case.packet.risks.open, case.packet.risks.first_unowned) {
        (0, _) => Verdict::NotApplicable("no risk is open"),
        (_, None) => Verdict::Met,
        (_, Some(origin)) => Verdict::Missed(vec![Evidence { subject: Subject::Risk, origin }]),
    }
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let risks = case.packet.risks;
    let evidence = match (risks.open_unowned, risks.open) {
        (1, 1) => "the one open risk has no owner".to_owned(),
        (unowned, open) => format!("{unowned} of {open} open risks have no owner"),
    };
    Words { evidence, question: "Who owns each open risk?".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::RiskTally;
    use crate::rules::testing::{ROW, case_of};

    #[test]
    fn misses_for_an_open_risk_without_an_owner_only() {
        let with = |open: u32, open_unowned: u32| {
            let first_unowned = (open_unowned > 0).then_some(ROW);
            case_of(|packet| packet.packet.risks = RiskTally { open, open_unowned, first_unowned })
        };
        assert!(matches!(check(&with(2, 1).case()), Verdict::Missed(_)));
        assert_eq!(check(&with(2, 0).case()), Verdict::Met);
        assert!(matches!(check(&with(0, 0).case()), Verdict::NotApplicable(_)));
    }
}
