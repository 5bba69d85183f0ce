//! HA502: contract terms differ between sources.

use crate::domain::{Moment, Origin};
use crate::packet::ScopeTerm;
use crate::rules::specimen::known;
use crate::rules::{Case, Evidence, Example, Owner, Rule, Severity, Subject, Verdict, Words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: "HA502",
    slug: "term-conflict",
    title: "The contract term is one",
    failing_title: "Sources name different contract terms",
    rationale: "Renewal, billing and the success plan all hang on the term",
    remedy: "Correct the wrong source against the signed paper",
    severity: Severity::Stop,
    owner: Owner::Ae,
    needs: &[
        "deals.contract_term_months",
        "deals.contract_start and deals.contract_end, deals.signed_scope, or subscriptions",
    ],
    source: "deployment brief of the handoff pilot: contract facts",
    check,
    describe,
    good: Example { words: "12 months, from January to January", make: |_| {} },
    bad: Example {
        words: "12 months on the deal, 36 in the signed scope",
        make: |deal| deal.packet.detail.scope_months = known(36.0),
    },
};

/// Every term that a source names, in months.
fn terms(case: &Case<'_>) -> Vec<(&'static str, f64, Origin)> {
    let detail = &case.packet.detail;
    let mut terms = Vec::new();
    terms.extend(detail.term_months.map(|term| ("the deal's term", term.value, term.origin)));
    if let (Some(start), Some(end)) = (detail.contract_start, detail.contract_end) {
        terms.push(("its start and end", months_between(start.value, end.value), end.origin));
    }
    terms.extend(detail.scope_months.map(|term| ("the signed scope", term.value, term.origin)));
    for subscription in &detail.subscriptions {
        if let (Some(start), Some(end)) = (subscription.started_at, subscription.ended_at) {
            // The end of a cancelled one, be it announced or come, and one that has come and may be a churn, say nothing of
            // what was signed.
            if !subscription.is_cancelled && end.utc() > case.as_of.utc() {
                terms.push(("the subscription", months_between(start, end), subscription.origin));
            }
        }
    }
    terms
}

/// Whole months; a contract ends on the last day before, or on the same day of, its last month.
fn months_between(start: Moment, end: Moment) -> f64 {
    (f64::from(end.day() - start.day()) / 30.436_875).round()
}

fn check(case: &Case<'_>) -> Verdict {
    let scope_terms = &case.packet.detail.scope_terms;
    let of_scope =
        |(nth, term): (usize, &ScopeTerm)| Evidence { subject: Subject::Nth(nth as u16), origin: term.origin };
    let mut evidence: Vec<Evidence> = scope_terms.iter().enumerate().map(of_scope).collect();
    let terms = terms(case);
    let tolerance = case.thresholds.value(RULE.code, "months");
    let differs_from_one_before = |(nth, (_, months, _)): &(usize, &(&str, f64, Origin))| {
        terms[..*nth].iter().any(|(_, before, _)| (months - before).abs() > tolerance)
    };
    let other = terms.iter().enumerate().find(differs_from_one_before).map(|(_, term)| term);
    evidence.extend(other.map(|(_, _, origin)| Evidence { subject: Subject::Packet, origin: *origin }));
    if !evidence.is_empty() {
        return Verdict::Missed(evidence);
    }
    match terms.len() {
        0 => {
            case.holds.lack(&["deals.contract_term_months"]).unwrap_or(Verdict::NotApplicable("no source names a term"))
        }
        1 => Verdict::NotApplicable("one source only names a term"),
        _ => Verdict::Met,
    }
}

fn describe(case: &Case<'_>, evidence: &Evidence) -> Words {
    if let Subject::Nth(nth) = evidence.subject {
        let Some(term) = case.packet.detail.scope_terms.get(nth as usize) else { return Words::default() };
        return Words {
            evidence: format!("the deal says {}, the signed scope {}", term.of_deal, term.of_scope),
            question: format!("Which was signed, {} or {}?", term.of_deal, term.of_scope),
        };
    }
    let terms: Vec<String> =
        terms(case).iter().map(|(source, months, _)| format!("{source}: {months:.0} months")).collect();
    Words { evidence: terms.join("; "), question: "Which contract term was signed?".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::SubscriptionFact;
    use crate::rules::specimen::{ROW, Specimen};
    use crate::rules::testing::{case_of, evidence};

    #[test]
    fn the_announced_end_of_a_cancelled_subscription_is_no_term() {
        let running_to = |days: i32, is_cancelled: bool| {
            let (started_at, ended_at) = (Some(Specimen::day(3)), Some(Specimen::day(days)));
            let subscription = SubscriptionFact { started_at, ended_at, is_cancelled, ..SubscriptionFact::at(ROW) };
            let case = case_of(|deal| deal.packet.detail.subscriptions = [subscription].into());
            check(&case.case())
        };
        assert_eq!(running_to(150, true), Verdict::Met, "it ends within the term");
        assert!(matches!(running_to(150, false), Verdict::Missed(_)), "it runs, and is renewed by then");
        assert_eq!(running_to(368, false), Verdict::Met);
    }

    #[test]
    fn each_source_is_compared_with_all_others() {
        let ending = |months: f64, days: i32| {
            let (started_at, ended_at) = (Some(Specimen::day(3)), Some(Specimen::day(3 + days)));
            let subscription = SubscriptionFact { started_at, ended_at, ..SubscriptionFact::at(ROW) };
            let case = case_of(|deal| {
                deal.packet.detail.scope_months = known(months);
                deal.packet.detail.subscriptions = [subscription].into();
            });
            check(&case.case())
        };
        assert_eq!(ending(13.0, 13 * 30 + 6), Verdict::Met, "12 months on the deal, 13 elsewhere");
        assert!(matches!(ending(13.0, 11 * 30 + 5), Verdict::Missed(_)), "12 on the deal, 13 in the scope, 11 run");
    }

    #[test]
    fn seats_and_payment_terms_are_terms_too() {
        let differing = ScopeTerm { of_deal: "30 days to pay".into(), of_scope: "60 days to pay".into(), origin: ROW };
        let said = evidence(&RULE, |deal| deal.packet.detail.scope_terms = [differing].into());
        assert_eq!(said, ["the deal says 30 days to pay, the signed scope 60 days to pay"]);
    }
}
