//! HA306: the promised time is far below what such deals took. Both are counted in whole local days, as people plan, so
//! that what is shown is what was judged.

use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA306",
    slug: "aggressive-timeline",
    title: "The promised time is one that such deals have kept",
    failing_title: "The promised time is far below what such deals took",
    rationale: "A date that no such customer has ever reached will not be reached by this one",
    remedy: "Replan with the AE and the customer before kickoff, or say what makes this one faster",
    severity: Severity::Warn,
    owner: Owner::Csm,
    needs: &["deals.go_live_target", "onboarding.go_live_at"],
    source: "deployment brief of the handoff pilot: timeline",
    check,
    describe,
    good: Example {
        words: "20 days promised where such deals took 30",
        make: |deal| {
            deal.usual.days_to_live[0] = vec![30.0; 5];
            deal.packet.detail.promised_days = known(20.0);
        },
    },
    bad: Example {
        words: "10 days promised where such deals took 30",
        make: |deal| {
            deal.usual.days_to_live[0] = vec![30.0; 5];
            deal.packet.detail.promised_days = known(10.0);
        },
    },
};

/// The middle of ascending values.
fn median(values: &[f64]) -> Option<f64> {
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

fn check(case: &Case<'_>) -> Verdict {
    if let Some(verdict) = case.holds.lack(&["deals.go_live_target", "onboarding.go_live_at"]) {
        return verdict;
    }
    let usual = &case.usual.days_to_live[case.packet.tier as usize];
    let Some(promised) = case.packet.detail.promised_days else {
        return Verdict::NotApplicable("no live date is promised");
    };
    match median(usual).filter(|_| usual.len() as f64 >= case.thresholds.value(RULE.code, "deals")) {
        None => Verdict::NotApplicable("too few deals of the tier have gone live"),
        Some(usual) if promised.value < case.thresholds.value(RULE.code, "share") * usual => {
            case.missed_at(promised.origin)
        }
        Some(_) => Verdict::Met,
    }
}

fn describe(case: &Case<'_>, _: &Evidence) -> Words {
    let promised = case.packet.detail.promised_days.map_or(0.0, |known| known.value);
    let usual = &case.usual.days_to_live[case.packet.tier as usize];
    Words {
        evidence: format!(
            "the live date is {promised} days after the win; the median of {} such deals is {} days",
            usual.len(),
            median(usual).unwrap_or(0.0)
        ),
        question: "What makes this customer faster than the others, and if nothing does, when do we replan?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::specimen::Specimen;
    use crate::rules::testing::{case_of, evidence};

    #[test]
    fn what_is_shown_is_what_was_judged() {
        let promised = |days: f64| {
            move |deal: &mut Specimen| {
                deal.usual.days_to_live[0] = vec![20.0, 30.0, 31.0, 31.0, 32.0, 40.0, 50.0, 61.0];
                deal.packet.detail.promised_days = known(days);
            }
        };
        assert_eq!(check(&case_of(promised(16.0)).case()), Verdict::Met, "half of 31.5 is less");
        let said = "the live date is 15 days after the win; the median of 8 such deals is 31.5 days";
        assert_eq!(evidence(&RULE, promised(15.0)), [said]);
    }
}
