//! HA307: a dependency, an access or a data need is open at kickoff.

use crate::domain::{Moment, iso_date};
use crate::packet::RiskRecord;
use crate::rules::specimen::ROW;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA307",
    slug: "dependency-unresolved",
    title: "Dependencies are settled by kickoff",
    failing_title: "A dependency, access or data need is open at kickoff",
    rationale: "Kickoff without access or data is a second kickoff",
    remedy: "Settle it before kickoff, or move the kickoff",
    severity: Severity::Warn,
    owner: Owner::Ae,
    needs: &["risks.type", "onboarding.kickoff_at"],
    source: "deployment brief of the handoff pilot: dependencies",
    check,
    describe,
    good: Example {
        words: "A dependency that was closed",
        make: |deal| {
            deal.packet.detail.risks =
                [RiskRecord { is_dependency: true, is_open: false, opened_at: None, origin: ROW }].into()
        },
    },
    bad: Example {
        words: "An access need that was open at kickoff",
        make: |deal| {
            deal.packet.detail.risks =
                [RiskRecord { is_dependency: true, is_open: true, opened_at: None, origin: ROW }].into()
        },
    },
};

/// When kickoff was to be held, where that time has come.
fn planned(case: &Case<'_>) -> Option<Moment> {
    case.packet.events.kickoff_planned_at.filter(|planned| planned.utc() <= case.as_of.utc())
}

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["risks", "risks.type", "onboarding"]) {
        return verdict;
    }
    let Some(kickoff) = case.packet.events.kickoff_at.or_else(|| planned(case)) else {
        return Verdict::NotApplicable("the kickoff is still ahead");
    };
    let is_open = |risk: &&RiskRecord| {
        risk.is_dependency && risk.is_open && risk.opened_at.is_none_or(|opened| !kickoff.is_before(opened))
    };
    case.missed_if_any(Subject::Risk, case.packet.detail.risks.iter().filter(is_open).map(|risk| risk.origin))
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let evidence = match (case.packet.events.kickoff_at, planned(case)) {
        (None, Some(planned)) => format!(
            "a recorded dependency, access or data need was open on {}, the day planned for kickoff, and still is; no \
             kickoff is recorded as held",
            iso_date(planned.day())
        ),
        _ => "a recorded dependency, access or data need was open at kickoff and still is".to_owned(),
    };
    Words { evidence, question: "Who delivers this, and by when?".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::specimen::Specimen;
    use crate::rules::testing::{case_of, evidence};

    #[test]
    fn a_kickoff_that_was_planned_alone_is_not_called_one() {
        let open_need = |change: fn(&mut Specimen)| {
            move |deal: &mut Specimen| {
                (RULE.bad.make)(deal);
                change(deal);
            }
        };
        let words = |change| evidence(&RULE, open_need(change)).concat();
        assert!(words(|_| {}).ends_with("was open at kickoff and still is"));
        let planned = words(|deal| deal.packet.events.kickoff_at = None);
        let day = iso_date(Specimen::day(5).day());
        assert!(planned.contains(&format!("open on {day}, the day planned for kickoff")), "{planned}");
        assert!(planned.ends_with("no kickoff is recorded as held"), "{planned}");
        let ahead = case_of(open_need(|deal| {
            deal.packet.events.kickoff_at = None;
            deal.packet.events.kickoff_planned_at = Some(Specimen::day(101));
        }));
        assert_eq!(check(&ahead.case()), Verdict::NotApplicable("the kickoff is still ahead"));
    }
}
